"""Figures of the click-probability case and its sample answers."""

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
c.says("leaves 9.5%, 4.7% and 2.3%", *(common ** 0.5**k - 1 for k in (1, 2, 3)))


def conversions_at_equal_cost(s):
    """Half of the auctions predicted 1+s, half 1-s; competing prices uniform, so a bid's chance to win is
    proportional to it and the mean price paid is half of it. The bid multiplier m restores cost per action."""
    won = lambda m: sum(m * f for f in (1 + s, 1 - s)) / 2
    paid = lambda m: sum((m * f) ** 2 / 2 for f in (1 + s, 1 - s)) / 2
    target = 0.5
    m = target / (paid(1) / won(1))
    assert abs(paid(m) / won(m) - target) < 1e-12
    return won(m)


c.says("With half of its auctions predicted 25% high and half 25% low, it gets 5.9% fewer conversions", 0.25, 0.25, 1 - conversions_at_equal_cost(0.25))

# --- Problem exploration: sizes -------------------------------------------------
people, requests_each, peak_factor = 200e6, 20, 2.5
candidates, ads, viewed, ctr, row = 500, 3, 0.80, 0.01, 2e3
requests = people * requests_each
mean_rate = requests / 86_400
peak = mean_rate * peak_factor
scores_peak = peak * candidates
impressions = requests * ads
views = impressions * viewed
clicks = impressions * ctr
impression_log = impressions * row
c.says("| People a day | 200M |", people)
c.says("| Ad requests per person | 20 |", requests_each)
c.says("| Peak over mean | 2.5 |", peak_factor)
c.says("| Candidates per request | 500 |", candidates)
c.says("| Ads shown per request | 3 |", ads)
c.says("| Share viewed | 80% |", viewed)
c.says("| Clicks per ad shown | 1% |", ctr)
c.says("| Logged row | 2 KB |", row)
c.says("4.0B requests a day, 46k a second and 116k at peak; 58M scores a second at peak, 2.0T a day; and each day 12B impressions (9.6B viewed), 120M clicks and 24 TB",
       requests, mean_rate, peak, scores_peak, requests * candidates, impressions, views, clicks, impression_log)
c.says("all 2.0T rows would be 4.0 PB a day", requests * candidates, requests * candidates * row)

# --- Training data: window and sampling ----------------------------------------
arrived = {1: 0.92, 5: 0.97, 30: 0.985, 1440: 1.0}


def buffer(minutes):
    return impression_log * minutes / 1440


lost = 1 - arrived[30]
c.says("92% of clicks come within a minute, 97% within five, 98.5% within 30", arrived[1], arrived[5], arrived[30], 30)
c.says("Waiting 30 minutes takes 0.5 TB of buffer, where five take 0.08 TB; a day takes 24 TB for the last 1.5%", 30, buffer(30), buffer(5), buffer(1440), lost)
c.says("$-\\ln(1-m)$ = 0.015", 1, -log(1 - lost))
c.says("the last 1.5% of clicks for 24 terabytes", lost, buffer(1440) / 1e12)


def undo(p, w):
    return p / (p + (1 - p) / w)


w = 0.025
c.says("with $w$ = 0.025, $p$ = 0.80 means 9.1%, and the wrong rule says 2.0%", w, 0.8, undo(0.8, w), 0.8 * w)
negatives_kept = (views - clicks) * w
rows_kept = clicks + negatives_kept
rarer = (1 / clicks + 1 / negatives_kept) / (1 / clicks + 1 / (views - clicks))
c.says("Of 9.6B viewed rows that leaves 120M clicks and 237M negatives, 0.71 TB a day", views, clicks, negatives_kept, rows_kept * row)
c.says("$(1/120+1/237)/(1/120+1/9{,}480)$ = 1.49", 1, clicks / 1e6, 1, negatives_kept / 1e6, 1, clicks / 1e6, 1, 9, 480, rarer)
assert round((views - clicks) / 1e6) == 9_480  # the braces of the maths split this number in two

