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
c.says(
    "167M searches a day, 1,929 a second on average and 5,787",
    searches_per_day, searches_per_second, searches_per_second * peak,
)
mean_query_length = 18.7
typing_saved = 0.25
keystrokes = mean_query_length * (1 - typing_saved)
c.says("leaves 14 keystrokes a search", keystrokes)
coalesced = 0.5
calls_per_search = round(keystrokes) * (1 - coalesced)
calls = searches_per_second * calls_per_search
peak_calls = calls * peak
c.says(r"= 1929 \times 14 \times 0.5 \times 3 = 40509",
       searches_per_second, keystrokes, 1 - coalesced, peak, peak_calls)
c.says("So 7 calls a search, 13.5k calls a second on average and 40.5k calls a second at peak",
       calls_per_search, calls, peak_calls)

# Bytes a query, and the layouts
strings, all_locales, rows = 10e6, 100e6, 1e9
string_bytes = 20
score_bytes = 4
offset_bytes, long_offset_bytes = 4, 8
front_coded_bytes = 15
block = 16
block_offset_bytes = offset_bytes / block
rmq_bits = 2.5
rmq_bytes = rmq_bits / 8
chosen = front_coded_bytes + block_offset_bytes + score_bytes + rmq_bytes
sample_queries = 42_169
nodes_at_sample, drop_per_doubling = 12.6, 0.6
nodes_extrapolated = nodes_at_sample - drop_per_doubling * math.log2(strings / sample_queries)
nodes, nodes_1b = 8, 5
c.says("that gives 7.9 at 10 million", nodes_extrapolated, strings)
assert round(math.log2(strings / sample_queries)) == 8  # "over eight doublings"

GB = 1e9
pointers = 26 * 8
c.says("| 8 × 208 | 16.6 GB | 1.0 TB |", nodes, pointers,
       strings * nodes * pointers, rows * nodes_1b * pointers)
c.says("| 8 × 100 | 8.0 GB | 500 GB |", nodes, 100, strings * nodes * 100, rows * nodes_1b * 100)
radix_nodes, radix_node_bytes, radix_label_bytes = 2, 32, 10
radix = radix_nodes * radix_node_bytes + radix_label_bytes
c.says("| 2 × 32 + 10 | 0.74 GB | 74 GB |", radix_nodes, radix_node_bytes, radix_label_bytes,
       strings * radix, rows * radix)
array = string_bytes + offset_bytes + score_bytes
array_1b = string_bytes + long_offset_bytes + score_bytes
c.says("| 20 + 4 + 4 (offset 8 at 1B) | 0.28 GB | 32 GB |", string_bytes, offset_bytes,
       score_bytes, long_offset_bytes, 1e9, strings * array, rows * array_1b)
c.says("| 15 + 0.3 + 4 + 0.3 | 0.20 GB | 20 GB |", front_coded_bytes, block_offset_bytes,
       score_bytes, rmq_bytes, strings * chosen, rows * chosen)
fst_low, fst_high = 10 + 2, 16 + 4
c.says("weights | 12 to 20 |", fst_low, fst_high)
c.says("0.12–0.20 GB", strings * fst_low / GB, strings * fst_high)
c.says("12–20 GB", rows * fst_low / GB, rows * fst_high)
succinct = 32
c.says("| 32 | 0.32 GB | 32 GB |", succinct, strings * succinct, rows * succinct)
prefixes_per_string, prefixes_per_string_1b = 2.5, 1
top_k = 10
list_bytes = 8 + top_k * 4
c.says("| 2.5 × 48 (1 × 48 at 1B) | 1.2 GB | 48 GB |", prefixes_per_string, list_bytes,
       prefixes_per_string_1b, list_bytes, 1e9,
       strings * prefixes_per_string * list_bytes, rows * prefixes_per_string_1b * list_bytes)
