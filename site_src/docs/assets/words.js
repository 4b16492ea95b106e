/* What the other scripts say, in the language of the page: as generator/wording/translator.py, with the same keys.
   Pages in another language than Danish are also given words/<language>.js, which holds the catalogue. */
(() => {
  "use strict";

  const filled = (said, values) => said.replace(/%\((\w+)\)s/g, (whole, name) => values[name] ?? whole);
  const catalogue = globalThis.asCatalogue ?? {};

  globalThis._ = (danish, values = {}) => filled(catalogue[danish] ?? danish, values);
  globalThis.counted = (one, many, count, values = {}) =>
    filled((catalogue[one] ?? [one, many])[count === 1 ? 0 : 1], { count, ...values });
})();
