"""Statistics and the sums of src/drills/at-scale.md that its estimates do not say."""

import math

from figures import chapter

c = chapter("src/drills/at-scale.md")


def any_slow(calls, share):
    return 1 - (1 - share) ** calls


# Sums of one step
c.says("Five million users at 2 KB are 10 GB", 2e3, 5e6 * 2e3)
c.says("With a hundred actions, 4 KB", 100 * 40)
c.says("1,000 candidates at 4,048 bytes are 4 MB per request", 1_000, 4_048, 1_000 * 4_048)
c.says("Five hundred million keys at 64 bytes are 32 GB", 64, 500e6 * 64)
c.says("8 tables of 80 million rows at width 32 are 20.5 billion numbers, 41 GB in fp16 and 12.8 GB in int4",
       8, 80e6, 32, 8 * 80e6 * 32, 8 * 80e6 * 32 * 2, 8 * 80e6 * 32 * 2 * 0.3125)  # int4 with scales, as reported
c.says("fp16 ends at 65,504", (2 - 2**-10) * 2**15)
c.says("Three days of a training window of 14 are 21% of the rows", 14, 3 / 14)
c.says("A billion impressions hold 4.7 million saves", 1e9 * 1.5e9 / 7 / (228e6 * 8 * 25))
c.says("100,000 purchases at an assumed 0.01%", 1e9 * 0.0001, 0.0001)

# The tail, and Young's rule, as the plots describe them
c.says("it is 1% for one call, 9.6% for 10 and 63% for 100", any_slow(1, 0.01), any_slow(10, 0.01), 10,
       any_slow(100, 0.01), 100)
both = 0.01**2
c.says("it is 0.1% for 10 and 1% for 100", any_slow(10, both), 10, any_slow(100, both), 100)
c.says("both are slow in 0.01% of calls, so of the requests with a hundred calls 1% are slow", both, any_slow(100, both))
mtbf = 54 * 86_400 / 419
c.says("419 unexpected stops in 54 days", 419, 54)
interval = lambda cost: math.sqrt(2 * cost * mtbf)
overhead = lambda cost: cost / interval(cost) + interval(cost) / (2 * mtbf)
for cost, words in ((10, "4.2% at 8 minutes when a checkpoint costs 10 seconds"), (60, "10.4% at 19 minutes for 60 seconds"),
                    (120, "14.7% at 27 minutes for 120 seconds")):
    c.says(words, overhead(cost), interval(cost) / 60, cost)

# Checks, drift
assert round(any_slow(3_000, 0.001), 2) == 0.95
c.says("replay 3,000 logged values per feature per day", 3_000)
p, q = (0.2, 0.5, 0.3), (0.1, 0.6, 0.3)
c.says("Shares (0.2, 0.5, 0.3) against (0.1, 0.6, 0.3) give 0.088", *p, *q,
       sum((a - b) * math.log(a / b) for a, b in zip(p, q)))

# Labels
c.says("An item in 1% of rows is expected 82 times among 8,192", 0.01, 0.01 * 8192, 8192)
learnt = lambda rate: rate / (1 + rate)
c.says("At 2% that is 1.96% and hardly matters; at 20% it is 16.7%", 0.02, learnt(0.02), 0.2, learnt(0.2))
