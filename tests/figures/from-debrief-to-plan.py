from math import sqrt

from figures import chapter

c = chapter("src/guide/from-debrief-to-plan.md")

# The batch norm descent, as worked in driving-and-depth.md
c.says("a batch of 1,024 worth 79", 1_024, 1_024 / (1 + (25 - 1) * 0.5))
c.says("the factor of 302", 1 / sqrt(1e-6 + 1e-5))
