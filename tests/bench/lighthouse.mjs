// Lighthouse, mobile, of pages of the built book against the same pages as mdBook alone would make them: without the
// casebook's styles, scripts and data. Runs are interleaved, served compressed from this machine, and the median counts.
//
//   node tests/bench/lighthouse.mjs [page …]     after `mdbook-casebook build`; RUNS=5 for more than three
//
// Needs the network once, for npx to fetch Lighthouse, or LIGHTHOUSE=path/to/lighthouse/cli/index.js. Not a test: it
// prints, and ends with 1 where a bound is missed.
import { spawn } from "node:child_process";
import fs from "node:fs";
import http from "node:http";
import os from "node:os";
import path from "node:path";
import { fileURLToPath } from "node:url";
import { gzipSync } from "node:zlib";

const VERSION = "12.8.2";
const root = path.resolve(path.dirname(fileURLToPath(import.meta.url)), "../..");
const book = path.resolve(process.env.CASEBOOK_BOOK ?? path.join(root, "book"));
const runs = Number(process.env.RUNS ?? 3);
const pages = process.argv.length > 2 ? process.argv.slice(2) : ["index.html", "cases/search-autocomplete.html", "progress.html"];
const TYPES = { ".html": "text/html; charset=utf-8", ".css": "text/css", ".js": "text/javascript", ".svg": "image/svg+xml", ".png": "image/png", ".woff2": "font/woff2" };

/** The casebook's own styles and scripts, those of the parts too. */
const OWN = /\/casebook(-\w+|\/\w+)\.(css|js)(\?|$)/;

/** What mdBook alone would have written. */
const plain = (html) => {
  const page = withoutOurs(html);
  const [left] = page.match(/<(link|script)\b[^>]*\/casebook[-/][^>]*>/) ?? [];
  if (left) throw new Error(`mdBook alone would not have written ${left}`);
  return page;
};
const withoutOurs = (html) => html
  .replace(/<link rel="stylesheet" href="[^"]*\/casebook[-/][^>]*>\s*/g, "")
  .replace(/<script src="[^"]*\/casebook[-/][^>]*><\/script>\s*/g, "")
  .replace(/<div class="cb-toolbar"[\s\S]*?<\/div>\s*/g, "")
  .replace(/<p class="cb-judge">.*?<\/p>\s*/g, "")
  .replace(/<script type="application\/json" class="cb-data">[\s\S]*?<\/script>\s*/g, "")
  .replace(/(<section class="cb-begin"[^>]*) hidden>/g, "$1>")
  .replace(/(<cb-case[^>]*>\s*|<\/section>\s*)<script>[\s\S]*?<\/script>/g, "$1");

const serve = (change) => new Promise((resolve) => {
  const kept = new Map();
  const answer = (file) => {
    const type = TYPES[path.extname(file)] ?? "application/octet-stream";
    const bytes = fs.readFileSync(file);
    const text = type.startsWith("text/html") ? Buffer.from(change(bytes.toString())) : bytes;
    return { type, body: /text|svg/.test(type) ? gzipSync(text) : text, zipped: /text|svg/.test(type) };
  };
  const server = http.createServer((request, response) => {
    const file = path.join(book, decodeURIComponent(new URL(request.url, "http://localhost").pathname));
    if (!file.startsWith(book + path.sep) || !fs.existsSync(file) || !fs.statSync(file).isFile()) return response.writeHead(404).end();
    if (!kept.has(file)) kept.set(file, answer(file));
    const { type, body, zipped } = kept.get(file);
    response.writeHead(200, { "content-type": type, "content-length": body.length, "cache-control": "max-age=600", ...(zipped && { "content-encoding": "gzip" }) });
    return response.end(body);
  });
  server.listen(0, "127.0.0.1", () => resolve({ address: `http://127.0.0.1:${server.address().port}`, close: () => server.close() }));
});

const folder = fs.mkdtempSync(path.join(os.tmpdir(), "casebook-lighthouse-"));
const own = process.env.LIGHTHOUSE;
/** In a process of its own, so that the server goes on. */
const measure = async (url) => {
  const report = path.join(folder, "report.json");
  const [command, first] = own ? [process.execPath, [own]] : ["npx", ["--yes", `lighthouse@${VERSION}`]];
  const flags = [url, "--quiet", "--output=json", `--output-path=${report}`, "--only-categories=performance,accessibility,seo", "--chrome-flags=--headless --no-sandbox"];
  const env = { ...process.env, CHROME_PATH: process.env.CHROME_PATH ?? "/usr/bin/chromium" };
  await new Promise((resolve, reject) => {
    const child = spawn(command, [...first, ...flags], { env, stdio: ["ignore", "ignore", "inherit"] });
    child.on("error", reject);
    child.on("exit", (code) => (code === 0 ? resolve() : reject(new Error(`lighthouse ended with ${code}`))));
  });
  const { categories, audits } = JSON.parse(fs.readFileSync(report, "utf8"));
  const failing = ["accessibility", "seo"].flatMap((name) => categories[name].auditRefs.map(({ id }) => audits[id])).filter(({ score }) => score !== null && score < 1).map(({ id }) => id);
  const score = (name) => Math.round(categories[name].score * 100);
  return {
    performance: score("performance"), accessibility: score("accessibility"), seo: score("seo"),
    shift: audits["cumulative-layout-shift"].numericValue, blocking: audits["total-blocking-time"].numericValue,
    paint: audits["largest-contentful-paint"].numericValue, kilobytes: audits["total-byte-weight"].numericValue / 1024,
    own: audits["network-requests"].details.items.filter(({ url: file }) => OWN.test(file)).reduce((sum, { transferSize }) => sum + transferSize, 0) / 1024, failing,
  };
};

const median = (values) => [...values].sort((a, b) => a - b)[Math.floor(values.length / 2)];
const FIGURES = { performance: 0, accessibility: 0, seo: 0, shift: 3, blocking: 0, paint: 0, kilobytes: 0, own: 1 };

const sites = { casebook: await serve((html) => html), mdBook: await serve(plain) };
let missed = 0;
for (const page of pages) {
  const found = { casebook: [], mdBook: [] };
  for (let run = 0; run < runs; run += 1) {
    for (const [name, { address }] of Object.entries(sites)) found[name].push(await measure(`${address}/${page}`));
  }
  const of = (name) => Object.fromEntries(Object.keys(FIGURES).map((figure) => [figure, median(found[name].map((one) => one[figure]))]));
  const [ours, theirs] = [of("casebook"), of("mdBook")];
  console.log(`\n${page}, median of ${runs}`);
  for (const [figure, digits] of Object.entries(FIGURES)) console.log(`  ${figure.padEnd(14)} ${ours[figure].toFixed(digits).padStart(8)}   mdBook ${theirs[figure].toFixed(digits).padStart(8)}`);
  const failing = [...new Set(found.casebook.flatMap((one) => one.failing))];
  if (failing.length > 0) console.log(`  fails: ${failing.join(", ")}`);
  const bounds = {
    "performance not below mdBook's less 2": ours.performance >= theirs.performance - 2,
    "accessibility 100": ours.accessibility === 100, "seo 100": ours.seo === 100,
    "layout shift below 0.02": ours.shift < 0.02, "blocking time at most mdBook's and 20 ms": ours.blocking <= theirs.blocking + 20,
  };
  for (const [bound, held] of Object.entries(bounds)) if (!held) { missed += 1; console.log(`  missed: ${bound}`); }
}
for (const site of Object.values(sites)) site.close();
fs.rmSync(folder, { recursive: true, force: true });
process.exitCode = missed > 0 ? 1 : 0;
