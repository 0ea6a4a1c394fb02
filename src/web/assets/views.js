// Copying a list. Everything also works without.
"use strict";

for (const button of document.querySelectorAll("[data-copy]")) {
  button.hidden = false;
  button.addEventListener("click", async () => {
    const field = document.getElementById(button.dataset.copy);
    try {
      await navigator.clipboard.writeText(field.value);
      button.textContent = button.dataset.done;
    } catch {
      // Where the clipboard is closed the text is chosen, so that one stroke copies it.
      field.focus();
      field.select();
    }
  });
}

// A click on a paragraph of the preview goes to its entry, unless words were marked to be copied.
for (const row of document.querySelectorAll("[data-go]")) {
  row.addEventListener("click", (event) => {
    if (event.target.closest("a") || String(getSelection())) return;
    location.href = row.dataset.go;
  });
}

for (const button of document.querySelectorAll("[data-print]")) {
  button.hidden = false;
  button.addEventListener("click", () => print());
}