# --- The network, counted --------------------------------------------------------
dim = 32
tables = {"user": people, "ad": 30e6, "small": 2e6 + 37 * 100e3}
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
dense = cross + mlp + sequence
flop_score = 2 * (cross + mlp)
accelerator, load = 20e12, 0.55
c.says("| 200M × 32 | 6.40B |", people, dim, tables["user"] * dim)
c.says("| 30M × 32 | 960M |", 30e6, dim, tables["ad"] * dim)
c.says("| (2M + 37 × 100k) × 32 | 182M |", 2e6, 37, 100e3, dim, tables["small"] * dim)
c.says("3 × (2 × 2,000 × 128 + 2,000) | 1.54M", cross_layers, 2, width, rank, width, cross)
c.says("Layers 2,000→1,024→512→256→1 | weights and biases | 2.71M", *sizes, mlp)
c.says("| 12 × 64² | 49k |", 12, sequence_width, sequence)
c.says("40 fields × 32, 144 numeric features, the 64 of the sequence and two content vectors of 256: 2,000 wide", fields, dim, numeric, sequence_width, content / 2, width)
c.says("At rank 128 each costs 1.0 of a score's 8.5 million floating-point", rank, 2 * cross / cross_layers / 1e6, flop_score)
c.says("Tables hold 7.54B of the 7.55B parameters, 30 GB in 32 bits. Adam would add 60 GB; row-wise Adagrad keeps one number per row, 0.94 GB",
       table_params, table_params + dense, table_params * 4, 32, table_params * 8, table_rows * 4)
c.says("Tables hold 7.5 billion parameters, the dense part 4.3 million. A score costs 8.5 megaflops, so 45 accelerators at 55% load",
       table_params, dense, flop_score / 1e6, scores_peak * flop_score / accelerator / load, load)
c.says("58M scores a second are 0.49 PFLOP/s, or 25 accelerators at an assumed 20 TFLOP/s effective, fully busy; at a planned load of 55%, 45. Full-rank crosses would need 155",
       scores_peak, scores_peak * flop_score / 1e15, scores_peak * flop_score / accelerator, accelerator / 1e12, load,
       scores_peak * flop_score / accelerator / load, scores_peak * 2 * (cross_full + mlp) / accelerator / load)


def encode(n):
    return 2 * sequence * n + 4 * n**2 * sequence_width


attend = 2 * 2 * sequence_width**2 + 2 * 2 * actions * sequence_width  # query and output, scores and mean
c.says("$2 \\times 49\\text{k} \\times 100 + 4 \\times 100^2 \\times 64$ = 12.4 MFLOP; 400 would be 80",
       2, sequence / 1e3, actions, 4, actions, 2, sequence_width, encode(actions) / 1e6, 400, encode(400) / 1e6)
c.says("for 0.04 MFLOP", attend / 1e6)
c.says("encoding them per candidate would add 65 accelerators", scores_peak * encode(actions) / accelerator / load)
c.says("| 12.4 MFLOP per request |", encode(actions) / 1e6)
c.says("The user table alone is 25.6 GB, for people who see 60 ads a day", people * dim * 4, requests_each * ads)
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
c.says("an error like the 2.88x above", overall)
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


for words, n in (("| 5 | 1.04 | 1.22 |", 5), ("| 20 | 1.07 | 1.41 |", 20), ("| 100 | 1.10 | 1.64 |", 100)):
    c.says(words, n, curse(n, 0.2), curse(n, 0.5))
    assert all(abs(by_hand(n, s) / curse(n, s) - 1) < 0.05 for s in (0.2, 0.5))  # "within 5%"
