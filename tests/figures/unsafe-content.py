"""Figures of the case on unsafe content: base rates, sample sizes, the worth of a look, queues, stores."""

from math import ceil, floor, log, sqrt
from statistics import NormalDist

from figures import chapter

c = chapter("src/cases/unsafe-content.md")
Z = 1.96
DAY = 86_400

# --- Inputs, as in the table of sizes and the table of costs --------------------
images_a_second, peak = 100, 200
saves_a_week = 1.5e9
pins, per_cluster = 300e9, 6
bad_share = 0.005
seconds, productive = 45, 5.1
sens, spec = 0.90, 0.98
half_life = 30
alpha = 0.02
miss, c_fp, c_limit, rho, handling = 100, 50, 5, 0.10, 0.5
c.says("| New images a second, 2021 [@sim21] | 100, peak 200 |", 2021, images_a_second, peak)
c.says("from a talk [@ice25] | 1.5B |", saves_a_week)
c.says("per cluster [@sim21] | 300B, 6 |", pins, per_cluster)
c.says("| Violating share of new images, assumed | 0.5% |", bad_share)
c.says("| Seconds per review, assumed | 45 |", seconds)
c.says("| Productive hours per shift, assumed | 5.1 |", productive)
c.says("specificity, assumed | 0.90, 0.98 |", sens, spec)
c.says("views halve every 30 days", half_life)
c.says("$\\alpha_k$ = 2% for every policy", alpha)
c.says("S2 with 20,000 views to come | $c$ = 100 |", 20_000, miss)
c.says("per thousand views 50 for S1, 5 for S2 and 0.5 for S3", 50, 5, 0.5)
assert 20 * 5 == miss
c.says("| A wrongful removal | 50 |", c_fp)
c.says("| Limiting an innocent item | 5 |", c_limit)
c.says("| 10% | 5%–30% |", rho, 0.05, 0.30)
c.says("| Handling a look | 0.5 |", handling)

# --- Problem exploration --------------------------------------------------------


def share_seen(hours, days=half_life):
    return 1 - 2 ** (-hours / 24 / days)


for days, row in [
    (1, "| 1 day (news) | 2.8% | 15.9% | 50% |"),
    (30, "| 30 days, assumed | 0.10% | 0.58% | 2.3% |"),
    (90, "| 90 days | 0.03% | 0.19% | 0.77% |"),
]:
    c.says(row, days, share_seen(1, days), share_seen(6, days), share_seen(24, days))
c.says("saves 13% of views; here 0.48%", share_seen(6, 1) - share_seen(1, 1), share_seen(6) - share_seen(1))
c.says("2.3% of today's views fall on items younger than a day and 98% on the stock", share_seen(24), 1 - share_seen(24))
c.says("only 2.3% of today's views", share_seen(24))
c.says("differ by a factor of 10,000 in expected harm", 100_000 / 10)
images = images_a_second * DAY
saves = saves_a_week / 7
signatures = pins / per_cluster
violating = images * bad_share
c.says("8.64M new images and 43,200 violations a day; 214M saves a day, 25 for each new image, so that 96% of saves",
       images, violating, saves, saves / images, 1 - images / saves)
c.says("at most 50B signatures", signatures)
reported = 6_790_000 / 184
c.says("36,900 a day, or 6,150 signatures", reported, reported / per_cluster)
c.says("a cut at 0.98 says that a wrongful removal is 49 times as bad", 0.98, 0.98 / (1 - 0.98))
c.says("a cut at 0.05 that a miss is 19 times as bad", 0.05, (1 - 0.05) / 0.05)

# --- Training data --------------------------------------------------------------
c.says("so 800 positives among 2,000 labels against 68", 2000 * 0.40, 2000, 2000 * 0.034)
c.says("finds 68 positives in 2,000 labels, where active selection found 800", 2000 * 0.034, 2000, 2000 * 0.40)
c.says("$\\varepsilon$ = 0.2 no item weighs more than 5 times", 0.2, 1 / 0.2)


def corrected(raw, s, w=1):
    odds = raw / (1 - raw) * s / w
    return odds / (1 + odds)


