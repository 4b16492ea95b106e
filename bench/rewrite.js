// The candidate to beat: Material's own worker, with each typed word widened to its stem before lunr sees it.
"use strict";
const ENDINGS = /(ernes|erne|enes|ene|ens|ers|ets|er|en|et|es|e|s)$/;
const listen = self.addEventListener.bind(self);

function widened(word) {
  const letters = word.toLowerCase().replace(/ae/g, "æ").replace(/oe/g, "ø").replace(/aa/g, "å");
  const stem = letters.length > 5 ? letters.replace(ENDINGS, "") : letters;
  return `${word}^20 ${letters}^20 ${stem}*^5 *${stem}*`;
}

self.addEventListener = (type, act) =>
  listen(type, (event) => {
    const { type: kind, data } = event.data;
    const isQuery = kind === 2 && data.trim();
    act(isQuery ? { data: { type: 2, data: data.trim().split(/\s+/).map(widened).join(" ") } } : event);
  });
importScripts("search.a7633da7.min.js");
