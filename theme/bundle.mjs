// Makes the few files that pages load from the modules of the theme, and writes them where mdBook takes them from:
// what is on every page into dist/, the other bundles into `src/casebook/`, which mdBook copies as it is.
//
//   node bundle.mjs            write them
//   node bundle.mjs --check    write nothing; end with 1 where a file is not what the sources make
//
// Input: bundles.json (the folder of each bundle, with its entry index.ts, and which bundles it needs), src/.
// Output: dist/casebook.css and .js for every page; dist/casebook-mdbook.css, which a book can list as well;
// dist/plots.css and estimates.css, which plots and estimates include; dist/board.css, which a template includes;
// src/casebook/sheets.css, and its edition for templates; one .js per bundle, with its styles inside, so that they
// cannot come later than what they apply to; dist/first-paint-*.js, which templates include; src/labs/<name>.js from
// labs/<name>/, one for each lab of this book.
// Must not: change what a source does, or write a machine's path into a file.
//
// No script is bundled twice. A bundle's own folder belongs to it; any other module belongs to the bundle that all that
// use it are or need. What a module takes from one of another bundle comes through the seam (src/page/bundles.ts).
// A style sheet of styles/ comes with each bundle that imports it.
import { createHash } from "node:crypto";
import fs from "node:fs";
import path from "node:path";
import { build, transform } from "esbuild";
import { readModules, SOURCES } from "./graph.mjs";

