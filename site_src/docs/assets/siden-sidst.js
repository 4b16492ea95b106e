/* Siden sidst: what is new in our data since the version the reader last saw.

   Which version that was is kept in this browser and nowhere else. The list of versions is our own file, and it is
   asked for only when it is needed: a first visit, or one where nothing is new, asks for nothing. */
(() => {
  "use strict";

  const KEY = "aftalespor.version";
  const NUMBER = /^\d+\.\d+\.\d+$/;
  const MOST = 5; // changes in the box; the page of versions has them all

  const language = document.documentElement.lang;
  const box = document.querySelector("[data-as-since]");
  if (!box) return;
  const { version: current, versions: list, page } = box.dataset;
  const asked = new URLSearchParams(location.search).get("siden");
  const seen = asked ? null : remembered();
  if (asked) answer(asked.slice(0, 40));
  else if (current && seen === null) remember(current);
  else if (current && seen && seen !== current) remind(seen);

  /* Somebody followed a link with ?siden=: always an answer, and what is remembered stays as it is. */
  async function answer(version) {
    if (!current) return show(_("Siden sidst"), [element("p", _("Der er endnu ikke udgivet nogen version af vores data."))]);
    const versions = await fetched();
    const title = _("Siden version %(version)s", { version });
    if (!versions) return show(_("Siden sidst"), [element("p", _("Listen over versioner kunne ikke hentes. Prøv igen senere."))]);
    const at = versions.findIndex((one) => one.version === version);
    if (at < 0) return show(_("Siden sidst"), [element("p", _("Vi kender ikke version »%(version)s«.", { version })), way()]);
    const newer = versions.slice(at + 1);
    if (!newer.length) return show(title, [element("p", _("Intet er ændret. Det er den nyeste version af vores data."))]);
    show(title, told(newer, after(newer.length, `${version}${dated(versions[at])}`)));
  }

  /* A reader who was here before: quiet unless there is something new. */
  async function remind(version) {
    const versions = await fetched();
    if (!versions || !versions.length) return;
    const at = versions.findIndex((one) => one.version === version);
    const newer = versions.slice(at + 1);
    const latest = versions[versions.length - 1].version;
    if (at < 0) show(_("Siden sidst"), [element("p", _("Du så sidst version »%(version)s«, og den kender vi ikke.", { version })), way()], latest);
    else if (newer.length) show(_("Siden sidst"), told(newer, since(newer.length, `${version}${dated(versions[at])}`)), latest);
  }

  const after = (count, version) =>
    counted(
      "Efter version %(version)s er der kommet én version af vores data.",
      "Efter version %(version)s er der kommet %(count)s versioner af vores data.",
      count,
      { version },
    );

  const since = (count, version) =>
    counted(
      "Du så sidst version %(version)s. Siden da er der kommet én version af vores data.",
      "Du så sidst version %(version)s. Siden da er der kommet %(count)s versioner af vores data.",
      count,
      { version },
    );

  function told(newer, lead) {
    const parts = [element("p", lead)];
    let left = MOST;
    for (const one of [...newer].reverse()) {
      const changes = Array.isArray(one.changes) ? one.changes : [];
      parts.push(element("h3", _("Version %(version)s", { version: `${one.version}${dated(one)}` })), element("p", inLanguage(one, "note")));
      if (changes.length && left > 0) {
        const items = element("ul");
        items.append(...changes.slice(0, left).map(item));
        parts.push(items);
      }
      left -= changes.length;
    }
    if (left < 0) parts.push(element("p", counted("Der er én ændring til.", "Der er %(count)s ændringer til.", -left)));
    return [...parts, way()];
  }

  function item(change) {
    const found = element("li");
    const target = within(change.address);
    const title = element(target ? "a" : "span", inLanguage(change, "title"));
    if (target) title.href = target;
    const note = inLanguage(change, "note");
    found.append(element("strong", inLanguage(change, "cause_label")), " ", title, note ? `: ${note}` : "");
    return found;
  }

  /* What the list says in the language of the page, or in Danish, which it is written in. */
  const inLanguage = (said, key) => said[`${key}_${language}`] ?? said[key];

  /* A link to a page of ours, or nothing: the list may say what it likes, but it does not lead away from here. */
  function within(address) {
    const root = new URL(box.dataset.root, location.href).href;
    try {
      const { href } = new URL(address, root);
      return href.startsWith(root) ? href : null;
    } catch {
      return null;
    }
  }

  function way() {
    const paragraph = element("p");
    const link = element("a", _("Alle versioner og deres ændringer"));
    link.href = page;
    paragraph.append(link);
    return paragraph;
  }

  /* With *latest*, the reader can say that it has been seen. */
  function show(title, parts, latest) {
    const section = element("section");
    section.className = "as-since-box";
    const heading = element("h2", title);
    heading.id = "siden-sidst";
    section.setAttribute("aria-labelledby", heading.id);
    const buttons = element("p");
    if (latest) {
      buttons.append(
        button(_("Set"), () => {
          remember(latest);
          close(section, _("Husket. Du får besked her, når der kommer noget nyt."));
        }),
        " ",
        button(_("Ikke nu"), () => close(section, _("Lukket. Det vises igen næste gang."))),
      );
    } else buttons.append(button(_("Luk"), () => close(section, _("Lukket."))));
    section.append(heading, ...parts, buttons);
    box.prepend(section);
  }

  function close(section, words) {
    const said = element("p", words);
    said.className = "as-small";
    said.tabIndex = -1;
    section.replaceWith(said);
    said.focus(); // the button that had it is gone
  }

  function button(words, act) {
    const made = element("button", words);
    made.type = "button";
    made.className = "as-button";
    made.addEventListener("click", act);
    return made;
  }

  function element(name, words = "") {
    const made = document.createElement(name);
    made.textContent = words ?? "";
    return made;
  }

  function dated(version) {
    const day = /^\d{4}-\d{2}-\d{2}$/.test(version.date) ? new Date(`${version.date}T00:00:00Z`) : null;
    if (!day || Number.isNaN(day.getTime())) return version.date ? ` (${version.date})` : "";
    const format = new Intl.DateTimeFormat(language === "da" ? "da-DK" : "en-GB", { dateStyle: "long", timeZone: "UTC" });
    return _(" fra %(day)s", { day: format.format(day) });
  }

  async function fetched() {
    try {
      const response = await fetch(list);
      const { versions } = await response.json();
      return response.ok && Array.isArray(versions) ? versions : null;
    } catch {
      return null;
    }
  }

  /* Null when nothing is remembered; undefined when the browser does not let us remember anything. */
  function remembered() {
    try {
      const found = localStorage.getItem(KEY);
      return found && NUMBER.test(found) ? found : null;
    } catch {
      return undefined;
    }
  }

  function remember(version) {
    try {
      localStorage.setItem(KEY, version);
    } catch {
      /* blocked or full: the reader is simply new each time */
    }
  }
})();
