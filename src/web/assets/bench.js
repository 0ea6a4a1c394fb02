// The bench of an entry: marked words behind the editors, proposals chosen by keys, text inserted at the
// cursor. Saving is the editors' own.
"use strict";

function changed(field) {
  field.dispatchEvent(new Event("input", { bubbles: true }));
}

// Puts words where the cursor is, in place of what is selected.
function insertInto(field, words) {
  const { selectionStart: from, selectionEnd: to, value } = field;
  const before = value.slice(0, from), after = value.slice(to);
  const space = before && !/\s$/.test(before) && !/^[\s,.;:)]/.test(words) ? " " : "";
  field.value = before + space + words + after;
  const at = (before + space + words).length;
  field.focus();
  field.setSelectionRange(at, at);
  changed(field);
}

for (const root of document.querySelectorAll("[data-editor]")) {
  const field = root.querySelector("textarea");
  const behind = root.querySelector("[data-behind]");
  const marked = [...behind.querySelectorAll("mark")].map((m) => m.textContent);

  // Words that are still there stay marked; what was changed is not.
  const draw = () => {
    const text = field.value;
    behind.replaceChildren();
    let at = 0;
    for (const words of marked) {
      const place = text.indexOf(words, at);
      if (place < 0) continue;
      behind.append(text.slice(at, place));
      const mark = document.createElement("mark");
      mark.textContent = words;
      behind.append(mark);
      at = place + words.length;
    }
    behind.append(text.slice(at) + "\n");
  };
  const follow = () => { behind.scrollTop = field.scrollTop; };
  field.addEventListener("input", draw);
  field.addEventListener("scroll", follow);
  root.addEventListener("taken", draw);
  draw();

  const additions = () => {
    for (const button of root.querySelectorAll("[data-add][hidden]")) {
      button.hidden = false;
      button.addEventListener("click", () => {
        const words = button.parentElement.querySelector("[data-rest]").textContent;
        field.setSelectionRange(field.value.length, field.value.length);
        insertInto(field, words);
      });
    }
  };
  additions();
  root.addEventListener("offers", additions);
  const copy = root.querySelector("[data-copy-source]");
  const source = document.querySelector("[data-editor].original textarea");
  if (copy && source) {
    copy.hidden = false;
    copy.addEventListener("click", () => {
      field.value = source.value;
      field.focus();
      changed(field);
    });
  }

  // A proposal is chosen by going up and down among them, and taken with the button it then holds.
  let chosen = -1;
  for (const button of root.querySelectorAll("[data-step]")) {
    button.hidden = false;
    button.addEventListener("click", () => {
      const offers = [...root.querySelectorAll("[data-offered] [data-apply]")];
      const at = offers.findIndex((o) => o.closest("[data-offered]").contains(document.activeElement));
      const next = offers[Math.max(0, Math.min(offers.length - 1, (at < 0 ? chosen : at) + Number(button.dataset.step)))];
      chosen = offers.indexOf(next);
      next.focus();
      next.closest("[data-offered]").scrollIntoView({ block: "nearest" });
    });
  }
  // A key that clicks into the editor goes there.
  field.addEventListener("click", () => field.focus());
}

for (const button of document.querySelectorAll("[data-fill]")) {
  button.hidden = false;
  button.addEventListener("click", () => {
    const field = button.closest("[data-sentence]").querySelector("textarea");
    field.value = button.dataset.fill;
    field.focus();
  });
}

// Links that open what they lead to and go there.
for (const link of document.querySelectorAll("[data-open]")) {
  link.addEventListener("click", (event) => {
    const to = document.querySelector(link.getAttribute("href"));
    if (!to) return;
    event.preventDefault();
    const panel = to.closest("details");
    if (panel) panel.open = true;
    if (link.dataset.action === "concordance") chosenWords();
    (panel ?? to).scrollIntoView({ block: "start" });
    (to.matches("details") ? to.querySelector("summary") : to).focus({ preventScroll: true });
    if (link.dataset.action === "concordance" && to.value) to.form.requestSubmit();
  });
}

// The words that are selected, with their language, into the concordance.
let lastField = null;
for (const field of document.querySelectorAll("[data-editor] textarea")) {
  field.addEventListener("focus", () => { lastField = field; });
}
function chosenWords() {
  const form = document.querySelector("[data-concordance]");
  const field = document.activeElement.matches("[data-editor] textarea") ? document.activeElement : lastField;
  let words = "", lang = "";
  const selected = getSelection();
  if (field && field.selectionEnd > field.selectionStart) {
    words = field.value.slice(field.selectionStart, field.selectionEnd);
    lang = field.lang;
  } else if (selected && String(selected).trim()) {
    words = String(selected);
    const at = selected.anchorNode;
    lang = (at.nodeType === 1 ? at : at.parentElement).closest("[lang]").lang;
  }
  words = words.trim();
  if (!words) return;
  form.words.value = /\s/.test(words) ? `"${words.replace(/"/g, "")}"` : words;
  if ([...form.from.options].some((o) => o.value === lang)) form.from.value = lang;
}

const concordance = document.querySelector("[data-concordance]");
if (concordance) {
  const hits = concordance.parentElement.querySelector("[data-hits]");
  concordance.addEventListener("submit", async (event) => {
    event.preventDefault();
    const address = `${concordance.action}?${new URLSearchParams(new FormData(concordance))}`;
    const answer = await fetch(address);
    if (!answer.ok) { location.href = address; return; }
    const page = new DOMParser().parseFromString(await answer.text(), "text/html");
    hits.replaceChildren(...document.importNode(page.querySelector("[data-hits]"), true).childNodes);
    readyInserts(hits);
    hits.closest("details").scrollIntoView({ block: "start" });
  });
}

// Terms and translations found are inserted at the cursor: what is selected of them, or all.
function readyInserts(root) {
  for (const button of root.querySelectorAll("[data-insert], [data-insert-text]")) {
    const field = document.getElementById(`text-${button.dataset.into}`);
    if (!field) continue;
    button.hidden = false;
    button.addEventListener("mousedown", (event) => event.preventDefault()); // keeps the selection
    button.addEventListener("click", () => {
      let words = button.dataset.insert;
      if (!words) {
        const place = button.closest("[data-text]");
        const selected = getSelection();
        const inside = place.contains(selected.anchorNode) && String(selected).trim();
        const whole = [...place.childNodes].filter((n) => n !== button).map((n) => n.textContent).join("").trim();
        words = inside || whole;
      }
      insertInto(field, words);
    });
  }
}
readyInserts(document);

// What the checks, the terms and the history say follows the texts.
let freshening = 0;
async function freshen() {
  const answer = await fetch(location.href);
  if (!answer.ok) return;
  const page = new DOMParser().parseFromString(await answer.text(), "text/html");
  for (const old of document.querySelectorAll("[data-fresh]")) {
    const now = page.querySelector(`[data-fresh="${old.dataset.fresh}"]`);
    if (!now || old.contains(document.activeElement)) continue;
    const fresh = document.importNode(now, true);
    if (old.matches("details")) fresh.open = old.open;
    old.replaceWith(fresh);
    readyInserts(fresh);
    for (const input of fresh.querySelectorAll("[data-here]")) input.value = location.pathname + location.search;
  }
}
for (const seen of document.querySelectorAll("[data-editor] > form [data-seen]")) {
  new MutationObserver(() => {
    clearTimeout(freshening);
    freshening = setTimeout(() => freshen().catch(() => {}), 300);
  }).observe(seen, { attributes: true, attributeFilter: ["value"] });
}
