// A story: two people share the page. Each does what the role allows, sees who writes where and what the
// other saves, and the text of whoever comes too late is kept under the own name.
import { execFileSync, spawn } from "node:child_process";
import { browser, step, tell, wrong, want, accessible } from "./lib.mjs";

const program = process.env.RAPPORTEUR;
const dossier = process.env.RAPPORTEUR_DOSSIER;
const password = "three words in a row";
const people = (...rest) => execFileSync(program, ["-C", dossier, "people", ...rest], { input: `${password}\n` });

people("add", "Ana Silva", "--role", "translator", "--lang", "fr");
people("add", "Ben Okoro", "--role", "translator", "--role", "clearing-officer", "--lang", "fr");

const server = spawn(program, ["review", dossier], { stdio: ["ignore", "pipe", "ignore"] });
const address = await new Promise((done) => server.stdout.once("data", (line) => done(String(line).trim())));

async function signIn(name, scripts = true) {
  const context = await browser.newContext({ locale: "en-GB", javaScriptEnabled: scripts });
  const page = await context.newPage();
  page.on("pageerror", (e) => wrong(`script: ${e.message}`));
  await page.goto(`${address}entries`);
  await page.getByLabel("Name").fill(name);
  await page.getByLabel("Password").fill(password);
  await page.getByRole("button", { name: "Sign in" }).click();
  await page.waitForURL("**/entries");
  return page;
}

await tell(async () => {
  want(!address.includes("token"), "with accounts the address holds no key");
  const door = await (await browser.newContext({ locale: "fr-FR" })).newPage();
  await door.goto(address);
  want(await door.getByRole("heading", { name: "Connexion" }).isVisible(), "a stranger is asked to sign in, in French");
  await accessible(door, "login");

  const plain = await signIn("Ana Silva", false);
  want(await plain.getByRole("link", { name: "Overview" }).isVisible(), "signing in works without scripts");
  await plain.getByRole("button", { name: "Sign out" }).click();
  want(await plain.getByLabel("Password").isVisible(), "signing out works without scripts");

  const ana = await signIn("Ana Silva");
  const ben = await signIn("Ben Okoro");
  const link = await ana.locator("table.entries a[href^='/entries/']").nth(6).getAttribute("href");
  const entry = new URL(link, address).href;
  await ana.goto(entry);
  await ben.goto(entry);
  want(await ana.locator("#text-en").evaluate((t) => t.readOnly), "a translator cannot edit the English");
  want((await ana.locator("[data-lang=en] button[value=confirm]").count()) === 0, "nor confirm it");
  want(!(await ben.locator("#text-en").evaluate((t) => t.readOnly)), "a clearing officer can");
  await ana.locator(".looks", { hasText: "Ben Okoro is here too" }).waitFor();
  step("ok who else is here is said");

  // Ana writes: Ben sees it, and may take the text over after a click.
  await ana.locator("#text-fr").focus();
  await ben.locator("[data-lang=fr] .live-writes", { hasText: "Ana Silva is writing here since" }).waitFor();
  want(await ben.locator("#text-fr").evaluate((t) => t.readOnly), "the text that somebody writes is not written by another");
  await accessible(ben, "two-people");
  await ben.locator("button[data-take-over]").click();
  await ana.locator("[data-lang=fr] .live-writes", { hasText: "Ben Okoro is writing here since" }).waitFor();
  want(!(await ben.locator("#text-fr").evaluate((t) => t.readOnly)), "after a click it is");

  // Ben saves; Ana's page shows it without being read again.
  await ben.locator("#text-fr").fill("Le texte de Ben.");
  await ben.locator("[data-lang=fr] button[value=edit]").first().click();
  await ana.waitForFunction(() => document.querySelector("#text-fr").value === "Le texte de Ben.");
  step("ok an open page shows what another has saved");

  // Both type: the first one stands, the other's is kept.
  await ben.locator("#text-en").focus();
  await ana.waitForFunction(() => !document.querySelector("#text-fr").readOnly);
  await ana.locator("#text-fr").fill("Le texte d’Ana, plus long.");
  await ben.locator("[data-lang=fr] button[data-take-over]").click();
  await ben.waitForFunction(() => !document.querySelector("#text-fr").readOnly);
  await ben.locator("#text-fr").fill("Le second texte de Ben.");
  await ben.locator("[data-lang=fr] button[value=edit]").first().click();
  await ben.waitForFunction(() => document.querySelector("[data-lang=fr] [data-saved]").textContent === "Saved");
  await ana.locator("[data-lang=fr] .live-other").waitFor();
  want((await ana.locator("#text-fr").inputValue()) === "Le texte d’Ana, plus long.", "what is being typed is never replaced");
  await ana.evaluate(() => document.querySelector("#text-fr").blur());
  await ana.waitForURL((u) => u.searchParams.get("late") === "fr");
  want(await ana.getByText("Ben Okoro saved this text (French) before you").isVisible(), "who came too late is told who was first");
  want((await ana.locator("main").innerText()).includes("Le texte d’Ana, plus long."), "the text that came too late is shown");
  want((await ana.locator("#text-fr").inputValue()) === "Le second texte de Ben.", "the first one stands");
  server.kill();
});
