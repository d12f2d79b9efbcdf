// Opens pages in one Firefox through WebDriver BiDi: for each line on standard input, a JSON list of steps, it runs them
// in a profile of their own and prints one line with what each gave. It ends with its input.
//
//   node firefox.mjs PROGRAM
//
// A step is {"goto": address} | {"eval": expression} | {"press": key} | {"click": selector} | {"wait": selector} |
// {"type": text} | {"back": true} | {"until": expression}. The output is {"results": [...], "console": [...], "requests": [...]}.
import { createInterface } from "node:readline";
import puppeteer from "puppeteer-core";

const [program] = process.argv.slice(2);
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

async function run(steps) {
  const results = [], complaints = [], requests = [];
  const context = await browser.createBrowserContext();
  try {
    const page = await context.newPage();
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
    return { results, console: complaints, requests };
  } catch (error) {
    return { error: String(error.stack || error) };
  } finally {
    await context.close();
  }
}

try {
  for await (const line of createInterface({ input: process.stdin })) console.log(JSON.stringify(await run(JSON.parse(line))));
} finally {
  await browser.close();
}
