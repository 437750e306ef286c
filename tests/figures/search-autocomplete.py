"""Checks what the estimates of the search autocomplete case leave: counts on public data, statistics, drawings, samples."""

import heapq
import math
import re
from itertools import accumulate

from figures import ROOT, chapter

c = chapter("src/cases/search-autocomplete.md")

# What the estimates of the case say, for the drawings and the sums below
searches = 5e9 / 30 / 86_400
calls_per_search, keystrokes, peak = 7, 14, 3
calls_per_day = searches * calls_per_search * 86_400
peak_calls = searches * calls_per_search * peak
edge = peak_calls * 3 / keystrokes
origin = peak_calls - edge
strings, all_locales, rows = 10e6, 100e6, 1e9
string_bytes, chosen, succinct = 20, 20, 32
lookup, ranking, rest = 35e-6, 2e-3, 0.5e-3
c.says('"prefix, 40.5k/s"', peak_calls)
c.says('"list, 8.7k/s"', edge)
c.says('"4 letters up, 31.8k/s"', 4, origin)
c.says('"events, 1.33B a day"', searches * (calls_per_search + 1) * 86_400)

# Bytes a query, counted on public data
sample_queries, nodes_at_sample, drop_per_doubling, nodes = 42_169, 12.6, 0.6, 8
assert round(math.log2(strings / sample_queries)) == 8  # "carried over eight doublings"
assert round(nodes_at_sample - drop_per_doubling * math.log2(strings / sample_queries)) == nodes
front_coded = 15 + 4 / 16 + 4 + 2.5 / 8  # block offsets, scores, range maximum
assert round(front_coded) == chosen
c.says("took 9.9 bytes each before weights", 157e6 / 15.8e6)
real_queries, gib = 10_142_395, 2**30
assert round(0.304999 * gib / real_queries) == succinct
dictionary = 0.0328479 * gib
c.says("give 13.6 bytes for front coding in blocks of 16 with its dictionary and 12.7",
       (102_740_006 + dictionary) / real_queries, 16, (0.086722 * gib + dictionary) / real_queries)
c.says("a forward index of 88 MB, and front coding does that in about 104 ns", 0.0824065 * gib, 103.745)

# The log of 2006
distinct, instances = 10_154_742, 21_011_340
c.says("48% of its searches", distinct / instances)
c.says("the exact string in at most 52%", 1 - distinct / instances)
c.says("near the 52% ceiling of the 2006 log, the next quarter belongs", 1 - distinct / instances, 2006)
c.says("Near the 52% ceiling of the 2006 log, the next quarter goes", 1 - distinct / instances, 2006)

# Trends and decay
changed_at_peak = searches * peak * 3600
c.says("overflows after 43 days", 1023 / 24)


def poisson_at_least(k, mean):
    return 1 - sum(math.exp(-mean) * mean**i / math.factorial(i) for i in range(k))


tested, expected, tests_a_day = 10_000, 2, 24 * 60
c.says("tested 1,440 times a day, a threshold of 10 would fire falsely 670 times a day and one of 14 would fire 0.4 times",
       tests_a_day, 10, poisson_at_least(10, expected) * tested * tests_a_day,
       14, poisson_at_least(14, expected) * tested * tests_a_day)
c.says("everywhere after 120 seconds", 60 + 30 + 10 + 20)

# Counting
exact = changed_at_peak * 16 / 0.7
c.says("12 bytes per key even without users: 17 GB at a billion keys", 12, rows * 12 / 0.7)
eps, delta = 1e-6, 1e-3
sketch = math.ceil(math.e / eps) * math.ceil(math.log(1 / delta)) * 4
c.says("Fixed 76 MB", sketch)
c.says("Over-counts by up to 167 at 167M events", eps * searches * 86_400, searches * 86_400)

# Rows
row = 8 + string_bytes + 3 * 8 + 2 * 4 + 4 + 4
c.says("68 bytes per row", row)
c.says("70 GB for 1B rows", rows * row, rows)

