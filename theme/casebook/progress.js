/*
 * Progress: what all attempts together say, for the progress page and the marks in the sidebar.
 * Input: the progress page's data, all attempts, `now`. Output: plain values for display; each attempt is looked at
 * once and scored once.
 * Must not: touch the page, the storage or the time of day; change its arguments; count what was not scored as zero.
 *
 * Calibration attempts score a sample's author, not the reader: they only feed the running bias. Attempts without a
 * clock have recorded minutes, but nobody watched them: they stay out of the minutes over budget.
 */
(() => {
  "use strict";
  const casebook = (globalThis.casebook ??= /** @type {Casebook} */ ({}));

  /** Shapes from nothing to everything, so that the map reads without color. */
  const SHAPES = ["○", "◔", "◑", "◕", "●"];
  const UNSCORED = "–";

  /** @param {number} rank @param {number} highest */
  const symbol = (rank, highest) => {
    if (rank <= 0 || highest <= 0) return "○";
    if (rank >= highest) return "●";
    return SHAPES[Math.min(3, Math.max(1, Math.round((rank / highest) * 4)))] ?? "◑";
  };

  /** Later began, then later changed. @param {Cb.Attempt} a @param {Cb.Attempt} b */
  const byTime = (a, b) => a.startedAt - b.startedAt || a.updatedAt - b.updatedAt || (a.id < b.id ? -1 : 1);

  /** @param {Cb.ProgressCase} row @param {{id: string}[]} columns @param {Cb.Round} round @param {Cb.Score | null} score @returns {Cb.HeatCell[]} */
  const cells = (row, columns, round, score) => columns.map(({ id }) => {
    const absent = !row.criteria.some((criterion) => criterion.id === id);
    const scored = score?.criteria.find((criterion) => criterion.id === id);
    if (!scored?.scored) {
      return { criterion: id, value: null, rank: null, symbol: absent ? "" : UNSCORED, label: absent ? "not part of this case" : "not scored", absent, reworded: 0 };
    }
    const label = scored.level === "none" ? "no level" : (scored.level ?? "");
    return { criterion: id, value: scored.level, rank: scored.rank, symbol: symbol(scored.rank, round.levels.length), label, absent, reworded: scored.reworded.length };
  });

  /**
   * The criterion whose levels are lowest on average over the latest scored attempts; among equals the heavier, then
   * the earlier. The link is for the case on which it is lowest, past cases already scored.
   * @param {Cb.ProgressData} page @param {Map<string, {score: Cb.Score}>} latest @returns {Cb.Weakest | null}
   */
  const weakestOf = (page, latest) => {
    const done = page.cases.filter(({ id }) => latest.has(id)).map(({ path }) => path);
    /** @type {Map<string, Cb.Weakest & {sum: number, count: number, weight: number, lowest: number, from: Cb.Criterion, here: string}>} */
    const all = new Map();
    for (const row of page.cases) {
      const highest = page.rounds.find(({ id }) => id === row.round)?.levels.length ?? 0;
      for (const scored of latest.get(row.id)?.score.criteria ?? []) {
        const from = row.criteria.find(({ id }) => id === scored.id);
        if (!scored.scored || !from || highest === 0) continue;
        const key = `${row.round}/${scored.id}`;
        const share = scored.rank / highest;
        const known = all.get(key) ?? {
          round: row.round, criterion: scored.id, title: scored.title, mean: 0, training: null,
          sum: 0, count: 0, weight: scored.weight, lowest: Infinity, from, here: row.path,
        };
        known.sum += share;
        known.count += 1;
        if (share < known.lowest) Object.assign(known, { lowest: share, from, here: row.path });
        all.set(key, known);
      }
    }
    const [first] = [...all.values()]
      .map((one) => ({ ...one, mean: one.sum / one.count }))
      .filter(({ mean }) => mean < 1 - 1e-9)
      .sort((a, b) => a.mean - b.mean || b.weight - a.weight);
    if (!first) return null;
    const { round, criterion, title, mean, from, here } = first;
    return { round, criterion, title, mean, training: casebook.scoring.nextTraining(from, here, done) };
  };

  /** @param {Cb.Attempt[]} attempts @returns {Cb.Bias} */
  const biasOf = (attempts) => {
    const sum = { attempts: 0, agree: 0, generous: 0, strict: 0 };
    for (const { kind, comparison } of attempts) {
      if (kind !== "calibration" || !comparison) continue;
      sum.attempts += 1;
      sum.agree += comparison.agree;
      sum.generous += comparison.generous;
      sum.strict += comparison.strict;
    }
    const judged = sum.agree + sum.generous + sum.strict;
    const bias = sum.generous - sum.strict;
    const signals = `${Math.abs(bias)} of ${judged} signals net`;
    const text = judged === 0 ? "No calibration yet"
      : bias > 0 ? `Too generous by ${signals}` : bias < 0 ? `Too strict by ${signals}` : `No lean over ${judged} signals`;
    return { ...sum, judged, bias, rate: judged === 0 ? null : bias / judged, text };
  };

  /** @type {Cb.ProgressOf["aggregate"]} */
  const aggregate = (page, attempts, now) => {
    const rounds = new Map(page.rounds.map((round) => [round.id, round]));
    const cases = new Map(page.cases.map((row) => [row.id, row]));
    /** @type {Map<string, {attempt: Cb.Attempt, score: Cb.Score}>} */
    const latest = new Map();
    /** @type {Map<string, number>} */
    const counts = new Map();
    /** @type {Map<string, Cb.OverBudget>} */
    const over = new Map();
    /** @type {Cb.TrendPoint[]} */
    const trend = [];
    /** @type {Cb.AttemptRow[]} */
    const rows = [];

    for (const attempt of [...attempts].sort(byTime)) {
      const row = cases.get(attempt.case);
      const round = rounds.get(row?.round ?? "");
      if (!row || !round) {
        rows.push({ attempt, case: null, score: null, elapsed: casebook.clock.moment(attempt, now).elapsed });
        continue;
      }
      const { id, title, path, criteria } = row;
      const score = casebook.scoring.score({ round, criteria, case: row }, attempt);
      const time = casebook.clock.read(attempt, { round, criteria }, now);
      rows.push({ attempt, case: { id, title, path }, score, elapsed: time.elapsed });
      if (attempt.kind === "calibration") continue;
      counts.set(id, (counts.get(id) ?? 0) + 1);
      if (score.scored) {
        latest.set(id, { attempt, score });
        const at = attempt.finishedAt ?? attempt.startedAt;
        trend.push({ attempt: attempt.id, case: id, title, round: round.id, at, verdicts: score.verdicts, unscored: score.unscored.length });
      }
      if (time.mode !== "finished" || !time.on) continue;
      for (const { id: criterion, title, actual, over: late } of time.criteria) {
        if (actual === 0) continue;
        const key = `${round.id}/${criterion}`;
        const known = over.get(key) ?? { round: round.id, criterion, title, attempts: 0, total: 0, mean: 0 };
        const total = known.total + late;
        over.set(key, { ...known, attempts: known.attempts + 1, total, mean: total / (known.attempts + 1) });
      }
    }

    const heat = page.rounds.map((round) => {
      const inRound = page.cases.filter((row) => row.round === round.id);
      const columns = [...new Map(inRound.flatMap((row) => row.criteria.map(({ id, title }) => [id, { id, title }]))).values()];
      return {
        round, columns,
        rows: inRound.map((row) => {
          const known = latest.get(row.id);
          const { id, title, path } = row;
          return { case: { id, title, path }, attempts: counts.get(id) ?? 0, attempt: known?.attempt.id ?? null, cells: cells(row, columns, round, known?.score ?? null) };
        }),
      };
    }).filter(({ rows: some }) => some.length > 0);

    return {
      empty: attempts.length === 0, heat,
      trend: trend.sort((a, b) => a.at - b.at),
      overBudget: [...over.values()].sort((a, b) => b.mean - a.mean),
      weakest: weakestOf(page, latest),
      bias: biasOf(attempts),
      attempts: rows.reverse(),
    };
  };

  /** @type {Cb.ProgressOf["counted"]} */
  const counted = (attempts, interviews) => (interviews ? attempts : attempts.filter(({ kind }) => kind !== "interview"));

  /** Marks by case id; a page that is not the progress page knows no signals, so any tick or override is a score. @type {Cb.ProgressOf["sidebar"]} */
  const sidebar = (attempts) => {
    /** @type {Map<string, Cb.SidebarMark>} */
    const marks = new Map();
    const words = { started: "started", finished: "practised", scored: "scored" };
    for (const { kind, case: id, criteria, finishedAt } of attempts) {
      if (kind === "calibration") continue;
      const known = marks.get(id);
      const scored = known?.state === "scored" || Object.values(criteria).some(({ ticks, override }) => override || Object.keys(ticks).length > 0);
      const state = scored ? "scored" : known?.state === "finished" || finishedAt !== null ? "finished" : "started";
      const count = (known?.attempts ?? 0) + 1;
      marks.set(id, { state, attempts: count, text: `${words[state]}, ${count} attempt${count === 1 ? "" : "s"}` });
    }
    return Object.fromEntries(marks);
  };

  casebook.progress = { aggregate, counted, sidebar };
})();
