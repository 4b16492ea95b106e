// Finds entries for a query: which words of the index each typed word may mean, and which entries have them.
"use strict";

// `var`: the worker loads this again when its first try failed half-way.
var searchIndex = (() => {
  const { number, stem, asWritten, LAST_PART, KINDS } = searchLanguage;

  // How much a word counts by where it stands.
  const TITLE = 10, NAME = 8, LINE = 3, QUIET = 1;

  // How sure we are that a typed word means a word of the index.
  const SAME = 1, INFLECTED = 0.9, BEGUN = 0.75;
  const FIRST_PART = 0.4, INSIDE = 0.35; // LAST_PART: "strategi" in "digitaliseringsstrategi"
  const PART_OF = 0.3; // "cybersikkerhedsstrategi" where there is only "cybersikkerhed"
  const MISTYPED = 0.5;
  const SURE_ENOUGH = 0.6; // above this we do not guess at typing errors, and what is guessed else counts for half
  const UNANSWERED = 0.4; // what is left of a page about what was typed that does not say what was asked of it
  const WORD_BEGUN = 4; // a shorter word that is one of the index is no beginning: "KL" is not "klima"
  const WORD_WITH_ERROR = 6; // the shortest word in which we do

  // Letters without their marks: å is a. Two letters stay two.
  const plain = (word) => word.toLowerCase().replace(/æ/g, "a").replace(/ø/g, "o").normalize("NFD").replace(/\p{M}/gu, "");

  // Æ, ae and a become one letter, and so do the others: "oekonomi", "okonomi" and "økonomi" are one key.
  const key = (word) => plain(word).replace(/ae|aa/g, "a").replace(/oe/g, "o");

  // Words that no entry is about. They are not required, and count for little.
  const SMALL = new Set(searchLanguage.SMALL.split(" ").map(key));

  // What generator/folding.py does to a text, as far as it makes other words of it: compatibility forms become letters
  // and digits, what is invisible goes, and every dash is a hyphen. »100¹« stays as it is, and so does a trade mark.
  const PLAIN = " -~§«°»À-ÿ";
  const UNUSUAL = new RegExp(`[${PLAIN}]?[^${PLAIN}]+`, "gu");
  const SIGN_WITH_MARKS = /[^\p{M}\p{DI}][\p{M}\p{DI}]*|[\p{M}\p{DI}]+/gu;
  const INVISIBLE = /[\p{DI}\ufff9-\ufffb\x00-\x08\x0e-\x1b\x7f-\x84\x86-\x9f]/gu;
  const BELOW = /(\p{L})([₀-₉]+)/gu; // of "CO₂" and of no number

  function foldSign(sign) {
    const folded = sign.normalize("NFKD");
    const wouldCount = /\p{Nd}/u.test(folded) && !/\p{Nd}/u.test(sign);
    return wouldCount || /[\p{Lm}ªº™℠]/u.test(sign) ? sign : folded.replace(/[\p{Pd}−]/gu, "-");
  }

  // The folded text, and a function from a place in it to the place where that is written.
  function fold(text) {
    const shifts = []; // from where on it is written how many places further on
    let by = 0;
    const folded = text.replace(UNUSUAL, (run, at) => {
      let made = "";
      for (const [written] of run.matchAll(SIGN_WITH_MARKS)) {
        const sign = [...written.replace(INVISIBLE, "")].map(foldSign).join("").normalize("NFC");
        made += sign;
        at += written.length;
        if (sign.length === written.length) continue;
        by += written.length - sign.length;
        shifts.push([at - by, by]);
      }
      return made.replace(BELOW, (_, letter, below) => letter + below.normalize("NFKD"));
    });
    return { folded, written: (place) => place + (shifts.findLast(([from]) => from <= place)?.[1] ?? 0) };
  }

  const TOKEN = /(?:\d+(?:[.,]\d+)*[½¼¾]?|[½¼¾])(?![\p{L}\d])|[\p{L}\d]+/gu;
  const FRACTIONS = { "½": ",5", "¼": ",25", "¾": ",75" }; // »1½« is 1,5
  const inDigits = (raw) => raw.replace(/^[½¼¾]/, "0$&").replace(/[½¼¾]/, (sign) => FRACTIONS[sign]);

  // The folded words of a text with their places in it. What is written together with hyphens or dots ("NemLog-in",
  // "sundhed.dk") is there in its parts and, as `joined`, as one word.
  function tokens(text) {
    const found = [];
    const { folded, written } = fold(text);
    let after = 0;
    for (const match of folded.matchAll(TOKEN)) {
      const raw = match[0];
      const isNumber = /^[\d½¼¾]/.test(raw) && !/\p{L}/u.test(raw);
      const before = found.at(-1);
      const glued = before && !before.isNumber && !isNumber && /^[-.]$/.test(folded.slice(after, match.index));
      after = match.index + raw.length;
      found.push({
        raw,
        key: isNumber ? number(inDigits(raw)) : key(raw),
        isNumber,
        glued: Boolean(glued),
        start: written(match.index),
        end: written(after),
      });
    }
    return found;
  }

  // Whether two words are one typing error apart: a letter too many, too few, wrong, or two swapped.
  function oneErrorApart(one, other) {
    if (Math.abs(one.length - other.length) > 1) return false;
    let i = 0;
    while (i < one.length && one[i] === other[i]) i += 1;
    if (one.slice(i + 1) === other.slice(i + 1)) return true;
    if (one.slice(i + 1) === other.slice(i) || one.slice(i) === other.slice(i + 1)) return true;
    return one[i] === other[i + 1] && one[i + 1] === other[i] && one.slice(i + 2) === other.slice(i + 2);
  }

  const typedWord = (wordKey, raw, isNumber) => ({
    key: wordKey,
    plain: plain(raw),
    stem: isNumber ? wordKey : stem(wordKey),
    raw,
    isNumber,
  });

  // `{synonyms, asks, entries}` as the generator writes them become something to ask.
  function create({ synonyms, asks = [], entries }) {
    const sameThing = synonyms.map((line) => line.map((term) => tokens(term).map((token) => token.key)));
    const asking = new Set(asks.flatMap((word) => tokens(word).map((token) => stem(token.key))));
    const index = { entries: [], words: new Map(), sameThing, asking };
    entries.forEach((entry, n) => add(index, entry, n));
    return index;
  }

  // key -> {key, stem, isNumber, raw, isJoined, in: Map(entry number -> weight)}
  function wordOf(index, wordKey, raw, isNumber, isJoined) {
    let word = index.words.get(wordKey);
    if (!word) index.words.set(wordKey, (word = { ...typedWord(wordKey, raw, isNumber), isJoined, in: new Map() }));
    word.isJoined &&= isJoined; // a word of its own somewhere
    return word;
  }

  function add(index, entry, n) {
    index.entries[n] = entry;
    const put = (wordKey, raw, weight, { isNumber = false, isJoined = false }) => {
      const word = wordOf(index, wordKey, raw, isNumber, isJoined);
      if ((word.in.get(n) ?? 0) < weight) word.in.set(n, weight);
    };
    const parts = [[entry.t, TITLE], ...(entry.n ?? []).map((name) => [name, NAME])];
    parts.push(...(entry.l ?? []).map(([, line]) => [line, LINE]), ...(entry.q ?? []).map(([, line]) => [line, QUIET]));
    if (entry.h) parts.push([entry.h, QUIET]); // what readers type; it is never shown
    for (const [text, weight] of parts) {
      const found = tokens(text);
      // A title of few words is more about each of them.
      const many = weight >= NAME ? Math.sqrt(found.filter((token) => !SMALL.has(token.key)).length || 1) : 1;
      found.forEach((token, i) => {
        put(token.key, token.raw, weight / many, token);
        const next = found[i + 1];
        if (!next || next.isNumber || token.isNumber) return;
        const isName = weight >= NAME && !SMALL.has(token.key) && !SMALL.has(next.key);
        if (next.glued || isName) put(token.key + next.key, token.raw + next.raw, weight / many, { isJoined: !next.glued });
      });
    }
  }

  // How sure it is that the typed word means this word of the index; 0 when it does not.
  function sureness(typed, word) {
    if (word.key === typed.key) return SAME;
    if (typed.isNumber && word.isNumber) return word.key.startsWith(`${typed.key},`) ? BEGUN : 0; // 247 is begun 247,4
    if (typed.isNumber || word.isNumber) return 0;
    if (word.stem === typed.stem || (word.key.length > 1 && typed.key === `${word.key}s`)) return INFLECTED; // "KLs"
    if (word.key.startsWith(typed.key) && typed.key.length > 1) return BEGUN;
    if (word.isJoined) return 0; // "ogklima" is no compound
    const { length } = typed.stem;
    if (length >= 4) {
      if (word.key.startsWith(typed.stem)) return FIRST_PART;
      if (word.stem.endsWith(typed.stem)) return LAST_PART;
      if (length >= 5 && word.key.includes(typed.stem)) return INSIDE;
    }
    if (length === 3 && word.stem.endsWith(typed.stem) && word.stem.length >= 6) return PART_OF / 2;
    if (word.stem.length >= 4 && (typed.key.startsWith(word.stem) || typed.stem.endsWith(word.stem))) return PART_OF;
    return 0;
  }

  function mistyped(typed, word) {
    if (typed.isNumber || word.isNumber || typed.key.length < WORD_WITH_ERROR) return 0;
    // An error can make or break an "ae", so the letters are compared as they were typed as well.
    if (oneErrorApart(typed.key, word.key) || oneErrorApart(typed.plain, word.plain)) return MISTYPED;
    if (typed.stem.length >= 5 && oneErrorApart(typed.stem, word.stem)) return MISTYPED * 0.9;
    const { length } = typed.key;
    // The word may be half written, or the last part of a compound.
    const sides = [length - 1, length, length + 1].flatMap((n) =>
      n < word.key.length ? [word.key.slice(0, n), word.key.slice(-n)] : [],
    );
    return sides.some((side) => oneErrorApart(typed.key, side)) ? MISTYPED * 0.7 : 0;
  }

  // The words of the index that a typed word may mean, each with how sure it is.
  function meanings(index, typed) {
    const found = new Map();
    let best = 0;
    for (const word of index.words.values()) {
      const sure = sureness(typed, word);
      if (sure) found.set(word, sure);
      best = Math.max(best, sure);
    }
    if (best < SURE_ENOUGH) {
      for (const word of index.words.values()) {
        const sure = mistyped(typed, word);
        if (sure > (found.get(word) ?? 0)) found.set(word, sure);
        best = Math.max(best, sure);
      }
    }
    // A part of what was typed is only a way out when there is nothing better.
    for (const [word, sure] of found) {
      if (best > PART_OF && sure <= PART_OF) found.delete(word);
      else if (best > BEGUN && sure === BEGUN && typed.key.length < WORD_BEGUN) found.set(word, sure / 4);
      else if (best >= SURE_ENOUGH && sure < SURE_ENOUGH) found.set(word, sure / 2);
    }
    return found;
  }

  // Entry number -> {score, words} for one typed word.
  function hits(index, typed, least = 0) {
    const found = new Map();
    for (const [word, sure] of meanings(index, typed)) {
      if (sure < least) continue;
      for (const [entry, weight] of word.in) {
        const score = sure * weight;
        const hit = found.get(entry) ?? { score: 0, words: [] };
        hit.score = Math.max(hit.score, score);
        hit.words.push(word);
        found.set(entry, hit);
      }
    }
    return found;
  }

  const merge = (into, hit, factor = 1) => {
    for (const [entry, { score, words }] of hit) {
      const old = into.get(entry);
      into.set(entry, {
        score: Math.max(old?.score ?? 0, score * factor),
        words: [...(old?.words ?? []), ...words],
      });
    }
  };

  // Entries that have every word of a term, such as "Digital Post".
  function hitsOfAll(index, keys) {
    const meant = [];
    const each = keys.map((wordKey) => {
      const found = new Map();
      for (const word of index.words.values()) {
        if (word.key === wordKey || word.stem === stem(wordKey)) {
          meant.push(word);
          for (const [entry, weight] of word.in) found.set(entry, Math.max(found.get(entry) ?? 0, weight));
        }
      }
      return found;
    });
    const all = new Map();
    for (const entry of each[0].keys()) {
      if (each.every((found) => found.has(entry))) {
        all.set(entry, { score: Math.min(...each.map((found) => found.get(entry))), words: meant });
      }
    }
    return all;
  }

  const typedWords = (query) => tokens(query).map((token) => typedWord(token.key, token.raw, token.isNumber));
  const joinedWord = (one, other) => typedWord(one.key + other.key, one.raw + other.raw, false);
  const wholeName = (text) => tokens(text).map((token) => token.key).join(" ");

  // The terms that mean the same as what stands in the query, with where that is and how long.
  function* sameTerms(index, typed) {
    const stems = typed.map((word) => word.stem);
    for (const line of index.sameThing) {
      for (const term of line) {
        const at = stems.findIndex((_, i) => term.every((wordKey, j) => stems[i + j] === stem(wordKey)));
        if (at >= 0) yield* line.filter((other) => other !== term).map((other) => ({ at, length: term.length, other }));
      }
    }
  }

  // The query as slots: each is what the reader typed and the entries that have it.
  function slots(index, query) {
    const typed = typedWords(query);
    const made = typed.map((word) => ({ raw: word.raw, isSmall: SMALL.has(word.key), asks: index.asking.has(word.stem), found: hits(index, word) }));
    // "Mit id" and "sprog ressource" are MitID and sprogressource, also when each part is a word of its own.
    for (let i = 0; i + 1 < typed.length; i += 1) {
      if (typed[i].isNumber || typed[i + 1].isNumber) continue;
      const found = hits(index, joinedWord(typed[i], typed[i + 1]), BEGUN);
      for (const slot of [made[i], made[i + 1]]) merge(slot.found, found);
    }
    // "AI" finds what says "kunstig intelligens", a little behind what says AI.
    for (const { at, length, other } of sameTerms(index, typed)) {
      const found = hitsOfAll(index, other);
      for (const slot of made.slice(at, at + length)) merge(slot.found, found, 0.8);
    }
    return made;
  }

  // The entries for a query, best first: `{entry, score, words, missing}`.
  function search(index, text) {
    const query = asWritten(text);
    const all = slots(index, query);
    const needed = all.filter((slot) => !slot.isSmall);
    // "Was X dropped?" and "what does X cost?" are about X, whatever is known of that.
    const about = needed.filter((slot) => !slot.asks);
    const asking = about.length ? needed.filter((slot) => slot.asks) : [];
    const asked = [about, needed, all].find((some) => some.length);
    if (!asked) return [];
    const wholeQuery = wholeName(query);
    // »What happened to Digital Post?« is about what stands between its small words.
    const [first, last] = [all.findIndex((slot) => !slot.isSmall), all.findLastIndex((slot) => !slot.isSmall)];
    const core = tokens(query).slice(Math.max(first, 0), last < 0 ? undefined : last + 1).map((token) => token.key).join(" ");
    const results = [];
    for (const n of new Set(asked.flatMap((slot) => [...slot.found.keys()]))) {
      const entry = index.entries[n];
      const have = asked.filter((slot) => slot.found.has(n));
      const share = have.length / asked.length;
      // A word that few entries have says more.
      const rare = (slot) => Math.log(1 + index.entries.length / slot.found.size);
      let score = have.reduce((sum, slot) => sum + slot.found.get(n).score * rare(slot), 0) * share ** 3;
      // »Mit« of »Mit Overblik«, and no »hvad« of a question.
      const small = needed.length ? all.slice(Math.max(first - 1, 0), last + 2).filter((slot) => slot.isSmall) : [];
      for (const slot of small) score *= 1 + (slot.found.get(n)?.score ?? 0) * 0.01;
      const names = [entry.t, ...(entry.n ?? [])].map(wholeName);
      // »Er Mit Overblik droppet«: a name of several words that stands whole in what is asked, also one it no longer has.
      const isNamed = names.some((name) => name.includes(" ") && ` ${wholeQuery} `.includes(` ${name} `));
      for (const slot of asking) {
        if (slot.found.has(n)) score += slot.found.get(n).score * rare(slot) * share;
        else if (!isNamed) score *= UNANSWERED;
      }
      score *= KINDS[entry.k] ?? 0.6;
      if (names.includes(wholeQuery)) score *= 2;
      else if (asked.length > 1 && names.some((name) => ` ${name} `.includes(` ${core} `))) score *= 1.5;
      else if (isNamed) score *= 2;
      results.push({
        entry,
        score,
        share,
        words: new Set([...have, ...asking.filter((slot) => slot.found.has(n))].flatMap((slot) => slot.found.get(n).words).filter((word) => word.in.has(n))),
        misses: asked.filter((slot) => !slot.found.has(n)).map((slot) => slot.raw),
      });
    }
    const best = Math.max(...results.map((result) => result.share));
    return results
      .filter((result) => result.share >= best - 0.5)
      .sort((a, b) => b.score - a.score || (a.entry.u < b.entry.u ? -1 : 1));
  }

  // The most telling word that goes on from what is typed last; the dialog shows it in grey.
  function completion(index, query) {
    const begun = /[\p{L}\d]{2,}$/u.exec(fold(query).folded)?.[0].toLowerCase();
    let best = null;
    let most = 0;
    for (const word of begun ? index.words.values() : []) {
      if (!word.raw.toLowerCase().startsWith(begun) || word.isNumber) continue;
      const weight = [...word.in.values()].reduce((a, b) => a + b, 0);
      if (weight > most) [best, most] = [word.raw.toLowerCase(), weight];
    }
    return best;
  }

  return { create, tokens, search, completion };
})();
