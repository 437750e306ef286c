import math
from statistics import NormalDist

from figures import chapter

c = chapter("src/cases/pin-recs.md")
DAY = 86_400

# Inputs. Reported: people a month, saves a week, the longest history. All others are assumed or chosen.
monthly = 600e6
saves_a_week = 1.5e9
daily_share = 0.38
requests_each = 8
peak_factor = 2.5
slate = 25
pins = 10e9
retrieved, ranked = 5_000, 1_000
floats, embeddings, dims = 500, 4, 256
actions, mean_actions, action_bytes = 16_000, 2_000, 40
gpu, vcpu, search_rate, store = 10e12, 20e9, 1_000, 250e3
gpu_price, vcpu_price, store_price, zone_price = 1.0, 0.04, 1.0, 0.02
vectors, host_memory, visited = 4, 256e9, 5
hit = 0.9

# Traffic and the save rate.
daily = monthly * daily_share
requests = daily * requests_each
average = requests / DAY
peak = average * peak_factor
served = requests * slate
scores = peak * ranked
save_rate = saves_a_week / 7 / served
c.says("That gives 228M people and 1.82B requests a day, 21k a second on average and 53k at peak, 53M scores a second,"
       " and 46B pins served a day", daily, requests, average, peak, scores, served)
c.says("1.5B saves over seven days of those are a save rate of 0.47%", saves_a_week, save_rate)
c.says("At 53 thousand requests a second it needs about 300 GPUs", peak, 302.9)
row = floats * 4 + embeddings * dims * 2
history = actions * action_bytes
c.says(r"$500\cdot4+4\cdot256\cdot2$, 4,048 bytes; the longest history is 640 KB",
       floats, embeddings, row, history)
features = row * ranked * peak

# The ranker.
groups = {
    "pin": floats + embeddings * dims,
    "person": 300 + 2 * 256,
    "cross": 216,
    "context": 64,
    "sequence": 6 * 64,
}
c.says("by a vision-language model | 500 + 4 × 256 |", floats, embeddings, dims)
c.says("| 300 + 2 × 256 | hours |", 300, 2, 256)
inputs = sum(groups.values())
c.says("The ranker has 3,000 inputs", inputs)
c.says("crosses the 3,000 inputs", inputs)
rank = 512
crosses = 3 * 2 * 2 * inputs * rank
full_crosses = 3 * 2 * inputs**2
mlp = 2 * (inputs * 512 + 512 * 256)
select = 2 * actions * 32


def early(length, d=64, f=32):
    """Two layers, the candidate in every token."""
    return 2 * (8 * length * d**2 + 4 * length**2 * d + 4 * length * d * f)


def attend(length, d=64, f=32):
    """Two layers, one candidate attending to an encoded history."""
    return 2 * (8 * d**2 + 4 * length * d + 4 * d * f)


c.says(r"Three cross layers of rank 512 are $3\cdot4\cdot3000\cdot512=18.4$ MFLOP (full rank would be 54),"
       " the MLP of 512 and 256 units 3.3, selection by dot product 1.0",
       rank, 3, crosses / 1e6, full_crosses / 1e6, 512, 256, mlp / 1e6, select / 1e6)
window = 192
base = crosses + mlp
rankers = {
    "base": base * ranked,
    "last100": (base + early(100)) * ranked,
    "selected": (base + early(window) + select) * ranked,
    "once": base * ranked + early(window) + attend(window) * ranked,
    "once16k": base * ranked + early(actions) + attend(actions) * ranked,
    "early16k": (base + early(actions)) * ranked,
}
fleet = {name: work * peak / gpu for name, work in rankers.items()}
need, once = fleet["selected"], fleet["once"]
c.says("| 1. Crosses and MLP only | 21.8 GFLOP | 115 |", 1, rankers["base"] / 1e9, fleet["base"])
c.says("| 2. + last 100 actions, early fusion | 35.1 GFLOP | 185 |", 2, 100, rankers["last100"] / 1e9, fleet["last100"])
c.says("| 3. + 192 selected from 16,000, early fusion | 57.4 GFLOP | 303 |",
       3, window, actions, rankers["selected"] / 1e9, need)
c.says("| 4. + newest 192 encoded once, cross-attention | 22.0 GFLOP | 116 |", 4, window, rankers["once"] / 1e9, once)
c.says("| 5. + 16,000 encoded once, cross-attention | 162 GFLOP | 857 |",
       5, actions, rankers["once16k"] / 1e9, fleet["once16k"])
