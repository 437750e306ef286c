import math

from figures import chapter

c = chapter("src/cases/pin-recs.md")
DAY = 86_400

# Traffic. Inputs: reported monthly use, the rest assumptions of the case.
monthly = 600e6
daily_share = 0.38
daily = monthly * daily_share
requests_each = 8
requests = daily * requests_each
average = requests / DAY
peak_factor = 2.5
peak = average * peak_factor
slate = 25
impressions = requests * slate
ranked = 1_000
retrieved = 5_000
pins = 10e9
scores = peak * ranked
public_scores = 10e6

c.says("| 600M × 38% | 228M a day |", monthly, daily_share, daily)
c.says("| 228M × 8 | 1.82B a day, 21k/s |", daily, requests_each, requests, average)
c.says("| 21k/s × 2.5 | 53k/s |", average, peak_factor, peak)
c.says("| 1.82B × 25 pins | 46B a day |", requests, slate, impressions)
c.says("| 53k/s × 1,000 | 53M/s |", peak, ranked, scores)
c.says("my 53M scores are five times that", scores)
assert round(scores / public_scores) == 5
c.says("At 53 thousand requests a second", peak)

# Bytes of one candidate and of one history.
floats, embeddings, dims = 500, 4, 256
row = floats * 4 + embeddings * dims * 2
actions, action_bytes = 16_000, 40
history = actions * action_bytes
mean_actions = 2_000
c.says("| 500 × 4 + 4 × 256 × 2 | 4,048 bytes |", floats, 4, embeddings, dims, 2, row)
c.says("an action is 32 bytes of quantised embedding and 8 of time", action_bytes - 8, 8)
c.says("| 16,000 × 40 bytes | 640 KB |", actions, action_bytes, history)
features = row * ranked * peak
c.says("214 gigabytes a second", features / 1e9)
c.says(r"1000\times 4048\,\text{bytes}\times 52778\,\text{/s}=214",
       ranked, row, peak, features / 1e9)
c.says("This is 1.7 Tbit/s", features * 8 / 1e12)

# Three naive fleets.
gpu = 30e12
card = 3e9
store = 250e3


def early(length, d=64, f=32):
    """Two layers, the candidate in every token."""
    return 2 * (8 * length * d**2 + 4 * length**2 * d + 4 * length * d * f)


def cross(length, d=64, f=32):
    """Two layers, one candidate attending to an encoded history."""
    return 2 * (8 * d**2 + 4 * length * d + 4 * d * f)


inputs = floats + embeddings * dims
cross_layers = 3 * 2 * inputs**2
mlp = 2 * (inputs * 512 + 512 * 256)
base = cross_layers + mlp
window = 192
rankers = {
    "base": base * ranked,
    "last100": (base + early(100)) * ranked,
    "selected": (base + early(window)) * ranked,
    "once": base * ranked + early(window) + cross(window) * ranked,
    "once16k": base * ranked + early(actions) + cross(actions) * ranked,
    "early16k": (base + early(actions)) * ranked,
}
fleet = {name: work * peak / gpu for name, work in rankers.items()}
c.says("asks for 89 GPUs at peak, which can be bought", fleet["selected"])
c.says("every candidate asks for 211 store hosts and 71 cards", scores / store, features / card)
c.says("would ask for 11,259 cards", history * ranked * peak / card)
c.says("1,524 inputs", inputs)
c.says("=13.9$ MFLOP and its MLP of 512 and 256 units 1.8 MFLOP", cross_layers / 1e6, 512, 256, mlp / 1e6)
c.says("| 1. Cross part only | 15.8 GFLOP | 28 |", 1, rankers["base"] / 1e9, fleet["base"])
c.says("early fusion | 29.1 GFLOP | 51 |", rankers["last100"] / 1e9, fleet["last100"])
c.says("early fusion | 50.4 GFLOP | 89 |", rankers["selected"] / 1e9, fleet["selected"])
c.says("newest 192 encoded once, cross-attention | 16.0 GFLOP | 28 |",
       window, rankers["once"] / 1e9, fleet["once"])
c.says("16,000 encoded once, cross-attention | 156 GFLOP | 275 |",
       actions, rankers["once16k"] / 1e9, fleet["once16k"])
c.says("early fusion | 132 TFLOP | 232,923 |", rankers["early16k"] / 1e12, fleet["early16k"])
c.says("Selecting by dot product adds 1.0 MFLOP", actions * 32 * 2 / 1e6)
c.says("is 3.2 times cheaper in total, and 161 times in the sequence block",
       rankers["selected"] / rankers["once"],
       early(window) * ranked / (early(window) + cross(window) * ranked))

