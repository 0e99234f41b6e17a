"""Compile the Chinese catalogue and say what is missing, stale or contradictory in it.

`python installer/translations.py` writes the .mo; `--check` only looks; `--missing` prints PO text
for every sentence still without a translation. A build tool: needs babel, is never shipped.
"""

import ast
import re
import struct
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from babel.messages.pofile import read_po

ROOT = Path(__file__).resolve().parent.parent
SOURCES = ROOT / "ltm_desktop"
TOPICS = ROOT / "resources" / "translations" / "zh_CN"
COMPILED = TOPICS / "LC_MESSAGES" / "ltm_desktop.mo"

SAYERS = frozenset({"say", "_say"})
MARKERS = frozenset({"mark", "_mark"})
SAME_IN_CHINESE = frozenset(
    {
        *("OK", "GS1", "QR", "PDF", "cmH₂O", "°C", "mmHg", "English", "LTM Desktop", "Esc"),
        *("{count}", "mg per mL", "per µL", "×10⁹ per L", "µmol per L", "g per L", "mL per minute"),
        *("mmol per L", "nmol per L", "pmol per L", "U per L", "U per mL", "ng per mL"),
        *("pg per mL", "per mL", "{part} of {whole} ({percent} %)"),
    }
)
"""What Chinese writes as English does; anything else without a Chinese character is a mistake."""

_PLACE = re.compile(r"\{(\w+)\}")
_CHINESE = re.compile(r"[\u3400-\u9fff]")
_HEADER = "Content-Type: text/plain; charset=UTF-8\nPlural-Forms: nplurals=1; plural=0;\n"


@dataclass(frozen=True, order=True)
class Sentence:
    """A sentence in the code: its English text, and the plural where it is counted."""

    text: str
    plural: str = ""


@dataclass(frozen=True)
class Translation:
    """One entry of a topic's PO file."""

    sentence: Sentence
    chinese: str
    topic: str


def find_sentences(source: str) -> Iterator[Sentence]:
    """Yield every sentence said or marked in one module's source."""
    for node in ast.walk(ast.parse(source)):
        if not isinstance(node, ast.Call) or not node.args:
            continue
        if _is_many(node.func) and len(node.args) > 1:
            yield from map(Sentence, _literals(node.args[0]), _literals(node.args[1]))
        elif _name(node.func) in SAYERS | MARKERS:
            yield from map(Sentence, _literals(node.args[0]))


def find_built_texts(source: str) -> list[int]:
    """Return the lines where a sentence is glued together instead of said whole."""
    glued = (ast.JoinedStr, ast.BinOp)
    return [
        node.lineno
        for node in ast.walk(ast.parse(source))
        if isinstance(node, ast.Call)
        and (_name(node.func) in SAYERS | MARKERS or _is_many(node.func))
        and any(isinstance(argument, glued) for argument in node.args[:2])
    ]


def _name(function: ast.expr) -> str:
    if isinstance(function, ast.Attribute):
        return function.attr
    return function.id if isinstance(function, ast.Name) else ""


def _is_many(function: ast.expr) -> bool:
    return (
        isinstance(function, ast.Attribute)
        and function.attr == "many"
        and _name(function.value) in SAYERS
    )


def _literals(node: ast.expr) -> list[str]:
    if isinstance(node, ast.IfExp):
        return _literals(node.body) + _literals(node.orelse)
    if isinstance(node, ast.Constant) and isinstance(node.value, str) and node.value:
        return [node.value]
    return []


def in_code() -> dict[Sentence, str]:
    """Return every sentence of the program with a module that says it."""
    return {
        sentence: path.relative_to(ROOT).as_posix()
        for path in sorted(SOURCES.rglob("*.py"))
        for sentence in find_sentences(path.read_text("utf-8"))
    }


def in_topics() -> list[Translation]:
    """Return every translation of every topic file."""
    return [entry for path in sorted(TOPICS.glob("*.po")) for entry in _in_topic(path)]


def _in_topic(path: Path) -> Iterator[Translation]:
    with path.open("rb") as file:
        catalogue = read_po(file, locale="zh_CN", abort_invalid=True)
    for message in catalogue:
        source = [message.id] if isinstance(message.id, str) else list(message.id)
        target = message.string if isinstance(message.string, str) else (message.string or [""])[0]
        if source[0] and target and not message.fuzzy:
            yield Translation(Sentence(*source), target, path.stem)


