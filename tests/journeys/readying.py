"""A dose brought to the bedside by commands, for stories that are not about the steps before it.

Everybody and everything here is synthetic.
"""

from dataclasses import dataclass, replace
from typing import cast

from ltm_desktop.app.demo import scenes
from ltm_desktop.app.demo.example_facts import lab_results
from ltm_desktop.app.demo.stage import KeptCabinet, Stage
from ltm_desktop.app.demo.stories import Story
from ltm_desktop.app.desk import Desk
from ltm_desktop.app.wording.words import Words
from ltm_desktop.domain.dosing_steps import SyringePrepared
from ltm_desktop.domain.identifiers import ItemCode, PatientId
from ltm_desktop.domain.labs import RecordLabs
from ltm_desktop.domain.schedule import PlannedItem
from ltm_desktop.domain.terms import ItemKind
from ltm_desktop.ui.shell import Shell
from tests.journeys.desk import Window


def desk_of(window: Window) -> Desk:
    """Return the desk of the open window."""
    shell = window.program.centralWidget()
    assert isinstance(shell, Shell)
    return shell.work.context.desk


@dataclass(frozen=True)
class Lying:
    """One patient of an open site, as the scenes of the demo ask for it."""

    stage: Stage
    patient: PatientId

    def item(self, number: int) -> PlannedItem:
        """Return a planned dose."""
        planned = self.stage.desk.chart(self.patient).plan.of(ItemKind.DOSE)
        return next(one for one in planned if one.number == number)


def only_patient(desk: Desk) -> PatientId:
    """Return the one patient of the site."""
    (row,) = desk.worklists.patients()
    return PatientId(row.patient.patient_id)


def lying(window: Window) -> Lying:
    """Return the one patient of the site, with everybody's secret at hand."""
    desk = desk_of(window)
    staged = replace(desk, cabinet=KeptCabinet(desk.cabinet))
    return Lying(Stage(staged, desk.clock, Words("en")), only_patient(desk))


def draw_blood(window: Window) -> None:
    """Enter unremarkable results, as whoever is at the desk: an author's seal is enough."""
    desk = desk_of(window)
    drawn = RecordLabs(only_patient(desk), lab_results(desk.clock.now()))
    desk.record(desk.propose(drawn, Words("en")))


def bring_to_bedside(window: Window, number: int = 1) -> None:
    """Let the pharmacy verify, prepare and release an ordered dose, and the ward receive it."""
    here = lying(window)
    # The scenes ask a story for its stage, its patient and its doses: that is all there is here.
    scenes.make_ready(cast("Story", here), here.item(number))


def prepared(window: Window, code: str = "IND-1") -> SyringePrepared:
    """Return the syringe that lies there, as its label tells it."""
    desk = desk_of(window)
    made = desk.chart(only_patient(desk)).dosing.steps_of(ItemCode(code)).preparation
    assert made is not None
    return made.prepared


def subject_of(window: Window) -> str:
    """Return the number on the wristband of the one patient."""
    desk = desk_of(window)
    patient = desk.chart(only_patient(desk)).patient
    assert patient is not None
    return patient.identity.subject_id
