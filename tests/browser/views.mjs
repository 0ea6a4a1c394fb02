// A story: the other views, by keyboard, in French, without scripts.
import { accessible, address, browser, home, step, tell, want, watch } from "./lib.mjs";

await tell(async () => {
  const context = await browser.newContext({ viewport: { width: 1280, height: 800 }, locale: "en-GB", acceptDownloads: true });
  const page = await context.newPage();
  watch(page);
  await page.goto(address);

  // The overview: what matters is seen without scrolling.
  for (const what of [".glance", "#h-needs", "#unusable", "a[data-action=continue]"]) {
    const box = await page.locator(what).first().boundingBox();
    want(box !== null && box.y + Math.min(box.height, 40) <= 800, `${what} is seen without scrolling`);
  }
  want((await page.locator(".matrix td:not(:has(a))").count()) === 0, "every cell of the matrix is a link");
  await accessible(page, "views-overview");
  await page.locator("details.reminders summary").focus();
  await page.keyboard.press("Enter");
  const list = await page.locator("#silent").inputValue();
  want(list.split("\n").length >= 2, "the list for reminders is there");
  const [download] = await Promise.all([page.waitForEvent("download"), page.locator("a[href='/reminders.txt']").click()]);
  want(download.suggestedFilename() === "reminders.txt", "and can be saved");

  // The keys: help above the page, by a key and back; the page of the same without scripts.
  await page.keyboard.press("?");
  await page.waitForSelector("dialog[open] .keytable");
  want((await page.locator("dialog .keytable tbody tr").count()) > 15, "the help shows the table of keys");
  await accessible(page, "views-help");
  await page.locator("dialog input[value=omegat]").focus();
  await page.keyboard.press("Space");
  await Promise.all([page.waitForEvent("load"), page.keyboard.press("Enter")]);
  const keys = async () => JSON.parse(await page.locator("body").getAttribute("data-keys"));
  want((await keys()).find((k) => k.action === "copy-source").keys.includes("Ctrl+Shift+S"), "another set of keys is chosen and remembered");
  await page.goto(home.origin + "/help");
  await page.locator("main input[value=usual]").check();
  await Promise.all([page.waitForEvent("load"), page.locator("main .presets button").click()]);
  want((await keys()).find((k) => k.action === "copy-source").keys.includes("Ctrl+Insert"), "and the usual one again");
  await page.goto(home.origin + "/");
  await page.keyboard.press("?");
  await page.waitForSelector("dialog[open] .keytable");
  await page.keyboard.press("Escape");
  want((await page.locator("dialog[open]").count()) === 0, "Escape closes the help");

  // By keys to where work goes on, and to the entries.
  await page.keyboard.press("F9");
  await page.waitForURL((u) => u.pathname.startsWith("/entries/"));
  step("ok a key goes on with the next open entry");
  const asked = page.url();
  await page.locator("#talk").evaluate((details) => { details.open = true; });
  await page.locator("#say").fill("Which year is meant?");
  await page.locator("#talk button[value=officer]").last().click();
  await page.waitForLoadState();
  await page.goto(home.origin + "/");
  want((await page.locator(".mine").innerText()).includes("Which year is meant?"), "an open query stands on the overview");
  await page.goto(asked);
  await page.keyboard.press("Alt+Shift+E");
  await page.waitForURL((u) => u.pathname === "/entries");
  await page.keyboard.press("/");
  want(await page.evaluate(() => document.activeElement?.name === "find"), "on the list of entries a key leads to its own search");
  await page.goto(home.origin + "/");
  await page.keyboard.press("/");
  await page.waitForURL((u) => u.pathname === "/memory");
  await page.keyboard.press("/");
  want(await page.evaluate(() => document.activeElement?.id === "q"), "a key leads to the search and into its field");

  // The memory: words, a text like this one, a unit changed and taken back.
  await page.keyboard.type("postal");
  await page.keyboard.press("Enter");
  await page.waitForSelector("ol.hits li");
  want((await page.locator("ol.hits mark.hit").first().innerText()).toLowerCase() === "postal", "the words found are marked");
  await accessible(page, "views-memory");
  const english = (await page.locator("ol.hits .pair p[lang=en]").first().innerText()).trim();
  await page.locator("#q").fill(english);
  await page.locator("input[name=how][value=text]").check();
  await page.keyboard.press("Enter");
  await page.waitForSelector("ol.hits .score");
  want((await page.locator("ol.hits .score").first().innerText()) === "100", "the same text is found with 100");
  await page.locator("ol.hits .basis a").first().click();
  await page.waitForSelector("h1");
  await accessible(page, "views-unit");
  const field = page.locator("textarea[lang=fr]");
  const french = await field.inputValue();
  await field.fill(`${french} Relu.`);
  await page.getByRole("button", { name: "Save" }).click();
  await page.waitForSelector("textarea[lang=fr]");
  want((await field.inputValue()) === `${french} Relu.`, "a unit is corrected");
  await Promise.all([page.waitForEvent("load"), page.getByRole("button", { name: "Take back the last change" }).click()]);
  await page.goto(home.origin + "/memory?how=words&lang=fr&q=Relu");
  want((await page.locator("ol.hits li").count()) === 0, "and the correction is taken back");
  for (const [where, name] of [["/memory/doubtful", "views-doubtful"], ["/memory/conflicts", "views-conflicts"]]) {
    await page.goto(home.origin + where);
    await accessible(page, name);
  }

  // The preview: side by side, marked, and from a paragraph to its entry.
  await page.goto(home.origin + "/preview");
  const row = page.locator("tr.para").first();
  const [left, right] = await Promise.all([0, 1].map((i) => row.locator("td").nth(i).boundingBox()));
  want(left.y === right.y && left.x < right.x, "paragraphs of one number stand side by side");
  want((await page.locator("mark.draft").count()) > 1, "what is not confirmed is marked");
  await accessible(page, "views-preview");
  await row.locator("td").first().click({ position: { x: 200, y: 10 } });
  await page.waitForURL((u) => u.pathname.startsWith("/entries/"));
  step("ok a click on a paragraph opens its entry");
  await page.goto(home.origin + "/preview?lang=fr");
  want((await page.locator("table.preview thead th").count()) === 1, "one language can be shown alone");
  const narrow = await (await browser.newContext({ viewport: { width: 900, height: 800 } })).newPage();
  watch(narrow);
  await narrow.goto(address);
  for (const where of ["/preview", "/memory", "/memory?q=postal", "/help"]) {
    await narrow.goto(home.origin + where);
    want(await narrow.evaluate(() => document.documentElement.scrollWidth <= window.innerWidth), `${where} fits 900 pixels`);
  }
  await narrow.context().close();

  // In French, chosen by hand, without scripts; the language stays.
  const plain = await (await browser.newContext({ viewport: { width: 1280, height: 800 }, locale: "en-GB", javaScriptEnabled: false })).newPage();
  await plain.goto(address);
  await plain.getByRole("button", { name: "Français" }).click();
  want((await plain.locator("html").getAttribute("lang")) === "fr", "the page says that it is in French");
  want((await plain.locator("#h-needs").innerText()).startsWith("En attente d’une décision"), "and it is");
  for (const [where, words] of [["/returns", "Réponses"], ["/preview", "Aperçu"], ["/memory", "Mémoire"], ["/help", "Raccourcis clavier"], ["/versions/TUR", "réponses comparées"]]) {
    await plain.goto(home.origin + where);
    want((await plain.locator("h1").innerText()).includes(words), `${where} is in French without scripts`);
  }
  await plain.goto(home.origin + "/memory?q=postal&lang=en");
  want((await plain.locator("ol.hits li").count()) > 0, "the memory is searched without scripts");
  await plain.goto(home.origin + "/returns/none");
  want((await plain.locator("h1").innerText()).startsWith("L’opération n’a pas abouti"), "faults are told in French");
  await plain.goto(home.origin + "/");
  await plain.getByRole("button", { name: "English" }).click();
  want((await plain.locator("html").getAttribute("lang")) === "en", "and back in English");
  await plain.context().close();

  const french_context = await browser.newContext({ viewport: { width: 1280, height: 800 }, locale: "fr-FR" });
  const en_francais = await french_context.newPage();
  watch(en_francais);
  await en_francais.goto(address);
  want((await en_francais.locator("html").getAttribute("lang")) === "fr", "a French browser gets French");
  await accessible(en_francais, "views-overview-fr");
  for (const [where, name] of [["/returns", "views-returns-fr"], ["/preview", "views-preview-fr"], ["/help", "views-help-fr"]]) {
    await en_francais.goto(home.origin + where);
    await accessible(en_francais, name);
  }
  await en_francais.goto(home.origin + "/returns");
  await en_francais.locator("table.list tbody a").first().click();
  await en_francais.waitForSelector("h1");
  await accessible(en_francais, "views-return-fr");
});
