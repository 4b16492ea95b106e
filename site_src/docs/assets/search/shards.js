// The index in small files, when one would be too large: fetches what a query needs, and lets index.js search in that.
// generator/publishing/search_shards.py writes them. No page; `get(path)` gives the content of a file.
"use strict";

// `var`: see index.js.
var searchShards = (() => {
  const SHOWN = 10; // results that are fetched to be shown
  const MOST_WORDS = 40; // words of the index that one typed word may mean; the shortest, where it is only begun

  function open({ synonyms, asks, shards }, get) {
    const index = searchIndex.create({ synonyms, asks, entries: [] });
    index.count = shards.count;
    index.kind = (n) => shards.kinds.findLast(([first]) => first <= n)[1];
    const fetched = new Map();
    const once = (path) => {
      if (!fetched.has(path)) fetched.set(path, get(`${shards.folder}/${path}`));
      return fetched.get(path);
    };
    return { index, shards: { ...shards, common: new Set(shards.common) }, once, known: new Set(), got: new Set() };
  }

  // In which of the files, named by the first key in each, a key stands.
  const fileOf = (firsts, wanted) => Math.max(0, firsts.findLastIndex((first) => !codePointsLess(wanted, first)));
  // As the files are sorted; "<" would compare UTF-16 units.
  function codePointsLess(one, other) {
    const [a, b] = [[...one], [...other]];
    const at = a.findIndex((sign, i) => sign !== b[i]);
    if (at < 0) return a.length < b.length;
    return at < b.length && a[at].codePointAt(0) < b[at].codePointAt(0);
  }

  // A word without its entries; and the entries that have it.
  function addWord(index, word) {
    if (Array.isArray(word)) return searchIndex.wordOf(index, word[1], word[0], false, Boolean(word[2]));
    const [{ key: wordKey, isNumber }] = searchIndex.tokens(word);
    return searchIndex.wordOf(index, wordKey, word, isNumber, false);
  }

  function addFound(index, wordKey, byWeight) {
    const word = index.words.get(wordKey) ?? searchIndex.wordOf(index, wordKey, "", false, true);
    for (const [weight, ...steps] of byWeight) {
      let n = 0;
      for (const step of steps) {
        n += step;
        if ((word.in.get(n) ?? 0) < weight) word.in.set(n, weight);
      }
    }
  }

  async function fetchWords(open, grams) {
    const missing = [...new Set(grams)].filter((gram) => !open.known.has(gram));
    await Promise.all(
      missing.map(async (gram) => {
        const file = await open.once(`words/${fileOf(open.shards.words, gram)}.json`);
        for (const word of file[gram] ?? []) addWord(open.index, word);
        open.known.add(gram);
      }),
    );
  }

  async function fetchFound(open, keys) {
    const missing = [...new Set(keys)].filter((key) => !open.got.has(key));
    await Promise.all(
      missing.map(async (key) => {
        const file = await open.once(`found/${fileOf(open.shards.found, key)}.json`);
        if (!open.got.has(key) && Object.hasOwn(file, key)) addFound(open.index, key, file[key]);
        open.got.add(key);
      }),
    );
  }

  // The runs of three letters to look for a word under, so that every word it may mean is among those fetched.
  // First what holds it or begins with it; then, where nothing did, what is a part of it; then what it may be mistyped of.
  function grams(open, typed, step) {
    const { key, stem } = typed;
    if (typed.isNumber) return step ? [] : [`#${key.split(",")[0]}`];
    const rare = (text) => {
      const all = Array.from({ length: Math.max(0, text.length - 2) }, (_, i) => text.slice(i, i + 3));
      const found = all.find((gram) => !open.shards.common.has(gram)) ?? all[0];
      return found ? [found] : [];
    };
    const begin = `^${key}$`.slice(0, 3);
    if (step === 0) {
      // The last letter of a stem may stand otherwise in the word: "artikl" is in "artikel".
      const inside = stem.length >= 4 ? rare(stem.slice(0, -1)) : [begin];
      // "Born" of "barn" begins otherwise; "labour" goes on otherwise than "labor", but begins the same.
      const forms = [...searchLanguage.IRREGULAR].filter(([, own]) => own === stem).map(([form]) => form);
      if (searchLanguage.CHANGES_INSIDE) forms.push(stem);
      return [...inside, ...forms.map((form) => `^${form}$`.slice(0, 3)), `+${key.slice(0, 4)}`];
    }
    if (step === 1) {
      return [...rare(stem.slice(0, 3)), ...rare(key.slice(0, 3)), ...(stem.length >= 4 ? rare(stem.slice(-4, -1)) : [])];
    }
    if (key.length < searchIndex.WORD_WITH_ERROR) return [];
    // One error leaves the beginning or the end as it is, and what is not near it.
    return [begin, `${key.slice(-2)}$`, ...rare(key.slice(3)), ...rare(key.slice(0, -3)), ...rare(stem.slice(2, 5))];
  }

  async function fetchFor(open, typed, least = 0) {
    const best = () => Math.max(0, ...searchIndex.meanings(open.index, typed).values());
    await fetchWords(open, grams(open, typed, 0));
    if (!least && best() <= searchIndex.PART_OF) await fetchWords(open, grams(open, typed, 1));
    if (!least && best() < searchIndex.SURE_ENOUGH) await fetchWords(open, grams(open, typed, 2));
    const meant = [...searchIndex.meanings(open.index, typed)].filter(([, sure]) => sure >= least);
    meant.sort(([one, a], [other, b]) => b - a || one.key.length - other.key.length);
    await fetchFound(open, meant.slice(0, MOST_WORDS).map(([word]) => word.key));
  }

  // As searchIndex.search, best first; of the first results what is shown is there, and `more` counts the others.
  async function search(open, query) {
    const { typed, both, same, name } = searchIndex.parts(open.index, query);
    if (name.length < 2) return { results: [], more: 0 }; // the second letter comes sooner than the answer to the first
    await Promise.all([
      ...typed.map((word) => fetchFor(open, word)),
      ...both.map((word) => fetchFor(open, word, 0.7)),
      ...same.map((word) => fetchFor(open, word, 0.9)),
      fetchFound(open, [`=${name}`]),
    ]);
    const first = searchIndex.search(open.index, query).slice(0, SHOWN);
    await Promise.all(
      first.map(async ({ n }) => {
        const [first, , each] = open.shards.kinds.findLast(([from]) => from <= n);
        const place = (n - first) % each;
        open.index.entries[n] = (await open.once(`shown/${n - place}.json`))[place];
      }),
    );
    const all = searchIndex.search(open.index, query); // again, as names and addresses are known now
    return { results: all.filter(({ entry }) => entry).slice(0, SHOWN), more: Math.max(0, all.length - SHOWN) };
  }

  // A last result that says so; `list` is where all initiatives stand.
  const notShown = (count, list) => ({
    location: list,
    title: _("Mindst %(count)s sider mere har ordene").replace("%(count)s", count),
    text: "<p>" + _("Skriv et ord til for at finde dem, eller se listen over alle initiativer.") + "</p>",
    score: 0,
    terms: {},
  });

  return { open, search, notShown };
})();
