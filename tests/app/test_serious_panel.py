"""The presenter of a serious event on real storage: facts, refusals beside them, drafts."""

from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from typing import Any

from ltm_desktop.app.recorder import Recorded
from ltm_desktop.app.wording.words import Words
from ltm_desktop.domain.alerts import Alert
from ltm_desktop.domain.errors import LtmError
from ltm_desktop.ui.panels.serious.presenter import SeriousPresenter, Typed
from ltm_desktop.ui.panels.serious.shown import AWARE, NOTICE, SeriousShown
from ltm_desktop.ui.signing_steps import Asked
from tests.adverse_event_builders import report as report_event
from tests.adverse_event_builders import serious as judge_event
from tests.app.clinic import copy, opened
from tests.builders import NURSE, PATIENT, PHYSICIAN, at
from tests.serious_builders import EVENT


class Shown:
    """Remember what the panel was asked to show."""

    def __init__(self) -> None:
        self.case: SeriousShown | None = None
        self.fields: Mapping[str, str] = {}
        self.codes: list[str] = []
        self.recorded: list[str] = []

    def show_case(self, shown: SeriousShown) -> None:
        self.case = shown

    def show_typed(self, fields: Mapping[str, str]) -> None:
        self.fields = fields

    def show_alerts(self, form: str, alerts: Sequence[Alert]) -> None:
        self.codes = [one.code for one in alerts]
        self.beside = form

    def show_statement(self, text: str, asked: tuple[Asked, ...]) -> None:
        raise AssertionError(text, asked)

    def show_wrong_secret(self, person: str, sentence: str) -> None:
        raise AssertionError(person, sentence)

    def show_busy(self, *, busy: bool) -> None:
        """Hold still."""

    def show_recorded(self, form: str, recorded: Recorded) -> None:
        self.recorded.append(form)
        self.at = recorded.recorded_at

    def show_paper(self, pdf: bytes) -> None:
        raise AssertionError(len(pdf))


def run(
    work: Callable[[], Any], done: Callable[[Any], None], failed: Callable[[Exception], None]
) -> None:
    """Work at once."""
    try:
        found = work()
    except LtmError as error:
        failed(error)
    else:
        done(found)


def test_what_is_typed_stays_until_it_is_a_record_and_a_refusal_is_told_beside_it(
    planned_site: Path, tmp_path: Path
) -> None:
    site = copy(planned_site, tmp_path / "site")
    with opened(site, "2026-03-04 17:30") as clinic:
        clinic.does(NURSE, report_event(since="2026-03-04"))
        clinic.does(PHYSICIAN, judge_event())
        desk, view = clinic.seat(NURSE), Shown()
        presenter = SeriousPresenter(desk, PATIENT, EVENT, Words(), view=view, run=run)
        presenter.open()
        assert view.case is not None
        assert view.case.offered.forms == ("aware", "notice", "news")
        texts = {"aware.who": NURSE, "aware.source": "told at the round"}
        presenter.changed(texts)
        presenter.keep()
        again = Shown()
        SeriousPresenter(desk, PATIENT, EVENT, Words(), view=again, run=run).open()
        assert again.fields["aware.source"] == "told at the round"
        presenter.tell(Typed(AWARE, texts, {"at": at("2026-03-04 19:00")}))
        assert "serious.aware_future" in view.codes
        presenter.tell(Typed(AWARE, texts, {"at": at("2026-03-04 16:50")}))
        assert view.recorded == ["aware"]
        assert desk.drafts.of(desk.workstation, NURSE) == ()
        sent = {"notice.notice": "sponsor", "notice.method": "portal"}
        presenter.tell(Typed(NOTICE, sent, {"at": at("2026-03-04 17:00")}))
        assert "void" in view.case.offered.forms
        assert "Sponsor, first notice" in [one.what for one in view.case.told]
        clinic.seat(PHYSICIAN)
        doctor = SeriousPresenter(desk, PATIENT, EVENT, Words(), view=Shown(), run=run)
        narrative = doctor.draft()
        assert "stiff neck (synthetic)" in narrative
        assert "Outcome: not told yet." in narrative
