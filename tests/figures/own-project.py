from math import erf, sqrt

from figures import chapter

c = chapter("src/cases/own-project.md")

# Inputs, all invented: people a week, share that returns, spread over mean per person, money.
people, returning = 30e6, 0.6
spread_saves, spread_clicks = 2, 6
per_person, clicks, per_click = 0.45, 12e6, 0.10
small, ramp, rerun = 0.3e6, 6e6, 7.5e6
per_save = 0.18  # per cent of return for one per cent of saves
Z = 1.96


def half(spread, n, m=None):
    """Half a 95% interval of a relative difference, as a share."""
    return Z * spread * sqrt(1 / n + 1 / (m or n))


def interval(middle, spread, n, m=None):
    """Middle, low and high, in per cent, as printed."""
    reach = 100 * half(spread, n, m)
    return middle, middle - reach, middle + reach


def settled(loss):
    return returning * loss / (1 - returning)


def weekly(loss):
    return settled(loss) * people * per_person


spread_return = sqrt((1 - returning) / returning)

# The table of measurements: the middles are invented, the intervals follow.
assert small / people == 0.01 and ramp / people == 0.2 and rerun / people == 0.25
c.says("| People in each arm | 0.3 million | 6 million | 7.5 million |", small, ramp, rerun)
for row, spread, middles, forms in [
    ("Product clicks", spread_clicks, (4.5, 4.2, 4.0), ("+4.5% (1.5 to 7.5)", "+4.2% (3.5 to 4.9)", "+4.0% (3.4 to 4.6)")),
    ("Saves", spread_saves, (-0.8, -1.1, -0.3), ("−0.8% (−1.8 to +0.2)", "−1.1% (−1.3 to −0.9)", "−0.3% (−0.5 to −0.1)")),
    ("People who return next week", spread_return, (-0.2, -0.2, -0.05),
     ("−0.2% (−0.6 to +0.2)", "−0.20% (−0.29 to −0.11)", "−0.05% (−0.13 to +0.03)")),
]:
    values = []
    for n, middle in zip((small, ramp, rerun), middles):
        _, low, high = interval(middle, spread, n)
        values += [middle / 100, low, high]
    c.says(f"| {row} | " + " | ".join(forms) + " |", *values)

# What version one costs and brings.
loss, low_loss, high_loss = 0.0020, 0.0011, 0.0029
c.says("at 90,000 fewer of its 30 million, about 40,000 dollars a week", people * settled(loss), people, weekly(loss))
brings, brings_two = 0.042 * clicks * per_click, 0.040 * clicks * per_click
costs_two = weekly(0.003 * per_save)
c.says(r"\$50,000 | \$40,000 (22,000 to 59,000) | \$10,000 (−8,000 to 28,000) |", brings, weekly(loss),
       weekly(low_loss), weekly(high_loss), brings - weekly(loss), brings - weekly(high_loss), brings - weekly(low_loss))
c.says(r"\$48,000 | \$11,000 | \$37,000, three weeks later", brings_two, costs_two, brings_two - costs_two)
signed, taken_back, launched = 6, 4, 9
assert launched - signed == 3 and launched - taken_back == 5  # "three weeks later", "five weeks"
net, net_two = brings - weekly(loss), brings_two - costs_two
assert 1.5 < 5 * net / (net_two - net) < 2  # "paid for the wait in two weeks"
missing = total = 0
for _ in range(5):
    missing = returning * (missing + loss)
    total += missing
tail = missing * returning / (1 - returning)
assert 0.25 < tail / (total + tail) < 0.3  # "more than a quarter of all the damage was still to come"

# The cause.
assert round(0.22 * 3.5 + 0.78 * 0.42, 1) == 1.1  # the two parts make the loss that was measured
assert round(0.02 * 2.6 + 0.98 * 0.97, 2) == 1.00  # "the total looked perfect"

# What the old rule could see, and what the first margin asked.
error = spread_saves * sqrt(2 / small)
assert round(100 * error, 1) == 0.5  # "half a point"
seen = 0.5 * (1 + erf((0.011 / error - Z) / sqrt(2)))
assert 0.4 < 1 - seen < 0.45  # "four times in ten"
c.says("there it came to 7,000 a week against 48,000", weekly(0.002 * per_save), brings_two)
c.says("about 7,000 people did not come back", 0.2 * people * returning * loss)

# The hold-out, a week's people, and the tests that fit beside it.
assert 4 * 0.25 + 0.05 > 1 >= 3 * 0.25 + 0.05  # "only one such test fits at a time, or two that share a control"
held, rest = 0.05 * people, 0.95 * people
middle, low, high = interval(-0.05, spread_return, held, rest)
c.says("known to 0.13 points: the reading is −0.05%, from −0.18 to +0.08", 100 * half(spread_return, held, rest),
       middle / 100, low, high)
middle, low, high = interval(3.4, spread_clicks, held, rest)
c.says("Clicks are at +3.4% (2.4 to 4.4)", middle / 100, low, high)

# Surveys: a share near a half.
assert round(100 * Z * sqrt(0.25 / 10_000), 1) == 1.0  # "to one point"
c.says("for twenty kinds of page, 500 each, to 4.4 points", 10_000 / 20, 100 * Z * sqrt(0.25 / 500))

# The samples.
refunds = chapter("src/samples/own-project/refunds.md")
refunds.says("1,200 cases, at 40 seconds and two people that's nearly 27 hours", 6 * 200, 40, 6 * 200 * 40 * 2 / 3600)
