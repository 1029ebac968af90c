#!/usr/bin/python3
"""outputs.py SCHEMA.json GRAPHS POST.md...: the invariants of the outputs GRAPHS/NAME.json of the posts. Prints ok/FAIL lines."""
import collections, json, os, re, sys
import jsonschema


def no_number(word):
    raise ValueError(word + " is no number of JSON")


def letters(s):
    return re.sub(r"[^a-z0-9]", "", s.lower())


def strangers(graph, raw):
    """A mention's bytes hold its quote: compare letters, for markup and repaired bytes lie between them."""
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
    return bad


def check(valid, path, post):
    name = os.path.basename(post)

    def say(what, bad):
        print(("FAIL " if bad else "ok ") + f"{what}: {name}")
        if bad:
            print("  " + str(bad)[:300])

    try:
        text = open(path, encoding="utf-8").read()
        graph = json.loads(text, parse_constant=no_number)
    except (OSError, ValueError) as error:
        return say("valid UTF-8, valid JSON", error)
    say("valid by the schema", [e.message for e in valid.iter_errors(graph)][:2])
    broken = dict(graph, nodes=[{"id": 7}])
    say("the schema refuses a broken graph", not next(valid.iter_errors(broken), None))
    statements = graph["edges"] + graph["unasserted"]
    ids = collections.Counter([n["id"] for n in graph["nodes"]] + [e["key"] for e in statements])
    say("ids are unique over nodes and edges", [i for i, times in ids.items() if times > 1])
    nodes = {n["id"] for n in graph["nodes"]}
    say("no dangling end", [e["key"] for e in statements if e["source"] not in nodes or ("figure" not in e and e["target"] not in nodes)])
    say("everything has evidence", [x.get("id", x.get("key")) for x in graph["nodes"] + statements if not x["evidence"]])
    say("no control characters", re.findall(r"[\x00-\x09\x0b-\x1f\x7f\u2028\u2029]|\\u00[01]", text))
    say("post[start,end) is the mention", strangers(graph, open(post, "rb").read())[:3])


schema, graphs, *posts = sys.argv[1:]
valid = jsonschema.Draft7Validator(json.load(open(schema, encoding="utf-8")))
for post in posts:
    check(valid, os.path.join(graphs, os.path.basename(post).removesuffix(".md") + ".json"), post)
