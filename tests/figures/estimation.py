from math import log, sqrt

from figures import chapter

c = chapter("src/guide/estimation.md")

DAY = 86_400

# The running example is an estimate; here is what it does not say.
c.says("200 million people, 10 requests and a peak of 3, which is 69,000 requests a second", 200e6, 10, 3,
       200e6 * 10 * 3 / DAY)
c.says("One million events a day are 11.6 a second", 1e6 / DAY)
c.says("one request moves 4 MB of item features", 4_048 * 1_000)
c.says("saves a day or 2,480 a second", 1.5e9 / 7 / DAY)
lake = 500e15
c.says("Reading 500 PB once at 1 TB a second takes 5.8 days", lake, 1e12, lake / 1e12 / DAY)
logged = 45.6e9 * 5e3 * 90
c.says("leaves 2 PB", logged / 10)

# Waiting
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
c.says("= 3 quadrillion a second", 52_778 * 1_000 * 57.4e6 / 1e15)
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
per_person = logged / 228e6
c.says("is 90 MB a person, 1 MB a day, 200 impressions of 5 KB",
       per_person, per_person / 90, per_person / 90 / 5e3, 5e3)

# Answers
searches = 5e9 / 30 / DAY
c.says("is 1,929 searches a second, 13,500 calls, 40,500 at peak", searches, searches * 7, searches * 7 * 3)
sequence = 16_000 * 40
c.says("640 MB against 640 KB", sequence * 1_000, sequence)
c.says("(3) 12.8 TB", 3, 10e9 * vector(256, 32))
c.says("(4) 18%", 4, slow(20))
c.says("(5) 127 million", 5, arm(0.005, 0.005))
c.says("(6) 10;", 6, 1e9 / 100e6)
chain = 0.9995 * 0.999**2
c.says("(7) 99.75%, 1.8 hours", 7, chain, (1 - chain) * 30 * 24)
daily = 6 * 3600 / 40
c.says("540 items a day each, 2,700 a week, 741 people", daily, daily * 5, 2e6 / (daily * 5))
