"""Runs every figures file, or those named: python3 tests/figures/run.py [slug ...]"""

import pathlib
import runpy
import sys

HERE = pathlib.Path(__file__).resolve().parent
sys.path.insert(0, str(HERE))
import figures  # noqa: E402

OWN = {"figures", "run", "test_figures"}


def main(wanted):
    files = sorted(p for p in HERE.glob("*.py") if p.stem not in OWN)
    if wanted:
        files = [p for p in files if p.stem in wanted]
    if not files:
        print("no figures file of that name")
        return 1
    for path in files:
        runpy.run_path(str(path))
    failed = 0
    for chapter in figures.CHAPTERS:
        for failure in chapter.failures:
            print(f"{chapter.path}: {failure}")
        failed += len(chapter.failures)
    checked = sum(c.checked for c in figures.CHAPTERS)
    print(f"{checked} passed, {failed} failed")
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
