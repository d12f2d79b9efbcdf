// Opens pages in Firefox through WebDriver BiDi, runs the steps that stand in a JSON file and prints what each gave.
//
//   node firefox.mjs PROGRAM STEPS.json
//
// A step is {"goto": address} | {"eval": expression} | {"press": key} | {"click": selector} | {"wait": selector} |
// {"type": text} | {"back": true} | {"until": expression}. The output is {"results": [...], "console": [...], "requests": [...]}.
import { readFileSync } from "node:fs";
import puppeteer from "puppeteer-core";

const [program, file] = process.argv.slice(2);
const steps = JSON.parse(readFileSync(file, "utf-8"));
const browser = await puppeteer.launch({
  browser: "firefox",
  executablePath: program,
  headless: true,
  // The tests need no network: any address outside the machine fails at once.
  extraPrefsFirefox: { "network.proxy.type": 1, "network.proxy.http": "127.0.0.1", "network.proxy.http_port": 9,
    "network.proxy.ssl": "127.0.0.1", "network.proxy.ssl_port": 9, "network.proxy.no_proxies_on": "127.0.0.1,localhost" },
});
// A page that is being left refuses to answer, so the question is put again until the next one has come.
async function until(page, expression) {
  for (const end = Date.now() + 20000; ; await new Promise((done) => setTimeout(done, 50))) {
    if (await page.evaluate(expression).catch(() => false)) return;
    if (Date.now() > end) throw new Error(`${expression} did not come true on ${page.url()}`);
  }
}

const results = [], complaints = [], requests = [];
try {
  const page = await browser.newPage();
  page.on("console", (message) => { if (message.type() === "error") complaints.push(message.text()); });
  page.on("pageerror", (error) => complaints.push(String(error)));
  page.on("request", (request) => { if (!request.url().startsWith("data:")) requests.push(request.url()); });
  for (const step of steps) {
    const [kind, value] = Object.entries(step)[0];
    if (kind === "goto") await page.goto(value, { waitUntil: "load", timeout: 20000 });
    else if (kind === "eval") results.push(await page.evaluate(value));
    else if (kind === "press") {
      const keys = value.split("+");
      for (const key of keys.slice(0, -1)) await page.keyboard.down(key);
      await page.keyboard.press(keys.at(-1));
      for (const key of keys.slice(0, -1)) await page.keyboard.up(key);
    } else if (kind === "click") await page.click(value);
    else if (kind === "wait") await page.waitForSelector(value, { timeout: 20000 });
    else if (kind === "until") await until(page, value);
    else if (kind === "type") await page.keyboard.type(value);
    else if (kind === "back") await page.evaluate("void setTimeout(() => history.back())");
    else throw new Error(`no step ${kind}`);
  }
} finally {
  await browser.close();
}
console.log(JSON.stringify({ results, console: complaints, requests }));
