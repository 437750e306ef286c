// Where the tests find the book, the compiler and the theme.
import fs from "node:fs";
import path from "node:path";

const root = path.resolve(import.meta.dirname, "../..");
const compilers = [
  process.env.CASEBOOK_BIN,
  ...["debug", "release"].map((kind) => path.join(root, "target", kind, "mdbook-casebook")),
];

export { root };
export const book = path.resolve(process.env.CASEBOOK_BOOK ?? path.join(root, "book"));
export const port = Number(process.env.CASEBOOK_PORT ?? 8765);
/** The compiler; undefined when there is none, and tests that rebuild a book say so. */
export const compiler = compilers.find((file) => file && fs.existsSync(file));
