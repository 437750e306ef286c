from math import sqrt

from figures import chapter

c = chapter("src/guide/from-debrief-to-plan.md")

# The batch norm descent, as worked in driving-and-depth.md
c.says("the effective batch of 16", 4_096 / (1 + (512 - 1) * 0.5))
c.says("the factor of 302", 1 / sqrt(1e-6 + 1e-5))
