from figures import chapter

c = chapter("src/guide/clarifying.md")

# The estimates of the case hold the parts; here is their sum, as it is spoken.
parts = [20, 30, 200, 40, 25, 45, 30, 60]
c.says("That is 450, and 150 are spare", sum(parts), 600 - sum(parts))
