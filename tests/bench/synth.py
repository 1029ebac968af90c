#!/usr/bin/env python3
# SPDX-License-Identifier: MIT
"""Writes an invented ecosystem as native JSON: synth.py NAMES [SEED]. Kinds and types come from patterns/schema.yaml's
usual shares; degrees are uneven (new relations prefer names that have some), a tenth of the names is linked to nothing,
one in six carries a figure. The same arguments give the same bytes."""
import json
import random
import sys

count = int(sys.argv[1])
random.seed(int(sys.argv[2]) if len(sys.argv) > 2 else 7)
FIRST = "Alder Birch Cedar Delta Ember Fjord Gale Harbor Iris Juniper Keel Lumen Maple North Ochre Pine Quartz Ridge Slate Tide Umber Vale Willow Yarrow Zephyr".split()
TRADE = "Robotics Bio Foods Energy Labs Systems Health Space Materials Quantum Mobility Security Data Networks".split()
MONEY = "Ventures|Capital|Partners|Innovation Fund|Growth Fund II".split("|")
GIVEN = "Ada Bo Cleo Dan Eva Finn Gro Hal Ida Jon Kai Lea Mia Nils Ola Pia Rut Sven Tea Ulf".split()
SUR = "Berg Dahl Eide Falk Grahn Holm Ivar Jensen Krogh Lund Moe Nord Olsen Palm Quist Rask Strand Toft Urdal Vik".split()
TOWN = "Kelham Marrow Northby Osterly Pellby Quern Ravnholt Selby Tarn Ullvik Westmere Yarby".split()
NAMES = {
    "organization": lambda: f"{random.choice(FIRST)} {random.choice(TRADE)}",
    "fund": lambda: f"{random.choice(FIRST)} {random.choice(MONEY)}",
    "person": lambda: f"{random.choice(GIVEN)} {random.choice(SUR)}",
    "place": lambda: random.choice(TOWN),
    "product": lambda: random.choice(FIRST) + random.choice(["OS", "Bot", "Cloud", "Pay", "Lens"]),
    "program": lambda: f"{random.choice(FIRST)} Challenge {random.randint(1, 9)}",
    "event": lambda: f"{random.choice(FIRST)} Summit {random.randint(2015, 2025)}",
}
SHARES = [("organization", 46), ("person", 21), ("fund", 15), ("product", 8), ("place", 6), ("program", 2), ("event", 2)]
TYPES = {
    ("fund", "organization"): ["invested_in", "invested_in", "operates"], ("person", "organization"): ["founded", "works_for", "educated_at"],
    ("person", "fund"): ["works_for"], ("organization", "organization"): ["partner_of", "supplies", "acquired", "part_of"],
    ("organization", "place"): ["located_in"], ("fund", "place"): ["located_in"], ("organization", "product"): ["developed"],
    ("organization", "program"): ["member_of", "operates"], ("organization", "event"): ["operates"], ("person", "event"): ["member_of"],
}


def evidence(text):
    evidence.line += 1
    return [{"source": "s-invented", "line": evidence.line, "column": 1, "start": 0, "end": len(text), "quote": text, "rule": "invented.name"}]


evidence.line = 0
nodes, edges, taken = [], [], set()
kinds = [k for k, share in SHARES for _ in range(share)]
while len(nodes) < count:
    kind = kinds[len(nodes) % 100] if count >= 100 else random.choice(kinds)
    name = NAMES[kind]()
    while name in taken:
        name += random.choice([" North", " South", " of " + random.choice(TOWN), " " + str(random.randint(2, 99))])
    taken.add(name)
    nodes.append({"id": f"n{len(nodes)}", "kind": kind, "name": name, "mentions": 1, "confidence": 0.9, "aliases": [], "evidence": evidence(name)})
linked = nodes[: int(count * 0.9)] if count > 20 else nodes
random.shuffle(linked)
weight, seen = {n["id"]: 1 for n in linked}, set()


def join(a, b):
    kind = random.choice(TYPES[(a["kind"], b["kind"])])
    if (a["id"], kind, b["id"]) in seen:
        return
    seen.add((a["id"], kind, b["id"]))
    text = f'{a["name"]} and {b["name"]} were named in one sentence.'
    edge = {"key": f"e{len(edges)}", "source": a["id"], "target": b["id"], "type": kind, "directed": kind != "partner_of", "status": random.choice(["asserted"] * 12 + ["planned", "ended"]),
            "confidence": 0.8, "support": 1, "evidence": evidence(text)}
    edges.append(edge)
    weight[a["id"]] += 2
    weight[b["id"]] += 2


def partner(n):
    fit = [m for m in linked if m is not n and ((n["kind"], m["kind"]) in TYPES or (m["kind"], n["kind"]) in TYPES)]
    m = random.choices(fit, [weight[x["id"]] for x in fit])[0]
    join(n, m) if (n["kind"], m["kind"]) in TYPES else join(m, n)


for n in linked:
    partner(n)
for _ in range(int(count * 0.3)):
    partner(random.choice(linked))
for i in range(count // 6):
    amount = random.choice([5, 12, 40, 110, 250, 600])
    figure = {"id": f"f{i}", "kind": "figure", "name": f"${amount} million", "value": amount * 1e6 + i, "unit": "USD", "mentions": 1, "confidence": 0.9, "aliases": [], "evidence": evidence(f"${amount} million")}
    nodes.append(figure)
    edges.append({"key": f"g{i}", "source": random.choice(nodes[:count])["id"], "target": figure["id"], "type": "has_figure", "directed": True, "status": "asserted", "confidence": 0.8, "support": 1, "measure": "raised", "evidence": evidence("It raised money.")})
json.dump({"format": "ecograph", "format_version": "1.0", "directed": True, "multigraph": True,
           "graph": {"title": f"An invented ecosystem of {count} names", "generator": "ecograph", "sources": [{"id": "s-invented", "path": "invented.md", "bytes": 1, "sha256": "0" * 64, "repaired": False}]},
           "nodes": nodes, "edges": edges, "unasserted": [], "merges": [], "warnings": []}, sys.stdout)
