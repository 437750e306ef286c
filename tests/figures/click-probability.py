"""Figures of the click-probability case and its sample answers."""

from math import comb, exp, log, sqrt
from statistics import NormalDist

from figures import chapter

c = chapter("src/cases/click-probability.md")


def logit(p):
    return log(p / (1 - p))


def sigmoid(z):
    return 1 / (1 + exp(-z))


# --- Problem exploration: the pricing rule -------------------------------------
def ecpm(p, bid):
    return 1000 * p * bid


def pays_per_click(runner_up_ecpm, p_winner):
    return runner_up_ecpm / (1000 * p_winner)


click_bid, click_rate, over, cpm_bid = 2.00, 0.010, 1.10, 21
click_value = ecpm(click_rate, click_bid)
inflated = pays_per_click(cpm_bid, click_rate * over)
c.says("bids \\$2.00 at a true CTR of 1.0%, worth \\$20.0 per thousand", 2, click_rate, click_value)
c.says("by 10% and the click ad wins at \\$22.0", over - 1, click_value * over)
c.says("It pays \\$1.91 a click and earns \\$19.09", inflated, inflated * click_rate * 1000)
c.says("the CPM ad would have paid \\$20.00", click_value)

a_bid, a_rate = 2.00, 0.010
b_bid, b_shown, b_rate = 1.60, 0.013, 0.011
a_value, b_value = ecpm(a_rate, a_bid), ecpm(b_rate, b_bid)
b_pays = pays_per_click(a_value, b_shown)
a_pays = pays_per_click(b_value, a_rate)
b_earns, a_earns = b_pays * b_rate * 1000, a_pays * a_rate * 1000
c.says("B shows \\$20.8 against A's \\$20.0 and wins; its true value is \\$17.6", ecpm(b_shown, b_bid), a_value, b_value)
c.says("B pays \\$1.54 a click and earns \\$16.92, where A would have paid \\$1.76 and earned \\$17.60", b_pays, b_earns, a_pays, a_earns)
c.says("Over-predicting one ad by 18% costs 3.8% of the revenue", b_shown / b_rate - 1, 1 - b_earns / a_earns)

# --- Problem exploration: sizes -------------------------------------------------
people, requests_each, peak_factor = 200e6, 20, 2.5
candidates, ads, ctr, row = 500, 3, 0.01, 2e3
requests = people * requests_each
mean_rate = requests / 86_400
peak = mean_rate * peak_factor
scores_peak = peak * candidates
impressions = requests * ads
clicks = impressions * ctr
impression_log = impressions * row
c.says("200M people × 20 | 4.0B a day, 46k a second, 116k at a peak of 2.5", people, requests_each, requests, mean_rate, peak, peak_factor)
c.says("116k × 500 candidates | 58M a second at peak, 2.0T a day", peak, candidates, scores_peak, requests * candidates)
c.says("4.0B × 3 ads | 12B a day", requests, ads, impressions)
c.says("12B × 1% | 120M a day", impressions, ctr, clicks)
c.says("12B × 2 KB | 24 TB a day", impressions, row, impression_log)
c.says("keeping all 2.0T rows would be 4.0 PB a day", requests * candidates, requests * candidates * row)

# --- Training data: window and sampling ----------------------------------------
lost = 0.015
c.says("At $m$ = 1.5% and low rates the repair is an added $-\\ln(1-m)$ = 0.015", lost, 1, -log(1 - lost))
c.says("99 of 100 rows", (1 - ctr) * 100, 100)
for w, words in (
    (0.1, "| 0.1 | 9.17% | 109M | −2.303 |"),
    (0.025, "| 0.025 | 28.78% | 34.75M | −3.689 |"),
    (0.01, "| 0.01 | 50.25% | 19.9M | −4.605 |"),
):
    kept = ctr + (1 - ctr) * w
    c.says(words, w, ctr / kept, 1e9 * kept, log(w))


def undo(p, w):
    return p / (p + (1 - p) / w)


