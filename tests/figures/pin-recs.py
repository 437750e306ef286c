import math
from itertools import accumulate
from statistics import NormalDist

from figures import chapter

# Capacity is in the estimates of the chapter. Here is what they do not say: statistics, queues, and the samples, each
# with inputs of its own.
c = chapter("src/cases/pin-recs.md")
DAY = 86_400

monthly = 600e6
saves_a_week = 1.5e9
daily = monthly * 0.38
requests_each, slate = 8, 25
requests = daily * requests_each
peak = requests / DAY * 2.5
served = requests * slate
retrieved, ranked = 5_000, 1_000
save_rate = saves_a_week / 7 / served
gpu, vcpu, store, vcpu_price = 10e12, 20e9, 250e3, 0.04
dims, pins = 256, 10e9

# The ranker.
groups = {
    "pin": 500 + 4 * dims,
    "person": 300 + 2 * 256,
    "cross": 216,
    "context": 64,
    "sequence": 6 * 64,
}
inputs = sum(groups.values())
c.says("by a vision-language model | 500 + 4 × 256 |", 500, 4, dims)
c.says("inputs = 1524 + 812 + 216 + 64 + 384 = 3000", *groups.values(), inputs)
rank = 512
crosses = 3 * 2 * 2 * inputs * rank
base = crosses + 2 * (inputs * 512 + 512 * 256)
select = 2 * 16_000 * 32


def early(length, d=64, f=32):
    """Two layers, the candidate in every token."""
    return 2 * (8 * length * d**2 + 4 * length**2 * d + 4 * length * d * f)


def attend(length, d=64, f=32):
    """Two layers, one candidate attending to an encoded history."""
    return 2 * (8 * d**2 + 4 * length * d + 4 * d * f)


window = 192
selected = (base + early(window) + select) * ranked
last100 = (base + early(100)) * ranked
encoded = base * ranked + early(window) + attend(window) * ranked
need = selected * peak / gpu

# Retrieval and pre-ranking.
light = 2 * ((3 * 128 + 64) * 128 + 128 * 32 + 32 * 4)
assert pins * 192 / 10 < 256e9
assert 50 < light / (2 * 128) < 600  # a dot product costs a hundredth or less
search = peak * 4 * 20 / 4 / 1e3 * vcpu_price  # a millisecond a search
c.says("Ranking costs 303 dollars an hour, pre-ranking 65 and item features 21, whatever a shard search takes. Retrieval"
       " costs 42 at the assumed millisecond and passes ranking at 7", need, peak * retrieved * light / vcpu * vcpu_price,
       peak * ranked * 0.1 / store, search, need / search)
normal = NormalDist()
random_nearer = pins * (1 - normal.cdf(0.25 * math.sqrt(dims)))
c.says(r"has a cosine of $1/\sqrt{16}=0.25$ with each", 1, 16, 1 / math.sqrt(16))
c.says("Random cosines in 256 dimensions have a deviation of 1/16, so of ten billion pins some 317,000 lie nearer"
       " by chance, and I fetch 5,000", dims, 1, math.sqrt(dims), random_nearer, retrieved)
near = 0.8


def kept(interests, vectors):
    """Share of pins at a cosine of `near` from an interest that are fetched, if each vector is the average of its share."""
    cut = normal.inv_cdf(1 - retrieved / vectors / pins)  # the deviation of a cosine is the unit
    mean = near * math.sqrt(dims / max(1, interests / vectors))
    return 1 - normal.cdf((cut - mean) / math.sqrt(1 - near**2))


c.says("if a good pin has a cosine of 0.8 with its interest", near)
c.draws("What one vector keeps, and what several keep", "line",
        [(k, *(kept(k, v) for v in (1, 2, 3, 6))) for k in (1, 2, 4, 6, 8, 12, 16, 24, 32)])
c.says("Of the good pins of four interests one vector fetches 99%, of eight 27%, of sixteen none. Two fetch 20% of"
       " sixteen, three 77%, six all; of thirty-two interests six fetch 70%",
       kept(4, 1), kept(8, 1), kept(16, 2), kept(16, 3), kept(32, 6))
assert kept(4, 1) > 0.98 and kept(12, 3) > 0.98 and kept(16, 1) < 0.01 and kept(16, 6) > 0.99

# The page.
assert (1 - math.exp(-7 / 10)) ** 7 < 0.01  # seven hashes at ten bits a key

# The log.
c.says("4 or 80, in the loss of every head", 4, 80)
assert round(100 * save_rate, 1) == 0.5

# For the samples: how many independent rows correlated ones are worth.
def worth(rows, per_page, rho):
    return rows / (1 + (per_page - 1) * rho)


# Clipping.
coordinates, size = 10e6, 0.001
c.says("at 0.001 have a norm of 3.16", size, math.sqrt(coordinates) * size)
c.says("the norm is 3.32", math.sqrt((coordinates - 1) * size**2 + 1))

