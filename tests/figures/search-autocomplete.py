"""Recomputes the numbers of the search autocomplete case and of its sample answers."""

import math

from figures import chapter

c = chapter("src/cases/search-autocomplete.md")

# Load
searches_per_month = 5e9
days_per_month = 30
day = 86_400
searches_per_day = searches_per_month / days_per_month
searches_per_second = searches_per_day / day
peak = 3
c.says("are 167M searches a day and 1,929 a second", searches_per_day, searches_per_second)
mean_query_length = 18.7
typing_saved = 0.25
keystrokes = mean_query_length * (1 - typing_saved)
c.says("18.7 letters less a quarter leave 14 keystrokes a search", mean_query_length, keystrokes)
dropped = 0.5
calls_per_search = round(keystrokes) * (1 - dropped)
calls = searches_per_second * calls_per_search
peak_calls = calls * peak
c.says(r"= 1929 \times 14 \times 0.5 \times 3 = 40509",
       searches_per_second, keystrokes, 1 - dropped, peak, peak_calls)
c.says("So 7 calls a search and 40.5k a second at peak", calls_per_search, peak_calls)

# Bytes a query, and the layouts
GB = 1e9
strings, all_locales, rows = 10e6, 100e6, 1e9
string_bytes = 20
score_bytes = 4
front_coded_bytes = 15
block = 16
block_offset_bytes = 4 / block
rmq_bytes = 2.5 / 8
chosen = front_coded_bytes + block_offset_bytes + score_bytes + rmq_bytes
sample_queries = 42_169
nodes_at_sample, drop_per_doubling = 12.6, 0.6
nodes = 8
assert round(math.log2(strings / sample_queries)) == 8  # "carried over eight doublings"
assert round(nodes_at_sample - drop_per_doubling * math.log2(strings / sample_queries)) == nodes
pointers = 26 * 8
c.says("| 8 × 208 | 16.6 GB |", nodes, pointers, strings * nodes * pointers)
c.says("| 15 + 0.3 + 4 + 0.3 | 0.20 GB | Hourly file of 40 MB |", front_coded_bytes, block_offset_bytes,
       score_bytes, rmq_bytes, strings * chosen, strings * score_bytes)
fst_title = 157e6 / 15.8e6
c.says("took 9.9 bytes each before weights", fst_title)
fst_low, fst_high = 10 + 2, 16 + 4
c.says("weights inside | 12 to 20 | 0.12–0.20 GB", fst_low, fst_high,
       strings * fst_low / GB, strings * fst_high)
grams, posting_bytes = 10, 1.5
ngram = grams * posting_bytes + string_bytes + score_bytes
c.says("| 10 × 1.5 + 20 + 4 | 0.39 GB |", grams, posting_bytes, string_bytes, score_bytes, strings * ngram)
c.says("and 0.39 GB is no objection", strings * ngram)
prefixes_per_string, top_k = 2.5, 10
list_bytes = 8 + top_k * 4
c.says("| 2.5 × 48 | 1.2 GB |", prefixes_per_string, list_bytes, strings * prefixes_per_string * list_bytes)
real_queries = 10_142_395
gib = 2**30
succinct = round(0.304999 * gib / real_queries)
c.says("| 32 | 0.32 GB |", succinct, strings * succinct)
dictionary = 0.0328479 * gib
c.says("give 13.6 bytes for front coding in blocks of 16 with its dictionary, 12.6 in blocks of 64, and 12.7",
       (102_740_006 + dictionary) / real_queries, 16, (94_397_632 + 32.9e6) / real_queries, 64,
       (0.086722 * gib + dictionary) / real_queries)
c.says("a forward index of 88 MB, and front coding does that in about 104 ns", 0.0824065 * gib, 103.745)
c.says("needs 16.6 GB for 10 million strings", strings * nodes * pointers, strings)
c.says("need 0.2 GB, and 2 GB over all locales", strings * chosen, all_locales * chosen)
c.says("20 bytes a query become 32", chosen, succinct)
c.says("at 85 times the bytes", nodes * pointers / chosen)
c.says("2 GB for 100M strings", all_locales * chosen, all_locales)

floor_days = 90

