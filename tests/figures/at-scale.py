"""Numbers of src/drills/at-scale.md."""

import math

from figures import chapter

c = chapter("src/drills/at-scale.md")

DAY = 86_400


def sigmoid(z):
    return 1 / (1 + math.exp(-z))


def logit(p):
    return math.log(p / (1 - p))


# The envelope, as the estimate says it
users, requests, peak_factor = 200e6, 10, 3
candidates, features, value_bytes, shown, seen_items = 1000, 200, 4, 25, 15
daily = users * requests
mean_rate = daily / DAY
peak = mean_rate * peak_factor

impressions = daily * seen_items
c.says("ranks 1,000 candidates with 200 features of 4 bytes and sends 25 of them, of which 15 come into view",
       candidates, features, value_bytes, shown, seen_items)

# Storage
row_bytes, days = 2e3, 90
log_day = impressions * row_bytes
log = log_day * days
positives, keep = 0.02, 1 / 10
left = positives + (1 - positives) * keep
scan = 1e12
lake = 500e15
c.says("5.4 PB for ninety days", log)
c.says("11.8% of the rows remain", left)
c.says("1 TB/s takes 5.8 days", scan, lake / scan / DAY)
c.says("takes 11 minutes", log * left / scan / 60)
kept, action = 2000, 40
value = kept * action
c.says("Keep 2,000 actions of 40 bytes as one value, and adding an action reads and writes 80 KB each"
       " to add 40 bytes, 4,000 times the payload", kept, action, value, action, 2 * value / action)
c.says("5 million users at 2 KB are 10 GB", 5e6, 2e3, 5e6 * 2e3)
history = 16_000 * action
c.says("A history of 16,000 actions at 40 bytes is 640 KB. Copied to 1,000 candidates it is 640 MB",
       16_000, action, history, candidates, history * candidates)
c.says("one hundred actions are 4 KB", 100 * action)

# Training
ids, width = 2e9, 128
table = ids * width * 4
adam = ids * (width + 2 * width) * 4
rowwise = ids * (width + 1) * 4
usable = 56e9
c.says("2 billion ids, 128 wide, 4 bytes each, are 1.02 TB", ids, width, 4, table)
c.says("make it 3.07 TB, 55 GPUs if 56 GB of each", adam, math.ceil(adam / usable), usable)
c.says("needs 1.03 TB, 19 GPUs", rowwise, math.ceil(rowwise / usable))
exchange = 65_536 * 100 * width * 2
c.says("a batch of 65,536, 100 features and 16-bit vectors of 128, the exchange carries 1.68 GB forward,"
       " 26 MB a GPU on 64", 65_536, 100, 16, width, exchange, exchange / 64, 64)
dense = 50e6
moved = 2 * (64 - 1) / 64 * dense * 2
c.says("The 16-bit gradients of 50 million dense parameters move 197 MB a GPU, 3.9 ms at an assumed 50 GB/s",
       16, dense, moved, moved / 50e9 * 1e3, 50e9)
weight, gradient, master, moments = 2, 2, 4, 4 + 4
per_parameter = weight + gradient + master + moments
parameters, gpus = 7.5e9, 64
states = master + moments
c.says("takes 16 bytes a parameter: 2 weight, 2 gradient, 4 master weight, 8 moments",
       per_parameter, weight, gradient, master, moments)
c.says("A model of 7.5 billion takes 120 GB", parameters, per_parameter * parameters)
c.says("On 64 GPUs that leaves 31.4 GB, 16.6 GB and 1.9 GB on each",
       gpus, parameters * (weight + gradient + states / gpus),
       parameters * (weight + (gradient + states) / gpus), parameters * per_parameter / gpus)


def bubble(stages, batches):
    return (stages - 1) / (batches + stages - 1)


c.says("42.9% at 4 and 4, 8.6% at 4 and 32", bubble(4, 4), 4, 4, bubble(4, 32), 4, 32)
mtbf = 54 * DAY / 419
c.says("419 unexpected stops in 54 days, one every 3.1 h", 419, 54, mtbf / 3600)
for cost, words in ((10, "| 10 s | 8 min | 4.2% |"), (60, "| 60 s | 19 min | 10.4% |"),
                    (120, "| 120 s | 27 min | 14.7% |")):
    tau = math.sqrt(2 * cost * mtbf)
    c.says(words, cost, tau / 60, cost / tau + tau / (2 * mtbf))
load, copy, compute, talk = 60, 8, 35, 12
serial, overlapped = load + copy + compute + talk, max(load, copy, compute, talk)
quicker = max(30, copy, compute, talk)
c.says("In sequence a step is 115 ms and the GPU computes 30% of it", serial, compute / serial)
c.says("as long as its longest stage, 60 ms, 58% busy", overlapped, compute / overlapped)
c.says("compute decides: 35 ms, 3.3 times the first throughput", quicker, serial / quicker)
c.says("fp16 tops out at 65,504", (2 - 2**-10) * 2**15)

# Serving
for count, words in ((5e6, "| 5M | 1,700 |"), (50e6, "| 50M | 17,000 |")):
    c.says(words, count, count * requests / DAY * peak_factor)
big = 500e6 * requests / DAY * peak_factor
c.says("| 500M | 174,000 |", 500e6, big)
c.says("174 million scores/s", big * candidates)
vector = 4 * 256 + 8 * 32
c.says("1,280 bytes at $d = 256$ and $M = 32$", vector, 256, 32)
c.says("on one host; a billion are 1.28 TB", 1e9 * vector)
c.says("Five million items are 6.4 GB", 5e6 * vector)
c.says("ten billion are 12.8 TB", 10e9 * vector)


def any_slow(calls, share):
    return 1 - (1 - share) ** calls