w = 0.025
c.says("$p$ = 0.10 becomes 0.277% (0.25% by the wrong rule), and $p$ = 0.80 becomes 9.091% (2.0% by the wrong rule)", 0.1, undo(0.1, w), 0.1 * w, 0.8, undo(0.8, w), 0.8 * w)
negatives_kept = (impressions - clicks) * w
rows_kept = clicks + negatives_kept
rarer = (1 / clicks + 1 / negatives_kept) / (1 / clicks + 1 / (impressions - clicks))
c.says("$(1/120+1/297)/(1/120+1/11{,}880)$ = 1.39", 1, clicks / 1e6, 1, negatives_kept / 1e6, 1, clicks / 1e6, 1, 11, 880, rarer)
assert impressions - clicks == 11_880e6  # the braces of the maths split this number in two
c.says("120M clicks and 297M negatives, 417M rows and 0.83 TB a day instead of 24 TB", clicks, negatives_kept, rows_kept, rows_kept * row, impression_log)

# --- The network, counted --------------------------------------------------------
dim = 32
tables = {"user": people, "ad": 30e6, "advertiser": 2e6, "small": 37 * 100e3}
table_rows = sum(tables.values())
table_params = table_rows * dim
sequence_width, actions = 64, 100
fields, numeric, content = 40, 144, 2 * 256
width = fields * dim + numeric + sequence_width + content
rank, cross_layers = 128, 3
cross = cross_layers * (2 * width * rank + width)
cross_full = cross_layers * (width**2 + width)
sizes = [width, 1024, 512, 256, 1]
mlp = sum(i * o + o for i, o in zip(sizes, sizes[1:]))
sequence = 12 * sequence_width**2
tower = 32 * 16 + 16 + 16 + 1
dense = cross + mlp + sequence + tower
flop_score = 2 * (cross + mlp)
accelerator = 20e12
c.says("| 200M × 32 | 6.40B |", people, dim, tables["user"] * dim)
c.says("| 30M × 32 | 960M |", 30e6, dim, tables["ad"] * dim)
c.says("| 2M × 32 | 64M |", 2e6, dim, tables["advertiser"] * dim)
c.says("| 37 × 100k × 32 | 118M |", 37, 100e3, dim, tables["small"] * dim)
c.says("3 × (2 × 2,000 × 128 + 2,000) | 1.54M", cross_layers, 2, width, rank, width, cross)
c.says("Layers 2,000→1,024→512→256→1 | weights and biases | 2.71M", *sizes, mlp)
c.says("| 12 × 64² | 49k |", 12, sequence_width, sequence)
c.says("32 × 16 + 16 + 16 + 1 | 545", 32, 16, 16, 16, 1, tower)
c.says("40 fields × 32, plus 144 numeric features, the 64 of the sequence, and two content vectors of 256: 2,000 wide", fields, dim, numeric, sequence_width, content / 2, width)
c.says("12.0M parameters for the three layers instead of 1.54M", cross_full, cross)
c.says("Tables hold 7.54B of the 7.55B parameters: 30 GB in 32 bits", table_params, table_params + dense, table_params * 4, 32)
c.says("another 60 GB", table_params * 8)
c.says("one number per row, 0.94 GB", table_rows * 4)
c.says("AdamW for the 4.3M dense", dense)
c.says("8.5 million floating-point operations (MFLOP). At 58M scores a second that is 0.49 PFLOP/s, or 25 accelerators at an assumed 20 TFLOP/s", flop_score, scores_peak, scores_peak * flop_score / 1e15, scores_peak * flop_score / accelerator, accelerator / 1e12)
c.says("Full-rank crosses would need 85", scores_peak * 2 * (cross_full + mlp) / accelerator)
sequence_flop = 2 * sequence * actions + 4 * actions**2 * sequence_width
c.says("$2 \\times 49\\text{k} \\times 100$ for the weights and $4 \\times 100^2 \\times 64$ for attention, 12.4 MFLOP. Doing it per candidate would add 36 accelerators", 2, sequence / 1e3, actions, 4, actions, 2, sequence_width, sequence_flop / 1e6, scores_peak * sequence_flop / accelerator)
c.says("One read, 12.4 MFLOP a request", sequence_flop / 1e6)

# --- Mix gap: one slope over five grades ----------------------------------------
share = [0.35, 0.30, 0.20, 0.10, 0.05]
shown = [0.0002, 0.0005, 0.004, 0.02, 0.06]
truth = [0.0004, 0.002, 0.010, 0.020, 0.024]


