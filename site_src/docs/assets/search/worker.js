// Answers Material's search dialog in its messages (mkdocs-material 9.8.1, integrations/search/worker): READY lets it ask, and
// QUERY brings what is typed. The theme's own index, which it would send first, is never fetched (partials/search.html); ours
// comes at the first letter: a visit without a search costs nothing.
"use strict";

const ENGLISH = location.search === "?en"; // the language of the page
const FOLDER = ENGLISH ? "en/" : "";
// The index is where it always was, and our scripts are in a folder that is named by what is in them.
const DATA = location.href.replace(/^(.*\/assets\/).*$/, "$1search/") + FOLDER;
globalThis._ = (danish) => danish;
if (ENGLISH) importScripts("../words/en.js", "../words.js");

const READY = 1, QUERY = 2, RESULT = 3;
const LONGEST_LINE = 240;
const MOST_MARKED = 8;

let loading = null;

const escaped = (text) =>
  text.replace(/[&<>"']/g, (sign) => `&#${sign.charCodeAt(0)};`);

async function load() {
  const coming = fetched(); // while the scripts are on their way
  importScripts(ENGLISH ? "english.js" : "danish.js", "index.js");
  const data = await coming;
  return searchIndex.create(data);
}

async function fetched() {
  const answer = await fetch(`${DATA}index.json`, { cache: "no-cache" }); // anew, however long it may be kept
  if (!answer.ok) throw new Error(`index.json: ${answer.status}`);
  return answer.json();
}

// A text as HTML, with the words that were found marked.
function marked(text, words) {
  let html = "";
  let at = 0;
  for (const token of searchIndex.tokens(text)) {
    if (!words.has(token.key)) continue;
    html += `${escaped(text.slice(at, token.start))}<mark>${escaped(text.slice(token.start, token.end))}</mark>`;
    at = token.end;
  }
  return html + escaped(text.slice(at));
}

const titled = (kind, title, words) => `<span class="as-found-kind">${escaped(kind)}</span> ${marked(title, words)}`;
const holds = (text, words) => searchIndex.tokens(text).filter((token) => words.has(token.key)).length;

// What the entry says about the words: its first line, and the line that has most of them.
function teaser(entry, words) {
  const lines = [...(entry.l ?? []), ...(entry.q ?? [])];
  const [first] = lines;
  const best = lines.reduce((a, b) => (holds(b[1], words) > holds(a[1], words) ? b : a), first ?? ["", ""]);
  const shown = first === best ? [best] : [first, best];
  return shown
    .filter((line) => line && line[1])
    .map(([from, text, more]) => {
      const said = marked(text.length > LONGEST_LINE ? around(text, words) : text, words);
      const inWords = more === "da" ? `<span lang="da">${said}</span>` : said;
      return `<p>${from ? `<span class="as-found-in">${escaped(from)}:</span> ` : ""}${inWords}</p>`;
    })
    .join("");
}

// A long line is cut to what stands around the first word that was found.
function around(text, words) {
  const at = searchIndex.tokens(text).find((token) => words.has(token.key))?.start ?? 0;
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
      title: titled(entry.k, entry.t, words),
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
  const [from, text, location] = line;
  const [{ terms }] = item({ entry, score, words: meant, misses });
  return [[{ location, title: titled(_("Oplysning"), text, numbers), text: `<p>${escaped(`${entry.t}, ${from}`)}</p>`, score, terms }]];
}

const LIST = `${FOLDER}initiativer/`;
const FAILED = {
  location: LIST,
  title: _("Søgningen kunne ikke hentes"),
  text: "<p>" + _("Prøv igen, eller se listen over alle initiativer.") + "</p>",
  score: 1,
  terms: {},
};

async function answer(query) {
  if (!query.trim()) return { items: [] };
  try {
    loading ??= load();
    const index = await loading;
    const completion = searchIndex.completion(index, query);
    const items = searchIndex.search(index, query).flatMap((result) => [item(result), ...factItem(result)]);
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
  if (type !== QUERY) return;
  waiting.push(data);
  searchOn();
});
postMessage({ type: READY });