c.says("$m$ = 1.16, 1.87 and 2.51 the mean maximum of 5, 20 and 100 normals", *(of_maximum(n, lambda z: z) for n in (5, 20, 100)), 5, 20, 100)
c.says("A noise of 0.5 is an ad whose rate rests on 4 clicks, 0.2 one on 25", 0.5, 1 / 0.5**2, 0.2, 1 / 0.2**2)
c.says("$\\tau^2/(\\tau^2+s^2)$, 0.72 at noise 0.5", 2, 2, 2, SPREAD**2 / (SPREAD**2 + 0.5**2), 0.5)
c.says("41% too high among twenty noisy ads", curse(20, 0.5) - 1)

# --- What is collected ----------------------------------------------------------
candidate_log = requests * 0.001 * candidates * row
c.says("For 0.1% of requests I log all 500 candidates, 4.0 TB a day", 0.001, candidates, candidate_log)
slice_share, relative_ctr, last_slot, reserve, top = 0.005, 0.5, 0.20, 0.25, 50


def lost_clicks(share, relative, slot):
    return share * (1 - relative) * slot


def lost_revenue(share, relative, slot):
    return share * (1 - relative * reserve) * slot


loss, loss_revenue = (f(slice_share, relative_ctr, last_slot) for f in (lost_clicks, lost_revenue))
c.says("$\\varepsilon$ = 0.5% of requests", slice_share)
c.says("$\\rho$ = 0.5 of the CTR it replaces", relative_ctr)
c.says("$h$ = 20% of clicks and revenue", last_slot)
c.says("$r$ = 0.25 of the clearing price", reserve)
c.says("$\\varepsilon(1-\\rho)h$ = 0.05%, revenue lost is $\\varepsilon(1-\\rho r)h$ = 0.0875%", 1, loss, 1, loss_revenue)
c.says("which costs 0.05% of clicks and 0.09% of revenue", loss, loss_revenue)
c.says("for 0.05% of clicks and 0.09% of revenue", loss, loss_revenue)
slice_rows = requests * slice_share
slice_clicks = slice_rows * clicks * last_slot / requests * relative_ctr
c.says("20M impressions and 60,000 clicks a day, a relative error of 0.41% on the overall level and 4.1% on each of a hundred", slice_rows, slice_clicks, 1 / sqrt(slice_clicks), 1 / sqrt(slice_clicks / 100))
loser = slice_share / top
c.says("0.005/50 = 0.0001 of being shown, hence a weight of 10,000", slice_share, top, loser, 1 / loser)
c.says("a loser would weigh 10,000", 1 / loser)
winner_p = 1 - slice_share + loser
losers_seen = slice_rows * (1 - 1 / top)
winners_seen = requests - losers_seen
sum_w = losers_seen / loser + winners_seen / winner_p
sum_w2 = losers_seen / loser**2 + winners_seen / winner_p**2
c.says("the slot's 4.0B impressions a day are worth about 20M", requests, sum_w**2 / sum_w2)


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
c.says("to the cross network it falls by 0.2%", 1 - (1 - dcn_auc) / (1 - dnn_auc))
assert round(step_to_network, 2) == 0.10  # "by ten percent"
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


def additive_over_product(p, e):
    return sigmoid(logit(p) + log(e)) / (p * e)


