// A small static server for the tests: one folder (which can be changed between visits), files only, no caching.
import fs from "node:fs";
import http from "node:http";
import path from "node:path";

const TYPES = {
  ".html": "text/html; charset=utf-8",
  ".css": "text/css",
  ".js": "text/javascript",
  ".json": "application/json",
  ".svg": "image/svg+xml",
  ".png": "image/png",
  ".woff2": "font/woff2",
  ".txt": "text/plain",
};

/** Serves `folder` on a free port, or on `port`. The folder of the returned object may be set anew. */
const serve = (folder, port = 0) =>
  new Promise((resolve, reject) => {
    const site = {
      folder: path.resolve(folder),
      address: "",
      close: () =>
        new Promise((done) => {
          server.closeAllConnections();
          server.close(done);
        }),
    };
    const server = http.createServer((request, response) => {
      const name = decodeURIComponent(new URL(request.url, "http://localhost").pathname);
      const file = path.join(site.folder, name.endsWith("/") ? `${name}index.html` : name);
      if (!file.startsWith(site.folder + path.sep) || !fs.existsSync(file) || !fs.statSync(file).isFile()) {
        response.writeHead(404).end();
        return;
      }
      response.writeHead(200, {
        "content-type": TYPES[path.extname(file)] ?? "application/octet-stream",
        "cache-control": "no-store",
      });
      fs.createReadStream(file).pipe(response);
    });
    server.on("error", reject);
    server.listen(port, "127.0.0.1", () => {
      site.address = `http://127.0.0.1:${server.address().port}`;
      resolve(site);
    });
  });

export { serve };

if (process.argv[1] === import.meta.filename) {
  const [folder = "../../book", port = "8765"] = process.argv.slice(2);
  serve(folder, Number(port)).then(({ address }) => console.log(`serving ${path.resolve(folder)} at ${address}`));
}
