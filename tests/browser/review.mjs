// A story: a desk officer works on the page.
import path from "node:path";
import { accessible, address, browser, home, step, tell, upload, want, watch, wrong } from "./lib.mjs";

await tell(async () => {
  const context = await browser.newContext({ viewport: { width: 1280, height: 800 }, acceptDownloads: true });
  const page = await context.newPage();
  watch(page);

  const bare = await context.request.get(home.origin + "/");
  want(bare.status() === 403, "no key, no page");

  await page.goto(address);
  want(page.url() === home.origin + "/", "the key is not left in the address");
  want((await page.locator("table.matrix tbody tr").count()) >= 10, "the matrix shows the countries");
  await accessible(page, "overview");

  await page.goto(home.origin + "/returns");
  want((await page.locator("table.list tbody tr").count()) >= 10, "the returns are listed");
  await accessible(page, "returns");
  await page.locator("table.list tbody a").first().click();
  await page.waitForSelector("h1");
  await accessible(page, "return");

  // A narrow window: nothing is wider than it.
  const narrow = await (await browser.newContext({ viewport: { width: 900, height: 800 } })).newPage();
  watch(narrow);
  await narrow.goto(address);
  for (const where of ["/", "/returns", "/versions/TUR", "/entries"]) {
    await narrow.goto(home.origin + where);
    want(await narrow.evaluate(() => document.documentElement.scrollWidth <= window.innerWidth), `${where} fits 900 pixels`);
  }
  await narrow.context().close();

  // Two returns of one country, side by side.
  await page.goto(home.origin + "/returns");
  await page.getByRole("link", { name: "Compare the returns of Türkiye" }).click();
  await page.waitForSelector("article.versus");
  want((await page.locator("article.versus").count()) === 2, "the answers that differ are compared");
  want((await page.locator("#c1a del").first().innerText()) === "12" && (await page.locator("#c1a ins").first().innerText()) === "14", "the words that differ are marked in both");
  await accessible(page, "versions");
  await page.locator("#c1a").getByRole("button", { name: /^As proposed/ }).focus();
  await page.keyboard.press("Enter");
  await page.waitForURL((u) => u.hash === "#c1a");
  want((await page.locator("#c1a .state").innerText()).startsWith("take Turkey questionnaire updated.docx by"), "a version is taken by the keyboard");
  await page.locator("form.all").getByRole("button", { name: "Take Turkey questionnaire.docx" }).click();
  want((await page.locator("[role=status]:not(.stale)").innerText()) === "Everything is decided.", "one button takes a whole return");
  await accessible(page, "versions-decided");
  await page.getByRole("button", { name: "Undo" }).click();
  want((await page.locator("#c2b .state").innerText()) === "not decided: both stand" && (await page.locator("#c1a .state").innerText()).startsWith("take"), "one undo takes back the choice for all, and no more");

  await page.goto(home.origin + "/entries");
  await accessible(page, "entries");
  const entry = await page.locator("table.entries tbody td.number a").nth(4).getAttribute("href");
  await page.goto(home.origin + entry);
  await accessible(page, "entry");

  const offer = page.locator("[data-lang=fr] [data-apply='1']");
  want((await offer.count()) === 1, "a proposal is offered");
  const offered = await page.locator("[data-lang=fr] [data-offer='1']").inputValue();
  await page.locator("#text-fr").focus();
  await page.keyboard.press("Control+1");
  await page.waitForFunction(() => document.querySelector("[data-lang=fr] [data-saved]").textContent === "Saved");
  want((await page.locator("#text-fr").inputValue()) === offered && offered.length > 20, "a proposal is applied by its key");

  const english = page.locator("#text-en");
  await english.fill("Typed in a browser, « with marks » and a <b>tag</b>.");
  await english.blur();
  await page.waitForFunction(() => document.querySelector("[data-lang=en] [data-saved]").textContent === "Saved");
  await page.reload();
  want((await english.inputValue()) === "Typed in a browser, « with marks » and a <b>tag</b>.", "what was typed is kept");

  await english.focus();
  await page.keyboard.press("Control+Enter");
  await page.waitForFunction(() => document.querySelector("[data-lang=en] [data-state]").textContent === "confirmed");
  want(await page.locator("#text-fr").evaluate((e) => e === document.activeElement), "confirming goes on to the translation");
  if (!(await page.locator("#text-fr").inputValue())) await page.locator("#text-fr").fill("Écrit dans un navigateur.");
  await page.keyboard.press("Control+Enter");
  await page.waitForURL((u) => u.pathname.startsWith("/entries/") && u.pathname !== entry);
  step("ok confirming the last language goes on to the next open entry");

  // Two windows on one entry: the later one is told, and its words stay where they are.
  const here = page.url();
  const second = await context.newPage();
  second.on("pageerror", (e) => wrong(`script: ${e.message}`));
  await second.goto(here);
  // Both are typing; what is being typed is not replaced by what comes in.
  await second.locator("#text-en").fill("The second window.");
  await page.locator("#text-en").fill("The first window.");
  await page.locator("#text-en").blur();
  await page.waitForFunction(() => document.querySelector("[data-lang=en] [data-saved]").textContent === "Saved");
  await second.locator("#text-en").blur();
  await second.waitForURL((u) => u.searchParams.get("late") === "en");
  want((await second.locator("#text-en").inputValue()) === "The first window.", "the text that was first stands");
  want((await second.locator("main").innerText()).includes("The second window."), "the loser's words stand beside it");
  second.on("dialog", (d) => d.accept());
  await second.close();

  await page.goto(home.origin + "/");
  await page.setInputFiles("#files", upload);
  await page.getByRole("button", { name: "Take in and read" }).click();
  await page.waitForSelector("[role=status], [role=alert]");
  want((await page.locator("main").innerText()).includes(path.basename(upload)), "an uploaded file is taken in and named");
  await page.goto(home.origin + "/returns");
  await page.getByRole("link", { name: path.basename(upload) }).click();
  await page.waitForSelector("section.todo");
  want((await page.locator("section.todo select[name=country]").inputValue()) === "", "no country is chosen before somebody chooses");
  want((await page.locator("section.sheet").count()) === 0, "a refused file shows no empty sheet");
  await accessible(page, "refused");
  await page.goto(home.origin + "/");

  await page.goto(home.origin + "/");
  await page.getByRole("button", { name: "Build the notes" }).click();
  await page.waitForSelector("table.out a[download]");
  const [download] = await Promise.all([page.waitForEvent("download"), page.locator("table.out a[download]").first().click()]);
  want(/^note-(en|fr)\.docx$/.test(download.suggestedFilename()), "a built note is downloaded");
  await accessible(page, "overview-built");

  // Everything works without scripts too.
  const plain = await browser.newContext({ javaScriptEnabled: false });
  const still = await plain.newPage();
  const link = new URL(address);
  await still.goto(link.href);
  await still.goto(here);
  await still.locator("#text-en").fill("Saved by a plain form.");
  await still.locator("[data-lang=en] button[value=edit]").first().click();
  want((await still.locator("#text-en").inputValue()) === "Saved by a plain form.", "a plain form saves");
  want((await still.locator("[data-lang=en] [data-state]").innerText()) === "edited", "and the state says so");

  // A reply in Spanish is drafted from a working translation.
  await still.goto(home.origin + "/entries");
  await still.locator('a[title="Spain, recommendation 1 (a)"]').first().click();
  await still.locator(".working summary").click();
  await still.locator(".working textarea").fill("The sorting centres have 12 X-ray scanners. In 2025, 96 officers were trained.");
  await still.locator(".working button").click();
  want((await still.locator("#text-en").inputValue()).includes("12 X-ray scanners"), "a working translation is drafted from");

  // Text is moved and set aside, by plain forms.
  await still.goto(home.origin + "/returns");
  await still.getByRole("link", { name: "UNODC questionnaire (final) NL.docx" }).click();
  const loose = still.locator("#loose");
  await loose.locator("input[name=line]").nth(0).check();
  await loose.locator("input[name=line]").nth(1).check();
  await loose.locator("select[name=cell]").selectOption("3 (b)");
  await loose.getByRole("button", { name: "Move it there" }).click();
  want((await still.locator(".tag").allInnerTexts()).filter((t) => t.startsWith("moved to 3 (b) by")).length === 2, "two lines are moved");
  want((await still.getByText("Put here from elsewhere in the file").count()) === 2, "and shown where they count");
  await still.getByRole("button", { name: "None of them is an answer" }).click();
  want((await still.locator("#loose").count()) === 0 && (await still.locator(".set-aside").count()) === 2, "the rest is set aside at once");
  const answer = still.locator("article.statement").first();
  await answer.locator("summary").focus();
  await still.keyboard.press("Enter");
  await answer.getByRole("button", { name: "It does belong here" }).click();
  want((await still.locator("article.statement").first().locator(".tag").innerText()).startsWith("place confirmed by"), "a place is confirmed");
  await page.goto(still.url());
  await accessible(page, "return-arranged");

  const foreign = await context.request.post(home.origin + "/build", { form: { csrf: "wrong" } });
  want(foreign.status() >= 400, "a form without the page's secret is refused");
  const rebound = await context.request.get(home.origin + "/", { headers: { Host: "evil.example" } });
  want(rebound.status() === 403, "another host name is refused");
});
