from figures import chapter

c = chapter("src/guide/estimation.md")

# The answer to the bet: when each limit of the first estimate breaks. The block may not give it away.
peak = 228e6 * 8 / 86_400 * 2.5
c.says("at 1.1 times the load, then the hosts at 1.9 and the store at 2.9",
       600 * 2 / 3 * 0.85 / (peak * 57.4e9 / 10e12), 100 / (peak * 0.05 / 50), 63e9 / (peak * 1_000 * 4_048 * 0.1))
assert peak * 1_000 * 4_048 * 0.3 > 63e9  # "With `hit` at 70% the store is over its limit"