def fit(weights):
    """Weighted maximum likelihood of a logistic regression with one slope."""
    a = b = 0.0
    for _ in range(100):
        g0 = g1 = h00 = h01 = h11 = 0.0
        for x, (weight, y) in enumerate(zip(weights, truth)):
            p = sigmoid(a + b * x)
            g0 += weight * (y - p)
            g1 += weight * (y - p) * x
            q = weight * p * (1 - p)
            h00, h01, h11 = h00 + q, h01 + q * x, h11 + q * x * x
        det = h00 * h11 - h01 * h01
        a += (h11 * g0 - h01 * g1) / det
        b += (h00 * g1 - h01 * g0) / det
    return [sigmoid(a + b * x) for x in range(5)]


def mean(values, weights):
    return sum(v * u for v, u in zip(values, weights)) / sum(weights)


winners = [s * p for s, p in zip(share, shown)]
on_log, weighted = fit(winners), fit(share)
for x in range(5):
    words = [
        "| 0: 35%, 0.02% | 0.04% | 0.51% | 0.12% |",
        "| 1: 30%, 0.05% | 0.20% | 0.76% | 0.28% |",
        "| 2: 20%, 0.40% | 1.00% | 1.14% | 0.66% |",
        "| 3: 10%, 2.00% | 2.00% | 1.70% | 1.56% |",
        "| 4: 5%, 6.00% | 2.40% | 2.53% | 3.62% |",
    ][x]
    c.says(words, x, share[x], shown[x], truth[x], on_log[x], weighted[x])
c.says("over-predict candidates by 1.57x", mean(on_log, share) / mean(truth, share))
c.says("the same identity now holds there: 1.00x", mean(weighted, share) / mean(truth, share))
c.says("The weighted line is 1.21x too high on the ads that are actually shown", mean(weighted, winners) / mean(truth, winners))
assert abs(mean(on_log, winners) / mean(truth, winners) - 1) < 1e-9
low_bid, high_bid = 6, 1
c.says("a grade-0 ad that bids \\$6.00 shows \\$30.5 and beats a grade-4 ad that bids \\$1.00 and shows \\$25.3, though they are worth \\$2.4 and \\$24.0", 0, low_bid, ecpm(on_log[0], low_bid), 4, high_bid, ecpm(on_log[4], high_bid), ecpm(truth[0], low_bid), ecpm(truth[4], high_bid))
c.says("\\$7.1 against \\$36.2 picks the right ad", ecpm(weighted[0], low_bid), ecpm(weighted[4], high_bid))
c.says("500 candidates of which 497 lose", candidates, candidates - ads)

# --- Selection gap: four cells --------------------------------------------------
world = {("plain", 0): (0.63, 0.001, 0.004), ("plain", 1): (0.07, 0.040, 0.020), ("rich", 0): (0.27, 0.003, 0.008), ("rich", 1): (0.03, 0.060, 0.040)}


def cell_rate(creative, by_log):
    rows = [v for (k, _), v in world.items() if k == creative]
    weights = [s * (p if by_log else 1) for s, p, _ in rows]
    return mean([y for *_, y in rows], weights)


learnt = {k: cell_rate(k, True) for k in ("plain", "rich")}
real = {k: cell_rate(k, False) for k in ("plain", "rich")}
creative_share = {k: sum(v[0] for (n, _), v in world.items() if n == k) for k in learnt}
overall = sum(creative_share[k] * learnt[k] for k in learnt) / sum(creative_share[k] * real[k] for k in real)
c.says("a plain creative clicks at 1.71% and a rich one at 3.01%; over candidates the truth is 0.56% and 1.12%", learnt["plain"], learnt["rich"], real["plain"], real["rich"])
c.says("The prediction is 3.05x and 2.68x too high, and 2.88x over all candidates", learnt["plain"] / real["plain"], learnt["rich"] / real["rich"], overall)
c.says("perfectly calibrated on the log and 2.88x too high on candidates", overall)
c.says("an error of 2.88x over candidates", overall)
visited = sum(v[0] for (_, h), v in world.items() if h)
visited_won = sum(v[0] * v[1] for (_, h), v in world.items() if h) / sum(v[0] * v[1] for v in world.values())
c.says("Among candidates 10% have visited, among winners 76%", visited, visited_won)
assert all(0.3 < real[k] / learnt[k] < 0.4 for k in learnt)  # "about a third of its forecast"

# --- Winner's error -------------------------------------------------------------
NORMAL = NormalDist()
SPREAD = 0.8