# Latency. The wait is the tail of a queue with random arrivals and a fixed service time.
service = selected / gpu * 1e3


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
hops = [("gateway", "gateway", 20), ("user context", "person", 30), ("retrieval → 5k pins", "fetch", 200),
        ("pre-ranking → 1k pins", "filter", 40), ("item features", "items", 25), ("ranking", "rank", 45),
        ("re-ranking → 25 pins", "page", 30), ("titles and links", "titles", 60)]
ends = list(accumulate(time for *_, time in hops))
for _, quantity, time in hops:  # the bars are those of the estimate
    c.says(f"{quantity} = {time}ms # chosen", time)
c.draws("One page, hop after hop", "bar", [(name, end - time, end) for (name, _, time), end in zip(hops, ends)])
c.says("Gateway 20 ms, user context 30, retrieval 200, pre-ranking 40, item features 25, ranking 45, re-ranking 30,"
       " titles 60: they end at 450 of the 600 promised, and retrieval alone is 200",
       *(time for *_, time in hops), ends[-1], 600, 200)
failed = need / (cards * 2 / zones)
c.says("is then 5.3 services, 30 ms, and the p99 8.3, 48 ms",
       wait(failed, 0.05), wait(failed, 0.05) * service, wait(failed, 0.01), wait(failed, 0.01) * service)
c.says("p99 is 62 of the promised 100", wait(failed, 0.01) * service + service + 9, 100)
c.says("6 of work, 30 waiting, 9 copies and launches", service, wait(failed, 0.05) * service, 9)
for busy, passes in ((0.85, False), (0.86, True)):  # the limit of the estimate
    assert (wait(busy, 0.01) * service + service + 9 > 100) == passes

# Experiment.
relative = 0.005
design = 1 + (requests_each * slate * 14 - 1) * 0.05
fortnight = requests_each * slate * 14


def arm(rate):
    return 16 * rate * (1 - rate) / (rate * relative) ** 2


assert abs(arm(save_rate / 2) / arm(save_rate) - 2) < 0.02  # at half the rate, twice that

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
s.says("330 GPUs. Features are four kilobytes per pin, 220 gigabytes a second, 275 store hosts at 200 thousand lookups",
       spoken_need, rush * ranked * 4e3 / 1e9, 55e6 / 200e3, 200e3)
s.says("a cache with 90% hits leaves 28 hosts", 0.9, rush * ranked * 0.1 / 200e3)
rows_a_day = spoken * slate
keep = 0.25 / 4 + 0.75 / 50
s.says("48 billion rows of five kilobytes, 240 terabytes a day", rows_a_day, rows_a_day * 5e3 / 1e12)
s.says("one row in thirteen, 19 terabytes", rows_a_day * keep * 5e3 / 1e12)
assert round(1 / keep) == 13
s.says("fusion, 35 gigaFLOP per request. 192 selected from the whole history, 57;",
       last100 / 1e9, 192, selected / 1e9)
s.says("let candidates cross-attend, 22", encoded / 1e9)
s.says("worth about 77 rows, the batch mean moves by 0.11, not 0.03",
       worth(1_000, slate, 0.5), worth(1_000, slate, 0.5) ** -0.5, 1_000**-0.5)
s.says("80 kilobytes where copies would be 80 megabytes", 80, 80)
s.says("22 gigabytes a second of misses", rush * ranked * 4e3 * 0.1 / 1e9)
spoken_rate = saves_a_week / 7 / rows_a_day
spoken_arm = arm(spoken_rate)
s.says("over 48 billion impressions a day is 0.45% at most, so half a per cent of lift takes 140 million impressions",
       rows_a_day, spoken_rate, spoken_arm)
assert round(spoken_arm * design / fortnight / 1e6) == 7  # seven million people an arm
s.says("500 candidates, 165; or encode once, about 130", 500, 330 / 2, 330 * encoded / selected)

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
s.says("36 megaFLOP per pin for the sequence, with the crosses about 57, 34 gigaFLOP per request, 240 GPUs",
       token / 1e6, (base + token) / 1e6, (base + token) * 600 / 1e9, (base + token) * 600 * rush / gpu)
two = (base + attend(window)) * 600 + early(window)
eight = (base + 4 * attend(window)) * 600 + 4 * early(window)
s.says("two encoded layers: 13 gigaFLOP, 92 GPUs", two / 1e9, two * rush / gpu)
s.says("that adds 0.5 megaFLOP per pin, and the history costs 140 once: 14 gigaFLOP, 95 GPUs",
       3 * attend(window) / 1e6, 4 * early(window) / 1e6, eight / 1e9, eight * rush / gpu)
s.says("A third of the traffic is 32 GPUs", eight * rush / gpu / 3)
s.says("50 billion rows of 3 kilobytes, 150 terabytes a day", 200e6 * 250, 3, 200e6 * 250 * 3e3 / 1e12)
s.says("at random, 7.5 terabytes", 150 / 20)
s.says("2 kilobytes per pin after quantising, 600 pins, 83 gigabytes a second", 2, 600, rush * 600 * 2e3 / 1e9)
s.says("20, user state 30, features 40, titles 60: 420", 20, 30, 40, 60, 150 + 30 + 60 + 30 + 20 + 30 + 40 + 60)
assert round(wait(0.8, 0.01)) == 10  # ten services at 80% busy
