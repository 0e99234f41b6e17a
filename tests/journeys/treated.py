"""A patient treated by commands, as the demo's scenes do: what a story at the window is not about.

The very write path below the window; everybody and everything here is synthetic.
"""

from dataclasses import replace
from datetime import date, timedelta
from decimal import Decimal

import pytest

from ltm_desktop.app.demo import scenes
from ltm_desktop.app.demo.example_facts import lab_results
from ltm_desktop.app.demo.roster import Part
from ltm_desktop.app.demo.scenes_course import prescribe_radiotherapy, treat
from ltm_desktop.app.demo.stage import KeptCabinet, Stage
from ltm_desktop.app.demo.stories import FULL, Story
from ltm_desktop.app.recorder import AnyCommand
from ltm_desktop.app.wording.words import Words
from ltm_desktop.domain.adverse_events import EndEvent, GradeEvent, GradeTold
from ltm_desktop.domain.adverse_events_slice import AdverseEvent
from ltm_desktop.domain.chart import Chart
from ltm_desktop.domain.ctcae import Grade
from ltm_desktop.domain.dosing import NotGiven, PrescribeDose, RecordDoseNotGiven
from ltm_desktop.domain.errors import Refused
from ltm_desktop.domain.evidence import evidence_of
from ltm_desktop.domain.identifiers import PersonId, RecordId
from ltm_desktop.domain.labs import LabResult, RecordLabs
from ltm_desktop.domain.overrides import OverrideRules
from ltm_desktop.domain.partial_dates import PartialDate
from ltm_desktop.domain.people import HumanName
from ltm_desktop.domain.planning import PlanTreatment
from ltm_desktop.domain.quantities import Quantity, Unit, mg
from ltm_desktop.domain.response import AssessResponse
from ltm_desktop.domain.schedule import PlannedItem
from ltm_desktop.domain.terms import Access, ItemKind, Sex
from tests.journeys.desk import Window
from tests.journeys.readying import desk_of

FIRST = date(2026, 3, 2)
"""A Monday: the first dose."""
NAME = HumanName("Demo", "Vera")
_PART = Part(NAME, Sex.FEMALE, "1961-05-05", "A", Access.OMMAYA, 0)
_LOW, _HIGH = Quantity(Decimal(125), Unit.PER_NL), Quantity(Decimal(350), Unit.PER_NL)


class Treated:
    """One patient of the open site, treated by those whose turn it is."""

    def __init__(self, window: Window) -> None:
        desk = desk_of(window)
        staged = replace(desk, cabinet=KeptCabinet(desk.cabinet))
        self._window = window
        self.story = Story(Stage(staged, desk.clock, Words("en")), 41, _PART, FIRST)

    @property
    def chart(self) -> Chart:
        """Return the chart as it stands."""
        return self.story.stage.desk.chart(self.story.patient)

    def enter(self) -> None:
        """Enrol the patient and plan the treatment."""
        scenes.enrol(self.story)
        self.story.stage.do("research.r", PlanTreatment(self.story.patient, FIRST))

    def assess_response(self, command: AssessResponse) -> None:
        """Assess the disease, as a physician."""
        self.do("physician.p", replace(command, patient=self.story.patient))

    def do(self, person: str, command: AnyCommand) -> None:
        """Let somebody act and sign."""
        self.story.stage.do(person, command)

    def hold(self, number: int, until: date) -> None:
        """Hold a dose for its toxicity, now."""
        story, item = self.story, self.story.item(ItemKind.DOSE, number)
        held = RecordDoseNotGiven(
            patient=story.patient,
            record=RecordId(f"not-{item.code}"),
            item=item.code,
            outcome=NotGiven.HELD,
            reason="toxicity",
            decided_at=story.stage.clock.now(),
            until=until,
        )
        self.do("nurse.a", held)

    def event(self, term: str) -> AdverseEvent:
        """Return the one adverse event of a term."""
        (found,) = (
            one for one in self.chart.adverse_events.standing() if one.told.term.code == term
        )
        return found

    def grade(self, term: str, grade: Grade) -> None:
        """Grade an event anew, today."""
        told = GradeTold(self.story.stage.clock.now().date(), grade)
        self.do("nurse.a", GradeEvent(self.story.patient, self.event(term).event, told))

    def end(self, term: str) -> None:
        """Tell that an event is over, today."""
        on = PartialDate(self.story.stage.clock.now().date())
        self.do("nurse.a", EndEvent(self.story.patient, self.event(term).event, "recovered", on))

    def order_course(self, start: date) -> None:
        """Order the radiotherapy."""
        prescribe_radiotherapy(self.story, start)

    def counts(self, platelets: str) -> None:
        """Enter what was drawn an hour ago, with the range of the laboratory."""
        drawn = lab_results(self.story.stage.clock.now() - timedelta(hours=1))
        told = tuple(_platelets(one, platelets) for one in drawn)
        self.story.stage.do("nurse.a", RecordLabs(self.story.patient, told))

    def assess(self, number: int) -> None:
        """Ask and look before a dose, and find nothing against it."""
        scenes.assess(self.story, self.story.item(ItemKind.DOSE, number))

    def dose(self, number: int, day: str, platelets: str, reduced: str = "") -> None:
        """Order and give a dose at ten in the morning of a day; a reduced one is passed before."""
        item = self.story.item(ItemKind.DOSE, number)
        self._window.later(f"{day} 08:00")
        self.counts(platelets)
        self.assess(number)
        if reduced:
            self._order_reduced(item, reduced)
        else:
            scenes.prescribe(self.story, item)
        self.give(number, day)

    def _order_reduced(self, item: PlannedItem, dose: str) -> None:
        story, doctor = self.story, PersonId("physician.p")
        order = PrescribeDose(story.patient, item.code, "pemetrexed", mg(dose), Access.OMMAYA)
        with pytest.raises(Refused) as refused:
            story.stage.do(doctor, order)
        rules = tuple(evidence_of(one) for one in refused.value.alerts)
        passed = OverrideRules(story.patient, item.code, doctor, rules, "reduced_for_toxicity")
        story.stage.do(doctor, passed)
        story.stage.do(doctor, order)

    def give(self, number: int, day: str) -> None:
        """Prepare, check and give a dose that was ordered."""
        story, item = self.story, self.story.item(ItemKind.DOSE, number)
        self._window.later(f"{day} 10:00")
        scenes.make_ready(story, item)
        record = scenes.check(story, item, "")
        scenes.time_out(story, item, record)
        self._window.later(f"{day} 10:14")
        scenes.give(story, item, record, "")
        self._window.later(f"{day} 11:20")
        scenes.observe(story, record, last=True)

    def fraction(self, number: int, day: str) -> None:
        """Give a fraction at two in the afternoon of a day."""
        self._window.later(f"{day} 14:10")
        treat(self.story, self.story.item(ItemKind.FRACTION, number), FULL, "")


def _platelets(one: LabResult, count: str) -> LabResult:
    if one.analyte != "platelets":
        return one
    return replace(one, value=Quantity(Decimal(count), Unit.PER_NL), low=_LOW, high=_HIGH)
