// Asks one search engine many queries, in the form in which it reaches a browser, without one.
//
//   node _search_ask.mjs ours|minisearch|material|pagefind SITE [MINISEARCH] < queries.json
//
// Standard input is a list of texts. Standard output holds a list of addresses for each, best first; the bytes that
// a first search loads (their median), each file as `gzip -9` sends it unless it is compressed already; and the
// milliseconds until a query can be asked, with the files read, and of an answer (their median). MINISEARCH is
// the minified script of that library.

import { readFileSync, readdirSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath, pathToFileURL } from "node:url";
import { runInThisContext } from "node:vm";
import { gzipSync } from "node:zlib";

const COMPRESSED = /\.(pagefind|pf_\w+)$/;
const [engine, site, library] = process.argv.slice(2);
const queries = JSON.parse(readFileSync(0, "utf8"));

let loaded = new Map();
function load(path) {
  const data = readFileSync(path);
  loaded.set(path, COMPRESSED.test(path) ? data.length : gzipSync(data, { level: 9 }).length);
  return data;
}
const sum = (files) => [...files.values()].reduce((all, one) => all + one, 0);
let ready = 0;
async function timed(work) {
  const begun = performance.now();
  const made = await work();
  ready += performance.now() - begun;
  return made;
}
function script(path) {
  const text = load(path).toString("utf8");
  return timed(() => runInThisContext(text, { filename: path }));
}

// The site's own scripts; the index and the words file define what they give on the window.
async function ours() {
  globalThis.window = globalThis;
  load(join(site, "assets/js/search.js"));
  await script(join(site, "assets/js/search-index.js"));
  await script(join(site, "assets/js/search-words.js"));
  return (query) => window.bybWords.find(query, {}).cards.map((card) => card.a);
}

// MiniSearch in the place of our matcher: the same index, words, weights and synonyms of one word. It indexes in the
// browser: the index as it saves itself is larger than the limit of a first search. A card is a page with its parts.
async function minisearch() {
  await ours();
  ready = 0;
  await script(library);
  const { cards, hidden, synonyms } = window.bybIndex, { terms } = window.bybWords;
  const others = new Map();
  for (const group of synonyms) for (const name of group.map(terms)) {
    if (name.length === 1) others.set(name[0], [...(others.get(name[0]) ?? []), ...group.flatMap(terms)]);
  }
  const index = await timed(() => {
    const bags = Object.fromEntries(Object.entries(hidden).map(([field, written]) => [field, bagsOf(written, cards.length)]));
    const made = new globalThis.MiniSearchModule.default({
      fields: ["title", "also", "claim", "summary", "body"], tokenize: terms, processTerm: (term) => term,
    });
    made.addAll(cards.map((card, id) => ({
      id, title: card.t, summary: card.s ?? "", claim: bags.claim[id].join(" "), body: bags.body[id].join(" "),
      also: [...(card.o ?? []), ...(card.r ?? []).map(([words]) => words)].join(" "),
    })));
    return made;
  });
  const options = {
    boost: { title: 12, also: 12, claim: 8, summary: 3, body: 1 }, boostDocument: (id) => cards[id].w || (cards[id].w === 0 ? 1e-9 : 1),
    prefix: (term) => term.length > 3, fuzzy: (term) => (term.length > 4 ? 0.2 : false),
    processTerm: (term) => [...new Set([term, ...(others.get(term) ?? [])])],
  };
  const page = (card) => (card.p === undefined ? card.a : cards[card.p].a);
  return (query) => [...new Set(index.search(query, options).map(({ id }) => page(cards[id])))];
}

// The words of each entry, from the distances in which the index has them (search_index.py).
function bagsOf([words, places], size) {
  const digits = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz-_";
  const bags = Array.from({ length: size }, () => []), rows = places.split(" ");
  words.split(" ").forEach((word, row) => {
    let number = 0, rest = 0, shift = 0;
    for (const digit of rows[row]) {
      const value = digits.indexOf(digit);
      rest += (value & 31) << shift;
      shift += 5;
      if (value > 31) continue;
      bags[number += rest].push(word);
      rest = shift = 0;
    }
  });
  return bags;
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
  await script(join(workers, readdirSync(workers).find((name) => /^search\..*\.js$/.test(name))));
  const send = (type, data) => new Promise((resolve) => { answer = resolve; hear({ data: { type, data } }); });
  const text = load(join(site, "search/search_index.json")).toString("utf8");
  await timed(() => send(0, { ...JSON.parse(text), options: {} }));
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
  const { createInstance } = await timed(() => import(pathToFileURL(join(base, "pagefind.js"))));
  return async (query) => {
    const instance = await createInstance({ basePath: String(pathToFileURL(base)), baseUrl: "/" });
    const { results } = await instance.search(query);
    const pages = (from, to) => Promise.all(results.slice(from, to).map((result) => result.data()));
    const shown = await pages(0, 5), weight = sum(loaded); // Its own interface shows five at first.
    const found = [...shown, ...await pages(5, 10)].map((page) => page.raw_url ?? page.url);
    return { found, weight };
  };
}

const find = await { ours, minisearch, material, pagefind }[engine]();
const middle = (numbers) => numbers.sort((one, other) => one - other)[numbers.length >> 1];
const found = [], bytes = [], times = [], start = loaded;
for (const query of queries) {
  loaded = new Map(start);
  const begun = performance.now(), answer = await find(query);
  times.push(performance.now() - begun);
  found.push(answer.found ?? answer);
  bytes.push(answer.weight ?? sum(loaded));
}
process.stdout.write(JSON.stringify({ found, bytes: middle(bytes), ready, answer: middle(times) }), () => process.exit(0));
