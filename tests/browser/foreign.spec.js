// A page that does not ask for this program looks and acts with the theme as without it.
import { expect, SMALL_CASE, test } from "./fixtures.js";

const THEME = /<(link|script)[^>]*theme\/(dist\/)?casebook[^>]*>(<\/script>)?/g;
const OF_MDBOOK = /<link[^>]*casebook-mdbook[^>]*>/g;

/** What every element of the page looks like, and what it is; our own custom properties apart. */
const look = (page) =>
  page.evaluate(() =>
    [document.documentElement, ...document.querySelectorAll("body, body *")]
      .filter((element) => element.localName !== "script")
      .map((element) => {
        const style = getComputedStyle(element);
        const attributes = [...element.attributes].map(({ name, value }) => `${name}=${value}`);
        const values = [...style].filter((name) => !name.startsWith("--")).map((name) => style.getPropertyValue(name));
        return [element.localName, ...attributes, ...values].join("|");
      }),
  );

/** The page of a case as if it were another author's: without our element, and with or without the theme. */
const visit = async (page, address, change) => {
  const isPage = (url) => url.pathname.endsWith(".html") && !url.pathname.endsWith("toc.html");
  await page.route(isPage, async (route) => {
    const answer = await route.fetch();
    const text = await answer.text();
    const foreign = text
      .replace(/<cb-book[^>]*>/g, "<span>")
      .replaceAll("</cb-book>", "</span>")
      .replace(/(class|id)="cb-[^"]*"/g, "")
      .replace(/<script>[^<]*cbMode[^<]*<\/script>/g, "")
      .replace(/<(\/?)cb-[a-z]+/g, "<$1div");
    await route.fulfill({ response: answer, body: change(foreign.replace(OF_MDBOOK, "")) });
  });
  await page.goto(address, { waitUntil: "networkidle" });
  await page.unroute(isPage);
};

for (const media of ["screen", "print"]) {
  test(`a page that is not ours looks with the theme as without it: ${media}`, async ({ page, at }) => {
    await page.emulateMedia({ media });
    await visit(page, at.small(SMALL_CASE), (text) => text.replace(THEME, ""));
    expect(await page.locator("link[href*=casebook]").count()).toBe(0);
    const without = await look(page);
    await visit(page, at.small(SMALL_CASE), (text) => text);
    expect(await page.locator("link[href*=casebook]").count()).toBe(1);
    const changed = (await look(page)).filter((one, index) => one !== without[index]);
    expect(without.length).toBeGreaterThan(300);
    expect(changed.slice(0, 3)).toEqual([]);
  });
}