c.says("At an attention of 0.5 the two differ by 0.5% at a CTR of 1% and by 18% at 30%", attention[4], additive_over_product(0.01, 0.5) - 1, 0.01, additive_over_product(0.30, 0.5) - 1, 0.30)
full_pages, swapped, pairs = 1 / 5, 0.005, 10
exchanges = requests * full_pages * swapped
first_share = 0.50
first_ctr = first_share * clicks / requests
quality = [0.9**k for k in range(5)]
deep_ctr = round(first_ctr * look[4] * quality[4], 3)
deep_clicks = exchanges / pairs * deep_ctr
page = [e * r for e, r in zip(look, quality)]
assert [round(page[i] / sum(page[:ads]), 1) for i in (0, 2)] == [first_share, last_slot]  # both follow from the curve
c.says("0.5% of those swap two random slots, 4.0M exchanges a day, 400,000 for each", swapped, exchanges, exchanges / pairs)
c.says("half of the 120M clicks on 4.0B requests, its CTR is 1.5%", clicks, requests, first_ctr)
c.says("has 0.2%. That is 800 clicks a day for a pair, an error of 3.5%", deep_ctr, deep_clicks, 1 / sqrt(deep_clicks))
c.says("thirty days bring 2.2%", 1 / sqrt(deep_clicks * 30 / 12))
given_up = sum((look[i] - look[j]) * (quality[i] - quality[j]) for i in range(5) for j in range(i + 1, 5)) / pairs
share_of_clicks = full_pages * swapped * sum(page) / sum(page[:ads])  # a full page against the mean one of three
c.says("gives up 3.8% of such a page's clicks", given_up / sum(page))
assert given_up / sum(page) * share_of_clicks < 0.0001  # "under 0.01% of all"
video_clicks = 200e6 * 0.004 / 24
c.says("200M video ads viewed a day and a CTR of 0.4%, 10,000 clicks take 18 minutes", 200e6, 0.004, 10_000, 10_000 / video_clicks * 60)

# --- Features -------------------------------------------------------------------
c.says("30M × 12 counters × 16 B = 5.8 GB", 30e6, 12, 16e9, 30e6 * 12 * 16)  # a capital B reads as billion
c.says("| On creation | 31 GB |", 30e6 * content * 2)
c.says("| Request | 0.5 GB |", 37 * 100e3 * dim * 4)
c.says("| Daily export | 30 GB |", table_params * 4)
c.says("id tables cost 30 gigabytes", table_params * 4 / 1e9)
c.says("200M × 20 pairs × 16 B = 64 GB", people, 20, 16e9, people * 20 * 16)
c.says("500 remote reads per request would be 58M reads a second", candidates, candidates * peak)
c.says("500 remote reads would be 58 million a second", candidates, candidates * peak)
c.says("the mean logit by 0.01, a bid error of about 1%", 0.01, exp(0.01) - 1)
c.says("50 clicks; at a CTR of 1% that is 5,000 impressions", 50, ctr, 50 / ctr)

# --- Evaluation -----------------------------------------------------------------
def entropy(p):
    return -p * log(p) - (1 - p) * log(1 - p)


flat_two = -0.01 * log(0.02) - 0.99 * log(0.98)
c.says("entropy is 0.0560 at 1% and 0.0980 at 2%", entropy(0.01), 0.01, entropy(0.02), 0.02)
c.says("predicting 2% on traffic of 1% gives an NE of 1.056", 0.02, 0.01, flat_two / entropy(0.01))
c.says("1% at 10,000", 1 / sqrt(10_000), 10_000)
buckets = [(400e3, 0.0020, 0.0026), (300e3, 0.0060, 0.0060), (200e3, 0.0120, 0.0118), (80e3, 0.0250, 0.0240), (20e3, 0.0600, 0.0520)]
for i, (words, bucket) in enumerate(zip((
    "| 1 | 400k | 0.20% | 0.26% |",
    "| 2 | 300k | 0.60% | 0.60% |",
    "| 3 | 200k | 1.20% | 1.18% |",
    "| 4 | 80k | 2.50% | 2.40% |",
    "| 5 | 20k | 6.00% | 5.20% |",
), buckets)):
    c.says(words, i + 1, *bucket)