c.says("$s$ = 0.01 and $w$ = 1, a raw 0.5 means 0.0099", 0.01, 1, 0.5, corrected(0.5, 0.01))
right, base = 0.95, 0.01


def true_share(kept, false, rate=base):
    return rate * kept / (rate * kept + (1 - rate) * false)


flagged = base * right + (1 - base) * (1 - right)
extra = 1 + 2 * flagged
both_agree = (right**3, (1 - right) ** 3)
c.says("= 16\\%.", true_share(right, 1 - right) * 100)
c.says("| One rater | 1.00 | 16% | 95% |", 1, true_share(right, 1 - right), right)
c.says("both must agree | 1.12 | 99% | 86% |", extra, true_share(*both_agree), both_agree[0])
c.says("the 5.9% that were flagged adds 0.12 labels", flagged, 2 * flagged)
c.says("right 16% of the time; two more looks at what was flagged make that 99%", true_share(right, 1 - right), true_share(*both_agree))
c.says("1,000 items a day on the uniform stream, 12.5 reviewer-hours", 1000, 1000 * seconds / 3600)
uniform = 90 * 1000 * bad_share
unseen = uniform * 0.05
c.says("After 90 days it holds about 450 violations", 90, uniform)
c.says("22.5 of them come from there, ±9 at 95%", unseen, Z * sqrt(unseen), 0.95)

# --- Model selection ------------------------------------------------------------
slots, bits, distance, listed = 16, 16, 31, 24e6
probes, bucket = slots * (1 + bits), listed / 2**bits
c.says("\\lfloor 31/16 \\rfloor = 1$", distance, slots, floor(distance / slots))
c.says("\\times 17 = 272$ buckets of 366 hashes (a list of 24 million), 241 times fewer",
       1 + bits, probes, bucket, listed, listed / (probes * bucket))
image_gflop, text_gflop, effective = 35, 3, 94e12
fused = (image_gflop + text_gflop) * 1e9
c.says("At 38 GFLOP and 200 images a second the whole stage needs 7.6 TFLOP/s, under a tenth of one accelerator at 94 TFLOP/s",
       fused / 1e9, peak, peak * fused / 1e12, effective / 1e12)
assert peak * fused < 0.1 * effective
c.says("three passes, train in 10 hours on one", 3 * 3 * 10e6 * fused / effective / 3600)
c.says("38 gigaflops an image, two accelerators", fused / 1e9)


def implied_false(p, recall, share):
    return share * recall * (1 - p) / (p * (1 - share))


def precision(theta, recall, fpr):
    return theta * recall / (theta * recall + (1 - theta) * fpr)


guards = [(0.876, 0.897, 0.39), (0.956, 0.919, 0.67), (0.803, 0.904, 0.32)]
falses = [implied_false(*g) for g in guards]
c.says("a precision of 80–96% on test sets of which 32–67% violate [@zeng25]; that implies false-positive rates of 8–10%",
       80, max(g[0] for g in guards), 32, max(g[2] for g in guards), 8, max(falses))
assert round(100 * min(falses)) == 8 and round(100 * min(g[0] for g in guards)) == 80
for (_, recall, _), false in zip(guards, falses):
    assert round(100 * precision(0.001, recall, false)) == 1  # "a precision of about 1%"
vlm_flop = 2 * 7e9 * 1000
bare = 0.30 * 989e12 / vlm_flop
suffix = (1000 + 8 * 100) / 1000
c.says("reads 21 bare images a second", bare)
c.says("a peak of 200 images a second takes 76 accelerators", peak, ceil(peak / (bare / 8)))
c.says("it is 1,800 tokens, 25 TFLOP and 17 accelerators, or 31 at a planned load of 55%",
       1000 * suffix, vlm_flop * suffix / 1e12, ceil(peak * suffix / bare), ceil(peak * suffix / bare / 0.55), 0.55)
