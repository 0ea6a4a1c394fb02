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

  for (const button of root.querySelectorAll("[data-add]")) {
    button.hidden = false;
    button.addEventListener("click", () => {
      const words = button.parentElement.querySelector("[data-rest]").textContent;
      field.setSelectionRange(field.value.length, field.value.length);
      insertInto(field, words);
    });
  }
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
  const offers = [...root.querySelectorAll("[data-offered] [data-apply]")];
  for (const button of root.querySelectorAll("[data-step]")) {
    button.addEventListener("click", () => {
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
