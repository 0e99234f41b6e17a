"""Strings that people should never type, in every kind of free field, through the real app (R18).

A string is refused in words or kept to the letter: in the store, in the words of the trail, in an
exported table and on paper. No log line holds one, and no file has its name from one.
"""

import csv
import io
import logging
import random
import re
import subprocess
import unicodedata
from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field, replace
from datetime import timedelta
from pathlib import Path
from typing import Any

from ltm_desktop.app.paper import Field, Section
from ltm_desktop.app.recorder import AnyCommand
from ltm_desktop.app.trail.export import Making, TrailExport
from ltm_desktop.app.trail.rows import TrailFilter
from ltm_desktop.app.verification import verify_site
from ltm_desktop.app.wording.words import Words
from ltm_desktop.bootstrap import House
from ltm_desktop.domain.adverse_events import AdverseEventId
from ltm_desktop.domain.errors import Refused, Unavailable
from ltm_desktop.domain.identifiers import PatientId, PersonId
from ltm_desktop.domain.laboratories import EnterLaboratory
from ltm_desktop.domain.people import HumanName
from ltm_desktop.domain.products import WithdrawProduct
from ltm_desktop.domain.reservoir import ReservoirWhat
from ltm_desktop.domain.review import QueryId, RaiseQuery
from ltm_desktop.exchange.tabular.csv_files import CsvFiles
from ltm_desktop.reports import faces
from ltm_desktop.reports.press import PaperPress
from tests import adverse_event_builders as events
from tests import builders
from tests.app.clinic import Clinic, approve_product, configure, found, opened, plan_one_patient
from tests.builders import NURSE, PATIENT, PHARMACIST, PHYSICIAN, RESEARCH_NURSE
from tests.reports import sheets

Say = Callable[[str], None]
Route = Callable[[str, int], tuple[PersonId, AnyCommand]]
_ENOUGH = 6
"""Strings for each kind of field, of which some must be such that people may type them."""
_SHORTEST = 5
"""Characters from which a string is looked for in logs; shorter ones stand in any of them."""
_FORMULA = ("=", "+", "-", "@", "\t", "\r", "＝", "＋", "－", "＠")
_UNSEEN = frozenset({"Cc", "Cf", "Cs", "Zl", "Zp"})

_TURN = timedelta(seconds=20)
_OWN_FILE = re.compile(r"(of-.*\.head|ledger\.db.*|journal(\..*)?|lock|heads|seen|backups)")

NASTY = (
    *(
        "=1+1",
        "=cmd|' /C calc'!A0",
        '+HYPERLINK("x")',
        "-2+3",
        "@SUM(A1)",
        "＝1＋1",
        "\t=1",
        "\r=1",
    ),
    *(
        "<b>bold</b>",
        "<script>alert(1)</script>",
        "<img src=x onerror=y>",
        "&lt;b&gt;",
        "<!--",
        "]]>",
    ),
    *("'; DROP TABLE entries;--", '" OR 1=1 --', "%s%n%x", "{0}{name}", "${HOME}", "$(id)", "`id`"),
    *(
        "../../etc/passwd",
        "C:\\Windows\\x",
        "CON",
        "NUL.txt",
        "a/b",
        "~root",
        f"file:{chr(47) * 3}etc/hosts",
    ),
    *("\x00", "a\x00b", "\x07bell", "\x1b[31mred", "\x7f", "\x85", "\u2028line", "\u2029para"),
    *("\u202eevil", "\u2066isolate\u2069", "\u200bzero", "\u200djoin", "\ufeffbom", "\u00adsoft"),
    *("\ud800", "a\udfffb", "\U000e0041tag", "\ufffe", "\uffff", "\U0010ffff"),
    *("e\u0301", "Z\u0351\u0343\u0367a\u0321\u0320l\u0337go", "\u1e9b\u0323", "ﬁﬂ", "Å", "İi"),
    *(
        "😀",
        "👩‍⚕️",
        "🇨🇳",
        "👍🏽",
        "𠮷野家",
        "䶵",
        "한글",
        "العربية",
        "עברית",
        "ไทย",
        "हिन्दी",
        "Ωmega",
    ),
    *("INFO:root:forged entry", "a\nERROR forged", "2026-03-02 ok\r\n2026-03-02 forged", "\x1dGS"),
    *(
        "NULL",
        "None",
        "undefined",
        "nan",
        "1e999",
        "0x1F",
        "１２３",
        "٣",
        "½",
        "²",
        "10^9/L",
        "μg",
        "µg",
    ),
    *(
        "{}",
        "[]",
        "\\u0000",
        "\\n",
        "%00",
        "\\",
        '"',
        "'",
        ",",
        ";",
        "a,b;c\td",
        '"a""b"',
        "# comment",
    ),
    *("a" * 80, "汉" * 80, "x" * 121, "long " * 400, " ", "  padded  ", "\u3000wide", "\u00a0hard"),
)


