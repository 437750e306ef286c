from figures import chapter

c = chapter("src/guide/l5-against-l6.md")

corrected = lambda p, w: p / (p + (1 - p) / w)
c.says("$w = 0.1$. A raw 0.5 becomes 9.1%", 0.1, 0.5, corrected(0.5, 0.1))
candidates, seen = 1_000, 15
c.says("On the other 985", candidates - seen)
impressions = 200e6 * 10 * seen
c.says("30 billion impressions a day that slice is 150 million rows", impressions, impressions * 0.005)
c.says("(half a percent, 150 million rows)", impressions * 0.005)
c.says("With 20 parallel calls that each exceed their limit 1% of the time, 18% of requests", 20, 0.01, 1 - 0.99**20)
p, lift = 0.005, 0.005
c.says("At a save rate of 0.5%, finding a relative lift of 0.5% takes about 127 million impressions an arm",
       p, lift, 16 * p * (1 - p) / (p * lift) ** 2)