redis_bytes = 270
c.says("| 2.5 × 270 | 6.8 GB | 270 GB |", prefixes_per_string, redis_bytes,
       strings * prefixes_per_string * redis_bytes, rows * prefixes_per_string_1b * redis_bytes)
c.says("needs 16.6 GB for 10 million strings", strings * nodes * pointers, strings)
c.says("with their scores, need 0.2 GB", strings * chosen)
c.says("Ten million strings take 0.2 GB", strings * chosen)
c.says("20 bytes a query become 32", chosen, succinct)
c.says("at 85 times the bytes", nodes * pointers / chosen)
real_queries = 10_142_395
gib = 2**30
c.says("A published build over 10.1 million real queries", real_queries)
c.says("takes 327 MB [@gog-code]", 0.304999 * gib)
c.says("takes 327 MB with everything in it, 32 bytes a query",
       0.304999 * gib, 0.304999 * gib / real_queries)
succinct_trie = (0.086722 + 0.0328479) * gib / real_queries
front_coded = front_coded_bytes + block_offset_bytes
c.says("take 12.7 bytes a query [@gog-code] against 15.3 for front coding", succinct_trie, front_coded)
c.says("That saves 26 MB on 10 million strings", strings * (front_coded - succinct_trie), strings)
c.says("At a billion it saves 2.6 GB", rows * (front_coded - succinct_trie))
c.says("A radix tree costs 74 bytes, nearly four times as much", radix)
assert 3.5 < radix / chosen < 4
c.says("Three megabytes buy that insurance")
assert round(strings * rmq_bytes / 1e6) == 3
titles, titles_fst, titles_seconds = 15.8e6, 157e6, 18
c.says("9.9 bytes a title", titles_fst / titles)
c.says("2 GB for 100M strings", all_locales * chosen, all_locales)

floor = 50
quarter = searches_per_month * 3
harmonic = math.log(rows) + 0.5772156649
zipf_rank = quarter / (floor * harmonic)
c.says("90 days are 15 billion searches", 3 * days_per_month, quarter)
c.says("a string with 50 searches stands at about rank 14 million. So 100 million is a ceiling, seven times",
       floor, zipf_rank, all_locales)
assert round(all_locales / zipf_rank) == 7

# Events
event_bytes, compression, retention_days = 200, 5, 90
calls_per_day = searches_per_day * calls_per_search
raw = calls_per_day * event_bytes
stored = raw / compression
c.says("1.33 billion events a day", calls_per_day + searches_per_day)
c.says("at an assumed 200 bytes, are 233 GB a day raw, 47 GB after an assumed fivefold columnar compression, 17 TB a year",
       event_bytes, raw, stored, stored * 365)
c.says("keep 90 days, 4.2 TB compressed", retention_days, stored * retention_days)
c.says("4.2 TB for 90 days", stored * retention_days, retention_days)
distinct, instances = 10_154_742, 21_011_340
c.says("48% of its searches", distinct / instances)
c.says("at most 52% of searches", 1 - distinct / instances)
c.says("near the 52% ceiling", 1 - distinct / instances)
changed_rows = searches_per_second * 3600
c.says("at most 6.9M rows change in an hour, 0.7% of a billion", changed_rows, changed_rows / rows)
c.says("changed rows, at most 6.9M", changed_rows)
c.says("up to 6.9M changed rows", changed_rows)
largest_exponent = 1023
c.says("overflows after 43 days", largest_exponent * 1 / 24)


def poisson_at_least(k, mean):
    return 1 - sum(math.exp(-mean) * mean**i / math.factorial(i) for i in range(k))


tested, expected, tests_a_day = 10_000, 2, 24 * 60
c.says("tested 1,440 times a day", tests_a_day)
c.says("a threshold of 10 would fire falsely 670 times a day and a threshold of 14 would fire 0.4 times",
       10, poisson_at_least(10, expected) * tested * tests_a_day,
       14, poisson_at_least(14, expected) * tested * tests_a_day)