def curse(n, noise):
    """Mean prediction over mean truth of the highest of n lognormal predictions."""
    total = sqrt(SPREAD**2 + noise**2)
    keep = SPREAD**2 / total**2
    rest = SPREAD**2 * noise**2 / total**2
    step, predicted, true = 0.002, 0.0, 0.0
    for i in range(-4000, 5000):
        z = i * step
        density = n * NORMAL.pdf(z) * NORMAL.cdf(z) ** (n - 1)
        predicted += density * exp(-noise**2 / 2 + total * z)
        true += density * exp(keep * total * z + rest / 2)
    return predicted / true


c.says("| 5 | 1.04 | 1.22 |", 5, curse(5, 0.2), curse(5, 0.5))
c.says("| 20 | 1.07 | 1.41 |", 20, curse(20, 0.2), curse(20, 0.5))
c.says("| 100 | 1.10 | 1.64 |", 100, curse(100, 0.2), curse(100, 0.5))
c.says("about $1/0.5^2$ = 4 clicks; noise 0.2 on about 25", 1, 0.5, 2, 1 / 0.5**2, 0.2, 1 / 0.2**2)
c.says("the spread of true rates (0.8 here) and $s$ that of the noise: 0.72 at noise 0.5", SPREAD, SPREAD**2 / (SPREAD**2 + 0.5**2), 0.5)

# --- What is collected ----------------------------------------------------------
candidate_share = 0.001
candidate_log = requests * candidate_share * candidates * row
c.says("4.0M requests × 500 × 2 KB = 4.0 TB a day", requests * candidate_share, candidates, row, candidate_log)
assert round(impression_log / candidate_log) == 6  # "a sixth"
slice_share, relative_ctr, last_slot, top = 0.005, 0.5, 0.20, 50
loss = slice_share * (1 - relative_ctr) * last_slot
c.says("both assumed: 0.05% of clicks", loss)
c.says("which costs about 0.05% of clicks", loss)
c.says("I pay about 0.05% of clicks", loss)
slice_rows = requests * slice_share
slice_clicks = slice_rows * clicks * last_slot / requests * relative_ctr
c.says("20M labelled impressions and 60,000 clicks a day, a relative error of 0.41% on the overall level and 4.1% on each of a hundred", slice_rows, slice_clicks, 1 / sqrt(slice_clicks), 1 / sqrt(slice_clicks / 100))
loser = slice_share / top
c.says("0.005/50 = 0.0001 of being shown, hence a weight of 10,000", slice_share, top, loser, 1 / loser)
winner_p = 1 - slice_share + loser
losers_seen = slice_rows * (1 - 1 / top)
winners_seen = requests - losers_seen
sum_w = losers_seen / loser + winners_seen / winner_p
sum_w2 = losers_seen / loser**2 + winners_seen / winner_p**2
c.says("4.0B impressions of that slot come to about 20M", requests, sum_w**2 / sum_w2)

def learnt_over_true(q, factor=3):
    """A trait held by a share q that multiplies being shown and clicking by the factor."""
    shown_share = factor * q / (1 + (factor - 1) * q)
    return (1 + (factor - 1) * shown_share) / (1 + (factor - 1) * q)


shares = [i / 1000 for i in range(1001)]
worst = max(shares, key=learnt_over_true)
assert all(abs(learnt_over_true(q) - (1 + 8 * q) / (1 + 2 * q) ** 2) < 1e-12 for q in shares)
c.says("at most 1.33x, at $q$ = 25%", learnt_over_true(worst), worst)

# --- Delays ---------------------------------------------------------------------
def with_fake_negative(p):
    return p / (1 + p)


c.says("At $p$ = 2%, $b$ is 1.961%, a relative error of 2%; at 20%, $b$ is 16.667%", 0.02, with_fake_negative(0.02), 1 - with_fake_negative(0.02) / 0.02, 0.20, with_fake_negative(0.20))
c.says("at least 10,000 clicks a week in every large segment, a relative error of 1%", 10_000, 1 / sqrt(10_000))

