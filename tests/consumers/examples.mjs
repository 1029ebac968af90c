// SPDX-License-Identifier: MIT
// Runs the worked examples of a page: node examples.mjs PAGE.md ECOGRAPH. Every section ("## ...") is one check. Its blocks
// run in order, in an empty folder where ./ecograph and tests/ stand as in the project's folder; a block of ```text must be
// what the block before it printed. sh is run by bash, python by Debian's python3, js by node, sql by DuckDB; json is a panel
// of Grafana, whose targets are read as its Infinity data source reads them and shown to @grafana/data. A comment
// "check: mermaid FILE" or "check: gexf FILE" asks mermaid, or graphology-gexf (which Gephi Lite reads with), about a file
// that a block has made.
import { execFileSync } from 'node:child_process';
import fs from 'node:fs';
import { createRequire } from 'node:module';
import os from 'node:os';
import path from 'node:path';

const require = createRequire(import.meta.url);
const [page, ecograph] = process.argv.slice(2).map((p) => path.resolve(p));
const here = path.dirname(new URL(import.meta.url).pathname);
const top = path.resolve(here, '../..');
let failed = 0;

class Missing extends Error {}
const need = (name) => { if (!fs.existsSync(`${here}/node_modules/${name}`)) throw new Missing(`npm ${name}`); };

function command(dir, program, args) {
  try {
    return execFileSync(program, args, { cwd: dir, encoding: 'utf8', stdio: ['ignore', 'pipe', 'pipe'], timeout: 120000 });
  } catch (e) {
    if (e.code === 'ENOENT') throw new Missing(program);
    const module = /No module named '(\w+)'/.exec(e.stderr || '');
    if (module) throw new Missing(`python3-${module[1]}`);
    throw Error(`${program}: ${String(e.stderr || e).slice(0, 500)}`);
  }
}

function script(dir, name, text, program, ...args) {
  fs.writeFileSync(`${dir}/${name}`, text);
  return command(dir, program, [...args, name]);
}

async function duckdb(dir, text) {
  need('@duckdb/node-api');
  const { DuckDBInstance } = await import('@duckdb/node-api');
  const connection = await (await DuckDBInstance.create(':memory:')).connect();
  await connection.run(`SET file_search_path = '${dir}'`);
  const out = [];
  for (const statement of text.split(/;\s*$/m).filter((s) => s.trim())) {
    const reader = await connection.runAndReadAll(statement);
    for (const row of reader.getRowsJson()) out.push(row.map((v) => v ?? '').join(' | '));
  }
  return out.join('\n') + '\n';
}

// Grafana's server and the data source's plugin are no packages: what is checked is that each root holds rows of which
// @grafana/data makes a frame with the fields that the node graph looks for, and that no edge dangles.
async function grafana(dir, text) {
  need('@grafana/data');
  need('jsdom');
  const { JSDOM } = require('jsdom');
  globalThis.window ??= new JSDOM('').window;
  globalThis.document ??= globalThis.window.document;
  const g = require('@grafana/data'), names = g.NodeGraphDataFrameFieldNames;
  const wanted = { 'node-graph-nodes': ['id', 'title', 'subTitle', 'mainStat', 'secondaryStat', 'color'], 'node-graph-edges': ['id', 'source', 'target', 'mainStat'] };
  const out = [], columns = {};
  for (const t of JSON.parse(text).targets) {
    const data = JSON.parse(fs.readFileSync(`${dir}/${path.basename(new URL(t.url).pathname)}`, 'utf8'));
    const frame = g.toDataFrame(data[t.root_selector]), cache = new g.FieldCache(frame);
    for (const k of wanted[t.format]) {
      if (!cache.getFieldByName(names[k])) throw Error(`${t.refId}: no field ${k}`);
      columns[`${t.root_selector}.${k}`] = cache.getFieldByName(names[k]).values;
    }
    out.push(`${t.refId}: ${frame.length} ${t.root_selector}`);
  }
  const ids = new Set(columns['nodes.id']);
  for (const end of ['source', 'target']) for (const id of columns[`edges.${end}`]) if (!ids.has(id)) throw Error(`dangling ${id}`);
  return out.join('\n') + '\n';
}

async function mermaid(text) {
  need('mermaid');
  need('jsdom');
  const blocks = [...text.matchAll(/^```mermaid\n([^]*?)^```$/gm)].map((m) => m[1]);
  if (!blocks.length) throw Error('no block of mermaid');
  const { JSDOM } = require('jsdom');
  const dom = new JSDOM('<!doctype html><body></body>', { pretendToBeVisual: true });
  globalThis.window = dom.window;
  globalThis.document = dom.window.document;
  const { default: parser } = await import('mermaid');
  parser.initialize({ startOnLoad: false });
  for (const b of blocks) await parser.parse(b);
}

function gexf(text) {
  need('graphology-gexf');
  need('jsdom');
  const { JSDOM } = require('jsdom'), dom = new JSDOM('');
  globalThis.DOMParser = dom.window.DOMParser;
  globalThis.Document = dom.window.Document;
  const graph = require('graphology-gexf/browser').parse(require('graphology'), text);
  if (!graph.order || !graph.size) throw Error('an empty graph');
  graph.forEachNode((id, a) => { for (const k of ['label', 'kind', 'color', 'size', 'x', 'y', 'quote']) if (a[k] === undefined) throw Error(`${id} has no ${k}`); });
}

const runners = {
  sh: (dir, text) => script(dir, 'block.sh', text, 'bash', '-eu'),
  python: (dir, text) => script(dir, 'block.py', text, '/usr/bin/python3'),
  js: (dir, text) => script(dir, 'block.mjs', text, 'node'),
  sql: duckdb,
  json: grafana,
};
const checks = { mermaid, gexf };

async function section(title, text) {
  const dir = fs.mkdtempSync(path.join(os.tmpdir(), 'ecograph-'));
  try {
    fs.symlinkSync(ecograph, `${dir}/ecograph`);
    fs.symlinkSync(`${top}/tests`, `${dir}/tests`);
    fs.symlinkSync(`${here}/node_modules`, `${dir}/node_modules`);
    let printed = null, ran = 0;
    for (const m of text.matchAll(/^(`{3,})(\w+)\n([^]*?)^\1$|^<!-- check: (\w+) (\S+) -->$/gm)) {
      const [, , language, body, what, file] = m;
      if (what) await checks[what](fs.readFileSync(`${dir}/${file}`, 'utf8'));
      else if (language === 'text') {
        if (printed === null) throw Error('text without a block before it');
        if (process.env.SHOW) console.log(`-- ${title}\n${printed}`);
        else if (printed.trimEnd() !== body.trimEnd()) throw Error(`printed ${JSON.stringify(printed)}, the page says ${JSON.stringify(body)}`);
      } else printed = await runners[language](dir, body);
      ran++;
    }
    if (!ran) return;
    console.log(`ok example: ${title}`);
  } catch (e) {
    if (e instanceof Missing) console.log(`skip example: ${title}: ${e.message} is not installed (make deps-consumers)`);
    else { failed++; console.log(`FAIL example: ${title}: ${String(e.message || e).replace(/\s+/g, ' ').slice(0, 600)}`); }
  } finally {
    fs.rmSync(dir, { recursive: true, force: true });
  }
}

for (const part of fs.readFileSync(page, 'utf8').split(/^## /m).slice(1)) {
  const end = part.indexOf('\n');
  await section(part.slice(0, end).trim(), part.slice(end));
}
process.exitCode = failed ? 1 : 0;
process.exit();
