// What only a browser can tell of formulas and diagrams: whether lines are drawn and texts can be read in every theme.
import { expect, SMALL_CASE, serve, test } from "./fixtures.js";

const THEMES = ["light", "rust", "coal", "navy", "ayu"];
const DRAWN = `$\\boxed{a}$

\`\`\`mermaid
flowchart LR
  accTitle: Colors
  accDescr: Nodes with and without colors of their own.
  subgraph Group
    P[Plain] -->|label| Q{Choice}
  end
  A[Both] --x B[Fill only]
  style A fill:#fff,color:#000
  style B fill:#fff
\`\`\`

\`\`\`mermaid
sequenceDiagram
  accTitle: Calls
  accDescr: One call and its answer.
  participant C as Client
  C->>S: asks
  Note over C,S: a note
  S-->>C: answers
\`\`\`

### In one minute`;

let site;
test.beforeEach(async ({ page, version }) => {
  site = await serve(version("drawn", (replace) => replace("cases/related-articles.md", "### In one minute", DRAWN)));
  await page.goto(`${site.address}/${SMALL_CASE}`);
});
test.afterEach(async () => {
  await site?.close();
});

const choose = (page, theme) => page.evaluate((name) => document.querySelector(`#mdbook-theme-${name}`).click(), theme);

/** The contrast of every text of the diagrams with what is behind it, or with its edge where it has one. */
const contrasts = (page) =>
  page.evaluate(() => {
    const canvas = new OffscreenCanvas(1, 1).getContext("2d", { willReadFrequently: true });
    const over = (...colors) => {
      for (const color of colors) {
        canvas.fillStyle = color;
        canvas.fillRect(0, 0, 1, 1);
      }
      return [...canvas.getImageData(0, 0, 1, 1).data].slice(0, 3);
    };
    const luminance = (rgb) => {
      const [r, g, b] = rgb.map((value) => {
        const share = value / 255;
        return share <= 0.04045 ? share / 12.92 : ((share + 0.055) / 1.055) ** 2.4;
      });
      return 0.2126 * r + 0.7152 * g + 0.0722 * b;
    };
    const SHAPES = "rect, polygon, circle, ellipse, path";
    return [...document.querySelectorAll(".cb-prompt .cb-diagram text")].map((text) => {
      const line = text.querySelector("tspan") ?? text;
      const group = text.closest(".node, .cluster, .edgeLabel");
      const before = text.previousElementSibling;
      const shape = group ? group.querySelector(SHAPES) : before?.matches(SHAPES) ? before : null;
      const { fill, stroke } = getComputedStyle(line);
      const ground = [
        getComputedStyle(document.documentElement).backgroundColor,
        getComputedStyle(text.closest(".cb-prompt")).backgroundColor,
        getComputedStyle(text.closest(".cb-diagram")).backgroundColor,
        shape ? getComputedStyle(shape).fill : "transparent",
      ];
      const behind = stroke === "none" ? over(...ground) : over(...ground, stroke);
      const [darker, lighter] = [luminance(behind), luminance(over(...ground, fill))].sort((a, b) => a - b);
      return { text: text.textContent.trim(), contrast: (lighter + 0.05) / (darker + 0.05) };
    });
  });

test("every text of a diagram can be read in every theme", async ({ page }) => {
  for (const theme of THEMES) {
    await choose(page, theme);
    const texts = (await contrasts(page)).filter(({ text }) => text !== "");
    for (const name of ["Plain", "label", "Group", "Both", "Fill only", "Client", "asks", "a note"])
      expect(texts.map(({ text }) => text)).toContain(name);
    expect(
      texts.filter(({ contrast }) => contrast < 4.5),
      theme,
    ).toEqual([]);
  }
});

test("on a dark page, lines of a formula are drawn and an author's colors are kept", async ({ page }) => {
  await choose(page, "navy");
  const style = (selector, ...names) =>
    page
      .locator(selector)
      .first()
      .evaluate((element, list) => list.map((name) => getComputedStyle(element)[name]), names);

  expect(await style(".content mtable", "borderCollapse")).toEqual(["collapse"]);
  const [line] = await style(".content mtr.menv-hline", "borderTopStyle");
  expect(line).toBe("solid");

  const [cross] = await style('.cb-diagram marker[id*="cross" i] path', "stroke");
  expect(cross).not.toBe("none");

  const node = (name) => `.cb-diagram .node[data-id="${name}"]`;
  expect(await style(`${node("A")} text`, "fill")).toEqual(["rgb(0, 0, 0)"]);
  // On a color without one for its text, the text keeps the page's color and an edge of the page's ground.
  const [ground] = await style("html", "backgroundColor");
  expect(await style(`${node("B")} text`, "stroke", "paintOrder")).toEqual([ground, "stroke"]);
});

test("what the messages about icons and pictures say is so: no icon font, nothing but text and shapes", async ({
  page,
}) => {
  const fonts = await page.evaluate(() => [...document.fonts].map(({ family }) => family));
  expect(fonts.length).toBeGreaterThan(0);
  expect(fonts.filter((family) => /awesome|icon/i.test(family))).toEqual([]);
  await expect(page.locator(".cb-diagram :is(image, img, foreignObject)")).toHaveCount(0);
});