one_policy = signatures * 1.1 / bare / 3600
c.says("Re-reading 50 billion signatures for one changed policy takes 721,000 accelerator-hours", signatures, one_policy)
c.says("re-reading the corpus for one policy takes 721,000 hours", one_policy)
c.says("backfill of 721,000 hours", one_policy)
c.says("At 2% of new images that is 172,800 calls a day", 0.02, images * 0.02)
shift = log(0.003 / 0.997) - log(0.001 / 0.999)
tripled = 0.25 / 0.75 * (0.003 / 0.997) / (0.001 / 0.999)
c.says("\\log 3 \\approx 1.1$: an item scored 0.25 now means 0.50", 3, shift, 0.25, tripled / (1 + tripled))
c.says("1,000 more labels, 12.5 reviewer-hours", 1000, 1000 * seconds / 3600)
flags = signatures / 10_000
c.says("with 90 correct of 100 flagged the 95% interval is still ±6 points", 90, 100, 0.95, Z * sqrt(0.9 * 0.1 / 100) * 100)

# --- Feature engineering --------------------------------------------------------
c.says("If 0.1% flip, the sample shows 100 ± 20", 0.001, 100_000 * 0.001, Z * sqrt(100_000 * 0.001))
store = signatures * 256 * 2
c.says("| 50B × 256 × 2 bytes | 25.6 TB |", signatures, 256, 2, store)
c.says("÷ 20 GB/s, assumed | 21 min |", 20e9, store / 20e9 / 60)
c.says("÷ 94 TFLOP/s, assumed | 9 min of one accelerator", effective / 1e12, signatures * 1e6 / effective / 60)
pixel_hours = signatures / 500 / 3600
c.says("÷ 500 images/s, assumed | 27,778 accelerator-hours", 500, pixel_hours)
c.says("the pixels, 1,000 accelerators for 28 hours", 1000, pixel_hours / 1000)
c.says("are 25.6 terabytes, a scan of 21 minutes for a new head, where pixels take 28,000 accelerator-hours", store / 1e12, store / 20e9 / 60, pixel_hours)
videos = images_a_second * 0.2
still = images_a_second - videos
c.says("Of 100 uploads a second, 20 are videos", images_a_second, videos)
c.says("that is 600 frames beside 80 images, 6.8 times the old load", videos * 30, still, (videos * 30 + still) / images_a_second)
c.says("picks five by scene change, 1.8 times the load", (videos * 5 + still) / images_a_second)
c.says("0.999^{30} = 3.0\\%$", 0.999, 30, (1 - 0.999**30) * 100)

# --- Evaluation -----------------------------------------------------------------
for theta, fpr, row in [
    (0.001, 0.01, "| 0.1% | 90% | 1% | 8.3% |"),
    (0.001, 0.001, "| 0.1% | 90% | 0.1% | 47.4% |"),
    (0.001, 0.0001, "| 0.1% | 90% | 0.01% | 90.0% |"),
]:
    c.says(row, theta, 0.9, fpr, precision(theta, 0.9, fpr))
c.says("90% recall and 1% false positives, precision is 8%", 0.9, 0.01, precision(0.001, 0.9, 0.01))
c.says("needs $F = 4.2 \\times", 0.001 * 0.8 * (1 - 0.95) / (0.95 * (1 - 0.001)) / 1e-5)

seen_right = 0.98 * sens + 0.02 * (1 - spec)
audited = Z**2 * 0.98 * 0.02 / 0.01**2
called_wrong = 753 * (1 - seen_right)
c.says("= 88.2%: of 753 audited items 89 are called wrong and 15 are", seen_right, audited, called_wrong, 753 * 0.02)
youden = sens + spec - 1
noise = seen_right * (1 - seen_right)
c.says("widens the interval to ±2.6 points, and ±1 would take about 5,150 labels", 100 * Z * sqrt(noise / 753) / youden, 1, Z**2 * noise / (0.01 * youden) ** 2)
c.says("let an expert judge the 89. Then 753 give ±1 point", called_wrong, audited, 1)
c.says("the 89 removals in 753 that an audit calls wrong, of which 15 are", called_wrong, 753, 753 * 0.02)


def labels_for(theta, relative=0.2):
    return Z**2 * (1 - theta) / (theta * relative**2)


