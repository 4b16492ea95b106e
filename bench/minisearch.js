// The candidate from the shelf: MiniSearch on our entries, with our letters, stems and the last parts of compounds.
"use strict";
importScripts("minisearch.js", "danish.js");
const { number, stem } = searchLanguage;
// The letters of assets/search/index.js, which this engine has no other use for.
const key = (word) =>
  word.toLowerCase().replace(/æ/g, "a").replace(/ø/g, "o").normalize("NFD").replace(/\p{M}/gu, "").replace(/ae|aa/g, "a").replace(/oe/g, "o");
const keys = (text) =>
  (text.match(/\d+(?:[.,]\d+)*(?![\p{L}\d])|[\p{L}\d]+/gu) ?? []).map((raw) => (/\p{L}/u.test(raw) ? key(raw) : number(raw)));
let ready;

async function load() {
  const { entries, synonyms } = await (await fetch("index.json")).json();
  const text = (lines) => (lines ?? []).map(([, line]) => line).join("\n");
  const docs = entries.map((e, id) => ({ id, u: e.u, k: e.k, t: e.t, n: (e.n ?? []).join("\n"), l: text(e.l), q: text(e.q) }));
  const stems = new Set(docs.flatMap((d) => keys(`${d.t} ${d.n} ${d.l}`).map(stem)));
  const parts = new Map();
  const partsOf = (stem) => {
    if (!parts.has(stem)) parts.set(stem, [...stems].filter((s) => s.length >= 4 && s !== stem && stem.endsWith(s)));
    return parts.get(stem);
  };
  const kinds = { Initiativ: 1, Aftale: 0.8, Tema: 0.75, Side: 0.6, Sammenligning: 0.5 };
  const index = new MiniSearch({
    fields: ["t", "n", "l", "q"],
    storeFields: ["u", "k", "t"],
    tokenize: keys,
    processTerm: (term) => [stem(term), ...partsOf(stem(term))],
    searchOptions: {
      processTerm: (term) => stem(term),
      prefix: true,
      fuzzy: (term) => (term.length >= 6 ? 1 : false),
      boost: { t: 10, n: 8, l: 3, q: 1 },
      boostDocument: (_, __, fields) => kinds[fields.k],
    },
  });
  index.addAll(docs);
  const other = new Map(synonyms.flatMap((line) => line.map((term) => [term.toLowerCase(), line])));
  return (query) => {
    const one = (q) => {
      const all = index.search(q, { combineWith: "AND" });
      return all.length ? all : index.search(q);
    };
    const line = other.get(query.toLowerCase()) ?? [query];
    const found = new Map();
    for (const q of [query, ...line]) for (const hit of one(q)) if (!found.has(hit.u)) found.set(hit.u, hit);
    return [...found.values()].sort((a, b) => b.score - a.score);
  };
}

addEventListener("message", async ({ data: { type, data } }) => {
  if (type === 0) postMessage({ type: 1 });
  if (type !== 2) return;
  const hits = data.trim() ? (await (ready ??= load()))(data) : [];
  const items = hits.map((hit) => [{ location: hit.u, title: hit.t, text: "", score: hit.score, terms: {} }]);
  postMessage({ type: 3, data: { items } });
});