# Lookup
top_k, candidates = 10, 100
c.says("about 47 comparisons for 10 million strings", 2 * math.log2(strings), strings)
c.says("19 for ten strings and 199 for the hundred", 2 * top_k - 1, 2 * candidates - 1)
scan = strings * 0.1 * 4 / 10e9
one_letter_ns = 279 + 2887 + 317
c.says("takes 0.4 ms at an assumed 10 GB/s, and 3.5 µs was measured", scan * 1e3, 10e9, one_letter_ns / 1e3)
c.says("so 20 bytes become at most 60", chosen, 3 * chosen)

# The range in the plot is one of the lab's list, made here a second time from its words.
source = (ROOT / "theme/labs/autocomplete/model.ts").read_text()
firsts, seconds = (re.search(rf'const {name} =\s*"([^"]*)"', source)[1].split() for name in ("FIRST", "SECOND"))
thirds = re.findall(r'"([^"]*)"', re.search(r"const THIRD = \[(.*?)\]", source)[1])


def mulberry32(state):
    """The numbers of a seed, as a lab draws them."""
    low = 2**32 - 1
    while True:
        state = (state + 0x6D2B79F5) & low
        mixed = (state ^ state >> 15) * (state | 1) & low
        mixed ^= (mixed + (mixed ^ mixed >> 7) * (mixed | 61)) & low
        yield (mixed ^ mixed >> 14) / 2**32


def searches_of_lab(draws, size=4_000):
    def pick(words):
        return words[int(next(draws) * len(words))]

    found = set()
    while len(found) < size:
        has_third = next(draws) < 0.35
        found.add(f"{pick(firsts)} {pick(seconds)}" + (f" {pick(thirds)}" if has_third else ""))
    ranks = list(range(size))
    for at in reversed(range(1, size)):
        other = int(next(draws) * (at + 1))
        ranks[at], ranks[other] = ranks[other], ranks[at]
    return [(text, math.floor(2e6 / (rank + 20) + 0.5)) for text, rank in zip(sorted(found), ranks)]


scores = [score for text, score in searches_of_lab(mulberry32(7)) if text.startswith("wed")]
ranked = sorted(scores, reverse=True)


def piece(start, end):
    """A piece of the range for the heap, its best first."""
    best = max(range(start, end), key=lambda at: scores[at])
    return -scores[best], best, start, end


pieces = [piece(0, len(scores))]
taken = []
for _ in range(3):
    _, best, start, end = heapq.heappop(pieces)
    taken.append(scores[best])
    for half in ((start, best), (best + 1, end)):
        if half[0] < half[1]:
            heapq.heappush(pieces, piece(*half))
assert taken == ranked[:3]
bests = [(start, -score) for score, _, start, _ in sorted(pieces, key=lambda one: one[2])]
plot = f"The {len(scores)} strings under “wed”, after three of ten"
c.draws(plot, 'bar "score"', [(at + 1, score) for at, score in enumerate(scores)])
# Each piece is drawn from the string that was taken before it.
c.draws(plot, 'step "best of each piece, on the heap"',
        [(max(1, start), best) for start, best in bests] + [(len(scores), bests[-1][1])])
c.says("The three highest scores, 9,050, 7,326 and 6,024, are taken", *taken)
c.says("whose best, 2,320, 5,208, 2,101 and 3,546, are on the heap", *(best for _, best in bests))
c.says("The 5,208 is next; nothing below the tenth, 1,940, is ever taken", ranked[3], ranked[top_k - 1])
c.says('mark y "tenth" = 1940', ranked[top_k - 1])

