"""Figures of the click-probability case and its sample answers that its estimates do not compute."""

from math import exp, log, sqrt
from statistics import NormalDist

from figures import chapter

c = chapter("src/cases/click-probability.md")


def logit(p):
    return log(p / (1 - p))


def sigmoid(z):
    return 1 / (1 + exp(-z))


# --- Problem exploration: an error that differs inside a campaign ------------------
def conversions_at_equal_cost(s):
    """Half of the auctions predicted 1+s, half 1-s; competing prices uniform, so a bid's chance to win is
    proportional to it and the mean price paid is half of it. The bid multiplier m restores cost per action."""
    won = lambda m: sum(m * f for f in (1 + s, 1 - s)) / 2
    paid = lambda m: sum((m * f) ** 2 / 2 for f in (1 + s, 1 - s)) / 2
    target = 0.5
    m = target / (paid(1) / won(1))
    assert abs(paid(m) / won(m) - target) < 1e-12
    return won(m)


c.says("With half of its auctions predicted 25% high and half 25% low, it gets 5.9% fewer conversions for its money", 0.25, 0.25, 1 - conversions_at_equal_cost(0.25))

# --- Sizes that the estimates have, for what follows here -------------------------------------------------
people, requests_each = 200e6, 20
ads, viewed, ctr = 3, 0.80, 0.01
requests = people * requests_each
impressions = requests * ads

# --- Training data: window and sampling ----------------------------------------
def arrived(minutes):
    """9% of clicks come after 2.5 minutes on average, 1.7% after four hours, the others at once."""
    return 1 - 0.09 * exp(-minutes / 2.5) - 0.017 * exp(-minutes / 240)


c.says("92% of clicks have come in after one minute, 97% after five, 98.5% after 30 and all after a day", arrived(1), arrived(5), arrived(30), 30)
assert round(arrived(1440), 3) == 1 and 0.003 > arrived(60) - arrived(15) > 0  # "nearly flat"


def undo(p, w):
    return p / (p + (1 - p) / w)


w = 0.025

c.says("Among candidates 10% have visited", 0.07 + 0.03)
assert requests_each * ads * ctr < 1  # "and click on less than one"

# --- Winner's error -------------------------------------------------------------
NORMAL = NormalDist()
SPREAD = 0.8


def of_maximum(n, value):
    """The mean of value(z), z the highest of n standard normals."""
    step = 0.002
    grid = (i * step for i in range(-4000, 5000))
    return sum(n * NORMAL.pdf(z) * NORMAL.cdf(z) ** (n - 1) * value(z) for z in grid) * step


def curse(n, noise):
    """Mean prediction over mean truth of the highest of n lognormal predictions."""
    total = sqrt(SPREAD**2 + noise**2)
    keep = SPREAD**2 / total**2
    rest = SPREAD**2 * noise**2 / total**2
    predicted = of_maximum(n, lambda z: exp(-noise**2 / 2 + total * z))
    return predicted / of_maximum(n, lambda z: exp(keep * total * z + rest / 2))


def by_hand(n, noise):
    return exp(noise**2 * of_maximum(n, lambda z: z) / sqrt(SPREAD**2 + noise**2) - noise**2 / 2)


c.says("times their truth by hand and 1.41 integrated numerically; 1.22 with 5 candidates, 1.64 with 100", curse(20, 0.5), curse(5, 0.5), 5, curse(100, 0.5), 100)
c.says("40% too high among twenty noisy ads", curse(20, 0.5) - 1)
top, width = of_maximum(20, lambda z: z), of_maximum(20, lambda z: z * z) - of_maximum(20, lambda z: z) ** 2
c.says("top = 1.87", top)
c.says("sqrt(0.28 ×", width)
assert abs(by_hand(20, 0.5) / curse(20, 0.5) - 1) < 0.05


def score_of_winner(u, noise=0.5, n=20):
    """The density of the highest score at the logarithm u, the median candidate at 0."""
    total = sqrt(SPREAD**2 + noise**2)
    z = (u + noise**2 / 2) / total
    return n * NORMAL.pdf(z) * NORMAL.cdf(z) ** (n - 1) / total


def truth_of_winner(u, noise=0.5, n=20):
    total = sqrt(SPREAD**2 + noise**2)
    keep, rest = SPREAD**2 / total**2, SPREAD * noise / total
    return of_maximum(n, lambda z: NORMAL.pdf((u - keep * total * z) / rest) / rest)


