// A story: browser and server break down in the middle of typing, and nothing is lost.
import { spawn } from "node:child_process";
import { browser, step, tell, wrong, want } from "./lib.mjs";

const program = process.env.RAPPORTEUR;
const dossier = process.env.RAPPORTEUR_DOSSIER;

// A port of its own, so that the page comes back at the same address.
let server, port = 0;
async function start() {
  server = spawn(program, ["review", dossier, "--port", String(port)], { stdio: ["ignore", "pipe", "ignore"] });
  const address = await new Promise((done) => server.stdout.once("data", (line) => done(String(line).trim())));
  port = Number(new URL(address).port);
  return address;
}
const killed = () => new Promise((done) => { server.once("exit", done); server.kill("SIGKILL"); });

await tell(async () => {
  let address = await start();
  const context = await browser.newContext({ locale: "en-GB" });
  const page = await context.newPage();
  page.on("pageerror", (e) => wrong(`script: ${e.message}`));
  await page.goto(address);
  await page.goto(new URL("/entries", address).href);
  const link = await page.locator("table.entries a[href^='/entries/']").nth(6).getAttribute("href");
  const entry = new URL(link, address).href;
  const typed = async (words) => {
    await page.locator("#text-fr").fill("");
    await page.locator("#text-fr").pressSequentially(words);
  };

  // The server is killed in the middle of a word: what came after is in the browser.
  await page.goto(entry);
  await typed("Première ph");
  await page.waitForFunction(() => document.querySelector("[data-lang=fr] [data-saved]").textContent === "Kept");
  step("ok what is typed is kept within a second, without a decision");
  await killed();
  await page.locator("#text-fr").pressSequentially("rase, encore sans fin");
  await page.locator("[data-lang=fr] [data-saved].failed", { hasText: "The server does not answer" }).waitFor();
  step("ok the page says that the server is away");
  address = await start();
  const back = await context.newPage();
  back.on("dialog", (d) => d.accept());
  page.on("dialog", (d) => d.accept());
  await back.goto(address);
  await back.goto(entry);
  await back.locator("[data-unsaved=fr]", { hasText: "Première phrase, encore sans fin" }).waitFor();
  want(await back.locator("[data-unsaved=fr]", { hasText: "Typed at" }).isVisible(), "what was typed is offered with its time");
  await page.close({ runBeforeUnload: false });
  await back.locator("[data-take]").click();
  await back.waitForFunction(() => document.querySelector("#text-fr").value === "Première phrase, encore sans fin");
  want((await back.locator("[data-unsaved]").count()) === 0, "taken, it is saved, and the offer is gone");

  // The browser is killed in the middle of typing: what was typed is on the server.
  await back.locator("#text-fr").fill("Deuxième phrase");
  await back.waitForFunction(() => document.querySelector("[data-lang=fr] [data-saved]").textContent === "Kept");
  // Without a way out for last words, as when the machine goes down.
  await context.setOffline(true);
  await back.close({ runBeforeUnload: false });
  step("ok the window is gone");
  const other = await browser.newContext({ locale: "en-GB" });
  const again = await other.newPage();
  await again.goto(address);
  await again.goto(entry);
  want((await again.locator("#text-fr").inputValue()) === "Première phrase, encore sans fin", "the text that was saved stands");
  want(await again.locator("[data-unsaved=fr]", { hasText: "Deuxième phrase" }).isVisible(), "the text that was typed is offered in another browser");

  // Both at once.
  await again.locator("#text-fr").fill("Troisième phrase");
  await again.waitForFunction(() => document.querySelector("[data-lang=fr] [data-saved]").textContent === "Kept");
  await killed();
  await other.close();
  address = await start();
  const last = await (await browser.newContext({ locale: "en-GB" })).newPage();
  await last.goto(address);
  await last.goto(entry);
  await last.locator("[data-unsaved=fr]", { hasText: "Troisième phrase" }).waitFor();
  step("ok what was typed outlives both");
  await last.locator("[data-drop-typed]").click();
  await last.waitForURL((u) => u.pathname === new URL(entry).pathname);
  want((await last.locator("[data-unsaved]").count()) === 0, "dropped, it is gone");

  // A window that is closed in the middle of typing saves on its way out.
  await last.locator("#text-fr").fill("Quatrième phrase");
  await last.goto(new URL("/entries", address).href);
  await last.goto(entry);
  const text = await last.locator("#text-fr").inputValue();
  const kept = await last.locator("[data-unsaved=fr]").count();
  want(text === "Quatrième phrase" || kept === 1, "leaving the page loses nothing");
  server.kill();
});