# --- Model: the ladder, linear against trees ------------------------------------
lr_auc, dnn_auc, dcn_auc = 0.7934, 0.8140, 0.8144
c.says("falls by 10.0%; from there to the cross network by 0.2%", 1 - (1 - dnn_auc) / (1 - lr_auc), 1 - (1 - dcn_auc) / (1 - dnn_auc))
scale = 1000
kappa, eps = scale**2, 0.001
assert kappa == 1e6  # "multiplies its curvature by a million"
c.says("about 3 at $\\kappa$ = 1 and 3.5M at $\\kappa$ = 1e6, for $\\epsilon$ = 0.001", 0.5 * log(1 / eps), 1, kappa / 2 * log(1 / eps), kappa / 1e6, eps)
c.says("100,000 × 50 categories are 5M of them", 100_000, 50, 100_000 * 50)
xor = {(0, 0): 0.01, (0, 1): 0.05, (1, 0): 0.05, (1, 1): 0.01}
assert sum(xor[0, j] for j in (0, 1)) == sum(xor[1, j] for j in (0, 1))  # a split gains nothing
assert sum(comb(10, i) for i in range(1, 10)) // 2 == 2**9 - 1
c.says("$2^{k-1}-1$ ways, 511 for ten", 2, 1, -1, 2 ** (10 - 1) - 1)
c.says("500 trees of at most 12 leaves [@he2014]: 6,000 indicator", 500, 12, 500 * 12)
lam = 0.5


def soft(a):
    return max(abs(a) - lam, 0)


def shrink(a):
    return a / (1 + lam)


c.says("At $\\lambda$ = 0.5, $a$ = 0.3 becomes 0 under L1 and 0.20 under L2, while $a$ = 2 becomes 1.50 and 1.33", lam, 0.3, soft(0.3), shrink(0.3), 2, soft(2), shrink(2))

# --- Position -------------------------------------------------------------------
look = [1.00, 0.62, 0.41, 0.28, 0.20]
e1, e5 = look[0], look[4]
X = ((9_000, 270), (1_000, 6))
Y = ((1_000, 40), (9_000, 72))


def estimates(ad, clip=None):
    views = sum(v for v, _ in ad)
    weights = [min(1 / e, clip or 1 / e) for e in (e1, e5)]
    raw = sum(k for _, k in ad) / views
    ips = sum(k * u for (_, k), u in zip(ad, weights)) / views
    ips_sd = sqrt(sum(k * u * u for (_, k), u in zip(ad, weights))) / views
    looks = sum(v * e for (v, _), e in zip(ad, (e1, e5)))
    total = sum(k for _, k in ad)
    return raw, ips, ips_sd, total / looks, sqrt(total) / looks


x, y = estimates(X), estimates(Y)
c.says("| Slot 1, shown / clicks | 9,000 / 270 | 1,000 / 40 |", 1, *X[0], *Y[0])
c.says("| Slot 5, shown / clicks | 1,000 / 6 | 9,000 / 72 |", 5, *X[1], *Y[1])
c.says("| Raw CTR | 2.76% | 1.12% |", x[0], y[0])
c.says("| Inverse-propensity | 3.00% ± 0.20% | 4.00% ± 0.43% |", x[1], x[2], y[1], y[2])
c.says("| Clicks over expected looks | 3.00% ± 0.18% | 4.00% ± 0.38% |", x[3], x[4], y[3], y[4])
c.says("prefer Y, by 2.1 and 2.4 standard errors", (y[1] - x[1]) / sqrt(x[2] ** 2 + y[2] ** 2), (y[3] - x[3]) / sqrt(x[4] ** 2 + y[4] ** 2))
c.says("| The same, weights clipped at 3 | 2.88% | 2.56% |", 3, estimates(X, 3)[1], estimates(Y, 3)[1])
c.says("the raw rates say 2.76% and 1.12%, the truth 3.00% and 4.00%", x[0], y[0], x[3], y[3])


def additive_over_product(p, e):
    return sigmoid(logit(p) + log(e)) / (p * e)


