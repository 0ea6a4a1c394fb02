// Pictures of the review page for docs/pictures, taken in Chromium. Called by scripts/make-pictures:
//   node scripts/page-pictures.mjs ADDRESS FOLDER
// The folder of the Node packages is RAPPORTEUR_NODE_MODULES; playwright-core must be in it.
import { createRequire } from "node:module";
import path from "node:path";

const require = createRequire(path.join(process.env.RAPPORTEUR_NODE_MODULES ?? "node_modules", "x.js"));
const { chromium } = require("playwright-core");
const [address, folder] = process.argv.slice(2);
const home = new URL(address);

const browser = await chromium.launch({
  executablePath: process.env.RAPPORTEUR_CHROMIUM ?? "/usr/bin/chromium",
  args: ["--no-sandbox", "--disable-gpu", "--font-render-hinting=none"],
});

async function open(locale) {
  const context = await browser.newContext({ viewport: { width: 1280, height: 800 }, locale, reducedMotion: "reduce" });
  const page = await context.newPage();
  await page.goto(address);
  return page;
}

async function take(page, where, name, before = async () => {}) {
  if (where) await page.goto(home.origin + where);
  await before(page);
  await page.waitForLoadState("networkidle").catch(() => {});
  await page.screenshot({ path: path.join(folder, `${name}.png`), animations: "disabled" });
}

// An entry that has a text, and suggestions in the other language.
async function entryWithOffers(page) {
  await page.goto(home.origin + "/entries");
  const links = await page.locator("table.entries td.number a, a.entry-link").evaluateAll((all) => all.map((a) => a.href));
  let best = links[0], most = -1;
  for (const link of links.slice(0, 40)) {
    await page.goto(link);
    const offers = await page.locator("[data-lang=fr] [data-apply]").count();
    const written = await page.locator("#text-en").inputValue().catch(() => "");
    if (written && offers > most) [best, most] = [link, offers];
    if (most >= 3) break;
  }
  return new URL(best).pathname;
}

const page = await open("en-GB");
const entry = await entryWithOffers(page);

// Some work is done, so that the pictures show a note under way.
async function confirm(lang) {
  await page.locator(`[data-lang=${lang}] button[name=verb][value=confirm]`).first().click();
  await page.waitForTimeout(700);
}
await page.goto(home.origin + "/entries");
const first = await page.locator("table.entries td.number a, a.entry-link").evaluateAll((all) => all.slice(0, 4).map((a) => a.href));
for (const link of first) {
  await page.goto(link);
  if (await page.locator("#text-en").inputValue().catch(() => "")) await confirm("en");
}

await take(page, "/", "page-overview");
await take(page, entry, "page-entry");
await take(page, "/entries", "page-entries");
await take(page, "/preview", "page-preview", async (p) => { await p.evaluate(() => document.querySelector("tr.para")?.scrollIntoView({ block: "center" })); });
await take(page, "/memory?how=words&lang=en&q=postal+operators", "page-memory");
await take(page, "/returns", "page-returns");
const file = await page.locator("table.list tbody a").first().getAttribute("href");
await take(page, file, "page-return", async (p) => { await p.evaluate(() => document.querySelector("article.statement")?.scrollIntoView({ block: "center" })); });
await take(page, "/help", "page-help");

const french = await open("fr-FR");
await take(french, entry, "page-entry-fr");
await browser.close();
