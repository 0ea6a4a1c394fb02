// A story: paragraphs go to a translator as XLIFF and come back with changes.
import fs from "node:fs";
import path from "node:path";
import { accessible, address, browser, home, step, tell, pictures, want, watch } from "./lib.mjs";

await tell(async () => {
  const context = await browser.newContext({ viewport: { width: 1280, height: 800 }, acceptDownloads: true, locale: "en-GB" });
  const page = await context.newPage();
  watch(page);
  await page.goto(address);
  await page.locator("nav a[href='/exchange']").click();
  await page.waitForSelector("#what");
  await accessible(page, "exchange");

  await page.selectOption("#what", "xliff");
  const [download] = await Promise.all([
    page.waitForEvent("download"),
    page.getByRole("button", { name: "Make the file" }).click(),
  ]);
  want(download.suggestedFilename() === "translation-fr.xlf", "the file has a name that says what it is");
  const file = path.join(pictures, "translation-fr.xlf");
  await download.saveAs(file);
  const sent = fs.readFileSync(file, "utf8");
  want(sent.includes("<unit id=\"e1.fr.") && !sent.includes("rapporteur:statement"), "it has the paragraphs and no replies");

  // A translator changes the first text and spoils the source of another.
  let changed = sent.replace(/<target>[^<]*<\/target>(?=\s*<\/segment>)/, "<target>Un <b> texte &amp; autre.</target>".replace("<b>", "&lt;b&gt;"));
  const at = changed.lastIndexOf("<source>", changed.lastIndexOf("</segment>"));
  changed = changed.slice(0, at) + changed.slice(at).replace("<source>", "<source>Spoilt. ");
  fs.writeFileSync(file, changed);
  await page.setInputFiles("#file", file);
  await page.getByRole("button", { name: "Show what it would change" }).click();
  await page.waitForSelector("h1:has-text('translation-fr.xlf')");
  const rows = page.locator("table.list tbody tr");
  want((await rows.count()) === 2, "the changed lines are listed, the others counted");
  want((await rows.nth(0).innerText()).includes("Unknown"), "what is not sure stands first");
  want((await rows.nth(1).locator("ins").allInnerTexts()).join("").includes("<b>"), "the new text is shown as it is, and what is new in it");
  await accessible(page, "exchange-preview");

  await page.getByRole("button", { name: "Take over" }).click();
  await page.waitForSelector("main p.notice[role=status]:not(.stale)");
  want((await page.locator("main p.notice[role=status]:not(.stale)").innerText()).startsWith("1 text taken over"), "it is taken over");
  await page.goto(home.origin + "/entries/e1");
  want((await page.locator("[data-lang=fr] textarea").first().inputValue()) === "Un <b> texte & autre.", "the text stands in its entry");
  await Promise.all([page.waitForEvent("load"), page.locator("header [data-action=undo]").click()]);
  await page.goto(home.origin + "/entries/e1");
  want((await page.locator("[data-lang=fr] textarea").first().inputValue()) !== "Un <b> texte & autre.", "one undo takes it back");

  // The same in French.
  await Promise.all([page.waitForEvent("load"), page.locator("header button[lang=fr]").click()]);
  await page.goto(home.origin + "/exchange");
  want((await page.locator("h1").innerText()) === "Échanges avec d’autres logiciels", "the view speaks French");
  await page.setInputFiles("#file", file);
  await page.getByRole("button", { name: "Afficher les modifications" }).click();
  await page.waitForSelector("table.list");
  want((await page.locator("table.list tbody").innerText()).includes("Inconnu"), "and so does the list");
  await accessible(page, "exchange-preview-fr");
  step("done");
});