c.says("| 0.5% | 19,112 |", 0.005, labels_for(0.005))
c.says("| 0.05% | 191,984 |", 0.0005, labels_for(0.0005))
strata = [(0.01, 0.04), (0.99, 0.0001)]
mix = sum(w * p for w, p in strata)
spread = [w * sqrt(p * (1 - p)) for w, p in strata]
neyman = Z**2 * sum(spread) ** 2 / (0.2 * mix) ** 2
hot = spread[0] / sum(spread)
c.says("the rest have 0.01%, about 0.05% together", 0.0001, mix)
c.says("needs 54,244, 3.5 times fewer, with 16.5% in the hot stratum", neyman, labels_for(mix) / neyman, hot)
c.says("54,000 labels for plus or minus 20% at 0.05%, where a simple sample takes 192,000", neyman, 0.2, mix, labels_for(mix))
cold = neyman * (1 - hot)
c.says("the cold stratum's 45,281 labels hold 5 violations, and at 0.999 they add 45 false ones, each worth 0.99/45,281 of all views, 0.099% together",
       cold, cold * 0.0001, 0.999, cold * 0.001, 0.99, cold, 0.99 * 0.001)
assert round(0.99 * 0.001 / mix) == 2  # "twice the truth"
violations = neyman * (hot * 0.04 + (1 - hot) * 0.0001)
c.says("every positive, about 380, is judged again", sens * violations + 0.001 * (neyman - violations))


def rogan_gladen(observed, sensitivity, specificity):
    return (observed + specificity - 1) / (sensitivity + specificity - 1)


coarse, fine = rogan_gladen(0.0015, 0.9, 0.999), rogan_gladen(0.0015, 0.9, 0.9999)
c.says("means 0.056% at a specificity of 0.999 and 0.156% at 0.9999", coarse, 0.999, fine, 0.9999)
c.says("At a specificity of 0.999 an observed 0.15% means 0.056%", 0.999, 0.0015, coarse)
c.says("from 0.999 to 0.9999 the same reading goes from 0.056% to 0.156%", 0.999, 0.9999, coarse, fine)
c.says("the headline moves by 2.8 times", fine / coarse)
c.says("No false positive in 30,000 bounds specificity at 0.9999, for 375 reviewer-hours", 30_000, 1 - 3 / 30_000, 30_000 * seconds / 3600)
c.says("from 10% to 20%. View-weighted", 1 - 0.9, 1 - 0.8)
t1, t2 = 0.0005, 0.0005 * 0.9
c.says("takes 3.0 million labelled views per arm at 80% power", (Z + 0.84) ** 2 * (t1 * (1 - t1) + t2 * (1 - t2)) / (t1 - t2) ** 2, 0.8)
c.says("= 0.1\\%$, the rule of three", 3 / 3000 * 100)
assert abs((1 - 3 / 3000) ** 3000 - 0.05) < 0.001
c.says("($a = 0.9$ makes it 0.11%), and 30,000 views would bring 0.01%", 0.9, 3 / 3000 / 0.9, 30_000, 3 / 30_000)


def ranking(auc, theta, steps=20_000):
    """Average precision, and precision at 90% recall, of two normal score distributions."""
    unit = NormalDist()
    gap = sqrt(2) * unit.inv_cdf(auc)
    area = before = 0.0
    for step in range(steps):
        cut = 8 + gap - (16 + gap) * (step + 0.5) / steps
        recall, fpr = 1 - unit.cdf(cut - gap), 1 - unit.cdf(cut)
        if recall > 0:
            area += precision(theta, recall, fpr) * (recall - before)
        before = recall
    return area, precision(theta, 0.9, 1 - unit.cdf(gap - unit.inv_cdf(0.9)))


low, high = ranking(0.98, 0.001), ranking(0.99, 0.001)
c.says("0.98 is an average precision of 0.98 on balanced data and of 0.34 at a prevalence of 0.1%, with a precision of 1.7% at 90% recall. At 0.99 they are 0.51 and 3.9%",
       0.98, ranking(0.98, 0.5)[0], low[0], 0.001, low[1], 0.9, 0.99, high[0], high[1])
