import random
import tomllib
import tracemalloc
from collections import defaultdict, deque
from itertools import permutations
from math import comb, log2, perm

from figures import ROOT, chapter

c = chapter("src/cases/secret-board.md")

# Inputs: the interviewer's sizes; the share of secret boards and the looks a second are assumed.
P, B, E, LARGEST = 100_000, 20_000, 500_000, 20_000
secret_share = 0.1
looks_a_second = 1e6

rubric = tomllib.loads((ROOT / "src/rubrics/coding.toml").read_text(encoding="utf-8"))
assert sum(one["minutes"] for one in rubric["criteria"]) == 42

# Clarifying
c.says("100,000, 20,000 and 500,000; one board has 20,000 pins", P, B, E, LARGEST)
c.says("at most 50 pairs for each save", comb(100, 2) / 100)

# Approach
sequences = sum(perm(10, length) for length in range(1, 11))
c.says("have 9.9 million such sequences", sequences)

# Complexity
per_state = 120
c.says("marked = states × 120", per_state)
assert 2.7 < P**2 / looks_a_second / 3600 < 3  # "close to three hours"

# What the book's search and its faulty relatives do. Pins and boards are marked as the rule says.
SPENT, ONCE, PIN_ONLY = range(3)


def index(boards):
    held_by = defaultdict(list)
    for board, on_it in boards.items():
        for pin in on_it:
            held_by[pin].append(board)
    return held_by


def search(boards, secret, start, goal, rule=SPENT, allowed=1):
    held_by = index(boards)
    pin_mark = (lambda pin, spent: pin) if rule == PIN_ONLY else (lambda pin, spent: (pin, spent))
    board_mark = (lambda board, spent: board) if rule == ONCE else (lambda board, spent: (board, spent))
    seen, opened, queue = {pin_mark(start, 0)}, set(), deque([(start, 0, 0)])
    while queue:
        pin, spent, count = queue.popleft()
        if pin == goal:
            return count
        for board in held_by.get(pin, ()):
            now = spent + (board in secret)
            if now > allowed or board_mark(board, now) in opened:
                continue
            opened.add(board_mark(board, now))
            for nxt in boards[board]:
                if pin_mark(nxt, now) not in seen:
                    seen.add(pin_mark(nxt, now))
                    queue.append((nxt, now, count + 1))
    return -1


def joined(boards, secret, start, goal):
    """Two searches over public boards, joined at one secret board."""
    held_by = index(boards)

    def public(source):
        steps, opened, queue = {source: 0}, set(), deque([source])
        while queue:
            pin = queue.popleft()
            for board in held_by.get(pin, ()):
                if board not in secret and board not in opened:
                    opened.add(board)
                    for nxt in boards[board]:
                        if nxt not in steps:
                            steps[nxt] = steps[pin] + 1
                            queue.append(nxt)
        return steps

    ahead, behind, inf = public(start), public(goal), float("inf")
    nearest = lambda steps, board: min((steps.get(pin, inf) for pin in boards[board]), default=inf)
    best = min([ahead.get(goal, inf)] + [nearest(ahead, board) + 1 + nearest(behind, board) for board in secret])
    return -1 if best == inf else best


def both_ends(boards, secret, start, goal, allowed=1):
    """Grows the smaller frontier; the halves meet at a pin, never at a board."""
    if start == goal:
        return 0
    held_by = index(boards)
    sides = [({(pin, 0): 0}, set(), [(pin, 0)]) for pin in (start, goal)]
    while sides[0][2] and sides[1][2]:
        near = 0 if len(sides[0][2]) <= len(sides[1][2]) else 1
        steps, opened, frontier = sides[near]
        other, grown = sides[1 - near][0], []
        for pin, spent in frontier:
            for board in held_by.get(pin, ()):
                now = spent + (board in secret)
                if now > allowed or (board, now) in opened:
                    continue
                opened.add((board, now))
                for nxt in boards[board]:
                    if (nxt, now) not in steps:
                        steps[nxt, now] = steps[pin, spent] + 1
                        grown.append((nxt, now))
        sides[near] = steps, opened, grown
        meet = [steps[pin, spent] + other[pin, theirs] for pin, spent in grown
                for theirs in range(allowed - spent + 1) if (pin, theirs) in other]
        if meet:
            return min(meet)
    return -1


