"use strict";
(() => {
const data = JSON.parse(document.getElementById("data").textContent);
const $ = (id) => document.getElementById(id);
const STEP = 40, SORTS = ["ja", "anbefalet", "noteret", "udsat", "nej", "udgaaet", "andet"];
const KINDS = { ja: "vedtaget eller valgt", anbefalet: "anbefalet", noteret: "noteret eller drøftet", udsat: "udsat eller sendt videre", nej: "afvist", udgaaet: "udgået eller lukket", andet: "andet eller ukendt" };
const MONTHS = "januar februar marts april maj juni juli august september oktober november december".split(" ");
const { moeder, punkter, udfald } = data;
let shown = [], rendered = 0, terms = [], month = "", open = -1, from = null;

/* Elements: text only ever enters the page as text. */
function el(tag, props, ...children) {
  const node = document.createElement(tag);
  for (const [key, value] of Object.entries(props || {})) {
    if (value === null || value === undefined || value === false) continue;
    if (key === "on") for (const [event, act] of Object.entries(value)) node.addEventListener(event, act);
    else if (key === "class") node.className = value;
    else node.setAttribute(key, value === true ? "" : value);
  }
  node.append(...children.flat().filter((child) => child !== null && child !== undefined && child !== ""));
  return node;
}
const number = (n) => n.toLocaleString("da-DK");
const shortDay = (iso) => iso ? iso.split("-").reverse().join("-") : "";
const longDay = (iso) => { if (!iso) return ""; const [y, m, d] = iso.split("-"); return `${+d}. ${MONTHS[m - 1]} ${y}`; };
const badge = (code) => el("span", { class: `udfald ${udfald[code].slags}` }, udfald[code].ord);
const meeting = (p) => moeder[p.m];
const pageLink = (m, side) => m.href ? m.href + (m.pdf && side ? `#page=${side}` : "") : null;
const many = (n, one, more) => `${number(n)} ${n === 1 ? one : more}`;

/* Danish words: as in search.py, parts of compounds and simple inflections. */
const ENDINGS = ["ernes", "erne", "enes", "ene", "ens", "ers", "ets", "en", "er", "et", "es", "e", "s"];
const WEAK = ["rnes", "rne", "ns", "rs", "ts", "n", "r", "t"];
const PAIRS = [["barn", "børn"], ["bog", "bøger"], ["mand", "mænd"], ["fod", "fødder"], ["hånd", "hænder"], ["tand", "tænder"], ["nat", "nætter"], ["stad", "stæder"], ["bonde", "bønder"]];
const DOUBLED = /([bdfgklmnprst])\1$/;
function cut(word) {
  const without = (ending) => word.endsWith(ending) ? word.slice(0, -ending.length) : "";
  for (const e of ENDINGS) if (without(e).length >= 5) return without(e);
  for (const e of ENDINGS) if (without(e).length >= 4 && DOUBLED.test(without(e))) return without(e);
  for (const e of WEAK) if (without(e).length >= 5 && without(e).endsWith("e")) return without(e);
  for (const e of ENDINGS) if (e !== "s" && without(e).length >= 3 && !/[aeiouyæøå]$/.test(without(e))) return without(e);
  return word;
}
function stems(word) {
  let stem = cut(word);
  if (stem !== word && DOUBLED.test(stem)) stem = stem.slice(0, -1);
  const all = [stem];
  for (const pair of PAIRS) if (pair.some((form) => form === stem || form === word || cut(word) === form)) all.push(...pair.map((f) => f.length < 5 ? f : cut(f)));
  return [...new Set(all)];
}
const fold = (text) => text.toLowerCase().replaceAll("aa", "å");
const safe = (text) => text.replace(/[.*+?^${}()|[\]\\\/-]/g, "\\$&");
const spell = (text) => safe(text).replaceAll("å", "(?:å|aa)");
function readQuery(text) {
  const found = [];
  for (const [, phrase, word] of text.matchAll(/["“”»«]([^"“”»«]+)["“”»«]?|([^\s"“”»«]+)/g)) {
    if (phrase && phrase.trim()) {
      const parts = phrase.trim().split(/\s+/).map(fold);
      found.push({ needles: [parts.reduce((a, b) => b.length > a.length ? b : a)], test: new RegExp(`(?<![\\p{L}\\p{N}])${parts.map(spell).join("\\s+")}(?![\\p{L}\\p{N}])`, "giu") });
    } else if (word) {
      const low = fold(word);
      if (!/^[\p{L}]+(-[\p{L}]+)*$/u.test(low)) { found.push({ needles: [low], test: new RegExp(spell(low), "giu") }); continue; }
      const roots = stems(low), parts = roots.map((s) => s.length > 4 ? spell(s) : `${spell(s)}(?:${safe(s.at(-1))}?(?:${ENDINGS.join("|")}))?(?![\\p{L}])`);
      if (low.length > 2) parts.unshift(low.length > 4 ? spell(low) : `(?<![\\p{L}])${spell(low)}`);
      found.push({ needles: roots, test: new RegExp(`[\\p{L}\\p{N}]*(?:${parts.join("|")})[\\p{L}\\p{N}]*`, "giu"), plain: roots.every((s) => s.length > 4), quick: new RegExp(parts.join("|"), "iu") });
    }
  }
  return found;
}
function texts(p) {
  const list = [p.titel, p.sag || ""];
  for (const v of p.vedtagelser) list.push(v.tekst);
  for (const t of [p.indstilling, ...p.tekster]) if (t) { list.push(t.tekst); for (const [head, body] of t.afsnit) list.push(head, body); for (const rows of t.tabeller) for (const row of rows) list.push(row.join(" ")); }
  list.push(...p.bilag);
  return list;
}
/* The index is made when the reader first types, or in idle time before. */
const index = new Array(punkter.length);
const indexed = (i) => index[i] ??= fold(texts(punkter[i]).join("\n"));
function holds(i, term) {
  const text = indexed(i);
  if (!term.needles.some((needle) => text.includes(needle))) return false;
  return term.plain || !term.quick ? (term.quick ? true : text.search(term.test) >= 0) : term.quick.test(text);
}

