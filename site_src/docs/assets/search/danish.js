// What counts as the same word in Danish, for the index and for what a reader types. No page, no network.
"use strict";

// `var`: the worker loads this again when its first try failed half-way.
var danish = (() => {
  // Letters without their marks: å is a. Two letters stay two.
  const plain = (word) => word.toLowerCase().replace(/æ/g, "a").replace(/ø/g, "o").normalize("NFD").replace(/\p{M}/gu, "");

  // Æ, ae and a become one letter, and so do the others: "oekonomi", "okonomi" and "økonomi" are one key.
  const key = (word) => plain(word).replace(/ae|aa/g, "a").replace(/oe/g, "o");

  // 10.000 is ten thousand; 247.4 is what 247,4 is called on another keyboard.
  const number = (text) => text.replace(/\.(?=\d{3}(?!\d))/g, "").replace(".", ",");

  const TOKEN = /\d+(?:[.,]\d+)*(?![\p{L}\d])|[\p{L}\d]+/gu;

  // The words of a text with their places in it. What is written together with hyphens or dots ("NemLog-in",
  // "sundhed.dk") is there in its parts and, as `joined`, as one word.
  function tokens(text) {
    const found = [];
    for (const match of text.matchAll(TOKEN)) {
      const raw = match[0];
      const isNumber = /^\d/.test(raw) && !/\p{L}/u.test(raw);
      const before = found.at(-1);
      const glued =
        before && !before.isNumber && !isNumber && /^[-.]$/.test(text.slice(before.end, match.index));
      found.push({
        raw,
        key: isNumber ? number(raw) : key(raw),
        isNumber,
        glued: Boolean(glued),
        start: match.index,
        end: match.index + raw.length,
      });
    }
    return found;
  }

  // Endings of nouns, verbs and adjectives, and of nouns made of verbs; the longest that fits is cut off.
  const ENDINGS = (
    "elsernes elserne elsens elsen elsers elser else ernes erne erens eren eres ere ers er enes ene ens en " +
    "ets et edes ede ende es e s"
  ).split(" ");
  const NEUTER = /(?<=al|el|ig|iv|ad|sk)t$/; // digitalt, offentligt; not pagt and projekt
  const FROM_NOUN = /(?<=^.{5,})al[et]?$/; // kommunal, regionale
  // Words that change inside or are too short to cut, as keys.
  const IRREGULAR = new Map(Object.entries({ nyt: "ny", nye: "ny", born: "barn", bornene: "barn", bornenes: "barn", borns: "barn" }));
  const SHORTEST = 3;

  // A word without its ending. "Artikel" and "artikler", "middel" and "midler" meet as well.
  function stem(word) {
    if (IRREGULAR.has(word)) return IRREGULAR.get(word);
    if (FROM_NOUN.test(word)) return word.replace(FROM_NOUN, "");
    if (word.length > SHORTEST + 1 && NEUTER.test(word)) return word.replace(NEUTER, "");
    const ending = ENDINGS.find(
      (end) => word.endsWith(end) && word.length - end.length >= SHORTEST && /[aeiouy]/.test(word.slice(0, -end.length)),
    );
    return (ending ? word.slice(0, -ending.length) : word)
      .replace(/([bdfgklmnprst])\1$/, "$1")
      .replace(/([bcdfghjklmnpqrstvwxz])\1?e([lr])$/, "$1$2");
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

  // The forms that begin otherwise than their stem: "born" of "barn".
  const irregular = (word) => [...IRREGULAR].filter(([, own]) => own === word).map(([form]) => form);

  return { key, plain, tokens, stem, irregular, oneErrorApart };
})();
