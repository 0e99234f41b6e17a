"""Make the fonts of window and paper: letters of Noto Sans, characters of Noto Sans CJK SC.

A build tool: run by hand when the repertoire changes; its output is committed.
It needs fontTools, NotoSans-*.ttf and NotoSansCJK-*.ttc (Debian: fonts-noto-core, fonts-noto-cjk),
and refuses sources that lack a character every record may need.
"""

import argparse
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from fontTools import subset
from fontTools.pens.cu2quPen import Cu2QuPen
from fontTools.pens.recordingPen import DecomposingRecordingPen
from fontTools.pens.ttGlyphPen import TTGlyphPen
from fontTools.ttLib import TTCollection, TTFont, newTable

HERE = Path(__file__).resolve().parent
TARGET = HERE.parents[1] / "resources" / "fonts"
RARE = HERE / "general_standard_beyond_gb2312.txt"
SOURCE_FAMILY = "Noto Sans CJK SC"
# "Noto" is a trademark: an altered font carries a name of its own.
FAMILY = "LTM Sans SC"
WEIGHTS = ("Regular", "Bold")
# Thousandths of an em: at 10 points the largest departure is a fiftieth of a point.
CURVE_ERROR = 2.0
LETTERS = (
    range(0x20, 0x7F),
    range(0xA0, 0x250),  # Latin, with every letter of the European languages
    range(0x2C6, 0x2DE),
    range(0x370, 0x400),  # Greek
    range(0x400, 0x460),  # Cyrillic
    range(0x1E00, 0x1F00),  # Vietnamese
    range(0x2010, 0x2040),
    range(0x20A0, 0x20C0),
    range(0x2116, 0x2123),
)
SIGNS = "※℃℉Ω←↑→↓↔↕⇐⇒⇔−√∞≈≠≤≥■□▲△▶▷▼▽◀◁◆◇○◎●◐◑★☆✓⚠♀♂"
FULL_WIDTH = "".join(map(chr, [*range(0x3000, 0x3020), *range(0xFF01, 0xFF5F), 0xFFE5]))


def _decoded(encoding: str, leads: range, trails: range) -> Iterator[str]:
    for lead in leads:
        for trail in trails:
            try:
                yield bytes([lead, trail]).decode(encoding)
            except UnicodeDecodeError:
                continue


def characters() -> tuple[set[int], set[int]]:
    """Return the Han characters that must be there, and the signs and others that are welcome."""
    rare = RARE.read_text(encoding="utf-8").splitlines()
    simplified = "".join(_decoded("gb2312", range(0xB0, 0xF8), range(0xA1, 0xFF)))
    must = simplified + "".join(x for x in rare if not x.startswith("#"))
    symbols = "".join(_decoded("gb2312", range(0xA1, 0xAA), range(0xA1, 0xFF)))
    traditional = "".join(_decoded("big5", range(0xA4, 0xFA), range(0x40, 0xFF)))
    welcome = SIGNS + FULL_WIDTH + symbols + traditional
    return set(map(ord, must)), set(map(ord, welcome)) - set(map(ord, must))


def _quadratic(font: TTFont) -> None:
    """Replace cubic outlines by quadratic ones: paper embeds TrueType only."""
    order = font.getGlyphOrder()
    drawn = font.getGlyphSet()
    glyphs: dict[str, Any] = {}
    for name in order:
        pen = TTGlyphPen(None)
        drawn[name].draw(Cu2QuPen(pen, CURVE_ERROR, reverse_direction=True))
        glyphs[name] = pen.glyph()
    font["loca"] = newTable("loca")
    font["glyf"] = glyf = newTable("glyf")
    glyf.glyphOrder, glyf.glyphs = order, glyphs
    del font["CFF "]
    glyf.compile(font)
    advances = font["hmtx"].metrics
    for name, glyph in glyphs.items():
        advances[name] = (advances[name][0], getattr(glyph, "xMin", 0))
    _profile(font)
    font.sfntVersion = "\x00\x01\x00\x00"


