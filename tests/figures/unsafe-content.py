"""Figures of the case on unsafe content: statistics, the table of scores with the worth of a look, and the samples."""

from math import ceil, floor, log, sqrt
from statistics import NormalDist

from figures import chapter

c = chapter("src/cases/unsafe-content.md")
Z = 1.96
DAY = 86_400

# Capacity and expectations are in the estimates of the chapter. Here are the inputs that statistics, the table of scores
# and the samples need, what those say, and the numbers of prose that no quantity has.
images_a_second = 100
pins, per_cluster = 300e9, 6
bad_share = 0.005
seconds, productive = 45, 5.1
sens, spec = 0.90, 0.98
alpha = 0.02
miss, c_fp, c_limit, rho = 100, 50, 5, 0.10
c.says("$\\alpha_k$ = 2% for every policy", alpha)
c.says("S2 with 20,000 views to come", 20_000)
c.says("per thousand views 50 for S1, 5 for S2 and 0.5 for S3", 50, 5, 0.5)
assert 20 * 5 == miss
images = images_a_second * DAY
signatures = pins / per_cluster
violating = images * bad_share

# --- Problem exploration --------------------------------------------------------
c.says("differ by a factor of 10,000 in expected harm", 100_000 / 10)
c.says("a cut at 0.98 says that a wrongful removal is 49 times as bad", 0.98, 0.98 / (1 - 0.98))
c.says("a cut at 0.05 that a miss is 19 times as bad", 0.05, (1 - 0.05) / 0.05)

# --- Training data --------------------------------------------------------------
c.says("$\\varepsilon$ = 0.2 no item weighs more than 5 times", 0.2, 1 / 0.2)
right, base = 0.95, 0.01


def true_share(kept, false, rate=base):
    return rate * kept / (rate * kept + (1 - rate) * false)


# --- Model selection ------------------------------------------------------------
slots, distance = 16, 31
c.says("\\lfloor 31/16 \\rfloor = 1$", distance, slots, floor(distance / slots))


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
assert round(0.30 * 989) == 297  # "30% of 989"
shift = log(0.003 / 0.997) - log(0.001 / 0.999)
tripled = 0.25 / 0.75 * (0.003 / 0.997) / (0.001 / 0.999)
c.says("\\log 3 \\approx 1.1$: a score of 0.25 now means 0.50", 3, shift, 0.25, tripled / (1 + tripled))
c.says("with 90 correct of 100 flagged the 95% interval is still ±6 points", 90, 100, 0.95, Z * sqrt(0.9 * 0.1 / 100) * 100)

# --- Feature engineering --------------------------------------------------------
store = signatures * 256 * 2
pixel_hours = signatures / 500 / 3600

# --- Evaluation -----------------------------------------------------------------


def labels_for(theta, relative=0.2):
    return Z**2 * (1 - theta) / (theta * relative**2)


strata = [(0.01, 0.04), (0.99, 0.0001)]
mix = sum(w * p for w, p in strata)


def rogan_gladen(observed, sensitivity, specificity):
    return (observed + specificity - 1) / (sensitivity + specificity - 1)


coarse, fine = rogan_gladen(0.0015, 0.9, 0.999), rogan_gladen(0.0015, 0.9, 0.9999)
c.says("means 0.056% at a specificity of 0.999 and 0.156% at 0.9999", coarse, 0.999, fine, 0.9999)
c.says("A reading of 0.15% means 0.156% at an expert's specificity of 0.9999 and 0.056% at one rater's 0.999, which reports 0.1% where nothing violates",
       0.0015, fine, 0.9999, coarse, 0.999, 0.001)
c.says("No false positive in 30,000 bounds specificity at 0.9999", 30_000, 1 - 3 / 30_000)
c.says("from 0.999 to 0.9999 the same reading goes from 0.056% to 0.156%", 0.999, 0.9999, coarse, fine)
c.says("from 10% to 20%. View-weighted", 1 - 0.9, 1 - 0.8)
c.says("At $3/3000 = 0.1\\%$, the rule of three, finding none has a probability of 5%", 3, 3000, 3 / 3000 * 100, (1 - 3 / 3000) ** 3000)
c.says("30,000 views would bring 0.01%", 30_000, 3 / 30_000)
assert (1 - 0.00075) ** 3000 > 0.05  # "compatible with an ordinary level"

unit = NormalDist()


def apart(auc):
    """The distance of two normal score distributions of one deviation, in deviations."""
    return sqrt(2) * unit.inv_cdf(auc)


def at_cut(cut, gap, theta):
    recall = unit.cdf(gap - cut)
    return recall, precision(theta, recall, unit.cdf(-cut))


def ranking(auc, theta, steps=20_000):
    """Average precision, and precision at 90% recall."""
    gap = apart(auc)
    area = before = 0.0
    for step in range(steps):
        recall, right_of = at_cut(8 + gap - (16 + gap) * (step + 0.5) / steps, gap, theta)
        area += right_of * (recall - before)
        before = recall
    return area, at_cut(gap - unit.inv_cdf(0.9), gap, theta)[1]


low, high = ranking(0.98, 0.001), ranking(0.99, 0.001)
crossed = min((abs(recall - right_of), recall) for recall, right_of in (at_cut(n / 1000, apart(0.98), 0.001) for n in range(5000)))
c.says("gap = 2.904", apart(0.98))
c.says("gap − 1.2816", unit.inv_cdf(0.9))
c.says("2.9 deviations apart, an area under the ROC curve of 0.98. Where recall is 90%, precision is 94.5% if half of the items violate and 1.7% if one in a thousand does. On the stream the curves cross near 37%",
       apart(0.98), 0.98, 0.9, ranking(0.98, 0.5)[1], low[1], crossed[1])