found_at_once = violating * 0.60
removed = found_at_once / 0.98
wrong_at_once = removed - found_at_once
c.says("Of 26,449 removals a day at 98%, 529 are wrong", removed, 0.98, wrong_at_once)
c.says("80% of those win, 85 overturns a day look like an error of 0.3%", 0.8, wrong_at_once * 0.2 * 0.8, wrong_at_once * 0.16 / removed)
c.says("an error of 0.3% where 2% are wrong", wrong_at_once * 0.16 / removed, 0.02)
c.says("at 1% of automatic removals, 264 a day", 0.01, removed * 0.01)
assert 753 / (removed * 0.01) < 3  # "that is three days"

# --- In production: what a look is worth ----------------------------------------


def default(p, cost):
    return min(p * cost, rho * p * cost + (1 - p) * c_limit)


def single(p, cost):
    """Expected cost after one look, and looks taken."""
    return p * (1 - sens) * cost + (1 - p) * (1 - spec) * c_fp, 1


def confirm(p, cost):
    """A second look at what was flagged: removed only if both flag it."""
    return p * (1 - sens**2) * cost + (1 - p) * (1 - spec) ** 2 * c_fp, 1 + p * sens + (1 - p) * (1 - spec)


def recheck(p, cost):
    """A second look at what was cleared: kept only if both clear it."""
    return p * (1 - sens) ** 2 * cost + (1 - p) * (1 - spec**2) * c_fp, 1 + p * (1 - sens) + (1 - p) * spec


def worth(p, protocol, cost=miss):
    after, looks = protocol(p, cost)
    return (default(p, cost) - after) / looks


after_two, looks_two = recheck(0.95, 1000)
c.says("at $p$ = 0.95 and $c$ = 1,000 the limit costs 95.3 and one look 95.1", 0.95, 1000, default(0.95, 1000), single(0.95, 1000)[0])
c.says("cost 9.6 and 1.14 looks, so each is worth 75", after_two, looks_two, worth(0.95, recheck, 1000))
c.says("a second look at what was cleared is worth 75", worth(0.95, recheck, 1000))
c.says("($c$ = 1,000, worth 2.5) behind a medium one at 0.10 (worth 10)", 1000, min(950, 0.05 * c_fp), 0.10, min(0.10 * miss, 0.90 * c_fp))
p = 0.09
c.says("at $p$ = 0.09 one look would make 18% of removals wrong", p, (1 - p) * (1 - spec) / ((1 - p) * (1 - spec) + p * sens))

bands = [
    ("| 0.02–0.05 | 17,000 | 527 | show | flagged | 2.4 |", 0.02, 0.05, 17_000, 527, confirm),
    ("| 0.05–0.15 | 10,000 | 900 | limit | flagged | 3.4 |", 0.05, 0.15, 10_000, 900, confirm),
    ("| 0.15–0.40 | 7,400 | 1,924 | limit | – | 3.0 |", 0.15, 0.40, 7_400, 1_924, single),
    ("| 0.40–0.70 | 6,600 | 3,630 | limit | cleared | 4.2 |", 0.40, 0.70, 6_600, 3_630, recheck),
    ("| 0.70–0.96 | 9,400 | 8,140 | limit | cleared | 6.7 |", 0.70, 0.96, 9_400, 8_140, recheck),
]
kept_by = {confirm: sens**2, single: sens, recheck: 1 - (1 - sens) ** 2}
wronged_by = {confirm: (1 - spec) ** 2, single: 1 - spec, recheck: 1 - spec**2}
first = second = review_found = review_wrong = in_band = 0
saved = []
for row, start, end, items, bad, protocol in bands:
    mean = bad / items
    assert start <= mean <= end
    assert ("show" in row) == (default(mean, miss) == mean * miss)
    c.says(row, start, end, items, bad, worth(mean, protocol))
    first += items
    in_band += bad
    second += items * (protocol(mean, miss)[1] - 1)
    review_found += bad * kept_by[protocol]
    review_wrong += (items - bad) * wronged_by[protocol]
    saved.append(items * (default(mean, miss) - protocol(mean, miss)[0]))