# Scoring everything.
everything = pins * early(window)
c.says(r"34.6 MFLOP each, for the sequence block alone, are $3.5\times10^{17}$ FLOP",
       early(window) / 1e6, everything / 1e17, 17)
c.says("for one page: 3.2 hours on a GPU of 30 TFLOP/s", everything / gpu / 3600, 30)

# Logging.
positions = window * 2
other = 568
log_row = row + positions + other
assert log_row == 5e3
log = impressions * log_row
positive_rate, negative_keep = 0.02, 0.05
kept = positive_rate + (1 - positive_rate) * negative_keep
c.says(r"45.6\text{B a day}\times 5\,\text{KB}=228\,\text{TB a day}",
       impressions / 1e9, 5, log / 1e12)
c.says("keeps 6.9% of the rows: 15.7 TB a day, 0.33 PB for a window",
       kept, log * kept, log * kept * 21)
c.says("written at 182 MB/s", log * kept / DAY)
buffer = 600
held = row + positions
c.says("the 4,048 bytes and 192 positions of two bytes, which say what part of the history the ranker read:"
       " 111 KB a request, 3.5 TB over the fleet at peak. All thousand candidates would be 140 TB",
       row, window, slate * held, slate * held * peak * buffer, ranked * held * peak * buffer)
c.says("With an assumed 568 bytes of context and labels a row is 5 KB", other, log_row)
trained = 6.9e9
c.says("trained on 6.9 billion rows of two weeks", trained)
assert round(impressions * kept * 14 / trained) == 6  # one row in six of those kept
c.says("carries a weight of 20 in the loss", 1 / negative_keep)
assert 1 / negative_keep - 1 == 19  # each late save found stands for nineteen others
w = 0.05
p = positive_rate / (positive_rate + (1 - positive_rate) * w)
c.says("A save head alone that says 0.29 at $w=0.05$ means a probability of 0.02",
       p, w, p / (p + (1 - p) / w))
c.says(r"$\ln 0.05=-3.0$", w, math.log(w))
random_share = 0.005
c.says("gives 228M impressions a day whose order", random_share * impressions)
c.says("the slice costs 0.25% of all saves", random_share * 0.5)
c.says("so 0.5% of its inputs", slate / retrieved)
c.says("| 40 times the rows | on a tenth of the random slice, 4.6 TB a day |",
       ranked / slate, random_share / 10 * requests * ranked * log_row)
c.says("no skew, 7% of the volume", kept)
c.says("random slice, 200 times smaller", 1 / random_share)

# Pre-ranking where the vectors lie.
c.says("would be 264M lookups a second, five times the ranker's", retrieved * peak)
assert retrieved / ranked == 5
c.says("an assumed 64 bytes a pin, ten billion pins are 640 GB", 64, pins * 64)
c.says("20 KB of scores come back", retrieved * 4)

# Fresh pins.
uploads = 10e6
each_pin = 100
c.says("10 million uploads a day are 12.8 GB at 1,280 bytes", uploads, uploads * (4 * 256 + 8 * 32), 4 * 256 + 8 * 32)
c.says("A hundred each are 1.0B a day, 2.2% of the feed", uploads * each_pin, uploads * each_pin / impressions)
c.says("a save rate of 3% they leave a standard error of 1.7 points",
       0.03, 100 * math.sqrt(0.03 * 0.97 / each_pin))

# One averaged user vector.
c.says(r"$1/\sqrt{k}$: 0.5 for 4 interests, 0.25 for 16", 1, 1 / math.sqrt(4), 4, 1 / math.sqrt(16), 16)


# Normalisation.
def effective(rows, per_user, rho):
    return rows / (1 + (per_user - 1) * rho)


people_trained = 182e6
per_user = trained / people_trained
rows, rho, workers = 1_024, 0.5, 64
own = effective(rows, per_user, rho)
c.says("The 6.9 billion rows above are reported to come from 182 million people, 38 each",
       trained, people_trained, per_user)
c.says("A worker with 1,024 rows", rows)
c.says("has 27 users, 53 effective rows, and a batch mean that scatters by 0.14 standard deviations"
       " where shuffled rows would give 0.03",
       rows / per_user, own, own**-0.5, rows**-0.5)
c.says("its mean and deviation come from 27 values", rows / per_user)
c.says("depending on 26 strangers", rows / per_user - 1)
c.says("64 workers together have 65,536 rows, about 3,400 effective ones, a scatter of 0.017",
       workers, workers * rows, effective(workers * rows, per_user, rho),
       effective(workers * rows, per_user, rho) ** -0.5)