c.says("for examination 0.62 the additive form differs from the product by 0.4% at a CTR of 1%, and by 13% at 30%", look[1], additive_over_product(0.01, 0.62) - 1, 0.01, additive_over_product(0.30, 0.62) - 1, 0.30)
c.says("a click enters with weight 5 and a negative weight of −4", 1 / e5, 1 - 1 / e5)
full_pages, swapped = 1 / 5, 0.005
pairs = comb(5, 2)
exchanges = requests * full_pages * swapped
deep_clicks = exchanges / pairs * 0.004
c.says("on 0.5% of those, swap two random slots. That is 0.1% of requests: 4.0M exchanges a day, 400,000 for each", swapped, full_pages * swapped, exchanges, exchanges / pairs)
c.says("0.4% CTR in slot five that is 1,600 clicks, a relative error of 2.5% after one day", 0.004, deep_clicks, 1 / sqrt(deep_clicks))
c.says("thirty days bring 1.6%", 1 / sqrt(deep_clicks * 30 / 12))
quality = [0.9**k for k in range(5)]
given_up = sum((look[i] - look[j]) * (quality[i] - quality[j]) for i in range(5) for j in range(i + 1, 5)) / pairs
page = [e * r for e, r in zip(look, quality)]
share_of_clicks = full_pages * swapped * sum(page) / sum(page[:ads])  # a full page against the mean one of three
c.says("that is 3.8% of a page's clicks", given_up / sum(page))
assert given_up / sum(page) * share_of_clicks < 0.0001  # "under 0.01% of all"
c.says("Each cell needs 10,000 clicks for a 1% error", 10_000, 1 / sqrt(10_000))
c.says("each ratio at 2%, about 4% after four steps", 0.02, 0.02 * sqrt(4))

# --- Normalisation and clipping -------------------------------------------------
feed, search = (0.8, 0.0), (0.2, 3.0)
pooled_mean = sum(s * m for s, m in (feed, search))
pooled_var = 1 + sum(s * (m - pooled_mean) ** 2 for s, m in (feed, search))
c.says("the pooled mean is 0.6 and the variance 2.44, so an average search row comes out at +1.54, where statistics of its own would put it at 0", pooled_mean, pooled_var, (search[1] - pooled_mean) / sqrt(pooled_var), 0)
c.says("a jump is 65% absorbed after 10 updates", 1 - (1 - 0.1) ** 10, 10)
c.says("A shift of +0.1 that reaches the logit turns 1% into 1.10%, a bid error of 10%", 0.1, 0.01, sigmoid(logit(0.01) + 0.1), sigmoid(logit(0.01) + 0.1) / 0.01 - 1)
c.says("scales the gradient by 302", 1 / sqrt(1e-6 + 1e-5))

# --- Features -------------------------------------------------------------------
c.says("500 remote reads a request at 116k requests a second would be 58M reads a second", candidates, peak, candidates * peak)
c.says("The content vectors of 30M ads take 31 GB in 16 bits", 30e6, 30e6 * content * 2, 16)
c.says("under 0.01, which is a bid error of about 1%", 0.01, exp(0.01) - 1)
c.says("50 clicks; at a CTR of 1% that is 5,000 impressions", 50, ctr, 50 / ctr)
c.says("The user table alone is 25.6 GB, for people who see 60 ads a day", people * dim * 4, requests_each * ads)
assert requests_each * ads * ctr < 1  # "and click on less than one"

# --- Evaluation -----------------------------------------------------------------
def entropy(p):
    return -p * log(p) - (1 - p) * log(1 - p)


flat_two = -0.01 * log(0.02) - 0.99 * log(0.98)
c.says("the entropy is 0.0560 at 1% and 0.0980 at 2%", entropy(0.01), 0.01, entropy(0.02), 0.02)
c.says("predicting 2% everywhere on traffic of 1% gives an NE of 1.056", 0.02, 0.01, flat_two / entropy(0.01))
c.says("10,000 clicks give 1%", 10_000, 1 / sqrt(10_000))
buckets = [(400e3, 0.0020, 0.0026), (300e3, 0.0060, 0.0060), (200e3, 0.0120, 0.0118), (80e3, 0.0250, 0.0240), (20e3, 0.0600, 0.0520)]
total = sum(n for n, *_ in buckets)
observed = sum(n * o for n, _, o in buckets) / total
predicted = sum(n * p for n, p, _ in buckets) / total
ece = sum(n * abs(p - o) for n, p, o in buckets) / total
c.says("The overall ratio is 1.005. The error is 0.00052, which is 6.4% of the mean CTR of 0.816%, and bucket 5, which decides auctions, is 15% too high", predicted / observed, ece, ece / observed, observed, len(buckets), buckets[-1][1] / buckets[-1][2] - 1)
standard, shopping = (6e6, 0.0120, 0.0106), (4e6, 0.0080, 0.0101)
pooled = sum(n * p for n, p, _ in (standard, shopping)) / sum(n * o for n, _, o in (standard, shopping))
c.says("Pooled the ratio is 1.000; by format it is 1.13 and 0.79", pooled, standard[1] / standard[2], shopping[1] / shopping[2])


