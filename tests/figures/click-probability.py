"""Figures of the click-probability case and its sample answers that its estimates do not compute."""

from math import exp, log, sqrt
from statistics import NormalDist

from figures import chapter

c = chapter("src/cases/click-probability.md")


def logit(p):
    return log(p / (1 - p))


def sigmoid(z):
    return 1 / (1 + exp(-z))


# --- Problem exploration: what is predicted, and the pricing rule ----------------
def ecpm(p, bid):
    return 1000 * p * bid


def pays_per_click(runner_up_ecpm, p_winner):
    return runner_up_ecpm / (1000 * p_winner)


click_bid, click_rate, over, cpm_bid = 2.00, 0.010, 1.10, 21
per_good = click_bid / 10
click_value = ecpm(click_rate, click_bid)
c.says("adds \\$0.20 for each one expected (assumed, a tenth of a \\$2.00 bid). At a CTR of 1.0% an ad half of whose clicks are good gains \\$1.00 on its \\$20.0 per thousand, a bait ad with one in ten \\$0.20",
       per_good, click_bid, click_rate, ecpm(click_rate / 2, per_good), click_value, ecpm(click_rate / 10, per_good))
inflated = pays_per_click(cpm_bid, click_rate * over)
assert click_value * over > cpm_bid > click_value  # the inflated ad wins, wrongly
c.says("bids \\$2.00 at a true 1.0% is worth \\$20.0", click_bid, click_rate, click_value)
c.says("Predicted 10% too high, it beats a CPM bid of \\$21, pays \\$1.91 a click and earns \\$19.09, where the CPM ad would have paid \\$20.00",
       over - 1, cpm_bid, inflated, inflated * click_rate * 1000, click_value)

a_bid, a_rate = 2.00, 0.010
b_bid, b_shown, b_rate = 1.60, 0.013, 0.011
a_value, b_value = ecpm(a_rate, a_bid), ecpm(b_rate, b_bid)
b_pays = pays_per_click(a_value, b_shown)
a_pays = pays_per_click(b_value, a_rate)
b_earns, a_earns = b_pays * b_rate * 1000, a_pays * a_rate * 1000
error_of_one, lost_to_it = b_shown / b_rate - 1, 1 - b_earns / a_earns
c.says("it is valued at \\$20.8 against \\$20.0 and wins, though it is worth \\$17.6", ecpm(b_shown, b_bid), a_value, b_value)
c.says("B pays \\$1.54 a click and earns \\$16.92, where A would have paid \\$1.76 and earned \\$17.60", b_pays, b_earns, a_pays, a_earns)
c.says("Over-predicting one ad by 18% costs 3.8% of the revenue", error_of_one, lost_to_it)
c.says("An error of 18% on one ad alone costs 3.8% of that auction's revenue", error_of_one, lost_to_it)

common = 1.20
c.says("overpays by 20% when we are 20% high", common - 1, common - 1)


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
candidates, ads, viewed, ctr = 500, 3, 0.80, 0.01
requests = people * requests_each
impressions = requests * ads
clicks = impressions * ctr

# --- Training data: window and sampling ----------------------------------------
def arrived(minutes):
    """9% of clicks come after 2.5 minutes on average, 1.7% after four hours, the others at once."""
    return 1 - 0.09 * exp(-minutes / 2.5) - 0.017 * exp(-minutes / 240)


c.says("92% of clicks have come in after one minute, 97% after five, 98.5% after 30 and all after a day", arrived(1), arrived(5), arrived(30), 30)
assert round(arrived(1440), 3) == 1 and 0.003 > arrived(60) - arrived(15) > 0  # "nearly flat"


def undo(p, w):
    return p / (p + (1 - p) / w)


w = 0.025

# --- The network ----------------------------------------------------------------
actions, sequence_width = 100, 64
attend = 2 * 2 * sequence_width**2 + 2 * 2 * actions * sequence_width  # query and output, scores and mean
c.says("for 0.04 MFLOP", attend / 1e6)
biases = 1024 + 512 + 256 + 1
assert 256 * 1 + biases == 2049  # what the estimate adds to the three large layers
c.says("for people who see 60 ads a day", requests_each * ads)
assert requests_each * ads * ctr < 1  # "and click on less than one"

