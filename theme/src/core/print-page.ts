/*
 * The page on which mdBook prints the whole book: nothing of the reader's belongs there, and nothing starts on it.
 * Input: the path of an address. Output: whether it is that page. Must not: read the address itself.
 */

export const isPrintPage = (pathname: string): boolean => /\/print(\.html)?$/.test(pathname);