near = NormalDist(SPREAD**2 / sqrt(SPREAD**2 + 0.25) * 1.87, 0.56)  # as the plot draws the truth
assert all(abs(truth_of_winner(log(x)) - near.pdf(log(x))) < 0.03 for x in (0.5, 1, 2, 3, 3.5, 4, 5, 7, 10, 20))
mode = max((x / 100 for x in range(50, 1000)), key=lambda x: score_of_winner(log(x)))
c.says("All scores are a wide hill around 0.9. The highest score of 20 is a narrower hill around 4.6, and that ad's true rate one around 3.6", exp(-0.125), 20, mode, exp(near.mean))

# --- What is collected ----------------------------------------------------------
last_slot = 0.20  # of clicks


def learnt_over_true(q, factor=3):
    """A trait held by a share q that multiplies being shown and clicking by the factor."""
    shown_share = factor * q / (1 + (factor - 1) * q)
    return (1 + (factor - 1) * shown_share) / (1 + (factor - 1) * q)


shares = [i / 1000 for i in range(1001)]
worst = max(shares, key=learnt_over_true)
assert all(abs(learnt_over_true(q) - (1 + 8 * q) / (1 + 2 * q) ** 2) < 1e-12 for q in shares)
c.says("at most 1.33x, at $q$ = 25%", learnt_over_true(worst), worst)
c.says("10,000 clicks a week in every large segment, an error of 1%", 10_000, 1 / sqrt(10_000))

# --- Model: the ladder, linear against trees ------------------------------------
lr_auc, dnn_auc, dcn_auc = 0.7934, 0.8140, 0.8144
step_to_network = 1 - (1 - dnn_auc) / (1 - lr_auc)
c.says("Logistic regression (0.7934, no crosses)", lr_auc)
c.says("Plain network (0.8140)", dnn_auc)
c.says("Deep and cross network (0.8144)", dcn_auc)
c.says("falls by 10.0%, less for our baseline", step_to_network)
c.says("from there to the cross network by 0.2%", 1 - (1 - dcn_auc) / (1 - dnn_auc))
assert round(step_to_network, 2) == 0.10  # "by ten per cent"
c.says("5M columns for one pair of 100,000 and 50", 100_000 * 50, 100_000, 50)

# --- Position -------------------------------------------------------------------
seen = [1.00, 0.78, 0.61, 0.48, 0.40]
look = [1.00, 0.62, 0.41, 0.28, 0.20]
attention = [e / v for e, v in zip(look, seen)]
c.says("| Viewed | 1.00 | 0.78 | 0.61 | 0.48 | 0.40 |", *seen)
c.says("| Attention once viewed | 1.00 | 0.79 | 0.67 | 0.58 | 0.50 |", *attention)
c.says("| Both, $e_k$ | 1.00 | 0.62 | 0.41 | 0.28 | 0.20 |", *look)
c.says("e5 = 0.20 #", look[4])
c.says("viewed5 = 0.40 #", seen[4])
assert round(sum(seen[:ads]) / ads, 1) == viewed  # three filled slots
full_pages, swapped, pairs, first_share = 1 / 5, 0.005, 10, 0.50
quality = [0.9**k for k in range(5)]
page = [e * r for e, r in zip(look, quality)]
assert [round(page[i] / sum(page[:ads]), 1) for i in (0, 2)] == [first_share, last_slot]  # both follow from the curve
assert abs(full_pages * swapped - 0.001) < 1e-12  # "One page in a thousand, half a per cent of the fifth that fills all five slots"
given_up = sum((look[i] - look[j]) * (quality[i] - quality[j]) for i in range(5) for j in range(i + 1, 5)) / pairs
share_of_clicks = full_pages * swapped * sum(page) / sum(page[:ads])  # a full page against the mean one of three
c.says("gives up 3.8% of such a page's clicks", given_up / sum(page))
assert given_up / sum(page) * share_of_clicks < 0.0001  # "under 0.01% of all"
video_clicks = 200e6 * 0.004 / 24
c.says("200M video ads viewed a day and a CTR of 0.4%, the level has its 10,000 clicks in 18 minutes", 200e6, 0.004, 10_000, 10_000 / video_clicks * 60)

# --- Features -------------------------------------------------------------------
c.says("the mean logit by 0.01, a bid error of about 1%", 0.01, exp(0.01) - 1)

# --- Evaluation -----------------------------------------------------------------
def entropy(p):
    return -p * log(p) - (1 - p) * log(1 - p)


flat_two = -0.01 * log(0.02) - 0.99 * log(0.98)
c.says("entropy is 0.0560 at 1% and 0.0980 at 2%", entropy(0.01), 0.01, entropy(0.02), 0.02)
c.says("predicting 2% on traffic of 1% gives an NE of 1.056", 0.02, 0.01, flat_two / entropy(0.01))
c.says("1% at 10,000", 1 / sqrt(10_000), 10_000)
buckets = [(400e3, 0.0020, 0.0026), (300e3, 0.0060, 0.0060), (200e3, 0.0120, 0.0118), (80e3, 0.0250, 0.0240), (20e3, 0.0600, 0.0520)]
before = "Predicted and observed click rates, before and after a layer of two parameters"
c.draws(before, 'points "before the layer"', [(p, o) for _, p, o in buckets])
c.says("The buckets hold 400k, 300k, 200k, 80k and 20k rows", *(n for n, *_ in buckets))


