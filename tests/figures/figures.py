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
        self.text = _flat(LINK.sub(r"\1", (ROOT / path).read_text(encoding="utf-8")))
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
            scale = SCALE.get(match["suffix"] or "", 1)
            sign = -1 if match["sign"] else 1
            shown = sign * float(match["digits"].replace(",", "")) * scale
            if abs(shown - value) > _tolerance(match["digits"], scale) * (1 + 1e-9):
                self.failures.append(
                    f"{words!r} shows {match.group(0)}, the formula gives {value:.6g}"
                    f" ({value / scale:.6g} in the unit shown)"
                )
            self.checked += 1


CHAPTERS = []


def chapter(path):
    found = Chapter(path)
    CHAPTERS.append(found)
    return found
