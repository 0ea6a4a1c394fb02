// Keeps an open page true while others work: texts, states, who is where. Words come from the page.
"use strict";

(() => {
  const words = document.body.dataset;
  if (!words.live || !window.EventSource) return;
  const RENEW = 20000; // milliseconds after which a page says again that it is there
  const tab = crypto.getRandomValues(new Uint32Array(4)).join("-");
  const form = document.querySelector("[data-editor] form");
  const entry = form ? new URL(form.action).pathname.split("/")[2] : "";
  const csrf = document.querySelector("input[name=csrf]")?.value ?? "";
  const editors = () => [...document.querySelectorAll("[data-editor]")];
  const clock = (time) => new Date(time).toLocaleTimeString([], { hour: "2-digit", minute: "2-digit" });

  // Times that the server wrote in universal time, in the time of this place.
  for (const time of document.querySelectorAll("time[data-clock]")) time.textContent = clock(time.dateTime);

  // What a person typed and did not save, on pages other than the entry itself.
  async function remind() {
    const answer = await fetch("/typing", { headers: { Accept: "application/json" } });
    if (!answer.ok) return;
    const list = (await answer.json()).filter((u) => String(u.entry) !== entry);
    if (list.length === 0) return;
    const notice = document.createElement("p");
    notice.className = "notice unsaved-elsewhere";
    notice.append(words.unsavedElsewhere);
    for (const one of list) {
      const link = document.createElement("a");
      link.href = `/entries/${one.entry}`;
      link.textContent = `${one.entry} (${one.lang}, ${clock(one.time)})`;
      notice.append(" ", link);
    }
    document.getElementById("main").prepend(notice);
  }

  // The entry of this page: texts and states as they are now. What somebody is typing here stays.
  function take(texts) {
    for (const t of texts) {
      const place = document.querySelector(`[data-editor][data-lang="${t.lang}"]`);
      if (!place) continue;
      const text = place.querySelector("textarea");
      const own = window.editors.find((e) => e.root === place);
      const seen = place.querySelector("form [data-seen]");
      if (own?.dirty()) {
        // Saved on what was seen: the server tells the two texts apart.
        if (seen.value !== t.seen) note(place, "other", words.other);
        continue;
      }
      for (const one of place.querySelectorAll("[data-seen]")) one.value = t.seen;
      const state = place.querySelector("[data-state]");
      state.textContent = t.state;
      state.className = `state ${t.class}`;
      if (text.value !== t.text) {
        text.value = t.text;
        text.defaultValue = t.text;
        place.dispatchEvent(new CustomEvent("taken"));
      }
    }
  }

  // A row of a list.
  function row(e) {
    const place = document.getElementById(e.entry);
    if (!place?.matches("tr")) return;
    for (const t of e.texts) {
      const cell = place.querySelector(`td.text[lang="${t.lang}"]`);
      if (!cell) continue;
      const state = document.createElement("span");
      state.className = "state";
      state.textContent = t.state;
      cell.className = `text ${t.class}`;
      cell.replaceChildren(state, ` ${t.text}`);
    }
    busy(e.entry, e.people);
  }
  function busy(id, people) {
    const place = document.getElementById(id);
    if (!place?.matches("tr")) return;
    const cell = place.querySelector(".number");
    cell.querySelector(".here")?.remove();
    const others = [...new Set(people.filter((p) => p.lang).map((p) => p.person))];
    if (others.length === 0) return;
    const sign = document.createElement("span");
    sign.className = "here";
    sign.textContent = `✎ ${others.join(", ")}`;
    cell.append(sign);
  }

  // Proposals are made anew behind the page; the new ones are taken from the page as it is now.
  async function offers() {
    const answer = await fetch(location.pathname, { headers: { Accept: "text/html" } });
    if (!answer.ok) return;
    const fresh = new DOMParser().parseFromString(await answer.text(), "text/html");
    for (const place of editors()) {
      const there = fresh.querySelector(`[data-editor][data-lang="${place.dataset.lang}"]`);
      for (const part of [".offers", ".basis"]) {
        const old = place.querySelector(`:scope > ${part}`);
        const now = there?.querySelector(`:scope > ${part}`);
        if (old && now && !old.contains(document.activeElement)) old.replaceWith(now);
      }
      place.dispatchEvent(new CustomEvent("offers"));
    }
  }

  // A page whose parts are not known here offers to be read again.
  let offered = false;
  function stale() {
    if (offered) return;
    offered = true;
    const notice = document.createElement("p");
    notice.className = "notice stale";
    notice.setAttribute("role", "status");
    const link = document.createElement("a");
    link.href = location.href;
    link.textContent = words.reload;
    link.addEventListener("click", (event) => { event.preventDefault(); location.reload(); });
    notice.append(link);
    document.getElementById("main").prepend(notice);
  }

  let pending = new Set();
  let timer = 0;
  function changed(ids) {
    for (const id of ids) pending.add(String(id));
    clearTimeout(timer);
    timer = setTimeout(refresh, 150);
  }
  async function refresh() {
    const wanted = [...pending].filter((id) => id === entry || document.getElementById(id)?.matches("tr"));
    const other = pending.size > 0 && !entry && !document.querySelector("table.entries");
    pending = new Set();
    if (other) stale();
    for (let at = 0; at < wanted.length; at += 100) {
      const answer = await fetch(`/live?entries=${wanted.slice(at, at + 100).join(",")}`);
      if (!answer.ok) return;
      for (const one of (await answer.json()).entries) {
        if (String(one.entry) === entry) {
          take(one.texts);
          await offers();
        } else {
          row(one);
        }
      }
    }
  }

  // Who is here, and who writes.
  const others = (people) => people.filter((p) => !p.tab.endsWith(`:${tab}`));
  function note(place, name, text, button) {
    let line = place.querySelector(`:scope > .live-${name}`);
    if (!text) {
      line?.remove();
      return;
    }
    if (!line) {
      line = document.createElement("p");
      line.className = `notice live-${name}`;
      line.setAttribute("role", "status");
      place.querySelector("form").after(line);
    }
    line.replaceChildren(text);
    if (button) line.append(" ", button);
  }
  let taken = new Map(); // languages whose text somebody else holds
  function present(people) {
    const rest = others(people);
    const mine = people.find((p) => p.tab.endsWith(`:${tab}`));
    for (const place of editors()) {
      const lang = place.dataset.lang;
      const writer = rest.find((p) => p.lang === lang && p.person !== mine?.person);
      const text = place.querySelector("textarea");
      if (writer) {
        const said = words.writes.replace("{person}", writer.person).replace("{time}", clock(writer.since));
        const button = document.createElement("button");
        button.type = "button";
        button.textContent = words.takeOver;
        button.dataset.takeOver = "";
        button.addEventListener("click", () => {
          here(lang, true).then(() => text.focus());
        });
        note(place, "writes", said, text.dataset.mayWrite === "no" ? null : button);
        if (mine?.lang !== lang && writing === lang) note(place, "taken", words.taken.replace("{person}", writer.person));
        if (!taken.has(lang)) {
          taken.set(lang, text.readOnly);
          text.readOnly = true;
        }
      } else {
        note(place, "writes", "");
        if (taken.has(lang)) {
          text.readOnly = taken.get(lang);
          taken.delete(lang);
        }
      }
    }
    const head = document.querySelector(".bench-head") ?? document.getElementById("main");
    head.querySelector(":scope > .looks")?.remove();
    const looking = [...new Set(rest.filter((p) => !p.lang && p.person !== mine?.person).map((p) => p.person))];
    if (looking.length > 0) {
      const line = document.createElement("p");
      line.className = "looks";
      line.setAttribute("role", "status");
      line.textContent = looking.map((p) => words.looks.replace("{person}", p)).join(" · ");
      head.append(line);
    }
  }

  let writing = "";
  async function here(lang, takes) {
    const body = new URLSearchParams({ csrf, tab, writes: lang, takes: takes ? "yes" : "" });
    const answer = await fetch(`/entries/${entry}/here`, { method: "POST", headers: { Accept: "application/json" }, body });
    if (!answer.ok) return;
    const told = await answer.json();
    writing = told.granted ? lang : "";
    present(told.people);
  }
  const say = (lang, takes) => here(lang, takes).catch(() => {});

  if (entry) {
    for (const place of editors()) {
      const text = place.querySelector("textarea");
      text.dataset.mayWrite = text.readOnly ? "no" : "yes";
      if (text.readOnly) continue;
      text.addEventListener("focus", () => { if (!text.readOnly) say(place.dataset.lang); });
      text.addEventListener("input", () => { if (writing !== place.dataset.lang && !text.readOnly) say(place.dataset.lang); });
      text.addEventListener("blur", () => { if (writing === place.dataset.lang) say(""); });
    }
    const first = editors().find((p) => p.contains(document.activeElement));
    say(first?.dataset.lang ?? "");
    setInterval(() => { if (document.visibilityState === "visible") say(writing); }, RENEW);
    window.addEventListener("pagehide", () => {
      navigator.sendBeacon(`/entries/${entry}/here`, new URLSearchParams({ csrf, tab, gone: "yes" }));
    });
  }

  // One window of a browser listens and tells the others: browsers keep few connections to a place.
  let moment = words.live;
  const channel = window.BroadcastChannel ? new BroadcastChannel("rapporteur-live") : null;
  function heard({ kind, data, id }) {
    if (id) moment = id;
    if (kind === "all") {
      if (entry) changed([entry]);
      else stale();
    } else if (kind === "entries") {
      changed(data.entries);
    } else if (kind === "here") {
      if (String(data.entry) === entry) present(data.people);
      else busy(data.entry, data.people);
    }
  }
  if (channel) channel.onmessage = (event) => heard(event.data);
  function listen() {
    const source = new EventSource(`/events?after=${encodeURIComponent(moment)}`);
    for (const kind of ["all", "entries", "here"]) {
      source.addEventListener(kind, (event) => {
        const news = { kind, data: JSON.parse(event.data), id: event.lastEventId };
        heard(news);
        channel?.postMessage(news);
      });
    }
    // Browsers come back by themselves, except when they were refused.
    source.addEventListener("error", () => {
      if (source.readyState === EventSource.CLOSED) {
        source.close();
        setTimeout(listen, 5000);
      }
    });
  }
  if (channel && navigator.locks) navigator.locks.request("rapporteur-live", () => { listen(); return new Promise(() => {}); });
  else listen();
  // What happened while this page was on its way.
  async function catchUp() {
    const answer = await fetch(`/live?entries=${entry}`);
    if (!answer.ok) return;
    const now = await answer.json();
    if (now.moment !== words.live) changed([entry]);
    if (now.entries.length > 0) present(now.entries[0].people);
  }
  if (entry) catchUp().catch(() => {});
  if (entry || !location.pathname.startsWith("/login")) remind().catch(() => {});
})();