c.says("| over 0.96 | 26,449 | 25,920 |", 0.96, removed, found_at_once)
assert 8_563_151 + first + round(removed) == images and abs(2_160 + in_band + found_at_once - violating) < 2
c.says("The five middle rows are 50,400 items, 30.0% violating", first, in_band / first)
assert 0.052 < c_limit / (c_limit + (1 - rho) * miss) < 0.053  # limiting beats showing from about 0.05

audits = 1_000 + removed * 0.01 + first * 0.05
appeals = wrong_at_once * 0.2 + found_at_once * 0.05
looks = first + second + audits + appeals
seat = productive * 3600 / seconds
people = looks / seat
c.says("They take 50,400 first and 7,118 second looks; the uniform stream, 1% of removals and 5% gold take 3,784, and appeals 1,402",
       first, second, 0.01, 0.05, audits, appeals)
c.says("At 408 looks per person, 62,704 looks are 154 people on duty, 216 on the payroll", seat, looks, ceil(people), ceil(people) * 7 / 5)
c.says("50,400 items and 12,300 further looks at 45 seconds are 154 people", first, looks - first, seconds, ceil(people))
c.says("Review finds 14,540 of the 15,121 with 287 wrongful removals", review_found, in_band, review_wrong)
all_removed = removed + review_found + review_wrong
recall = (found_at_once + review_found) / violating
c.says("with the automatic ones 2.0% of removals are wrong, the cap, and 94% of violations are found", (wrong_at_once + review_wrong) / all_removed, recall)
assert (wrong_at_once + review_wrong) / all_removed <= alpha
price = worth(0.02, confirm)
c.says("The last look, at $p$ = 0.02, is worth 1.5, the shadow price of review; one more reviewer saves 425 units a day", 0.02, price, seat * (price - handling))


def crossing(better_above, low=1e-4, high=0.9999):
    for _ in range(60):
        middle = (low + high) / 2
        low, high = (low, middle) if better_above(middle) else (middle, high)
    return high


def removal_pays(at_price):
    def better(p):
        after, taken = recheck(p, miss)
        return (1 - p) * c_fp < after + at_price * taken

    return crossing(better, low=0.3)


c.says("Handling cost alone would go down to 0.007", crossing(lambda p: worth(p, confirm) > handling, high=0.02))
c.says("At that price removal would pay from 0.94; the cap holds it at 0.96", removal_pays(price), 0.96)
c.says("fall behind by 44 items an hour", (3 * 0.85 - 2) * 3600 / seconds)
c.says("three seats at 85% that lose one are at 128%", 0.85, 3 * 0.85 / 2)
c.says("if a tenth of the looks is severe, 78 hours a day, two hours per person take 40 people", looks / 10 * seconds / 3600, ceil(looks / 10 * seconds / 3600 / 2))
c.says("returns 5 million items, 99 days of the whole queue", flags, flags / first)
assert 0.01 * flags <= first  # the top 1% is one day of the queue
c.says("154 reviewers become 185", ceil(people), ceil(people * 1.2))


def wait_cut(hours, days, cost=1000):
    return c_limit / (c_limit + share_seen(hours, days) * cost)


c.says("one hour gives a cut of 0.15 and six hours 0.03; at 30 days they are 0.84 and 0.46", wait_cut(1, 1), wait_cut(6, 1), 30, wait_cut(1, 30), wait_cut(6, 30))
c.says("hours matter; 0.84 becomes 0.15", wait_cut(1, 30), wait_cut(1, 1))

half = ceil(people) // 2
left = half * seat - audits - appeals
c.says("Audits and appeals keep 5,186 of the 31,416 looks by 77 people", audits + appeals, half * seat, half)
c.says("46% of the looks, so 54% of what review saves is lost", left / (first + second), 1 - left / (first + second))
for _, _, _, items, bad, protocol in bands[3:]:
    left -= items * protocol(bad / items, miss)[1]
