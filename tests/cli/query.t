# The language of path patterns.
$ ecograph query 'fund -invested_in-> organization' tests/cli/map.json
Fjordlight Ventures	-invested_in-> (2023-03; $30 million)	Harborline Robotics
Fjordlight Ventures	-invested_in-> (planned)	Södra Batteri
Kobe Growth	-invested_in-> (2021)	森機械
$ ecograph query 'fund -invested_in-> organization[place=kobe]' tests/cli/map.json
Kobe Growth	-invested_in-> (2021)	森機械
$ ecograph query 'organization <-invested_in[amount>=10m]- investor' tests/cli/map.json
Harborline Robotics	<-invested_in- (2023-03; $30 million)	Fjordlight Ventures
$ ecograph query 'person[name~berg] -works_for|founded- *' tests/cli/map.json
Ada Berg	-founded-> (2019)	Harborline Robotics
Ada Berg	-works_for-> (CEO)	Harborline Robotics
Bo Berg	-works_for-> (ended; CTO)	Södra Batteri
$ ecograph query '"ada berg" -*1..3- "kobe growth"' tests/cli/map.json
Ada Berg	-founded-> (2019) Harborline Robotics -partner_of- 森機械 <-invested_in- (2021)	Kobe Growth
Ada Berg	-works_for-> (CEO) Harborline Robotics -partner_of- 森機械 <-invested_in- (2021)	Kobe Growth
$ ecograph query 'agent -[status=negated]-> agent' tests/cli/map.json
Kobe Growth	-invested_in-> (negated)	Harborline Robotics
$ ecograph query 'agent -[status!=asserted]-> agent' tests/cli/map.json
Fjordlight Ventures	-invested_in-> (planned)	Södra Batteri
Kobe Growth	-invested_in-> (negated)	Harborline Robotics
Quietwave 🌊	-acquired-> (hedged)	Södra Batteri
Bo Berg	-works_for-> (ended; CTO)	Södra Batteri
$ ecograph query '* -[when>=2022]-> *' tests/cli/map.json
Fjordlight Ventures	-invested_in-> (2023-03; $30 million)	Harborline Robotics
Harborline Robotics	-has_figure-> (2022; revenue)	$5 million
$ ecograph query 'organization -[value>=10m]-> figure' tests/cli/map.json
Södra Batteri	-has_figure-> (revenue)	$30 million
$ ecograph query 'figure[value<50,unit="count:person"]' tests/cli/map.json
40 people
$ ecograph query 'organization[degree>5,post=map.md]' tests/cli/map.json
Harborline Robotics
$ ecograph query 'organization -partner_of-> organization' tests/cli/map.json
Harborline Robotics	-partner_of-	森機械
森機械	-partner_of-	Harborline Robotics
$ ecograph query 'person -[role=cto]-> *' -e tests/cli/map.json
Bo Berg	-works_for-> (ended; CTO)	Södra Batteri	map.md:8:1: [demo.works_for] Bo Berg left Södra Batteri.
$ ecograph query 'fund -> fund' tests/cli/map.json
pattern:1:7: error: expected '-' or '->' behind the relation
  fund -> fund
        ^
[2]
$ ecograph query --json 'fund --> "södra batteri"' tests/cli/map.json | jq -c '.[] | [.nodes[].id, .edges[].status]'
["fjordlight-ventures","sodra-batteri","planned"]
$ ecograph query --max 1 'fund -invested_in-> *' tests/cli/map.json
Fjordlight Ventures	-invested_in-> (2023-03; $30 million)	Harborline Robotics
$ ecograph query 'person[mentions>1]' tests/cli/map.json
Ada Berg

# Errors stand under the pattern.
$ ecograph query 'fund -invested-> organization' tests/cli/map.json
pattern:1:7: error: no relation is called "invested"; did you mean "invested_in"?
  fund -invested-> organization
        ^
[2]
$ ecograph query 'organisation' tests/cli/map.json
pattern:1:1: error: no kind is called "organisation"; did you mean "organization"?
  organisation
  ^
[2]
$ ecograph query 'fund[place=Bergen' tests/cli/map.json
pattern:1:18: error: expected ',' or ']'
  fund[place=Bergen
                   ^
[2]
$ ecograph query 'fund[wealth=1]' tests/cli/map.json
pattern:1:6: error: no filter and no kind is called "wealth"
  fund[wealth=1]
       ^
[2]
$ ecograph query 'fund -[stat=ended]-> *' tests/cli/map.json
pattern:1:8: error: relations have no filter called "stat"; did you mean "status"?
  fund -[stat=ended]-> *
         ^
[2]
$ ecograph query 'fund -[status=endd]-> *' tests/cli/map.json
pattern:1:15: error: no status is called "endd"; did you mean "ended"?
  fund -[status=endd]-> *
                ^
[2]
$ ecograph query '"Söd" -*3..1- *' tests/cli/map.json
pattern:1:9: error: the range of steps is empty
  "Söd" -*3..1- *
          ^
[2]
$ ecograph query 'fund[name="x]' tests/cli/map.json
pattern:1:11: error: the quote is not closed
  fund[name="x]
            ^
[2]
$ ecograph query 'figure[value>many]' tests/cli/map.json
pattern:1:14: error: expected a number, not "many"
  figure[value>many]
               ^
[2]
$ ecograph query 'fund <-invested_in-> *' tests/cli/map.json
pattern:1:21: error: an arrow at both ends: write -relation- for either way
  fund <-invested_in-> *
                      ^
[2]
$ ecograph query 'fund fund' tests/cli/map.json
pattern:1:6: error: expected -relation-> or the end
  fund fund
       ^
[2]
$ ecograph query '' tests/cli/map.json
pattern:1:1: error: expected a kind, a name in quotes or *
[2]