c.says("4 KB for a layer of 512", 2 * 512 * 4, 512)
c.says("over workers, 0.14 against 0.03", own**-0.5, rows**-0.5)
c.says("with 38 rows per user in 1,024, one negative in 28", per_user, rows, (rows - 1) / (per_user - 1))

batch, days = 65_536, 14
assert batch == workers * rows
steps = trained / batch


def half_life(decay):
    return math.log(0.5) / math.log(decay)


c.says("lies in the last 69 steps", half_life(0.99))
c.says("takes 105k steps of 65,536 for those two weeks, so half of the weight is the last 13 minutes",
       steps, batch, half_life(0.99) / steps * days * 24 * 60)
c.says("stretches this to 2.2 hours", half_life(0.999) / steps * days * 24)
shifted = math.log(0.02 / 0.98) + 0.5
c.says("by 0.5 and a 2% save becomes 3.3%", 0.5, 0.02, 1 / (1 + math.exp(-shifted)))
rare = 0.0001


def flagged(share):
    """Value of a flag that is set, after division by its deviation."""
    return (1 - share) / math.sqrt(share * (1 - share))


c.says("A flag set in 0.01% of rows is absent from 90% of batches of 1,024", rare, (1 - rare) ** rows, rows)
c.says("it is scaled to 32 by its batch; in serving the averaged variance scales it to 100",
       flagged(1 / rows), flagged(rare))
c.says(r"$1/\sqrt{\epsilon}$, 316 for $\epsilon=10^{-5}$", 1, 1 / math.sqrt(1e-5), 10, -5)


def layer_norm_scale(counter, d=256):
    """Size of an embedding entry of a unit vector after layer norm over the concatenation."""
    n = d + 1
    mean = counter / n
    variance = (1 + counter**2) / n - mean**2
    return d**-0.5 / math.sqrt(variance)


c.says("if the counter is 0, embedding entries come out at 1.0; if it is 12, they come out at 0.083,"
       " a factor of 12",
       0, layer_norm_scale(0), 12, layer_norm_scale(12), layer_norm_scale(0) / layer_norm_scale(12))

c.says("the 1,524 inputs cost 15 kFLOP of the candidate's 50.4 MFLOP, 0.03%",
       inputs, 10 * inputs / 1e3, (base + early(window)) / 1e6, 10 * inputs / (base + early(window)))

# Clipping.
coordinates, size = 10e6, 0.001
c.says("at 0.001 have a norm of 3.16", size, math.sqrt(coordinates) * size)
c.says("the norm becomes 3.32", math.sqrt((coordinates - 1) * size**2 + 1))
root = math.sqrt(10_000 * 0.001**2)
after = math.sqrt(10_000 * 0.001**2 + 1)
c.says("After 10,000 steps at 0.001 that root is 0.1, and a step is 0.01 of the learning rate",
       10_000, 0.001, root, 0.001 / root)
c.says("A gradient of 1 moves 0.995", 1, 1 / after)
assert round(1 / after / (0.001 / root), -1) == 100  # a hundred times as far
c.says("later steps are 0.001, ten times shorter", 0.001 / after)
assert round((0.001 / root) / (0.001 / after)) == 10
reports = batch * 0.0001
c.says("there are 6.6 positives, so their number scatters by 39%", reports, reports**-0.5)

# Retrieval.
c.says("for a pin sampled 100 times as often this makes 4.6", 100, math.log(100))
c.says("4 vectors: 51 TB of index for 12.8", 4, 4 * pins * (4 * dims + 8 * 32), pins * (4 * dims + 8 * 32) / 1e12)
c.says("10,000 visits: 158 GFLOP a page", 10_000, 10_000 * base / 1e9)
c.says("3.1 times the FLOPs of my whole ranker", 10_000 * base / rankers["selected"])
c.says("bought with 55 ms", 205 - 150)

# Latency.
hops = [20, 30, 205, 10, 30, 50, 80, 30, 60]
c.says("| Sum | 515 | leaves 85 of 600 |", sum(hops), 600 - sum(hops), 600)
c.says("130 ms with loading", 50 + 80)
assert round(205 / sum(hops), 1) == 0.4  # two fifths
c.says("| Ranking | 80 | 1.7 ms of arithmetic |", 80, rankers["selected"] / gpu * 1e3)
c.says("Of the 80 ms of ranking, all but 1.7", 80, rankers["selected"] / gpu * 1e3)