reached = left / confirm(0.09, miss)[1]
c.says("then 4,464 of the 10,000 items in 0.05–0.15; it loses 39%", reached, 10_000, 0.05, 0.15, 1 - (saved[3] + saved[4] + saved[1] * reached / 10_000) / sum(saved))
dearer = worth(0.09, confirm)
c.says("rises from 1.5 to 3.4, and removal would pay from 0.90", price, dearer, removal_pays(dearer))
c.says("the clearest tenth automatically, under audit, saves 5,040 first looks", first / 10)

# --- Looking back ---------------------------------------------------------------
c.says("at 95% 1,364 wrong a day, not 529", 0.95, found_at_once / 0.95 * 0.05, wrong_at_once)
c.says("at 60 seconds 205 reviewers, not 154", 60, ceil(people * 60 / seconds), ceil(people))
c.says("the plan said 94%", recall)
gap = 0.94 - 0.80
missing = violating * gap


def reviewers_for(items):
    return ceil(items / seat * looks / first)


c.says("The missing 14% of 43,200 violations are 6,048 a day", gap, violating, missing)
c.says("201,600 looks and, with the same share of further looks, 615 more reviewers", missing / 0.03, reviewers_for(missing / 0.03))
c.says("it is 30,240 looks and 93", missing / 0.20, reviewers_for(missing / 0.20))

# --- Sample answers -------------------------------------------------------------
five = chapter("src/samples/unsafe-content/at-l5.md")
five.says("20,000 items a day for people. At 45 seconds that's 250 hours, with five productive hours in a shift that's 50 reviewers",
          20_000, seconds, 20_000 * seconds / 3600, 20_000 * seconds / 3600 / 5)

with_policies = vlm_flop * suffix
six = chapter("src/samples/unsafe-content/at-l6.md")
six.says("1,800 tokens if the policies come after the image, 25 teraflops", 1000 * suffix, with_policies / 1e12)
six.says("so 17 for the peak of 200", ceil(peak * suffix / bare), peak)
assert round(bare / suffix) == 12 and signatures / 12 / 3600 > 1e6  # "twelve a second", "over a million hours"
six.says("256 times two bytes times 50 billion, 25 terabytes", 256, signatures, floor(store / 1e12))
assert round(store / 20e9 / 60, -1) == 20 and round(pixel_hours / 100 / 24) == 12  # "twenty minutes", "twelve days"
six.says("At 0.1% prevalence, 90% recall and 1% false positives, precision is 8%", 0.001, 0.9, 0.01, precision(0.001, 0.9, 0.01))
six.says("four over 0.04 over 0.0005, 200,000 labels", 0.2**2, 0.0005, 4 / 0.2**2 / 0.0005)
six.says("limiting leaves about 95", default(0.95, 1000))
assert round(single(0.95, 1000)[0]) == 95  # "one in ten also leaves 95"
six.says("Fifty thousand items at 45 seconds over five hours, 125 people, so 150 with", seconds, 50_000 * seconds / 3600 / 5, 125 * 1.2)
assert found_at_once / 0.95 * 0.05 > 2 * wrong_at_once  # "at 95 the wrong ones more than double"

third = chapter("src/samples/unsafe-content/exchange.md")
third.says("1,800 tokens with all policies behind the image, that's 25 teraflops. Say 300 teraflops useful per machine, so 12 images a second, and 17 machines for a peak of 200",
           1000 * suffix, with_policies / 1e12, 300, 300e12 / with_policies, ceil(peak * suffix / bare), peak)
third.says("the same numbers give 600 days", signatures * 1.1 / bare / 50 / DAY)
third.says("0.95 true flags against about five false ones", 100 * base * right)
assert round(1 / true_share(right, 1 - right)) == 6  # "right one time in six"
third.says("At 95%, if I only limit it, a tenth of the views are left, so 95", 0.95, default(0.95, 1000))
third.says("Fifty thousand looks at 45 seconds is 625 hours, five hours each, 125 people", seconds, 50_000 * seconds / 3600, 125)
third.says("near 190,000 labels", labels_for(mix))