c.says("| 6. + 16,000, early fusion | 132 TFLOP | 698,801 |", 6, actions, rankers["early16k"] / 1e12, fleet["early16k"])
advertised = 125e12
c.says("I plan with 8%; at 3 or 30 TFLOP/s the fleet is 1,010 or 101 GPUs",
       gpu / advertised, 3, 30, need * gpu / 3e12, need * gpu / 30e12)
c.says("187 GPUs more than the fourth, 1.6 million dollars a year",
       need - once, (need - once) * gpu_price * 24 * 365)
wider = full_crosses - crosses
full_once = rankers["once"] + wider * ranked
c.says("is 2.6 times cheaper, and only 1.6 times with full-rank crosses",
       rankers["selected"] / rankers["once"], (rankers["selected"] + wider * ranked) / full_once)
c.says("16 hours of a GPU for one page", pins * rankers["selected"] / ranked / gpu / 3600)
c.says("57 gigaFLOP a request, 303 GPUs. Encoding the history once costs 116", rankers["selected"] / 1e9, need, once)

# Retrieval and pre-ranking.
vector = dims + 8 * 32
shards = pins * vector / host_memory
c.says(r"is $256+8\cdot32$ bytes, so 10B fill 20 shards of 256 GB, and a page sends 4 vectors",
       dims, 8, pins, shards, host_memory, vectors)
searches = peak * vectors * shards
asked = peak * vectors * visited
c.says("| Retrieval, all 20 shards asked | 4.2M searches/s | 4,222 vCPUs | 169 |",
       shards, searches, searches / search_rate, searches / search_rate * vcpu_price)
c.says("| Retrieval, 5 shards asked | 1.1M searches/s | 1,056 vCPUs | 42 |",
       visited, asked, asked / search_rate, asked / search_rate * vcpu_price)
width = 3 * 128 + 64
light = 2 * (width * 128 + 128 * 32 + 32 * 4)
pre = light * retrieved * peak
c.says("| Pre-ranking | 32 TFLOP/s | 1,625 vCPUs | 65 |", pre / 1e12, pre / vcpu, pre / vcpu * vcpu_price)
c.says("| 1,625 vCPUs, the pre-ranker |", pre / vcpu)
c.says("192 bytes a pin, 1.9 TB over 10 hosts a zone", 192, pins * 192, 10)
assert pins * 192 / 10 < host_memory
c.says("123 kFLOP a pin, 3 ms for 500 on one vCPU", light / 1e3, light * 500 / vcpu * 1e3, 500)
assert 50 < light / (2 * 128) < 600  # a dot product costs a hundredth or less
c.says("0.05% more ranking work", requests * 1e-4 * retrieved / (requests * ranked))
c.says("| Item features, no cache | 53M lookups/s | 211 hosts | 211 |",
       scores, scores / store, scores / store * store_price)
misses = scores * (1 - hit)
c.says("| Item features, 90% cached | 5.3M lookups/s | 21 hosts | 21 |",
       hit, misses, misses / store, misses / store * store_price)
c.says("| Ranking | 3.0 PFLOP/s | 303 GPUs | 303 |", rankers["selected"] * peak / 1e15, need, need * gpu_price)
bill = need * gpu_price + asked / search_rate * vcpu_price + pre / vcpu * vcpu_price + misses / store * store_price
c.says("ranking is 303 of 431 dollars", need * gpu_price, bill)
assert round(need * gpu_price / bill, 1) == 0.7  # seventy per cent of the machine bill
assert round(need * gpu_price / (asked / search_rate * vcpu_price)) == 7  # ms at which the search costs as much
c.says("The 214 GB/s of item features do not decide: 211 hosts", features, scores / store)
c.says("misses of 21 GB/s across zones would cost 1,538 dollars an hour at an assumed 2 cents",
       features * (1 - hit), features * (1 - hit) / 1e9 * 3600 * zone_price, 100 * zone_price)
c.says("about 300 GPUs, 300 of 430 dollars an hour", need, need, bill)
c.says("1,200 requests a second in 60 ms [@pixie], so 44 servers", 1_200, 60, peak / 1_200)
normal = NormalDist()
random_nearer = pins * (1 - normal.cdf(0.25 * math.sqrt(dims)))
c.says(r"it has a cosine of $1/\sqrt{16}=0.25$ with each", 1, 16, 1 / math.sqrt(16))
c.says("Random cosines in 256 dimensions have a deviation of 1/16, so of ten billion pins some 317,000 lie nearer"
       " by chance, and I fetch 5,000", dims, 1, math.sqrt(dims), random_nearer, retrieved)
