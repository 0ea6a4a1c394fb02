// What the stories share: the browser, the ways to say what was seen, the audit of accessibility.
//   node STORY.mjs ADDRESS FILE-TO-UPLOAD PICTURES-FOLDER
// A story prints one line a step and ends with exit code 1 when something was not as it should be.
import { createRequire } from "node:module";
import path from "node:path";

const require = createRequire(path.join(process.env.RAPPORTEUR_NODE_MODULES, "x.js"));
const { chromium } = require("playwright-core");
const axeSource = require.resolve("axe-core/axe.min.js");

export const [address, upload, pictures] = process.argv.slice(2);
export const home = new URL(address);
export const browser = await chromium.launch({
  executablePath: process.env.RAPPORTEUR_CHROMIUM ?? "/usr/bin/chromium",
  args: ["--no-sandbox", "--disable-gpu", "--disable-background-networking", "--disable-component-update", "--disable-sync", "--no-first-run"],
});

const faults = [];
export const wrong = (what) => { faults.push(what); console.error(`WRONG: ${what}`); };
export const step = (what) => console.log(what);
export const want = (truth, what) => (truth ? step(`ok ${what}`) : wrong(what));

export function watch(page) {
  page.on("console", (m) => { if (m.type() === "error") wrong(`console: ${m.text()}`); });
  page.on("pageerror", (e) => wrong(`script: ${e.message}`));
  page.on("request", (r) => { if (new URL(r.url()).host !== home.host) wrong(`a request to ${r.url()}`); });
}

export async function accessible(page, name) {
  await page.screenshot({ path: path.join(pictures, `${name}.png`), fullPage: false });
  // The policy of the page forbids foreign scripts; the auditor runs in a world of its own.
  const source = require("node:fs").readFileSync(axeSource, "utf8");
  const session = await page.context().newCDPSession(page);
  const { frameTree } = await session.send("Page.getFrameTree");
  const { executionContextId } = await session.send("Page.createIsolatedWorld", { frameId: frameTree.frame.id, worldName: "audit" });
  const run = async (expression) =>
    (await session.send("Runtime.evaluate", { contextId: executionContextId, expression, awaitPromise: true, returnByValue: true })).result.value;
  await run(source + "; 0");
  const found = await run(
    "axe.run(document, { resultTypes: ['violations'] }).then(r => r.violations.map(v => v.id + ': ' + v.nodes.slice(0, 3).map(n => n.html.slice(0, 120) + ' ' + n.failureSummary).join(' | ')))"
  );
  for (const one of found ?? ["the audit did not run"]) wrong(`${name}: ${one}`);
  step(`ok ${name} is accessible`);
}

// Tells a story and ends the program.
export async function tell(story) {
  try {
    await story();
  } catch (error) {
    wrong(String(error?.stack ?? error));
  } finally {
    await browser.close();
  }
  process.exit(faults.length === 0 ? 0 : 1);
}
