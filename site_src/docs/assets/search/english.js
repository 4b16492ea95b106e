// What a search must know of English, as danish.js has it of Danish. Danish names are in the English index too.
"use strict";

// `var`: see index.js.
var searchLanguage = (() => {
  // 10,000 is ten thousand; 10.000 is what it is called in the sources, and 247.4 is 247,4 there.
  const number = (text) => text.replace(/[.,](?=\d{3}(?!\d))/g, "").replace(".", ",");

  // "DKK 60m" and "1.5bn" as they stand in the texts.
  const asWritten = (query) =>
    query.replace(/(\d)\s?(?:m|mn|mio)\b/gi, "$1 million").replace(/(\d)\s?(?:bn|mia)\b/gi, "$1 billion");

  // American, British and in-between spelling become one; digitalisation is digitisation, and not what is digital.
  const DIGITISED = /^digit(?:al)?i[sz]/;
  const spelt = (word) =>
    word
      .replace(/is(?=(?:e|ed|es|er|ers|ing|ation|ations|ational)$)/, "iz")
      .replace(/(?<=aly)z(?=e|ing)/, "s")
      .replace(/(?<=..[bdhilmnpv])our(?!n|c|t)/, "or")
      .replace(/(?<=[bt])re(?=s?$)/, "er")
      .replace(/(?<=lic|def|off|pret)ens(?=e|ing)/, "enc")
      .replace(/(?<=log)ue(?=s?$)|(?<=m)me(?=s?$)|(?<=dg)e(?=ment)/, "")
      .replace(/^enquir/, "inquir");
  // Words that change inside.
  const IRREGULAR = new Map(Object.entries({ people: "person", paid: "pay", spent: "spend", gave: "give", given: "give", built: "build" }));

  // A word without its endings, after the rules of the Snowball project's English stemmer ("Porter2"),
  // https://snowballstem.org/algorithms/english/stemmer.html; their "Y" is a y that is no vowel.
  const SHORT = /[^aeiouy][aeiouy][^aeiouywxY]$|^[aeiouy][^aeiouy]$|past$/;
  const UNCHANGED = new Map(
    ("skis:ski skies:sky dying:die lying:lie tying:tie idly:idl gently:gentl ugly:ugli early:earli only:onli singly:singl " +
      "sky:sky news:news howe:howe atlas:atlas cosmos:cosmos bias:bias andes:andes " +
      "funding:funding") // and no fund
      .split(" ")
      .map((pair) => pair.split(":")),
  );
  const WHOLE = /^(?:inning|outing|canning|herring|earring|evening|proceed|exceed|succeed)$/;

  // The longest of the endings that a word has is replaced, if it stands behind the first `from` letters.
  function step(endings) {
    const pairs = endings.split(" ").map((pair) => pair.split(":"));
    const into = new Map(pairs.map(([ending, other]) => [ending.replace(/\(.*\)/, ""), other]));
    const longest = new RegExp(`(?:${pairs.map(([ending]) => ending).join("|")})$`);
    return (word, from) => {
      const found = longest.exec(word);
      return found && found.index >= from ? word.slice(0, found.index) + into.get(found[0]) : word;
    };
  }
  const step2 = step(
    "tional:tion enci:ence anci:ance abli:able entli:ent izer:ize ization:ize ational:ate ation:ate ator:ate " +
      "alism:al aliti:al alli:al fulness:ful ousli:ous ousness:ous iveness:ive iviti:ive biliti:ble bli:ble " +
      "(?<=l)ogi:og (?<=l)ogist:og fulli:ful lessli:less (?<=[cdeghkmnrt])li:",
  );
  const step3 = step("tional:tion ational:ate alize:al icate:ic iciti:ic ical:ic ful: ness:");
  const step4 = step(
    "al: ance: ence: er: ic: able: ible: ant: ement: ment: ent: ism: ate: iti: ous: ive: ize: (?<=[st])ion:",
  );

  function stem(written) {
    const one = IRREGULAR.get(written) ?? written;
    if (UNCHANGED.has(one)) return UNCHANGED.get(one);
    if (DIGITISED.test(one)) return "digitiz";
    let word = spelt(one).replace(/^y|(?<=[aeiouy])y/g, "Y");
    if (word.length < 3) return one;
    const region = (from) => from + (/^.*?[aeiouy][^aeiouy]/.exec(word.slice(from))?.[0].length ?? word.length - from);
    const r1 = /^(?:gener|commun|arsen|past|univers|later|emerg|organ|inter)/.exec(word)?.[0].length ?? region(0);
    const r2 = region(r1);

    word = word
      .replace(/sses$/, "ss")
      .replace(/(?<=..)ie[ds]$/, "i")
      .replace(/ie[ds]$/, "ie")
      .replace(/(?<=[aeiouy].*[^us])s$/, "");
    if (WHOLE.test(word)) return word;

    if (/eed(?:ly)?$/.test(word)) word = word.replace(/eed(?:ly)?$/, (end, at) => (at >= r1 ? "ee" : end));
    else if (/[aeiouy].*(?:ed|ing)(?:ly)?$/.test(word)) {
      word = word.replace(/(?:ed|ing)(?:ly)?$/, "");
      if (/(?:at|bl|iz)$/.test(word)) word += "e";
      else if (/([bdfgmnprt])\1$/.test(word)) word = word.replace(/(?<!^[aeo])(.)\1$/, "$1");
      else if (word.length === r1 && SHORT.test(word)) word += "e";
    }
    word = word.replace(/(?<=.[^aeiouy])[yY]$/, "i");

    word = step3(step2(word, r1), r1).replace(/ative$/, (end, at) => (at >= r2 ? "" : end));
    word = step4(word, r2);
    word = word.replace(/e$|(?<=l)l$/, (end, at) =>
      at >= r2 || (end === "e" && at >= r1 && !SHORT.test(word.slice(0, at))) ? "" : end,
    );
    return word.replace(/Y/g, "y");
  }

  const LAST_PART = 0.4; // few words are compounds: who types "minister" means no "administer"
  const SMALL =
    "a about after all also am an and any are as at be became become becoming been before being between both but by can " +
    "come compare could did difference do does doing done during each exist for from get getting go going had happen " +
    "happened has have he her his how i if in initiatives into is it its just kr many may me more much must my not now of " +
    "on or our out over per projects s shall she should so some still t than that the their them then there these they " +
    "this those to too under until up us was we were what when where which while who why will with would you your";
  const KINDS = { Initiative: 1, Agreement: 0.8, Theme: 0.75, "Not read": 0.7, Page: 0.6, Comparison: 0.5 };

  return { number, stem, asWritten, IRREGULAR, LAST_PART, SMALL, KINDS, CHANGES_INSIDE: true };
})();