# May this string be shown?
euler = 0.5772156649
head_share = (math.log(1e6) + euler) / (math.log(all_locales) + euler)
bad, limit = calls_per_day * top_k * 0.001, calls_per_day * 1e-5
leaked = bad * head_share * 0.05 * 0.01
c.says('"top 1M, 76%"', 1e6, head_share)
c.says('"99M, 24%"', all_locales - 1e6, 1 - head_share)
c.says("at most 117 about a person or a group", limit / 100)
assert round(0.05 * bad / limit) == 50  # "misses fifty times too much"
c.says("At 2.6 times", limit / leaked)
c.says("with 1.2% of impressions, an assumed 5% of tail strings hidden", 0.05 * (1 - head_share), 0.05)
c.says("without one miss it takes 1,000 of them to claim 99.7%. A locale that has 200 can claim 98.5%",
       3 / 0.003, 0.997, 200, 1 - 3 / 200)

# Serving
c.says("the reader of new trends breaks first, at 1.4 times", 24 * 3600 / (2000 * 30))
c.says("at an assumed 0.5 ms over the network, take 14 times the worst measured lookup of 36 µs",
       0.5, 0.5e-3 / 36e-6, 36)
c.says("Redis in front would take 14 times as long", 0.5e-3 / 36e-6)
hops = [("network", 120), ("gateway", 5), ("queue", 2), ("history and lookup", 5), ("ranking 100", 4),
        ("block list", 2), ("paint", 20)]
ends = list(accumulate(time for _, time in hops))
times = dict(hops)
# The bars are those of the estimate.
c.says("network = 120 ms #", times["network"])
c.says("service = 2 ms + 5 ms + 4 ms + 2 ms = 13 ms", times["queue"], times["history and lookup"], times["ranking 100"],
       times["block list"], 13)
c.says("network + service + 25 ms = 158 ms", times["gateway"] + times["paint"], ends[-1])
c.draws("One keystroke on a mobile network", "bar", [(name, end - time, end) for (name, time), end in zip(hops, ends)])
c.says("Of 200 ms promised the network takes 120, the gateway 5, the service 13 (queue 2, history 5, ranking a hundred 4,"
       " block list 2), painting 20; they end at 158", 200, 120, 5, 2 + 5 + 4 + 2, 2, 5, 4, 2, 20, ends[-1])
short = 26 + 26**2 + 26**3
sites, locales = 100, 20


def pull_hits(lifetime):
    """Share of the edge's calls that a pull cache answers, prefixes of a locale by Zipf's law."""
    rate = edge / sites / locales
    scale = sum(1 / i for i in range(1, short + 1))
    rates = (rate / i / scale for i in range(1, short + 1))
    return 1 - sum(r / (1 + r * lifetime) for r in rates) / rate


c.says("with a lifetime of 60 seconds at 100 sites and 20 locales, prefixes by Zipf's law, would hit 37% of its calls, and 52%",
       60, sites, locales, pull_hits(60), pull_hits(300))


def fleet(calls, each):
    """Hosts of 16 cores, half used, so many that the rest holds when one of three regions is lost."""
    return 3 * math.ceil(calls * each / 16)


on_pause, service_share = lookup + rest + ranking / 2, 1 - 3 / keystrokes
c.says("hourly; 3 hosts, one builder", fleet(10e3, lookup + rest))
c.says("ranker on pause; 24 hosts", fleet(100e3 * service_share, on_pause))
c.says("mapped from disk; 228 hosts", fleet(1e6 * service_share, on_pause))
history, user_entry, users = 50, string_bytes + 8, 500e6
c.says("50 × 28 bytes with a timestamp, 1.4 KB per user, 700 GB for an assumed 500 million users",
       history, user_entry, history * user_entry, history * user_entry * users, users)
c.says("70% load are 17 MB", 0.7, 1e6 * 12 / 0.7)
c.says("so 40 of 60", 10 + 30, 60)
c.says("an assumed 100,000 at 40 bytes, 4 MB", 1e5, 40, 1e5 * 40)

