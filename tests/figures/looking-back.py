import tomllib

from figures import ROOT, chapter

c = chapter("src/guide/looking-back.md")

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