# Lists, and the limits on unsafe ones
calls_per_day = searches_per_day * calls_per_search
c.says("1 unsafe list in 100,000 sounds small and is 11,700 of our 1.17 billion",
       1, 1 / 1e-5, calls_per_day * 1e-5, calls_per_day)
c.says("at most 117 about a person or a group, at most 11,700 that are vulgar",
       calls_per_day * 1e-7, calls_per_day * 1e-5)

# Edge and service
edge_share = 3 / round(keystrokes)
short_calls, origin = peak_calls * edge_share, peak_calls * (1 - edge_share)
events_per_day = calls_per_day + searches_per_day
c.says('"list, 8.7k/s"', short_calls)
c.says('"4 letters up, 31.8k/s"', 4, origin)
c.says('"events, 1.33B a day"', events_per_day)
changed, changed_at_peak = searches_per_second * 3600, searches_per_second * peak * 3600
c.says("up to 20.8M rows change in the peak hour, where my score file for the largest locale is 40 MB",
       changed_at_peak, strings * score_bytes)


def hosts_for(cores):
    """Hosts of 16 cores, half used."""
    return math.ceil(cores / 0.5 / 16)


def in_three_regions(hosts):
    """So many that the rest still holds when one region is lost."""
    return math.ceil(hosts * 3 / 2 / 3) * 3


worst_lookup, ranking, rest = 35e-6, 2e-3, 0.5e-3
per_call = worst_lookup + ranking + rest
hosts = hosts_for(origin * per_call)
fleet = in_three_regions(hosts)
engine = in_three_regions(hosts_for(origin * 10e-3))
c.says("At an assumed 10 ms of processor a call an engine needs 60 hosts where my index needs 18, "
       "and 42 hosts of 16 virtual CPUs at 4 cents an hour are 20,000 dollars a month",
       10, engine, fleet, engine - fleet, 16, 4, (engine - fleet) * 16 * 0.04 * 730)
assert 3 < engine / fleet < 4
c.says("Three to four times the hosts here")

# Events
event_bytes, compression = 200, 2
raw = calls_per_day * event_bytes
stored = raw / compression
c.says("1.33 billion events a day", events_per_day)
c.says("at an assumed 200 bytes, are 233 GB a day raw", event_bytes, raw)
c.says("117 GB a day, 10.5 TB for 90 days", stored, stored * floor_days, floor_days)
c.says("at most 240 dollars a month (2.3 cents a gigabyte, assumed)", stored * floor_days / GB * 0.023, 2.3)
c.says("10.5 TB of columnar files", stored * floor_days)
distinct, instances = 10_154_742, 21_011_340
c.says("48% of its searches", distinct / instances)
c.says("the exact string in at most 52%", 1 - distinct / instances)
c.says("near the 52% ceiling of the 2006 log, the next quarter belongs", 1 - distinct / instances, 2006)
c.says("A mean hour has 6.9M searches and the peak hour 20.8M, so at most 2.1% of a billion rows change",
       changed, changed_at_peak, changed_at_peak / rows)
largest_exponent = 1023
c.says("overflows after 43 days", largest_exponent / 24)


def poisson_at_least(k, mean):
    return 1 - sum(math.exp(-mean) * mean**i / math.factorial(i) for i in range(k))


tested, expected, tests_a_day = 10_000, 2, 24 * 60
c.says("tested 1,440 times a day, a threshold of 10 would fire falsely 670 times a day and one of 14 would fire 0.4 times",
       tests_a_day, 10, poisson_at_least(10, expected) * tested * tests_a_day,
       14, poisson_at_least(14, expected) * tested * tests_a_day)

# Loop
through_list, first_takes = 0.4, 0.75
typed = 1 - through_list
ahead = typed * 0.5 + through_list * first_takes
c.says(r"$0.6 \times 0.5 + 0.4 \times 0.75 = 0.60$ of the counts against 0.40, and keeps that ratio of 1.5",
       typed, 0.5, through_list, first_takes, ahead, 1 - ahead, ahead / (1 - ahead))
swap_share, holdout_share = 0.01, 0.005
swapped = calls_per_day * swap_share
c.says("on 1% of lists: 11.7M lists a day, 1.3M for each", swap_share, swapped, swapped / 9)
held_out = searches_per_day * holdout_share
extra_keystrokes = held_out * mean_query_length * typing_saved
c.says("A holdout of 0.5% of users checks it: 833k searches a day without suggestions, about 3.9M extra keystrokes",
       holdout_share, held_out, extra_keystrokes)

