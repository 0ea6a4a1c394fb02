// A story: an entry is worked on, from the filtered list to the confirmed text, by the keyboard.
import { accessible, address, browser, home, step, tell, want, watch, wrong } from "./lib.mjs";

await tell(async () => {
  const context = await browser.newContext({ viewport: { width: 1280, height: 800 } });
  const page = await context.newPage();
  watch(page);
  await page.goto(address);
  const state = (lang) => page.locator(`[data-lang=${lang}] [data-state]`);
  const becomes = (lang, name) => page.waitForFunction(([l, n]) => document.querySelector(`[data-editor][data-lang=${l}] [data-state]`).classList.contains(n), [lang, name]);
  // Goes to an element and presses a key on it, as somebody without a mouse does.
  const press = async (locator, key = "Enter") => { await locator.focus(); await page.keyboard.press(key); };

  // The list: what is asked for stands in the address and as chips, and goes along.
  await page.goto(home.origin + "/entries");
  const all = await page.locator("table.entries tbody tr").count();
  await page.locator("input[name=find]").focus();
  await page.keyboard.type("scanner");
  await press(page.locator("input[name=show]"), "Space");
  await page.locator("input[name=find]").focus();
  await page.keyboard.press("Enter");
  await page.waitForURL((u) => u.searchParams.get("find") === "scanner" && u.searchParams.get("show") === "open");
  const few = await page.locator("table.entries tbody tr").count();
  want(few > 0 && few < all, `the words leave ${few} of ${all} entries`);
  want((await page.locator(".chip").count()) === 2, "the filter is shown as chips");
  await accessible(page, "entries-filtered");
  await press(page.locator("table.entries tbody td.number a").first());
  await page.waitForSelector(".bench");
  want((await page.locator(".crumbs").innerText()).includes(`1 of ${few}`), "the entry knows its place in what was asked for");
  want(new URL(page.url()).searchParams.get("find") === "scanner", "the filter goes along");
  if (few > 1) {
    await page.keyboard.press("Alt+ArrowDown");
    await page.waitForFunction((n) => document.querySelector(".crumbs").innerText.includes(`2 of ${n}`), few);
    step("ok the next entry is the next of the filter");
  }
  await press(page.getByRole("link", { name: "All entries" }));
  await page.waitForSelector(".chip");
  await press(page.locator(".chip").first());
  await page.waitForFunction(() => document.querySelectorAll(".chip").length === 1);
  step("ok a chip takes its part away");
  for (const sort of ["country", "score", "changed", "state"]) {
    await page.goto(`${home.origin}/entries?sort=${sort}`);
    want((await page.locator("table.entries tbody tr").count()) >= all, `nothing is lost in the order by ${sort}`);
  }

  // An entry with a suggestion of the memory.
  let rich = null;
  for (const band of ["repaired", "marked", "similar"]) {
    await page.goto(`${home.origin}/entries?score=${band}`);
    const links = page.locator("table.entries tbody td.number a");
    if ((await links.count()) > 0) { rich = await links.first().getAttribute("href"); break; }
  }
  want(rich !== null, "the memory suggests something");
  await page.goto(home.origin + rich);
  await accessible(page, "entry-bench");
  const fits = () => page.evaluate(() => document.documentElement.scrollHeight <= window.innerHeight && document.documentElement.scrollWidth <= window.innerWidth);
  want(await fits(), "the bench is one screen of 1280 by 800");
  await page.setViewportSize({ width: 1920, height: 1080 });
  want(await fits(), "and of 1920 by 1080");
  await accessible(page, "entry-bench-wide");
  await page.setViewportSize({ width: 1280, height: 800 });
  const visible = async (what) => (await page.locator(what).first().boundingBox())?.y < 800;
  want(await visible("[data-lang=fr] .offered") && await visible(".statement"), "proposals and the reply are in sight");
  const offer = page.locator("[data-lang=fr] .offered").first();
  want((await offer.locator(".source").count()) === 1, "the source of the unit stands beside ours");
  const document_ = offer.locator(".worth a");
  want((await document_.count()) === 1, "the document of the unit is named");
  const before = page.url();
  await press(document_);
  await page.waitForSelector(".unit.here");
  await accessible(page, "entry-neighbourhood");
  await page.goto(before);

  // Proposals by keys.
  const text = page.locator("#text-fr");
  await text.focus();
  if ((await page.locator("[data-lang=fr] .offered").count()) > 1) {
    await page.keyboard.press("Control+ArrowDown");
    want(await page.evaluate(() => document.activeElement.dataset.apply === "1"), "a key goes down the proposals");
  }
  await text.focus();
  await page.keyboard.press("Control+1");
  await becomes("fr", "edited");
  want((await text.inputValue()) === (await page.locator("[data-lang=fr] [data-offer='1']").inputValue()), "the first proposal is applied");

  // Findings follow the text; a correction is one key.
  const sound = await page.locator("#text-en").inputValue();
  await page.locator("#text-en").focus();
  await page.keyboard.press("Control+End");
  await page.keyboard.type(" It had adopted the the law.");
  await page.keyboard.press("Alt+Enter");
  const doubled = page.locator("[data-fresh=findings-en] .finding", { hasText: "doubled word" });
  await doubled.waitFor();
  await accessible(page, "entry-finding");
  await press(doubled.locator("[data-action=correct]"));
  await page.waitForFunction(() => /adopted the law\.$/.test(document.querySelector("#text-en").value));
  want((await doubled.count()) === 0, "a correction is one key");
  await page.locator("#text-en").fill(`${sound} The bank bank note was new.`);
  await page.keyboard.press("Alt+Enter");
  await doubled.waitFor();
  await press(doubled.locator("summary"));
  await doubled.locator("input[name=reason]").focus();
  await page.keyboard.type("a bank of that name");
  await page.keyboard.press("Enter");
  await page.waitForSelector(".finding.dismissed");
  want((await page.locator(".finding.dismissed").innerText()).includes("a bank of that name"), "a finding is dismissed with its reason");
  await page.locator("#text-en").fill(sound);
  await page.keyboard.press("Alt+Enter");
  await page.waitForFunction(() => !document.querySelector(".finding.dismissed"));

  // A query, its answer, and the list of open ones.
  await page.locator("#text-en").focus();
  await page.keyboard.press("F8");
  want(await page.locator("#say").evaluate((e) => e === document.activeElement), "a key goes to the query");
  await page.keyboard.type("Which scanners are meant?");
  await press(page.getByRole("button", { name: "Ask the officer" }));
  await page.waitForSelector(".query");
  await accessible(page, "entry-query");
  await page.goto(`${home.origin}/entries?queries=open`);
  want((await page.locator("table.entries tbody tr").count()) === 1 && (await page.locator(".asked").count()) === 1, "the open query is in the list");
  await press(page.locator("table.entries tbody td.number a").first());
  await page.locator(".query textarea").focus();
  await page.keyboard.type("Those for parcels.");
  await press(page.locator(".query").getByRole("button", { name: "Settle" }));
  await page.waitForSelector(".query.closed");
  await page.goto(`${home.origin}/entries?queries=open`);
  want((await page.locator("table.entries tbody tr").count()) === 0, "a settled query is none");
  await page.goto(before);

  // Concordance of the words that are selected, and a text of it at the cursor.
  await page.locator("#text-en").focus();
  await page.evaluate(() => {
    const field = document.querySelector("#text-en");
    const word = field.value.match(/\b[a-z]{6,}\b/);
    field.setSelectionRange(word.index, word.index + word[0].length);
  });
  await page.keyboard.press("Control+K");
  await page.waitForSelector("#concordance [data-hits] [role=status]");
  const hits = await page.locator("#concordance .hit").count();
  want(hits > 0, "the selected words are found in the memory");
  await accessible(page, "entry-concordance");
  const french = await text.inputValue();
  await text.focus();
  await page.keyboard.press("Control+End");
  await press(page.locator("#concordance [data-insert-text][data-into=fr]").first());
  want((await text.inputValue()).length > french.length, "a translation is inserted at the cursor");

  // History, undo, redo, the log.
  await text.fill("Un premier texte du récit.");
  await page.keyboard.press("Alt+Enter");
  await page.waitForFunction(() => [...document.querySelectorAll("#history .then")].some((p) => p.textContent.includes("Un premier texte")));
  await page.locator("#text-fr").fill("Un second texte du récit.");
  await page.keyboard.press("Alt+Enter");
  await page.waitForFunction(() => [...document.querySelectorAll("#history .then ins")].some((p) => p.textContent.includes("second")));
  step("ok the history shows what changed");
  await press(page.locator("[data-action=undo]"));
  await page.waitForFunction(() => document.querySelector("#text-fr").value === "Un premier texte du récit.");
  await press(page.locator("[data-action=redo]"));
  await page.waitForFunction(() => document.querySelector("#text-fr").value === "Un second texte du récit.");
  step("ok what was taken back is made to stand again");
  await page.locator("#history summary").focus();
  await page.keyboard.press("Enter");
  await accessible(page, "entry-history");
  await page.goto(home.origin + "/log");
  await accessible(page, "log");
  await Promise.all([page.waitForEvent("load"), press(page.getByRole("button", { name: "Take back" }).first())]);
  await page.goto(before);
  want((await text.inputValue()) === "Un premier texte du récit.", "one decision is taken back from the log");

  // Sentence by sentence: cut otherwise, and nothing is lost.
  await page.locator("#text-fr").fill("Un premier texte. Un second texte du récit.");
  await page.keyboard.press("Alt+Enter");
  await page.waitForFunction(() => document.querySelector("#text-fr").value === document.querySelector("#text-fr").value.trim());
  await press(page.getByRole("link", { name: "Sentence by sentence" }));
  await page.waitForSelector(".sentences");
  await accessible(page, "entry-sentences");
  const cut = page.locator("[data-action=merge-sentence], [data-action=split-sentence]").first();
  const rows = await page.locator("[data-sentence]").count();
  await press(cut);
  await page.waitForFunction((n) => document.querySelectorAll("[data-sentence]").length !== n, rows);
  await page.locator("[data-sentence] textarea").first().focus();
  await page.keyboard.press("Control+End");
  await page.keyboard.type(" Fin.");
  await press(page.locator("form [data-action=save]"));
  await page.waitForSelector(".bench");
  want((await page.locator("#text-fr").inputValue()).includes("Fin.") && (await page.locator("#text-fr").inputValue()).includes("Un second texte"), "a text is repaired by sentence");
  await page.goto(before);

  // Confirmed in both languages, and on to the next open entry of the filter.
  await page.locator("#text-en").focus();
  await page.keyboard.press("Control+Enter");
  await becomes("en", "confirmed");
  await page.keyboard.press("Control+Enter");
  await page.waitForURL((u) => u.href !== before);
  step("ok confirming goes on");
  await page.goto(home.origin + "/confirm/fr");
  await accessible(page, "confirm-issued");

  // In French; nothing of the interface is left in English.
  await page.goto(before);
  await press(page.getByRole("button", { name: "Français" }));
  await page.waitForFunction(() => document.documentElement.lang === "fr");
  want((await state("en").innerText()) === "confirmé", "the states are in French");
  await accessible(page, "entry-french");
  await page.goto(home.origin + "/entries");
  await accessible(page, "entries-french");

  // Without scripts: read, and accept a suggestion.
  const plain = await browser.newContext({ javaScriptEnabled: false });
  const still = await plain.newPage();
  await still.goto(address);
  await still.goto(`${home.origin}/entries?score=${new URL(before).searchParams.get("score")}`);
  await still.locator("table.entries tbody td.number a").last().click();
  const offered = await still.locator("[data-lang=fr] [data-offer='1']").inputValue();
  await still.locator("[data-lang=fr] [data-apply='1']").click();
  want((await still.locator("#text-fr").inputValue()) === offered, "a suggestion is accepted by a plain form");
  want(new URL(still.url()).searchParams.has("score"), "and the filter is kept");
  await plain.close();
});
