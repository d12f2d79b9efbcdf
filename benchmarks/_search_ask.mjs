// Asks one search engine many queries, in the form in which it reaches a browser, without one.
//
//   node _search_ask.mjs ours|material|pagefind SITE < queries.json
//
// Standard input is a list of texts. Standard output holds a list of addresses for each, best first, and the bytes that
// a first search loads (their median), each file as `gzip -9` sends it unless it is compressed already.

import { readFileSync, readdirSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath, pathToFileURL } from "node:url";
import { runInThisContext } from "node:vm";
import { gzipSync } from "node:zlib";

const COMPRESSED = /\.(pagefind|pf_\w+)$/;
const [engine, site] = process.argv.slice(2);
const queries = JSON.parse(readFileSync(0, "utf8"));

let loaded = new Map();
function load(path) {
  const data = readFileSync(path);
  loaded.set(path, COMPRESSED.test(path) ? data.length : gzipSync(data, { level: 9 }).length);
  return data;
}
const sum = (files) => [...files.values()].reduce((all, one) => all + one, 0);
const script = (path) => runInThisContext(load(path).toString("utf8"), { filename: path });

// The site's own scripts; the index and the words file define what they give on the window.
async function ours() {
  globalThis.window = globalThis;
  load(join(site, "assets/js/search.js"));
  script(join(site, "assets/js/search-index.js"));
  script(join(site, "assets/js/search-words.js"));
  return (query) => window.bybWords.find(query, {}).cards.map((card) => card.a);
}

// The worker of stock Material, given the messages that its page gives it. A card is a page with its sections.
async function material() {
  const workers = join(site, "assets/javascripts/workers");
  let hear, answer;
  Object.assign(globalThis, {
    self: globalThis,
    addEventListener: (_, listener) => { hear = listener; },
    postMessage: (message) => answer(message.data),
  });
  script(join(workers, readdirSync(workers).find((name) => /^search\..*\.js$/.test(name))));
  const send = (type, data) => new Promise((resolve) => { answer = resolve; hear({ data: { type, data } }); });
  const index = JSON.parse(load(join(site, "search/search_index.json")).toString("utf8"));
  await send(0, { ...index, options: {} });
  return async (query) => (await send(2, query)).items.map((sections) => sections[0].location);
}

// Pagefind, whose files are taken from the folder in place of a host. A cold reader is a new instance.
async function pagefind() {
  const base = join(site, "pagefind") + "/";
  globalThis.window = globalThis;
  globalThis.location = new URL(pathToFileURL(base));
  globalThis.document = { querySelector: () => ({ getAttribute: () => "en" }), currentScript: null };
  globalThis.fetch = async (address) => new Response(load(fileURLToPath(String(address).split("?")[0])));
  load(join(base, "pagefind.js"));
  const { createInstance } = await import(pathToFileURL(join(base, "pagefind.js")));
  return async (query) => {
    const instance = await createInstance({ basePath: String(pathToFileURL(base)), baseUrl: "/" });
    const { results } = await instance.search(query);
    const pages = (from, to) => Promise.all(results.slice(from, to).map((result) => result.data()));
    const shown = await pages(0, 5), weight = sum(loaded); // Its own interface shows five at first.
    const found = [...shown, ...await pages(5, 10)].map((page) => page.raw_url ?? page.url);
    return { found, weight };
  };
}

const find = await { ours, material, pagefind }[engine]();
const found = [], bytes = [], start = loaded;
for (const query of queries) {
  loaded = new Map(start);
  const answer = await find(query);
  found.push(answer.found ?? answer);
  bytes.push(answer.weight ?? sum(loaded));
}
const middle = bytes.sort((one, other) => one - other)[bytes.length >> 1];
process.stdout.write(JSON.stringify({ found, bytes: middle }), () => process.exit(0));