# Counting
entry, fill, pair = 12, 0.7, 16
exact = changed_at_peak * pair / fill
c.says("20.8M pairs of hashes in the peak hour are 476 MB at 16 bytes and 70% load",
       changed_at_peak, exact, pair, fill)
c.says("12 bytes a key even without users: 17 GB at a billion keys", entry, rows * entry / fill)
eps, delta = 1e-6, 1e-3
sketch = math.ceil(math.e / eps) * math.ceil(math.log(1 / delta)) * 4
c.says("Fixed 76 MB", sketch)
c.says("Over-counts by up to 167 at 167M events", eps * searches_per_day, searches_per_day)
c.says("everywhere after 120 seconds", 60 + 30 + 10 + 20)
c.says("takes 20% of peak searches, that is 1,157 events a second", 0.2, searches_per_second * peak * 0.2)

# Rows and collisions
row = 8 + string_bytes + 3 * 8 + 2 * 4 + 4 + 4
c.says("68 bytes a row", row)
c.says("70 GB for 1B rows", rows * row, rows)


def colliding_pairs(keys, bits):
    return keys**2 / 2 ** (bits + 1)


c.says("0.027 with 64 bits and 116 million with 32", colliding_pairs(rows, 64), 64, colliding_pairs(rows, 32), 32)

# Lookup
c.says("about 47 comparisons for 10 million strings", 2 * math.log2(strings), strings)
candidates = 100
c.says("19 for ten strings and 199 for the hundred", 2 * top_k - 1, 2 * candidates - 1)
wide = strings * 0.1
scan = wide * score_bytes / 10e9
one_letter_ns = 279 + 2887 + 317
c.says("takes 0.4 ms at an assumed 10 GB/s, and 3.5 µs was measured", scan * 1e3, 10e9, one_letter_ns / 1e3)
c.says("keep 16 cores busy and the range structure 0.14", peak_calls * scan, peak_calls * one_letter_ns * 1e-9)
c.says("An hourly refresh ships 40 MB", strings * score_bytes)
deletions, substitutions, insertions, swaps = 8, 25 * 8, 26 * 9, 7
c.says("takes 449 lookups", deletions + substitutions + insertions + swaps)
fuzzy = origin * 0.1
c.says("that is 3.2k calls a second and 6.4 cores", fuzzy, fuzzy * 2e-3)
c.says("so 20 bytes become at most 60", chosen, 3 * chosen)
c.says("costs 12 bytes a query, 0.12 GB for 10 million", succinct - chosen,
       strings * (succinct - round(chosen)), strings)

# May this string be shown?
shown = calls_per_day * top_k
unsafe_share, limit = 0.001, calls_per_day * 1e-5
c.says("Ten strings a list are 11.7 billion impressions a day", shown)
c.says("that is 11.7 million, and a limit of 11,700 means stopping 99.9%",
       shown * unsafe_share, limit, 1 - limit / (shown * unsafe_share))
recall = 0.95
assert round((1 - recall) * shown * unsafe_share / limit) == 50
c.says("An assumed recall of 95% misses fifty times too much", recall)
head = 1e6
head_share = (math.log(head) + 0.5772156649) / (math.log(all_locales) + 0.5772156649)
c.says("the top million strings carry 76% of impressions", head_share)
c.says("1,389 hours at 5 seconds", head * 5 / 3600, 5)
leaked = shown * head_share * unsafe_share * (1 - recall) * 0.01
c.says("if readers miss 1% of what the model missed, independently, the head leaks 4,400 lists", 0.01, leaked)
tail_unsafe = shown * (1 - head_share) * unsafe_share
c.says("The tail may leak 7,200 of its 2.8 million unsafe impressions, which takes a recall of 99.7%",
       limit - leaked, tail_unsafe, 1 - (limit - leaked) / tail_unsafe)
c.says("an assumed 5% of tail strings hidden, 1.2% of impressions", 0.05, 0.05 * (1 - head_share))
c.says("without one miss it takes 1,000 of them to claim 99.7%. A locale that has 200 can claim 98.5%",
       3 / 0.003, 0.997, 200, 1 - 3 / 200)