# Loop
through_list, first_takes = 0.4, 0.75
typed = 1 - through_list
ahead = typed * 0.5 + through_list * first_takes
c.says(r"$0.6 \times 0.5 + 0.4 \times 0.75 = 0.60$ of the counts against 0.40",
       typed, 0.5, through_list, first_takes, ahead, 1 - ahead)
c.says("a ratio of 1.5", ahead / (1 - ahead))
swap_share, holdout_share = 0.01, 0.005
c.says("on 1% of lists gives 11.7M randomised lists a day", swap_share, calls_per_day * swap_share)
held_out = searches_per_day * holdout_share
c.says("A holdout of 0.5% of users leaves 833k searches a day without suggestions, about 3.9M extra keystrokes",
       holdout_share, held_out, held_out * mean_query_length * typing_saved)

# Counting
entry, fill = 12, 0.7
pair = 16
hour_at_peak = searches_per_second * peak * 3600
exact = hour_at_peak * pair / fill
c.says("20.8M at peak, 476 MB at 16 bytes and 70% load", hour_at_peak, exact, pair, fill)
c.says("476 MB an hour", exact)
c.says("12 bytes a key even without users: 17 GB at a billion keys", entry, rows * entry / fill)
eps, delta = 1e-6, 1e-3
width, depth = math.ceil(math.e / eps), math.ceil(math.log(1 / delta))
c.says("2.72M columns by 7 rows by 4 bytes, 76 MB", width, depth, 4, width * depth * 4)
c.says("Fixed 76 MB", width * depth * 4)
c.says("Over-counts by up to 167 at 167M events", eps * searches_per_day, searches_per_day)
c.says("The sketch saves 400 MB", exact - width * depth * 4)
c.says("on the hosts 100 seconds after", 60 + 30 + 10)
hot_share = 0.2
c.says("takes 20% of peak searches it makes 1,157 events a second",
       hot_share, searches_per_second * peak * hot_share)

# Rows
row = 8 + string_bytes + 3 * 8 + 4 + 4 + 40
c.says("about 100 bytes a row", row)
c.says("100 GB for 1B rows", rows * row, rows)
page = 16 * 1024
c.says("A 100-byte row dirties a 16 KiB page (assumed), 164 times the bytes", row, page, page / row)

# Collisions
c.says("about 50%", 1 - math.exp(-fill))


def colliding_pairs(keys, bits):
    return keys**2 / 2 ** (bits + 1)


c.says("64 bits give 0.027 pairs; 32 bits give 116 million", 64, colliding_pairs(rows, 64),
       32, colliding_pairs(rows, 32))
prefixes = strings * prefixes_per_string
c.says("With 25 million prefixes and 32-bit fingerprints, 0.58% of unknown prefixes",
       prefixes, 32, prefixes / 2**32)
c.says("every one of the 1.17 billion calls a day unknown", calls_per_day)
c.says("once in 1.7 years", 1 / (calls_per_day * prefixes / 2**64) / 365)

# Lookup
c.says("With 10 million strings that is 47 comparisons", strings, 2 * math.log2(strings))
c.says("about 39 comparisons on block heads and a walk of at most 15",
       2 * math.log2(strings / block), block - 1)
c.says("19 for ten strings", 2 * top_k - 1)
one_letter_share = 0.1
wide = strings * one_letter_share
bandwidth = 10e9
scan = wide * score_bytes / bandwidth
candidates = 100
c.says("returns 100 strings instead of ten, with 199 range queries instead of 19",
       candidates, 2 * candidates - 1, 2 * top_k - 1)
c.says("A million scores are 4 MB, 0.4 ms at an assumed 10 GB/s", wide * score_bytes, scan * 1e3, bandwidth)
one_letter_ns = 279 + 2887 + 317
c.says("takes 3.5 µs for seven results", one_letter_ns / 1e3)
c.says("keep 16 cores busy and the range structure 0.14",
       peak_calls * scan, peak_calls * one_letter_ns * 1e-9)