@dataclass
class Figures:
    """What a campaign saw."""

    offered: int = 0
    kept: Counter[str] = field(default_factory=Counter)
    refused: Counter[str] = field(default_factory=Counter)
    printed: int = 0
    exported: int = 0
    faults: list[str] = field(default_factory=list)

    def __str__(self) -> str:
        return (
            f"{self.offered} strings in {len(self.kept | self.refused)} kinds of field: "
            f"{sum(self.kept.values())} kept to the letter {dict(self.kept)}, "
            f"{sum(self.refused.values())} refused in words, {self.exported} found in the table, "
            f"{self.printed} read back from paper, {len(self.faults)} faults"
        )


def strings(count: int, seed: int) -> Iterator[str]:
    """Yield the nasty ones, then mixtures of them."""
    chance = random.Random(seed)  # noqa: S311 - a story, no secret
    yield from NASTY[:count]
    for _ in range(count - len(NASTY)):
        parts = [chance.choice(NASTY)[:90] for _ in range(chance.randrange(2, 4))]
        yield chance.choice(("", " ", "合成 ", "note: ")).join(parts)


def _observed(text: str, number: int) -> tuple[PersonId, AnyCommand]:
    told = builders.labs("2026-03-02 07:00", platelets="180")
    one = replace(
        told.results[0], note=text, report=replace(told.results[0].report, number=f"R-{number}")
    )
    return NURSE, replace(told, results=(one,))


def _enrolled(text: str, number: int) -> tuple[PersonId, AnyCommand]:
    known = builders.identity(
        subject_id=f"EX1-N{number}", hospital_number=f"H-9{number:05d}", name=HumanName(text, "Wei")
    )
    return RESEARCH_NURSE, builders.enrol(patient=PatientId(f"pat-n{number}"), identity=known)


def _reservoir(text: str, _: int) -> tuple[PersonId, AnyCommand]:
    return NURSE, builders.reservoir(ReservoirWhat.IMPLANTED, surgeon=text)


def _note(text: str, _: int) -> tuple[PersonId, AnyCommand]:
    return NURSE, builders.reservoir(ReservoirWhat.IMPLANTED, note=text)


def _verbatim(text: str, number: int) -> tuple[PersonId, AnyCommand]:
    return NURSE, events.report(event=AdverseEventId(f"ae-{number}"), verbatim=text)


def _asked(text: str, number: int) -> tuple[PersonId, AnyCommand]:
    return PHYSICIAN, RaiseQuery(PATIENT, QueryId(f"qry-{number}"), text, to=NURSE)


def _assessed(text: str, _: int) -> tuple[PersonId, AnyCommand]:
    return NURSE, replace(builders.assess(), note=text)


def _laboratory(text: str, number: int) -> tuple[PersonId, AnyCommand]:
    return RESEARCH_NURSE, EnterLaboratory(f"LAB-{number}", text)


def _withdrawn(text: str, _: int) -> tuple[PersonId, AnyCommand]:
    return PHARMACIST, WithdrawProduct(builders.product().gtin, text)


ROUTES: dict[str, Route] = {
    "a reason": _withdrawn,
    "a name": _enrolled,
    "a surgeon": _reservoir,
    "a note": _note,
    "words of an adverse event": _verbatim,
    "a question": _asked,
    "a note of an assessment": _assessed,
    "where a result was read": _observed,
    "a laboratory": _laboratory,
}


class Typist:
    """Somebody who types what nobody should, at an open desk."""

    def __init__(self, clinic: Clinic) -> None:
        self.clinic = clinic
        self.figures = Figures()
        self.texts: dict[int, str] = {}
        """What was kept, by the entry it stands in."""

    def type(self, text: str, route: str, number: int) -> None:
        """Type one string into one kind of field."""
        self.figures.offered += 1
        gtin = builders.product().gtin
        if route == "a reason" and gtin not in self.clinic.desk.site().products:
            approve_product(self.clinic)
        before = self.clinic.desk.store.head().seq
        try:
            recorded = self.clinic.does(*ROUTES[route](text, number))
        except Refused as refused:
            self.figures.refused[route] += 1
            if self.clinic.desk.store.head().seq != before:
                self._fault(route, text, "refused, and something was written")
            self._heard(route, text, refused)
            return
        self.figures.kept[route] += 1
        self.texts[recorded.sealed.seq] = text
        stored = next(self.clinic.desk.store.entries(after=recorded.sealed.seq - 1)).entry
        # blanks at both ends are dropped by some fields, before the text is shown for signing
        if not {text, text.strip()} & set(_texts(stored.body["events"])):
            self._fault(route, text, "not to the letter in the store")

    def _heard(self, route: str, text: str, refused: Refused) -> None:
        """Judge the words of a refusal: nothing that nobody sees may be repeated in them."""
        for say in (Words("en"), Words("zh_CN")):
            told = " ".join(f"{say.alert(one)} {say.next_step(one)}" for one in refused.alerts)
            unseen = [c for c in told if unicodedata.category(c) in _UNSEEN]
            if not told.strip() or unseen:
                self._fault(route, text, f"refused with {unseen or 'no word'}")

    def export(self, place: Path) -> None:
        """Look for everything that was kept in the exported table."""
        file = place / "trail.csv"
        trail = TrailExport(self.clinic.desk, Words(), TrailFilter())
        trail.to_table(file, CsvFiles(), Making())
        rows = list(csv.reader(io.StringIO(file.read_text("utf-8-sig"), newline="")))
        live = [cell for row in rows for cell in row if cell.lstrip(" ").startswith(_FORMULA)]
        if live:
            self.figures.faults.append(f"live formulas: {live[:3]!a}")
        by_entry = {row[0]: " ".join(row) for row in rows if row and row[0].isdecimal()}
        for seq, text in self.texts.items():
            self.figures.exported += " ".join(text.split()) in " ".join(
                by_entry.get(str(seq), "").split()
            )

    def print(self, place: Path, every: int) -> None:
        """Read some of what was kept back from paper."""
        for text in list(self.texts.values())[::every]:
            sheet = sheets.english()
            noted = replace(sheet, sections=(Section("Notes", (Field("Note", text),)),))
            file = place / "noted.pdf"
            file.write_bytes(PaperPress().draw(noted))
            done = subprocess.run(
                ["pdftotext", "-raw", str(file), "-"], capture_output=True, check=True
            )
            if _bare(faces.boxed(text)) in _bare(done.stdout.decode()):
                self.figures.printed += 1
            else:
                self._fault("paper", text, "not read back")

    def _fault(self, route: str, text: str, what: str) -> None:
        self.figures.faults.append(f"{route}, {text[:60]!a}: {what}")