# Feature loading.
leaves = 200
hit = 0.9
calls, slow = 20, 0.01
c.says("80 KB for an assumed mean of 2,000 actions", mean_actions * action_bytes, mean_actions)
c.says("900 are found", ranked * hit)
c.says("The 100 misses are grouped by shard: at most 20 calls", ranked * (1 - hit), calls)
c.says("slow in 1% of cases, 18% of requests", slow, 1 - (1 - slow) ** calls)
c.says("leaves 0.2%", 1 - (1 - slow**2) ** calls)
c.says("copied to the GPU once, 4.7 MB", row * ranked + history)
c.says("On 200 leaves it is 264 requests, 264k lookups and 1.07 GB a second each",
       leaves, peak / leaves, scores / leaves, features / leaves)
c.says("With 90% hits, 107 MB/s of it crosses the network per leaf, 21 GB/s in total,"
       " from 21 store hosts instead of 211",
       hit, features * (1 - hit) / leaves, features * (1 - hit), scores * (1 - hit) / store, scores / store)
c.says("makes the row 2,024 bytes", floats * 2 + embeddings * dims)
c.says("640 MB a request and 33.8 TB/s; sent once, 33.8 GB/s",
       history * ranked, history * ranked * peak, history * peak)
c.says("a factor of 1,000", ranked)
c.says("192 positions in an append-only history, 384 bytes instead of 640 KB",
       window, positions, history)
c.says("which would be 7.7 KB", window * action_bytes)
hot = 50e6
c.says("if 200 GB per leaf are granted (50M × 4,048 bytes)", hot * row, hot, row)
c.says("within 600 pins, the ranker may cost 1.7 times as much", 600, ranked / 600)

# Larger models.
parameters = 8 * 80e6 * 32
c.says("has 20.5B parameters, 41 GB in 16-bit floats and, at the reported 31.25% after 4-bit quantisation, 12.8 GB",
       parameters, parameters * 2, 16, 0.3125, 4, parameters * 2 * 0.3125)
table = pins * 64 * 4
c.says("is 2.56 TB; Adam's two moments make it 7.7 TB in training, Adagrad with one sum per row adds 40 GB",
       table, table * 3, pins * 4)
c.says("puts 125 pins on each row", pins / 80e6)

# Growth.
million = 1e6
per_million = million * requests_each / DAY * peak_factor
work = rankers["selected"]
lookups = per_million * ranked
c.says("231 requests and 231k lookups a second, 0.94 GB/s of item features, 11.7 TFLOP/s of ranking,"
       " 1.0 TB of raw log a day",
       per_million, lookups, per_million * row * ranked, per_million * work / 1e12,
       million * requests_each * slate * log_row)
c.says("A store host serves 1.1 million people, a 30 TFLOP/s GPU 2.6 million, a 3 GB/s card 3.2 million",
       store / lookups * million, 30, gpu / (per_million * work) * million,
       card, card / (per_million * row * ranked) * million)
c.says("full at 1.1 million people with a thousand candidates, 5.4 million with two hundred",
       store / lookups * million, store / (per_million * 200) * million)
vector = 4 * dims + 8 * 32
c.says(r"holds 200 million pins at $4\cdot 256+8\cdot 32$, 1,280 bytes",
       256e9 / vector, 4, dims, 8, 32, vector)
int8 = dims + 8 * 32
c.says("| 6.4 GB | 640 GB, int8 256 GB | 12.8 TB, codes 0.4 TB |",
       5e6 * vector, 500e6 * vector, 500e6 * int8, pins * vector, pins * 40)
c.says("(int8, 512 bytes a vector", int8)
c.says("| 187 MB/s | 23 GB/s | 214 GB/s |",
       per_million * 200 * row, 50 * per_million * 500 * row, features)
c.says("| 1.0 TB | 50 TB | 228 TB |",
       *(people * requests_each * slate * log_row for people in (1e6, 50e6, daily)))
reader = 10e9
c.says("At 50 million people two weeks of raw log are 700 TB, and one pass at an assumed 10 GB/s takes 19 hours;"
       " at full size it takes 89, more than the 84 hours between two retrains",
       50e6, 14 * 50e6 * requests_each * slate * log_row, reader,
       14 * 50e6 * requests_each * slate * log_row / reader / 3600,
       14 * log / reader / 3600, 7 / 2 * 24)