# --- Mix and selection: four cells ----------------------------------------------
c.says("500 candidates of which 497 lose", candidates, candidates - ads)
world = {("plain", 0): (0.63, 0.001, 0.004), ("plain", 1): (0.07, 0.040, 0.020), ("rich", 0): (0.27, 0.003, 0.008), ("rich", 1): (0.03, 0.060, 0.040)}
for words, cell in (
    ("| plain, no | 63% | 0.1% | 0.4% |", ("plain", 0)),
    ("| plain, yes | 7% | 4.0% | 2.0% |", ("plain", 1)),
    ("| rich, no | 27% | 0.3% | 0.8% |", ("rich", 0)),
    ("| rich, yes | 3% | 6.0% | 4.0% |", ("rich", 1)),
):
    c.says(words, *world[cell])


def mean(values, weights):
    return sum(v * u for v, u in zip(values, weights)) / sum(weights)


def cell_rate(creative, weight):
    rows = [v for (k, _), v in world.items() if k == creative]
    return mean([y for *_, y in rows], [weight(*v) for v in rows])


learnt = {k: cell_rate(k, lambda s, p, y: s * p) for k in ("plain", "rich")}
real = {k: cell_rate(k, lambda s, p, y: s) for k in learnt}
for k in learnt:  # a weight within one creative cancels; the true chance of being shown repairs
    assert abs(cell_rate(k, lambda s, p, y: s * p * 7.0) - learnt[k]) < 1e-12
    assert abs(cell_rate(k, lambda s, p, y: s * p / p) - real[k]) < 1e-12
creative_share = {k: sum(v[0] for (n, _), v in world.items() if n == k) for k in learnt}
overall = sum(creative_share[k] * learnt[k] for k in learnt) / sum(creative_share[k] * real[k] for k in real)
c.says("a plain creative clicks at 1.71% and a rich one at 3.01%; over candidates the truth is 0.56% and 1.12%, so the model is 2.88x too high", learnt["plain"], learnt["rich"], real["plain"], real["rich"], overall)
c.says("perfectly calibrated on it and 2.88x too high on candidates", overall)
c.says("An error like the 2.88x above", overall)
c.says("2.9 times too high on candidates", overall)
assert round(overall) == 3  # "three times too high"
visited = sum(v[0] for (_, h), v in world.items() if h)
visited_won = sum(v[0] * v[1] for (_, h), v in world.items() if h) / sum(v[0] * v[1] for v in world.values())
c.says("Among candidates 10% have visited, among winners 76%", visited, visited_won)
assert all(0.3 < real[k] / learnt[k] < 0.4 for k in learnt)  # "about a third of the forecast"

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
c.says("A noise of 0.5 is a rate that rests on 4 clicks", 0.5, 1 / 0.5**2)
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
slice_share, relative_ctr, last_slot, best = 0.005, 0.5, 0.20, 50
slice_rows = requests * slice_share
slice_clicks = clicks * slice_share * last_slot * relative_ctr
loser = slice_share / best
winner_p = 1 - slice_share + loser
losers_seen = slice_rows * (1 - 1 / best)
winners_seen = requests - losers_seen
sum_w = losers_seen / loser + winners_seen / winner_p
sum_w2 = losers_seen / loser**2 + winners_seen / winner_p**2
c.says("the slot's 4.0 billion impressions a day are worth about 20M", requests, sum_w**2 / sum_w2)
assert abs(sum_w**2 / sum_w2 / slice_rows - 1) < 0.05  # "the slice and no more"


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
assert round(sum(seen[:ads]) / ads, 1) == viewed  # three filled slots
X = ((9_000, 270), (1_000, 6))
Y = ((1_000, 40), (9_000, 72))


