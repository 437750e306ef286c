import tomllib

from figures import ROOT, chapter

c = chapter("src/drills/hiring-manager.md")

rubric = tomllib.loads((ROOT / "src/rubrics/hiring-manager.toml").read_text(encoding="utf-8"))
minutes = [one["minutes"] for one in rubric["criteria"]]
c.says("12 on scope and impact, 11 on leading, 9 on working with others, 6 on motivation, 5 on looking back, and 2 to spare",
       *minutes, rubric["minutes"] - sum(minutes))
