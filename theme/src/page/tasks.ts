/*
 * Tasks: cuts work into pieces between which the page answers.
 * Input: none. Output: a promise that is kept in a task of its own, the next.
 * Must not: use a timer, which the browser slows down in a background tab.
 */

export const nextTask = (): Promise<void> =>
  new Promise((resolve) => {
    const { port1, port2 } = new MessageChannel();
    port1.onmessage = () => {
      port1.close();
      resolve();
    };
    port2.postMessage(null);
  });