# Evaluation
c.says("At 1 in 100,000 the 95% bound needs 300,000 clean lists ($3/n$)", 1, 1e5, 0.95, 3 / 1e-5, 3)
c.says("would report 1,500 faults", 3 / 1e-5 / 200)
c.says("20,000 strings at 10 seconds are 56 hours", 20_000, 10, 20_000 * 10 / 3600)
c.says("design effect: 8 searches per person, correlation 0.1", 8, 0.1)
assert math.isclose(1 + (8 - 1) * 0.1, 1.7)  # `alike`

# Change
reading = 10_000 * 10 / 3600
assert math.ceil(reading / 8) == 4  # "four linguists for one day"
c.says("With $m$ = 5,000 a seed that expects 1% starts like a string with 50 searches", 5000, 0.01, 5000 * 0.01)
c.says("That is 20,000 side-by-sides, 111 hours at 20 seconds", 1000 * locales, 1000 * locales * 20 / 3600, 20)

# In short: what no estimate says
c.says("would save 400 megabytes", (exact - sketch) / 1e6)
assert 2 * top_k - 1 == 19  # "nineteen range queries"
c.says("a pull cache of a minute would hit 37%", pull_hits(60))

# Sample answers: what they say from the head
a = chapter("src/samples/search-autocomplete/at-l5.md")
a.says("call it 1,900 a second", searches)
a.says("about 13,500 a second, 40,000 at peak", peak_calls / peak, peak_calls)
a.says("8 nodes a string at about 200 bytes is 16 gigabytes for 10 million strings",
       nodes, 200, strings * nodes * 200 / 1e9, strings)
a.says("25 million, each 8 bytes of hash and ten ids of 4, so 48 bytes", strings * 2.5, 8, 4, 8 + 10 * 4)
a.says("50 for the network, 5 for the gateway, 1 for the lookup, 10 for ranking, 2 for the filter, 20 to paint, that is 88",
       50, 5, 1, 10, 2, 20, 50 + 5 + 1 + 10 + 2 + 20)
cores = 40_000 * 2.5e-3
a.says("40,000 a second makes 100 cores", peak_calls, cores)
a.says("about 20 hosts of 16 cores", math.ceil(cores / 0.5 / 16) * 3 / 2, 16)

b = chapter("src/samples/search-autocomplete/at-l6.md")
b.says("ten ids for every prefix, are 120 bytes", 2.5 * 48)
b.says("19 range queries", 2 * top_k - 1)
b.says("half a millisecond, 16 cores at peak", peak_calls * scan)
b.says("service, 20 paint, 88 in all", 20, 50 + 5 + 13 + 20)
b.says("At 2 milliseconds, ranking is 81 cores at peak and the lookup 1.4", 2, peak_calls * 2e-3, peak_calls * lookup)

e = chapter("src/samples/search-autocomplete/bought-engine.md")
e_calls = 2000 * 6 * 4
e.says("call it 2,000 searches a second", searches)
e.says("Times four for a bad evening, 48 thousand a second", e_calls)
e.says("40 bytes. 100 million are 4 gigabytes", 10 * 1.5 + string_bytes + 4, all_locales, all_locales * 40 / 1e9)
e.says("100 million field updates in the worst case, 28 thousand a second", all_locales, all_locales / 3600)
e.says("so I have to stop 99.99%", 1 - 1000 / (1e9 * top_k * 0.001))
assert 0.7 < head_share < 0.8  # "three quarters of what is shown"
e.says("With 300 examples and no miss I can claim 99%", 300, 1 - 3 / 300)
e.says("A billion lists, 200 bytes, 200 gigabytes a day", 200, 1e9 * 200 / 1e9)
assert 1e9 / 200 == 5e6  # "five million a day"
e.says("70 gigabytes, a few minutes", rows * row / 1e9)
assert 100 + 10 + 20 + 20 == 150
e.says("48 thousand at 10 milliseconds are 480 cores, 60 hosts half busy, 90 so that one",
       e_calls, 10, e_calls * 10e-3, math.ceil(e_calls * 10e-3 / 8), fleet(e_calls, 10e-3))
assert round(5000 * 10 / 3600) == 14  # "fourteen hours"
