// The modules of the theme and what each imports, as a parser sees them.
// Input: src/. Output: one entry per file, with its imports in order. Must not: know of bundles or of layers.
import fs from "node:fs";
import path from "node:path";
import { fileURLToPath } from "node:url";
import { parseSync } from "oxc-parser";

export const SOURCES = path.join(path.dirname(fileURLToPath(import.meta.url)), "src");

/** Files below a folder, by their paths from it. */
const filesIn = (folder) =>
  fs
    .readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => path.relative(folder, path.join(entry.parentPath, entry.name)).split(path.sep).join("/"));

/**
 * `file`: the imported file, from the top of the sources. `names`: what is taken from it at run time, none for a mere
 * side effect. `isType`: nothing of it is left at run time.
 */
const importsOf = (file, text) => {
  const { errors, module } = parseSync(file, text);
  if (errors.length > 0) throw new Error(`${file}: ${errors[0].message}`);
  const found = module.staticImports.map(({ moduleRequest, entries }) => {
    const values = entries.filter(({ isType }) => !isType);
    const names = values.map(({ importName }) => importName.name ?? importName.kind);
    return { request: moduleRequest.value, names, isType: entries.length > 0 && values.length === 0 };
  });
  const others = [
    ...module.dynamicImports.map(({ moduleRequest }) => text.slice(moduleRequest.start, moduleRequest.end)),
    ...module.staticExports.flatMap(({ entries }) => entries.flatMap((entry) => entry.moduleRequest?.value ?? [])),
  ];
  if (others.length > 0) throw new Error(`${file}: only plain imports are understood, not ${others.join(", ")}`);
  return found.map(({ request, ...rest }) => {
    if (!request.startsWith(".")) throw new Error(`${file} imports a package: ${request}`);
    return { file: path.posix.join(path.posix.dirname(file), request), ...rest };
  });
};

/** Every script and style of the theme: its path from the top of the sources, and its imports. */
export const readModules = (folder = SOURCES) => {
  const modules = new Map();
  for (const file of filesIn(folder).sort()) {
    const text = fs.readFileSync(path.join(folder, file), "utf8");
    modules.set(file, file.endsWith(".ts") ? importsOf(file, text) : []);
  }
  for (const [file, imports] of modules) {
    for (const { file: imported } of imports) {
      if (!modules.has(imported)) throw new Error(`${file} imports ${imported}, which is not there`);
    }
  }
  return modules;
};
