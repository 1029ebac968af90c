# A script on standard input: one graph, read once; the exit status is the worst of its commands'.
$ printf '# who\nlist -k fund\n\nshow "södra batteri" --json | no pipe\nquit\nlist\n' | ecograph shell tests/cli/map.json
fjordlight-ventures	fund	Fjordlight Ventures	3	Fjordlight
kobe-growth	fund	Kobe Growth	1	
|: error: cannot open: No such file or directory
no: error: cannot open: No such file or directory
pipe: error: cannot open: No such file or directory
[2]
$ printf 'find kobe\npath "Ada Berg" kobe-growth\nquery "fund -invested_in-> organization[place=kobe]"\n' | ecograph shell --in tests/cli/map.json
kobe	place	Kōbe	id	kobe
kobe-growth	fund	Kobe Growth	prefix	Kobe Growth
1	Ada Berg	-founded->	Harborline Robotics	asserted	2019	
1	Harborline Robotics	-partner_of-	森機械	asserted		
1	森機械	<-invested_in-	Kobe Growth	asserted	2021	
Kobe Growth	-invested_in-> (2021)	森機械
$ printf 'shwo x\n' | ecograph shell tests/cli/map.json
unknown command: shwo; did you mean "show"?
[2]
$ printf 'show nobody\nlist -k place\n' | ecograph shell tests/cli/map.json
bergen	place	Bergen	1	
kobe	place	Kōbe	1	
ecograph: nothing is called "nobody" in this graph
[1]
$ printf 'show "ada\n' | ecograph shell tests/cli/map.json
a quote is not closed
[2]
$ printf "find 'mori kikai'\nfind mori\\\\ kikai" | ecograph shell tests/cli/map.json
mori-kikai	organization	森機械	alias	Mori Kikai
mori-kikai	organization	森機械	alias	Mori Kikai
$ printf 'help top\n' | ecograph shell tests/cli/map.json | head -n 1
Usage: ecograph top [OPTIONS] POST|GRAPH.json...
$ printf 'extract x.md\n' | ecograph shell tests/cli/map.json
extract asks nothing of a graph: run it outside the shell
[2]
$ printf 'stats tests/cli/map.json tests/cli/map.json\n' | ecograph shell tests/posts/swiss-robotics.md | head -n 2
graph	posts	1
graph	nodes	14
