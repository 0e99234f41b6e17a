"""The patient list, with synthetic people."""

from PySide6.QtWidgets import QWidget

from ltm_desktop.app.wording.words import Words
from ltm_desktop.domain.terms import Access, ItemState
from ltm_desktop.ui.panels.patients.presenter import Counts, PatientLine
from ltm_desktop.ui.panels.patients.view import PatientsView
from tests.gallery.frame import Entry

LONG = "Wolfeschlegelsteinhausenbergerdorffwelchevorallternwaren"


def line(
    say: Words, name: str, state: ItemState | None, *, han: str = "", twin: bool = False
) -> PatientLine:
    """Return one example line."""
    warning = say("same name twice: compare the birth date") if twin else ""
    return PatientLine(
        patient=name,
        name=name,
        other_name=han,
        born="1961-03-12",
        sex="-",
        subject="S01-014",
        hospital_number="00281934",
        arm=say.term(Access.OMMAYA),
        following=say("dose {n} of {total}", n=3, total=8),
        state=state,
        standing=say("Treatment complete"),
        namesakes=warning,
    )


def _full(say: Words) -> QWidget:
    view = PatientsView(say)
    view.show_heading(say("All patients of {site} · as of {moment}", site="S01", moment="11:42"))
    view.show_counts(Counts(overdue=1, due=2, on_study=5))
    lines = [
        line(say, "DEMO, Alpha", ItemState.DUE_TODAY, han="演示 阿"),
        line(say, "DEMO, Bravo", ItemState.OVERDUE, twin=True),
        line(say, "DEMO, Bravo ", ItemState.PLANNED, twin=True),
        line(say, f"DEMO, {LONG}", ItemState.HELD),
        line(say, "DEMO, Echo", None),
    ]
    view.show_patients(lines, say.many("{count} patient.", "{count} patients.", 5))
    return view


def _nobody(say: Words) -> QWidget:
    view = PatientsView(say)
    view.show_heading("")
    view.show_counts(Counts(0, 0, 0))
    view.search.setText("zzz")
    view.show_nobody(
        say("Nobody matches “{typed}”.", typed="zzz"),
        say("The search covers names, birth dates and numbers."),
    )
    return view


ENTRIES = [
    Entry("patients", _full, (1282, 1836), 640),
    Entry("patients-nobody", _nobody, (1282,), 400),
]
