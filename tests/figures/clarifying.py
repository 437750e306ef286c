from figures import chapter

c = chapter("src/guide/clarifying.md")

rate = 200e6 * 10 / 86_400
c.says("200 million people times ten requests over 86,400 seconds is 23,000 a second", 200e6, 86_400, rate)
c.says("three times that at peak is 69,000", rate * 3)
c.says("23,000 on average, 69,000 at peak", rate, rate * 3)
c.says("23,000 requests a second, 69,000 at peak", rate, rate * 3)
vectors, dims = 5e6, 256
c.says("five million vectors of 256 dimensions do, an exact scan of them is 2.6 billion operations", dims, vectors * dims * 2)
split = dict(retrieval=40, features=25, ranking=60, blending=20, network=30, spare=25)
c.says("retrieval 40, features 25, ranking 60, blending 20, network 30, and 25 spare", *split.values())
c.says("(the parts add up to 200)", sum(split.values()))