flops = 3 * (base + early(window)) * trained
c.says("over the 6.9B rows on 64 GPUs is 9 minutes at full rate, while reading them and 182 million histories"
       " takes 1.4 hours",
       trained, 64, flops / (64 * gpu) / 60, people_trained,
       (trained * log_row + people_trained * mean_actions * action_bytes) / reader / 3600)
c.says("48 TB for 600 million people", monthly * mean_actions * action_bytes, monthly)

# Cache lifetimes.
counters = 400
polled = hot / 300
c.says("every 5 minutes would be 167k lookups a second, 33M over 200 leaves, where the misses of the whole fleet"
       " are 5.3M",
       5, polled, polled * leaves, leaves, scores * (1 - hit))
c.says("with 400 of the 4,048 bytes in counters, at most 67 MB/s per leaf", counters, row, hot * counters / 300)
c.says("after 6 hours, 2,315 lookups a second per leaf", 6, hot / (6 * 3600))

# Half of the GPUs.
need = fleet["selected"]
c.says("asks for 89 of 200 GPUs, 44% busy", need, leaves, need / leaves)
c.says("then 133 carry it at 66%", leaves * 2 / 3, need / (leaves * 2 / 3))
c.says("With 100, the same peak stands at 89%, and a lost zone would ask 89 of 67",
       leaves / 2, need / (leaves / 2), need, leaves / 2 * 2 / 3)
c.says("500 candidates are 44 GPUs of load", 500, need / 2)
c.says("needs 28, keeps all thousand", fleet["once"])

# Experiment.
rate, relative = 0.03, 0.005
delta = rate * relative
independent = 16 * rate * (1 - rate) / delta**2
each = requests_each * slate
fortnight = each * 14
design = 1 + (fortnight - 1) * 0.05
people = independent * design / fortnight
c.says(r"with $\delta=0.00015$ gives 20.7M impressions an arm", delta, independent)
c.says("200 a day, 2,800 in two weeks", each, fortnight)
c.says("141 times as many impressions, 1.0M people, 0.46% of the daily audience",
       design, people, people / daily)
weekly = 0.7
c.says("at an assumed weekly return of 70%, show a change of 0.18 points",
       weekly, 100 * math.sqrt(16 * weekly * (1 - weekly) / people))
gain = 0.03 * 0.02
loss = 0.001 * 0.04
c.says("2% more saves are +0.0006 per impression; 4% more hides, 0.00004, cost twenty times as much, −0.0008",
       0.02, gain, 0.04, loss, -20 * loss)

# Related pins.
c.says("44 more GPUs and 107 GB/s of lookups", need / 2, peak * 500 * row)

# Looking back.
c.says("one leaf ranks in a day, 9.1 billion at full size", requests * ranked / leaves)
c.says("At 80%, misses double to 200 a request, 43 GB/s and 42 store hosts",
       0.8, ranked * 0.2, features * 0.2, scores * 0.2 / store)
c.says("logs all 5,000 candidates, 3.7 TB a day", retrieved, requests * 1e-4 * retrieved * row)
assert 0.2 < requests * 1e-4 * retrieved * row / (log * kept) < 0.3  # a quarter of the sampled log

# The samples.
s = chapter("src/samples/pin-recs/at-l5.md")
spoken = 200e6 * 16
s.says("3.2 billion a day, 37 thousand a second, say twice that at peak, 74 thousand",
       spoken, spoken / DAY, 2 * spoken / DAY)
spent = [40, 200, 40, 60, 90, 40]
s.says("leaves about 30", 500 - sum(spent))

s = chapter("src/samples/pin-recs/at-l6.md")
s.says("factor 2.5: 53 thousand a second", peak_factor, peak)
s.says("the model is about 90 GPUs", need)
s.says("are 214 gigabytes a second, 71 network cards, and at a quarter million lookups a host, 211 store hosts",
       features / 1e9, features / card, scores / store)
s.says("228 terabytes a day, seven percent kept, 16", log / 1e12, log * kept / 1e12)
s.says("50 gigaFLOP a request", rankers["selected"] / 1e9)
s.says("cross-attention would be 16", rankers["once"] / 1e9)
s.says("in 1,024 rows are worth about 53", rows, own)
s.says("full at about a million people")
assert round(store / lookups) == 1
s.says("640 KB where copies would be 640 MB", history, history * ranked)
s.says("107 megabytes a second of misses per leaf over 200", features * (1 - hit) / leaves / 1e6, leaves)
s.says("200 million pins on 256 gigabytes", 256e9 / vector, 256)
s.says("89 of 100 is too tight. 500 candidates, 44; or encode once, 28",
       need, leaves / 2, 500, need / 2, fleet["once"])
