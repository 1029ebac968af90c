# Tables in a pipe are tab-separated, whole and uncoloured.
$ ecograph list tests/cli/map.json
count-person-40	figure	40 people	1	
count-person-55	figure	55 people	1	
usd-30000000	figure	$30 million	1	
usd-5000000	figure	$5 million	1	
fjordlight-ventures	fund	Fjordlight Ventures	3	Fjordlight
kobe-growth	fund	Kobe Growth	1	
harborline-robotics	organization	Harborline Robotics	5	Harborline
mori-kikai	organization	森機械	2	Mori Kikai
quietwave	organization	Quietwave 🌊	1	
sodra-batteri	organization	Södra Batteri	2	
ada-berg	person	Ada Berg	2	
bo-berg	person	Bo Berg	1	
bergen	place	Bergen	1	
kobe	place	Kōbe	1	
$ ecograph list -k agent,place --status ended tests/cli/map.json
sodra-batteri	organization	Södra Batteri	2	
bo-berg	person	Bo Berg	1	
$ ecograph list --status negated --json tests/cli/map.json | jq -r '.[].id'
kobe-growth
harborline-robotics
$ ecograph list -k orgnization tests/cli/map.json
ecograph: error: no kind is called "orgnization"; did you mean "organization"?
[2]
$ cat tests/cli/map.json | ecograph list -k place -e -
bergen	place	Bergen	1		map.md:3:1: [demo.place] Bergen
kobe	place	Kōbe	1		map.md:6:1: [demo.place] Kōbe
$ ecograph list -k fund --color always -i tests/cli/map.json | head -n 1 | cat -v
fjordlight-ventures	^[[38;5;215mfund^[[0m	^[[38;5;215mFjordlight Ventures^[[0m	3	Fjordlight

# Names as people type them: case, accents, aliases, a beginning; several are listed, none gives what is near.
$ ecograph show sodra tests/cli/map.json
sodra-batteri	organization	Södra Batteri	2	
employs	Bo Berg	person	ended		CTO	e-bo-berg-works-for-sodra-batteri
backed by	Fjordlight Ventures	fund	planned			e-fjordlight-ventures-invested-in-sodra-batteri
has figure	$30 million	figure	asserted		revenue	e-sodra-batteri-has-figure-usd-30000000
located in	Bergen	place	asserted			e-sodra-batteri-located-in-bergen
acquired by	Quietwave 🌊	organization	hedged			e-quietwave-acquired-sodra-batteri
$ ecograph show HARBORLINE tests/cli/map.json
harborline-robotics	organization	Harborline Robotics	5	Harborline
founded by	Ada Berg	person	asserted	2019		e-ada-berg-founded-harborline-robotics
employs	Ada Berg	person	asserted		CEO	e-ada-berg-works-for-harborline-robotics
backed by	Fjordlight Ventures	fund	asserted	2023-03	$30 million	e-fjordlight-ventures-invested-in-harborline-robotics
has figure	40 people	figure	asserted		staff	e-harborline-robotics-has-figure-count-person-40
has figure	55 people	figure	asserted		over; staff	e-harborline-robotics-has-figure-count-person-55
has figure	$5 million	figure	asserted	2022	revenue	e-harborline-robotics-has-figure-usd-5000000
located in	Bergen	place	asserted			e-harborline-robotics-located-in-bergen
partner of	森機械	organization	asserted			e-harborline-robotics-partner-of-mori-kikai
backed by	Kobe Growth	fund	negated			e-kobe-growth-invested-in-harborline-robotics
$ ecograph show --status all "mori kikai" tests/cli/map.json
mori-kikai	organization	森機械	2	Mori Kikai
partner of	Harborline Robotics	organization	asserted			e-harborline-robotics-partner-of-mori-kikai
backed by	Kobe Growth	fund	asserted	2021		e-kobe-growth-invested-in-mori-kikai
located in	Kōbe	place	asserted			e-mori-kikai-located-in-kobe
$ ecograph show -e quietwave tests/cli/map.json
quietwave	organization	Quietwave 🌊	1		map.md:7:1: [demo.organization] Quietwave 🌊
acquired	Södra Batteri	organization	hedged			e-quietwave-acquired-sodra-batteri	map.md:7:1: [demo.acquired] Quietwave may buy Södra Batteri.
$ ecograph show berg tests/cli/map.json
ada-berg	person	Ada Berg	2	
bo-berg	person	Bo Berg	1	
bergen	place	Bergen	1	
$ ecograph show "Fjordlihgt Ventures" tests/cli/map.json
ecograph: nothing is called "Fjordlihgt Ventures" in this graph; did you mean "Fjordlight Ventures"?
[1]
$ ecograph show --json 森機械 tests/cli/map.json | jq -c '[.node.id, (.edges | length), (.unasserted | length)]'
["mori-kikai",3,0]
$ ecograph find KOBE tests/cli/map.json
kobe	place	Kōbe	name	Kōbe
kobe-growth	fund	Kobe Growth	prefix	Kobe Growth
$ ecograph find -k place kobe tests/cli/map.json
kobe	place	Kōbe	id	kobe
$ ecograph find zzzz tests/cli/map.json
ecograph: nothing is called "zzzz" in this graph
[1]
$ ecograph find --json wave tests/cli/map.json | jq -c '.[] | [.match, .text, .node.kind]'
["inside","Quietwave 🌊","organization"]

# Ways leave out hubs and shared figures unless asked.
$ ecograph path "ada berg" kobe-growth tests/cli/map.json
1	Ada Berg	-founded->	Harborline Robotics	asserted	2019	
1	Harborline Robotics	-partner_of-	森機械	asserted		
1	森機械	<-invested_in-	Kobe Growth	asserted	2021	
$ ecograph path -e harborline sodra tests/cli/map.json
1	Harborline Robotics	<-invested_in-	Fjordlight Ventures	asserted	2023-03	$30 million	map.md:4:1: [demo.invested_in] Fjordlight put $30 million into Harborline in March 2023.
1	Fjordlight Ventures	-invested_in->	Södra Batteri	planned			map.md:8:1: [demo.invested_in] Fjordlight will back Södra Batteri.
$ ecograph path --hubs --max 2 harborline sodra tests/cli/map.json
1	Harborline Robotics	<-invested_in-	Fjordlight Ventures	asserted	2023-03	$30 million
1	Fjordlight Ventures	-invested_in->	Södra Batteri	planned		
2	Harborline Robotics	-located_in->	Bergen	asserted		
2	Bergen	<-located_in-	Södra Batteri	asserted		
$ ecograph path --avoid investor harborline sodra tests/cli/map.json
ecograph: no way leads from Harborline Robotics to Södra Batteri (hubs left out; --hubs goes through them)
[1]
$ ecograph path --avoid nonsense harborline sodra tests/cli/map.json
ecograph: error: no kind and no relation is called "nonsense"
[2]
$ ecograph path berg kobe-growth tests/cli/map.json
ecograph: error: "berg" may be "Ada Berg" (ada-berg), "Bo Berg" (bo-berg), "Bergen" (bergen): say which
[2]
$ ecograph path --json --all bergen kobe-growth tests/cli/map.json | jq -c '.[] | [.length, .nodes]'
[3,["bergen","harborline-robotics","mori-kikai","kobe-growth"]]
[5,["bergen","sodra-batteri","fjordlight-ventures","harborline-robotics","mori-kikai","kobe-growth"]]

# Ranks, counts, dates, contradictions.
$ ecograph top -n 3 tests/cli/map.json
harborline-robotics	organization	Harborline Robotics	8
sodra-batteri	organization	Södra Batteri	4
mori-kikai	organization	森機械	3
$ ecograph top --by betweenness -n 3 tests/cli/map.json
harborline-robotics	organization	Harborline Robotics	53.5
sodra-batteri	organization	Södra Batteri	21.5
mori-kikai	organization	森機械	21
$ ecograph top --by mentions -k agent -n 2 tests/cli/map.json
harborline-robotics	organization	Harborline Robotics	5
fjordlight-ventures	fund	Fjordlight Ventures	3
$ ecograph top --by measure:revenue tests/cli/map.json
sodra-batteri	organization	Södra Batteri	$30 million		revenue
harborline-robotics	organization	Harborline Robotics	$5 million	2022	revenue
$ ecograph top --by measure:nothing tests/cli/map.json
ecograph: no figure of this graph is measured as "nothing"
[1]
$ ecograph top --by luck tests/cli/map.json
ecograph: error: --by is none of degree, betweenness, mentions, measure:NAME: luck (see ecograph top --help)
[2]
$ ecograph top --json -n 1 tests/cli/map.json
[
 {"id": "harborline-robotics", "kind": "organization", "name": "Harborline Robotics", "by": "degree", "score": 8}]
$ ecograph stats tests/cli/map.json
graph	posts	1
graph	nodes	14
graph	relations	14
graph	unasserted	2
graph	merges	0
graph	warnings	0
graph	components	2
graph	nodes of the largest component	13
graph	conflicts	1
kind	figure	4
kind	organization	4
kind	fund	2
kind	person	2
kind	place	2
relation	has_figure	4
relation	invested_in	3
relation	located_in	3
relation	works_for	2
relation	founded	1
relation	partner_of	1
status	asserted	12
status	ended	1
status	hedged	1
status	negated	1
status	planned	1
$ ecograph stats --json tests/cli/map.json | jq -c '.status'
{"asserted":12,"ended":1,"hedged":1,"negated":1,"planned":1}
$ ecograph timeline tests/cli/map.json
2019	Ada Berg	founded	Harborline Robotics	asserted	
2021	Kobe Growth	invested_in	森機械	asserted	
2022	Harborline Robotics	has_figure	$5 million	asserted	revenue
2023-03	Fjordlight Ventures	invested_in	Harborline Robotics	asserted	$30 million
$ ecograph timeline -k place tests/cli/map.json
$ ecograph conflicts -e tests/cli/map.json
Harborline Robotics	staff	40 people		map.md:5	map.md:5:1: [demo.has_figure] Harborline employs 40 people.
Harborline Robotics	staff	over 55 people		map.md:9	map.md:9:1: [demo.has_figure] Harborline has a staff of over 55 people.
$ ecograph conflicts --json tests/cli/map.json | jq -c '.[] | [.node, .measure, (.edges | length)]'
["harborline-robotics","staff",2]

# A saved graph goes in wherever a post does; several are merged.
$ ecograph stats tests/cli/map.json tests/cli/map.json | grep nodes
graph	nodes	14
graph	nodes of the largest component	13
$ ecograph list tests/cli/missing.json
tests/cli/missing.json: error: cannot open: No such file or directory
[2]
