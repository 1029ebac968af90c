#!/usr/bin/python3
# SPDX-License-Identifier: MIT
"""Loads each export in the Python programs it is made for: check.py FOLDER. Debian: python3-networkx python3-igraph
python3-rdflib python3-jsonschema python3-pandas. What is right is read from the native JSON of the same graph."""
import collections
import copy
import csv
import importlib
import io
import json
import sys
import warnings

warnings.simplefilter("ignore")
folder = sys.argv[1]
failed = 0


def load(name):
    with open(f"{folder}/{name}", encoding="utf-8") as file:
        return json.load(file)


native = load("x.json")
N, E = len(native["nodes"]), len(native["edges"])
ids = {node["id"] for node in native["nodes"]}


def check(name, module, run):
    global failed
    try:
        found = importlib.import_module(module) if module else None
    except ImportError:
        print(f"skip {name}: python3-{module} is not installed (make deps-consumers)")
        return
    try:
        run(found)
        print(f"ok {name}")
    except Exception as error:
        failed += 1
        print(f"FAIL {name}: {type(error).__name__}: {str(error)[:300]}")


def want(condition, what):
    if not condition:
        raise ValueError(what)


def refuses(what, run):
    try:
        run()
    except Exception:
        return
    raise ValueError("negative control passed: " + what)


def node_link(nx, data, member):
    """networkx renamed the keyword: link= up to 3.3, edges= from 3.4 on."""
    version = tuple(int(part) for part in nx.__version__.split(".")[:2])
    return nx.node_link_graph(data, **{"edges" if version >= (3, 4) else "link": member})


def same(nx, graph):
    want(graph.is_directed() and graph.is_multigraph(), f"{graph} is no directed multigraph")
    want(set(graph) == ids, "nodes differ")
    want(graph.number_of_edges() == E, f"{graph.number_of_edges()} edges, wanted {E}")
    keys = {key for _, _, key in graph.edges(keys=True)}
    want(keys == {edge["key"] for edge in native["edges"]}, "edge keys differ")


def jsonschema_native(jsonschema):
    for name in ("open.schema.json", "closed.schema.json"):
        schema = load(name)
        jsonschema.Draft7Validator.check_schema(schema)
        jsonschema.Draft7Validator(schema).validate(native)
        broken = copy.deepcopy(native)
        broken["edges"][0]["evidence"] = []
        refuses("an edge without evidence", lambda: jsonschema.Draft7Validator(schema).validate(broken))


def networkx_native(nx):
    graph = node_link(nx, copy.deepcopy(native), "edges")
    same(nx, graph)
    for node in native["nodes"]:
        want(graph.nodes[node["id"]]["name"] == node["name"], node["id"])
    edge = native["edges"][0]
    want(nx.has_path(graph.to_undirected(), edge["source"], edge["target"]), "no path")
    broken = copy.deepcopy(native)
    del broken["edges"][0]["target"]
    refuses("an edge without target", lambda: node_link(nx, broken, "edges"))


def networkx_d3(nx):
    graph = node_link(nx, load("x.d3"), "links")
    same(nx, graph)
    # The next step of a researcher: flat data can be written on.
    nx.write_graphml(graph, io.BytesIO())
    nx.write_gexf(graph, io.BytesIO())
    refuses("nested data in GraphML", lambda: nx.write_graphml(node_link(nx, copy.deepcopy(native), "edges"), io.BytesIO()))


def networkx_cytoscape(nx):
    same(nx, nx.cytoscape_graph(load("x.cytoscape")))
    broken = load("x.cytoscape")
    for element in broken["elements"]["nodes"]:
        del element["data"]["value"]
    refuses("no data.value", lambda: nx.cytoscape_graph(broken))


def networkx_graphml(nx):
    graph = nx.read_graphml(f"{folder}/x.graphml", force_multigraph=True)
    same(nx, graph)
    for node in native["nodes"]:
        read = graph.nodes[node["id"]]
        want(read["label"] == node["name"] and read["kind"] == node["kind"], node["id"])
        want(read.get("value") == node.get("value"), f"value of {node['id']}")
    for edge in native["edges"]:
        read = graph.edges[edge["source"], edge["target"], edge["key"]]
        want(read["relation"] == edge["type"] and read["weight"] == edge["support"], edge["key"])
        want(read["symmetric"] is (not edge["directed"]), edge["key"])


def networkx_gexf(nx):
    graph = nx.read_gexf(f"{folder}/x.gexf")
    want(set(graph) == ids and graph.number_of_edges() == E, str(graph))
    for node in native["nodes"]:
        want(graph.nodes[node["id"]]["label"] == node["name"], node["id"])
    with open(f"{folder}/x.gexf", encoding="utf-8") as file:
        mixed = file.read().replace('type="directed"', 'type="undirected"', 1)
    refuses("one undirected edge among directed ones", lambda: nx.read_gexf(io.BytesIO(mixed.encode())))


