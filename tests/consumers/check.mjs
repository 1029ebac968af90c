// SPDX-License-Identifier: MIT
// Loads each export in the JavaScript program it is made for: node check.mjs FOLDER. What is right is read from the
// native JSON of the same graph, so that any graph can be checked. Prints "ok NAME", "FAIL NAME: why", "skip NAME: why".
// After each check stands what must fail, or the check would prove nothing.
import fs from 'node:fs';
import { createRequire } from 'node:module';

const require = createRequire(import.meta.url);
const dir = process.argv[2];
const text = (f) => fs.readFileSync(`${dir}/${f}`, 'utf8');
const json = (f) => JSON.parse(text(f));
const native = json('x.json');
const has = (m) => { try { require.resolve(m); return true; } catch { return fs.existsSync(new URL(`./node_modules/${m}`, import.meta.url)); } };
let failed = 0;

// A test needs packages; one that is missing is a skip.
async function check(name, packages, run) {
  const missing = packages.filter((p) => !has(p));
  if (missing.length) { console.log(`skip ${name}: npm ${missing.join(' ')} is not installed (make deps-consumers)`); return; }
  try { await run(); console.log(`ok ${name}`); } catch (e) {
    failed++;
    console.log(`FAIL ${name}: ${String((e && e.stack) || e).split('\n').slice(0, 3).join(' | ').slice(0, 400)}`);
  }
}
function want(condition, what) { if (!condition) throw Error(what); }
function equal(got, wanted, what) { want(JSON.stringify(got) === JSON.stringify(wanted), `${what}: ${JSON.stringify(got)}, wanted ${JSON.stringify(wanted)}`); }
// A negative control: what is broken must be refused, or the check proves nothing.
async function refuses(what, run) {
  let refused = false;
  try { await run(); } catch { refused = true; }
  want(refused, `negative control passed: ${what}`);
}
const node = (id) => native.nodes.find((n) => n.id === id);
const N = native.nodes.length, E = native.edges.length;

// ---- native JSON against its schemas ----
await check('ajv: native JSON, shipped schema', ['ajv', 'ajv-formats'], async () => {
  const Ajv = require('ajv'), formats = require('ajv-formats');
  const make = (f) => { const a = new Ajv({ strict: false, allErrors: true }); formats(a); return a.compile(json(f)); };
  const open = make('open.schema.json'), closed = make('closed.schema.json');
  want(open(native), JSON.stringify(open.errors));
  want(closed(native), JSON.stringify(closed.errors));
  const broken = [
    (x) => { delete x.nodes[0].evidence; }, (x) => { x.nodes[0].evidence = []; }, (x) => { x.edges[0].status = 'negated'; },
    (x) => { x.nodes[0].id = 'a/b'; }, (x) => { x.format_version = '2.0'; }, (x) => { x.edges[0].confidence = 2; },
    (x) => { x.nodes[0].name = 'a\u0007'; }, (x) => { delete x.edges[0].evidence[0].rule; }, (x) => { x.nodes[0].unit = 'USD'; delete x.nodes[0].value; },
  ];
  for (const f of broken) { const x = structuredClone(native); f(x); want(!open(x), `negative control passed: ${f}`); }
  const x = structuredClone(native); x.nodes[0].kind = 'unheard_of';
  want(open(x), 'the open schema knows any kind'); want(!closed(x), 'the closed schema knows an unheard-of kind');
  x.added_later = 1; x.nodes[0].added_later = 1; want(open(x), 'a newer member is refused');
});

