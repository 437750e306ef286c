"""Holds the numbers printed in a chapter against the formulas they come from.

A figures file beside this one names its chapter, keeps the inputs as variables
and states each computed number with the words that carry it:

    c = chapter("src/cases/search-autocomplete.md")
    searches_per_day = 5e9 / 30
    c.says("167M searches a day", searches_per_day)

`says` requires that the words stand in the chapter (line breaks do not matter)
and that every number in them, in order, equals the value given for it after
rounding to the digits shown. Suffixes scale a number: % k K M B T, thousand
million billion trillion, and the bytes KB MB GB TB PB (powers of 1000) and
KiB MiB GiB TiB PiB (powers of 1024). Other units do not: pass the value in the
unit shown.

`draws` does the same for the rows of data of a plot, whose expressions the build
checks itself:

    c.draws("Where the time goes", "bar", [("retrieve", 0, 30), ("rank", 30, 90)])
"""

import pathlib
import re

ROOT = pathlib.Path(__file__).resolve().parents[2]

SCALE = {
    "%": 1e-2,
    "k": 1e3, "K": 1e3, "M": 1e6, "B": 1e9, "T": 1e12,
    "thousand": 1e3, "million": 1e6, "billion": 1e9, "trillion": 1e12,
    "KB": 1e3, "MB": 1e6, "GB": 1e9, "TB": 1e12, "PB": 1e15,
    "KiB": 2**10, "MiB": 2**20, "GiB": 2**30, "TiB": 2**40, "PiB": 2**50,
}

NUMBER = re.compile(
    r"(?<![\w.])(?:(?<!-)(?P<sign>[-−]))?"
    r"(?P<digits>\d{1,3}(?:,\d{3})+(?:\.\d+)?|\d+(?:\.\d+)?)"
    r"(?:\s?(?P<suffix>%|[KMGTP]i?B\b|[kKMBT]\b|(?:thousand|million|billion|trillion)\b))?"
)

# `[53k](=peak)` reads as its number.
LINK = re.compile(r"\[([^\]]*)\]\(=[^)]*\)")


PLOT = re.compile(r"^```plot[^\n]*\n(.*?)^```", re.M | re.S)
SERIES = re.compile(r"(?:line|step|points|bar|band)\b")


class Mismatch(AssertionError):
    """A chapter and its formulas disagree."""


def _flat(text):
    return re.sub(r"\s+", " ", text)


def _tolerance(digits, scale):
    """Half a unit of the last digit shown; trailing zeros may be rounding, to 5%."""
    shown = float(digits.replace(",", ""))
    decimals = len(digits.split(".")[1]) if "." in digits else 0
    if decimals:
        return 0.5 * 10**-decimals * scale
    bare = digits.replace(",", "")
    zeros = len(bare) - len(bare.rstrip("0")) if shown else 0
    loose = min(0.5 * 10**zeros, 0.05 * shown)
    return max(0.5, loose) * scale


class Chapter:
    def __init__(self, path):
        self.path = path
        text = (ROOT / path).read_text(encoding="utf-8")
        self.text = _flat(LINK.sub(r"\1", text))
        self.plots = PLOT.findall(text)
        self.checked = 0
        self.failures = []

    def says(self, words, *values):
        words = _flat(words)
        if words not in self.text:
            self.failures.append(f"the words are not in the chapter: {words!r}")
            return
        numbers = list(NUMBER.finditer(words))
        if len(numbers) != len(values):
            found = ", ".join(m.group(0) for m in numbers) or "none"
            self.failures.append(
                f"{words!r} holds {len(numbers)} numbers ({found}), {len(values)} given"
            )
            return
        for match, value in zip(numbers, values):
            self._compare(words, match, value)

    def draws(self, title, series, rows):
        """Holds the rows below `series` of the plot `title` against `rows`: a word or a number first, then numbers."""
        drawn = self._rows(title, series)
        if drawn is None:
            self.failures.append(f"no plot {title!r} has rows of data below {series!r}")
        elif [row[0] for row in drawn if not NUMBER.fullmatch(row[0])] != [r[0] for r in rows if isinstance(r[0], str)]:
            self.failures.append(f"{title!r} has the rows {', '.join(row[0] for row in drawn)}")
        elif [len(row) for row in drawn] != [len(row) for row in rows]:
            self.failures.append(f"{title!r} has {len(drawn)} rows, {len(rows)} of other lengths given")
        else:
            for shown, given in zip(drawn, rows):
                for cell, value in zip(shown, given):
                    if not isinstance(value, str):
                        self._compare(f"{title!r}, {', '.join(shown)}", NUMBER.fullmatch(cell), value)

    def _rows(self, title, series):
        """The cells of the rows, without a first row of names; the two ends of a range are two cells."""
        for plot in self.plots:
            lines = [line.strip() for line in plot.splitlines()]
            if f"title: {title}" not in lines or series not in lines:
                continue
            rows = []
            for line in lines[lines.index(series) + 1 :]:
                if SERIES.match(line) or line.startswith("mark "):
                    break
                cells = [cell.strip() for cell in re.split(r",\s|\||\.\.", line.strip("|"))]
                if len(cells) > 1 and all(NUMBER.fullmatch(cell) for cell in cells[1:]):
                    rows.append(cells)
            return rows
        return None

    def _compare(self, where, match, value):
        scale = SCALE.get(match["suffix"] or "", 1)
        sign = -1 if match["sign"] else 1
        shown = sign * float(match["digits"].replace(",", "")) * scale
        if abs(shown - value) > _tolerance(match["digits"], scale) * (1 + 1e-9):
            self.failures.append(
                f"{where!r} shows {match.group(0)}, the formula gives {value:.6g}"
                f" ({value / scale:.6g} in the unit shown)"
            )
        self.checked += 1


CHAPTERS = []


def chapter(path):
    found = Chapter(path)
    CHAPTERS.append(found)
    return found
