from figures import chapter

c = chapter("src/guide/when-the-requirement-changes.md")

# The days; the estimates say the bytes and the impressions.
window, cycle, limit = 21, 7, 30
c.says("until day 21, and in the model trained that day until day 28", window, window + cycle)
assert limit - (window + cycle) == 2  # "Two days are too little"
