// SPDX-License-Identifier: MIT
// Drives the explorer page in headless Chromium, as a reader does: node explorer.mjs FOLDER. The folder has post.html and
// post.json of one post, two.html of several posts, hostile.html and hostile.json of names that have broken programs,
// large.html of 3,000 names, post.svg. Prints "ok NAME" or "FAIL NAME: why".
import fs from 'node:fs';
import { execFileSync } from 'node:child_process';
import puppeteer from 'puppeteer-core';

const dir = fs.realpathSync(process.argv[2]);
const chromium = ['/usr/bin/chromium', '/usr/bin/chromium-browser', '/usr/bin/google-chrome'].find((p) => fs.existsSync(p));
const browser = await puppeteer.launch({ executablePath: chromium, headless: true, args: ['--no-sandbox', '--disable-gpu', '--no-first-run', '--disable-background-networking'] });
const text = (f) => fs.readFileSync(`${dir}/${f}`, 'utf8');
const graph = JSON.parse(text('post.json'));
const figureKinds = new Set(graph.nodes.filter((n) => n.unit).map((n) => n.kind));
const names = graph.nodes.filter((n) => !n.unit);
const byId = new Map(graph.nodes.map((n) => [n.id, n]));
const statements = graph.edges.filter((e) => !byId.get(e.target).unit);
const degree = (n) => statements.filter((e) => e.source === n.id || e.target === n.id).length;
let failed = 0, page = null;

function want(condition, what) { if (!condition) throw Error(what); }
function equal(got, wanted, what) { want(JSON.stringify(got) === JSON.stringify(wanted), `${what}: ${JSON.stringify(got)}, wanted ${JSON.stringify(wanted)}`); }
const wait = (ms) => new Promise((r) => setTimeout(r, ms));

// A page of its own, and whatever it says on the console or asks for is a failure.
async function open(file, { hash = '', width = 1200, height = 800, scheme = 'light' } = {}) {
  if (page) await page.close();
  page = await browser.newPage();
  page.noise = [];
  page.on('console', (m) => page.noise.push(m.text()));
  page.on('pageerror', (e) => page.noise.push(e.message));
  page.on('dialog', (d) => { page.noise.push(`dialog: ${d.message()}`); d.dismiss(); });
  page.on('request', (r) => { if (!/^(file|blob|data):/.test(r.url())) page.noise.push(`request: ${r.url()}`); });
  await page.emulateMediaFeatures([{ name: 'prefers-color-scheme', value: scheme }]);
  await page.setViewport({ width, height, isMobile: width < 500, hasTouch: width < 500 });
  await page.goto(`file://${dir}/${file}${hash}`);
  await page.waitForSelector('html[data-ready]', { timeout: 60000 });
}
const $$ = (selector, f, ...args) => page.$$eval(selector, f, ...args);
const count = (selector) => $$(selector, (l) => l.length);
const panel = () => page.$eval('#panel', (p) => p.innerText);
const lit = () => $$('#map .n:not(.dim):not(.gone)', (l) => l.map((g) => g.id));
const hash = () => page.evaluate(() => new URLSearchParams(location.hash.slice(1)).toString());
const viewBox = () => page.$eval('#map svg', (s) => s.getAttribute('viewBox'));
const around = (id, depth) => {
  let ball = new Set([id]);
  for (let i = 0; i < depth; i++) ball = new Set([...ball, ...statements.flatMap((e) => (ball.has(e.source) ? [e.target] : ball.has(e.target) ? [e.source] : []))]);
  return ball;
};
const hub = [...names].sort((a, b) => degree(b) - degree(a))[0];

async function check(name, run) {
  try {
    await run();
    if (page && page.noise.length) throw Error(`the page said: ${page.noise.slice(0, 3).join(' | ')}`);
    console.log(`ok explorer: ${name}`);
  } catch (e) {
    failed++;
    console.log(`FAIL explorer: ${name}: ${String(e.stack || e).split('\n').slice(0, 2).join(' | ').slice(0, 400)}`);
  }
}

