// A lab: how far a share that is counted from few visits can be from the true one. It is an example to copy.
// The page "Write a lab" of the ML System Design Workbook says what else a lab can use.
casebookLab("counts", {
  title: "How many visits make a share?",
  about: "Two in a hundred visits that read this article also read the other one. Each step counts ten times as many visits.",
  settings: { seed: 1, share: 0.02, largest: 200000 },
  prediction: {
    question: "After how many visits is the counted share within a tenth of the true one, and stays there?",
    options: ["20", "200", "2,000", "20,000"],
  },
  step: "Count ten times as many",
  create(root, { seed, share, largest }, kit) {
    const random = kit.random(seed);
    const rows = [];
    let [visits, both, until] = [0, 0, 20];
    const body = kit.make("tbody");
    const heads = ["Visits", "Read both", "Share"].map((head) => kit.make("th", {}, head));
    root.append(kit.make("table", {}, kit.make("thead", {}, kit.make("tr", {}, heads)), body));
    return {
      step() {
        for (; visits < until; visits += 1) both += random() < share ? 1 : 0;
        until *= 10;
        const row = [kit.number(visits), kit.number(both), kit.percent(both / visits)];
        rows.push(both / visits);
        body.append(kit.make("tr", {}, row.map((cell) => kit.make("td", {}, cell))));
        kit.say(`${row[1]} of ${row[0]} visits read both: ${row[2]}. The true share is ${kit.percent(share)}.`);
        return until <= largest;
      },
      conclude() {
        const far = rows.findLastIndex((counted) => Math.abs(counted / share - 1) > 0.1);
        return {
          happened: Math.min(far + 1, 3),
          teaches: "A share of 2% has an error of a tenth of itself after about 5,000 visits. A table that ranks pairs by counts from twenty visits ranks luck.",
        };
      },
    };
  },
});