class Ways:
    """The stream of the last curveball: is there a way, after each save?"""

    def __init__(self, secret, start, goal):
        self.secret, self.ends = secret, (start, goal)
        self.parent, self.touched, self.found, self.moved, self.checked = {}, {}, start == goal, 0, 0

    def root(self, node):
        if node not in self.parent:
            self.parent[node], self.touched[node] = node, set()
        while self.parent[node] != node:
            self.parent[node] = self.parent[self.parent[node]]
            node = self.parent[node]
        return node

    def links(self, arrivals, group):
        """Do entries new to a group link the two pins? Each entry is new to a group once."""
        first, last = (self.root(("pin", end)) for end in self.ends)
        if group in (first, last):
            facing = self.touched[last if group == first else first]
            self.checked += len(arrivals)
            self.found = self.found or first == last or not facing.isdisjoint(arrivals)

    def save(self, pin, board):
        mine = self.root(("pin", pin))
        if board in self.secret:
            self.touched[mine].add(board)
            return self.links({board}, mine)
        other = self.root(("board", board))
        if mine == other:
            return None
        self.links(self.touched[other], mine)
        self.links(self.touched[mine], other)
        small, large = sorted((mine, other), key=lambda root: len(self.touched[root]))
        self.parent[small] = large
        self.moved += len(self.touched[small])
        self.touched[large] |= self.touched.pop(small)
        self.found = self.found or self.root(("pin", self.ends[0])) == self.root(("pin", self.ends[1]))


def small_graph(rng):
    boards = {board: [rng.randrange(6) for _ in range(rng.randint(0, 3))] for board in range(5)}
    return boards, {board for board in boards if rng.random() < 0.4}, rng.randrange(7), rng.randrange(7)


def built_to_fail(rng):
    """A secret shortcut, a public detour to the same pin, more boards, a second secret; shuffled, with noise."""
    links, secret = [(0, 100)], {0}
    stops = [0] + [10 + i for i in range(rng.randint(2, 4) - 1)] + [100] + [200 + i for i in range(rng.randint(0, 3))]
    links += zip(stops, stops[1:])
    secret.add(len(links))
    links.append((stops[-1], 999))
    known = sorted({pin for link in links for pin in link})
    links += [(rng.choice(known), rng.choice(known)) for _ in range(rng.randint(0, 2))]
    order = list(enumerate(links))
    rng.shuffle(order)
    return dict(order), secret, 0, 999


rng = random.Random(7)
wrong = {PIN_ONLY: 0, ONCE: 0}
for _ in range(6_000):
    case = small_graph(rng)
    right = search(*case)
    assert joined(*case) == both_ends(*case) == right
    for rule in wrong:
        wrong[rule] += search(*case, rule) != right
caught = {PIN_ONLY: 0, ONCE: 0}
for _ in range(2_000):
    case = built_to_fail(rng)
    right = search(*case)
    assert joined(*case) == both_ends(*case) == right
    for rule in caught:
        caught[rule] += search(*case, rule) != right
c.says("Of 6,000 such graphs, with six pins and five boards, one catches a search that marks pins alone", 6_000)
assert wrong == {PIN_ONLY: 1, ONCE: 0}  # "one catches", "none of the 6,000 did"
c.says("catches it in 1,321 of 2,000", caught[PIN_ONLY], 2_000)
c.says("of 6,000 small graphs one catches a mark per pin, while a generator that builds a shortcut and a detour"
       " catches 1,321 of 2,000", 6_000, caught[PIN_ONLY], 2_000)
