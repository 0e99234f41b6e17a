"""Every kind of event there is gives a row people can read, in both languages."""

import json
import re
from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

import pytest

from ltm_desktop.app.rows import PatientRow
from ltm_desktop.app.trail.columns import cells, flag_word, heads, kind_word
from ltm_desktop.app.trail.earlier import REPLACES, Earlier
from ltm_desktop.app.trail.kinds import flags_of, happened, kind_of, kinds_of
from ltm_desktop.app.trail.rows import TrailFlag, TrailKind, TrailRow
from ltm_desktop.app.trail.telling import Teller, meaning_word
from ltm_desktop.app.wording.telling.voice import Voice
from ltm_desktop.app.wording.words import Words
from ltm_desktop.domain.codec import SHAPES, from_plain
from ltm_desktop.domain.configuration import resolve
from ltm_desktop.domain.protocol import ActiveProtocol
from ltm_desktop.domain.site import SiteState
from ltm_desktop.ledger.entries import SealedEntry, genesis
from ltm_desktop.protocols import files
from tests.ledger.people import LOG, sealed_after

GOLDEN = json.loads(Path("tests/golden/events/1.json").read_text(encoding="utf-8"))
LANGUAGES = ("en", "zh_CN")
RAW = re.compile(r"\b[a-z]+_[a-z_]+\b|\b[a-z]+\.[a-z_]{4,}\b|\w+/1\b|[A-Z][a-z]+[A-Z]\w+")
"""What only a program would write: words_with_lines, dotted.codes, shapes and class names."""
ZONE = ZoneInfo("Asia/Shanghai")
PATIENT = PatientRow(
    "pat-1", "S01-001", "H1", "DEMO", "Alpha", "演示", "", "1960-01-02", "male", "", "", "", ""
)


class NoPast:
    """A store in which nothing was told before."""

    def newest(self, *_args: object, **_named: object) -> tuple[SealedEntry, ...]:
        return ()


@pytest.fixture(scope="module")
def active() -> ActiveProtocol:
    study, version = files.available()[0]
    trial, _ = files.load(study, version)
    return resolve(trial, files.load_example_site(study, version))


def row_of(plain: Any, language: str, active: ActiveProtocol | None) -> TrailRow:
    """Return the row of an entry with one event."""
    body: dict[str, Any] = {
        "command": "Synthetic",
        "events": [plain],
        "protocol": {"study": "S", "version": "1", "digest": "0" * 64, "configuration": 1},
        "shown": {"language": language, "text": "as shown"},
    }
    voice = Voice(Words(language), SiteState(), active, ZONE)
    teller = Teller(voice, lambda _: PATIENT, Earlier(NoPast()))  # type: ignore[arg-type]  # asked for one verb only
    return teller.row(sealed_after(genesis(LOG), body))


def golden() -> Iterator[Any]:
    for number, plain in enumerate(GOLDEN):
        yield pytest.param(plain, id=f"{number}-{plain['shape']}")


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("plain", list(golden()))
def test_every_kind_of_event_gives_a_row_with_no_raw_code_left(
    plain: Any, language: str, active: ActiveProtocol
) -> None:
    row = row_of(plain, language, active)
    told = " ".join((row.sentence, row.reason, *(one.text for one in row.signatures)))
    # user ids and record ids are the names people know them by
    names = {part for value in _texts(plain["data"]) for part in value.split()}
    raw = [code for code in RAW.findall(told) if code not in names and code not in " ".join(names)]
    assert row.what.strip()
    assert raw == []
    if language == "zh_CN":
        assert re.search("[\u4e00-\u9fff]", row.what)


def _texts(value: Any) -> Iterator[str]:
    if isinstance(value, dict):
        value = list(value.values())
    if isinstance(value, list):
        for one in value:
            yield from _texts(one)
    elif isinstance(value, str) and not re.fullmatch(r"[a-z_]+", value):
        yield value


def test_every_shape_has_a_kind_that_people_can_filter_by() -> None:
    assert {name for name, shape in SHAPES.items() if kind_of(shape) is TrailKind.OTHER} == set()


def test_what_is_said_to_replace_something_is_a_field_of_a_shape() -> None:
    shapes = {shape.__name__: shape for shape in SHAPES.values()}
    for name, field in REPLACES.items():
        assert name in shapes
        assert not field or field in shapes[name].__dataclass_fields__  # type: ignore[attr-defined]  # every shape is one


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_mark_and_kind_has_a_word(language: str) -> None:
    say = Words(language)
    assert len({flag_word(one, say) for one in TrailFlag}) == len(TrailFlag)
    assert len({kind_word(one, say) for one in TrailKind}) == len(TrailKind)


def test_what_this_program_cannot_read_is_told_with_the_text_that_was_signed() -> None:
    row = row_of({"shape": "FromTheFuture/9", "data": {}}, "en", None)
    assert row.what == "An entry that a newer version of the program wrote"
    assert row.shown == "as shown"
    assert row.kinds == {TrailKind.OTHER}
    assert meaning_word("consented", Words()) == "consented"


def test_a_row_has_every_column_and_names_the_patient_by_number_only(
    active: ActiveProtocol,
) -> None:
    enrolled = next(one for one in GOLDEN if one["shape"] == "PatientEnrolled/1")
    row, say = row_of(enrolled, "en", active), Words()
    written = cells(row, say)
    assert len(written) == len(heads(say))
    assert "S01-001" in written
    name = enrolled["data"]["identity"]["name"]
    assert not any(name["family"] in cell for cell in written)
    assert row.patient == "DEMO, Alpha 演示"


def test_late_is_by_the_sites_own_limit_and_by_what_was_declared() -> None:
    told = [from_plain(one) for one in GOLDEN if one["shape"] == "FractionRecorded/1"]
    at = happened(told)
    assert isinstance(at, datetime)
    limit = timedelta(hours=12)
    assert TrailFlag.LATE not in flags_of(told, at + limit, limit)
    assert TrailFlag.LATE in flags_of(told, at + limit + timedelta(seconds=1), limit)
    assert TrailFlag.LATE not in flags_of(told, at + timedelta(days=9), None)
    late = [from_plain(one) for one in GOLDEN if one["data"].get("source") == "late"]
    assert late
    assert TrailFlag.LATE in flags_of(late, datetime.now(UTC), None)


def test_a_sample_is_older_than_its_result_and_that_is_not_late() -> None:
    labs = [from_plain(one) for one in GOLDEN if one["shape"] == "LabsRecorded/1"]
    assert flags_of(labs, datetime.now(UTC), timedelta(hours=1)) == frozenset()


def test_breaches_overrides_incidents_corrections_and_voids_are_marked() -> None:
    marks = {
        flag
        for one in GOLDEN
        for flag in flags_of([from_plain(one)], datetime(2026, 3, 3, tzinfo=UTC), None)
    }
    assert marks >= {
        TrailFlag.DEVIATION,
        TrailFlag.OVERRIDE,
        TrailFlag.INCIDENT,
        TrailFlag.CORRECTION,
        TrailFlag.VOID,
        TrailFlag.LATE,
    }


def test_a_correction_is_found_among_corrections_and_among_doses() -> None:
    corrected = next(from_plain(one) for one in GOLDEN if one["data"].get("corrects"))
    assert kinds_of([corrected]) >= {TrailKind.DOSING, TrailKind.CORRECTIONS}
    plain = replace(corrected, corrects=None)  # type: ignore[type-var]  # an event is a dataclass
    assert TrailKind.CORRECTIONS not in kinds_of([plain])