c.says("my score array for the largest locale is a 40 MB file", strings * score_bytes)
c.says("for 10 million strings ships 40 MB", strings, strings * score_bytes)
c.says("25 million entries of 48 bytes, 1.2 GB", prefixes, list_bytes, prefixes * list_bytes)
c.says("10 MB a host", 100_000 * 100)
m = 8
c.says("$53m+25$ in all: 449 lookups", 25 + 1 + 26 + 1, -1 + 26, m + 25 * m + 26 * (m + 1) + (m - 1))
one_edit = m + 25 * m + 26 * (m + 1) + (m - 1)
c.says("of the order of $10^5$ at distance two", 10, math.floor(math.log10(one_edit**2)))
c.says("a query of eight letters needs 9 probes, itself", m + 1)
c.says("so 20 bytes become at most 60", chosen, 3 * chosen)
worst_lookup = 35e-6
c.says("Option two costs 12 bytes a query, 0.12 GB for 10 million, and 1.4 cores if every call at peak took 35 µs",
       succinct - chosen, strings * (succinct - round(chosen)), strings,
       peak_calls * worst_lookup, 35)

# Serving
server = 2 + 5 + 4 + 1 + 1
total = 50 + 5 + server + 20
c.says("| Total | 88 |", total)
c.says("leaves 12 ms of slack", 100 - total)
c.says("The service owns 13 of the 88 ms", server, total)
edge_share = 3 / round(keystrokes)
c.says("are 3 in 14, 21%", 3, keystrokes, edge_share)
origin = peak_calls * (1 - edge_share)
c.says("31.8k calls a second remain", origin)
per_call = worst_lookup + 2e-3 + 0.5e-3
c.says("2.535 ms of processor time, 80.7 busy cores", per_call * 1e3, origin * per_call)
c.says("five times as much would still be 0.175 ms", 5 * worst_lookup * 1e3)


def hosts_for(cores):
    """Hosts of 16 cores, half used."""
    return math.ceil(cores / 0.5 / 16)


def in_three_zones(hosts):
    """So many that the rest still holds when one zone is lost."""
    return math.ceil(hosts * 3 / 2 / 3) * 3


hosts = hosts_for(origin * per_call)
fleet = in_three_zones(hosts)
c.says("on 16-core hosts that is 11 hosts", 16, hosts)
c.says("still have 11 I need 18", hosts, fleet)
short_calls = peak_calls * edge_share
c.says("8,680 more calls a second at peak, 22 cores", short_calls, short_calls * per_call)
feature_bytes = 4
c.says("40 MB for the largest locale, read by position", strings * feature_bytes)
c.says("The lookup is 1.4% of that processor time and the ranker 79%", worst_lookup / per_call, 2e-3 / per_call)
c.says("assume 0.5 ms for a call over the network, 14 times the worst measured lookup of 36 µs",
       0.5, 0.5e-3 / 36e-6, 36)
short = 26 + 26**2 + 26**3
c.says("26 + 676 + 17,576 = 18,278 prefixes at 500 bytes, 9.1 MB", 26, 26**2, 26**3, short, 500, short * 500)
c.says("are a 9 MB file", short * 500)
sites, lifetime = 100, 60
c.says("takes 30,500 fills a second, more than the 8,680 calls",
       sites * short / lifetime, peak_calls * edge_share)
slow_fills = sites * short / (5 * 60)
c.says("takes 6,093, 70% of them", slow_fills, slow_fills / short_calls)
c.says("costs 9.1 MB to 100 sites, 0.9 GB per version", short * 500, sites, short * 500 * sites)
per_string = round(chosen) + feature_bytes
c.says("All locales together are 2 GB of strings and scores and 0.4 GB of features, 4.8 GB with the two versions",
       all_locales * chosen, all_locales * feature_bytes, 2 * all_locales * per_string)
