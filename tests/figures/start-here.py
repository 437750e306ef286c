import tomllib
from math import ceil

from figures import ROOT, chapter

c = chapter("src/guide/start-here.md")

# The scoring example, on the weights of the rubric itself
rubric = tomllib.loads((ROOT / "src/rubrics/ml-system-design.toml").read_text(encoding="utf-8"))
weights = {criterion["id"]: criterion["weight"] for criterion in rubric["criteria"]}
total = sum(weights.values())
without = lambda *ids: 1 - sum(weights[i] for i in ids) / total
c.says("the weights add up to 10, and the core in depth and serving count 2 each", total, weights["core"])
assert weights["serving"] == weights["core"]
c.says("reaches 80%, a weak yes", without("core"))
c.says("Miss serving as well and 60% is left", without("core", "serving"))
c.says("Miss one more and it is 50%, a weak no", without("core", "serving", "data"))
assert all(weights[i] == 1 for i in weights if i not in ("core", "serving"))

# Shares of signals: at least 60% of four, and of two
share = 0.6
assert ceil(4 * share) == 3 and ceil(2 * share) == 2

# The week: the last column of its table
minutes = [110, 100, 120, 120, 120, 120, 100]
for day, length in enumerate(minutes, 1):
    assert f"| {day} |" in c.text and f"| {length} |" in c.text, day
c.says("That is about 13 hours", sum(minutes) / 60)
