import tomllib

from figures import ROOT, chapter

c = chapter("src/guide/looking-back.md")

peak = 200e6 * 10 / 86_400 * 3
read = peak * 1_000 * 200 * 4
c.says("At 69,000 requests a second", peak)
c.says("the ranker reads 55.6 GB a second, and the store behind the cache sees 5.6", read, read * 0.10 / 1e9)
c.says("At 80% the store sees 11.1, twice", 0.80, read * 0.20 / 1e9)
c.says("27.8 GB a second before the cache, and at 80% hits the store is back at 5.6", read / 2, 0.80, read / 2 * 0.20 / 1e9)


def rubric(name):
    return tomllib.loads((ROOT / f"src/rubrics/{name}.toml").read_text(encoding="utf-8"))


def review(name):
    return next((one["minutes"] for one in rubric(name)["criteria"] if one["id"] == "reflection"), None)


names = ("ml-practitioner", "ml-system-design", "data-intuition", "coding", "hiring-manager")
lengths = [review(name) for name in names]
assert lengths.count(None) == 1 and {n for n in lengths if n} == {3, 4, 5}, lengths  # "four of the five", "three to five"
c.says("minute 56 is the end of the design", 60 - review("ml-system-design"))
c.says("In the 45-minute data round it is minute 42", 45, 45 - review("data-intuition"))

spoken = c.text.split("> I stop here and look back.")[1].split("About 340 words")[0]
words = len(("I stop here and look back. " + spoken.replace("> ", " ")).split())
c.says("About 340 words, two and a half minutes", words)
assert 130 <= words / 2.5 <= 150  # words a minute of unhurried speech
