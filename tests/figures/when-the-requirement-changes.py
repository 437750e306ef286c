from math import log, sqrt

from figures import chapter

c = chapter("src/guide/when-the-requirement-changes.md")

# People must be forgotten
impressions, row = 30e9, 2e3
per_day = impressions * row
total = per_day * 90
c.says("30 billion impressions a day at 2 KB, so 60 TB a day, 5.4 PB for 90 days", impressions, row, per_day, total, 90)
c.says("That is 5.4 PB in 30 days, about 2.1 GB a second", total, 30, total / (30 * 86_400))
window, cycle, limit = 21, 7, 30
c.says("until day 21, and in the model trained that day until day 28", window, window + cycle)
assert limit - (window + cycle) == 2  # "Two days are too little"

# A click is no longer a click
click, long_share = 0.01, 0.40
long_click = click * long_share
logit = lambda p: log(p / (1 - p))
arm = lambda p: 16 * p * (1 - p) / (p * 0.01) ** 2
c.says("A 1% click rate becomes a 0.4% long-click rate", click, long_click)
c.says("valued at 0.4 of the click rate, and the logit would move by −0.92", long_click / click, logit(long_click) - logit(click))
c.says("grows by a factor of about 1.59", sqrt((1 - long_click) / long_click) / sqrt((1 - click) / click))
c.says("needed 15.8 million impressions an arm; it now needs 39.8 million", arm(click), arm(long_click))