c.says("100 million take a GPU 14 hours", all_locales, all_locales / 2000 / 3600)
c.says("8,680 more calls a second at peak, 22 cores", short_calls, short_calls * per_call)

# Serving
server = 2 + 5 + 4 + 2
wifi, mobile = 40 + 5 + server + 20, 120 + 5 + server + 20
c.says("| Total | 78 | 158 |", wifi, mobile)
c.says("The service owns 13 ms of either sum", server)
c.says("150 ms more, 308 ms", 150, mobile + 150)
c.says("one byte each in an array beside the scores, 40 MB", strings * 4)
c.says("are 3 in 14, 21%", 3, keystrokes, edge_share)
c.says('"top 1M, 76%"', head, head_share)
c.says('"99M, 24%"', all_locales - head, 1 - head_share)
c.says("31.8k calls a second remain", origin)
c.says("2.535 ms of processor time, 80.7 busy cores", per_call * 1e3, origin * per_call)
c.says("on 16-core hosts that is 11 hosts", 16, hosts)
c.says("still have 11 I need 18, six a region", hosts, fleet)
c.says("The lookup is 1.4% of that processor time and the ranker 79%", worst_lookup / per_call, ranking / per_call)
c.says("at an assumed 0.5 ms over the network, take 14 times the worst measured lookup of 36 µs",
       0.5, 0.5e-3 / 36e-6, 36)
short = 26 + 26**2 + 26**3
c.says("26 + 676 + 17,576 = 18,278 prefixes at 500 bytes, 9.1 MB", 26, 26**2, 26**3, short, 500, short * 500)
sites, locales = 100, 20


def pull_hits(lifetime):
    """Share of the edge's calls that a pull cache answers, prefixes of a locale by Zipf's law."""
    rate = short_calls / sites / locales
    scale = sum(1 / i for i in range(1, short + 1))
    rates = (rate / i / scale for i in range(1, short + 1))
    return 1 - sum(r / (1 + r * lifetime) for r in rates) / rate


c.says("with a lifetime of 60 seconds at 100 sites and 20 locales, prefixes by Zipf's law, would hit 37% of its calls, and 52%",
       60, sites, locales, pull_hits(60), pull_hits(300))
c.says("the file is 0.9 GB to 100 sites", short * 500 * sites, sites)
per_string = round(chosen) + 4
c.says("All locales together are 2 GB of strings and scores and 0.4 GB of features, 4.8 GB with the two versions",
       all_locales * chosen, all_locales * 4, 2 * all_locales * per_string)
c.says("At a billion strings that is 24 GB, 48 GB with two versions, still one 64 GB host. The 32-byte layout needs 72 GB",
       rows * per_string, 2 * rows * per_string, 64e9, succinct, 2 * rows * (succinct + 4))
c.says("20 GB to, say, 200 hosts is 4 TB", rows * chosen, 200, 200 * rows * round(chosen))
c.says("with 16, each slow 1% of the time, 14.9% of requests", 16, 0.01, 1 - 0.99**16)
lookup_only, on_pause = worst_lookup + rest, worst_lookup + rest + 0.5 * ranking
c.says("hourly; 3 hosts, one builder", in_three_regions(hosts_for(10e3 * lookup_only)))
c.says("ranker on pause; 24 hosts", in_three_regions(hosts_for(100e3 * (1 - edge_share) * on_pause)))
c.says("mapped from disk; 228 hosts", in_three_regions(hosts_for(1e6 * (1 - edge_share) * on_pause)))
c.says("a million calls a second at 35 µs are 35 cores", 35, 1e6 * worst_lookup)
c.says("99.95% leaves 22 minutes a month", 0.9995, (1 - 0.9995) * days_per_month * 24 * 60)
history, user_entry, users = 50, string_bytes + 8, 500e6
c.says("50 × 28 bytes with a time stamp, 1.4 KB a user, 700 GB for an assumed 500 million users",
       history, user_entry, history * user_entry, history * user_entry * users, users)
c.says("70% load are 17 MB", fill, 1e6 * entry / fill)
c.says("so 40 of 60", 10 + 30, 60)
c.says("an assumed 100,000 at 40 bytes, 4 MB", 1e5, 40, 1e5 * 40)