/* Choices. */
function fill(select, all, values) {
  select.replaceChildren(el("option", { value: "" }, all), ...values.map(([value, text]) => el("option", { value }, text)));
}
function tally(values) { const counts = new Map(); for (const v of values) if (v) counts.set(v, (counts.get(v) || 0) + 1); return counts; }
const byName = ([a], [b]) => a.localeCompare(b, "da");
function fillChoices() {
  const places = tally(punkter.map((p) => meeting(p).kommune));
  $("felt-kommune").hidden = places.size < 2;
  fill($("kommune"), "Alle", [...places].sort(byName).map(([k, n]) => [k, `${k} (${number(n)})`]));
  fill($("udvalg"), "Alle", [...tally(punkter.map((p) => meeting(p).udvalg))].sort(byName).map(([u, n]) => [u, `${u} (${number(n)})`]));
  fill($("aar"), "Alle", [...tally(punkter.map((p) => (meeting(p).dato || "").slice(0, 4)))].sort(byName).reverse().map(([y, n]) => [y, `${y} (${number(n)})`]));
  const counts = tally(punkter.map((p) => p.udfald));
  fill($("udfald"), "Alle", Object.keys(udfald).filter((code) => counts.has(code)).map((code) => [code, `${udfald[code].ord} (${number(counts.get(code))})`]));
}
const CONTROLS = ["q", "kommune", "udvalg", "aar", "udfald"], CHECKS = ["delt", "lukket"];
let newest = [];
function choose() {
  const want = Object.fromEntries(CONTROLS.map((id) => [id, $(id).value])), split = $("delt").checked, closed = $("lukket").checked;
  terms = readQuery(want.q);
  const inTime = [];
  shown = [];
  for (const i of newest) {
    const p = punkter[i], m = meeting(p);
    if (want.kommune && m.kommune !== want.kommune || want.udvalg && m.udvalg !== want.udvalg || want.aar && !(m.dato || "").startsWith(want.aar)
      || want.udfald && p.udfald !== want.udfald || split && !p.delt || closed && !p.lukket || !terms.every((t) => holds(i, t))) continue;
    inTime.push(i);
    if (!month || (m.dato || "").startsWith(month)) shown.push(i);
  }
  if ($("orden").value === "gammel") shown.reverse();
  $("antal").textContent = shown.length === punkter.length ? many(shown.length, "punkt", "punkter") : `${number(shown.length)} af ${many(punkter.length, "punkt", "punkter")}`;
  $("nulstil").hidden = !(CONTROLS.some((id) => $(id).value) || split || closed || month);
  $("maaned").hidden = !month;
  if (month) $("maaned").textContent = `${sayBucket(month)} ✕`;
  $("ingen").hidden = shown.length > 0;
  rendered = 0;
  $("raekker").replaceChildren();
  more(STEP);
  later(() => draw(inTime));
}
let waiting = 0;
function later(act) { cancelAnimationFrame(waiting); waiting = requestAnimationFrame(() => { waiting = requestAnimationFrame(act); }); }