def igraph_graphml(igraph):
    graph = igraph.Graph.Read_GraphML(f"{folder}/x.graphml")
    want((graph.vcount(), graph.ecount()) == (N, E), graph.summary())
    names = {node["id"]: node["name"] for node in native["nodes"]}
    for vertex in graph.vs:
        want(vertex["label"] == names[vertex["id"]], vertex["id"])
    want(graph.is_directed(), "not directed")
    want(len(graph.betweenness(directed=False)) == N, "betweenness")
    refuses("a file that was cut", lambda: igraph.Graph.Read_GraphML(cut("x.graphml")))


def rdflib_jsonld(rdflib):
    graph = rdflib.Graph().parse(f"{folder}/x.jsonld", format="json-ld")
    prefixes = "PREFIX s: <https://schema.org/> PREFIX e: <https://example.org/ecograph/ns#>"
    rows = list(graph.query(prefixes + "SELECT ?r ?a ?b WHERE {?r a e:Relation; e:source ?x; e:target ?y. ?x s:name ?a. ?y s:name ?b}"))
    want(len(rows) == E, f"{len(rows)} relations, wanted {E}")
    kinds = collections.Counter(node["kind"] for node in native["nodes"])
    if kinds["fund"]:
        funds = list(graph.query(prefixes + "SELECT DISTINCT ?x WHERE {?x a e:Fund}"))
        want(len(funds) == kinds["fund"], "funds")
    refuses("a file that was cut", lambda: rdflib.Graph().parse(cut("x.jsonld"), format="json-ld"))
    from rdflib.namespace import SDO
    used = set()
    for item in load("x.jsonld")["@graph"]:
        types = item["@type"] if isinstance(item["@type"], list) else [item["@type"]]
        used |= {key for key in [*item, *types] if not key.startswith("@") and ":" not in key}
    unknown = sorted(term for term in used if term not in SDO.__annotations__)
    want(not unknown, "not words of schema.org: " + ", ".join(unknown))


def cut(name):
    """The first half of a file, as another file."""
    with open(f"{folder}/{name}", "rb") as file:
        half = file.read()
    with open(f"{folder}/cut.{name}", "wb") as file:
        file.write(half[:len(half) // 2])
    return f"{folder}/cut.{name}"


def pandas_csv(pandas):
    import networkx
    nodes, edges = (pandas.read_csv(f"{folder}/x.{table}.csv", keep_default_na=False) for table in ("nodes", "edges"))
    graph = networkx.from_pandas_edgelist(edges, edge_attr=True, edge_key="id", create_using=networkx.MultiDiGraph)
    want(set(graph.edges(keys=True)) == {(e["source"], e["target"], e["key"]) for e in native["edges"]}, "edges differ")
    want(list(nodes.label) == [n["name"] for n in native["nodes"]], "names differ")
    figures = pandas.read_csv(f"{folder}/x.figures.csv")
    want(figures.value.dtype.kind in "if" and figures.line.dtype.kind == "i", "numbers are no numbers")
    refuses("a row with a cell too many", lambda: pandas.read_csv(io.StringIO("a,b\n1,2\n1,2,3\n")))


def csv_tables(_):
    def rows(name):
        with open(f"{folder}/{name}", encoding="utf-8", newline="") as file:
            return list(csv.DictReader(file))
    nodes, edges, figures = rows("x.nodes.csv"), rows("x.edges.csv"), rows("x.figures.csv")
    want([row["id"] for row in nodes] == [node["id"] for node in native["nodes"]], "node ids")
    want([row["label"] for row in nodes] == [node["name"] for node in native["nodes"]], "names")
    want([row["id"] for row in edges] == [edge["key"] for edge in native["edges"]], "edge keys")
    want(all(None not in row and None not in row.values() for row in nodes + edges + figures), "ragged rows")
    stated = [edge for edge in native["edges"] if "value" in next(n for n in native["nodes"] if n["id"] == edge["target"])]
    want(len([row for row in figures if row["status"] in ("asserted", "planned", "ended")]) == len(stated), "figures")
    want(all(float(row["value"]) is not None and row["unit"] and row["post"] for row in figures), "figure rows")


check("jsonschema: native JSON", "jsonschema", jsonschema_native)
check("networkx: native JSON", "networkx", networkx_native)
check("networkx: d3, and what it writes of it", "networkx", networkx_d3)
check("networkx: cytoscape", "networkx", networkx_cytoscape)
check("networkx: GraphML", "networkx", networkx_graphml)
check("networkx: GEXF", "networkx", networkx_gexf)
check("igraph: GraphML", "igraph", igraph_graphml)
check("rdflib: JSON-LD, SPARQL, words of schema.org", "rdflib", rdflib_jsonld)
check("pandas: CSV", "pandas", pandas_csv)
check("csv: three tables", None, csv_tables)
sys.exit(1 if failed else 0)
