from figures import chapter

c = chapter("src/guide/estimation.md")

# The estimates of the chapter say the rest.
DAY = 86_400
c.says("One million events a day are 11.6 a second", 1e6 / DAY)
per_person = 228e12 / 228e6
c.says("is 90 MB a person, 1 MB a day, 200 impressions of 5 KB", 90 * per_person, per_person, per_person / 5e3, 5e3)
c.says("640 MB against 640 KB", 640e3 * 1_000, 640e3)
weekly = 6 * 3600 / 40 * 5
c.says("2,700 a week each", weekly)
# The bet, from the limits of the first estimate
peak = 228e6 * 8 / DAY * 2.5
c.says("at 1.1 times the load, then the hosts at 1.9 and the store at 2.9",
       600 * 2 / 3 * 0.85 / (peak * 57.4e9 / 10e12), 100 / (peak * 0.05 / 50), 63e9 / (peak * 1_000 * 4_048 * 0.1))
assert peak * 1_000 * 4_048 * 0.3 > 63e9  # "With `hit` at 70% the store is over its limit"