c.says("At a billion strings that is 24 GB, 48 GB with two versions, still one 64 GB host. The 32-byte layout needs 72 GB",
       rows * per_string, 2 * rows * per_string, 64e9, succinct, 2 * rows * (succinct + feature_bytes))
c.says("a billion keys take 19 minutes", rows / (titles / titles_seconds) / 60)
c.says("20 GB to, say, 200 hosts is 4 TB", rows * chosen, 200, 200 * rows * round(chosen))
c.says("with 16 shards, each slow 1% of the time, 14.9% of requests", 16, 0.01, 1 - 0.99**16)
c.says("going from 16 to 17 shards moves 5.9% of the keys, where taking the remainder moves 94%",
       16, 17, 1 / 17, 16 / 17)
lookup_only, on_pause = worst_lookup + 0.5e-3, worst_lookup + 0.5e-3 + 0.5 * 2e-3
c.says("hourly; 3 hosts, one builder", in_three_zones(hosts_for(10e3 * lookup_only)))
c.says("ranker on pause; 24 hosts", in_three_zones(hosts_for(100e3 * (1 - edge_share) * on_pause)))
c.says("mapped from disk; 228 hosts", in_three_zones(hosts_for(1e6 * (1 - edge_share) * on_pause)))
c.says("a million calls a second at 35 µs are 35 cores", 35, 1e6 * worst_lookup)
c.says("Ranking all of them at 2 ms would be 2,000", 2, 1e6 * 2e-3)
history, user_entry, users = 50, string_bytes + 8, 500e6
c.says("50 × 28 bytes with a time stamp, 1.4 KB a user, 700 GB for an assumed 500 million users",
       history, user_entry, history * user_entry, history * user_entry * users, users)
c.says("70% load are 17 MB", fill, 1e6 * entry / fill)
c.says("so 40 of 60", 10 + 30, 60)
buried = 1e6 * all_locales / 2**64
exponent = math.floor(math.log10(buried))
c.says(r"the expected number is $5 \times 10^{-6}$", buried / 10**exponent, 10, exponent)

# Evaluation
unsafe_limit = 1 / 100_000
c.says(r"about $3/n$, because $-\ln 0.05 \approx 3$", -math.log(0.05), 0.05, -math.log(0.05))
c.says("claiming 1 in 100,000 needs 300,000 clean lists", 1, 1 / unsafe_limit, 3 / unsafe_limit)
c.says("At an assumed 5 seconds each that is 417 hours", 5, 3 / unsafe_limit * 5 / 3600)
p, d = 0.40, 0.002
c.says("asks for 960,000 independent searches", 16 * p * (1 - p) / d**2)
c.says("One arm at 1% of traffic collects 1.67M a day", 0.01, searches_per_day * 0.01)
c.says("reciprocal rank rises from 0.33 to 0.50", 1 / 3, 1 / 2)

# Change and review
reading = 10_000 * 10 / 3600
c.says("20 bytes, 20 MB; the top 10,000 read at 10 seconds each, 28 hours, so four linguists",
       20, 1e6 * string_bytes, 10_000, 10, reading)
assert math.ceil(reading / 8) == 4
c.says("at 10 seconds a string, 10,000 strings a night are 28 hours of reading", 10, 10_000, reading)
more = 14
c.says("27k a second on average, 81k at peak, 64k behind the edge",
       searches_per_second * more, searches_per_second * more * peak,
       searches_per_second * more * peak * (1 - edge_share))
c.says("from 1.4 to 2.8 cores", peak_calls * worst_lookup, 2 * peak_calls * worst_lookup)
c.says("so 18 hosts become 33", fleet, in_three_zones(hosts_for(2 * origin * per_call)))
c.says("doubles to 467 GB", 2 * raw)

in_flow = 0.5
saved = origin * 2e-3 * in_flow
lean = in_three_zones(hosts_for(origin * per_call - saved))
c.says("A third fewer hosts")
assert abs(lean / fleet - 2 / 3) < 0.01
c.says("saves 32 cores and takes the fleet from 18 hosts to 12", saved, fleet, lean)