/* The list: forty rows at a time. */
function more(count) {
  const rows = shown.slice(rendered, rendered + count).map(row);
  $("raekker").append(...rows);
  rendered += rows.length;
  const left = shown.length - rendered;
  $("flere").hidden = left === 0;
  $("flere").textContent = `Vis ${number(Math.min(STEP, left))} flere (${number(left)} tilbage)`;
}
function row(i) {
  const p = punkter[i], m = meeting(p), hit = terms.length ? snippet(p) : null, link = pageLink(m, p.side);
  const cell = (...content) => el("td", { role: "cell" }, ...content);
  return el("tr", { role: "row", id: `r${i}`, "aria-current": i === open && "true" },
    cell(shortDay(m.dato)), cell(m.udvalg || "–", m.kommune && !$("felt-kommune").hidden ? `, ${m.kommune}` : ""), cell(p.nr),
    cell(el("a", { href: `#punkt-${i}` }, ...marked(p.titel || "(uden titel)")), hit),
    cell(badge(p.udfald), p.lukket && p.udfald !== "lukket" ? " (lukket)" : ""), cell(p.stemmer),
    cell(p.side ? (link ? el("a", { href: link, target: "_blank", rel: "noopener", "aria-label": `Åbn ${m.fil} på side ${p.side}` }, String(p.side)) : String(p.side)) : ""));
}
function spans(text) {
  const found = [];
  for (const term of terms) { term.test.lastIndex = 0; for (const hit of text.matchAll(term.test)) if (hit[0]) found.push([hit.index, hit.index + hit[0].length]); }
  found.sort((a, b) => a[0] - b[0]);
  return found.filter((s, i) => !i || s[0] >= found[i - 1][1]);
}
function marked(text) {
  if (!terms.length) return [text];
  const out = []; let at = 0;
  for (const [a, b] of spans(text)) { if (a < at) continue; out.push(text.slice(at, a), el("mark", null, text.slice(a, b))); at = b; }
  out.push(text.slice(at));
  return out;
}
function snippet(p) {
  for (const text of texts(p).slice(1)) {
    const first = text && spans(text)[0];
    if (!first) continue;
    const near = text.slice(0, first[0]), start = Math.max(near.lastIndexOf(". ") + 1, near.lastIndexOf("\n") + 1, first[0] - 120);
    let end = text.slice(first[1]).search(/[.!?]\s|\n/); end = end < 0 ? text.length : first[1] + end + 1;
    end = Math.min(end, first[1] + 160);
    const part = text.slice(start, end).trim();
    return el("p", { class: "uddrag" }, first[0] - start === 120 ? "… " : "", ...marked(part), /[.!?]$/.test(part) || end >= text.length ? "" : " …");
  }
  return null;
}

const paras = (text) => text.split(/\n{2,}/).filter((t) => t.trim()).map((t) => el("p", null, ...marked(t)));