await check('json lines: every line stands by itself', [], async () => {
  jsonLines(text('x.jsonl'));
  await refuses('a lost line', () => jsonLines(text('x.jsonl').replace(/^\{"record": "edge".*\n/m, '')));
  await refuses('a broken line', () => jsonLines(text('x.jsonl').replace('"record"', '"record')));
  const mentions = text('x.mentions').trim().split('\n').map((l) => JSON.parse(l));
  equal(mentions.length, native.nodes.reduce((s, n) => s + n.evidence.length, 0), 'mentions');
  for (const m of mentions) want(node(m.entity) && m.rule && m.end >= m.start, `mention ${JSON.stringify(m)}`);
});
function jsonLines(lines) {
  const rows = lines.trim().split('\n').map((l) => JSON.parse(l));
  equal(rows.filter((r) => r.record === 'node').length, N, 'nodes');
  equal(rows.filter((r) => r.record === 'edge').length, E, 'edges');
}

await check('invariants: one namespace, no dangling end', [], () => {
  const ids = [...native.nodes.map((n) => n.id), ...native.edges.map((e) => e.key), ...native.unasserted.map((e) => e.key)];
  equal(new Set(ids).size, ids.length, 'unique ids');
  for (const e of native.edges) want(node(e.source) && node(e.target), `dangling ${e.key}`);
  want(!/[\u0000-\u0009\u000b-\u001f\u007f\u2028\u2029]/.test(text('x.json')), 'control characters');
  want(!/NaN|Infinity|66\.66700000/.test(text('x.json')), 'numbers');
});

// What a dashboard asks of the tables and of the JSON.
await check('DuckDB: CSV and native JSON, joined', ['@duckdb/node-api'], async () => {
  const { DuckDBInstance } = await import('@duckdb/node-api');
  const c = await (await DuckDBInstance.create(':memory:')).connect();
  await c.run(`SET file_search_path = '${dir}'`);
  const rows = async (q) => (await c.runAndReadAll(q)).getRowsJson();
  equal((await rows("SELECT n.label FROM 'x.nodes.csv' n")).map((r) => r[0]).sort(), native.nodes.map((n) => n.name).sort(), 'names');
  equal(Number((await rows("SELECT count(*) FROM 'x.edges.csv' e JOIN 'x.nodes.csv' a ON a.id = e.source JOIN 'x.nodes.csv' b ON b.id = e.target"))[0][0]), E, 'edges with both ends');
  const sums = await rows("SELECT CAST(sum(value) AS DOUBLE) FROM 'x.figures.csv' WHERE status IN ('asserted', 'planned', 'ended')");
  const wanted = native.edges.map((e) => node(e.target)).filter((n) => n.value !== undefined).reduce((s, n) => s + n.value, 0);
  want(Math.abs(sums[0][0] - wanted) <= 1e-9 * Math.abs(wanted), `sum of the stated figures: ${sums[0][0]}, wanted ${wanted}`);
  equal((await rows("SELECT e.key FROM (SELECT unnest(edges) AS e FROM read_json('x.json', maximum_object_size = 200000000))")).length, E, 'edges of the JSON');
  fs.writeFileSync(`${dir}/broken.csv`, text('x.edges.csv').replace(/^([^,]*),[^,]*/m, '$1').replace(/\n[^,]*,/, '\nnobody,'));
  await refuses('a shifted column', async () => equal(Number((await rows("SELECT count(*) FROM 'broken.csv' e JOIN 'x.nodes.csv' a ON a.id = e.source JOIN 'x.nodes.csv' b ON b.id = e.target"))[0][0]), E, 'edges'));
});

// ---- D3 ----
await check('d3-force: lays out, keeps the data', ['d3-force'], async () => {
  const d3 = await import('d3-force');
  const run = (j) => d3.forceSimulation(j.nodes).force('link', d3.forceLink(j.links).id((d) => d.id)).force('charge', d3.forceManyBody()).stop().tick(30);
  const j = json('x.d3'), before = json('x.d3');
  run(j);
  equal(j.nodes.length, N, 'nodes'); equal(j.links.length, E, 'links');
  want(j.nodes.every((n) => Number.isFinite(n.x) && Number.isFinite(n.y)), 'no finite place');
  want(j.links.every((l, i) => l.source.id === before.links[i].source && l.target.id === before.links[i].target), 'ends');
  j.nodes.forEach((n, i) => { for (const k of Object.keys(before.nodes[i])) want(n[k] === before.nodes[i][k], `the simulation overwrote ${k}`); });
  j.links.forEach((l, i) => { for (const k of Object.keys(before.links[i])) want(['source', 'target'].includes(k) || l[k] === before.links[i][k], `overwrote ${k}`); });
  const scalar = (v) => v === null || typeof v !== 'object';
  want([...before.nodes, ...before.links].every((o) => Object.values(o).every(scalar)), 'something is not flat');
  const x = json('x.d3'); x.links[0].target = 'nobody'; await refuses('dangling end', () => run(x));
});

// ---- Cytoscape.js ----
await check('cytoscape: headless, selectors, A*', ['cytoscape'], async () => {
  const cytoscape = require('cytoscape'), j = json('x.cytoscape');
  const cy = cytoscape({ headless: true, elements: j.elements, data: j.data });
  equal(cy.nodes().length, N, 'nodes'); equal(cy.edges().length, E, 'edges');
  for (const n of native.nodes) {
    const found = cy.$(`#${n.id}`); // an id that is no CSS identifier would throw
    equal(found.length, 1, `#${n.id}`); equal(found.data('name'), n.name, 'name');
  }
  for (const e of native.edges) equal(cy.$(`#${e.key}`).data('interaction'), e.type, e.key);
  const kind = native.nodes[0].kind;
  equal(cy.nodes(`.${kind}`).length, native.nodes.filter((n) => n.kind === kind).length, `.${kind}`);
  equal(cy.edges('.undirected').length, native.edges.filter((e) => !e.directed).length, '.undirected');
  const e = native.edges[0];
  want(cy.elements().aStar({ root: `#${e.source}`, goal: `#${e.target}` }).found, 'A*');
  const again = cytoscape({ headless: true }); again.json(j); equal(again.nodes().length, N, 'cy.json()');
  // The traps themselves: what would happen without our care.
  const twin = json('x.cytoscape'); twin.elements.edges[0].data.id = twin.elements.nodes[0].data.id;
  equal(cytoscape({ headless: true, elements: twin.elements }).edges().length, E - 1, 'an edge with a node\'s id is dropped');
  const loose = json('x.cytoscape'); loose.elements.edges[0].data.target = 'nobody';
  await refuses('dangling end', () => cytoscape({ headless: true, elements: loose.elements }));
});

// ---- graphology ----
await check('graphology: import', ['graphology'], async () => {
  const Graph = require('graphology'), j = json('x.graphology');
  const g = new Graph(j.options); g.import(j);
  equal(g.order, N, 'order'); equal(g.size, E, 'size');
  equal(g.undirectedSize, native.edges.filter((e) => !e.directed).length, 'undirected');
  g.forEachNode((k, a) => want(Number.isFinite(a.x) && Number.isFinite(a.y) && a.size > 0 && a.label === node(k).name, k));
  g.forEachEdge((k, a) => want(a.type === undefined && a.relation, `${k}: sigma takes "type" for a program`));
  const x = json('x.graphology'); x.edges[0].target = 'nobody';
  await refuses('dangling end', () => new Graph(x.options).import(x));
});

await check('graphology-gexf: what Gephi Lite reads', ['graphology-gexf', 'graphology', 'jsdom'], () => {
  const { JSDOM } = require('jsdom'), d = new JSDOM('');
  globalThis.DOMParser = d.window.DOMParser; globalThis.Document = d.window.Document;
  const gexf = require('graphology-gexf/browser'), Graph = require('graphology');
  const g = gexf.parse(Graph, text('x.gexf'));
  equal([g.order, g.size], [N, E], 'order and size');
  g.forEachNode((k, a) => want(a.label === node(k).name && a.kind === node(k).kind && a.size > 0 && Number.isFinite(a.x), k));
  g.forEachEdge((k, a) => want(a.relation === native.edges.find((e) => e.key === k)?.type, k));
  return refuses('a dangling end', () => gexf.parse(Graph, text('x.gexf').replace(/ target="[^"]*"/, ' target="nobody"')));
});

const chromium = ['/usr/bin/chromium', '/usr/bin/chromium-browser', '/usr/bin/google-chrome', process.env.CHROMIUM].find((p) => p && fs.existsSync(p));
async function browser(name, packages, run) {
  if (!chromium) { console.log(`skip ${name}: no Chromium`); return; }
  await check(name, ['puppeteer-core', ...packages], async () => {
    const { default: puppeteer } = await import('puppeteer-core');
    const b = await puppeteer.launch({ executablePath: chromium, args: ['--no-sandbox', '--use-gl=angle', '--use-angle=swiftshader', '--enable-unsafe-swiftshader', '--ignore-gpu-blocklist'] });
    try { await run(await b.newPage()); } finally { await b.close(); }
  });
}
const file = (f) => fs.readFileSync(new URL(`./node_modules/${f}`, import.meta.url), 'utf8');

await browser('sigma in Chromium: draws every node', ['sigma', 'graphology'], async (page) => {
  await page.setContent('<div id=c style="width:600px;height:400px"></div>');
  for (const f of ['graphology/dist/graphology.umd.min.js', 'sigma/dist/sigma.min.js']) await page.addScriptTag({ content: file(f) });
  const draw = (j) => page.evaluate(async (data) => {
    const g = new (graphology.Graph || graphology)(data.options); g.import(data);
    const s = new Sigma(g, document.getElementById('c'));
    await new Promise((r) => setTimeout(r, 300));
    const seen = g.nodes().filter((n) => { const d = s.getNodeDisplayData(n); return d && Number.isFinite(d.x) && Number.isFinite(d.y); }).length;
    s.kill();
    return seen;
  }, j);
  equal(await draw(json('x.graphology')), N, 'nodes displayed');
  const x = json('x.graphology'); x.edges[0].attributes.type = x.edges[0].attributes.relation;
  await refuses('a relation as sigma\'s type', () => draw(x));
});

// ---- Mermaid ----
if (fs.existsSync(`${dir}/x.mermaid`)) {
  await check('mermaid: parses', ['mermaid', 'jsdom'], async () => {
    const { JSDOM } = require('jsdom');
    const d = new JSDOM('<!doctype html><body></body>', { pretendToBeVisual: true });
    globalThis.window = d.window; globalThis.document = d.window.document;
    const mermaid = (await import('mermaid')).default;
    mermaid.initialize({ startOnLoad: false });
    equal((await mermaid.parse(text('x.mermaid'))).diagramType, 'flowchart-v2', 'type');
    await refuses('a bare quote in a label', () => mermaid.parse('flowchart LR\n  n0["a "b" c"]\n'));
  });
  await browser('mermaid in Chromium: renders every node and label', ['mermaid'], async (page) => {
    await page.setContent('<body></body>');
    await page.addScriptTag({ content: file('mermaid/dist/mermaid.min.js') });
    const seen = await page.evaluate(async (source) => {
      mermaid.initialize({ startOnLoad: false, securityLevel: 'strict' });
      const { svg } = await mermaid.render('m', source);
      const box = document.createElement('div'); box.innerHTML = svg;
      return { nodes: box.querySelectorAll('g.node').length, labels: [...box.querySelectorAll('g.node')].map((n) => n.textContent.trim()), scripts: box.querySelectorAll('script,b').length };
    }, text('x.mermaid'));
    equal(seen.nodes, N, 'nodes'); equal(seen.scripts, 0, 'markup from a label');
    for (const n of native.nodes) want(seen.labels.some((l) => l.replace(/\s+/g, '') === n.name.replace(/\s+/g, '')), `label of ${n.name}: ${JSON.stringify(seen.labels)}`);
  });
} else console.log('skip mermaid: the graph is too large for it');

// ---- Grafana ----
await check('@grafana/data: node graph frames', ['@grafana/data'], () => {
  if (!globalThis.window) { const { JSDOM } = require('jsdom'); globalThis.window = new JSDOM('').window; globalThis.document = globalThis.window.document; }
  const g = require('@grafana/data'), names = g.NodeGraphDataFrameFieldNames;
  const frames = (j) => {
    const nodes = g.toDataFrame(j.nodes), edges = g.toDataFrame(j.edges);
    const c = new g.FieldCache(nodes), ce = new g.FieldCache(edges);
    for (const k of ['id', 'title', 'subTitle', 'mainStat', 'secondaryStat', 'color']) want(c.getFieldByName(names[k]), `no node field ${k}`);
    for (const k of ['id', 'source', 'target', 'mainStat', 'secondaryStat', 'thickness', 'color']) want(ce.getFieldByName(names[k]), `no edge field ${k}`);
    const arcs = nodes.fields.filter((f) => f.name.startsWith(names.arc));
    for (let i = 0; i < nodes.length; i++) want(arcs.reduce((s, f) => s + f.values[i], 0) === 1, `arcs of row ${i}`);
    const ids = new Set(c.getFieldByName('id').values);
    for (const k of ['source', 'target']) for (const v of ce.getFieldByName(k).values) want(ids.has(v), `dangling ${v}`);
    for (const k of ['mainStat', 'secondaryStat']) want(c.getFieldByName(names[k]).type === 'string', `${k} is no text`);
    return [nodes.length, edges.length];
  };
  equal(frames(json('x.grafana')), [N, E], 'rows');
  const x = json('x.grafana'); x.edges[0].target = 'nobody';
  let refused = false; try { frames(x); } catch { refused = true; } want(refused, 'negative control passed');
});

// ---- Kumu (its server cannot be asked: the shape of its blueprint) ----
await check('kumu: shape of the blueprint', [], () => kumu(json('x.kumu')));
await check('kumu: the shape test refuses a broken one', [], async () => {
  for (const f of [(j) => { j.connections[0].to = 'nobody'; }, (j) => { j.connections[0].id = j.elements[0].id; }, (j) => { j.connections[0].direction = 'both'; }]) {
    const j = json('x.kumu'); f(j); await refuses(String(f), () => kumu(j));
  }
});
function kumu(j) {
  const ids = [...j.elements, ...j.connections].map((x) => x.id);
  equal(new Set(ids).size, ids.length, 'ids are unique over elements and connections');
  equal([j.elements.length, j.connections.length], [N, E], 'counts');
  const elements = new Set(j.elements.map((x) => x.id));
  for (const c of j.connections) want(elements.has(c.from) && elements.has(c.to) && ['directed', 'undirected'].includes(c.direction) && c.type, c.id);
}

// ---- JSON-LD ----
await check('jsonld: to RDF in safe mode, framed', ['jsonld'], async () => {
  const jsonld = require('jsonld'), doc = json('x.jsonld');
  const offline = { documentLoader: (url) => { throw Error(`fetches ${url}`); }, safe: true };
  const quads = await jsonld.toRDF(doc, { ...offline, format: 'application/n-quads' });
  want(quads.split('\n').filter(Boolean).length > N + 5 * E, 'too few quads');
  for (const e of native.edges) want(quads.includes(`<urn:ecograph:${e.key}> <https://example.org/ecograph/ns#source> <urn:ecograph:${e.source}>`), e.key);
  const framed = await jsonld.frame(doc, { '@context': doc['@context'], '@type': 'eco:Relation' }, offline);
  equal((framed['@graph'] || [framed]).length, E, 'relations');
  const x = structuredClone(doc); x['@graph'][0]['@id'] = 'not an iri at all'; x['@graph'][0]['@type'] = 'rel ative';
  x['@context'] = {}; await refuses('terms that mean nothing', () => jsonld.toRDF(x, { ...offline, format: 'application/n-quads' }));
});

// ---- Cypher ----
await check('kuzu: runs the Cypher and answers it', ['kuzu'], async () => {
  const kuzu = require('kuzu'), db = new kuzu.Database(':memory:'), c = new kuzu.Connection(db);
  const camel = (w) => w.replace(/(^|_)([a-z])/g, (m, _, l) => l.toUpperCase());
  const kinds = [...new Set(native.nodes.map((n) => camel(n.kind)))], types = [...new Set(native.edges.map((e) => e.type.toUpperCase()))];
  for (const k of kinds) await c.query(`CREATE NODE TABLE \`${k}\`(id STRING PRIMARY KEY, name STRING, value DOUBLE, high DOUBLE, unit STRING, aliases STRING, same_as STRING, url STRING, mentions INT64, confidence DOUBLE)`);
  const pairs = kinds.flatMap((a) => kinds.map((b) => `FROM \`${a}\` TO \`${b}\``)).join(', ');
  for (const t of types) await c.query(`CREATE REL TABLE \`${t}\`(${pairs}, key STRING, status STRING, directed BOOLEAN, confidence DOUBLE, support INT64, date STRING, role STRING, measure STRING, modifier STRING, amount DOUBLE, unit STRING, quote STRING, post STRING, line INT64)`);
  for (const s of text('x.cypher').split(/;\n/).filter((l) => l.trim())) await c.query(s);
  const all = async (q) => (await c.query(q)).getAll();
  const names = (await all('MATCH (n) RETURN n.id AS id, n.name AS name ORDER BY n.id'));
  equal(names.map((r) => r.name), [...native.nodes].sort((a, b) => (a.id < b.id ? -1 : 1)).map((n) => n.name), 'names');
  equal(Number((await all('MATCH ()-[e]->() RETURN count(*) AS n'))[0].n), E, 'edges');
  const two = native.edges.find((e) => native.edges.some((f) => f.source === e.target && f.target !== f.source));
  if (two) want((await all(`MATCH (a {id: '${two.source}'})-[e]->(b)-[f]->(c) RETURN c.name`)).length > 0, 'two steps');
  const money = native.nodes.find((n) => n.value >= 1e9);
  if (money) equal((await all(`MATCH (n {id: '${money.id}'}) RETURN n.value AS v`))[0].v, money.value, 'value');
  await refuses('a number with e+', () => c.query('RETURN 1.7e+09'));
  await refuses('a bare quote', () => c.query("CREATE (:`Person` {id: 'x', name: 'O'Berg'})"));
});

process.exitCode = failed ? 1 : 0;
process.exit();
