// Answers Material's search dialog. It speaks the messages of mkdocs-material 9.8.1 (integrations/search/worker):
// SETUP brings the hand-written pages, READY answers it, QUERY brings what is typed, RESULT answers that.
// Everything else is fetched when the first letter is typed, so that a visit without a search costs nothing.
"use strict";

const SETUP = 0, READY = 1, QUERY = 2, RESULT = 3;
const LONGEST_LINE = 240;
const MOST_MARKED = 8;

let written = [];
let loading = null;

const escaped = (text) =>
  text.replace(/[&<>"']/g, (sign) => `&#${sign.charCodeAt(0)};`);

// Hand-written pages come from the theme's own index, one entry for each heading and as HTML; one page is one entry.
function onePerPage(docs) {
  const pages = new Map();
  const plain = (html) =>
    html.replace(/<[^>]*>/g, " ").replace(/&lt;/g, "<").replace(/&gt;/g, ">").replace(/&amp;/g, "&").replace(/\s+/g, " ").trim();
  for (const doc of docs) {
    const u = doc.location.split("#")[0];
    if (!pages.has(u)) pages.set(u, { u, k: "Side", t: plain(doc.title), l: [], q: [] });
    else pages.get(u).q.push(["", plain(doc.title)]);
    pages.get(u).l.push(["", plain(doc.text)]);
  }
  return [...pages.values()];
}

async function load() {
  const coming = get("index.json"); // while the scripts are on their way
  importScripts("danish.js", "index.js");
  const data = await coming;
  if (data.shards) {
    importScripts("shards.js");
    const open = searchShards.open(data, onePerPage(written), get);
    return { index: open.index, find: (query) => searchShards.search(open, query) };
  }
  const index = searchIndex.create({ synonyms: data.synonyms, entries: [...data.entries, ...onePerPage(written)] });
  return { index, find: (query) => ({ results: searchIndex.search(index, query), more: 0 }) };
}

async function get(path) {
  const answer = await fetch(path);
  if (!answer.ok) throw new Error(`${path}: ${answer.status}`);
  return answer.json();
}

// A text as HTML, with the words that were found marked.
function marked(text, words) {
  let html = "";
  let at = 0;
  for (const token of danish.tokens(text)) {
    if (!words.has(token.key)) continue;
    html += `${escaped(text.slice(at, token.start))}<mark>${escaped(token.raw)}</mark>`;
    at = token.end;
  }
  return html + escaped(text.slice(at));
}

const holds = (text, words) => danish.tokens(text).filter((token) => words.has(token.key)).length;

// What the entry says about the words: its first line, and the line that has most of them.
function teaser(entry, words) {
  const lines = [...(entry.l ?? []), ...(entry.q ?? [])];
  const [first] = lines;
  const best = lines.reduce((a, b) => (holds(b[1], words) > holds(a[1], words) ? b : a), first ?? ["", ""]);
  const shown = first === best ? [best] : [first, best];
  return shown
    .filter((line) => line && line[1])
    .map(([from, text]) => {
      const short = text.length > LONGEST_LINE ? around(text, words) : text;
      return `<p>${from ? `<span class="as-found-in">${escaped(from)}:</span> ` : ""}${marked(short, words)}</p>`;
    })
    .join("");
}

// A long line is cut to what stands around the first word that was found.
function around(text, words) {
  const at = danish.tokens(text).find((token) => words.has(token.key))?.start ?? 0;
  const start = at < LONGEST_LINE / 2 ? 0 : text.lastIndexOf(" ", at - LONGEST_LINE / 3) + 1;
  const end = text.indexOf(" ", start + LONGEST_LINE);
  return `${start ? "… " : ""}${text.slice(start, end < 0 ? undefined : end)}${end < 0 ? "" : " …"}`;
}

// As the dialog wants it: title and text are HTML; `terms` are the words to mark on the page (true) and those that
// were typed and are not there (false).
function item({ entry, score, words: meant, misses }) {
  const words = new Set([...meant].map((word) => word.key));
  const onThePage = [...meant].slice(0, MOST_MARKED).map((word) => [word.raw, true]);
  const terms = Object.fromEntries([...onThePage, ...misses.map((word) => [word, false])]);
  return [
    {
      location: entry.u,
      title: `<span class="as-found-kind">${escaped(entry.k)}</span> ${marked(entry.t, words)}`,
      text: teaser(entry, words),
      score,
      terms,
    },
  ];
}

// Where a number was searched for and a fact says it: the fact's own page, as a result of its own below the
// initiative's. Years are in too many facts for that.
const YEAR = /^(19|20)\d\d$/;

function factItem({ entry, score, words: meant, misses }) {
  const numbers = new Set([...meant].filter((word) => word.isNumber && !YEAR.test(word.key)).map((word) => word.key));
  const line = (entry.l ?? []).find(([, text, address]) => address && holds(text, numbers));
  if (!line || misses.length) return [];
  const [from, text, address] = line;
  const [{ terms }] = item({ entry, score, words: meant, misses });
  const title = `<span class="as-found-kind">Oplysning</span> ${marked(text, numbers)}`;
  return [[{ location: address, title, text: `<p>${escaped(entry.t)}, ${escaped(from)}</p>`, score, terms }]];
}

const FAILED = {
  location: "initiativer/",
  title: "Søgningen kunne ikke hentes",
  text: "<p>Prøv igen, eller se listen over alle initiativer.</p>",
  score: 1,
  terms: {},
};

const notShown = (count) => ({
  location: "initiativer/",
  title: `Mindst ${count} sider mere har ordene`,
  text: "<p>Skriv et ord til for at finde dem, eller se listen over alle initiativer.</p>",
  score: 0,
  terms: {},
});

async function answer(query) {
  if (!query.trim()) return { items: [] };
  try {
    loading ??= load();
    const { index, find } = await loading;
    const { results, more } = await find(query);
    const completion = searchIndex.completion(index, query);
    const items = results.flatMap((result) => [item(result), ...factItem(result)]);
    if (more) items.push([notShown(more)]);
    return { items, suggest: completion ? [completion] : [] };
  } catch (error) {
    loading = null; // the next letter tries again
    console.warn(error);
    return { items: [[FAILED]] };
  }
}

// One search at a time: what was typed meanwhile is overtaken by the last of it, and gets the same answer.
let waiting = [];
let searching = false;

async function searchOn() {
  if (searching) return;
  searching = true;
  while (waiting.length) {
    const asked = waiting;
    waiting = [];
    const data = await answer(asked.at(-1));
    for (const _ of asked) postMessage({ type: RESULT, data });
  }
  searching = false;
}

addEventListener("message", ({ data: { type, data } }) => {
  if (type === SETUP) {
    written = data.docs;
    postMessage({ type: READY });
  } else if (type === QUERY) {
    waiting.push(data);
    searchOn();
  }
});
