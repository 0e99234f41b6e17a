"""What the page says, by its presenter alone: no Qt, and a desk that answers as it is told."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import Any

from ltm_desktop.app.recorder import Proposal, Recorded
from ltm_desktop.app.whole import Answer, Check, Found, KeptHead
from ltm_desktop.app.wording.words import Words
from ltm_desktop.domain.alerts import Alert
from ltm_desktop.domain.errors import ChainBroken, refuse
from ltm_desktop.domain.witnessing import WitnessHead
from ltm_desktop.ui.panels.whole.presenter import WholePresenter

WHOLE = Answer("ok", "This record is whole.", ("a line",))


@dataclass
class Desk:
    """A desk that answers as the test wants."""

    answers: Callable[[Check], Answer | None] = lambda _: WHOLE
    papers: Callable[[], Answer] = lambda: WHOLE
    found: Found = field(default_factory=lambda: Found(WHOLE, 12, "a1" * 32))
    proposed: list[WitnessHead] = field(default_factory=list)
    asked: list[str] = field(default_factory=list)

    def now(self) -> datetime:
        return datetime(2026, 3, 2, 9, 5, tzinfo=UTC)

    def newest(self) -> str:
        return "12 a1a1"

    def check(self, check: Check) -> Answer | None:
        return self.answers(check)

    def head(self, text: str) -> Found:
        self.asked.append(text)
        return self.found

    def paper(self, path: str) -> Answer:
        self.asked.append(path)
        return self.papers()

    def register(self) -> Sequence[KeptHead]:
        return ()

    def freshness(self) -> str:
        return "fresh"

    def propose(self, command: WitnessHead) -> Proposal:
        self.proposed.append(command)
        raise refuse("witnessing.head_differs", seq=command.seq)

    def sign_and_record(self, proposal: Proposal, secret: str) -> Recorded:
        raise NotImplementedError


@dataclass
class View:
    """What was shown, by name."""

    seen: list[tuple[str, Any]] = field(default_factory=list)

    def show_checking(self, words: str, done: int, total: int) -> None:
        assert 0 <= done <= total
        self.seen.append(("checking", words))

    def show_record(self, answer: Answer | None) -> None:
        self.seen.append(("record", answer))

    def show_asking(self, asking: bool) -> None:
        self.seen.append(("asking", asking))

    def show_paper(self, answer: Answer | None) -> None:
        self.seen.append(("paper", answer))

    def show_register(self, kept: Sequence[KeptHead], fresh: str) -> None:
        self.seen.append(("register", (list(kept), fresh)))

    def show_head(self, text: str) -> None:
        self.seen.append(("head", text))

    def show_unfound(self, answer: Answer | None) -> None:
        self.seen.append(("unfound", answer))

    def show_alerts(self, alerts: Sequence[Alert]) -> None:
        self.seen.append(("alerts", [one.code for one in alerts]))

    def show_preview(self, text: str) -> None:
        self.seen.append(("preview", text))

    def show_busy(self, busy: bool) -> None:
        self.seen.append(("busy", busy))

    def show_recorded(self, recorded: Recorded) -> None:
        self.seen.append(("recorded", recorded))

    def last(self, name: str) -> Any:
        return [value for known, value in self.seen if known == name][-1]


def at_once(
    work: Callable[[], Any], done: Callable[[Any], None], failed: Callable[[Exception], None]
) -> None:
    try:
        found = work()
    except Exception as error:  # noqa: BLE001 - as the window's own thread hands it on
        failed(error)
    else:
        done(found)


def page(desk: Desk) -> tuple[WholePresenter, View]:
    view = View()
    made = WholePresenter(desk, view, Words("en"), check=at_once, ask=at_once, write=at_once)
    return made, view


def test_an_answer_says_when_it_was_given() -> None:
    presenter, view = page(Desk())
    presenter.check()
    assert view.last("record").lines == ("a line", "Checked 02-Mar-2026 09:05.")
    assert view.last("checking") == ""


def test_how_far_a_check_is_is_said_in_words() -> None:
    told: list[str] = []

    def answers(check: Check) -> Answer:
        for done, total in ((0, 0), (3, 10), (10, 10)):
            check.reached(done, total)
            presenter.tick()
            told.append(view.last("checking"))
        return WHOLE

    presenter, view = page(Desk(answers))
    presenter.check()
    assert told == [
        "The check begins…",
        "Entry 3 of 10 is checked…",
        "All entries are read; papers and lists are compared…",
    ]


def test_a_second_press_begins_no_second_check() -> None:
    begun: list[Check] = []

    def answers(check: Check) -> Answer:
        begun.append(check)
        presenter.check()
        return WHOLE

    presenter, _ = page(Desk(answers))
    presenter.check()
    assert len(begun) == 1


def test_a_stopped_check_says_nothing_of_the_record() -> None:
    def answers(check: Check) -> None:
        check.reached(3, 10)
        presenter.stop()
        assert check.stopped

    presenter, view = page(Desk(answers))
    presenter.check()
    answer = view.last("record")
    assert answer.tone == "caution"
    assert answer.lines == ("3 entries were read.",)


def test_a_ledger_that_cannot_be_read_is_said_in_words() -> None:
    def answers(check: Check) -> Answer:
        raise ChainBroken("ledger.gap", 7)

    presenter, view = page(Desk(answers))
    presenter.check()
    assert view.last("record").tone == "stop"
    assert view.last("checking") == ""


def test_a_file_that_cannot_be_read_is_no_verdict_on_a_paper() -> None:
    def papers() -> Answer:
        raise FileNotFoundError("not there")

    presenter, view = page(Desk(papers=papers))
    presenter.ask_paper("not there")
    assert view.last("paper").headline == "This file cannot be read."
    assert view.last("asking") is False


def test_nothing_typed_asks_nothing() -> None:
    desk = Desk()
    presenter, view = page(desk)
    presenter.ask_head("  ")
    assert not view.seen
    assert not desk.asked
    presenter.ask_head("12 a1")
    assert desk.asked == ["12 a1"]
    assert view.last("paper") == WHOLE


def test_a_head_that_is_not_there_is_not_proposed() -> None:
    desk = Desk(found=Found(Answer("stop", "no")))
    presenter, view = page(desk)
    presenter.preview("12 a1", "sponsor", "")
    assert view.last("unfound").headline == "no"
    assert desk.proposed == []


def test_what_the_recorder_refuses_is_shown_and_nothing_can_be_signed() -> None:
    desk = Desk()
    presenter, view = page(desk)
    presenter.preview("12 a1", "sponsor", "visit 3")
    assert desk.proposed[0].hash == "a1" * 32
    assert view.last("alerts") == ["witnessing.head_differs"]
    presenter.sign("a secret")
    assert ("busy", True) not in view.seen