c.says("10,000 visits, 218 GFLOP a page", 10_000, 10_000 * base / 1e9)

# The page.
c.says("500 candidates and 64 dimensions that is 16 MFLOP a page", 500, 64, 2 * 500 * slate * 10 * 64 / 1e6)
month = requests_each * slate * 30
c.says("the 6,000 a person was served in the last month: 10 bits each in a Bloom filter are 1.7 TB for a day's people",
       month, 10, month * 10 / 8 * daily)
assert (1 - math.exp(-7 / 10)) ** 7 < 0.01  # seven hashes at ten bits a key

# The log.
held = row + 2 * window
buffered = slate * held
c.says("111 KB a request, 3.5 TB over the fleet", buffered, buffered * peak * 600)
c.says("for 5.8 GB/s into a 3.5 TB store", buffered * peak, buffered * peak * 600)
other = 568
log_row = row + 2 * window + other
log = served * log_row
c.says("With an assumed 568 bytes of context and labels a row is 5 KB, and 45.6B rows a day are 228 TB",
       other, log_row, served, log)
eventful, keep_eventful, keep_quiet = 0.25, 1 / 4, 1 / 80
kept = eventful * keep_eventful + (1 - eventful) * keep_quiet
trained = served * kept * 14
c.says("7.2% of rows remain: 16 TB a day, 46 billion rows in two weeks", kept, log * kept, trained)
c.says("4 or 80, in the loss of every head", 1 / keep_eventful, 1 / keep_quiet)
c.says("it speaks for the 79 that cannot be found", 1 / keep_quiet - 1)
random_share = 0.005
c.says("A slice of 0.5% of requests gets its thousand candidates in random order, 228M impressions a day; if such pages"
       " earned nothing at all, that is 0.5% of saves, 1.1 million a day",
       random_share, random_share * served, random_share, random_share * saves_a_week / 7)
c.says("of its 5,000 inputs 25 are shown, so 0.5% ever get a label", retrieved, slate, slate / retrieved)

# New pins.
uploads, each = 10e6, 100
c.says("10 million uploads a day are 5.1 GB", uploads, uploads * vector)
c.says("A hundred impressions each are 1.0B a day, 2.2% of the feed. At 0.47% they bring half a save a pin,"
       " and 62% of average pins get none",
       uploads * each, uploads * each / served, save_rate, (1 - save_rate) ** each)
assert round(each * save_rate, 1) == 0.5


# Normalisation.
def worth(rows, per_page, rho):
    return rows / (1 + (per_page - 1) * rho)


rows, rho, workers = 1_024, 0.5, 64
own = worth(rows, slate, rho)
c.says("a worker's 1,024 rows are 41 pages of 25. If rows of a page correlate at 0.5 (assumed), they are worth 79"
       " independent ones, and the batch mean scatters by 0.11 standard deviations where shuffled rows give 0.03",
       rows, rows / slate, slate, rho, own, own**-0.5, rows**-0.5)
c.says("With 64 workers, 65,536 rows a step, the scatter is 0.014",
       workers, workers * rows, worth(workers * rows, slate, rho) ** -0.5)
c.says("1,024 rows are 41 people's pages, worth 79 rows", rows, rows / slate, own)
c.says("0.11 against 0.03, confirms batch norm", own**-0.5, rows**-0.5)
c.says("one in 43 is now the person's own", (rows - 1) / (slate - 1))
batch = workers * rows
c.says("With a decay of 0.99 half of the average lies in the last 69 steps, and an hour's files are 2,084 steps",
       0.99, math.log(0.5) / math.log(0.99), served * kept / 24 / batch)
shifted = math.log(save_rate / (1 - save_rate)) + 0.5
c.says("Shift one head by 0.5 in the logit and a 0.47% save becomes 0.77%",
       0.5, save_rate, 1 / (1 + math.exp(-shifted)))


def spread(counter, d=256):
    """Spread of the entries of a unit vector after layer norm over it and one counter."""
    n = d + 1
    variance = (1 + counter**2) / n - (counter / n) ** 2
    return d**-0.5 / math.sqrt(variance)


c.says("next to a log-counter of 12 the entries of a unit embedding keep a spread of 0.083, where they have 1.0"
       " beside a counter of 0", 12, spread(12), spread(0), 0)

