"""Figures of the case on unsafe content: base rates, sample sizes, cuts, queues, stores."""

from math import ceil, comb, floor, log, sqrt
from statistics import NormalDist

from figures import chapter

c = chapter("src/cases/unsafe-content.md")
Z = 1.96
DAY = 86_400

# Views delivered before an action, when views halve every 24 hours.


def share_seen(hours, half_life=24):
    return 1 - 2 ** (-hours / half_life)


c.says(
    "Acting at 10 minutes lets 0.5% of the views through, at 1 hour 2.8%, at 6 hours 15.9%, at 24 hours 50%.",
    10, share_seen(1 / 6), 1, share_seen(1), 6, share_seen(6), 24, share_seen(24),
)
c.says("saves 13% of the views", share_seen(6) - share_seen(1))
c.says("on to ten minutes another 2.4%", share_seen(1) - share_seen(1 / 6))
c.says("differ by a factor of 10,000 in expected harm", 100_000 / 10)

# Size of the corpus and of the stream.
images_a_second = 100
images_a_day = images_a_second * DAY
saves_a_day = 1.5e9 / 7
signatures = 300e9 / 6
violating = images_a_day * 0.005
c.says("× 86,400 | 8.64M |", DAY, images_a_day)
c.says("÷ 7 | 214M, or 2,480 a second", 7, saves_a_day, saves_a_day / DAY)
c.says("| 214M ÷ 8.64M | about 25 |", saves_a_day, images_a_day, saves_a_day / images_a_day)
c.says("| at most about 50B |", signatures)
c.says("50B signatures would take 16 years to arrive", signatures, signatures / images_a_day / 365)
c.says("8.64M × 0.5%, an assumption | 43,200 |", images_a_day, 0.005, violating)
c.says("about 96% of save events", 1 - images_a_day / saves_a_day)

# The cost ratio that a cut implies: cut = FP / (FP + FN).
c.says("a cut at 0.98 says that a wrongful removal is 49 times as bad", 0.98, 0.98 / (1 - 0.98))
c.says("a cut at 0.05 says that a miss is 19 times as bad", 0.05, (1 - 0.05) / 0.05)

# Labels: yield, weights, correction of the base rate.
c.says("Of 2,000 labels, that is about 800 positives against 68", 2000, 2000 * 0.40, 2000 * 0.034)
epsilon = 0.2
c.says("no item is weighted more than 5 times", 1 / epsilon)


def corrected(raw, s, w=1):
    odds = raw / (1 - raw) * s / w
    return odds / (1 + odds)


c.says("a raw score of 0.5 means 0.0099 and a raw 0.9 means 0.0826", 0.5, corrected(0.5, 0.01), 0.9, corrected(0.9, 0.01))

# Rater noise at a base rate.
right, base = 0.95, 0.01


def true_share(kept, false, rate=base):
    return rate * kept / (rate * kept + (1 - rate) * false)


majority = right**3 + 3 * right**2 * (1 - right)
one_agrees = (right * (1 - (1 - right) ** 2), (1 - right) * (1 - right**2))
both_agree = (right**3, (1 - right) ** 3)
flagged = base * right + (1 - base) * (1 - right)
extra = 1 + 2 * flagged
c.says("= 16\\%.", true_share(right, 1 - right) * 100)
c.says("| One rater | 1.00 | 16% | 95% |", 1, true_share(right, 1 - right), right)
c.says("| Majority of three on all | 3.00 | 58% | 99% |", 3, true_share(majority, 1 - majority), majority)
c.says("one must agree | 1.12 | 66% | 95% |", extra, true_share(*one_agrees), one_agrees[0])
c.says("both must agree | 1.12 | 99% | 86% |", extra, true_share(*both_agree), both_agree[0])
c.says("only the 5.9% that were flagged adds 0.12 labels", flagged, 2 * flagged)
c.says("enriched to 30% violations the same single rater is right on 89%", 0.3, true_share(right, 1 - right, 0.3))

chance = 0.02**2 + 0.98**2
c.says("= 96.1\\%$", chance * 100)
c.says("(0.98 - 0.9608)/(1 - 0.9608) = 0.49", 0.98, chance, 1, chance, (0.98 - chance) / (1 - chance))

