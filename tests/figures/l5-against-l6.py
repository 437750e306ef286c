from figures import chapter

c = chapter("src/guide/l5-against-l6.md")

corrected = lambda p, w: p / (p + (1 - p) / w)
c.says("$w = 0.1$. A raw 0.5 becomes 9.1%", 0.1, 0.5, corrected(0.5, 0.1))
c.says("the 25 that were sent", 25)
c.says("On the other 975", 1_000 - 25)
