import tomllib

from figures import ROOT, chapter

c = chapter("src/guide/sixty-minutes.md")


def rubric(name):
    return tomllib.loads((ROOT / f"src/rubrics/{name}.toml").read_text(encoding="utf-8"))


def plan(name):
    """(start, end, title, minutes) in clock order, the slack before the last criterion."""
    spec = rubric(name)
    rows, clock = [], 0
    for criterion in spec["criteria"]:
        if criterion["id"] == "reflection":
            slack = spec["minutes"] - sum(one["minutes"] for one in spec["criteria"])
            rows.append((clock, clock + slack, "slack", slack))
            clock += slack
        rows.append((clock, clock + criterion["minutes"], criterion["title"], criterion["minutes"]))
        clock += criterion["minutes"]
    if clock < spec["minutes"]:
        rows.append((clock, spec["minutes"], "slack", spec["minutes"] - clock))
    return rows


for name in ("ml-system-design", "ml-practitioner"):
    for start, end, title, minutes in plan(name):
        c.says(f"| {start}–{end} | {title} | {minutes} |", start, end, minutes)
for name in ("data-intuition", "coding"):
    for start, end, title, _ in plan(name):
        c.says(f"| {start}–{end} | {title} |", start, end)

manager = {one["id"]: one["minutes"] for one in rubric("hiring-manager")["criteria"]}
c.says("Expect 12 minutes on impact, 11 on leading, 9 on working with others, 6 on motivation and 5 on looking back",
       *(manager[i] for i in ("impact", "leading", "collaboration", "motivation", "reflection")))

design = {title: (start, end, minutes) for start, end, title, minutes in plan("ml-system-design")}
change = design["Alternatives and change"][2]
ends = [design[t][1] + change for t in ("The core in depth", "Serving and scale", "Goal and evaluation")]
c.says("the core ends at 39, serving at 48, evaluation at 53", *ends)
c.says("The whole map exists by minute 13", design["Architecture"][1])
c.says("At minute 56 you stop", design["Looking back"][0])

core, serving = design["The core in depth"][2], design["Serving and scale"][2]
evaluation, slack = design["Goal and evaluation"][2], design["slack"][2]
review = design["Looking back"][0]

# Late by two, eight and ten minutes
assert 15 - design["Architecture"][1] == 2 <= slack
late = 30 - design["Data and feedback loop"][1]
a = 30 + core
b = a + serving - 3
d = b + evaluation - 2
assert late == slack + 3 + 2 == 8 and d + change == review
c.says("core 30–43, serving 43–49, evaluation 49–52, change 52–56, looking back 56",
       30, a, a, b, b, d, d, d + change, review)
late = 45 - design["The core in depth"][1]
a = 45 + serving - 4
b = a + evaluation - 2
d = b + change - 1
assert late == slack + 4 + 2 + 1 == 10 and d == review
c.says("serving 45–50, evaluation 50–53, change 53–56, looking back 56", 45, a, a, b, b, d, review)
