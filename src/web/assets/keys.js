// Keys. The table comes from the page; whatever a key does, an element with data-action does too.
"use strict";

const KEYS = new Map();
for (const row of JSON.parse(document.body.dataset.keys || "[]")) {
  for (const key of row.keys) KEYS.set(key, [...(KEYS.get(key) ?? []), row]);
}

const NAMES = { ArrowUp: "Up", ArrowDown: "Down", ArrowLeft: "Left", ArrowRight: "Right", " ": "Space" };

// The name of a stroke as the table writes it: modifiers, then the key. Digits are meant as keys,
// since French keyboards write other signs with them.
function stroke(event) {
  const held = event.ctrlKey || event.metaKey || event.altKey;
  const digit = /^(?:Digit|Numpad)([0-9])$/.exec(event.code);
  let key = NAMES[event.key] ?? event.key;
  if (digit && held) key = digit[1];
  else if (key.length === 1) key = key.toUpperCase();
  // A sign that is written with Shift is the sign, not Shift and a sign.
  const sign = event.key.length === 1 && !held;
  return (event.ctrlKey || event.metaKey ? "Ctrl+" : "") + (event.altKey ? "Alt+" : "") + (event.shiftKey && !sign ? "Shift+" : "") + key;
}

const typing = (element) => element.closest("input, textarea, select, [contenteditable]") !== null;

// The element of an action: in the editor at hand, then on the page, then in its head.
function target(action) {
  const places = [document.activeElement?.closest("[data-editor]"), document.querySelector("main"), document];
  for (const place of places) {
    for (const element of place?.querySelectorAll(`[data-action~="${action}"]`) ?? []) {
      if (!element.disabled && element.checkVisibility()) return element;
    }
  }
  return null;
}

function act(action) {
  if (action === "help") return help();
  const element = target(action);
  if (!element) return false;
  if (element.matches("input:not([type=submit]), textarea, select, [tabindex='-1']")) {
    element.focus();
    if (element.matches("input")) element.select();
  } else {
    element.click();
  }
  return true;
}

// The help is the page /help, shown above the page at hand.
function help() {
  const dialog = document.querySelector("dialog[data-help-dialog]");
  if (!dialog) return false;
  if (dialog.open) {
    dialog.close();
    return true;
  }
  const show = () => {
    for (const input of dialog.querySelectorAll("[data-here]")) input.value = location.pathname + location.search;
    dialog.showModal();
  };
  const place = dialog.querySelector("[data-help-place]");
  if (place.childElementCount > 0) {
    show();
    return true;
  }
  fetch("/help")
    .then((answer) => (answer.ok ? answer.text() : Promise.reject(answer.status)))
    .then((text) => {
      const found = new DOMParser().parseFromString(text, "text/html").querySelector("[data-help]");
      place.replaceChildren(document.adoptNode(found));
      show();
    })
    .catch(() => { location.href = "/help"; });
  return true;
}

document.addEventListener("keydown", (event) => {
  if (event.defaultPrevented || event.isComposing || event.getModifierState("AltGraph")) return;
  const inField = event.target instanceof Element && typing(event.target);
  for (const row of KEYS.get(stroke(event)) ?? []) {
    if (inField && !row.typing) continue;
    if (document.querySelector("dialog[open]") && row.action !== "help") continue;
    if (act(row.action)) {
      event.preventDefault();
      return;
    }
  }
});

document.querySelector("a[data-action='help']")?.addEventListener("click", (event) => {
  if (help()) event.preventDefault();
});