total = sum(n for n, *_ in buckets)
observed = sum(n * o for n, _, o in buckets) / total
predicted = sum(n * p for n, p, _ in buckets) / total
gap = sum(n * abs(p - o) for n, p, o in buckets) / total
c.says("The overall ratio is 1.005. The mean gap, weighted by rows, is 0.00052 (expected calibration error), or 6.4% of the mean CTR of 0.816%, and bucket 5, which decides auctions, is 15% too high", predicted / observed, gap, gap / observed, observed, len(buckets), buckets[-1][1] / buckets[-1][2] - 1)
standard, shopping = (6e6, 0.0120, 0.0106), (4e6, 0.0080, 0.0101)
pooled = sum(n * p for n, p, _ in (standard, shopping)) / sum(n * o for n, _, o in (standard, shopping))
c.says("standard ads, 6M rows, 1.20% predicted and 1.06% observed; shopping ads, 4M rows, 0.80% and 1.01%", *standard, *shopping)
c.says("Pooled the ratio is 1.000; by format it is 1.13 and 0.79", pooled, standard[1] / standard[2], shopping[1] / shopping[2])
c.says("two formats at 1.13 and 0.79 average", standard[1] / standard[2], shopping[1] / shopping[2])


def per_arm(p, relative):
    return 16 * p * (1 - p) / (p * relative) ** 2


shown_to_one = requests_each * ads * 14
design = 1 + (shown_to_one - 1) * 0.05
arm, arm_people = impressions * 0.10 * 14, people * 0.10
click_effect = sqrt(16 * (1 - ctr) / ctr * design / arm)
c.says("at $p$ = 1% a relative change of 0.5% takes 63M", ctr, 0.005, per_arm(ctr, 0.005))
c.says("Two weeks show a person 840", shown_to_one)
c.says("$1 + 839 \\times 0.05$ = 43", 1, shown_to_one - 1, 0.05, design)
c.says("An arm of 10% of traffic has 16.8B impressions in that time and sees 0.2%", 0.10, arm, click_effect)
c.says("Clicks will show 0.2%", click_effect)


def revenue_effect(deviations, variance_left=1.0):
    return 4 * deviations * sqrt(variance_left / arm_people)


c.says("20M people per arm see $4 \\times 5/\\sqrt{20\\text{M}}$ = 0.45%, at ten times 0.9%", arm_people, 4, 5, 20, revenue_effect(5), revenue_effect(10))
c.says("remove 40% of the variance and bring 0.45% to 0.35%", 0.40, revenue_effect(5), revenue_effect(5, 0.60))
c.says("Revenue is heavy-tailed and shows 0.45%", revenue_effect(5))
c.says("below the 0.45% that the test can see", revenue_effect(5))

# --- In production --------------------------------------------------------------
c.says("A click ad worth \\$20.0 per thousand in slot one is worth \\$4.0 in slot five", click_value, click_value * look[4])
cpm_first, click_first = cpm_bid + look[4] * click_value, click_value + cpm_bid
c.says("With a CPM bid of \\$21 in slot one and that click ad in slot five the two earn $21 + 0.2 \\times 20$ = \\$25, the other way round $20 + 21$ = \\$41",
       cpm_bid, cpm_bid, look[4], click_value, cpm_first, click_value, cpm_bid, click_first)
c.says("a 21-dollar CPM bid takes slot one from a click ad worth 20; with slot five they earn 25 dollars, where the other order earns 41", cpm_bid, click_value, cpm_first, click_first)
surface_clicks = clicks / 24 / 3
segment_clicks = clicks / 24 / 1000
c.says("A surface has 1.7M clicks an hour (120M / 24 / 3)", surface_clicks, clicks, 24, 3)
c.says("refitted hourly on 1.7 million clicks", surface_clicks)
c.says("a segment among a thousand has 5,000, an error of 1.4%", segment_clicks, 1 / sqrt(segment_clicks))
c.says("user reads 15 ms, retrieval 40, light ranker 15, ad features 10, network 30, auction 10, together 120 ms", 15, 40, 15, 10, 30, 10, 15 + 40 + 15 + 10 + 30 + 10)
c.says("30 of 120 milliseconds for 500 candidates, at 116,000 requests a second", 30, 120, candidates, peak)
c.says("| Slice against prediction | 1.2% for a day |", 3 / sqrt(slice_clicks))
c.says("three standard errors of its 60,000 clicks", slice_clicks)
c.says("click noise, 0.08% for a surface and an hour", 1 / sqrt(surface_clicks))
c.says("A slice under 3,600 clicks an hour, where 5% is three standard errors", (3 / 0.05) ** 2, 0.05)
c.says("adds $\\ln 2$ = 0.69", 2, log(2))