# Reviewer time for the uniform stream and for the severe queue.
seconds = 45
reviewed_a_day = violating * 0.35 / 0.30
productive = 6 * 0.85
severe_hours = reviewed_a_day / 10 * seconds / 3600
c.says("1,000 items a day at 45 seconds are 12.5 reviewer-hours", 1000, 45, 1000 * seconds / 3600)
uniform = 90 * 1000 * 0.005
c.says("After 90 days they hold about 450", 90, uniform)
unseen = uniform * 0.05
c.says("22.5 of the 450 are expected from there, with a 95% range of ±9", unseen, uniform, 0.95, Z * sqrt(unseen))
c.says("that is 63 hours of handling a day, which fits into 13 full shifts of 5.1 productive hours",
       severe_hours, ceil(severe_hours / productive), productive)
c.says("it takes 32 people in rotation", ceil(severe_hours / 2))
c.says("1,000 more labels; at 45 seconds that is 12.5 reviewer-hours", 1000, 45, 1000 * seconds / 3600)

# Hash matching.
slots, bits, distance, listed = 16, 16, 31, 24e6
probes = slots * (1 + bits)
bucket = listed / 2**bits
c.says("\\lfloor 31/16 \\rfloor = 1$ bit", distance, slots, floor(distance / slots))
c.says("\\times 17 = 272$ buckets", 1 + bits, probes)
c.says("= 366$ hashes, so about 99,600 candidates are compared in place of 24 million, 241 times fewer",
       bucket, probes * bucket, listed, listed / (probes * bucket))
chance_match = sum(comb(256, k) for k in range(distance + 1)) / 2**256
c.says("probability about $8 \\times", chance_match / 1e-38)

# The vision-language model.
lg_precision = 0.41 * 0.001 / (0.41 * 0.001 + 0.09 * 0.999)
c.says("= 0.45\\%.", lg_precision * 100)
flop_an_image = 2 * 7e9 * 1000
images_an_accelerator = 0.30 * 989e12 / flop_an_image
c.says("is 14 trillion floating-point operations", flop_an_image)
c.says("about 21 images a second each, so 10 accelerators carry a peak of 200",
       images_an_accelerator, ceil(200 / images_an_accelerator), 200)
corpus_hours = signatures / images_an_accelerator / 3600
c.says("take about 655,000 accelerator-hours", corpus_hours)
c.says("backfill of 655,000 hours", corpus_hours)
c.says("that is 172,800 calls a day, or two a second", images_a_day * 0.02)
assert round(images_a_day * 0.02 / DAY) == 2
shift = log(0.003 / 0.997) - log(0.001 / 0.999)
tripled = 0.25 / 0.75 * (0.003 / 0.997) / (0.001 / 0.999)
c.says("\\log 3 \\approx 1.1$: an item scored 0.25 now means 0.50", 3, shift, 0.25, tripled / (1 + tripled))


def focal_optimum(eta, gamma=2):
    """The score that minimises the expected focal loss at a true probability, by ternary search."""

    def risk(q):
        return -eta * (1 - q) ** gamma * log(q) - (1 - eta) * q**gamma * log(1 - q)

    low, high = 1e-9, 1 - 1e-9
    for _ in range(200):
        left, right_ = low + (high - low) / 3, high - (high - low) / 3
        if risk(left) < risk(right_):
            high = right_
        else:
            low = left
    return low


c.says("p_t = 0.99$ weighs 0.0001 and one with $p_t = 0.9$ weighs 0.01", 0.99, (1 - 0.99) ** 2, 0.9, (1 - 0.9) ** 2)
c.says("a true 1% is driven to a score of 0.15, and a true 10% to 0.31",
       0.01, focal_optimum(0.01), 0.10, focal_optimum(0.10))
c.says("With 90 correct of 100 flagged, the 95% interval is still ±6 points wide",
       90, 100, 0.95, Z * sqrt(0.9 * 0.1 / 100) * 100)

# Features: parity sample and stored embeddings.
c.says("If 0.1% flip, the sample shows 100 with a 95% range of about ±20",
       0.001, 100_000 * 0.001, 0.95, Z * sqrt(100_000 * 0.001))