# In short: the same numbers as they are said
c.says("Five billion searches a month are 1,929 a second", searches_per_second)
c.says("so I plan for 40,500 calls a second at peak", peak_calls)
c.says("ten million strings take 0.2 gigabytes front-coded, where a textbook trie takes 16.6",
       strings * chosen / GB, strings * nodes * pointers / GB)
c.says("That is 1.33 billion events a day. I keep 90 days in columnar files, 4.2 terabytes",
       calls_per_day + searches_per_day, retention_days, stored * retention_days / 1e12)
c.says("would save 400 megabytes", (exact - width * depth * 4) / 1e6)
c.says("the one shown first collects 60% of the counts", ahead)
c.says("a holdout of 0.5% of users, who pay with 3.9 million extra keystrokes a day",
       holdout_share, held_out * mean_query_length * typing_saved)
c.says("give 0.027 expected collisions", colliding_pairs(rows, 64))
assert 2 * top_k - 1 == 19  # "nineteen range queries"
c.says("That is 20 bytes a query, 0.2 gigabytes for ten million. A pointer trie takes 16.6. A radix tree takes 74 bytes",
       chosen, strings * chosen / GB, strings * nodes * pointers / GB, radix)
c.says("an hourly refresh ships 40 megabytes", strings * score_bytes / 1e6)
c.says("pay 32 bytes for an inverted index", succinct)
c.says("add up to 88 of the 100 milliseconds; 50 are the network and 13 are mine", total, 100, 50, server)
c.says("come from a 9 megabyte file", short * 500 / 1e6)
c.says("would take 30,500 fills a second to save 8,680 calls. The other 31,800 calls a second cost 2.5 milliseconds",
       sites * short / lifetime, short_calls, origin, per_call * 1e3)
c.says("11 hosts, or 18 to lose a zone", hosts, fleet)
c.says("would take 14 times as long as the lookup", 0.5e-3 / 36e-6)
c.says("a billion strings are 48 gigabytes with two versions", 2 * rows * per_string / GB)
c.says("960,000 searches in each arm show 0.2 points on a base of 40%", 16 * p * (1 - p) / d**2, d * 100, p)
c.says("A million seeds are 20 megabytes, and reading the top 10,000 takes 28 hours",
       1e6 * string_bytes / 1e6, 10_000, reading)
c.says("Near the 52% ceiling", 1 - distinct / instances)
c.says("rank only on a pause: 12 hosts, not 18", lean, fleet)

# Sample answers
a = chapter("src/samples/search-autocomplete/at-l5.md")
a.says("about 167 million a day, call it 1,900 a second", searches_per_day, searches_per_second)
a.says("14 keystrokes, and the client drops half of the calls, so 7 calls a search",
       keystrokes, calls_per_search)
a.says("13,500 a second, 40,000 at peak", calls, peak_calls)
a.says("1.3 billion events a day", calls_per_day + searches_per_day)
a.says("roughly 230 gigabytes a day", raw / GB)
a.says("8 nodes a string at about 200 bytes, that's 16 gigabytes for 10 million strings",
       nodes, pointers, strings * nodes * 200 / GB, strings)
a.says("around 20 bytes a query, so 0.2 gigabytes", chosen, strings * chosen / GB)
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
b.says("50 network, 5 gateway, 13 service, 20 paint, 88 in all", 50, 5, server, 20, total)
b.says("At 2 milliseconds, ranking is 81 cores at peak and the lookup 1.4", 2, peak_calls * 2e-3,
       peak_calls * worst_lookup)
b.says("a 9-megabyte file", short * 500 / 1e6)
b.says("20 gigabytes to 200 hosts, 4 terabytes", rows * chosen / GB, 200, 200 * rows * round(chosen) / 1e12)
b.says("A million hashes are 17 megabytes", 1e6 * entry / fill / 1e6)