# --- Looking back ---------------------------------------------------------------
first_relative = round(relative_ctr * quality[2], 1)  # the first slot's ad is better than the third's
c.says("the drawn ad reaches 0.4 of the CTR it replaces", first_relative)
parts = ((0.8 * slice_share, relative_ctr, last_slot), (0.2 * slice_share, first_relative, first_share))
moved, moved_revenue = (sum(f(*p) for p in parts) for f in (lost_clicks, lost_revenue))
c.says("0.4% × 0.5 × 20% plus 0.1% × 0.6 × 50%, together 0.070% of clicks instead of 0.050%, and 0.115% of revenue instead of 0.0875%",
       parts[0][0], 1 - relative_ctr, last_slot, parts[1][0], 1 - first_relative, first_share, moved, loss, moved_revenue, loss_revenue)
c.says("for 0.070% of clicks instead of 0.050%", moved, loss)
c.says("85% of the parameters go", tables["user"] * dim / (table_params + dense))
c.says("the user table, 85% of the parameters", tables["user"] * dim / (table_params + dense))
c.says("3x the loss per request", (1 - first_relative) * first_share / ((1 - relative_ctr) * last_slot))
assert abs(60_000 / (slice_clicks / 5) - 5) < 0.01  # "60,000 clicks after five days"

# --- Sample answers -------------------------------------------------------------
five = chapter("src/samples/click-probability/at-l5.md")
assert 0.09 < ctr / (ctr + (1 - ctr) * 0.1) < 0.10  # "nearly ten percent clicks"
five.says("that's 4 billion a day, so about 46,000 a second", requests, mean_rate)

six = chapter("src/samples/click-probability/at-l6.md")
six.says("80 million requests a day", requests / 50)
new_ads = 100e3
six.says("5,000 impressions each", 5_000)
six.says("500 million out of 12 billion", new_ads * 5_000, impressions)
assert round(new_ads * 5_000 / impressions, 2) == 0.04 and round(new_ads * 5_000 / impressions / 2, 2) == 0.02
six.says("0.4 percent", round(100 * new_ads * 1_000 / impressions / 2, 1))
six.says("at width 32 would be 6.4 billion parameters", dim, tables["user"] * dim)
assert round(tables["ad"] * dim / 1e9) == 1 and round(tables["ad"] * dim * 4 / 1e9) == 4  # "one billion, four gigabytes"
six.says("is about 0.45 percent", 100 * revenue_effect(5))
six.says("58 million scores a second", scores_peak)
assert round(100 / sqrt(10_000)) == 1  # "ten thousand clicks are good to one percent"

third = chapter("src/samples/click-probability/exchange.md")
third.says("that's 20 dollars per thousand. An impression buyer offers 21", click_value, cpm_bid)
third.says("looks like 22 and wins. It pays 21 over 11 clicks, call it 1.91", click_value * over, cpm_bid, 1000 * click_rate * over, inflated)
third.says("we earn 19 where we could have had 20", inflated * click_rate * 1000, click_value)
third.says("you multiply the prediction by 0.025", 1 / 40)
assert round(0.8 / 40, 2) == 0.02 and undo(0.8, w) / (0.8 * w) > 4  # what it says of 0.8, and "four times too low"
third.says("200 million users by 32 are 6.4 billion, 30 million ads by 32", people, dim, tables["user"] * dim, tables["ad"], dim)
assert round((tables["user"] + tables["ad"]) * dim * 4 / 1e9) == 29  # "call it 30 gigabytes"
