// The only way by which a script of this site can turn a text into HTML or load another script: the content policy asks
// for it where a browser knows Trusted Types. Runs before the theme, which puts the results of a search into the page.
"use strict";

(() => {
  // What the theme and assets/search/worker.js write. Any other tag is shown as the text it is.
  const OTHER = /<(?!\/?(?:article|del|details|div|h1|h2|mark|nav|p|span|summary)(?: class="[\w -]*"| lang="da"| data-md-highlight)?>)/g;

  globalThis.trustedTypes?.createPolicy("default", {
    createHTML: (text) => text.replace(OTHER, "&lt;"),
    // Undefined is refused; and no text ever becomes a script, because there is no createScript.
    createScriptURL: (address) => {
      const { href, origin } = new URL(address, location.href);
      return origin === location.origin ? href : undefined;
    },
  });
})();
