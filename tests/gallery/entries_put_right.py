"""A dose put right: the form of a correction, of a void, a dose open again, and from paper."""

from collections.abc import Callable
from dataclasses import replace

from PySide6.QtWidgets import QWidget

from ltm_desktop.app.wording.statements import statement
from ltm_desktop.app.wording.words import Words
from ltm_desktop.domain.corrections import VoidRecord
from ltm_desktop.domain.dosing import RecordDose
from ltm_desktop.domain.identifiers import RecordId
from ltm_desktop.domain.quantities import ml
from ltm_desktop.domain.records import Flag
from ltm_desktop.domain.terms import ItemState
from ltm_desktop.ui.panels.dosing import putting_right
from ltm_desktop.ui.panels.dosing.standing import Step, named
from ltm_desktop.ui.panels.dosing.surveying import survey
from ltm_desktop.ui.panels.dosing.told import SignatureLine, Told
from ltm_desktop.ui.panels.dosing.view import View
from tests.builders import NURSE, PATIENT, SECOND, ommaya, record
from tests.gallery.entries_dosing import FIRST_DOSE, LookingDesk, Page, given, received
from tests.gallery.frame import Entry
from tests.stories import Story

OLD, NEW = RecordId("adm-IND-1"), RecordId("adm-again")


def _correction() -> RecordDose:
    right = record(record=NEW, corrects=OLD, correction_reason="typing_slip")
    return replace(right, facts=ommaya(csf_withdrawn=ml("4.0")))


def corrected() -> Story:
    """The first dose given, and its record corrected an hour later."""
    return given().at("2026-03-02 11:00").does(_correction())


def voided() -> Story:
    """The first dose recorded for the wrong patient, and taken back."""
    void = VoidRecord(PATIENT, OLD, "wrong_patient", SECOND, "synthetic")
    return given().at("2026-03-02 11:00").does(void)


def _texts() -> dict[str, str]:
    told = given().chart.dosing.given[0]
    return putting_right.texts_of(told) | {
        "again": OLD,
        "csf_withdrawn": "4.0",
        "correction_reason": "typing_slip",
    }


def _settled(story: Callable[[], Story], opened: RecordId | None = None) -> Callable[..., QWidget]:
    def page(say: Words) -> QWidget:
        told = story()
        view, desk = View(say, lambda: told.now), LookingDesk(told, NURSE)
        view.show_standing(survey(desk, told.chart, FIRST_DOSE, {}, say))  # type: ignore[arg-type]  # looks only
        view.show_settled(_told(told, NEW, say), {})
        if opened is not None:
            view.show_earlier(replace(_told(given(), opened, say), state=None, stands=False))
        return view

    return page


def _told(story: Story, key: RecordId, say: Words) -> Told:
    event = next(one for one in story.chart.dosing.given if one.record == key)
    facts = statement(
        [event],
        patient=None,
        site=story.site,
        active=story.protocol,
        say=say,
        zone=story.now.tzinfo,
    )
    when = say.moment(story.now)
    lines = tuple(
        SignatureLine(say.term(f"meaning.{meaning}"), named(story.site.people, who), when, True)
        for meaning, who in (("administered", NURSE), ("checked", SECOND))
    )
    marks = (Flag.CORRECTION,) if event.corrects else ()
    return Told(ItemState.GIVEN_IN_WINDOW, facts, lines, key, "0" * 64, marks)


older = _settled(corrected, OLD)
"""The corrected record, with the older one open beside it."""
VOID = {"voids": OLD, "void_reason": "wrong_patient", "void_second": SECOND}
WIDTHS = (1250, 1800)
ENTRIES = [
    Entry("dosing-correct", Page(given, Step.GIVE, _texts(), code=FIRST_DOSE), WIDTHS, 590),
    Entry("dosing-correct-tall", Page(given, Step.GIVE, _texts(), code=FIRST_DOSE), (1250,), 1500),
    Entry("dosing-void", Page(given, Step.VOID, VOID, code=FIRST_DOSE), WIDTHS, 590),
    Entry("dosing-corrected", _settled(corrected), WIDTHS, 590),
    Entry("dosing-corrected-older", older, (1250,), 1100),
    Entry("dosing-open-again", Page(voided, Step.TIME_OUT, {}, code=FIRST_DOSE), WIDTHS, 590),
    Entry(
        "dosing-from-paper",
        Page(received, Step.GIVE, {"from_paper": "yes", "access": "ommaya"}),
        (1250,),
        1100,
    ),
]
