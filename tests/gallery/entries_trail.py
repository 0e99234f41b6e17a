"""The audit trail: a page of it, an entry in full, a moment in the past, nothing at all."""

from dataclasses import replace
from datetime import UTC, datetime

from PySide6.QtWidgets import QWidget

from ltm_desktop.app.trail.rows import Change, TrailFlag, TrailRow, TrailSignature
from ltm_desktop.app.wording.telling.parts import StatementLine, StatementSection
from ltm_desktop.app.wording.words import Words
from ltm_desktop.domain.terms import Access, Meaning, Role
from ltm_desktop.ui.panels.trail.presenter import Detail
from ltm_desktop.ui.panels.trail.view import TrailView
from tests.gallery.frame import Entry
from tests.ui.panels.trail.test_presenter import row

_NOW = datetime(2026, 3, 3, 9, 0, tzinfo=UTC)


def _view(say: Words, *, one_patient: bool = False) -> TrailView:
    people = (("nurse.a", "Demo Ann 演示安 (nurse.a)"), ("physician.p", "Demo Paul (physician.p)"))
    return TrailView(say, people, lambda: _NOW, one_patient=one_patient, may_leave=one_patient)


def _rows(say: Words) -> list[TrailRow]:
    signature = TrailSignature(
        say.term(Meaning.ADMINISTERED),
        "Demo Ann 演示安 (nurse.a)",
        say.zone_moment(_NOW),
        say("version {n} of the record", n=2),
    )
    dose = row(
        214,
        what=say("Correction of the record of an intrathecal dose"),
        details=("IND-3", say("{label}: {value}", label=say("Access"), value=Access.OMMAYA)),
        who="Demo Ann 演示安 (nurse.a)",
        role=say.term(Role.NURSE),
        recorded=say.zone_moment(_NOW),
        happened=say.zone_moment(_NOW.replace(hour=2)),
        patient="DEMO, Alpha 演示 阿",
        changes=(Change(say("Notes"), "–", "a synthetic remark"),),
        flags=frozenset({TrailFlag.CORRECTION, TrailFlag.LATE, TrailFlag.DEVIATION}),
        signatures=(signature,),
        shown="1\n2\n3",
    )
    plain = replace(
        dose,
        seq=213,
        what=say("Order of an intrathecal dose"),
        changes=(),
        flags=frozenset(),
        happened="",
    )
    return [dose, plain]


def _page(say: Words) -> QWidget:
    view, rows = _view(say), _rows(say)
    view.show_rows(rows, newer=False, older=True)
    foot = say(
        "Entries {first} to {last} of {total}, newest first.", first=214, last=213, total=214
    )
    view.show_foot(foot, "", filtered=True)
    view.table.selectRow(0)
    view.show_detail(Detail(rows[0], ()))
    return view


def _past(say: Words) -> QWidget:
    view = _view(say, one_patient=True)
    view.show_rows(_rows(say), newer=False, older=False)
    view.show_foot("", "", filtered=False)
    words = say("As of {moment}, not the present. For reading only.", moment=say.zone_moment(_NOW))
    lines = (StatementLine(say("Subject"), "D01-001"), StatementLine(say("Access"), "Ommaya"))
    view.show_past(words, [StatementSection(say("Patient"), lines)])
    return view


def _nothing(say: Words) -> QWidget:
    view = _view(say)
    view.show_rows([], newer=False, older=False)
    view.show_foot("", say("Nothing is recorded yet."), filtered=False)
    return view


ENTRIES = [
    Entry("trail", _page, (1282, 1836), 640),
    Entry("trail-past", _past, (1250, 1800), 560),
    Entry("trail-nothing", _nothing, (1282,), 400),
]
