/* Copies a reference or the code of an embed, and completes addresses where the site was built without one. */
(() => {
  "use strict";

  for (const text of document.querySelectorAll("[data-as-address]")) {
    const { asAddress: address, asRoot: root } = text.dataset;
    const whole = new URL(address, new URL(root, location.href)).href;
    text.textContent = text.textContent.replaceAll(address, () => whole);
  }
  for (const text of document.querySelectorAll("[data-as-stand-in]")) {
    const { asStandIn: standIn, asRoot: root } = text.dataset;
    text.textContent = text.textContent.replaceAll(standIn, () => new URL(root, location.href).href);
  }
  for (const bare of document.querySelectorAll("[data-as-bare]")) bare.hidden = true;

  const select = (text) => getSelection().selectAllChildren(text);

  const copied = async (text) => {
    try {
      await navigator.clipboard.writeText(text.textContent);
      return true;
    } catch {
      // Only a secure page may use the clipboard; the older way works for what is selected.
      select(text);
      return document.execCommand("copy");
    }
  };

  for (const button of document.querySelectorAll("[data-as-copy]")) {
    const text = document.getElementById(button.dataset.asCopy);
    const said = button.closest("details").querySelector(".as-said");
    button.hidden = false;
    button.addEventListener("click", async () => {
      said.textContent = ""; // the same words again are read out again
      const isCopied = await copied(text);
      if (!isCopied) select(text);
      said.textContent = isCopied ? _("Kopieret") : _("Det kunne ikke kopieres. Teksten er markeret, så du selv kan kopiere den.");
    });
  }
})();
