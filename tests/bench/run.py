"""Times whole processes, in pairs and interleaved, and prints ratios.

    python3 tests/bench/run.py            all rows, a few minutes
    python3 tests/bench/run.py --quick    fewer cases and runs

The machines are noisy: a figure is the median of the ratios of neighbouring
runs, never a single time. Memory is the largest resident set of the process.
Builds the release binaries first.
"""

import argparse
import json
import math
import os
import pathlib
import re
import shutil
import statistics
import subprocess
import sys
import tempfile
import time
import urllib.request

ROOT = pathlib.Path(__file__).resolve().parents[2]
BINARY = ROOT / "target/release/mdbook-casebook"
NO_OP = ROOT / "target/release/examples/no_op"
PLAIN_BUILD = ROOT / "target/release/examples/plain_build"
STARTER = ROOT / "preprocessor/starter"

PROSE = (
    "A queue between the two stores absorbs the peak, and its length is the first number to watch, "
    "because it rises minutes before a reader notices anything [@linden2003]. With `n` workers and a "
    "service time of *s*, the wait grows without bound as the load nears one.\n\n"
)


def case(number, size, diagram):
    """The starter's case with another title and as much prose as makes `size` bytes."""
    text = (STARTER / "src/cases/related-articles.md").read_text()
    text = text.replace('title = "Related articles"', f'title = "Case {number}"')
    if not diagram:
        start, end = text.index("```mermaid"), text.index("```\n", text.index("```mermaid") + 3) + 4
        text = text[:start] + text[end:]
    at = text.rindex("### In short", 0, text.index("### Signals\n\n- [ ] L5!: Sizes"))
    filling = PROSE * max(0, math.ceil((size - len(text)) / len(PROSE)))
    return text[:at] + filling + text[at:]


def book(folder, count, size=9_000, diagram=False):
    """A book of `count` cases. Returns mdBook's JSON for it."""
    subprocess.run([BINARY, "init", folder], check=True, capture_output=True)
    src = folder / "src"
    shutil.rmtree(src / "samples")
    (src / "cases/related-articles.md").unlink()
    chapters = []
    for number in range(count):
        text = case(number, size, diagram)
        name = f"cases/case-{number}.md"
        (src / name).write_text(text)
        chapters.append((f"Case {number}", name, text))
    summary = (src / "SUMMARY.md").read_text()
    entries = "".join(f"- [{title}]({name})\n" for title, name, _ in chapters)
    (src / "SUMMARY.md").write_text(summary + entries)
    items = [
        {
            "Chapter": {
                "name": title, "content": text, "number": [number + 1], "sub_items": [],
                "path": name, "source_path": name, "parent_names": [],
            }
        }
        for number, (title, name, text) in enumerate(chapters)
    ]
    config = {
        "book": {"title": "Bench", "src": "src"},
        "preprocessor": {"casebook": {"before": ["links", "index"]}},
    }
    context = {"root": str(folder), "config": config, "renderer": "html", "mdbook_version": "0.5.4"}
    return json.dumps([context, {"items": items}]).encode()


def run(command, stdin=b"", cwd=None):
    """Seconds of one run."""
    with tempfile.TemporaryFile() as source, open(os.devnull, "wb") as sink:
        source.write(stdin)
        source.seek(0)
        start = time.perf_counter()
        done = subprocess.run(command, stdin=source, stdout=sink, stderr=subprocess.PIPE, cwd=cwd)
        seconds = time.perf_counter() - start
        if done.returncode != 0:
            sys.exit(f"{command} failed: {done.stderr.decode()[-2000:]}")
        return seconds


MEASURE = """
import resource, subprocess, sys
subprocess.run(sys.argv[1:], stdout=subprocess.DEVNULL, check=True)
print(resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss)
"""


def memory(command, stdin):
    """Peak memory in MB of one run, under a small process: a child inherits the peak of its parent."""
    with tempfile.TemporaryFile() as source:
        source.write(stdin)
        source.seek(0)
        measured = subprocess.run(
            [sys.executable, "-S", "-c", MEASURE, *command], stdin=source, capture_output=True, check=True
        )
        return int(measured.stdout) / 1024


def pair(a, b, runs):
    """Median of the ratios a/b of neighbouring runs, and the medians of both."""
    a(), b()
    both = [(a(), b()) for _ in range(runs)]
    ratio = statistics.median(x / y for x, y in both)
    return ratio, statistics.median(x for x, _ in both), statistics.median(y for _, y in both)