c.says("$1 - 0.99^n$, which is 9.6% at 10 calls and 63% at 100",
       1, 1 - 0.01, any_slow(10, 0.01), 10, any_slow(100, 0.01), 100)
both = 0.01**2
c.says("both are slow in 0.01% of calls, and 100 calls are slow in 1.0% of requests, for 5% more load",
       both, 100, any_slow(100, both), 1 - 0.95)
c.says("each available 99.9%, give 99.5%", 0.999, 0.999**5)
c.says("at 50 ms are 3,472 in flight", 50, peak * 0.050)
flop, effective = 35e6, 10e12
cost = flop * candidates * peak
c.says("Ten times is 2,431", 10 * cost / effective)
user_share = 0.8
once = (1 - user_share) + user_share / candidates
c.says("cost falls from 1 to $0.2 + 0.8/1000$, 5.0 times", 1, 1 - user_share, user_share, candidates, 1 / once)
c.says("with a better pre-ranker and it is 10 times", 2 / once)

# Features
block = candidates * features * value_bytes
c.says("1,000 candidates × 200 features × 4 bytes are 800 KB a request",
       candidates, features, value_bytes, block)
c.says("20 calls that are each slow 1% of the time delay 18% of requests", 20, 0.01, any_slow(20, 0.01))
budget = {"retrieval": 40, "features": 25, "ranking": 60, "blending": 20, "network": 30, "slack": 25}
c.says("p99 of 200 ms I would give features 25: retrieval 40, ranking 60, blending 20, network 30, slack 25",
       sum(budget.values()), budget["features"], budget["retrieval"], budget["ranking"],
       budget["blending"], budget["network"], budget["slack"])
c.says("all candidates of our feed are 1.6 PB a day, the 25 sent are 40 TB",
       daily * block, shown, daily * shown * features * value_bytes)
c.says("replay 3,000 logged values a feature a day. A mismatch of 0.1% then appears with 95% probability",
       3000, 0.001, any_slow(3000, 0.001))
one = candidates * value_bytes * peak
c.says("a 4-byte feature for every candidate costs 278 MB/s", value_bytes, one)
c.says("a thousand orphans cost 278 GB/s", 1000 * one)

# Pipelines
events = impressions / DAY
c.says("500 million keys at 64 bytes are 32 GB", 500e6, 64, 500e6 * 64)
c.says("events a day are 347,000 a second; ids of 16 bytes for ten minutes are 3.3 GB", events, 16, events * 600 * 16)
c.says("a mean of 5 minutes, a 10-minute window would lose 13.5% of clicks, and 30 minutes 0.25%",
       5, 10, math.exp(-10 / 5), 30, math.exp(-30 / 5))

# Lifecycle
hour = mean_rate * 0.01 * 3600 * seen_items
rate, relative = 0.03, 0.005
arm = 16 * rate * (1 - rate) / (rate * relative) ** 2
c.says("with 15 items seen, an hour holds 12.5 million impressions", seen_items, hour)
c.says("a relative change of 0.5% in a 3% rate", relative, rate)
c.says("20.7 million an arm if", arm)
c.says("an assumed design effect of 5 it takes eight hours", 5)
assert round(5 * arm / hour) == 8
p, q = (0.2, 0.5, 0.3), (0.1, 0.6, 0.3)
psi = sum((a - b) * math.log(a / b) for a, b in zip(p, q))
c.says("Shares (0.2, 0.5, 0.3) against (0.1, 0.6, 0.3) give 0.088", *p, *q, psi)


def noise(buckets, n, m):
    return (buckets - 1) * (1 / n + 1 / m)


c.says("0.018 for 10 buckets and 1,000 rows on each side, and with 100 rows 0.18",
       noise(10, 1000, 1000), 10, 1000, 100, noise(10, 100, 100))
c.says("Three days are 6 billion requests of our feed, and 3 of 14 days of training data, 21% of the rows",
       3 * daily, 3, 14, 3 / 14)
c.says("Over ninety days dropping would cost 3%", 3 / days)

# Labels
c.says("An item in 1% of rows is expected 82 times among 8,192", 0.01, 0.01 * 8192, 8192)
w, base, rows = 0.025, 0.01, 1e9
seen = base / (base + (1 - base) * w)
assert w == 1 / 40
c.says(r"Here $\ln w = -3.689$", math.log(w))
c.says("A base rate of 1% looks like 28.8% in training, and of a billion rows 34.75 million are left",
       base, seen, rows * (base + (1 - base) * w))
c.says("A score of 0.80 means 9.1%; multiplying it by $w$ would say 2.0%",
       0.80, sigmoid(logit(0.80) + math.log(w)), 0.80 * w)
c.says("At 1% the predictions run 28.8 times high", base, seen / base)
c.says("3% for clicks, 0.6% for saves and 0.01% for purchases, a billion rows hold"
       " 30 million, 6 million and 100,000 positives", 0.03, 0.006, 0.0001, rows * 0.03, rows * 0.006, rows * 0.0001)


def learnt(rate):
    return rate / (1 + rate)


c.says("At 2% that is 1.96%, and hardly matters; at 20% it is 16.7%", 0.02, learnt(0.02), 0.2, learnt(0.2))

# Deep learning in production
parameters = 8 * 80e6 * 32
half_precision = parameters * 2
int4_with_scales = 0.3125  # of the fp16 size, as reported
c.says("8 × 80 million rows × 32 are 20.5 billion, 41 GB in fp16 and 12.8 GB in int4",
       8, 80e6, 32, parameters, half_precision, half_precision * int4_with_scales)
c.says("full run over 14 days", 14)
base, relative = 0.01, 0.005
c.says("to see 0.5% of a 1% rate", relative, base)
c.says("63 million impressions an arm", 16 * base * (1 - base) / (base * relative) ** 2)