def find_missing() -> dict[Sentence, str]:
    """Return the sentences of the code that have no Chinese, with where they are said."""
    known = {entry.sentence for entry in in_topics()}
    return {sentence: place for sentence, place in in_code().items() if sentence not in known}


def find_disagreements(entries: list[Translation]) -> list[str]:
    """Name sentences that two topics translate differently."""
    first: dict[str, Translation] = {}
    faults = []
    for entry in entries:
        other = first.setdefault(entry.sentence.text, entry)
        if (other.chinese, other.sentence) != (entry.chinese, entry.sentence):
            faults.append(f"{entry.sentence.text!r}: {other.topic} and {entry.topic} differ")
    return faults


def find_wrong_places(entries: list[Translation]) -> list[str]:
    """Name translations that lose or invent a {placeholder}."""
    return [
        f"{entry.topic}: {entry.sentence.text!r} -> {entry.chinese!r}"
        for entry in entries
        if set(_PLACE.findall(entry.sentence.plural or entry.sentence.text))
        != set(_PLACE.findall(entry.chinese))
    ]


def find_english(entries: list[Translation]) -> list[str]:
    """Name translations that are still English."""
    return [
        f"{entry.topic}: {entry.sentence.text!r}"
        for entry in entries
        if not _CHINESE.search(entry.chinese)
        and entry.sentence.text not in SAME_IN_CHINESE
        and re.search("[A-Za-z]", _PLACE.sub("", entry.sentence.text))
    ]


def to_mo(entries: list[Translation]) -> bytes:
    """Return the GNU catalogue; the same entries always give the same bytes."""
    texts = {b"": _HEADER.encode()}
    for entry in entries:
        key = "\0".join(filter(None, (entry.sentence.text, entry.sentence.plural)))
        texts[key.encode()] = entry.chinese.encode()
    keys = sorted(texts)
    tables, blob = [], b""
    start = 28 + 16 * len(keys)
    for strings in (keys, [texts[key] for key in keys]):
        for string in strings:
            tables.append(struct.pack("<II", len(string), start + len(blob)))
            blob += string + b"\0"
    head = struct.pack("<7I", 0x950412DE, 0, len(keys), 28, 28 + 8 * len(keys), 0, start)
    return head + b"".join(tables) + blob


def is_stale() -> bool:
    """Tell whether the compiled catalogue differs from the topic files."""
    return not COMPILED.is_file() or COMPILED.read_bytes() != to_mo(in_topics())


def find_faults() -> list[str]:
    """Say everything that is wrong with the catalogue."""
    entries = in_topics()
    missing = [
        f"{place}: {sentence.text!r} has no Chinese"
        for sentence, place in sorted(find_missing().items())
    ]
    stale = ["the compiled catalogue is stale: run installer/translations.py"] * is_stale()
    return [
        *missing,
        *find_disagreements(entries),
        *find_wrong_places(entries),
        *find_english(entries),
        *stale,
    ]


def to_po(sentence: Sentence, place: str) -> str:
    """Return the empty PO entry of a sentence."""
    lines = [f"#: {place}", f"msgid {_quoted(sentence.text)}"]
    if not sentence.plural:
        return "\n".join([*lines, 'msgstr ""', ""])
    return "\n".join([*lines, f"msgid_plural {_quoted(sentence.plural)}", 'msgstr[0] ""', ""])


def _quoted(text: str) -> str:
    escaped = text.replace("\\", "\\\\").replace('"', '\\"').replace("\n", "\\n")
    return f'"{escaped}"'


def main(arguments: list[str]) -> int:
    """Compile, check, or print what is missing; return 1 when something is wrong."""
    if "--missing" in arguments:
        print("\n".join(to_po(*item) for item in sorted(find_missing().items())))
        return 0
    if "--check" not in arguments:
        COMPILED.parent.mkdir(parents=True, exist_ok=True)
        COMPILED.write_bytes(to_mo(in_topics()))
    faults = find_faults()
    print("\n".join(faults) or "Every sentence has its Chinese.")
    return 1 if faults else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
