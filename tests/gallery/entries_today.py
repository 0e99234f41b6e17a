"""The page of today, with synthetic people."""

from datetime import date

from PySide6.QtWidgets import QWidget

from ltm_desktop.app.awaited import ToJudge, Unheard
from ltm_desktop.app.projection import project
from ltm_desktop.app.suggestions import suggestions_of
from ltm_desktop.app.wording.words import Words
from ltm_desktop.domain.dosing_path import DoseStep
from ltm_desktop.domain.endpoints import Sign
from ltm_desktop.domain.records import Flag
from ltm_desktop.domain.survival import SignOfLife
from ltm_desktop.domain.terms import ItemState
from ltm_desktop.ui.panels.today.awaited import Awaiting
from ltm_desktop.ui.panels.today.lines import OF_STATE, Group, TodayRow
from ltm_desktop.ui.panels.today.presenter import DayCount, Nothing, nothing_today
from ltm_desktop.ui.panels.today.view import TodayView
from ltm_desktop.ui.panels.today.waiting import Waiting, WaitingLine
from ltm_desktop.ui.panels.today.words import count_words, own_words, waits_words
from tests.adverse_event_builders import report
from tests.app.test_suggestions import counts, given
from tests.builders import ZONE
from tests.gallery.frame import Entry


def row(say: Words, name: str, state: ItemState, *, settled: bool = False) -> TodayRow:
    """Return one example row."""
    return TodayRow(
        key=(name, "IND-3"),
        kind="dose",
        weekday="",
        planned=say("Today"),
        name=name,
        born=say("born {date}", date="1961-03-12"),
        subject="S01-014",
        item=say("dose {n} of {total}", n=3, total=8),
        waits=waits_words(DoseStep.PRESCRIBED, "", say),
        detail=say("planned {day}", day="2026-11-20"),
        state=state,
        group=Group.DONE if settled else OF_STATE[state],
        settled=settled,
    )


def _full(say: Words) -> QWidget:
    view = TodayView(say)
    view.show_heading(say("Today"), "")
    view.show_rows(
        [
            row(say, "DEMO, Bravo 演示", ItemState.OVERDUE),
            row(say, "DEMO, Wolfeschlegelsteinhausenbergerdorffwelche", ItemState.DUE_TODAY),
            row(say, "DEMO, Delta", ItemState.OPEN),
            row(say, "DEMO, Echo", ItemState.HELD),
            row(say, "DEMO, Foxtrot", ItemState.GIVEN_IN_WINDOW, settled=True),
        ],
        Nothing(""),
        stale=True,
    )
    words = count_words({"dose": 3, "fraction": 2}, say)
    days = [
        DayCount(str(day), 5 if day < 28 else 0, words if day < 28 else "", day == 23)
        for day in range(23, 30)
    ]
    view.show_days(days)
    record = say("dose {n} of {total}", n=4, total=8)
    flags = (Flag.REDUCED, Flag.INCIDENT)
    line = WaitingLine("DEMO, Delta", "S01-011", record, "10:15", flags, mine=True)
    more = say.many("{count} more", "{count} more", 2)
    view.show_waiting(Waiting((line,), "", own_words(1, say), more))
    return view


def _empty(say: Words) -> QWidget:
    view = TodayView(say)
    view.show_rows([], nothing_today(say, ready=False), stale=False)
    view.show_days([])
    view.show_waiting(Waiting((), "", "", ""))
    return view


def _awaited(say: Words) -> QWidget:
    """Toxicity that waits for a physician, and a patient nobody heard of."""
    story = given().does(counts("48", "2026-03-09 07:00")).does(report())
    who = project(story.chart)
    assert who is not None
    suggested = suggestions_of(story.chart, story.protocol, ZONE).waiting
    unjudged = tuple(story.chart.adverse_events.events.values())
    awaiting = Awaiting(say, story.protocol, ZONE)
    last = SignOfLife(date(2026, 1, 12), Sign.CONTACTS)
    view = TodayView(say)
    view.show_heading(say("Today"), "")
    view.show_rows(
        [
            awaiting.judging(ToJudge(who.patient, suggested, unjudged)),
            awaiting.judging(ToJudge(who.patient, (), unjudged)),
            awaiting.unheard(Unheard(who.patient, last, 63, 42)),
        ],
        Nothing(""),
        stale=False,
    )
    view.show_days([])
    view.show_waiting(Waiting((), "", "", ""))
    return view


ENTRIES = [
    Entry("today-awaited", _awaited, (1282,), 500),
    Entry("today", _full, (1282, 1836), 726),
    Entry("today-empty", _empty, (1282,), 500),
]