# Clipping.
reports = batch * 0.0001
c.says("reports in 0.01% of rows are 6.6 in a batch of 65,536, give or take 39%", 0.0001, reports, batch, reports**-0.5)
coordinates, size = 10e6, 0.001
c.says("at 0.001 have a norm of 3.16", size, math.sqrt(coordinates) * size)
c.says("the norm is 3.32", math.sqrt((coordinates - 1) * size**2 + 1))

# Latency. The wait is the tail of a queue with random arrivals and a fixed service time.
hops = [20, 30, 200, 40, 25, 45, 30, 60]
c.says("| Sum | 450 | leaves 150 of 600 |", sum(hops), 600 - sum(hops), 600)
c.says("| 70 ms with loading |", 25 + 45)
c.says("add up to 450 of 600 milliseconds, 200 of them", sum(hops), 600, 200)
service = rankers["selected"] / gpu * 1e3


def wait(busy, late):
    """Services that all but a share `late` of requests wait less than (large-deviation tail of M/D/1)."""
    low, high = 1e-9, 50.0
    for _ in range(200):
        middle = (low + high) / 2
        if busy * (math.exp(middle) - 1) < middle:
            low = middle
        else:
            high = middle
    return math.log((1 - busy) / (busy * math.exp(low) - 1) / late) / low


cards, zones = 600, 3
c.says("A request is 5.7 ms of work. With 600 GPUs a card is 50% busy at peak, and 76% when one of three zones is gone",
       service, cards, need / cards, need / (cards * 2 / zones))
failed = need / (cards * 2 / zones)
c.says("is then 5.3 services, 30 ms, and the p99 8.3, 48 ms",
       wait(failed, 0.05), wait(failed, 0.05) * service, wait(failed, 0.01), wait(failed, 0.01) * service)
c.says("p99 is 62 of the promised 100", wait(failed, 0.01) * service + service + 9, 100)
c.says("| 45 | 6 of work, 30 waiting, 9 copies and launches |",
       service + wait(failed, 0.05) * service + 9, service, wait(failed, 0.05) * service, 9)

# Feature loading.
leaves = 150
assert leaves * 4 == cards
calls, slow = 20, 0.01
c.says("80 KB of history on average", mean_actions * action_bytes)
c.says("At an assumed hit rate of 90%, 900 are found", hit, ranked * hit)
c.says("slow in 1% of cases, 18% of requests", slow, 1 - (1 - slow) ** calls)
c.says("leaves 0.2% if delays are independent", 1 - (1 - slow**2) ** calls)
c.says("copied to the GPU once, 4.1 MB", row * ranked + mean_actions * action_bytes)
hot, counters = 50e6, 400
c.says("at most 10 GB/s over the fleet, where polling them every five minutes would be 25M lookups a second",
       hot * counters / 300 * leaves, hot / 300 * leaves)
c.says(r"1000\times 4048\,\text{bytes}\times 52778\,\text{/s}=214", ranked, row, peak, features / 1e9)
c.says("That is 352 requests and 1.42 GB a second on each leaf. With 90% hits 142 MB/s of it crosses the network,"
       " 21 GB/s in total, from 21 store hosts in place of 211",
       peak / leaves, features / leaves, hit, features * (1 - hit) / leaves, features * (1 - hit),
       misses / store, scores / store)
bus = 16e9
c.says("would put 80 MB on a bus of 16 GB/s (assumed), 5 ms, as long as the ranking itself, and 640 MB or 40 ms",
       mean_actions * action_bytes * ranked, bus, mean_actions * action_bytes * ranked / bus * 1e3,
       history * ranked, history * ranked / bus * 1e3)
c.says("holds 50 million pins in 200 GB", hot, hot * row)
c.says("| 150 copies of 200 GB, 30 TB |", leaves, hot * row, leaves * hot * row)
c.says("the ranker may cost 1.7 times as much per pin", ranked / 600)

# Growth.
million = 1e6
per_million = million * requests_each / DAY * peak_factor
middle = 50 * per_million
c.says("| 2.6 GB | 256 GB, one host | 5.1 TB, 20 shards |", 5e6 * vector, 500e6 * vector, pins * vector, shards)
c.says("| 926/s | 46k/s | 4.2M/s |", per_million * vectors, middle * vectors, searches)
c.says("| GPUs busy | 0 | 20 | 303 |", 0, middle * 500 * (base + early(100)) / gpu, need)
c.says("| 1.0 TB | 50 TB | 228 TB |",
       *(people * requests_each * slate * log_row for people in (1e6, 50e6, daily)))
