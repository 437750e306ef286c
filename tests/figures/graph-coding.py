import tomllib
from collections import deque
from itertools import accumulate
from math import log2, perm

from figures import ROOT, chapter

c = chapter("src/drills/graph-coding.md")

# The plan of the round, from its rubric
rubric = tomllib.loads((ROOT / "src/rubrics/coding.toml").read_text(encoding="utf-8"))
ends = list(accumulate(one["minutes"] for one in rubric["criteria"])) + [rubric["minutes"]]
for start, end in zip([0, *ends], ends):
    c.says(f"| {start}–{end} |", start, end)

# A corridor that winds through a 200 by 200 grid: every second row, plus the turns
side = 200
corridor = side * side // 2 + side // 2
c.says("a 200 by 200 grid is 20,000 cells deep", side, side, corridor)

# Emptying a list from the left shifts the rest each time
items = 200_000
c.says("a list of 200,000 items that way moves about 20 billion references", items, items * (items - 1) / 2)

# Simple paths between two nodes of a complete graph: choose and order what lies between
nodes = 10
c.says("In a complete graph of 10 nodes two given nodes have 109,601 of them",
       nodes, sum(perm(nodes - 2, between) for between in range(nodes - 1)))

# All pairs
n, m = 1_000, 5_000
assert n**3 == 10**9 and 4.5e7 < n * m * log2(n) < 5.5e7  # "$10^9$ steps", "about $5 \times 10^7$"

# Affordable sizes, at ten million steps a second and about three seconds
steps = 3e7
assert 2**20 <= steps and 300**3 <= steps and 3_000**2 <= steps and 1e6 * log2(1e6) <= steps

# The snake of pattern 5: row by row, alternating ends
rows, cols = 5, 5
free = (cols - 1) * 3 + (rows - 1)
c.says("16 free steps beat 8 steps with one wall", free, (rows - 1) + (cols - 1))


# The planted fault: what the queue yields under three rules
def pops(side, rule):
    seen, queue, count = {(0, 0)} if rule == "push" else set(), deque([(0, 0)]), 0
    while queue:
        r, k = queue.popleft()
        count += 1
        if rule != "push":
            if rule == "pop" and (r, k) in seen:
                continue
            seen.add((r, k))
        for cell in ((r + 1, k), (r, k + 1), (r - 1, k), (r, k - 1)):
            if 0 <= cell[0] < side and 0 <= cell[1] < side and cell not in seen:
                if rule == "push":
                    seen.add(cell)
                queue.append(cell)
    return count


c.says("251 on an open grid of side 5, 184,755 on one of side 10 that has 100 cells",
       pops(5, "never"), 5, pops(10, "never"), 10, 10 * 10)
c.says("79,601 on a grid of side 200", pops(200, "pop"), 200)
c.says("mark on push: 40,000, one for each cell", pops(200, "push"))

# A mark per cell on the grid of the search on states
def one_mark(grid, k):
    rows, cols = len(grid), len(grid[0])
    seen, queue = {(0, 0)}, deque([(0, 0, k, 0)])
    while queue:
        r, c_, left, steps = queue.popleft()
        if (r, c_) == (rows - 1, cols - 1):
            return steps
        for a, b in ((r + 1, c_), (r - 1, c_), (r, c_ + 1), (r, c_ - 1)):
            if 0 <= a < rows and 0 <= b < cols and (a, b) not in seen and left >= grid[a][b]:
                seen.add((a, b))
                queue.append((a, b, left - grid[a][b], steps + 1))
    return -1


c.says("is entered at step 2 with the removal spent, and at step 6", 2, 6)
c.says("throws the second away and returns −1", one_mark([[0, 1, 0, 1, 0, 0], [0, 1, 0, 1, 1, 0], [0, 0, 0, 1, 1, 0]], 1))
