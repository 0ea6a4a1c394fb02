// Saves while typing, applies proposals, takes dropped files. Everything also works without.
"use strict";

const PAUSE = 800; // milliseconds of quiet after which typing is saved

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
  let stored = text.value;
  let timer = 0;
  let queue = Promise.resolve();

  const say = (words, failed) => {
    saved.textContent = words;
    saved.classList.toggle("failed", Boolean(failed));
  };

  async function send(verb) {
    const body = new URLSearchParams(new FormData(form));
    body.set("verb", verb);
    const sent = text.value;
    const answer = await fetch(form.action, { method: "POST", headers: { Accept: "application/json" }, body });
    if (answer.status === 409) {
      say("Somebody else changed this text. Yours is still here: copy it, then open the entry again.", true);
      throw new Error("conflict");
    }
    if (!answer.ok) {
      say("Not saved. Your text is still here; save it again.", true);
      throw new Error("not saved");
    }
    const { texts } = await answer.json();
    stored = sent;
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
    say("Saved");
  }

  // One request after the other, so that each carries the state left by the one before.
  const save = (verb) => {
    clearTimeout(timer);
    queue = queue.catch(() => {}).then(() => send(verb));
    return queue;
  };

  root.addEventListener("taken", () => { stored = text.value; });
  text.addEventListener("input", () => {
    say("…");
    clearTimeout(timer);
    timer = setTimeout(() => save("edit").catch(() => {}), PAUSE);
  });
  text.addEventListener("blur", () => {
    if (text.value !== stored) save("edit").catch(() => {});
  });
  for (const button of root.querySelectorAll("[data-apply]")) {
    button.addEventListener("click", (event) => {
      event.preventDefault();
      apply(button.dataset.apply);
    });
  }
  for (const button of form.querySelectorAll("button[name=verb]")) {
    button.addEventListener("click", (event) => {
      event.preventDefault();
      save(button.value).then(() => { if (button.value === "reject") location.reload(); }, () => {});
    });
  }

  function apply(index) {
    const offer = root.querySelector(`[data-offer="${index}"]`);
    if (!offer) return false;
    text.value = offer.value;
    text.focus();
    save("edit").catch(() => {});
    return true;
  }

  return { root, text, save, apply, dirty: () => text.value !== stored };
}

window.addEventListener("beforeunload", (event) => {
  if (window.editors.some((e) => e.dirty())) event.preventDefault();
});