def _profile(font: TTFont) -> None:
    font["maxp"] = maxp = newTable("maxp")
    maxp.tableVersion = 0x00010000
    for field in (
        "maxTwilightPoints",
        "maxStorage",
        "maxFunctionDefs",
        "maxInstructionDefs",
        "maxStackElements",
        "maxSizeOfInstructions",
        "maxComponentElements",
    ):
        setattr(maxp, field, 0)
    maxp.maxZones = 1
    post = font["post"]
    post.formatType = 3.0
    post.glyphOrder = None


def _rename(font: TTFont, weight: str) -> None:
    kept = [r for r in font["name"].names if r.platformID == 3 and r.nameID in (0, 7, 13, 14)]
    font["name"].names = kept
    whole = f"{FAMILY} {weight}"
    postscript = f"{FAMILY.replace(' ', '')}-{weight}"
    names = {1: FAMILY, 2: weight, 3: f"{postscript};2.003", 4: whole, 5: "Version 2.003"}
    for number, text in {**names, 6: postscript}.items():
        font["name"].setName(text, number, 3, 1, 0x409)


def _cut(font: TTFont, unicodes: set[int]) -> TTFont:
    options = subset.Options(
        layout_features=[], notdef_outline=True, hinting=False, glyph_names=False, name_IDs=["*"]
    )
    options.drop_tables += ["GSUB", "GPOS", "GDEF", "BASE", "VORG", "vhea", "vmtx"]
    cutter = subset.Subsetter(options)
    cutter.populate(unicodes=unicodes)
    cutter.subset(font)
    return font


def _add_letters(font: TTFont, letters: TTFont) -> None:
    """Draw the letters into the font, parts put together, under names of their own."""
    drawn = letters.getGlyphSet()
    glyf, advances = font["glyf"], font["hmtx"].metrics
    cmaps = [t.cmap for t in font["cmap"].tables if t.isUnicode()]
    for code, source in sorted(letters.getBestCmap().items()):
        pen = TTGlyphPen(None)
        whole = DecomposingRecordingPen(drawn)
        drawn[source].draw(whole)
        whole.replay(pen)
        glyph, name = pen.glyph(), f"letter{code:04X}"
        glyf[name] = glyph
        glyph.recalcBounds(glyf)
        advances[name] = (letters["hmtx"][source][0], getattr(glyph, "xMin", 0))
        for cmap in cmaps:
            cmap[code] = name
    font.setGlyphOrder(glyf.glyphOrder)


def make(folder: Path, weight: str, target: Path) -> Path:
    """Write one weight of the font and return where it lies."""
    fonts = TTCollection(folder / f"NotoSansCJK-{weight}.ttc").fonts
    font = next(f for f in fonts if f["name"].getDebugName(1) == SOURCE_FAMILY)
    must, welcome = characters()
    lacking = must - set(font.getBestCmap())
    if lacking:
        sys.exit(f"{SOURCE_FAMILY} lacks {len(lacking)} characters, first U+{min(lacking):04X}")
    letters = TTFont(folder / f"NotoSans-{weight}.ttf")
    codes = {code for span in LETTERS for code in span} & set(letters.getBestCmap())
    _cut(font, (must | welcome) - codes)
    _quadratic(font)
    _add_letters(font, _cut(letters, codes))
    _rename(font, weight)
    font.recalcTimestamp = False
    out = target / f"{FAMILY.replace(' ', '')}-{weight}.ttf"
    font.save(out)
    return out


def main() -> None:
    """Make both weights from the sources in one folder."""
    parser = argparse.ArgumentParser(description=main.__doc__)
    parser.add_argument("folder", type=Path, help="where the four Noto files lie")
    folder = parser.parse_args().folder
    for weight in WEIGHTS:
        out = make(folder, weight, TARGET)
        print(f"{out.name}: {out.stat().st_size:,} bytes")


if __name__ == "__main__":
    main()
