// The editors: proposals, buttons; takes dropped files. Everything also works without.
"use strict";

for (const input of document.querySelectorAll("[data-here]")) {
  input.value = location.pathname + location.search;
}

const drop = document.querySelector("[data-drop]");
if (drop) {
  const files = drop.querySelector("input[type=file]");
  const over = (on) => (event) => {
    event.preventDefault();
    drop.classList.toggle("over", on);
  };
  drop.addEventListener("dragover", over(true));
  drop.addEventListener("dragleave", over(false));
  drop.addEventListener("drop", (event) => {
    over(false)(event);
    files.files = event.dataTransfer.files;
    if (files.files.length > 0) drop.requestSubmit();
  });
}

window.editors = [...document.querySelectorAll("[data-editor]")].map(editor);

function editor(root) {
  const form = root.querySelector("form");
  const text = form.querySelector("textarea");
  const saved = root.querySelector("[data-saved]");

  const say = (words, failed) => {
    saved.textContent = words;
    saved.classList.toggle("failed", Boolean(failed));
  };
  const saver = window.saving.saver(form, text, { say, saved: took });
  const save = saver.save;

  // What the server has after a decision, in every editor that nobody has changed.
  function took(texts) {
    for (const t of texts) {
      const place = document.querySelector(`[data-editor][data-lang="${t.lang}"]`);
      if (!place) continue;
      for (const seen of place.querySelectorAll("[data-seen]")) seen.value = t.seen;
      const state = place.querySelector("[data-state]");
      state.textContent = t.state;
      state.className = `state ${t.class}`;
      const other = place.querySelector("textarea");
      if (place !== root && other.value === other.defaultValue) {
        other.value = t.text;
        other.defaultValue = t.text;
        place.dispatchEvent(new CustomEvent("taken"));
      }
    }
  }

  root.addEventListener("taken", saver.taken);
  // Proposals come anew while the page is open.
  root.addEventListener("click", (event) => {
    const button = event.target.closest("[data-apply]");
    if (!button) return;
    event.preventDefault();
    apply(button.dataset.apply);
  });
  for (const button of form.querySelectorAll("button[name=verb]")) {
    button.addEventListener("click", (event) => {
      event.preventDefault();
      save(button.value).then(() => {
        if (button.value === "reject") location.reload();
        if (button.value === "confirm") goOn();
      }, () => {});
    });
  }

  // To the next language, after the last one to the next open entry.
  function goOn() {
    const next = window.editors[window.editors.findIndex((e) => e.root === root) + 1];
    const open = document.querySelector("[data-action=next-open]");
    if (next) next.text.focus();
    else if (open) location.href = open.href;
  }

  function apply(index) {
    const offer = root.querySelector(`[data-offer="${index}"]`);
    if (!offer) return false;
    text.value = offer.value;
    text.focus();
    save("edit").catch(() => {});
    return true;
  }

  return { root, text, save, apply, dirty: saver.dirty };
}
