#!/usr/bin/env python3
# SPDX-License-Identifier: MIT
"""Names that have broken programs before. `write` prints a native graph of them; `check FILE` compares the attribute
`fullname` in Graphviz's JSON with what went in."""
import json
import sys

NAMES = [
    "node", "edge", "graph", "subgraph", "strict", "digraph", "\\N", "\\G\\L\\l\\r\\n", "ends in \\", "a\"b", "a\\\"b", "<b>bold</b>", "<html>", "A & B", "A &amp; B",
    "&lt;script&gt;", "</script><script>alert(1)</script>", "<!-- x -->", "]]>", "{record|port}", "<p0> port", "a:b:c", "-1", "1e400", "NaN", "true", "null", "None",
    "../../etc/passwd", "%s%n%d", "${HOME} `id` $(id)", "'; DROP TABLE nodes; --", "=1+1", "@SUM(A1)", "+49", "東京大学", "サカナ", "한국", "Ünïcödé Ω≈ç√", "Привет", "العربية", "עברית",
    "🚀 rocket", "👩‍👩‍👧‍👦", "e\u0301 combining", "\u202eright to left", "zero\u200bwidth", "no\u00a0break", "\ufeffbom", "a" * 300, "word " * 60, "x", "#", "//", "/* c */", "a -> b", "a;b", "a,b",
]


def write():
    def proof(text):
        return [{"source": "s-n", "line": 1, "column": 1, "start": 0, "end": 1, "quote": text, "rule": "naughty.name"}]

    nodes = [{"id": f"n{i}", "kind": "organization", "name": name.strip(), "aliases": [], "mentions": 1, "confidence": 1, "evidence": proof(name)} for i, name in enumerate(NAMES)]
    edges = [{"key": f"e{i}", "source": f"n{i}", "target": f"n{i // 3}", "type": "supplies", "directed": True, "status": "asserted", "confidence": 1, "support": 1, "role": NAMES[i].strip(), "evidence": proof(NAMES[i])}
             for i in range(1, len(NAMES))]
    json.dump({"format": "ecograph", "format_version": "1.0", "directed": True, "multigraph": True,
               "graph": {"title": "Names \\N & <b>", "generator": "ecograph", "sources": [{"id": "s-n", "path": "a \"b\"\\N.md", "bytes": 1, "sha256": "0" * 64, "repaired": False}]},
               "nodes": nodes, "edges": edges, "unasserted": [], "merges": [], "warnings": []}, sys.stdout)


def said(text):
    """Text of a DOT attribute: a backslash is written twice, an ampersand that would begin an entity as one."""
    return text.replace("\\\\", "\\").replace("&amp;", "&")


def check(path):
    with open(path, encoding="utf-8") as file:
        got = {o["name"]: o.get("fullname", "(not there)") for o in json.load(file)["objects"]}
    bad = 0
    for i, name in enumerate(NAMES):
        if said(got.get(f"n{i}", "(not there)")) != name.strip():
            print(f"n{i}: wanted {name.strip()!r}, got {got.get(f'n{i}')!r}")
            bad += 1
    return bad


sys.exit(write() if sys.argv[1] == "write" else check(sys.argv[2]) > 0)