/* One item: the decision first, the recommendation beside it, how it got there below. */
function item(i) {
  const p = punkter[i], m = meeting(p), own = p.vedtagelser.find((v) => v.egen), at = shown.indexOf(i);
  const step = (by, text) => el("button", { type: "button", disabled: !(shown[at + by] >= 0) || at < 0, on: { click: () => go(shown[at + by]) } }, text);
  const link = pageLink(m, p.side);
  return [
    el("div", { class: "knapper" }, el("button", { type: "button", class: "luk", on: { click: close } }, "← Tilbage til listen"), step(-1, "Forrige"), step(1, "Næste")),
    el("h2", { id: "sagstitel", tabindex: "-1" }, `${p.nr}. ${p.titel}`),
    el("p", { class: "svag" }, [m.udvalg, m.kommune && `${m.kommune} Kommune`, longDay(m.dato), p.sag && `sag ${p.sag}`, p.lukket && "lukket punkt", m.dagsorden && "dagsorden"].filter(Boolean).join(" · ")),
    el("div", { class: "side-om-side" }, decision(p, own), recommendation(p)),
    el("div", { class: "knapper" },
      link ? el("a", { href: link, target: "_blank", rel: "noopener" }, `Åbn ${m.fil}${m.pdf && p.side ? `, side ${p.side}` : ""}`) : el("span", { class: "svag" }, source(p)),
      own && own.tekst ? el("button", { type: "button", on: { click: (e) => copy(e.target, quote(p, own)) } }, "Kopiér citat med kilde") : null),
    chain(p), sameCase(i), ...p.tekster.map(section),
    p.bilag.length ? el("details", { open: true }, el("summary", null, `Bilag (${p.bilag.length})`), el("ul", null, p.bilag.map((b) => el("li", null, ...marked(b))))) : null,
    ...m.advarsler.filter((w) => w.punkt === p.nr).map((w) => el("p", { class: "svag" }, `Bemærk: ${w.besked}`)),
  ].filter(Boolean);
}
function decision(p, own) {
  const box = el("div", { class: `beslutning ${udfald[p.udfald].slags}` }, badge(p.udfald), own && own.til ? ` · til: ${own.til}` : "");
  if (own) box.append(...paras(own.tekst), ...votes(own), ...remarks(own));
  else box.append(el("p", null, p.lukket ? "Punktet er lukket, og dokumentet gengiver ingen afgørelse." : "Der er ikke fundet en afgørelse i dokumentet."));
  return box;
}
function votes(v) {
  if (!v.stemmer.length) return v.enstemmig ? [el("p", null, "Enstemmigt.")] : [];
  return [el("table", { class: "stemmer" }, el("caption", { hidden: true }, "Stemmer"), el("tbody", null, v.stemmer.map((s) => el("tr", null, el("th", { scope: "row" }, s.antal === null ? s.side : `${s.side} (${s.antal})`),
    el("td", null, s.hvem.length ? s.hvem.flatMap(([party, ...people]) => [el("span", { class: "parti" }, people.length || party.length < 3 ? el("b", null, party) : party, people.length ? ` ${people.join(", ")}` : ""), " "]) : "–")))))];
}
const remarks = (v) => v.bemaerkninger.map((b) => el("p", null, el("strong", null, `${b.type}${b.hvem.length ? ` (${b.hvem.join(", ")})` : ""}: `), ...marked(b.tekst)));
function recommendation(p) {
  const s = p.indstilling;
  return s && el("div", { class: "indstilling" }, el("h3", null, `Indstilling${s.indstiller ? ` fra ${s.indstiller}` : ""}`), ...paras(s.tekst), ...parts(s));
}
function chain(p) {
  if (p.vedtagelser.length < 2) return null;
  const ordered = [...p.vedtagelser].sort((a, b) => (a.dato || "9").localeCompare(b.dato || "9"));
  return el("section", null, el("h3", null, "Behandlet i"), el("ol", { class: "kaede" }, ordered.map((v) => el("li", null, el("strong", null, v.organ || "Ukendt organ"), ` ${longDay(v.dato)} · `, badge(v.udfald),
    v.egen ? " (denne afgørelse)" : paras(v.tekst), ...(v.egen ? [] : [...votes(v), ...remarks(v)])))));
}
function sameCase(i) {
  const p = punkter[i];
  const others = p.sag ? newest.filter((j) => j !== i && punkter[j].sag === p.sag) : [];
  return others.length ? el("section", null, el("h3", null, `Sag ${p.sag} i andre møder og punkter`), el("ul", null, others.slice(0, 30).map((j) => el("li", null,
    el("a", { href: `#punkt-${j}` }, punkter[j].titel), ` · ${meeting(punkter[j]).udvalg || ""} ${shortDay(meeting(punkter[j]).dato)} · `, badge(punkter[j].udfald))))) : null;
}
const parts = (s) => [...s.afsnit.flatMap(([head, body]) => [el("h4", null, ...marked(head)), ...paras(body)]),
  ...s.tabeller.map((rows) => el("div", { class: "celler", tabindex: "0", role: "group", "aria-label": "Tabel" }, el("table", null, el("tbody", null, rows.map((r) => el("tr", null, r.map((c) => el("td", null, ...marked(c)))))))))];
