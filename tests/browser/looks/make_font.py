"""Makes boxes.ttf and boxes-bold.ttf, the letters of the screenshots: `pip install fonttools`, then `python3 make_font.py`.

Every character of Unicode is a box, about as wide as its letter would be, so that text takes the same room and looks the
same on every machine, whatever fonts it has and however it draws letters. The sizes are near to those of Open Sans.
"""

from pathlib import Path

from fontTools.fontBuilder import FontBuilder
from fontTools.pens.ttGlyphPen import TTGlyphPen
from fontTools.ttLib.tables._c_m_a_p import CmapSubtable

EM = 1000
ASCENT, DESCENT = 1069, 293
CAPITAL, SMALL = 714, 535

# Name of the glyph: its width, the top of its box (0: none), and the characters; the last of them has all others.
GLYPHS = {
    "blank": (0, 0, [0xAD, *range(0x300, 0x370), *range(0x200B, 0x2010), *range(0x2028, 0x202F), *range(0x2060, 0x2070),
                     *range(0xFE00, 0xFE10)]),
    "space": (260, 0, [0x09, 0x0A, 0x0D, 0x20, 0xA0, *range(0x2000, 0x200B), 0x202F, 0x205F, 0x3000]),
    "narrow": (290, SMALL, [ord(letter) for letter in "ijlfrt.,:;'!|()[]{}`·’‘"]),
    "small": (560, SMALL, [ord(letter) for letter in "abcdeghknopqsuvxyz-+=~<>*“”\""]),
    "wide": (860, SMALL, [ord(letter) for letter in "mw—…%@"]),
    "capital": (620, CAPITAL, [*range(ord("0"), ord("9") + 1), *range(ord("A"), ord("Z") + 1)]),
    "other": (620, CAPITAL, None),
}


def box(width: int, top: int, margin: int):
    pen = TTGlyphPen(None)
    if top:
        for place, point in enumerate([(margin, 0), (margin, top), (width - margin, top), (width - margin, 0)]):
            (pen.lineTo if place else pen.moveTo)(point)
        pen.closePath()
    return pen.glyph()


def characters() -> dict[int, str]:
    named = {code: name for name, (_, _, codes) in GLYPHS.items() for code in codes or []}
    return {code: named.get(code, "other") for code in range(0x110000) if not 0xD800 <= code < 0xE000}


def make(file: str, margin: int, wider: float) -> None:
    order = [".notdef", *GLYPHS]
    shapes = {".notdef": GLYPHS["other"], **GLYPHS}
    width = {name: round(shapes[name][0] * wider) for name in order}
    builder = FontBuilder(EM, isTTF=True)
    builder.setupGlyphOrder(order)
    builder.setupCharacterMap({0x20: "space"})
    builder.setupGlyf({name: box(width[name], shapes[name][1], margin) for name in order})
    builder.setupHorizontalMetrics({name: (width[name], margin if shapes[name][1] else 0) for name in order})
    builder.setupHorizontalHeader(ascent=ASCENT, descent=-DESCENT)
    builder.setupOS2(sTypoAscender=ASCENT, sTypoDescender=-DESCENT, sTypoLineGap=0, usWinAscent=ASCENT,
                     usWinDescent=DESCENT, sxHeight=SMALL, sCapHeight=CAPITAL)
    builder.setupNameTable({"familyName": "Boxes", "styleName": "Regular"})
    builder.setupPost(keepGlyphNames=False)
    # Format 13: a group of characters, one glyph.
    table = CmapSubtable.newSubtable(13)
    table.platformID, table.platEncID, table.language, table.cmap = 3, 10, 0, characters()
    builder.font["cmap"].tables.append(table)
    builder.font["head"].created = builder.font["head"].modified = 0
    builder.font.recalcTimestamp = False
    builder.font.save(Path(__file__).parent / "book/src" / file)


make("boxes.ttf", margin=60, wider=1.0)
make("boxes-bold.ttf", margin=15, wider=1.05)
