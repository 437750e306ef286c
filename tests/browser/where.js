// Where the tests find the book, the compiler and the theme.
"use strict";
const fs = require("node:fs");
const path = require("node:path");

const root = path.resolve(__dirname, "../..");
const compilers = [process.env.CASEBOOK_BIN, ...["debug", "release"].map((kind) => path.join(root, "target", kind, "mdbook-casebook"))];

module.exports = {
  root,
  book: path.resolve(process.env.CASEBOOK_BOOK ?? path.join(root, "book")),
  port: Number(process.env.CASEBOOK_PORT ?? 8765),
  /** The compiler; undefined when there is none, and tests that rebuild a book say so. */
  compiler: compilers.find((file) => file && fs.existsSync(file)),
};