await check('shows every name, says how many', async () => {
  await open('post.html');
  equal(await count('#map .n'), names.length, 'names in the picture');
  want((await page.$eval('#status', (s) => s.textContent)).startsWith(`${names.length} of ${names.length} `), 'the status counts all');
  equal(await page.$eval('#status', (s) => s.getAttribute('role')), 'status', 'role');
  want((await page.title()).length > 0, 'a title');
});
await check('is small without its data', () => {
  const html = text('post.html'), own = html.replace(/<script type="application\/json".*?<\/script>/gs, '').replace(/<svg.*?<\/svg>/s, '');
  want(own.length < 150000, `${own.length} bytes`);
  want(!/(?:src|href)="(?:https?:)?\/\//.test(own.replace(/<a [^>]*>/g, '')), 'an outside reference');
});
await check('its policy stops scripts and requests', async () => {
  await open('post.html');
  const policy = await page.$eval('meta[http-equiv="Content-Security-Policy"]', (m) => m.content);
  want(policy.includes("default-src 'none'"), policy);
  const ran = await page.evaluate(async () => {
    const s = document.createElement('script');
    s.textContent = 'window.ran = true';
    document.body.append(s);
    let asked = true;
    try { await fetch('https://example.org/'); } catch { asked = false; }
    return [!!window.ran, asked];
  });
  equal(ran, [false, false], 'script ran, request went out');
  want(page.noise.length >= 2 && page.noise.every((n) => /Content Security Policy|Refused|violates|Fetch API|request: https:\/\/example/.test(n)), `console: ${page.noise}`);
  page.noise = [];
});
await check('search finds names and aliases, / and Enter', async () => {
  await open('post.html');
  await page.keyboard.press('/');
  equal(await page.evaluate(() => document.activeElement.id), 'q', 'focus');
  const named = names.find((n) => n.aliases.length && !n.name.toLowerCase().includes(n.aliases[0].toLowerCase())) || names.find((n) => n.aliases.length) || names[0];
  const word = named.aliases[0] || named.name;
  await page.keyboard.type(word.toUpperCase());
  const list = await $$('#list .row', (l) => l.map((b) => b.firstChild.textContent));
  want(list.includes(named.name), `${word} gives ${list}`);
  want((await lit()).length < names.length, 'the rest fades');
  await page.keyboard.press('Enter');
  want((await panel()).includes(named.name), 'Enter opens it');
  want((await hash()).includes(`n=${named.id}`), 'the URL knows it');
});
await check('a click focuses: neighbours stay, the rest fades and is not gone', async () => {
  await open('post.html');
  await page.click(`[id="${hub.id}"] .b`);
  equal(new Set(await lit()), new Set(around(hub.id, 1)), 'lit');
  equal((await lit()).length, around(hub.id, 1).size, 'lit at depth 1');
  equal(await count('#map .n.gone'), 0, 'gone');
  await page.keyboard.press('2');
  equal((await lit()).length, around(hub.id, 2).size, 'lit at depth 2');
  await page.click('#depth [data-d="3"]');
  equal((await lit()).length, around(hub.id, 3).size, 'lit at depth 3');
  want((await hash()).includes('d=3'), 'the URL knows the depth');
  await page.keyboard.press('Escape');
  equal((await lit()).length, names.length, 'Escape brings all back');
});
await check('the panel gives quote, file:line and rule', async () => {
  await open('post.html', { hash: `#n=${hub.id}` });
  const said = await panel();
  for (const e of statements.filter((x) => x.source === hub.id || x.target === hub.id).slice(0, 5)) {
    const v = e.evidence[0], path = graph.graph.sources.find((s) => s.id === v.source).path;
    want(said.includes(v.quote), `quote ${v.quote}`);
    want(said.includes(`${path}:${v.line}`), `${path}:${v.line}`);
    want(said.includes(v.rule), v.rule);
  }
});
await check('a click on a line gives its sentence', async () => {
  await open('post.html');
  const edge = statements.find((e) => e.key);
  const id = await page.evaluate((keys) => [...document.querySelectorAll('#map .e')].map((g) => g.id).find((i) => keys.includes(i)), statements.map((e) => e.key));
  await page.evaluate((i) => document.getElementById(i).dispatchEvent(new MouseEvent('click', { bubbles: true })), id);
  const picked = statements.find((e) => e.key === id) || edge;
  want((await panel()).includes(picked.evidence[0].quote), 'the sentence');
  want((await hash()).includes(`e=${picked.key}`), 'the URL knows it');
});
await check('kind, type and status filters count and hide', async () => {
  await open('post.html');
  const kind = names[0].kind, of = names.filter((n) => n.kind === kind).length;
  equal(await page.$eval(`#f-kind [data-v="${kind}"]`, (i) => i.closest('label').querySelector('small').textContent), String(graph.nodes.filter((n) => n.kind === kind).length), 'count');
  await page.click(`#f-kind [data-v="${kind}"]`);
  equal(await count('#map .n.gone'), of, 'hidden names');
  want((await hash()).includes(`k=${kind}`), 'the URL knows it');
  await page.click(`#f-kind [data-v="${kind}"]`);
  equal(await count('#map .n.gone'), 0, 'back');
  const type = statements[0].type;
  await page.click(`#f-type [data-v="${type}"]`);
  const gone = await $$('#map .e.gone', (l) => l.flatMap((g) => (g.dataset.e || g.id).split(' ')));
  equal([...new Set(gone)].sort(), statements.filter((e) => e.type === type).map((e) => e.key).sort(), 'hidden lines');
  for (const figure of figureKinds) await page.click(`#f-kind [data-v="${figure}"]`);
  if (figureKinds.size) want(await $$('#map .fig', (l) => l.every((t) => getComputedStyle(t).display === 'none')), 'badges are hidden');
  const status = graph.edges.find((e) => e.status !== 'asserted' && !byId.get(e.target).unit);
  if (status) {
    await open('post.html');
    await page.click(`#f-status [data-v="${status.status}"]`);
    want(!(await $$('#map .e:not(.gone)', (l) => l.map((g) => g.id))).includes(status.key), `${status.status} is hidden`);
  }
});
await check('a filter by post leaves what the other posts say', async () => {
  await open('two.html');
  const posts = await $$('#f-post input', (l) => l.map((i) => i.dataset.v));
  want(posts.length > 1, `posts: ${posts}`);
  const two = JSON.parse(await page.$eval('#EG-data', (s) => s.textContent));
  const only = two.nodes.filter((n) => !n.unit && n.evidence.every((v) => v.source === posts[0])).length;
  await page.click(`#f-post [data-v="${posts[0]}"]`);
  equal(await count('#map .n.gone'), only, 'names of that post alone');
});
await check('a path between two, not through places unless asked', async () => {
  await open('post.html');
  const kinds = await page.evaluate(() => JSON.parse(document.querySelector('#EG-meta').textContent));
  const isHub = (id) => kinds.kinds[byId.get(id).kind].hub;
  const far = [...around(hub.id, 2)].find((id) => !around(hub.id, 1).has(id) && !isHub(id)) || [...around(hub.id, 1)].find((id) => id !== hub.id);
  await page.evaluate(() => { [...document.querySelectorAll('#panel details')].find((d) => d.querySelector('#from')).open = true; });
  await page.type('#from', hub.name);
  await page.type('#to', byId.get(far).name);
  await page.click('#go');
  const inner = await $$('#panel ol.steps li', (l) => l.length);
  want(inner > 0 || (await panel()).includes('No path'), await panel());
  want((await hash()).includes(`from=${hub.id}`), 'the URL knows it');
  const placed = statements.filter((e) => kinds.types[e.type].place);
  const pair = placed.flatMap((a) => placed.filter((b) => b !== a && b.target === a.target && b.source !== a.source).map((b) => [a.source, b.source])).find(([a, b]) => {
    const without = statements.filter((e) => !kinds.types[e.type].place);
    let ball = new Set([a]);
    for (let i = 0; i < 12; i++) ball = new Set([...ball, ...without.flatMap((e) => (ball.has(e.source) ? [e.target] : ball.has(e.target) ? [e.source] : []))]);
    return !ball.has(b);
  });
  if (!pair) return;
  await open('post.html', { hash: `#from=${pair[0]}&to=${pair[1]}` });
  want((await panel()).includes('No path'), 'two names of one place have no path');
  await page.click('#hubs');
  equal(await count('#panel ol.steps li'), 2, 'steps through the place');
});
await check('the table sorts, and its names lead on', async () => {
  await open('post.html');
  await page.keyboard.press('t');
  equal(await count('#table tbody tr'), names.length, 'rows');
  await page.click('#table th [data-c="name"]');
  const up = await $$('#table tbody tr td:first-child', (l) => l.map((d) => d.textContent));
  equal(up, [...up].sort((a, b) => (a < b ? -1 : a > b ? 1 : 0)), 'sorted by name');
  equal(await page.$eval('#table th [data-c="name"]', (b) => b.closest('th').getAttribute('aria-sort')), 'ascending', 'aria-sort');
  await page.click('#table th [data-c="name"]');
  equal(await $$('#table tbody tr td:first-child', (l) => l.map((d) => d.textContent)), up.reverse(), 'sorted down');
  await page.click('#table [role="tab"]:nth-child(2)');
  equal(await count('#table tbody tr'), statements.length, 'relations');
  await page.click('#table tbody tr td button');
  want((await hash()).includes('n='), 'a name leads to its focus');
});
await check('pan, zoom and fit', async () => {
  await open('post.html');
  const beyond = await page.evaluate(() => document.querySelector('#map').getBoundingClientRect().bottom - document.querySelector('#status').getBoundingClientRect().top);
  want(beyond <= 0, `the count lies ${beyond} px over the picture`);
  const home = await viewBox();
  await page.mouse.move(500, 400);
  await page.mouse.wheel({ deltaY: -300 });
  await wait(250);
  const near = await viewBox();
  want(near !== home && +near.split(' ')[2] < +home.split(' ')[2], 'the wheel zooms in');
  await page.mouse.down();
  await page.mouse.move(580, 430, { steps: 4 });
  await page.mouse.up();
  await wait(250);
  const moved = await viewBox();
  want(moved.split(' ')[2] === near.split(' ')[2] && moved.split(' ')[0] !== near.split(' ')[0], 'a drag moves');
  await page.keyboard.press('0');
  await wait(250);
  equal((await viewBox()).split(' ').map(Number), home.split(' ').map(Number), 'fit');
  await page.click('#in');
  await wait(250);
  want(+(await viewBox()).split(' ')[2] < +home.split(' ')[2], 'the button zooms in');
});
await check('the keyboard alone: from name to name, open, path, back', async () => {
  await open('post.html');
  await page.evaluate(() => document.querySelector('#map .n[tabindex="0"]').focus());
  const first = await page.evaluate(() => document.activeElement.id);
  let second = first;
  for (const key of ['ArrowRight', 'ArrowDown', 'ArrowLeft', 'ArrowUp']) {
    await page.keyboard.press(key);
    second = await page.evaluate(() => document.activeElement.id);
    if (second !== first) break;
  }
  want(second !== first && byId.has(second), `arrows lead from ${first} to ${second}`);
  equal(await count('#map .n[tabindex="0"]'), 1, 'one stop for Tab');
  await page.keyboard.press('Enter');
  want((await hash()).includes(`n=${second}`), 'Enter opens');
  await page.evaluate((id) => document.getElementById(id).focus(), first);
  await page.keyboard.down('Shift');
  await page.keyboard.press('Enter');
  await page.keyboard.up('Shift');
  want((await hash()).includes(`from=${second}`) && (await hash()).includes(`to=${first}`), 'Shift Enter asks for the path');
  await page.keyboard.press('Escape');
  equal(await hash(), '', 'Escape');
});
await check('a screen reader hears names, roles and states', async () => {
  await open('post.html', { hash: `#n=${hub.id}` });
  const tree = JSON.stringify(await page.accessibility.snapshot({ interestingOnly: false }));
  for (const word of [`${hub.name}, `, 'Search names and aliases', 'Download', 'Zoom in', '"role":"status"', '"role":"main"', '"role":"complementary"']) want(tree.includes(word), `no ${word} in the tree`);
  equal(await page.$eval(`[id="${hub.id}"]`, (g) => [g.getAttribute('role'), /, \d+ relations?$/.test(g.getAttribute('aria-label'))]), ['button', true], 'a name is a button');
});
await check('a link brings back focus, depth, filters and view', async () => {
  const kind = names.find((n) => n.kind !== hub.kind && !around(hub.id, 1).has(n.id)).kind;
  await open('post.html', { hash: `#n=${hub.id}&d=2&k=${kind}&view=table` });
  want((await panel()).includes(hub.name), 'focus');
  equal(await page.$eval('#depth [aria-pressed="true"]', (b) => b.dataset.d), '2', 'depth');
  equal(await page.$eval(`#f-kind [data-v="${kind}"]`, (i) => i.checked), false, 'filter');
  equal(await page.$eval('#table', (t) => t.hidden), false, 'table');
  await page.evaluate((id) => { location.hash = `n=${id}`; }, names[1].id);
  await wait(100);
  want((await panel()).includes(names[1].name), 'another link in the same page');
  await open('post.html', { hash: '#n=no-such&d=99&k=%00&e=x&from=y&view=z' });
  equal((await lit()).length, names.length, 'nonsense in the link');
});
await check('downloads: SVG, JSON and CSV', async () => {
  await open('post.html', { hash: `#n=${hub.id}` });
  const to = `${dir}/downloads`;
  const session = await page.createCDPSession();
  await session.send('Browser.setDownloadBehavior', { behavior: 'allow', downloadPath: to, eventsEnabled: true });
  for (const format of ['svg', 'json', 'csv']) {
    await page.select('#save', format);
    for (let i = 0; i < 50 && !(fs.existsSync(to) && fs.readdirSync(to).some((f) => f.endsWith(`.${format}`))); i++) await wait(100);
  }
  const file = (format) => `${to}/${fs.readdirSync(to).find((f) => f.endsWith(`.${format}`))}`;
  execFileSync('xmllint', ['--noout', file('svg')]);
  want(!/tabindex|role="button"/.test(fs.readFileSync(file('svg'), 'utf8')), 'the SVG is a picture again');
  equal(JSON.parse(fs.readFileSync(file('json'), 'utf8')), graph, 'JSON');
  const rows = fs.readFileSync(file('csv'), 'utf8').trimEnd().split('\r\n');
  equal(rows.length - 1, statements.filter((e) => around(hub.id, 1).has(e.source) && around(hub.id, 1).has(e.target)).length, 'CSV rows');
  want(rows[0].startsWith('\ufeffsource,relation,target'), rows[0]);
});
await check('a hostile graph stays text', async () => {
  await open('hostile.html');
  const hostile = JSON.parse(text('hostile.json')), all = hostile.nodes.filter((n) => !n.unit);
  equal(JSON.parse(await page.$eval('#EG-data', (s) => s.textContent)), hostile, 'the data survive');
  equal(await page.evaluate(() => [...document.scripts].map((s) => s.type)), ['application/json', 'application/json', ''], 'scripts');
  equal(await page.evaluate(() => [typeof window.hacked, document.querySelectorAll('img,iframe,object,b b').length]), ['undefined', 0], 'markup from names');
  await page.keyboard.press('t');
  const shown = await $$('#table tbody tr td:first-child', (l) => l.map((d) => d.textContent));
  equal([...shown].sort(), all.map((n) => n.name).sort(), 'names in the table');
  for (const n of all.filter((x) => x.url)) {
    await page.evaluate((id) => { location.hash = `n=${id}`; }, n.id);
    await wait(50);
    const links = await $$('a', (l) => l.map((a) => a.getAttribute('href')));
    want(links.every((h) => /^(https?:|#)/.test(h)), `links: ${links}`);
  }
});
await check('dark, print and a phone', async () => {
  await open('post.html', { scheme: 'dark' });
  const color = (s) => page.$eval(s, (x) => getComputedStyle(x).backgroundColor);
  equal(await color('body'), 'rgb(13, 17, 23)', 'dark ground');
  equal(await page.$eval('#map .bg', (r) => getComputedStyle(r).fill), 'rgb(13, 17, 23)', 'dark picture');
  await page.emulateMediaFeatures([{ name: 'prefers-color-scheme', value: 'light' }]);
  await page.emulateMediaType('print');
  equal(await $$('#side,#zoom,#q', (l) => l.map((x) => getComputedStyle(x).display)), ['none', 'none', 'none'], 'printed controls');
  await page.pdf({ path: `${dir}/print.pdf` });
  want(fs.readFileSync(`${dir}/print.pdf`).subarray(0, 4).toString() === '%PDF', 'it prints');
  await open('post.html', { width: 390, height: 844 });
  want(await page.evaluate(() => document.documentElement.scrollWidth <= innerWidth), 'nothing sticks out to the side');
  want(await page.evaluate(() => document.querySelector('#stage').getBoundingClientRect().top < document.querySelector('#side').getBoundingClientRect().top), 'the picture comes first');
  await page.tap(`[id="${hub.id}"] .b`);
  want((await panel()).includes(hub.name), 'a tap opens');
});
await check('text stays in its box in a real font', async () => {
  for (const file of ['post.html', 'hostile.html']) {
    await open(file);
    const out = await $$('#map .n', (l) => l.flatMap((g) => {
      const b = g.querySelector('.b:not(.d)');
      if (!b) return [];
      const box = b.getBBox();
      return [...g.querySelectorAll('text')].map((t) => [t.textContent, t.getBBox()]).filter(([t, r]) => r.x < box.x - 0.5 || r.x + r.width > box.x + box.width + 0.5).map(([t, r]) => `${t}: ${r.width} in ${box.width}`);
    }));
    equal(out, [], file);
  }
});
await check('3,000 names: ready, searched, focused and moved in time', async () => {
  await open('large.html');
  const took = await page.evaluate(async () => {
    const frame = () => new Promise((r) => requestAnimationFrame(() => setTimeout(r, 0)));
    const run = async (f) => { const t = performance.now(); f(); await frame(); return performance.now() - t; };
    await frame();
    const map = document.querySelector('#map');
    const wheel = () => map.dispatchEvent(new WheelEvent('wheel', { deltaY: -40, clientX: 500, clientY: 400, bubbles: true, cancelable: true }));
    wheel();
    await frame();
    return { focus: await run(() => document.querySelector('#list button').click()), move: (await run(wheel) + await run(wheel) + await run(wheel)) / 3 };
  });
  equal(await count('#map .n'), 3000, 'names');
  want(took.focus < 3000, `focus took ${took.focus} ms`);
  want(took.move < 400, `a step of the wheel took ${took.move} ms`);
  console.log(`  focus ${Math.round(took.focus)} ms, a step of the wheel ${Math.round(took.move)} ms`);
});

await browser.close();
process.exit(failed ? 1 : 0);
