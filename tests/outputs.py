#!/usr/bin/python3
"""outputs.py GRAPH.json POST.md SCHEMA.json: the invariants of one output. Prints ok/FAIL lines."""
import json, os, re, sys
import jsonschema

def no_number(word):
    raise ValueError(word + " is no number of JSON")


try:
    text = open(sys.argv[1], encoding="utf-8").read()
    graph = json.loads(text, parse_constant=no_number)
except ValueError as error:
    print(f"FAIL valid UTF-8, valid JSON: {sys.argv[2]}: {error}")
    sys.exit(1)
raw = open(sys.argv[2], "rb").read()
schema = json.load(open(sys.argv[3], encoding="utf-8"))
name = os.path.basename(sys.argv[2])


def say(what, bad):
    print(("FAIL " if bad else "ok ") + f"{what}: {name}")
    if bad:
        print("  " + str(bad)[:300])


errors = [e.message for e in jsonschema.Draft7Validator(schema).iter_errors(graph)]
say("valid by the schema", errors[:2])
broken = dict(graph, nodes=[{"id": 7}])
say("the schema refuses a broken graph", not list(jsonschema.Draft7Validator(schema).iter_errors(broken)))
statements = graph["edges"] + graph["unasserted"]
ids = [n["id"] for n in graph["nodes"]] + [e["key"] for e in statements]
say("ids are unique over nodes and edges", [i for i in ids if ids.count(i) > 1])
nodes = {n["id"] for n in graph["nodes"]}
say("no dangling end", [e["key"] for e in statements if e["source"] not in nodes or ("figure" not in e and e["target"] not in nodes)])
say("everything has evidence", [x.get("id", x.get("key")) for x in graph["nodes"] + statements if not x["evidence"]])
say("no control characters", re.findall(r"[\x00-\x09\x0b-\x1f\x7f\u2028\u2029]|\\u00[01]", text))


def letters(s):
    return re.sub(r"[^a-z0-9]", "", s.lower())


# A mention's bytes hold its quote: compare letters, for markup and repaired bytes lie between them.
bad = []
for n in graph["nodes"]:
    for e in n["evidence"]:
        piece = raw[e["start"]:e["end"]].decode("utf-8", "replace")
        got, want = letters(piece), letters(e["quote"])
        if want and want not in got and not all(w in got for w in map(letters, e["quote"].split()) if w):
            bad.append((e["quote"], piece))
        line = raw[:e["start"]].count(b"\n") + 1
        if line != e["line"]:
            bad.append((e["quote"], "line", line, e["line"]))
say("post[start,end) is the mention", bad[:3])