c.says("at about 43 million people a day. 500 candidates then need 20 store hosts",
       20 * store / (per_million * 500) * million, 500, 20)
c.says("above 500 million pins", host_memory / vector)
c.says("it grows 91 times for 4.6 times the people", searches / (middle * vectors), daily / 50e6)
reader, between = 10e9, 7 / 2 * 24
c.says("at 216 million people: one pass over two raw weeks at an assumed 10 GB/s then takes longer than the 84 hours",
       between * 3600 * reader / (14 * requests_each * slate * log_row), reader, between)
c.says("they are read in 6.4 hours, and forward and backward on 64 GPUs take 3.4",
       trained * log_row / reader / 3600, 64, 3 * rankers["selected"] / ranked * trained / (64 * gpu) / 3600)
c.says("at about 2,300 actions, where", service / 1e3 * bus / (action_bytes * ranked))

# Half of the GPUs.
half = cards / 2
c.says("Peak keeps 303 of 600 GPUs busy, and 303 of 400 when a zone fails", need, cards, need, cards * 2 / zones)
assert need > half  # it does not fit at all
c.says("500 candidates are 151 GPUs, 50% and 76%", 500, need / 2, need / 2 / half, need / 2 / (half * 2 / zones))
c.says("the fourth row: 116, 39% and 58%", once, once / half, once / (half * 2 / zones))
assert full_once * peak / gpu > half

# Experiment.
relative = 0.005
delta = save_rate * relative
independent = 16 * save_rate * (1 - save_rate) / delta**2
fortnight = requests_each * slate * 14
design = 1 + (fortnight - 1) * 0.05
people = independent * design / fortnight
c.says(r"with $\delta=0.0000235$ gives 136M impressions an arm", delta, independent)
c.says("A person brings 2,800 in two weeks", fortnight)
c.says("each arm needs 141 times as many, 6.8M people, 3.0% of the daily audience", design, people, people / daily)
rate = save_rate / 2
assert abs(16 * rate * (1 - rate) / (rate * relative) ** 2 / independent - 2) < 0.02  # at half the rate, twice that
weekly = 0.7
c.says("assumed weekly return of 70%, show a change of 0.07 points",
       weekly, 100 * math.sqrt(16 * weekly * (1 - weekly) / people))
c.says("136 million independent impressions, and because they cluster by person 6.8 million people",
       independent, people)
gain, loss = save_rate * 0.02, 0.001 * 0.04
c.says("2% more saves are 0.000094 an impression and 4% more hides 0.00004. The launch pays only if a hide costs fewer"
       " than 2.3 saves", 0.02, gain, 0.04, loss, gain / loss)
c.says("the sum is −0.0007", gain - 20 * loss)
c.says("random slice, 200 times smaller", 1 / random_share)

# Related pins, looking back.
c.says("the price is 151 more GPUs and 107 GB/s of lookups", need / 2, peak * 500 * row)
c.says("costs 151 more GPUs and 107 gigabytes a second", need / 2, peak * 500 * row / 1e9)
c.says("one leaf ranks in a day, 12.2 billion at full size", requests * ranked / leaves)
c.says("At 80% misses double to 43 GB/s and 42 store hosts", 0.8, features * 0.2, scores * 0.2 / store)
c.says("logs all 5,000 candidates, 3.7 TB a day", retrieved, requests * 1e-4 * retrieved * row)

# The samples, each with inputs of its own.
s = chapter("src/samples/pin-recs/at-l5.md")
spoken = 200e6 * 16
s.says("3.2 billion a day, 37 thousand a second, say twice that at peak, 74 thousand",
       spoken, spoken / DAY, 2 * spoken / DAY)
s.says("80 billion impressions a day, with 4 kilobytes that's 320 terabytes", spoken * slate, 4, spoken * slate * 4e3 / 1e12)
s.says("leaves about 30", 500 - sum([40, 200, 40, 60, 90, 40]))

