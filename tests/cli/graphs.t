# A part of a graph: what is near a name, of some kinds, of some relations.
$ ecograph render tests/cli/map.json --focus ada -f jsonl | jq -r 'select(.record == "node" or .record == "edge") | .id // .key'
harborline-robotics
ada-berg
e-ada-berg-founded-harborline-robotics
e-ada-berg-works-for-harborline-robotics
$ ecograph render tests/cli/map.json --focus ada --depth 2 --type invested_in,founded -f jsonl | jq -r 'select(.record == "edge") | .key'
e-ada-berg-founded-harborline-robotics
e-fjordlight-ventures-invested-in-harborline-robotics
$ ecograph render tests/cli/map.json --kind investor --kind organization --status planned,negated -f jsonl | jq -r 'select(.key) | .key'
e-fjordlight-ventures-invested-in-sodra-batteri
e-kobe-growth-invested-in-harborline-robotics
$ ecograph render tests/cli/map.json --top 2 -f json | jq -c '[.nodes[] | select(.kind != "figure").id]'
["harborline-robotics","sodra-batteri"]
$ ecograph render tests/cli/map.json --focus nobody -f json
ecograph: error: nothing is called "nobody" in this graph
[1]
$ ecograph render tests/cli/map.json --focus Kobe -f json | jq -c '[.nodes[].id]'
["mori-kikai","kobe"]
$ ecograph render tests/cli/map.json --focus berg -f json
ecograph: error: "berg" may be "ada-berg" or "bo-berg": say which
[2]
$ ecograph render tests/cli/map.json --kind organisation -f json
ecograph: error: no kind is called "organisation"; did you mean "organization"?
[2]
$ ecograph render tests/cli/map.json --type invests -f json
ecograph: error: no relation is called "invests"
[2]
$ ecograph extract tests/cli/map.json --post other.md -f json
ecograph: error: no post of this graph is called "other.md"
[2]

# Several graphs into one; the order does not matter. What changed.
$ jq '(.nodes[] | select(.id == "quietwave")).name = "Loudwave" | del(.edges[0])' tests/cli/map.json >"$TMP/after.json"; ecograph diff tests/cli/map.json "$TMP/after.json"
~	node	quietwave	Loudwave (organization)	name
-	edge	e-ada-berg-founded-harborline-robotics	Ada Berg -founded-> Harborline Robotics · 2019	
[1]
$ ecograph diff --json tests/cli/map.json "$TMP/after.json" | jq -c '.[] | [.change, .item, .fields, (.before // .after | .id // .key)]'
["changed","node","name","quietwave"]
["removed","edge",null,"e-ada-berg-founded-harborline-robotics"]
$ ecograph diff tests/cli/map.json tests/cli/map.json
$ ecograph merge tests/cli/map.json "$TMP/after.json" -o "$TMP/one.json" && ecograph merge "$TMP/after.json" tests/cli/map.json -o "$TMP/two.json" && cmp "$TMP/one.json" "$TMP/two.json" && ecograph list -k organization "$TMP/one.json"
harborline-robotics	organization	Harborline Robotics	10	Harborline
loudwave	organization	Loudwave	1	
n-1eaa12	organization	森機械	4	Mori Kikai
quietwave-756970	organization	Quietwave 🌊	1	
sodra-batteri	organization	Södra Batteri	4	
$ ecograph diff tests/cli/map.json "$TMP/missing.json"
$TMP/missing.json: error: cannot open: No such file or directory
[2]

# Completion scripts parse; the words they ask for come from the set that is loaded.
$ ecograph completion bash | bash -n
$ ecograph completion statuses | tail -n 2
question
all
$ ecograph completion names tests/cli/map.json | head -n 2
40 people
55 people
$ ecograph completion csh
ecograph: error: no completion for this shell, say bash, zsh or fish: csh (see ecograph completion --help)
[2]

# A part says of how much it is one, and what was asked for; words that are none are errors with the nearest one.
$ for part in "--focus harborline --depth 2" "--kind fund,person" "--top 3 --status asserted" "--type invested_in"; do ecograph render tests/cli/map.json $part -f svg | grep -oE '[0-9 of]* entities' | tail -n 1; done
8 of 10 entities
4 of 10 entities
3 of 10 entities
10 entities
$ ecograph render tests/cli/map.json --kind fund -f html | grep -o '[0-9]* of [0-9]* entities' | head -n 1
2 of 10 entities
$ ecograph render tests/cli/map.json --type invested -f json
ecograph: error: no relation is called "invested"; did you mean "invested_in"?
[2]
$ ecograph render tests/cli/map.json --type foundde -f json
ecograph: error: no relation is called "foundde"; did you mean "founded"?
[2]
$ ecograph render tests/cli/map.json --post mpa.md -f json
ecograph: error: no post of this graph is called "mpa.md"; did you mean "map.md"?
[2]
$ ecograph render tests/cli/map.json --by located -o $TMP/x.svg
ecograph: error: no relation is called "located"; did you mean "located_in"?
[2]
$ ecograph path --avoid plcae,fund harborline sodra tests/cli/map.json
ecograph: error: no kind and no relation is called "plcae"; did you mean "place"?
[2]

# A graph of one post is called what its front matter says, or the heading that it begins with; none of several is.
$ printf '# Kelp and *cells*\n\nAda Berg founded Mossy Labs.\n' >"$TMP/a.md"; printf 'Ada Berg left.\n\n# Kelp\n' >"$TMP/b.md"; printf -- '---\ntitle: Tides\n---\n\n# Kelp\n' >"$TMP/c.md"
$ for post in a b c; do ecograph -q "$TMP/$post.md" -f json | jq -r '.graph | [.title, .sources[0].title] | tojson'; done
["Kelp and cells","Kelp and cells"]
["",null]
["Tides","Tides"]
$ ecograph -q "$TMP/a.md" "$TMP/c.md" -f json | jq -c .graph.title
""