c.says("0.98 is an average precision of 0.34 at a prevalence of 0.1%; 0.99 makes it 0.51, and the precision at 90% recall 3.9% where it was 1.7%",
       0.98, low[0], 0.001, 0.99, high[0], 0.9, high[1], low[1])
found_at_once = violating * 0.60
removed = found_at_once / 0.98
wrong_at_once = removed - found_at_once
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
items_of, bad_of = [b[3] for b in bands], [b[4] for b in bands]
c.says("first = (17,000 + 10,000 + 7,400 + 6,600 + 9,400)×1item/day", *items_of, 1)
c.says("bad-low = (527 + 900)×1item/day", *bad_of[:2], 1)
c.says("bad-mid = 1,924 items/day", bad_of[2])
c.says("bad-high = (3,630 + 8,140)×1item/day", *bad_of[3:], 1)
c.says("| over 0.96 | 26,449 | 25,920 |", 0.96, removed, found_at_once)
assert 8_563_151 + first + round(removed) == images and abs(2_160 + in_band + found_at_once - violating) < 2

audits = 1_000 + removed * 0.01 + first * 0.05
appeals = wrong_at_once * 0.2 + found_at_once * 0.05
looks = first + second + audits + appeals
seat = productive * 3600 / seconds
people = looks / seat
all_removed = removed + review_found + review_wrong
price = worth(0.02, confirm)
c.says("The last look, at $p$ = 0.02, is worth 1.5, the shadow price of review", 0.02, price)
items, bad = bands[2][3:5]
again = [b - a for a, b in zip(single(bad / items, miss), recheck(bad / items, miss))]
assert -again[0] / again[1] > price  # "a second look ... would pay too"
more_found, more_wrong = bad * (kept_by[recheck] - sens), (items - bad) * (wronged_by[recheck] - (1 - spec))
c.says("A second look from 0.15 to 0.40 would pay too, and make it 2.2%",
       0.15, 0.40, (wrong_at_once + review_wrong + more_wrong) / (all_removed + more_found + more_wrong))


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


def priced(p, protocol):
    after, taken = protocol(p, miss)
    return after + price * taken


c.says("on a scale of odds, where a score of 0.96 is 24", 0.96, 0.96 / (1 - 0.96))
limits_from = crossing(lambda p: rho * p * miss + (1 - p) * c_limit < p * miss)
turns = crossing(lambda p: priced(p, recheck) < priced(p, confirm))
c.says("Showing is cheapest up to the lower cut, 0.02, and then a look at its price of 1.5, with a second one on what was flagged up to 0.15 and on what was cleared beyond. Removing would be cheapest from 0.94; the upper cut is 0.96. Without looks, limiting beats showing from 0.05.",
       crossing(lambda p: priced(p, confirm) < p * miss), price, turns, removal_pays(price), 0.96, limits_from)


assert 0.01 * signatures / 10_000 <= first  # the top 1% is one day of the queue

half = ceil(people) // 2
left = half * seat - audits - appeals
for _, _, _, items, bad, protocol in bands[3:]:
    left -= items * protocol(bad / items, miss)[1]
reached = left / confirm(0.09, miss)[1]
c.says("then 4,464 of the 10,000 items in 0.05–0.15, which loses 39%", reached, 10_000, 0.05, 0.15, 1 - (saved[3] + saved[4] + saved[1] * reached / 10_000) / sum(saved))
dearer = worth(0.09, confirm)
c.says("rises from 1.5 to 3.4, and removal would pay from 0.90", price, dearer, removal_pays(dearer))

# --- Sample answers -------------------------------------------------------------
five = chapter("src/samples/unsafe-content/at-l5.md")
five.says("20,000 items a day for people. At 45 seconds that's 250 hours, with five productive hours in a shift that's 50 reviewers",
          20_000, seconds, 20_000 * seconds / 3600, 20_000 * seconds / 3600 / 5)

with_policies = vlm_flop * suffix
six = chapter("src/samples/unsafe-content/at-l6.md")
six.says("1,800 tokens if the policies come after the image, 25 teraflops", 1000 * suffix, with_policies / 1e12)
assert round(bare / suffix) == 12 and signatures / 12 / 3600 > 1e6  # "twelve a second", "over a million hours"
six.says("256 times two bytes times 50 billion, 25 terabytes", 256, signatures, floor(store / 1e12))
assert round(store / 20e9 / 60, -1) == 20 and round(pixel_hours / 100 / 24) == 12  # "twenty minutes", "twelve days"
six.says("four over 0.04 over 0.0005, 200,000 labels", 0.2**2, 0.0005, 4 / 0.2**2 / 0.0005)
six.says("Fifty thousand items at 45 seconds over five hours, 125 people, so 150 with", seconds, 50_000 * seconds / 3600 / 5, 125 * 1.2)
assert found_at_once / 0.95 * 0.05 > 2 * wrong_at_once  # "at 95 the wrong ones more than double"

third = chapter("src/samples/unsafe-content/exchange.md")
third.says("1,800 tokens with all policies behind the image, that's 25 teraflops. Say 300 teraflops useful per machine, so 12 images a second",
           1000 * suffix, with_policies / 1e12, 300, 300e12 / with_policies)
third.says("fifty machines at 12 a second need 965 days", 12, signatures / (50 * 12) / DAY)
third.says("0.95 true flags against about five false ones", 100 * base * right)
assert round(1 / true_share(right, 1 - right)) == 6  # "right one time in six"
third.says("Fifty thousand looks at 45 seconds is 625 hours, five hours each, 125 people", seconds, 50_000 * seconds / 3600, 125)
third.says("near 190,000 labels", labels_for(mix))