store = signatures * 256 * 2
c.says("| 50B × 256 × 2 bytes | 25.6 TB |", signatures, 256, 2, store)
c.says("÷ 20 GB/s, assumed | 21 min |", 20e9, store / 20e9 / 60)
c.says("both assumed | 9 min of one accelerator", signatures * 1e6 / 94e12 / 60)
pixel_hours = signatures / 500 / 3600
c.says("÷ 500 images/s, assumed | 27,778 accelerator-hours", 500, pixel_hours)
c.says("the pixels, 1,000 accelerators for 28 hours", 1000, pixel_hours / 1000)
c.says("from pixels, 27,778 hours", pixel_hours)
per_pin = 300e9 * 512
c.says("| 300B × 512 bytes ÷ 20 GB/s | 2.1 hours over 153.6 TB |", 300e9, 256 * 2, 20e9, per_pin / 20e9 / 3600, per_pin)
scores = signatures * (16 + 7 * 2 + 8)
c.says("| 1.9 TB, 5.7 TB in three copies |", scores, 3 * scores)
c.says("one hour exposes 2.8% of lifetime views and the wait for a nightly graph score up to 50%", share_seen(1), share_seen(24))

# Short videos.
videos = images_a_second * 0.2
still = images_a_second - videos
c.says("At 100 uploads a second, 20 are videos", images_a_second, videos)
c.says("makes 600 frames a second beside 80 images, 6.8 times the old image load",
       videos * 30, still, (videos * 30 + still) / images_a_second)
c.says("100 frames a second, 1.8 times the load", videos * 5, (videos * 5 + still) / images_a_second)
c.says("0.999^{30} = 3.0\\%$", 0.999, 30, (1 - 0.999**30) * 100)
people = reviewed_a_day * seconds / (productive * 3600)
with_quality = people * 1.3
c.says("load rises by 20%, from 161 reviewers to 193", 0.2, ceil(with_quality), ceil(with_quality * 1.2))

# Precision at a base rate.


def precision(theta, recall, fpr):
    return theta * recall / (theta * recall + (1 - theta) * fpr)


for theta, fpr, row in [
    (0.01, 0.01, "| 1% | 90% | 1% | 47.6% |"),
    (0.001, 0.01, "| 0.1% | 90% | 1% | 8.3% |"),
    (0.001, 0.001, "| 0.1% | 90% | 0.1% | 47.4% |"),
    (0.001, 0.0001, "| 0.1% | 90% | 0.01% | 90.0% |"),
]:
    c.says(row, theta, 0.9, fpr, precision(theta, 0.9, fpr))
needed = 0.001 * 0.8 * (1 - 0.95) / (0.95 * (1 - 0.001))
c.says("= 4.2 \\times", needed / 1e-5)

# Prevalence: simple and stratified samples, rater error, rule of three, power.


def labels_for(theta, relative=0.2):
    return Z**2 * (1 - theta) / (theta * relative**2)


c.says("| 0.5% | 19,112 |", 0.005, labels_for(0.005))
c.says("| 0.05% | 191,984 |", 0.0005, labels_for(0.0005))
c.says("| 0.01% | 960,304 |", 0.0001, labels_for(0.0001))
strata = [(0.01, 0.04), (0.99, 0.0001)]
mix = sum(w * p for w, p in strata)
spread = [w * sqrt(p * (1 - p)) for w, p in strata]
neyman = Z**2 * sum(spread) ** 2 / (0.2 * mix) ** 2
hot = spread[0] / sum(spread)
c.says("together that is about 0.05%", mix)
c.says("needs 54,244 labels where a simple sample needs 192,369, 3.5 times fewer, and puts 16.5%",
       neyman, labels_for(mix), labels_for(mix) / neyman, hot)
violations = neyman * (hot * 0.04 + (1 - hot) * 0.0001)
c.says("about 380 labels come back positive", 0.9 * violations + 0.001 * (neyman - violations))


def rogan_gladen(observed, sensitivity, specificity):
    return (observed + specificity - 1) / (sensitivity + specificity - 1)


coarse, fine = rogan_gladen(0.0015, 0.9, 0.999), rogan_gladen(0.0015, 0.9, 0.9999)
c.says("means 0.056% if the specificity is 0.999, and 0.156% if it is 0.9999", coarse, 0.999, fine, 0.9999)
c.says("moves the answer by a factor of 2.8", fine / coarse)
c.says("the headline metric moves by a factor of 2.8", fine / coarse)
c.says("from 0.999 to 0.9999 moves the answer from 0.056% to 0.156%", 0.999, 0.9999, coarse, fine)
c.says("no false one bounds it at 0.9999; 375 hours", 1 - 3 / 30_000, 30_000 * seconds / 3600)