def divided(ad, factors, shown=(1, 1)):
    """Clicks divided by the factor of their slot, per row of the share shown, with its standard error."""
    rows = sum(v * s for (v, _), s in zip(ad, shown))
    weights = [1 / f for f in factors]
    return sum(k * u for (_, k), u in zip(ad, weights)) / rows, sqrt(sum(k * u * u for (_, k), u in zip(ad, weights))) / rows


def estimates(ad):
    raw, _ = divided(ad, (1, 1))
    clipped, _ = divided(ad, [max(e, 1 / 3) for e in (look[0], look[4])])
    return raw, divided(ad, (look[0], look[4])), clipped, divided(ad, (attention[0], attention[4]), (seen[0], seen[4]))


x, y = estimates(X), estimates(Y)
c.says("| Slot 1, shown / clicks | 9,000 / 270 | 1,000 / 40 |", 1, *X[0], *Y[0])
c.says("| Slot 5, shown / clicks | 1,000 / 6 | 9,000 / 72 |", 5, *X[1], *Y[1])
c.says("| Raw CTR | 2.76% | 1.12% |", x[0], y[0])
c.says("3.00% ± 0.20% | 4.00% ± 0.43% |", *x[1], *y[1])
c.says("| The same, weights clipped at 3 | 2.88% | 2.56% |", 3, x[2], y[2])
c.says("| Viewed rows, clicks divided by attention | 3.00% ± 0.18% | 4.00% ± 0.39% |", *x[3], *y[3])
c.says("it says 2.76% and 1.12% of ads X and Y, where the truth is 3.00% and 4.00%", x[0], y[0], x[3][0], y[3][0])
c.says("cut the largest weight from 5 to 2", 1 / look[4], 1 / attention[4])
c.says("counts 5 in the positive term of the log loss and −4 in the negative one", 1 / look[4], 1 - 1 / look[4])
c.says("on viewed rows it is 2 and −1", 1 / attention[4], 1 - 1 / attention[4])


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
c.says("50 clicks, 5,000 impressions at a CTR of 1%", 50, 50 / ctr, ctr)

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
c.says("a click ad worth \\$20.0 per thousand in slot one is worth \\$4.0 in slot five", click_value, click_value * look[4])
cpm_first, click_first = cpm_bid + look[4] * click_value, click_value + cpm_bid
c.says("With a CPM bid of \\$21 in slot one and that click ad in slot five the two earn $21 + 0.2 \\times 20$ = \\$25, the other way round $20 + 21$ = \\$41",
       cpm_bid, cpm_bid, look[4], click_value, cpm_first, click_value, cpm_bid, click_first)
c.says("a 21-dollar CPM bid takes slot one from a click ad worth 20; with that ad in slot five they earn 25 dollars, where the other order earns 41", cpm_bid, click_value, cpm_first, click_first)
c.says("adds $\\ln 2$ = 0.69", 2, log(2))

# --- Looking back ---------------------------------------------------------------
first_relative = round(relative_ctr * quality[2], 1)  # the first slot's ad is better than the third's
c.says("rho-first = 0.4", first_relative)
c.says("3x the loss per request", (1 - first_relative) * first_share / ((1 - relative_ctr) * last_slot))
assert abs(60_000 / (slice_clicks / 5) - 5) < 0.01  # "60,000 clicks after five days"

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
third.says("that's 20 dollars per thousand. An impression buyer offers 21", click_value, cpm_bid)
third.says("looks like 22 and wins. It pays 21 over 11 clicks, call it 1.91", click_value * over, cpm_bid, 1000 * click_rate * over, inflated)
third.says("we earn 19 where we could have had 20", inflated * click_rate * 1000, click_value)
third.says("you multiply the prediction by 0.025", 1 / 40)
assert round(0.8 / 40, 2) == 0.02 and undo(0.8, w) / (0.8 * w) > 4  # what it says of 0.8, and "over four times"
third.says("28% too low at one per cent", 1 - w * (click_rate / w) / (click_rate / w + 1 - click_rate) / click_rate)
assert round((people + 30e6) * 32 * 4 / 1e9) == 29  # "call it 30 gigabytes"