const theme = path.dirname(SOURCES);
const root = path.dirname(theme);
const BANNER = "/* Made from theme/src. MIT OR Apache-2.0 */\n";
const LABS = path.join(theme, "labs");
const MADE_FOLDERS = ["theme/dist", "src/casebook", "src/labs"];
const FIRST_PAINT = "first-paint";
/** What would end a template, or the script around it. */
const UNFIT_FOR_TEMPLATES = /\{\{|\{%|\{\*|\n[ \t]*\n|<\/script/i;

// ── Which module belongs to which bundle ──────────────────────────────────────────────────────

const bundles = JSON.parse(fs.readFileSync(path.join(theme, "bundles.json"), "utf8"));
const names = Object.keys(bundles);
const [first] = names;
const modules = readModules();

/** The bundles that are there when this one runs. */
const neededBy = (name) => {
  if (name === first) return new Set();
  const { needs } = bundles[name];
  return new Set([first, ...needs, ...needs.flatMap((need) => [...neededBy(need)])]);
};
const has = (name, other) => name === other || neededBy(name).has(other);

const entryOf = (name) => `${bundles[name].folder}/index.ts`;

/** What is left of an entry and everything it imports at run time. */
const reachedFrom = (entry) => {
  const reached = new Set([entry]);
  for (const file of reached) for (const { file: next, isType } of modules.get(file)) if (!isType) reached.add(next);
  return reached;
};

const owners = new Map();
const reached = new Map(names.map((name) => [name, reachedFrom(entryOf(name))]));
for (const file of modules.keys()) {
  const users = names.filter((name) => reached.get(name).has(file));
  if (users.length === 0) continue;
  const home = names.find((name) => file.startsWith(`${bundles[name].folder}/`));
  const stranger = home && users.find((user) => !has(user, home));
  if (stranger) {
    const importers = [...reached.get(stranger)].filter((other) => modules.get(other).some((one) => one.file === file));
    throw new Error(
      `${importers.join(", ")}: the bundle \`${stranger}\` does not need \`${home}\`, so it cannot use ${file}`,
    );
  }
  owners.set(file, home ?? names.findLast((name) => users.every((user) => has(user, name))));
}

const isPartOf = (file, name) =>
  owners.get(file) === name || (file.startsWith("styles/") && reached.get(name).has(file));

/** What modules of a bundle take from those of others: names by file. */
const takenBy = (name) => {
  const taken = new Map();
  for (const [file, imports] of modules) {
    if (owners.get(file) !== name) continue;
    for (const { file: from, names: used, isType } of imports) {
      if (isType || isPartOf(from, name)) continue;
      if (!has(name, owners.get(from)))
        throw new Error(`${file} uses ${from}, but the bundle \`${name}\` does not need \`${owners.get(from)}\``);
      taken.set(from, new Set([...(taken.get(from) ?? []), ...used]));
    }
  }
  return taken;
};
const taken = new Map(names.map((name) => [name, takenBy(name)]));

/** What others take from the modules of a bundle: names by file, in a fixed order. */
const sharedBy = (name) =>
  [...owners.keys()]
    .filter((file) => owners.get(file) === name)
    .map((file) => [file, [...new Set(names.flatMap((other) => [...(taken.get(other).get(file) ?? [])]))].sort()])
    .filter(([, used]) => used.length > 0);

// ── Building ──────────────────────────────────────────────────────────────────────────────────

/**
 * A name on the seam: no tool can shorten it on both sides, so it is short from the start, a letter and two letters or
 * digits. It follows from the word alone: to files of two editions, of which a browser kept one, it means the same.
 */
const shortNameOf = (word) => {
  const number = createHash("sha256").update(word).digest().readUInt32BE();
  const letter = (10 + (number % 26)).toString(36);
  return (
    letter +
    Math.floor(number / 26)
      .toString(36)
      .slice(-2)
  );
};

/** `{ short: word, … }`, which gives the words to the seam and takes them from it. */
const onSeam = (words) => `{ ${words.map((word) => `${shortNameOf(word)}: ${word}`).join(", ")} }`;

/** Names on the seam are without their modules, so no two may be the same. */
const sharers = new Map();
for (const name of names) {
  for (const [file, used] of sharedBy(name)) {
    for (const word of used) {
      const short = shortNameOf(word);
      if (sharers.has(short)) throw new Error(`${sharers.get(short)} and \`${word}\` of ${file} collide: rename one`);
      sharers.set(short, `\`${word}\` of ${file}`);
    }
  }
}

/** Takes modules of other bundles from the seam. */
const seam = (name) => ({
  name: "seam",
  setup: ({ onResolve, onLoad }) => {
    onResolve({ filter: /^\./ }, ({ path: request, resolveDir }) => {
      const file = path.relative(SOURCES, path.join(resolveDir, request)).split(path.sep).join("/");
      if (!owners.has(file)) throw new Error(`${file} belongs to no bundle`);
      return isPartOf(file, name) ? null : { path: "seam", namespace: "seam" };
    });
    onLoad({ filter: /.*/, namespace: "seam" }, () => {
      const used = [...taken.get(name).values()].flatMap((words) => [...words]);
      return { contents: used.length > 0 ? `export const ${onSeam(used.sort())} = casebook.share;` : "" };
    });
  },
});

/** The entry of a bundle, and then what others take from it. */
const entryText = (name) => {
  const shared = sharedBy(name);
  const imports = shared.map(([file, used]) => `import { ${used.join(", ")} } from "./${file}";`);
  const words = shared.flatMap(([, used]) => used);
  const share = words.length > 0 ? `Object.assign(casebook.share, ${onSeam(words)});` : "";
  return [`import "./${entryOf(name)}";`, ...imports, share].join("\n");
};

const minify = async (text, loader) => {
  const { code } = await transform(text, { loader, minify: true, charset: "utf8", legalComments: "none" });
  return code.trim();
};

/** The script and the styles of an entry, as one text each. */
const joined = async (contents, plugins, define = {}) => {
  const { outputFiles } = await build({
    stdin: { contents, resolveDir: SOURCES, loader: "ts" },
    bundle: true,
    minify: true,
    write: false,
    outdir: SOURCES,
    format: "esm",
    charset: "utf8",
    define,
    plugins,
    tsconfig: path.join(theme, "tsconfig.json"),
  });
  const text = (ending) => outputFiles.find((file) => file.path.endsWith(ending))?.text ?? "";
  return { script: text(".js"), styles: text(".css").trim() };
};

/** A bundle hands itself over to src/page/bundles.ts, and runs when it is told to. */
const bundle = async (name) => {
  const { script, styles } = await joined(entryText(name), [seam(name)]);
  const [called, given] = [JSON.stringify(name), JSON.stringify(styles)];
  const text = `casebook.arrived(${called}, ${given}, () => { "use strict";\n${script}\n})`;
  return `${BANNER}${await minify(text, "js")}\n`;
};

const firstPaint = async (file) => {
  const { script } = await joined(`import "./${file}";`, []);
  const text = await minify(`(() => { "use strict";\n${script}\n})()`, "js");
  const [unfit] = text.match(UNFIT_FOR_TEMPLATES) ?? [];
  if (unfit) throw new Error(`${file}: ${JSON.stringify(unfit)} cannot be in a template`);
  return `${text}\n`;
};

/** A lab of this book: a script of its own, which takes nothing from a bundle. */
const lab = async (name) => {
  const { outputFiles } = await build({
    entryPoints: [path.join(LABS, name, "index.ts")],
    bundle: true,
    write: false,
    format: "iife",
    minify: true,
    charset: "utf8",
    legalComments: "none",
    tsconfig: path.join(theme, "tsconfig.json"),
  });
  return BANNER.replace("src", `labs/${name}`) + outputFiles[0].text;
};

/** The name of a file never changes; a browser asks for it again when its edition does. */
const editionOf = (text) => createHash("sha256").update(text).digest("hex").slice(0, 8);

/** Every made file: its path from the top of the repository, its text. */
const madeFiles = async () => {
  const made = {};
  const listed = {};
  for (const name of names.slice(1)) {
    const text = await bundle(name);
    made[`src/casebook/${name}.js`] = text;
    listed[name] = [editionOf(text), ...bundles[name].needs];
  }
  const sheet = (file) => minify(fs.readFileSync(path.join(SOURCES, "styles", file), "utf8"), "css");
  const ofSheets = `${BANNER}${await sheet("sheets.css")}\n`;
  made["src/casebook/sheets.css"] = ofSheets;
  made["theme/dist/sheets-edition.txt"] = editionOf(ofSheets);
  const { script, styles } = await joined(entryText(first), [seam(first)], {
    BUNDLES: JSON.stringify(listed),
    SHEETS: JSON.stringify(editionOf(ofSheets)),
  });
  made["theme/dist/casebook.css"] = `${BANNER}${styles}\n`;
  for (const file of ["board.css", "estimates.css"]) {
    const part = await sheet(file);
    if (UNFIT_FOR_TEMPLATES.test(part)) throw new Error(`styles/${file} cannot be in a template`);
    made[`theme/dist/${file}`] = part;
  }
  made["theme/dist/casebook-mdbook.css"] = `${BANNER}${await sheet("mdbook.css")}\n`;
  const ofPlots = await sheet("plots.css");
  if (/[<>&{]{2}|[<>&]/.test(ofPlots)) throw new Error("styles/plots.css: it could not be inside a drawing");
  made["theme/dist/plots.css"] = `${ofPlots}\n`;
  made["theme/dist/casebook.js"] = `${BANNER}${await minify(`(() => { "use strict";\n${script}\n})()`, "js")}\n`;
  for (const file of modules.keys()) {
    if (!file.startsWith(`${FIRST_PAINT}/`)) continue;
    made[`theme/dist/${FIRST_PAINT}-${path.basename(file, ".ts")}.js`] = await firstPaint(file);
  }
  for (const entry of fs.readdirSync(LABS, { withFileTypes: true })) {
    if (fs.existsSync(path.join(LABS, entry.name, "index.ts")))
      made[`src/labs/${entry.name}.js`] = await lab(entry.name);
  }
  return made;
};

// ── Writing or checking ───────────────────────────────────────────────────────────────────────

const made = await madeFiles();
const read = (file) => {
  const place = path.join(root, file);
  return fs.existsSync(place) ? fs.readFileSync(place, "utf8") : null;
};
const filesOf = (folder) => (fs.existsSync(path.join(root, folder)) ? fs.readdirSync(path.join(root, folder)) : []);
const left = MADE_FOLDERS.flatMap((folder) => filesOf(folder).map((name) => `${folder}/${name}`)).filter(
  (file) => !Object.hasOwn(made, file) && !file.endsWith(".d.ts"),
);
const stale = Object.keys(made).filter((file) => read(file) !== made[file]);

if (process.argv.includes("--check")) {
  for (const file of stale) console.error(`${file} is not what theme/src makes: run \`npm run build\` in theme/`);
  for (const file of left) console.error(`${file} is made by no source: delete it`);
  process.exitCode = stale.length + left.length > 0 ? 1 : 0;
} else {
  for (const folder of MADE_FOLDERS) fs.mkdirSync(path.join(root, folder), { recursive: true });
  for (const file of stale) fs.writeFileSync(path.join(root, file), made[file]);
  for (const file of left) fs.rmSync(path.join(root, file));
}