# Evaluation
c.says("At 1 in 100,000 the 95% bound needs 300,000 clean lists ($3/n$)", 1, 1e5, 0.95, 3 / 1e-5, 3)
c.says("would report 1,500 faults", 3 / 1e-5 / 200)
c.says("20,000 strings at 10 seconds are 56 hours", 20_000, 10, 20_000 * 10 / 3600)
p, margin = 0.40, 0.001
independent = 16 * p * (1 - p) / margin**2
effect = 1 + 7 * 0.1
c.says("3.84M independent searches", independent)
c.says(r"$1 + 7 \times 0.1 = 1.7$, which makes 6.5M", 1, 8 - 1, 0.1, effect, independent * effect)
c.says("An arm of 1% collects 23M in two weeks", 0.01, searches_per_day * 0.01 * 14)

# Change and review
reading = 10_000 * 10 / 3600
c.says("a million seeds at 20 bytes are 20 MB; the top 10,000 read at 10 seconds each are 28 hours, so four linguists",
       20, 1e6 * string_bytes, 10_000, 10, reading)
assert math.ceil(reading / 8) == 4
c.says("At 10 seconds a string, 10,000 strings a night are 28 hours of reading", 10, 10_000, reading)
c.says("With $m$ = 5,000 a seed that expects 1% starts like a string with 50 searches", 5000, 0.01, 5000 * 0.01)
c.says("That is 20,000 side-by-sides, 111 hours at 20 seconds", 1000 * locales, 1000 * locales * 20 / 3600, 20)
c.says("an assumed 2,000 a day and 30 seconds each that is 17 hours", 2000, 30, 2000 * 30 / 3600)
saved = origin * ranking * 0.5
lean = in_three_regions(hosts_for(origin * per_call - saved))
c.says("A third fewer hosts")
assert abs(lean / fleet - 2 / 3) < 0.01
c.says("saves 32 cores and takes the fleet from 18 hosts to 12", saved, fleet, lean)

# In short: the same numbers as they are said
c.says("Five billion searches a month are 1,929 a second", searches_per_second)
c.says("so I plan for 40,500 a second at peak", peak_calls)
c.says("ten million strings take 0.2 gigabytes front-coded, where a textbook trie takes 16.6",
       strings * chosen / GB, strings * nodes * pointers / GB)
c.says("One unsafe list in 100,000 would be 11,700 a day", 1e5, limit)
c.says("10.5 terabytes", stored * floor_days / 1e12)
c.says("would save 400 megabytes", (exact - sketch) / 1e6)
c.says("the one shown first collects 60% of the counts", ahead)
c.says("0.5% of users without a list, at 3.9 million extra keystrokes", holdout_share, extra_keystrokes)
c.says("with 0.027 expected collisions", colliding_pairs(rows, 64))
assert 2 * top_k - 1 == 19  # "nineteen range queries"
c.says("That is 20 bytes a query. A pointer trie takes 1,664; edge n-grams take 39",
       chosen, nodes * pointers, ngram)
c.says("stopping 99.9% to stay under 11,700 lists a day. A classifier with 95% recall",
       1 - limit / (shown * unsafe_share), limit, recall)
c.says("add up to 158 milliseconds of 200; 120 are the network and 13 are mine", mobile, 200, 120, server)
c.says("a 9 megabyte file per locale", short * 500 / 1e6)
c.says("a pull cache of a minute would hit 37%", pull_hits(60))
c.says("The other 31,800 calls a second cost 2.5 milliseconds", origin, per_call * 1e3)
c.says("11 hosts, or 18 to lose a region", hosts, fleet)
c.says("a billion strings are 48 gigabytes with two versions", 2 * rows * per_string / GB)
c.says("above a loss of 0.1 points, which takes 6.5 million searches in each arm",
       margin * 100, independent * effect)
c.says("Reading the top 10,000 seeds takes 28 hours", 10_000, reading)
c.says("17 hours of reading a day", 2000 * 30 / 3600)
c.says("rank only on a pause: 12 hosts, not 18", lean, fleet)

# Sample answers
a = chapter("src/samples/search-autocomplete/at-l5.md")
a.says("about 167 million a day, call it 1,900 a second", searches_per_day, searches_per_second)
a.says("14 keystrokes, and the client drops half of the calls, so 7 calls a search",
       keystrokes, calls_per_search)
