/*
 * Replace text: changes the text of an element at every move of a slider.
 * Input: an element that holds only text, and the new one. Output: the same node with that text, which costs the page no
 * new styles. Must not: touch a text that is there already.
 */
export const replaceText = (element: Element, text: string): void => {
  if (element.textContent === text) return;
  const { firstChild } = element;
  if (firstChild instanceof Text && firstChild === element.lastChild && text) firstChild.data = text;
  else element.textContent = text;
};