c.says("none of the 6,000 shows the fault, and 1,207 of the 2,000 from the generator do", 6_000, caught[ONCE], 2_000)

rng = random.Random(3)
for _ in range(2_000):
    boards, secret, start, goal = small_graph(rng)
    for k in (0, 2, 3):
        assert both_ends(boards, secret, start, goal, k) == search(boards, secret, start, goal, allowed=k)
    saves = [(pin, board) for board in boards for pin in boards[board]]
    rng.shuffle(saves)
    ways, so_far = Ways(secret, start, goal), defaultdict(list)
    for pin, board in saves:
        ways.save(pin, board)
        so_far[board].append(pin)
        assert ways.found == (search(so_far, secret, start, goal) >= 0)
    hidden_saves = sum(board in secret for _, board in saves)
    assert ways.moved <= hidden_saves * log2(hidden_saves + 1) and ways.checked <= 2 * hidden_saves

# The planted fault, with the boards in every order
four = {"Garden": "AC", "Tiles": "CB", "Attic": "AB", "Wedding": "BD"}
later = {"Attic": "AB", "Garden": "AC", "Tiles": "CB", "Lamps": "BE", "Wedding": "ED"}
for order in permutations(four):
    listed = {board: four[board] for board in order}, {"Attic", "Wedding"}, "A", "D"
    assert search(*listed) == 3 and search(*listed, PIN_ONLY) == -1
    if order.index("Garden") < order.index("Attic"):
        assert search(*listed, ONCE) == 3
    elif order[0] == "Attic":
        assert search(*listed, ONCE) == -1
for order in permutations(later):
    listed = {board: later[board] for board in order}, {"Attic", "Wedding"}, "A", "D"
    assert search(*listed) == 4 and search(*listed, ONCE) == -1
c.says("Expected 4, returned −1", 4, -1)

# States pushed on a random graph of a tenth of these sizes, with no way to the goal
rng = random.Random(1)
tenth = {0: list(range(LARGEST // 10))} | {board: [] for board in range(1, B // 10)}
for _ in range((E - LARGEST) // 10):
    tenth[rng.randrange(1, B // 10)].append(rng.randrange(P // 10))
hidden, held_by = set(range(1, B // 10, int(1 / secret_share))), index(tenth)


def pushes(allowed, pruned):
    """States that enter the queue: each once, or each that lowers the secrets spent to reach its node."""
    fewest, seen, count = {("pin", 3): 0}, {("pin", 3, 0)}, 1
    queue = deque(seen)
    while queue:
        kind, name, spent = queue.popleft()
        if kind == "board":
            states = [("pin", pin, spent) for pin in tenth[name]]
        else:
            states = [("board", board, spent + (board in hidden)) for board in held_by.get(name, ())]
        for state in states:
            node, now = state[:2], state[2]
            if now > allowed or (now >= fewest.get(node, allowed + 1) if pruned else state in seen):
                continue
            fewest[node] = now
            seen.add(state)
            queue.append(state)
            count += 1
    return count


c.says("ten secrets push 12,794 states where the layers hold 130,823", pushes(10, True), pushes(10, False))
c.says("With one secret it is 12,794 against 23,588", pushes(1, True), pushes(1, False))

# Memory, which differs a little between versions of Python
tracemalloc.start()
before = tracemalloc.get_traced_memory()[0]
marks = {("pin", pin, spent) for pin in range(P) for spent in (0, 1)}
each = (tracemalloc.get_traced_memory()[0] - before) / len(marks)
assert abs(each - per_state) < 0.3 * per_state, each
before = tracemalloc.get_traced_memory()[0]
kept = index(tenth)
assert 10 < (tracemalloc.get_traced_memory()[0] - before) * 10 / 1e6 < 25  # "16 megabytes measured"
tracemalloc.stop()
