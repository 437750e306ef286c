"""Runs every ```python block of the book, each alone in a fresh interpreter.

python3 tests/python/run.py [path ...]; a block must end within the time limit
and must hold at least one assert or print, or it shows nothing. A block whose
first line is CONTINUES runs after the one above it, as a reader would run it.
"""

import concurrent.futures
import pathlib
import re
import subprocess
import sys

ROOT = pathlib.Path(__file__).resolve().parents[2]
BLOCK = re.compile(r"^```python[^\n]*\n(.*?)^```", re.M | re.S)
CONTINUES = "# Continues the block above.\n"
SECONDS = 20


def blocks(paths):
    for path in paths:
        text = path.read_text(encoding="utf-8")
        above = ""
        for match in BLOCK.finditer(text):
            own = match[1]
            above = above + own if own.startswith(CONTINUES) else own
            yield path, text.count("\n", 0, match.start()) + 1, own, above


def run(block):
    path, line, own, code = block
    place = f"{path.relative_to(ROOT)}:{line}"
    if "assert" not in own and "print" not in own:
        return f"{place}: neither asserts nor prints"
    try:
        done = subprocess.run(
            [sys.executable, "-I", "-c", code], capture_output=True, text=True, timeout=SECONDS
        )
    except subprocess.TimeoutExpired:
        return f"{place}: still running after {SECONDS} s"
    return f"{place}: {done.stderr.strip()}" if done.returncode else None


def main(names):
    paths = [pathlib.Path(n).resolve() for n in names] or sorted((ROOT / "src").rglob("*.md"))
    found = list(blocks(paths))
    with concurrent.futures.ThreadPoolExecutor(2) as pool:
        failures = [failure for failure in pool.map(run, found) if failure]
    for failure in failures:
        print(failure)
    print(f"{len(found) - len(failures)} passed, {len(failures)} failed")
    return 1 if failures or not found else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
