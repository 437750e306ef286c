from math import ceil

from figures import chapter

c = chapter("src/guide/when-the-requirement-changes.md")

# The days; the estimates say the bytes and the impressions.
window, cycle, limit = 14, 7 / 2, 30
gone = ceil(window + cycle)
c.says("until day 14, and in the model trained that day until day 18", window, gone)
assert limit - gone == 12 and ceil(cycle) == 4  # "That leaves twelve days", "four days later"
c.says("valued at 0.4 of the click rate", 0.40)