c.says("from 10% to 20%. This happens", 1 - 0.9, 1 - 0.8)
t1, t2 = 0.0005, 0.0005 * 0.9
arm = (Z + 0.84) ** 2 * (t1 * (1 - t1) + t2 * (1 - t2)) / (t1 - t2) ** 2
c.says("\\approx 3.0 \\text{ million}", arm / 1e6)
c.says("= 0.1\\%$, the rule of three", 3 / 3000 * 100)
assert abs((1 - 3 / 3000) ** 3000 - 0.05) < 0.001
c.says("($a = 0.9$ makes it 0.11%)", 0.9, 3 / 3000 / 0.9)
c.says("30,000 views for 0.01%", 30_000, 3 / 30_000)


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
c.says("0.98 corresponds to an average precision of 0.98 on balanced data and of 0.34",
       0.98, ranking(0.98, 0.5)[0], low[0])
c.says("precision at 90% recall is 1.7%. At 0.99 they are 0.51 and 3.9%", 0.9, low[1], 0.99, high[0], high[1])

# Automatic actions, their audit and their appeals.
found = violating * 0.60
actions = found / 0.98
wrong = actions - found
audit = Z**2 * 0.98 * 0.02 / 0.01**2
c.says("26,449 a day at 98%, 529 removals a day", actions, 0.98, wrong)
c.says("A blind re-review of 753 random automatic actions gives ±1 point", audit, 1)
c.says("80% of those win, 85 overturns a day look like an error of 0.3%",
       0.8, wrong * 0.2 * 0.8, wrong * 0.2 * 0.8 / actions)
c.says("about 1% of automatic actions, 264 a day", 0.01, actions * 0.01)
c.says("at 95% precision 1,364 wrong a day in place of 529", 0.95, found / 0.95 * 0.05, wrong)
c.says("| blind labels on 753 shadow decisions;", audit)

# Cuts from costs.
c_fp, review = 50, 0.5
for c_fn, row in [
    (1000, "| 1,000 (severe or viral) | 0.0005 | 0.99 |"),
    (100, "| 100 | 0.005 | 0.99 |"),
    (20, "| 20 | 0.025 | 0.99 |"),
    (2, "| 2 (mild, hardly seen) | 0.25 | 0.99 |"),
]:
    c.says(row, c_fn, review / c_fn, 1 - review / c_fp)
a_day = productive * 3600 / seconds
price = 2
c.says("a reviewer handles 408 items a day (5.1 productive hours", a_day, productive)
c.says("saves about 612 units a day, as much as 12 wrongful removals", a_day * (price - review), a_day * (price - review) / c_fp)
c.says("the lower cut rises from 0.005 to 0.02, and the upper cut falls from 0.99 to 0.96",
       review / 100, price / 100, 1 - review / c_fp, 1 - price / c_fp)
c.says("At a shadow price of 4 instead of 2 the upper cut would fall from 0.96 to 0.92",
       4, 2, 1 - 2 / c_fp, 1 - 4 / c_fp)

# The queue.
reviewed_good = violating * 0.35
c.says("8.64M × 0.5%, assumed | 43,200 |", images_a_day, 0.005, violating)
c.says("at 98% precision | 26,449 actions, 529 wrong |", 0.98, actions, wrong)
c.says("| 35% of them, assumed | 15,120 |", 0.35, reviewed_good)
c.says("| 15,120 ÷ 30% precision, assumed | 50,400 |", reviewed_good, 0.3, reviewed_a_day)
c.says("| Missed | 5% | 2,160 |", 0.05, violating * 0.05)
c.says("0.85) | 124 |", 0.85, ceil(people))
c.says("| × 1.3 | 161 |", 1.3, ceil(with_quality))
c.says("161 on duty are about 225 on the payroll", ceil(with_quality), ceil(with_quality) * 7 / 5)
c.says("at 60 seconds 215 reviewers in place of 161", 60, ceil(with_quality * 60 / seconds), ceil(with_quality))
load = reviewed_a_day * seconds / DAY
seats = ceil(load / 0.85)


def erlang_c(servers, offered):
    """The chance to wait, and the mean wait in handling times."""
    block = 1.0
    for k in range(1, servers + 1):
        block = offered * block / (k + offered * block)
    wait = block / (1 - offered / servers * (1 - block))
    return wait, wait / (servers - offered)