def per_arm(p, relative):
    return 16 * p * (1 - p) / (p * relative) ** 2


design = 1 + (requests_each * ads - 1) * 0.05
c.says("a relative change of 1% takes 16M and 0.5% takes 63M", 0.01, per_arm(ctr, 0.01), 0.005, per_arm(ctr, 0.005))
c.says("$1 + 59 \\times 0.05$ = 3.95, so 0.5% takes 250M", 1, requests_each * ads - 1, 0.05, design, 0.005, per_arm(ctr, 0.005) * design)
c.says("An arm of 10% of traffic sees 1.2B a day", 0.10, impressions * 0.10)

# --- In production --------------------------------------------------------------
surface_clicks = clicks / 24 / 3
segment_clicks = clicks / 24 / 1000
c.says("a surface has 1.7M clicks an hour (120M / 24 / 3)", surface_clicks, clicks, 24, 3)
c.says("a segment among a thousand has 5,000, a relative error of 1.4%, about", segment_clicks, 1 / sqrt(segment_clicks))
c.says("user reads 15 ms, retrieval 40, light ranker 15, ad features 10, network 30, auction 10, together 120 ms", 15, 40, 15, 10, 30, 10, 15 + 40 + 15 + 10 + 30 + 10)
c.says("adds $\\ln 2$ = 0.69", 2, log(2))
c.says("Ten times 8.5 MFLOP at 58M scores a second is 4.9 PFLOP/s, 246 accelerators", flop_score / 1e6, scores_peak, 10 * flop_score * scores_peak / 1e15, 10 * flop_score * scores_peak / accelerator)
c.says("200 candidates instead of 500? That is 2.5x", 200, candidates, candidates / 200)
c.says("At an assumed 2% of clicks, 120M clicks give 2.4M conversions a day", 0.02, clicks, clicks * 0.02)

c.says("the table puts the excess at 41% for 20 candidates and noise 0.5", curse(20, 0.5) - 1, 20, 0.5)

# --- Looking back ---------------------------------------------------------------
first_slot = 0.50
moved = 0.8 * slice_share * (1 - relative_ctr) * last_slot + 0.2 * slice_share * (1 - relative_ctr) * first_slot
c.says("one fifth goes to the first, 0.1% of requests", 0.2 * slice_share)
c.says("0.4% × 0.5 × 20% plus 0.1% × 0.5 × 50%, together 0.065% of clicks instead of 0.050%", 0.8 * slice_share, 1 - relative_ctr, last_slot, 0.2 * slice_share, 1 - relative_ctr, first_slot, moved, loss)
c.says("it may remove 85% of the parameters", tables["user"] * dim / (table_params + dense))
c.says("2.5x the loss per request", first_slot / last_slot)
assert abs(60_000 / (slice_clicks / 5) - 5) < 0.01  # "five days after it starts"
c.says("some part of the 10% of $1-\\text{AUC}$", 1 - (1 - dnn_auc) / (1 - lr_auc), 1)

# --- Sample answers -------------------------------------------------------------
five = chapter("src/samples/click-probability/at-l5.md")
five.says("about 9.2 percent clicks", 100 * ctr / (ctr + (1 - ctr) * 0.1))
five.says("that's 4 billion a day, so about 46,000 a second", requests, mean_rate)

six = chapter("src/samples/click-probability/at-l6.md")
six.says("minus 3.69", -log(1 / 40))
six.says("that costs 0.05 percent of clicks", 100 * loss)
six.says("at width 32 are 7.4 billion parameters, 29 gigabytes", dim, (people + 30e6) * dim, (people + 30e6) * dim * 4 / 1e9)
six.says("1,024, 512, 256, one, is 2.7 million", *sizes[1:4], mlp)
six.says("a shift of 0.1 on the logit is a ten percent bid error", 0.1)
assert round(sigmoid(logit(ctr) + 0.1) / ctr - 1, 1) == 0.1  # "ten percent"
six.says("Half a percent relative takes 63 million impressions", per_arm(ctr, 0.005))
six.says("58 million scores a second", scores_peak)
six.says("a loser's weight is 10,000", 1 / loser)
assert round(100 / sqrt(10_000)) == 1  # "ten thousand clicks are good to one percent"
