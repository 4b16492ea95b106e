// What a search must know of Danish; english.js has the same of English. No page, no network.
"use strict";

// `var`: see index.js.
var searchLanguage = (() => {
  // 10.000 is ten thousand; 247.4 is what 247,4 is called on another keyboard.
  const number = (text) => text.replace(/\.(?=\d{3}(?!\d))/g, "").replace(".", ",");

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

  const SMALL =
    "af alle at blev blevet blive bliver da de den der deres det dette dig din disse du efter eller en er et findes for " +
    "forskel fra få fået får gang går har have helt hun han hvad hvem hvilke hvilken hvis hvor hvordan hvornår hvorfor i " +
    "ikke ind initiativer initiativerne jeg jer kan kom kommer kr lige man mange med meget mellem men min mine mit mod " +
    "mere noget nogen nogle nu når og også om op os over på projekt projekter projekterne s sammenlign selv siden sig sin " +
    "sit ske skete sker skal som stadig så til ud under var ved vi vil vores være";
  // How much an entry counts by what it is.
  const KINDS = { Initiativ: 1, Aftale: 0.8, Tema: 0.75, "Ikke læst": 0.7, Side: 0.6, Sammenligning: 0.5 };

  return { number, stem, asWritten: (query) => query, IRREGULAR, LAST_PART: 0.6, SMALL, KINDS };
})();
