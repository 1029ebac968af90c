# Mistyped commands and options are told the nearest; a command's help comes from the option table.
$ ecograph lst
ecograph: error: unknown command: lst; did you mean "list"?
[2]
$ ecograph list --kin fund tests/posts
ecograph: error: unknown option: --kin; did you mean "--kind"? (see ecograph list --help)
[2]
$ ecograph list -x tests/posts
ecograph: error: unknown option: -x (see ecograph list --help)
[2]
$ ecograph --formt json tests/posts
ecograph: error: unknown option: --formt; did you mean "--format"? (see ecograph extract --help)
[2]
$ ecograph --theme gold tests/posts
ecograph: error: --theme is none of "auto light dark": gold (see ecograph extract --help)
[2]
$ ecograph --quiet=yes tests/posts
ecograph: error: option takes no argument: --quiet=yes (see ecograph extract --help)
[2]
$ ecograph list --kind
ecograph: error: option needs an argument: --kind (see ecograph list --help)
[2]
$ ecograph why --help
Usage: ecograph why [OPTIONS] NAME|ID|KEY POST|GRAPH.json...

Where a node or edge was read, by which rule, and what the rule saw.

Options:
      --in GRAPH            a saved graph or post to read; may be repeated
      --json                JSON instead of text
      --color WHEN          colours: auto, always, never
  -p, --patterns DIR        add a pattern set on top of the built-in one
      --edits FILE          hand corrections to apply: rename, hide, merge, split, kind, add, drop
      --base DIR            name posts by their path below DIR
  -q, --quiet               no warnings, no closing line
  -h, --help                this text
$ printf 'Ada Berg founded Tidewater Robotics Inc.\n' >"$TMP/lst"; cd "$TMP" && ecograph -qf mentions lst | wc -l
2

# Options in all their spellings, "--" ends them.
$ cat tests/cli/map.json | ecograph list --kind=fund -q -- -
fjordlight-ventures	fund	Fjordlight Ventures	3	Fjordlight
kobe-growth	fund	Kobe Growth	1	
$ mkdir "$TMP/deep" && cp tests/posts/swiss-robotics.md "$TMP/deep" && ecograph -q --base "$TMP" "$TMP/deep/swiss-robotics.md" | jq -r '.graph.sources[].path'
deep/swiss-robotics.md
$ ecograph -q --base "$TMP" "$TMP/deep" | jq -r '.graph.sources[].path'
deep/swiss-robotics.md