def saves(folder, runs):
    """Seconds from saving a case to its new page, as a browser that waits for it gets it; a run each."""
    case, times = folder / "src/cases/search-autocomplete.md", []
    server = subprocess.Popen([BINARY, "serve", folder, "--port", "0"], stderr=subprocess.PIPE, text=True)
    try:
        address = next(match[0] for line in server.stderr if (match := re.search(r"http://[^/ ]+", line)))
        page = lambda: urllib.request.urlopen(f"{address}/cases/search-autocomplete.html").read().decode()
        for number in range(runs):
            stream = re.search(r"data-changes=\"([^\"]+)", page())[1]
            with urllib.request.urlopen(address + stream) as changes:
                case.write_text(case.read_text().replace("In one minute\n\n", f"In one minute\n\nSave{number}. ", 1))
                start = time.perf_counter()
                next(line for line in changes if line.startswith(b"event: reload"))
                assert f"Save{number}." in page()
                times.append(time.perf_counter() - start)
    finally:
        server.terminate()
        server.wait()
        server.stderr.close()
    return times


def row(what, figure, must):
    print(f"| {what} | {figure} | {must} |", flush=True)


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("--quick", action="store_true")
    quick = parser.parse_args().quick
    runs = 3 if quick else 9
    subprocess.run(
        ["cargo", "build", "--release", "--locked", "--quiet", "--bins", "--examples"], cwd=ROOT, check=True
    )
    print("| quantity | measured | must |\n|---|---|---|")
    with tempfile.TemporaryDirectory() as temp:
        temp = pathlib.Path(temp)
        many = 200 if quick else 1_000
        most = 1_000 if quick else 5_000

        data = book(temp / "many", many)
        ratio, ours, theirs = pair(lambda: run([BINARY], data), lambda: run([NO_OP], data), runs * 5)
        row(f"protocol, {many} cases, against a no-op", f"{ratio:.2f}× ({ours * 1e3:.0f} / {theirs * 1e3:.0f} ms)", "≤ 1.0×")

        small = book(temp / "small", 100)
        large = book(temp / "large", most)
        ratio, *_ = pair(lambda: run([BINARY], large), lambda: run([BINARY], small), runs)
        row(f"growth from 100 to {most} cases, exponent", f"{math.log(ratio) / math.log(most / 100):.2f}", "≤ 1.05")
        for count, limit, input_ in ((many, 80, data), (most, 300, large)):
            peak = memory([BINARY], input_)
            row(f"peak memory, {count} cases", f"{peak:.0f} MB", f"≤ {limit} MB at {1_000 if limit == 80 else 5_000}")

        check = statistics.median(run([BINARY, "check"], cwd=temp / "many") for _ in range(runs))
        row(f"`check` of {many} clean cases", f"{check:.2f} s", "≤ 0.3 s at 1,000")

        for name, diagram in (("one case, whole process", False), ("one case with a diagram", True)):
            one = book(temp / name, 1, diagram=diagram)
            single = statistics.median(run([BINARY], one) for _ in range(runs * 3))
            row(name, f"{single * 1e3:.1f} ms", "≤ 30 ms" if diagram else "≤ 10 ms")

        plain, drawn = book(temp / "plain", many), book(temp / "drawn", many, diagram=True)
        extra = pair(lambda: run([BINARY], drawn), lambda: run([BINARY], plain), runs)
        row("a diagram, on all processors", f"{(extra[1] - extra[2]) / many * 1e3:.2f} ms", "≤ 5 ms")

        this = temp / "this"
        for part in ("src", "templates", "theme"):
            shutil.copytree(ROOT / part, this / part, ignore=shutil.ignore_patterns("node_modules"))
        shutil.copy(ROOT / "book.toml", this)
        row("`serve`, from save to new page, this book", f"{statistics.median(saves(this, runs)) * 1e3:.0f} ms", "≤ 500 ms")

        # The same pages twice: mdBook alone on the finished Markdown, and with this program before it.
        # No page beside the cases: their lists would be empty without this program.
        finished = temp / "finished"
        done = subprocess.run([BINARY], input=data, capture_output=True, check=True).stdout
        summary = temp / "many/src/SUMMARY.md"
        cases = [line for line in summary.read_text().splitlines() if "(cases/case-" in line]
        summary.write_text("# Summary\n\n" + "\n".join(cases) + "\n")
        shutil.copytree(temp / "many", finished)
        for chapter in json.loads(done)["items"]:
            chapter = chapter.get("Chapter")
            if chapter and chapter["path"].startswith("cases/case-"):
                (finished / "src" / chapter["path"]).write_text(chapter["content"])
        settings = (finished / "book.toml").read_text()
        before, after = settings.split("[preprocessor.casebook]")
        (finished / "book.toml").write_text(before + after[after.index("[output"):])
        ratio, ours, theirs = pair(
            lambda: run([BINARY, "build", str(temp / "many")]), lambda: run([PLAIN_BUILD, str(finished)]),
            1 if quick else 5,
        )
        row(
            f"whole build, {many} cases, against mdBook on the same pages",
            f"{ratio:.2f}× ({ours:.1f} / {theirs:.1f} s)", "≤ 1.03×",
        )


if __name__ == "__main__":
    main()
