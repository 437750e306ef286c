from math import ceil, log, sqrt

from figures import chapter

c = chapter("src/guide/estimation.md")

DAY = 86_400

# Seeds
saves_per_week = 1.5e9
c.says("214 million saves a day or 2,480 a second", saves_per_week / 7, saves_per_week / 7 / DAY)
c.says("30 billion impressions of the example below that is a save rate of 0.7% at most",
       200e6 * 10 * 15, saves_per_week / 7 / (200e6 * 10 * 15))

# The running example: assumptions
people, requests, seen, peak_factor, candidates = 200e6, 10, 15, 3, 1_000
rate = people * requests / DAY
peak = rate * peak_factor

c.says("200 million people a day (a third of the monthly ones)", people)
assert abs(people / 600e6 - 1 / 3) < 0.01
share, visits, busy = 0.38, 8, 2.5
c.says("takes 38% of the month, 8 requests and a peak of 2.5, and lands at 53,000 requests a second instead of 69,000",
       share, visits, busy, 600e6 * share * visits / DAY * busy, peak)

# Traffic
c.says("One million events a day are 11.6 a second", 1e6 / DAY)
c.says("that is 23,000 requests a second, and the peak is 69,000.", rate, peak)
c.says("69 million scores a second", peak * candidates)

# Bytes
features, width = 200, 4
item_bytes = features * width * candidates
bandwidth = peak * item_bytes
c.says("one request moves 800 KB of item features", item_bytes)
c.says("the peak moves 55.6 GB a second", bandwidth)
c.says("5.6 GB a second at 90%", bandwidth * (1 - 0.90), 0.90)
assert abs((1 - 0.80) / (1 - 0.90) - 2) < 1e-9  # "doubles the load"
impressions, row = people * requests * seen, 2e3
log_90 = impressions * row * 90
c.says("30 billion impressions a day (200 million × 10 × 15)", impressions, people, requests, seen)
c.says("are 60 TB a day and 5.4 PB for 90 days", impressions * row, log_90, 90)
c.says("leaves 0.54 PB", log_90 / 10)
lake = 500e15
c.says("Reading 500 PB once at 1 TB a second takes 5.8 days", lake, 1e12, lake / 1e12 / DAY)

# Waiting
in_flight = peak * 0.050
c.says("are 3,472 in flight (with the unrounded rate of 69,444)", in_flight, peak)
c.says("handles 50 at a time, 70 hosts", 50, ceil(in_flight / 50))
slow = lambda n: 1 - 0.99**n
c.says("9.6% for 10 calls, 63% for 100", slow(10), 10, slow(100), 100)
series = 0.999**5
c.says("at 99.9% give 99.5%, which is 3.6 hours a month", 0.999, series, (1 - series) * 30 * 24)

# Memory
ids, dims = 1e9, 128
table = ids * dims * 4
c.says("128 floats are 512 GB", dims, table)
c.says("1.54 TB in all", 3 * table)
c.says("4 GB more", ids * 4)
vector = lambda d, m: 4 * d + 8 * m
c.says("that is 1,280 bytes", vector(256, 32))
c.says("Five million vectors are 6.4 GB, a billion are 1.28 TB", 5e6 * vector(256, 32), 1e9 * vector(256, 32))
pairs = lambda n, bits: n**2 / 2 ** (bits + 1)
c.says("0.027 for a billion keys", pairs(1e9, 64))
c.says("gives 116 million pairs", pairs(1e9, 32))

# Compute
needed = peak * candidates * 20e6
c.says("= 1.4 quadrillion a second, 139 devices before redundancy", needed / 1e15, needed / 10e12)
moved = 2 * 63 / 64 * 2e9
c.says("are 3.94 GB, 79 ms at 50 GB a second", moved, moved / 50e9 * 1e3, 50e9)

# Rates and samples
arm = lambda p, relative: 16 * p * (1 - p) / (p * relative) ** 2
c.says(r"$\delta = 0.0001$ and needs 15.8 million", 0.01 * 0.01, arm(0.01, 0.01))
c.says("four times as many, 63.4 million", arm(0.01, 0.005))
corrected = lambda p, w: p / (p + (1 - p) / w)
c.says("0.5 becomes 9.1%", 0.5, corrected(0.5, 0.1))
c.says(r"$\ln 0.1 = -2.303$", 0.1, log(0.1))
thinned = lambda base, w: base / (base + (1 - base) * w)
c.says("shows as 9.17%", thinned(0.01, 0.1))
c.says("A prior of 6 in 500 and 3 clicks in 100 give 1.50%", 6, 500, 3, 100, (6 + 3) / (500 + 100))
c.says("none in 50 excludes only rates above 6%", 50, 3 / 50)

# Time constants
half_life = lambda beta: log(0.5) / log(beta)
c.says("69 for 0.99, 693 for 0.999", half_life(0.99), 0.99, half_life(0.999), 0.999)
c.says("99 for 0.99. So", 0.99 / (1 - 0.99), 0.99)
between = 54 * DAY / 419
c.says("one in 3.1 hours", between / 3600)
interval = lambda cost: sqrt(2 * cost * between)
overhead = lambda cost: cost / interval(cost) + interval(cost) / (2 * between)
c.says("save every 19 minutes", interval(60) / 60)
c.says("= 10.4%", overhead(60))
c.says("it is every 8 minutes and 4.2%", interval(10) / 60, overhead(10))

# Checking
per_person = log_90 / people
c.says("is 27 MB a person, 300 KB a day, 150 impressions of 2 KB",
       per_person, per_person / 90, per_person / 90 / row, row)

# Answers
searches = 5e9 / 30 / DAY
c.says("is 1,929 searches a second, 13,500 calls, 40,500 at peak", searches, searches * 7, searches * 7 * 3)
sequence = 16_000 * 40
c.says("640 MB against 640 KB", sequence * candidates, sequence)
c.says("(3) 12.8 TB", 3, 10e9 * vector(256, 32))
c.says("(4) 18%", 4, slow(20))
c.says("(5) 127 million", 5, arm(0.005, 0.005))
c.says("(6) 10;", 6, 1e9 / 100e6)
chain = 0.9995 * 0.999**2
c.says("(7) 99.75%, 1.8 hours", 7, chain, (1 - chain) * 30 * 24)
daily = 6 * 3600 / 40
c.says("540 items a day each, 2,700 a week, 741 people", daily, daily * 5, 2e6 / (daily * 5))