def layer_of_two():
    """The a and b of sigmoid(a logit(p) + b) with the highest likelihood on the buckets, by Newton's method."""
    a, b = 1.0, 0.0
    for _ in range(50):
        g_a = g_b = h_aa = h_ab = h_bb = 0.0
        for n, p, o in buckets:
            z = logit(p)
            q = sigmoid(a * z + b)
            rest, weight = n * (o - q), n * q * (1 - q)
            g_a, g_b = g_a + rest * z, g_b + rest
            h_aa, h_ab, h_bb = h_aa + weight * z * z, h_ab + weight * z, h_bb + weight
        both = h_aa * h_bb - h_ab**2
        a, b = a + (h_bb * g_a - h_ab * g_b) / both, b + (h_aa * g_b - h_ab * g_a) / both
    return a, b


slope, shift = layer_of_two()
corrected = [(sigmoid(slope * logit(p) + shift), o) for _, p, o in buckets]
c.draws(before, 'points "after the layer"', corrected)
lowest, highest = (buckets[i][2] / buckets[i][1] - 1 for i in (0, -1))
low_left, high_left = (corrected[i][1] / corrected[i][0] - 1 for i in (0, -1))
c.says("lies 30% above the diagonal, the highest 13% below. After the layer they are within 9% and 2% of it", lowest, -highest, low_left, 0.02)
assert low_left < 0.095 and abs(high_left) < 0.02
total = sum(n for n, *_ in buckets)
observed = sum(n * o for n, _, o in buckets) / total
predicted = sum(n * p for n, p, _ in buckets) / total
gap = sum(n * abs(p - o) for n, p, o in buckets) / total
top_rows, top_predicted, top_observed = buckets[-1]
c.says("Their overall ratio is 1.005. The mean gap, weighted by rows (expected calibration error), is 6.4% of the mean CTR, and the highest bucket, which decides auctions, is predicted 15% too high",
       predicted / observed, gap / observed, top_predicted / top_observed - 1)
assert 4.5 < (top_predicted / top_observed - 1) * sqrt(top_rows * top_observed) < 5.5  # "five standard errors"
standard, shopping = (6e6, 0.0120, 0.0106), (4e6, 0.0080, 0.0101)
pooled = sum(n * p for n, p, _ in (standard, shopping)) / sum(n * o for n, _, o in (standard, shopping))
c.says("standard ads, 6M rows, 1.20% predicted and 1.06% observed; shopping ads, 4M rows, 0.80% and 1.01%", *standard, *shopping)
c.says("Pooled the ratio is 1.000; by format it is 1.13 and 0.79", pooled, standard[1] / standard[2], shopping[1] / shopping[2])
c.says("two formats at 1.13 and 0.79 average", standard[1] / standard[2], shopping[1] / shopping[2])

# --- In production --------------------------------------------------------------
c.says("adds $\\ln 2$ = 0.69", 2, log(2))

# --- Sample answers -------------------------------------------------------------
assert 0.09 < ctr / (ctr + (1 - ctr) * 0.1) < 0.10  # "nearly ten per cent clicks"

six = chapter("src/samples/click-probability/at-l6.md")
six.says("80 million requests a day", requests / 50)
new_ads = 100e3
six.says("5,000 impressions each", 5_000)
six.says("500 million out of 12 billion", new_ads * 5_000, impressions)
assert round(new_ads * 5_000 / impressions, 2) == 0.04 and round(new_ads * 5_000 / impressions / 2, 2) == 0.02
six.says("0.4 per cent", round(100 * new_ads * 1_000 / impressions / 2, 1))
assert round(30e6 * 32 / 1e9) == 1 and round(30e6 * 32 * 4 / 1e9) == 4  # "one billion, four gigabytes"
assert round(100 / sqrt(10_000)) == 1  # "ten thousand clicks are good to one per cent"

third = chapter("src/samples/click-probability/exchange.md")
third.says("looks like 22 and wins. It pays 21 over 11 clicks", 20 * 1.1, 21, 1000 * ctr * 1.1)
third.says("you multiply the prediction by 0.025", 1 / 40)
assert round(0.8 / 40, 2) == 0.02 and undo(0.8, w) / (0.8 * w) > 4  # what it says of 0.8, and "over four times"
third.says("28% too low at one per cent", 1 - w * (ctr / w) / (ctr / w + 1 - ctr) / ctr)