function section(s) {
  return el("details", { open: true }, el("summary", null, s.navn, s.side ? el("span", { class: "svag" }, ` · side ${s.side}`) : ""), ...paras(s.tekst), ...parts(s));
}
const source = (p) => [meeting(p).fil, p.side ? `side ${p.side}` : `linje ${p.linjer[0]}`].filter(Boolean).join(", ");
function quote(p, v) {
  const picked = String(getSelection()).trim(), text = picked && v.tekst.includes(picked) ? picked : v.tekst, m = meeting(p);
  return `»${text}«\n– ${[v.organ || m.udvalg, longDay(v.dato || m.dato), `punkt ${p.nr}: ${p.titel}`].filter(Boolean).join(", ")} (${source(p)})`;
}
async function copy(button, text) {
  const said = button.textContent;
  try { await navigator.clipboard.writeText(text); } catch {
    const area = el("textarea", { readonly: true }); area.value = text; document.body.append(area); area.select(); document.execCommand("copy"); area.remove(); button.focus();
  }
  button.textContent = "Kopieret"; $("antal").dataset.kopi = text;
  setTimeout(() => { button.textContent = said; }, 1500);
}

/* Moving about: the address keeps the item. */
function go(i) { location.hash = `#punkt-${i}`; }
function close() { history.pushState(null, "", location.pathname + location.search); show(); }
function show() {
  const wanted = /^#punkt-(\d+)$/.exec(location.hash), i = wanted ? +wanted[1] : -1, was = open;
  open = i < punkter.length ? i : -1;
  document.querySelectorAll("#raekker [aria-current]").forEach((r) => r.removeAttribute("aria-current"));
  if ($(`r${open}`)) $(`r${open}`).setAttribute("aria-current", "true");
  if (open >= 0 && was < 0) from = scrollY;
  document.body.classList.toggle("aaben", open >= 0);
  $("sag").hidden = open < 0;
  $("sag").replaceChildren(...(open >= 0 ? item(open) : []));
  document.title = open >= 0 ? `${punkter[open].titel} – ${data.titel}` : data.titel;
  if (open >= 0) { $("sagstitel").focus({ preventScroll: true }); $("sag").scrollIntoView({ block: "start" }); }
  else if (was >= 0) { const back = $(`r${was}`)?.querySelector("a"); scrollTo(0, from || 0); if (back) back.focus({ preventScroll: true }); else $("liste").focus({ preventScroll: true }); }
}

