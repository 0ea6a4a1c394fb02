// Keys. Everything that a key does, a button or a link on the page does too.
"use strict";

const here = () => window.editors.find((e) => e.root.contains(document.activeElement)) ?? window.editors[0];

function follow(key) {
  const link = document.querySelector(`[data-key="${key}"]`);
  if (link) location.href = link.href;
}

document.addEventListener("keydown", (event) => {
  if (event.ctrlKey && event.key === "Enter" && window.editors.length > 0) {
    event.preventDefault();
    const now = here();
    const next = window.editors[window.editors.indexOf(now) + 1];
    now.save("confirm").then(() => (next ? next.text.focus() : follow("open")), () => {});
  } else if (event.ctrlKey && /^[1-9]$/.test(event.key) && window.editors.length > 0) {
    if (here().apply(event.key)) event.preventDefault();
  } else if (event.altKey && event.key === "ArrowUp") {
    event.preventDefault();
    follow("previous");
  } else if (event.altKey && event.key === "ArrowDown") {
    event.preventDefault();
    follow("next");
  }
});