a.says("13,500 a second, 40,000 at peak", calls, peak_calls)
a.says("1.3 billion events a day", events_per_day)
a.says("roughly 230 gigabytes a day", raw / GB)
a.says("8 nodes a string at about 200 bytes is 16 gigabytes for 10 million strings",
       nodes, pointers, strings * nodes * 200 / GB, strings)
a.says("25 million, each 8 bytes of hash and ten ids of 4, so 48 bytes, 1.2 gigabytes",
       strings * prefixes_per_string, 8, 4, list_bytes, strings * prefixes_per_string * list_bytes / GB)
a.says("50 for the network, 5 for the gateway, 1 for the lookup, 10 for ranking, 2 for the filter, 20 to paint, that is 88",
       50, 5, 1, 10, 2, 20, 50 + 5 + 1 + 10 + 2 + 20)
cores = 40_000 * 2.5e-3
a.says("40,000 a second makes 100 cores", peak_calls, cores)
a.says("about 20 hosts of 16 cores", math.ceil(cores / 0.5 / 16) * 3 / 2, 16)

b = chapter("src/samples/search-autocomplete/at-l6.md")
b.says("5 billion a month is 1,929 searches a second", searches_per_month, searches_per_second)
b.says("14 keystrokes each, the client drops half, so 7 calls, 40,500 a second at peak",
       keystrokes, calls_per_search, peak_calls)
b.says("10 million strings are 0.2 gigabytes", strings, strings * chosen / GB)
b.says("1.17 billion lists a day at 200 bytes, 233 gigabytes raw", calls_per_day, event_bytes, raw / GB)
b.says("that is 833,000 searches a day", held_out)
b.says("0.027 colliding pairs; with 32 bits it would be 116 million", colliding_pairs(rows, 64),
       32, colliding_pairs(rows, 32))
b.says("a pointer trie is 1,664 bytes a query", nodes * pointers)
b.says("ten ids for every prefix are 120 bytes", prefixes_per_string * list_bytes)
b.says("12 to 20 bytes", fst_low, fst_high)
b.says("20 bytes, and new scores are a 40-megabyte file", chosen, strings * score_bytes / 1e6)
b.says("19 range queries", 2 * top_k - 1)
b.says("half a millisecond, 16 cores at peak", peak_calls * scan)
b.says("50 network, 5 gateway, 13 service, 20 paint, 88 in all", 50, 5, server, 20, 50 + 5 + server + 20)
b.says("At 2 milliseconds, ranking is 81 cores at peak and the lookup 1.4", 2, peak_calls * 2e-3,
       peak_calls * worst_lookup)
b.says("a 9-megabyte file", short * 500 / 1e6)
b.says("20 gigabytes to 200 hosts, 4 terabytes", rows * chosen / GB, 200, 200 * rows * round(chosen) / 1e12)

e = chapter("src/samples/search-autocomplete/bought-engine.md")
e_calls = 2000 * 6 * 4
e.says("call it 2,000 searches a second", searches_per_second)
e.says("Times four for a bad evening, 48 thousand a second", e_calls)
e.says("40 bytes. 100 million are 4 gigabytes", ngram, all_locales, all_locales * 40 / GB)
e.says("100 million field updates in the worst case, 28 thousand a second", all_locales, all_locales / 3600)
e.says("so I have to stop 99.99%", 1 - 1000 / (1e9 * top_k * unsafe_share))
assert 0.7 < head_share < 0.8  # "three quarters of what is shown"
e.says("With 300 examples and no miss I can claim 99%", 300, 1 - 3 / 300)
e.says("A billion lists, 200 bytes, 200 gigabytes a day", 200, 1e9 * 200 / GB)
assert 1e9 / 200 == 5e6  # "five million a day"
e.says("70 gigabytes, a few minutes", rows * row / GB)
assert 100 + 10 + 20 + 20 == 150
e.says("48 thousand at 10 milliseconds are 480 cores, 60 hosts half busy, 90 so that one",
       e_calls, 10, e_calls * 10e-3, hosts_for(e_calls * 10e-3), in_three_regions(hosts_for(e_calls * 10e-3)))
assert round(5000 * 10 / 3600) == 14  # "fourteen hours"
