/* SPDX-License-Identifier: MIT */
/* The explorer page: state in the URL, one draw() that makes the picture, the list, the table and the panel agree with
 * it. No framework, no request; text goes in as text, never as markup. */
(() => {
'use strict';
const $ = s => document.querySelector(s);
const data = JSON.parse($('#EG-data').textContent), meta = JSON.parse($('#EG-meta').textContent);
const narrow = matchMedia('(max-width:820px)'), svg = $('#map svg'), SVG = 'http://www.w3.org/2000/svg';

/* ---- the graph ---- */
const nodes = data.nodes, posts = data.graph.sources || [];
const byId = new Map(nodes.map(n => [n.id, n])), postOf = new Map(posts.map(p => [p.id, p]));
const edges = [...data.edges, ...(data.unasserted || [])];
const links = new Map(nodes.map(n => [n.id, []])), figures = new Map(nodes.map(n => [n.id, []]));
const kindOf = n => meta.kinds[n.kind] || {label: n.kind, plural: n.kind};
const typeOf = e => meta.types[e.type] || {label: e.type.replace(/_/g, ' '), inverse: '← ' + e.type.replace(/_/g, ' ')};
const isFigure = n => !!kindOf(n).figure;
const fold = s => s.normalize('NFKD').replace(/\p{M}/gu, '').toLowerCase();
const facts = ['asserted', 'planned', 'ended'];
edges.forEach((e, i) => {
  e.i = i;
  const target = byId.get(e.target);
  if (!byId.has(e.source)) return;
  if (!target || isFigure(target)) { figures.get(e.source).push(e); return; }
  links.get(e.source).push([e.target, e]);
  if (e.source !== e.target) links.get(e.target).push([e.source, e]);
});
nodes.forEach(n => { n.key = [n.name, ...(n.aliases || [])].map(fold); });
const names = nodes.filter(n => !isFigure(n));
const statements = edges.filter(e => byId.has(e.target) && !isFigure(byId.get(e.target)));

/* ---- state ---- */
const S = {q: '', kinds: new Set(), types: new Set(), statuses: new Set(), posts: new Set(), focus: null, depth: 1, edge: null, from: null, to: null, hubs: false, view: 'map', sort: 'links', up: false, rows: 300};
const present = (list, of) => { const c = new Map(); list.forEach(x => of(x).forEach(v => c.set(v, (c.get(v) || 0) + 1))); return c; };
const sourcesOf = x => [...new Set((x.evidence || []).map(v => v.source))];
const statusCount = present(edges, e => [e.status]);
const defaultOff = [...statusCount.keys()].filter(s => !facts.includes(s));
defaultOff.forEach(s => S.statuses.add(s));
const fromPosts = x => !S.posts.size || !x.evidence || sourcesOf(x).some(p => !S.posts.has(p));
const okNode = n => !S.kinds.has(n.kind) && fromPosts(n);
const okEdge = e => !S.types.has(e.type) && !S.statuses.has(e.status) && fromPosts(e) && okNode(byId.get(e.source)) && (!byId.has(e.target) || okNode(byId.get(e.target)));

/* ---- small helpers ---- */
const el = (tag, props, ...children) => {
  const x = document.createElement(tag);
  for (const k in props || {}) {
    if (k === 'class') x.className = props[k];
    else if (k.startsWith('on')) x.addEventListener(k.slice(2), props[k]);
    else if (k in x && typeof props[k] !== 'string') x[k] = props[k];
    else x.setAttribute(k, props[k]);
  }
  x.append(...children.filter(c => c != null && c !== ''));
  return x;
};
const sv = (tag, attrs) => { const x = document.createElementNS(SVG, tag); for (const k in attrs) x.setAttribute(k, attrs[k]); return x; };
const plural = (n, one, many) => n.toLocaleString('en') + ' ' + (n === 1 ? one : many);
const place = v => { const p = postOf.get(v.source); return (p ? p.path : v.source) + ':' + v.line; };
const figureText = e => { const n = byId.get(e.target), f = n ? n.name : e.figure ? e.figure.name : ''; return [e.modifier && !f.includes(e.modifier) ? e.modifier : '', f, e.measure && !fold(f).includes(fold(e.measure)) ? e.measure : '', e.when ? '(' + e.when + ')' : ''].filter(Boolean).join(' '); };
const degree = n => links.get(n.id).length;
const find = text => { const t = fold(text.trim()); return t ? names.find(n => n.id === text.trim()) || names.find(n => n.key[0] === t) || names.find(n => n.key.includes(t)) || names.find(n => n.key.some(k => k.startsWith(t))) : null; };

/* ---- around and between ---- */
function ball(start, depth) {
  const seen = new Map([[start, 0]]), queue = [start];
  for (const x of queue) {
    if (seen.get(x) >= depth) continue;
    for (const [y, e] of links.get(x)) if (okEdge(e) && !seen.has(y)) { seen.set(y, seen.get(x) + 1); queue.push(y); }
  }
  return seen;
}
/* Shortest; places and other hubs are ends but no stations, unless asked for. */
function route(a, b) {
  const back = new Map([[a, null]]), queue = [a];
  for (const x of queue) {
    if (x === b) break;
    if (x !== a && !S.hubs && kindOf(byId.get(x)).hub) continue;
    for (const [y, e] of links.get(x)) {
      if (back.has(y) || !okEdge(e) || (!S.hubs && typeOf(e).place)) continue;
      back.set(y, [x, e]);
      queue.push(y);
    }
  }
  if (!back.has(b)) return null;
  const path = [];
  for (let x = b; back.get(x); x = back.get(x)[0]) path.unshift(back.get(x)[1]);
  return path;
}

/* ---- what the picture holds ---- */
const groupOf = new Map(), wiresOf = new Map(), wires = [];
svg.querySelectorAll('.n').forEach(g => { if (byId.has(g.id)) groupOf.set(g.id, g); });
const byKey = new Map(); edges.forEach(e => { if (!byKey.has(e.key)) byKey.set(e.key, e); });
svg.querySelectorAll('.e,[data-e]').forEach(g => {
  const keys = (g.dataset.e || g.id || '').split(' ').filter(k => byKey.has(k));
  wires.push([g, keys]);
  if (g.classList.contains('e')) keys.forEach(k => wiresOf.set(k, g));
});
groupOf.forEach((g, id) => {
  const n = byId.get(id);
  g.setAttribute('role', 'button');
  g.setAttribute('tabindex', '-1');
  g.setAttribute('aria-label', n.name + ', ' + kindOf(n).label + ', ' + plural(degree(n), 'relation', 'relations'));
});
const first = names.slice().sort((a, b) => degree(b) - degree(a)).find(n => groupOf.has(n.id));
let stop = first ? groupOf.get(first.id) : null;
if (stop) stop.setAttribute('tabindex', '0');
const extra = sv('g', {}); /* lines that the picture does not have: in a landscape, and of statements that are no facts */
svg.insertBefore(extra, svg.querySelector('.n'));
const boxes = new Map();
const boxOf = id => {
  if (!boxes.has(id)) { const b = groupOf.get(id).querySelector('.b,text').getBBox(); boxes.set(id, {x: b.x + b.width / 2, y: b.y + b.height / 2, w: b.width, h: b.height}); }
  return boxes.get(id);
};
const rim = (b, x, y) => { const dx = x - b.x, dy = y - b.y, s = Math.min(1, b.w / 2 / (Math.abs(dx) || 1e-9), b.h / 2 / (Math.abs(dy) || 1e-9)); return [b.x + dx * s, b.y + dy * s]; };
function drawExtra(keep) {
  extra.replaceChildren();
  if (keep.size > 400) return;
  for (const e of keep) {
    if (wiresOf.has(e.key) || !groupOf.has(e.source) || !groupOf.has(e.target) || e.source === e.target) continue;
    const a = boxOf(e.source), b = boxOf(e.target), t = typeOf(e);
    const mx = (a.x + b.x) / 2 - (b.y - a.y) * .1, my = (a.y + b.y) / 2 + (b.x - a.x) * .1, p = rim(a, mx, my), q = rim(b, mx, my);
    const g = sv('g', {class: 'e f-' + (t.family || 'none')}), dash = e.status === 'asserted' || e.status === 'ended' ? '' : '4 3';
    g.append(sv('path', {class: 'l extra', d: `M${p[0]} ${p[1]}Q${mx} ${my} ${q[0]} ${q[1]}`, stroke: t.color || '#8c96a3', 'stroke-dasharray': dash}));
    g.addEventListener('click', ev => { ev.stopPropagation(); pickEdges([e]); });
    extra.append(g);
  }
}

/* ---- draw ---- */
let keepNodes, keepEdges, path = null;
function choose() {
  path = null;
  if (S.from && S.to) {
    path = route(S.from, S.to);
    keepEdges = new Set(path || []);
    keepNodes = new Set([S.from, S.to, ...(path || []).flatMap(e => [e.source, e.target])]);
  } else if (S.edge) {
    keepEdges = new Set(S.edge);
    keepNodes = new Set(S.edge.flatMap(e => [e.source, e.target]));
  } else if (S.focus) {
    keepNodes = new Set(ball(S.focus, S.depth).keys());
    keepEdges = new Set(statements.filter(e => okEdge(e) && keepNodes.has(e.source) && keepNodes.has(e.target)));
  } else {
    const q = fold(S.q.trim());
    keepNodes = new Set(names.filter(n => okNode(n) && (!q || n.key.some(k => k.includes(q)))).map(n => n.id));
    keepEdges = new Set(statements.filter(e => okEdge(e) && (q ? keepNodes.has(e.source) || keepNodes.has(e.target) : true)));
  }
}
const figureKinds = new Set(nodes.filter(isFigure).map(n => n.kind));
function draw() {
  choose();
  groupOf.forEach((g, id) => {
    g.classList.toggle('gone', !okNode(byId.get(id)));
    g.classList.toggle('dim', !keepNodes.has(id));
    g.classList.toggle('sel', id === S.focus || id === S.from || id === S.to);
  });
  const kept = new Set([...keepEdges].map(e => e.key));
  for (const [g, keys] of wires) {
    g.classList.toggle('dim', !keys.some(k => kept.has(k)));
    g.classList.toggle('gone', !keys.some(k => okEdge(byKey.get(k))));
  }
  svg.classList.toggle('nofig', [...figureKinds].some(k => S.kinds.has(k)));
  drawExtra(S.focus || S.edge || S.from || S.q || statements.length < 400 ? keepEdges : new Set());
  const shown = names.filter(n => keepNodes.has(n.id));
  $('#status').textContent = `${shown.length.toLocaleString('en')} of ${plural(names.length, 'entity', 'entities')}, ${keepEdges.size.toLocaleString('en')} of ${plural(statements.length, 'relation', 'relations')}`;
  drawList(shown);
  drawTable(shown);
  drawPanel();
  document.querySelectorAll('#depth button').forEach(b => b.setAttribute('aria-pressed', String(+b.dataset.d === S.depth)));
  save();
}
function drawList(shown) {
  const sorted = shown.sort((a, b) => degree(b) - degree(a) || (a.name < b.name ? -1 : 1));
  $('#list').replaceChildren(...sorted.slice(0, 400).map(n => el('li', {}, el('button', {class: 'row', 'aria-current': String(n.id === S.focus), onclick: () => focusOn(n.id)}, n.name, el('small', {}, kindOf(n).label + ' · ' + degree(n))))));
  if (sorted.length > 400) $('#list').append(el('li', {class: 'quiet'}, `and ${(sorted.length - 400).toLocaleString('en')} more: search, or open the table`));
}

/* ---- the table ---- */
const columns = {
  entities: [['name', n => n.name], ['kind', n => kindOf(n).label], ['aliases', n => (n.aliases || []).join(', ')], ['figures', n => figures.get(n.id).filter(okEdge).map(figureText).join(', ')], ['mentions', n => n.mentions || 0], ['links', n => degree(n)]],
  relations: [['from', e => byId.get(e.source).name], ['relation', e => typeOf(e).label], ['to', e => byId.get(e.target).name], ['status', e => e.status], ['amount', e => e.amount ? e.amount.name : ''], ['when', e => e.when || ''], ['role', e => e.role || ''], ['support', e => e.support || (e.evidence || []).length], ['quote', e => e.evidence && e.evidence[0] ? e.evidence[0].quote : '']],
};
let sheet = 'entities';
function drawTable(shown) {
  if (S.view !== 'table') return;
  const cols = columns[sheet], col = cols.find(c => c[0] === S.sort) || cols[0];
  const rows = (sheet === 'entities' ? shown.slice() : [...keepEdges]).map(x => [col[1](x), x]);
  rows.sort((a, b) => (a[0] < b[0] ? -1 : a[0] > b[0] ? 1 : 0) * (typeof a[0] === 'number' ? -1 : 1) * (S.up ? -1 : 1));
  const sorted = typeof (rows[0] || [''])[0] === 'number' !== S.up ? 'descending' : 'ascending';
  const head = cols.map(c => el('th', {scope: 'col', 'aria-sort': c === col ? sorted : 'none'}, el('button', {onclick: () => { S.up = S.sort === c[0] ? !S.up : false; S.sort = c[0]; draw(); $(`th button[data-c="${c[0]}"]`).focus(); }, 'data-c': c[0]}, c[0] + (c === col ? (sorted === 'ascending' ? ' ↑' : ' ↓') : ''))));
  const body = rows.slice(0, S.rows).map(([, x]) => el('tr', {}, ...cols.map((c, i) => {
    const v = c[1](x), td = el('td', typeof v === 'number' ? {class: 'num'} : {});
    const id = sheet === 'entities' ? i === 0 && x.id : c[0] === 'from' ? x.source : c[0] === 'to' ? x.target : c[0] === 'relation' ? x : '';
    td.append(id ? el('button', {onclick: () => typeof id === 'string' ? focusOn(id) : pickEdges([id])}, v) : String(v));
    return td;
  })));
  const tab = (id, text) => el('button', {role: 'tab', 'aria-selected': String(sheet === id), onclick: () => { sheet = id; S.sort = id === 'entities' ? 'links' : 'from'; S.up = false; S.rows = 300; draw(); }}, text);
  $('#table').replaceChildren(el('div', {class: 'group', role: 'tablist'}, tab('entities', 'Entities'), tab('relations', 'Relations')), el('table', {}, el('thead', {}, el('tr', {}, ...head)), el('tbody', {}, ...body)));
  if (rows.length > S.rows) $('#table').append(el('p', {}, el('button', {onclick: () => { S.rows += 1000; draw(); }}, `Show more (${(rows.length - S.rows).toLocaleString('en')} left)`)));
}

/* ---- the panel ---- */
const nameButton = id => el('button', {class: 'link', onclick: () => focusOn(id)}, byId.get(id) ? byId.get(id).name : id);
const quotes = x => (x.evidence || []).filter(v => !S.posts.has(v.source)).map(v => el('blockquote', {}, v.quote, el('cite', {title: 'rule ' + v.rule}, place(v) + ' · ' + v.rule)));
const about = e => [e.role, e.amount && e.amount.name, e.when].filter(Boolean).map(t => el('span', {class: 'tag'}, t)).concat(e.status !== 'asserted' ? el('span', {class: 'tag'}, e.status) : []);
const sentence = e => el('div', {class: 'rel'}, nameButton(e.source), ' ', el('b', {}, typeOf(e).label), ' ', byId.has(e.target) ? nameButton(e.target) : figureText(e), ...about(e), ...quotes(e));
function panelPath() {
  const a = byId.get(S.from).name, b = byId.get(S.to).name;
  if (!path) return [el('h2', {}, 'No path'), el('p', {}, `Nothing joins ${a} and ${b} with these filters.${S.hubs ? '' : ' Try “through places”.'}`)];
  return [el('h2', {}, `${a} to ${b}`), el('p', {class: 'quiet'}, plural(path.length, 'step', 'steps')), el('ol', {class: 'steps'}, ...path.map(e => el('li', {}, sentence(e))))];
}
function panelNode(n) {
  const out = [el('h2', {tabindex: '-1'}, n.name), el('p', {class: 'quiet'}, kindOf(n).label + ((n.aliases || []).length ? ' · also ' + n.aliases.join(', ') : '') + ' · ' + plural(n.mentions || (n.evidence || []).length, 'mention', 'mentions'))];
  if (/^https?:\/\//i.test(n.url || '')) out.push(el('p', {}, el('a', {href: n.url, rel: 'noopener noreferrer', target: '_blank'}, n.url)));
  const figs = figures.get(n.id).filter(okEdge);
  if (figs.length) out.push(el('h3', {}, 'Figures'), ...figs.map(e => el('div', {class: 'rel'}, el('b', {}, figureText(e)), ...about({...e, when: ''}), ...quotes(e))));
  const groups = new Map();
  for (const [, e] of links.get(n.id)) {
    if (!okEdge(e)) continue;
    const head = e.source === n.id || !e.directed ? typeOf(e).label : typeOf(e).inverse || typeOf(e).label;
    if (!groups.has(head)) groups.set(head, []);
    groups.get(head).push(e);
  }
  for (const [head, list] of groups) out.push(el('h3', {}, head + ' ' + list.length), ...list.map(e => el('div', {class: 'rel'}, nameButton(e.source === n.id ? e.target : e.source), ...about(e), ...quotes(e))));
  if ((n.evidence || []).length) out.push(el('details', {}, el('summary', {}, 'Every mention'), ...quotes(n).slice(0, 200)));
  return out;
}
function pathForm() {
  const from = el('input', {list: 'names', placeholder: 'From', 'aria-label': 'Path from', id: 'from', value: S.from ? byId.get(S.from).name : S.focus ? byId.get(S.focus).name : ''});
  const to = el('input', {list: 'names', placeholder: 'To', 'aria-label': 'Path to', id: 'to', value: S.to ? byId.get(S.to).name : ''});
  const go = ev => { ev.preventDefault(); const a = find(from.value), b = find(to.value); if (a && b && a !== b) between(a.id, b.id); else (a ? to : from).focus(); };
  return el('details', {open: !!S.to}, el('summary', {}, 'Path between two'), el('form', {class: 'form', onsubmit: go}, from, to, el('div', {class: 'line'}, el('label', {class: 'chip'}, el('input', {type: 'checkbox', id: 'hubs', checked: S.hubs, onchange: ev => { S.hubs = ev.target.checked; draw(); }}), 'through places'), el('button', {id: 'go'}, 'Find path'))));
}
const keysHelp = () => el('details', {}, el('summary', {}, 'Keys'), el('dl', {class: 'keys'}, ...[['/', 'search'], ['Esc', 'back to everything'], ['1 2 3', 'depth of the focus'], ['arrows', 'from name to name in the picture'], ['Enter', 'focus the name'], ['Shift Enter', 'path from the focus to it'], ['+ − 0', 'zoom and fit'], ['t', 'picture or table']].flatMap(([k, v]) => [el('dt', {}, el('kbd', {}, k)), el('dd', {}, v)])));
function drawPanel() {
  const p = $('#panel'), top = p.scrollTop;
  let body;
  if (S.from && S.to) body = panelPath();
  else if (S.edge) body = [el('h2', {tabindex: '-1'}, S.edge.length === 1 ? 'Relation' : plural(S.edge.length, 'relation', 'relations')), ...S.edge.slice(0, 100).map(sentence)];
  else if (S.focus) body = panelNode(byId.get(S.focus));
  else body = [el('p', {class: 'quiet'}, 'Pick a name or a line to see the sentences that state it. Shift-click a second name for the path between the two.')];
  p.replaceChildren(...body, pathForm(), keysHelp());
  p.scrollTop = drawPanel.for === (S.focus || '') + (S.to || '') ? top : 0;
  drawPanel.for = (S.focus || '') + (S.to || '');
}

/* ---- doing ---- */
function clear() { S.focus = S.edge = S.from = S.to = null; }
function setStop(g) { if (stop) stop.setAttribute('tabindex', '-1'); stop = g; if (g) g.setAttribute('tabindex', '0'); }
function focusOn(id) { if (!byId.has(id)) return; clear(); S.focus = id; if (groupOf.has(id)) setStop(groupOf.get(id)); draw(); reveal(id); }
function pickEdges(list) { clear(); S.edge = list; draw(); }
function between(a, b) { clear(); S.from = a; S.to = b; S.focus = null; draw(); }
function reset() { clear(); S.q = ''; $('#q').value = ''; draw(); if (narrow.matches) fit(); }

/* ---- pan and zoom ---- */
const home = ['x', 'y', 'width', 'height'].map(k => svg.viewBox.baseVal[k]);
let view = home.slice(), drawn = home.slice(), settling = 0;
const map = $('#map'), heavy = groupOf.size + wires.length > 800;
const pxPer = v => { const r = map.getBoundingClientRect(); return Math.min(r.width / v[2], r.height / v[3]) || 1; };
function settle() { settling = 0; drawn = view.slice(); svg.style.transform = ''; svg.setAttribute('viewBox', view.map(v => v.toFixed(2)).join(' ')); }
/* A large picture takes long to paint: while it moves, its last painting is moved, and painted anew when it rests. */
function apply() {
  clearTimeout(settling);
  if (!heavy) { settle(); return; }
  const k = drawn[2] / view[2], f = pxPer(view), dx = drawn[0] + drawn[2] / 2 - view[0] - view[2] / 2, dy = drawn[1] + drawn[3] / 2 - view[1] - view[3] / 2;
  svg.style.transform = `translate(${f * dx}px,${f * dy}px) scale(${k})`;
  settling = setTimeout(settle, 160);
}
const toMap = (x, y) => { const r = map.getBoundingClientRect(), f = pxPer(view); return [view[0] + view[2] / 2 + (x - r.left - r.width / 2) / f, view[1] + view[3] / 2 + (y - r.top - r.height / 2) / f]; };
function zoom(f, x, y) {
  const w = Math.min(home[2] * 4, Math.max(home[2] / 60, view[2] * f)), k = w / view[2];
  view = [x - (x - view[0]) * k, y - (y - view[1]) * k, w, view[3] * k];
  apply();
}
const zoomMiddle = f => zoom(f, view[0] + view[2] / 2, view[1] + view[3] / 2);
const fit = () => { view = home.slice(); apply(); };
/* On a phone the whole picture is small: what is picked and its neighbours fill it. */
function close(ids) {
  const all = ids.filter(id => groupOf.has(id)).map(boxOf);
  if (!all.length) return;
  const x0 = Math.min(...all.map(b => b.x - b.w / 2)), x1 = Math.max(...all.map(b => b.x + b.w / 2)), y0 = Math.min(...all.map(b => b.y - b.h / 2)), y1 = Math.max(...all.map(b => b.y + b.h / 2));
  const w = Math.max((x1 - x0) * 1.15, (y1 - y0) * 1.15 * home[2] / home[3], home[2] / 4), h = w * home[3] / home[2];
  view = [(x0 + x1 - w) / 2, (y0 + y1 - h) / 2, w, h];
  apply();
}
function reveal(id) {
  if (!groupOf.has(id) || S.view !== 'map') return;
  if (narrow.matches) { close([...keepNodes]); return; }
  const b = boxOf(id);
  if (b.x > view[0] && b.x < view[0] + view[2] && b.y > view[1] && b.y < view[1] + view[3]) return;
  view[0] = b.x - view[2] / 2; view[1] = b.y - view[3] / 2; apply();
}
const fingers = new Map();
let moved = false, pinch = 0;
map.addEventListener('wheel', ev => { ev.preventDefault(); const [x, y] = toMap(ev.clientX, ev.clientY); zoom(Math.exp(Math.max(-60, Math.min(60, ev.deltaY * (ev.deltaMode ? 20 : 1))) * .004), x, y); }, {passive: false});
map.addEventListener('pointerdown', ev => { if (ev.button) return; fingers.set(ev.pointerId, [ev.clientX, ev.clientY]); if (fingers.size === 1) moved = false; pinch = 0; });
addEventListener('pointermove', ev => {
  const last = fingers.get(ev.pointerId);
  if (!last) return;
  const [x0, y0] = toMap(last[0], last[1]), [x1, y1] = toMap(ev.clientX, ev.clientY);
  if (!moved && Math.hypot(ev.clientX - last[0], ev.clientY - last[1]) < 4) return;
  moved = true;
  map.classList.add('drag');
  fingers.set(ev.pointerId, [ev.clientX, ev.clientY]);
  if (fingers.size === 1) { view[0] -= x1 - x0; view[1] -= y1 - y0; apply(); return; }
  const [a, b] = [...fingers.values()], d = Math.hypot(a[0] - b[0], a[1] - b[1]);
  if (pinch && d) zoom(pinch / d, ...toMap((a[0] + b[0]) / 2, (a[1] + b[1]) / 2));
  pinch = d;
});
const lift = ev => { fingers.delete(ev.pointerId); pinch = 0; if (!fingers.size) map.classList.remove('drag'); };
addEventListener('pointerup', lift);
addEventListener('pointercancel', lift);
$('#in').onclick = () => zoomMiddle(1 / 1.4);
$('#out').onclick = () => zoomMiddle(1.4);
$('#fit').onclick = fit;

/* ---- picking ---- */
svg.addEventListener('click', ev => {
  if (moved) return;
  const n = ev.target.closest('.n'), e = ev.target.closest('.e,[data-e]');
  if (n && groupOf.has(n.id)) ev.shiftKey && (S.focus || S.from) && (S.focus || S.from) !== n.id ? between(S.focus || S.from, n.id) : focusOn(n.id);
  else if (e) { const list = (e.dataset.e || e.id).split(' ').map(k => byKey.get(k)).filter(x => x && okEdge(x)); if (list.length) pickEdges(list); }
  else reset();
});
/* The nearest name in the arrow's direction; what lies aside counts double. */
function step(dx, dy) {
  if (!stop) return;
  const a = boxOf(stop.id);
  let best = null, least = Infinity;
  groupOf.forEach((g, id) => {
    if (g === stop || g.classList.contains('gone')) return;
    const b = boxOf(id), x = b.x - a.x, y = b.y - a.y, ahead = x * dx + y * dy, aside = Math.abs(x * dy) + Math.abs(y * dx);
    if (ahead > 2 && ahead + 2 * aside < least) { least = ahead + 2 * aside; best = g; }
  });
  if (best) { setStop(best); best.focus({preventScroll: true}); reveal(best.id); }
}
const arrows = {ArrowLeft: [-1, 0], ArrowRight: [1, 0], ArrowUp: [0, -1], ArrowDown: [0, 1]};
svg.addEventListener('keydown', ev => {
  const g = ev.target.closest('.n');
  if (arrows[ev.key]) { ev.preventDefault(); step(...arrows[ev.key]); }
  else if (g && (ev.key === 'Enter' || ev.key === ' ')) { ev.preventDefault(); ev.shiftKey && S.focus && S.focus !== g.id ? between(S.focus, g.id) : focusOn(g.id); }
});
svg.addEventListener('focusin', ev => { const g = ev.target.closest('.n'); if (g) { setStop(g); reveal(g.id); } });
addEventListener('keydown', ev => {
  if (ev.ctrlKey || ev.metaKey || ev.altKey) return;
  if (ev.key === 'Escape') { reset(); return; }
  if (/^(INPUT|SELECT|TEXTAREA)$/.test(ev.target.tagName)) return;
  if (ev.key === '/') { ev.preventDefault(); $('#q').focus(); $('#q').select(); }
  else if ('123'.includes(ev.key)) { S.depth = +ev.key; draw(); }
  else if (ev.key === '+' || ev.key === '=') zoomMiddle(1 / 1.4);
  else if (ev.key === '-') zoomMiddle(1.4);
  else if (ev.key === '0') fit();
  else if (ev.key === 't') show(S.view === 'map' ? 'table' : 'map');
});
let waiting = 0;
$('#q').addEventListener('input', ev => { clearTimeout(waiting); waiting = setTimeout(() => { clear(); S.q = ev.target.value; draw(); }, names.length > 800 ? 120 : 0); });
$('#q').addEventListener('keydown', ev => {
  if (ev.key === 'Enter') { const n = find(ev.target.value) || byId.get([...keepNodes][0]); if (n) focusOn(n.id); }
  else if (ev.key === 'ArrowDown') { const b = $('#list button'); if (b) { ev.preventDefault(); b.focus(); } }
});
$('#list').addEventListener('keydown', ev => {
  const to = {ArrowDown: 'nextElementSibling', ArrowUp: 'previousElementSibling'}[ev.key], li = ev.target.closest('li');
  if (!to || !li) return;
  ev.preventDefault();
  const next = li[to] && li[to].querySelector('button');
  if (next) next.focus(); else if (ev.key === 'ArrowUp') $('#q').focus();
});
function show(v) {
  S.view = v;
  $('#table').hidden = v !== 'table';
  $('#map').hidden = $('#zoom').hidden = v === 'table';
  $('#as-map').setAttribute('aria-pressed', String(v === 'map'));
  $('#as-table').setAttribute('aria-pressed', String(v === 'table'));
  draw();
}
$('#as-map').onclick = () => show('map');
$('#as-table').onclick = () => show('table');
document.querySelectorAll('#depth button').forEach(b => { b.onclick = () => { S.depth = +b.dataset.d; draw(); }; });

/* ---- filters ---- */
const outlines = {square: 'M1 1H15V11H1Z', badge: 'M1 1H15V11H1Z', pill: 'M6 1H10A5 5 0 0 1 10 11H6A5 5 0 0 1 6 1Z', dashed: 'M6 1H10A5 5 0 0 1 10 11H6A5 5 0 0 1 6 1Z', chevron: 'M1 1H12L15 6L12 11H1L4 6Z', flag: 'M1 1H12L15 6L12 11H1Z', cut: 'M4 1H12L15 4V8L12 11H4L1 8V4Z', note: 'M1 1H12L15 4V11H1ZM12 1V4H15', round: 'M3.5 1H12.5A2.5 2.5 0 0 1 15 3.5V8.5A2.5 2.5 0 0 1 12.5 11H3.5A2.5 2.5 0 0 1 1 8.5V3.5A2.5 2.5 0 0 1 3.5 1Z'};
function swatch(kind, type) {
  const s = sv('svg', {width: 16, height: 12, viewBox: '0 0 16 12', 'aria-hidden': 'true'});
  const dark = matchMedia('(prefers-color-scheme:dark)').matches;
  if (kind) s.append(sv('path', {d: outlines[kind.shape] || outlines.round, 'stroke-dasharray': kind.shape === 'dashed' ? '2 2' : '', fill: (dark ? kind.dark_fill : kind.fill) || 'none', stroke: (dark ? kind.dark_color : kind.color) || '#8c96a3', 'stroke-width': 1.5}));
  else s.append(sv('path', {d: 'M0 6H16', stroke: (dark ? type.dark_color : type.color) || '#8c96a3', 'stroke-width': 2, 'stroke-dasharray': type.dash === 'dashed' ? '5 3' : type.dash === 'dotted' ? '2 3' : ''}));
  return s;
}
function filter(box, title, set, counts, label, icon, open) {
  if (counts.size < 2 && set !== S.kinds && set !== S.types) return;
  const order = Object.keys(set === S.kinds ? meta.kinds : set === S.types ? meta.types : {});
  const all = [...counts].sort((a, b) => (order.indexOf(a[0]) + 1 || 999) - (order.indexOf(b[0]) + 1 || 999));
  const rows = all.map(([v, n]) => el('label', {class: 'chip'}, el('input', {type: 'checkbox', checked: !set.has(v), 'data-v': v, onchange: ev => { ev.target.checked ? set.delete(v) : set.add(v); draw(); }}), icon ? icon(v) : '', label(v), el('small', {}, n.toLocaleString('en'))));
  const boxes = () => rows.map(r => r.querySelector('input'));
  const flip = el('button', {class: 'link', type: 'button', onclick: () => { const on = boxes().some(b => !b.checked); boxes().forEach(b => { b.checked = on; on ? set.delete(b.dataset.v) : set.add(b.dataset.v); }); draw(); }}, 'all or none');
  $('#filters').append(el('details', {open: open && !narrow.matches, id: box}, el('summary', {}, title), ...rows, all.length > 2 ? el('small', {}, flip) : ''));
}
function makeFilters() {
  $('#filters').replaceChildren();
  filter('f-kind', 'Kinds', S.kinds, present(nodes, n => [n.kind]), k => (meta.kinds[k] || {label: k}).label, k => swatch(meta.kinds[k] || {}, null), true);
  filter('f-type', 'Relations', S.types, present(edges, e => [e.type]), t => (meta.types[t] || {label: t.replace(/_/g, ' ')}).label, t => swatch(null, meta.types[t] || {}), true);
  filter('f-status', 'Status', S.statuses, statusCount, s => s, null, statusCount.size > 1);
  filter('f-post', 'Posts', S.posts, present(nodes, n => sourcesOf(n)), p => postOf.get(p) ? postOf.get(p).title || postOf.get(p).path : p, null, posts.length < 13);
}

/* ---- the state in the URL ---- */
function save() {
  const h = new URLSearchParams(), put = (k, set, start) => { const v = [...set].filter(x => !start.includes(x)).concat(start.filter(x => !set.has(x)).map(x => '!' + x)); if (v.length) h.set(k, v.join(',')); };
  if (S.focus) { h.set('n', S.focus); if (S.depth > 1) h.set('d', S.depth); }
  if (S.q) h.set('q', S.q);
  if (S.edge && S.edge.length === 1) h.set('e', S.edge[0].key);
  if (S.from && S.to) { h.set('from', S.from); h.set('to', S.to); if (S.hubs) h.set('hubs', 1); }
  if (S.view === 'table') h.set('view', 'table');
  put('k', S.kinds, []); put('t', S.types, []); put('s', S.statuses, defaultOff); put('p', S.posts, []);
  const text = h.toString(), url = location.href.replace(/#.*$/, '') + (text ? '#' + text : '');
  if (url !== location.href) try { history.replaceState(null, '', url); } catch (_) { /* a sandboxed frame */ }
}
function load() {
  const h = new URLSearchParams(location.hash.slice(1)), id = k => byId.has(h.get(k)) ? h.get(k) : null;
  clear();
  S.q = h.get('q') || '';
  $('#q').value = S.q;
  for (const [k, set, start] of [['k', S.kinds, []], ['t', S.types, []], ['s', S.statuses, defaultOff], ['p', S.posts, []]]) {
    set.clear();
    start.forEach(v => set.add(v));
    (h.get(k) || '').split(',').filter(Boolean).forEach(v => v[0] === '!' ? set.delete(v.slice(1)) : set.add(v));
  }
  S.depth = Math.min(3, Math.max(1, +h.get('d') || 1));
  S.hubs = h.has('hubs');
  S.focus = id('n');
  if (byKey.has(h.get('e'))) S.edge = [byKey.get(h.get('e'))];
  if (id('from') && id('to')) { S.from = id('from'); S.to = id('to'); }
  makeFilters();
  show(h.get('view') === 'table' ? 'table' : 'map');
}
addEventListener('hashchange', load);
matchMedia('(prefers-color-scheme:dark)').addEventListener('change', makeFilters);

/* ---- downloads ---- */
function download(name, type, text) {
  const url = URL.createObjectURL(new Blob([text], {type})), a = el('a', {href: url, download: name});
  a.click();
  setTimeout(() => URL.revokeObjectURL(url), 1000);
}
/* Cells that a spreadsheet would take for a formula get an apostrophe. */
const cell = v => { const s = String(v == null ? '' : v), t = /^[=+\-@\t\r]/.test(s) && isNaN(s) ? "'" + s : s; return /[",\n\r]/.test(t) ? '"' + t.replace(/"/g, '""') + '"' : t; };
const csv = () => [['source', 'relation', 'target', 'status', 'amount', 'when', 'role', 'quote', 'place'], ...[...keepEdges].map(e => [byId.get(e.source).name, e.type, byId.get(e.target).name, e.status, e.amount && e.amount.name, e.when, e.role, e.evidence[0] && e.evidence[0].quote, e.evidence[0] && place(e.evidence[0])])].map(r => r.map(cell).join(',')).join('\r\n') + '\r\n';
function picture() {
  const copy = svg.cloneNode(true);
  copy.setAttribute('viewBox', home.join(' '));
  copy.setAttribute('width', home[2]);
  copy.setAttribute('height', home[3]);
  copy.setAttribute('role', 'img');
  copy.querySelectorAll('.gone').forEach(x => x.remove());
  copy.querySelectorAll('.dim').forEach(x => { x.classList.remove('dim'); x.setAttribute('opacity', '.1'); });
  copy.querySelectorAll('[tabindex]').forEach(x => { ['tabindex', 'role', 'aria-label'].forEach(a => x.removeAttribute(a)); });
  copy.querySelectorAll('.extra').forEach(x => { x.setAttribute('fill', 'none'); x.setAttribute('stroke-width', '1.4'); });
  return '<?xml version="1.0" encoding="UTF-8"?>\n' + new XMLSerializer().serializeToString(copy) + '\n';
}
$('#save').onchange = ev => {
  const v = ev.target.value, name = (document.title.replace(/[^\p{L}\p{N}]+/gu, '-').replace(/^-|-$/g, '').toLowerCase() || 'graph').slice(0, 60);
  ev.target.value = '';
  if (v === 'svg') download(name + '.svg', 'image/svg+xml', picture());
  else if (v === 'json') download(name + '.json', 'application/json', $('#EG-data').textContent);
  else if (v === 'csv') download(name + '.csv', 'text/csv;charset=utf-8', '\ufeff' + csv());
};

/* ---- start ---- */
$('#names').append(...names.slice(0, 3000).map(n => el('option', {value: n.name})));
load();
document.documentElement.dataset.ready = 'true';
})();