s = chapter("src/samples/pin-recs/at-l6.md")
people_a_day = monthly * 0.40
spoken = people_a_day * 8
rush = spoken / DAY * 2.5
s.says("that's 240 million, eight requests, 22 thousand a second, 55 at peak", people_a_day, spoken / DAY, 55)
assert round(rush / 1e3, -1) in (50, 60)
spoken_need = rush * ranked * 60e6 / gpu
s.says("so 55 million scores a second", 55e6)
s.says("3.3 petaFLOP a second", rush * ranked * 60e6 / 1e15)
s.says("330 GPUs. Features are four kilobytes a pin, 220 gigabytes a second, 275 store hosts at 200 thousand lookups",
       spoken_need, rush * ranked * 4e3 / 1e9, 55e6 / 200e3, 200e3)
s.says("a cache with 90% hits leaves 28 hosts", 0.9, rush * ranked * 0.1 / 200e3)
rows_a_day = spoken * slate
keep = 0.25 / 4 + 0.75 / 50
s.says("48 billion rows of five kilobytes, 240 terabytes a day", rows_a_day, rows_a_day * 5e3 / 1e12)
s.says("one row in thirteen, 19 terabytes", rows_a_day * keep * 5e3 / 1e12)
assert round(1 / keep) == 13
s.says("fusion, 35 gigaFLOP a request. 192 selected from the whole history, 57;",
       rankers["last100"] / 1e9, 192, rankers["selected"] / 1e9)
s.says("let candidates cross-attend, 22", rankers["once"] / 1e9)
s.says("worth about 77 rows, the batch mean moves by 0.11 and not 0.03",
       worth(1_000, slate, 0.5), worth(1_000, slate, 0.5) ** -0.5, 1_000**-0.5)
s.says("80 kilobytes where copies would be 80 megabytes", 80, 80)
s.says("22 gigabytes a second of misses", rush * ranked * 4e3 * 0.1 / 1e9)
spoken_rate = saves_a_week / 7 / rows_a_day
spoken_arm = 16 * spoken_rate * (1 - spoken_rate) / (spoken_rate * relative) ** 2
s.says("over 48 billion impressions a day is 0.45% at most, so half a percent of lift takes 140 million impressions",
       rows_a_day, spoken_rate, spoken_arm)
assert round(spoken_arm * design / fortnight / 1e6) == 7  # seven million people an arm
s.says("500 candidates, 165; or encode once, about 130", 500, 330 / 2, 330 * rankers["once"] / rankers["selected"])

s = chapter("src/samples/pin-recs/encode-once.md")
rush = 200e6 * 10 / DAY * 3
s.says("peak of three: 70 thousand a second", rush)
found = rush * 3 * 20
s.says("that's 21 thousand vCPUs, 830 dollars an hour", found * 5e-3, found * 5e-3 * vcpu_price)
s.says("If I cluster and ask a third, 280", found * 5e-3 * vcpu_price / 3)
s.says("it's 56 and the ranker decides", found * 1e-3 * vcpu_price / 3)
s.says("Item features, 42 million lookups a second, 170 hosts, 17 behind a cache with 90%",
       rush * 600, rush * 600 / store, rush * 600 / store * 0.1, 0.9)
token = early(window) + select
s.says("36 megaFLOP a pin for the sequence, with the crosses about 57, 34 gigaFLOP a request, 240 GPUs",
       token / 1e6, (base + token) / 1e6, (base + token) * 600 / 1e9, (base + token) * 600 * rush / gpu)
two = (base + attend(window)) * 600 + early(window)
eight = (base + 4 * attend(window)) * 600 + 4 * early(window)
s.says("two encoded layers: 13 gigaFLOP, 92 GPUs", two / 1e9, two * rush / gpu)
s.says("that adds 0.5 megaFLOP a pin, and the history costs 140 once: 14 gigaFLOP, 95 GPUs",
       3 * attend(window) / 1e6, 4 * early(window) / 1e6, eight / 1e9, eight * rush / gpu)
s.says("A third of the traffic is 32 GPUs", eight * rush / gpu / 3)
s.says("it's 2,600 people", batch / slate)
s.says("50 billion rows of 3 kilobytes, 150 terabytes a day", 200e6 * 250, 3, 200e6 * 250 * 3e3 / 1e12)
s.says("at random, 7.5 terabytes", 150 / 20)
s.says("2 kilobytes a pin after quantising, 600 pins, 83 gigabytes a second", 2, 600, rush * 600 * 2e3 / 1e9)
s.says("20, user state 30, features 40, titles 60: 420", 20, 30, 40, 60, 150 + 30 + 60 + 30 + 20 + 30 + 40 + 60)
assert round(wait(0.8, 0.01)) == 10  # ten services at 80% busy
