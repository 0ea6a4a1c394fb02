// Saves what is typed: at once in this browser, within a second on the server, and as a decision when
// the text is confirmed, saved or left. Words come from the page.
"use strict";

window.saving = (() => {
  const SOON = 600; // milliseconds until what is typed goes to the server
  const AGAIN = 2000; // milliseconds until the server is asked again when it did not answer
  const source = document.querySelector("[data-saving-words]");
  const words = source ? source.dataset : {};

  // Browsers that keep nothing (private windows, full disks) still save on the server.
  const local = {
    get(key) { try { return JSON.parse(localStorage.getItem(key)); } catch { return null; } },
    set(key, value) { try { localStorage.setItem(key, JSON.stringify(value)); } catch { /* as above */ } },
    drop(key) { try { localStorage.removeItem(key); } catch { /* as above */ } },
  };

  // The session of this page is over: signed out, or the program was started anew.
  const ended = (answer) => [400, 401, 403].includes(answer.status);

  const post = (url, body, json) =>
    fetch(url, { method: "POST", headers: json ? { Accept: "application/json" } : {}, body });

  // `hooks.say(words, failed)` tells how far saving is; `hooks.saved(texts)` gets what the server has
  // after a decision.
  function saver(form, text, hooks) {
    const lang = form.elements.lang.value;
    const place = new URL(form.action).pathname.replace(/\/text$/, "");
    const key = `typing:${place}:${lang}`;
    let stored = text.value;
    let timer = 0;
    let kept = true; // what is typed is on the server
    let queue = Promise.resolve();

    const fields = () => {
      const body = new URLSearchParams();
      for (const name of ["csrf", "lang", "seen"]) body.set(name, form.elements[name].value);
      body.set("text", text.value);
      return body;
    };
    const pause = (ms) => new Promise((done) => setTimeout(done, ms));

    // Asks until the server answers; what it says is given back.
    async function insist(url, body, json) {
      for (;;) {
        try {
          return await post(url, body, json);
        } catch {
          hooks.say(words.away, true);
          await pause(AGAIN);
        }
      }
    }

    async function keep() {
      const body = fields();
      const sent = text.value;
      if (sent === stored) return;
      const answer = await insist(`${place}/typing`, body, true);
      if (answer.ok) {
        kept = text.value === sent;
        if (kept) hooks.say(words.kept);
      } else {
        hooks.say(ended(answer) ? words.signedOut : words.failed, true);
      }
    }

    async function decide(verb) {
      const body = fields();
      body.set("verb", verb);
      const sent = text.value;
      const answer = await insist(form.action, body, true);
      if (answer.status === 409) {
        // The server keeps this text beside the one that stands; the page shows both.
        local.drop(key);
        stored = text.value;
        location.assign(`${place}?late=${lang}`);
        throw new Error("late");
      }
      if (!answer.ok) {
        const told = answer.headers.get("content-type")?.startsWith("application/json") ? await answer.json() : {};
        hooks.say(told.message ?? (ended(answer) ? words.signedOut : words.failed), true);
        throw new Error("not saved");
      }
      const { texts } = await answer.json();
      stored = sent;
      kept = true;
      if (text.value === sent) local.drop(key);
      hooks.saved(texts);
      hooks.say(words.saved);
      return texts;
    }

    // One request after the other, so that each carries the state left by the one before.
    const inTurn = (act) => {
      queue = queue.catch(() => {}).then(act);
      return queue;
    };

    text.addEventListener("input", () => {
      kept = false;
      local.set(key, { text: text.value, seen: form.elements.seen.value, time: Date.now() });
      hooks.say(words.typing);
      // Not put off by further typing: a second of it is the most that can be lost.
      if (timer) return;
      timer = setTimeout(() => {
        timer = 0;
        inTurn(keep).catch(() => {});
      }, SOON);
    });

    const dirty = () => text.value !== stored;
    const save = (verb) => {
      clearTimeout(timer);
      timer = 0;
      return inTurn(() => decide(verb));
    };
    text.addEventListener("blur", () => {
      if (dirty() && document.visibilityState === "visible") save("edit").catch(() => {});
    });
    // The page goes away: what is typed is saved behind its back.
    window.addEventListener("pagehide", () => {
      if (!dirty()) return;
      const body = fields();
      body.set("verb", "edit");
      if (navigator.sendBeacon(form.action, body)) stored = text.value;
    });
    window.addEventListener("beforeunload", (event) => {
      if (dirty() && !kept && timer === 0) event.preventDefault();
    });

    // Typed in this browser before it broke down, and perhaps never sent.
    const before = local.get(key);
    if (before) {
      local.drop(key);
      if (before.text.trim() !== text.value.trim()) {
        const body = fields();
        body.set("text", before.text);
        body.set("seen", before.seen);
        body.set("age", String(Math.max(0, Date.now() - before.time)));
        const shown = [...document.querySelectorAll(`[data-unsaved="${lang}"] [data-typed]`)];
        const known = shown.some((p) => p.textContent === before.text);
        if (!known) {
          insist(`${place}/typing`, body, true).then((answer) => {
            if (answer.ok && !dirty()) location.reload();
          });
        }
      }
    }

    return {
      dirty,
      save,
      /** The text was replaced by what the server has. */
      taken: () => { stored = text.value; kept = true; },
    };
  }

  return { saver, words };
})();
