// Joins and minifies the sources of the theme into the few files that pages load, and writes them where mdBook takes
// them from: `casebook`, which is on every page, beside this file, the other parts into `src/casebook/`, which mdBook
// copies as it is.
//
//   node bundle.mjs            write them
//   node bundle.mjs --check    write nothing; end with 1 where a file is not what the sources make
//
// Input: parts.json (which sources are in which part, in order, and which parts a part needs first), casebook/.
// Output: one .css and one .js for every page; one .js a part, with its styles inside, so that they cannot come later
// than what they dress. Must not: change what a source does, or write a machine's path into a file.
import { createHash } from "node:crypto";
import fs from "node:fs";
import path from "node:path";
import { fileURLToPath } from "node:url";
import { transform } from "esbuild";

const theme = path.dirname(fileURLToPath(import.meta.url));
const root = path.dirname(theme);
const { casebook: first, ...parts } = JSON.parse(fs.readFileSync(path.join(theme, "parts.json"), "utf8"));

const BANNER = "/* Made from theme/casebook by theme/bundle.mjs. License: MIT OR Apache-2.0 */\n";

const minify = async (text, loader) => (await transform(text, { loader, minify: true, charset: "utf8", legalComments: "none" })).code.trim();

/** The sources of a part, one after the other. */
const joined = (names, ending) => names.map((name) => fs.readFileSync(path.join(theme, "casebook", `${name}.${ending}`), "utf8")).join("\n");

/** A part hands itself over to parts.js. */
const part = async (name, { css, js }) => {
  const styles = await minify(joined(css, "css"), "css");
  return BANNER + await minify(`casebook.parts.arrived(${JSON.stringify(name)}, ${JSON.stringify(styles)}, () => {${joined(js, "js")}})`, "js") + "\n";
};

/** Every generated file: its path from the top of the repository, its text. */
const files = async () => {
  const made = {};
  const listed = {};
  for (const [name, { needs = [], ...sources }] of Object.entries(parts)) {
    const text = await part(name, sources);
    made[`src/casebook/${name}.js`] = text;
    // A part's name never changes; a browser asks for it again when its edition does.
    listed[name] = { edition: createHash("sha256").update(text).digest("hex").slice(0, 8), needs };
  }
  made["theme/casebook.css"] = `${BANNER}${await minify(joined(first.css, "css"), "css")}\n`;
  made["theme/casebook.js"] = `${BANNER}${await minify(`(globalThis.casebook ??= {}).listed = ${JSON.stringify(listed)};\n${joined(first.js, "js")}`, "js")}\n`;
  return made;
};

const check = process.argv.includes("--check");
const made = await files();
const there = fs.existsSync(path.join(root, "src/casebook")) ? fs.readdirSync(path.join(root, "src/casebook")).map((name) => `src/casebook/${name}`) : [];
const left = there.filter((file) => !Object.hasOwn(made, file));
const stale = Object.entries(made).filter(([file, text]) => !fs.existsSync(path.join(root, file)) || fs.readFileSync(path.join(root, file), "utf8") !== text).map(([file]) => file);

if (check) {
  for (const file of stale) console.error(`${file} is not what theme/casebook makes: run \`npm run build\` in theme/`);
  for (const file of left) console.error(`${file} is of no part in theme/parts.json: delete it`);
  process.exitCode = stale.length + left.length > 0 ? 1 : 0;
} else {
  fs.mkdirSync(path.join(root, "src/casebook"), { recursive: true });
  for (const file of stale) fs.writeFileSync(path.join(root, file), made[file]);
  for (const file of left) fs.rmSync(path.join(root, file));
}