class Listener(logging.Handler):
    """Hears every line that anything logs."""

    def __init__(self) -> None:
        super().__init__(logging.DEBUG)
        self.lines: list[str] = []

    def emit(self, record: logging.LogRecord) -> None:
        """Keep the line."""
        self.lines.append(record.getMessage())


def make(site: Path) -> None:
    """Found the clinic with one planned patient."""
    found(site)
    with opened(site, "2026-02-24 09:00") as clinic:
        configure(clinic)
        approve_product(clinic)
        plan_one_patient(clinic)


def run(place: Path, *, count: int, seed: int, say: Say) -> Figures:
    """Type so many strings into every kind of field in turn."""
    site = place / "strings"
    make(site)
    figures = type_all(site, place, count=count, seed=seed, every=5)
    for fault in figures.faults:
        say(fault)
    return figures


def type_all(site: Path, place: Path, *, count: int, seed: int, every: int) -> Figures:
    """Type, export, print some of them, and look at logs, names of files and the whole record."""
    root, heard = logging.getLogger(), Listener()
    root.addHandler(heard)
    before = set(site.rglob("*"))
    try:
        with opened(site, "2026-03-02 10:00") as clinic:
            typist, routes = Typist(clinic), list(ROUTES)
            for number, text in enumerate(strings(count, seed)):
                # every kind of field meets every kind of string in time
                route = routes[(number + number // len(routes)) % len(routes)]
                clinic.clock.at += _TURN
                typist.type(text, route, number)
            typist.export(place)
            typist.print(place, every)
            figures = typist.figures
            silent = [route for route in routes if not figures.kept[route]]
            if silent and count >= _ENOUGH * len(routes):
                figures.faults.append(f"nothing was ever kept in {silent}")
            if not verify_site(clinic.desk.store).intact:
                figures.faults.append("the record does not verify")
        knock(site, count, seed, figures)
    finally:
        root.removeHandler(heard)
    for text in strings(count, seed):
        if len(text.strip()) >= _SHORTEST and any(text in line for line in heard.lines):
            figures.faults.append(f"in the log: {text[:60]!a}")
    made = {one.name for one in site.rglob("*")} - {one.name for one in before}
    if strange := [name for name in made if not _OWN_FILE.fullmatch(name)]:
        figures.faults.append(f"files nobody knows: {strange}")
    return figures


def knock(site: Path, count: int, seed: int, figures: Figures) -> None:
    """Type the strings as user names at the door; the journal in clear names none of them."""
    house = House()
    for text in list(strings(count, seed))[:: max(1, count // 40)]:
        try:
            house.open_site(site, text, "a guess at a secret")
        except (Refused, Unavailable):
            continue
        figures.faults.append(f"let in: {text[:60]!a}")
    journal = (site / "journal").read_text("utf-8")
    if len(journal.splitlines()) != 1 or "forged" in journal or "script" in journal:
        figures.faults.append("the journal holds what was typed")


def _texts(plain: Any) -> Iterator[str]:
    if isinstance(plain, dict):
        plain = list(plain.values())
    if isinstance(plain, list | tuple):
        for one in plain:
            yield from _texts(one)
    elif isinstance(plain, str):
        yield plain


def _bare(text: str) -> str:
    """Return a text without what a page parts and joins: blanks, and ligatures of its reader."""
    return re.sub(r"\s", "", unicodedata.normalize("NFKC", text))