/* The selection as a table for Excel: semicolons, byte order mark, no cell that is a formula. */
const HEADS = ["Kommune", "Udvalg", "Dato", "Punkt", "Titel", "Sagsnummer", "Lukket", "Afgørelse", "Stemmer", "Beslutning", "Fil", "Side"];
const csvCell = (value) => { let text = String(value ?? ""); if (/^ *[=+\-@\t\r]/.test(text)) text = `'${text}`; return /[";\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text; };
function csv() {
  const rows = shown.map((i) => { const p = punkter[i], m = meeting(p), own = p.vedtagelser.find((v) => v.egen);
    return [m.kommune, m.udvalg, m.dato, p.nr, p.titel, p.sag, p.lukket ? "ja" : "nej", udfald[p.udfald].ord, p.stemmer, own && own.tekst, m.fil, p.side]; });
  return "\ufeff" + [HEADS, ...rows].map((r) => r.map(csvCell).join(";") + "\r\n").join("");
}
function download() {
  const link = el("a", { href: URL.createObjectURL(new Blob([csv()], { type: "text/csv;charset=utf-8" })), download: "punkter.csv" });
  document.body.append(link); link.click(); link.remove(); setTimeout(() => URL.revokeObjectURL(link.href), 1000);
}

/* Over time: items a month by outcome; a year a column where there are more than eight years. */
const sayBucket = (b) => b.length > 4 ? `${MONTHS[b.slice(5) - 1]} ${b.slice(0, 4)}` : b;
function draw(chosen) {
  const dated = chosen.filter((i) => meeting(punkter[i]).dato), days = dated.map((i) => meeting(punkter[i]).dato).sort();
  if (!days.length) { $("billede").replaceChildren(el("p", { class: "svag" }, "Ingen punkter med dato.")); $("tal").hidden = true; return; }
  const months = (d) => +d.slice(0, 4) * 12 + +d.slice(5, 7) - 1, span = months(days.at(-1)) - months(days[0]) + 1, yearly = span > 96;
  const name = (n) => yearly ? String(n) : `${Math.floor(n / 12)}-${String(n % 12 + 1).padStart(2, "0")}`;
  const place = (d) => yearly ? +d.slice(0, 4) : months(d), first = place(days[0]), columns = place(days.at(-1)) - first + 1;
  const counts = Array.from({ length: columns }, () => ({}));
  for (const i of dated) { const c = counts[place(meeting(punkter[i]).dato) - first], kind = udfald[punkter[i].udfald].slags; c[kind] = (c[kind] || 0) + 1; }
  const sum = (c) => Object.values(c).reduce((a, b) => a + b, 0), most = Math.max(...counts.map(sum)), used = SORTS.filter((k) => counts.some((c) => c[k]));
  const W = 960, H = 190, L = 40, B = 26, width = Math.min((W - L) / columns, 60), svg = (tag, props, ...kids) => { const n = document.createElementNS("http://www.w3.org/2000/svg", tag); for (const [k, v] of Object.entries(props)) n.setAttribute(k, v); n.append(...kids); return n; };
  const y = (n) => (H - B) * (1 - n / most) + 6, nodes = [svg("line", { class: "akse", x1: L, x2: W, y1: y(0), y2: y(0) }), svg("text", { x: L - 6, y: y(most) + 10, "text-anchor": "end" }, number(most)), svg("text", { x: L - 6, y: y(0), "text-anchor": "end" }, "0")];
  const every = Math.ceil(70 / width);
  counts.forEach((c, n) => {
    const bucket = name(first + n), group = svg("g", { class: "kolonne" }, svg("title", {}, `${sayBucket(bucket)}: ${number(sum(c))}`));
    let below = 0;
    for (const k of used) if (c[k]) { group.append(svg("rect", { class: k, x: L + n * width + width * 0.1, width: Math.max(width * 0.8, 1), y: y(below + c[k]), height: y(below) - y(below + c[k]) })); below += c[k]; }
    group.addEventListener("click", () => pickMonth(bucket));
    nodes.push(group);
    const label = yearly || columns <= 14 || bucket.endsWith("-01");
    if (label && (columns <= 14 ? n % every === 0 : true)) nodes.push(svg("text", { x: L + (n + 0.5) * width, y: H - 4, "text-anchor": "middle" }, yearly ? bucket : columns > 14 ? bucket.slice(0, 4) : sayBucket(bucket).replace(/^(...)\S*/, "$1")));
  });
  $("billede").replaceChildren(svg("svg", { viewBox: `0 0 ${W} ${H}`, role: "img", "aria-label": `Punkter pr. ${yearly ? "år" : "måned"} efter afgørelse, ${sayBucket(name(first))} til ${sayBucket(name(first + columns - 1))}. Tallene står nedenfor.` }, ...nodes),
    el("figcaption", null, used.map((k) => el("span", { class: `udfald ${k}` }, KINDS[k]))));
  $("tal").hidden = false;
  const table = () => $("tal").querySelector("div").replaceChildren(el("table", null, el("thead", null, el("tr", null, el("th", { scope: "col" }, yearly ? "År" : "Måned"), used.map((k) => el("th", { scope: "col" }, KINDS[k])), el("th", { scope: "col" }, "I alt"))),
    el("tbody", null, counts.map((c, n) => [c, name(first + n)]).filter(([c]) => sum(c)).map(([c, b]) => el("tr", null, el("th", { scope: "row" }, el("button", { type: "button", on: { click: () => pickMonth(b) } }, sayBucket(b))), used.map((k) => el("td", null, number(c[k] || 0))), el("td", null, number(sum(c))))))));
  $("tal").ontoggle = () => { if ($("tal").open) table(); };
  if ($("tal").open) table();
}
function pickMonth(bucket) { month = month === bucket ? "" : bucket; choose(); $("liste").scrollIntoView({ block: "nearest" }); }

/* What was not understood: said plainly, a document at a time. */
function drawMissing() {
  const lists = [];
  if (data.fejl.length) lists.push(el("details", { open: true }, el("summary", null, many(data.fejl.length, "fil gav intet dokument", "filer gav intet dokument")), el("ul", null, data.fejl.map((f) => el("li", null, `${f.fil}: ${f.besked} (${f.kode})`)))));
  const none = punkter.map((p, i) => [p, i]).filter(([p]) => p.udfald === "ingen" || p.udfald === "ukendt");
  const dagsordener = punkter.filter((p) => p.udfald === "dagsorden").length;
  const rows = (list, draw) => { const ul = el("ul", null, list.slice(0, 200).map(draw)); if (list.length > 200) ul.append(el("li", null, `… og ${number(list.length - 200)} til.`)); return ul; };
  if (none.length) lists.push(lazy(`${many(none.length, "punkt", "punkter")} uden en afgørelse, der kunne læses`, () => rows(none, ([p, i]) => el("li", null, el("a", { href: `#punkt-${i}` }, `${p.nr}. ${p.titel}`), ` · ${meeting(p).udvalg || ""} ${shortDay(meeting(p).dato)}: ${udfald[p.udfald].ord.toLowerCase()}`))));
  const warned = moeder.filter((m) => m.advarsler.length);
  const count = warned.reduce((n, m) => n + m.advarsler.length, 0);
  if (count) lists.push(lazy(`${many(count, "bemærkning", "bemærkninger")} i ${many(warned.length, "dokument", "dokumenter")}`, () => rows(warned, (m) => el("li", null, el("strong", null, `${m.fil || m.udvalg || "Dokument"}`), `: ${m.optalt}`, el("ul", null, m.advarsler.map((w) => el("li", null, w.side ? el("a", { href: pageLink(m, w.side) || "#", target: "_blank", rel: "noopener" }, w.besked) : w.besked)))))));
  if (dagsordener) lists.push(el("p", null, `${many(dagsordener, "punkt", "punkter")} står i dagsordener og har derfor ingen afgørelse endnu.`));
  $("mangler").replaceChildren(...(lists.length ? lists : [el("p", null, "Alle dokumenter blev læst, og hvert åbent punkt har en afgørelse, der kunne tolkes.")]));
}
function lazy(title, make) {
  const box = el("details", null, el("summary", null, title));
  box.addEventListener("toggle", () => box.append(make()), { once: true });
  return box;
}

function start() {
  newest = punkter.map((_, i) => i).sort((a, b) => (meeting(punkter[b]).dato || "").localeCompare(meeting(punkter[a]).dato || "") || punkter[a].m - punkter[b].m || a - b);
  const days = moeder.map((m) => m.dato).filter(Boolean).sort();
  $("om").textContent = [many(moeder.length, "dokument", "dokumenter"), many(punkter.length, "punkt", "punkter"), days.length && (days[0] === days.at(-1) ? longDay(days[0]) : `${longDay(days[0])} – ${longDay(days.at(-1))}`), `lavet ${longDay(data.lavet)}`].filter(Boolean).join(" · ");
  fillChoices();
  for (const id of CONTROLS) $(id).addEventListener("input", choose);
  for (const id of [...CHECKS, "orden"]) $(id).addEventListener("change", choose);
  $("valg").addEventListener("submit", (e) => e.preventDefault());
  $("nulstil").addEventListener("click", () => { for (const id of CONTROLS) $(id).value = ""; for (const id of CHECKS) $(id).checked = false; month = ""; choose(); $("q").focus(); });
  $("maaned").addEventListener("click", () => { month = ""; choose(); });
  $("flere").addEventListener("click", () => { const next = rendered; more(STEP); $(`r${shown[next]}`)?.querySelector("a").focus(); });
  $("csv").addEventListener("click", download);
  addEventListener("hashchange", show); addEventListener("popstate", show);
  addEventListener("keydown", (e) => { if (open < 0 || e.ctrlKey || e.metaKey || e.altKey || e.target.matches("input, select, textarea")) return;
    const at = shown.indexOf(open);
    if (e.key === "Escape") close();
    else if ($("sag").contains(e.target) && at >= 0 && (e.key === "ArrowRight" || e.key === "ArrowLeft")) { const to = shown[at + (e.key === "ArrowRight" ? 1 : -1)]; if (to >= 0) go(to); } });
  addEventListener("beforeprint", () => more(shown.length));
  new IntersectionObserver((seen) => { if (seen.some((s) => s.isIntersecting) && open < 0 && !$("flere").hidden) more(STEP); }, { rootMargin: "600px" }).observe($("flere"));
  choose(); drawMissing();
  if (location.hash) show();
  const idle = window.requestIdleCallback || ((act) => setTimeout(() => act({ timeRemaining: () => 8 }), 50));
  let next = 0;
  const prepare = (time) => { while (next < punkter.length && time.timeRemaining() > 2) indexed(next++); if (next < punkter.length) idle(prepare); };
  idle(prepare);
}
start();
})();