c.says("= 26.25$ seats' worth", load)
c.says("of 85% that is 31 seats", 0.85, seats)
c.says("a mean wait under 3 seconds", ceil(erlang_c(seats, load)[1] * seconds))
per_seat = 3600 / seconds
growth = (load * 1.3 - seats) * per_seat
drain = (seats - load) * per_seat
c.says("A surge of 30% for four hours offers 34.1 seats' worth to 31: at 80 items per seat and hour the backlog grows by 250 an hour to 1,000, and later shrinks by 380 an hour for 2.6 hours",
       0.3, load * 1.3, seats, per_seat, growth, 4 * growth, drain, 4 * growth / drain)
small = 3 * 0.85
c.says("a pool of three seats at 85% that loses one stands at 128% and falls behind by 44 items an hour",
       0.85, small / 2, (small - 2) * per_seat)

# Limiting while an item waits.
c_limit = 5


def limit_cut(hours, c_fn=1000):
    return c_limit / (c_limit + share_seen(hours) * c_fn)


c.says("a wait of 1 hour ($\\ell = 2.8\\%$) gives a cut of 0.15, and 6 hours (15.9%) a cut of 0.03",
       1, share_seen(1) * 100, limit_cut(1), 6, share_seen(6), limit_cut(6))

# The read path.
rate = 200e6 * 10 / DAY
c.says("the mean is 23,000 requests a second and three times that at peak, 69,000", rate, 3 * rate)
c.says("would take 69 million lookups a second; checking the 50 that are shown takes 3.5 million",
       3 * rate * 1000, 50, 3 * rate * 50)

# Reviewers who err.
sens, spec = 0.90, 0.98


def upper(c_fn):
    return (spec * c_fp - review) / (spec * c_fp + (1 - sens) * c_fn)


lower_100 = (review + (1 - spec) * c_fp) / (sens * 100 + (1 - spec) * c_fp)
c.says("which is 0.95 for a miss that costs 20, 0.82 for 100 and 0.33 for 1,000, where the perfect reviewer gave 0.99",
       upper(20), 20, upper(100), 100, upper(1000), 1000, 1 - review / c_fp)
c.says("from 0.005 to 0.016 at 100", review / 100, lower_100, 100)
c.says("two looks miss 1% rather than 10%", (1 - sens) ** 2, 1 - sens)

# Half of the reviewers, and the missing recall.
half = ceil(with_quality) // 2
c.says("80 people cover about 25,000", half, half / 1.3 * a_day)
c.says("takes 50,400 to 45,360", reviewed_a_day, reviewed_a_day * 0.9)
c.says("holds 80% of the harm that review prevents; then losing half of the people loses 20%", 0.8, 1 - 0.8)
gap = 0.95 - 0.80
missing = violating * gap


def reviewers_for(items):
    return ceil(items * seconds / (productive * 3600) * 1.3)


c.says("The missing 15% of 43,200 violations a day are 6,480 items", gap, violating, missing)
c.says("takes 216,000 reviews a day, 689 more reviewers with the 30%",
       missing / 0.03, reviewers_for(missing / 0.03), 0.3)
c.says("it is 32,400 reviews and 104 reviewers", missing / 0.20, reviewers_for(missing / 0.20))

# The sample answers.
six = chapter("src/samples/unsafe-content/at-l6.md")
six.says("14 TFLOP", flop_an_image / 1e12)
six.says("that's 21 images a second, so ten accelerators for a peak of 200", images_an_accelerator, 200)
assert ceil(200 / images_an_accelerator) == 10
six.says("it's about 655,000 hours", corpus_hours)
six.says("are 25.6 TB, 21 minutes of scanning at 20 gigabytes", store, store / 20e9 / 60, 20)
six.says("28,000 accelerator-hours from pixels", pixel_hours)
assert round(corrected(0.5, 0.01), 2) == 0.01
six.says("precision is 8%", precision(0.001, 0.9, 0.01))
six.says("takes about 190,000 labels", labels_for(mix))
six.says("two strata take 54,000", neyman)
rounded = 50_000 * seconds / (productive * 3600)
six.says("50,000 items at 45 seconds over 5.1 productive hours is 123 people, 160 with double review",
         50_000, seconds, productive, ceil(rounded), ceil(rounded * 1.3))
assert found / 0.95 * 0.05 > 2 * wrong
six.says("Six hours is 16% of their views", share_seen(6))

five = chapter("src/samples/unsafe-content/at-l5.md")
five.says("20,000 items a day for people. At 45 seconds that's 250 hours, with five productive hours in a shift that's 50 reviewers",
          20_000, seconds, 20_000 * seconds / 3600, 20_000 * seconds / 3600 / 5)
