"""The dose panel at the bedside, from a synthetic story told by the real rules."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import timedelta

from PySide6.QtWidgets import QWidget

from ltm_desktop.app.wording.statements import Statement, statement
from ltm_desktop.app.wording.words import Words
from ltm_desktop.domain.acts import Act
from ltm_desktop.domain.alerts import Alert, note, stop
from ltm_desktop.domain.dosing_steps import (
    CallPatient,
    ObservePatient,
    PatientAssessed,
    Vitals,
)
from ltm_desktop.domain.identifiers import ItemCode, PersonId, RecordId
from ltm_desktop.domain.protocol import ActiveProtocol
from ltm_desktop.domain.quantities import Quantity, Unit, mg
from ltm_desktop.domain.site import SiteState
from ltm_desktop.domain.terms import Access, ItemState
from ltm_desktop.ui.panels.dosing import acts, calculated
from ltm_desktop.ui.panels.dosing.acting import Acting
from ltm_desktop.ui.panels.dosing.shown import SignerLine, Signing, Standing
from ltm_desktop.ui.panels.dosing.standing import Step, named
from ltm_desktop.ui.panels.dosing.surveying import survey
from ltm_desktop.ui.panels.dosing.told import SignatureLine, Told
from ltm_desktop.ui.panels.dosing.view import View
from tests.builders import (
    NURSE,
    PHYSICIAN,
    SECOND,
    assessment,
    at,
    item,
    lumbar,
    record,
    start,
    stop_time_out,
)
from tests.gallery.frame import Entry
from tests.stories import Story, planned

FIRST_DOSE, SECOND_DOSE = item("IND-1"), item("IND-2")
TODAY = "2026-03-05"
MEASURED = Vitals(
    temperature=Quantity(mg("36.8").value, Unit.CELSIUS),
    pulse=Quantity(mg("76").value, Unit.PER_MIN),
)


@dataclass(frozen=True)
class LookingDesk:
    """Somebody at a desk who only looks."""

    story: Story
    person: PersonId

    def act(self) -> Act:
        return self.story.act(self.person)

    def active(self) -> ActiveProtocol | None:
        return self.story.protocol

    def site(self) -> SiteState:
        return self.story.site


def active() -> ActiveProtocol:
    """Return the protocol with its labelled example configuration."""
    protocol = planned().protocol
    assert protocol is not None
    return protocol


def given(access: Access = Access.OMMAYA, on: str = "2026-03-02") -> Story:
    """One dose given; by lumbar puncture where that is asked."""
    if access is Access.OMMAYA:
        return planned().gives("IND-1", on)
    checked = planned().at(f"{on} 10:00").ready("IND-1", access=access)
    told = record("IND-1", f"{on} 10:02", access=access, facts=lumbar())
    return checked.at(f"{on} 10:10").does(told)


def course(access: Access = Access.OMMAYA) -> Story:
    """One dose given and observed three days ago, the second one due now."""
    before = given(access).at("2026-03-02 11:30")
    seen = ObservePatient(
        before.chart.patient_id, RecordId("adm-IND-1"), before.now, MEASURED, (), last=True
    )
    return before.does(seen).at(f"{TODAY} 10:00")


def waiting() -> Story:
    return course().ordered("IND-2")


def received() -> Story:
    return course().prepared("IND-2")


def checked() -> Story:
    """Checked by two, with the same drug by vein and another one nearby."""
    story = course().checked("IND-2")
    found = assessment(
        intravenous_pemetrexed_on=at(f"{TODAY} 08:00").date() - timedelta(days=21),
    )
    return story.told(PatientAssessed(SECOND_DOSE, found, ""))


def ready() -> Story:
    return course().ready("IND-2").at(f"{TODAY} 10:04")


def started() -> Story:
    story = ready().does(start("IND-2", f"{TODAY} 10:03"))
    return story.at(f"{TODAY} 10:07")


def observed() -> Story:
    """The first dose told, one look at the patient made, the second one waited for."""
    story = given().at("2026-03-02 10:24")
    seen = ObservePatient(
        story.chart.patient_id, RecordId("adm-IND-1"), story.now, MEASURED, ("headache",)
    )
    return story.does(seen).at("2026-03-02 10:45")


def called() -> Story:
    """A lumbar puncture three days ago: one call answered, one missed."""
    story = course(Access.LUMBAR).at("2026-03-03 11:00")
    one = CallPatient(
        story.chart.patient_id,
        RecordId("adm-IND-1"),
        1,
        story.now,
        reached=True,
        headache=Quantity(mg("2").value, Unit.COUNT),
    )
    return story.does(one).at(f"{TODAY} 12:00")


def standing(
    say: Words,
    told: Callable[[], Story] = waiting,
    by: PersonId = NURSE,
    code: ItemCode = SECOND_DOSE,
) -> Standing:
    """Return where a dose stands."""
    story = told()
    desk = LookingDesk(story, by)
    return survey(desk, story.chart, code, {}, say)  # type: ignore[arg-type]  # looks only


@dataclass(frozen=True)
class Page:
    """One page of the panel as somebody sees it; what is signed is worded by the real rules."""

    told: Callable[[], Story]
    step: Step
    fields: Mapping[str, str]
    by: PersonId = NURSE
    alerts: tuple[Alert, ...] = ()
    code: ItemCode = SECOND_DOSE
    preview: bool = False
    notice: str = ""
    opened: tuple[str, ...] = ()
    """Groups that are open."""
    can_tell: bool = False

    def __call__(self, say: Words) -> QWidget:
        story = self.told()
        view, desk = View(say, lambda: story.now), LookingDesk(story, self.by)
        chart, fields = story.chart, self.fields
        view.show_standing(survey(desk, chart, self.code, fields, say))  # type: ignore[arg-type]  # looks only
        view.show_step(self.step, fields)
        acting = Acting(fields, chart, self.code, story.protocol, self.by, story.now, say)
        view.show_calculated(calculated.lines(acting))
        view.show_remarks(calculated.remarks(acting))
        for one in self.opened:
            view.show_place(f"dosing.{one}")
        view.show_signing(self._signing(acting, story, say))
        if fields:
            view.show_draft(story.now)
        if self.notice:
            view.show_notice(say.alert(note(self.notice)))
        return view

    def _signing(self, acting: Acting, story: Story, say: Words) -> Signing:
        people = story.site.people
        lines = tuple(
            SignerLine(one.person, named(people, one.person), say.term(one.meaning), signed=False)
            for one in acts.signers(acting, self.step)
        )
        missing = acts.missing(acting, self.step)
        text = facts(say).text if self.preview else ""
        ready = not missing and not self.alerts
        return Signing(lines, text, missing, self.alerts, self.can_tell, ready)


def facts(say: Words) -> Statement:
    """Return the first dose as it was told, worded."""
    story = given()
    return statement(
        [story.chart.dosing.given[0]],
        patient=None,
        site=story.site,
        active=story.protocol,
        say=say,
        zone=story.now.tzinfo,
    )


READ: Mapping[str, str] = {
    "check_operator": NURSE,
    "check_second": SECOND,
    "check_subject": "EX1-001",
    "identifiers": "yes",
    "check_drug": "pemetrexed",
    "check_dose": "12",
    "check_volume": "5",
    "check_access": "lumbar",
    "check_use_by": at(f"{TODAY} 18:00").isoformat(),
}
INJECTED: Mapping[str, str] = {
    "operator": NURSE,
    "second": SECOND,
    "access": "ommaya",
    "site_inspection": "intact",
    "refill": "immediate",
    "needle_gauge": "25",
    "punctures": "1",
    "csf_return": "yes",
    "csf_withdrawn": "6",
    "csf_appearance": "clear",
    "volume_injected": "3",
    "started_at": at(f"{TODAY} 10:03").isoformat(),
    "ended_at": at(f"{TODAY} 10:06").isoformat(),
    "outcome": "partial",
    "reason": "pain",
    "leftover": "destroyed_by_two",
    "flush": "1",
    "flush_fluid": "saline",
    "complications": "headache,nausea_vomiting",
    "csf_samples": "cytology,biochemistry",
}
BY_LUMBAR: Mapping[str, str] = {
    **{key: text for key, text in INJECTED.items() if key not in {"flush", "flush_fluid"}},
    "access": "lumbar",
    "position": "left_lateral",
    "interspace": "l3_4",
    "guidance": "landmark",
    "needle_type": "atraumatic",
    "attempts": "1",
    "needle_gauge": "22",
    "opening_pressure": "180",
    "volume_injected": "5",
    "outcome": "complete",
    "local_anaesthetic": "lidocaine 1 %",
    "local_anaesthetic_volume": "2",
    "levels": "1",
    "nrfit": "yes",
    "traumatic": "none",
    "rest": "60",
    "rest_posture": "flat",
    "red_cells_first": "900",
    "red_cells_last": "40",
    "skin_agent": "chlorhexidine_alcohol",
    "skin_dried": "yes",
    "barriers": "mask,sterile_gloves",
    "csf_midway": "yes",
    "injection_pain": "2",
    "late_reason": "Told after the shift (synthetic)",
    "estimated_started_at": "yes",
}
DIFFERS = (
    stop("dosing.differs_dose", "hard rule H06", ordered=mg("10"), found=mg("12")),
    stop("dosing.differs_access", "hard rule H06", ordered=Access.OMMAYA, found=Access.LUMBAR),
)
BROKEN = (stop("dosing.not_checked", "hard rule H12"), stop("dosing.no_order", "hard rule H06"))


def _agrees(**changes: str) -> dict[str, str]:
    return {**READ, "check_dose": "10", "check_access": "ommaya", **changes}


def _settled(say: Words) -> QWidget:
    story = given()
    view, desk = View(say, lambda: story.now), LookingDesk(story, NURSE)
    view.show_standing(survey(desk, story.chart, FIRST_DOSE, {}, say))  # type: ignore[arg-type]  # looks only
    people = story.site.people
    second = named(people, SECOND)
    lines = (
        SignatureLine(
            say.term("meaning.administered"), named(people, NURSE), say.moment(story.now), True
        ),
        SignatureLine(
            say.term("meaning.checked"), second, say("waits for {person}", person=second), False
        ),
        SignatureLine(say.term("meaning.approved"), "", say("waits for a physician"), False),
    )
    told = Told(ItemState.GIVEN_IN_WINDOW, facts(say), lines, RecordId("adm-demo1"), paper="0" * 64)
    view.show_settled(told, {"note": "DEMO", "volume_injected": "5"})
    return view


WIDTHS = (1250, 1800)
ORDERED = {"order_dose": "10", "order_access": "ommaya"}
HELD = {"not_outcome": "held", "not_reason": "infection"}
LINES = ("patient", "drug", "dose")
ALL_LINES = (*LINES, "route", "use_by", "site", "consent")
ENTRIES = [
    Entry("dosing-waits", Page(course, Step.ORDER, {}), WIDTHS, 590),
    Entry(
        "dosing-order",
        Page(course, Step.ORDER, ORDERED, by=PHYSICIAN, preview=True),
        WIDTHS,
        590,
    ),
    Entry("dosing-check-empty", Page(received, Step.CHECK, {}), (*WIDTHS, 1064), 590),
    Entry("dosing-check", Page(received, Step.CHECK, READ, alerts=DIFFERS), WIDTHS, 590),
    Entry("dosing-check-tall", Page(received, Step.CHECK, READ, alerts=DIFFERS), (1250,), 900),
    Entry(
        "dosing-check-agrees",
        Page(received, Step.CHECK, _agrees(scanned_label="prep-IND-2"), preview=True),
        (1250,),
        900,
    ),
    Entry(
        "dosing-check-scanned",
        Page(
            received,
            Step.CHECK,
            _agrees(scanned_label="prep-IND-2", check_second=""),
            notice="scanning.label_read",
        ),
        (1250,),
        590,
    ),
    Entry("dosing-checked", Page(checked, Step.CHECK, {}), (1250,), 590),
    Entry("dosing-time-out", Page(checked, Step.TIME_OUT, {}), (*WIDTHS, 1064), 590),
    Entry(
        "dosing-time-out-dose",
        Page(checked, Step.TIME_OUT, {"time_out_read": "\n".join(LINES)}),
        WIDTHS,
        590,
    ),
    Entry(
        "dosing-time-out-room",
        Page(checked, Step.TIME_OUT, {"time_out_read": "\n".join(ALL_LINES)}),
        (1250,),
        590,
    ),
    Entry(
        "dosing-time-out-stopped",
        Page(
            checked,
            Step.TIME_OUT,
            {"time_out_read": "\n".join(LINES[:2]), "time_out_stopped": "dose"},
        ),
        (1250,),
        590,
    ),
    Entry(
        "dosing-time-out-no",
        Page(lambda: checked().does(stop_time_out("IND-2")), Step.TIME_OUT, {}),
        (1250,),
        590,
    ),
    Entry("dosing-timed-out", Page(ready, Step.TIME_OUT, {}), (1250,), 590),
    Entry("dosing-give-empty", Page(ready, Step.GIVE, {}), (*WIDTHS, 1064), 590),
    Entry("dosing-give", Page(started, Step.GIVE, INJECTED), (*WIDTHS, 1064), 590),
    Entry(
        "dosing-give-whole",
        Page(
            started,
            Step.GIVE,
            {**INJECTED, "pressure": "180"},
            opened=(
                "pressure",
                "dome_pumps",
                "skin_agent",
                "csf_samples",
                "complications",
                "late_reason",
            ),
        ),
        (1250,),
        1700,
    ),
    Entry("dosing-give-lumbar", Page(started, Step.GIVE, BY_LUMBAR), WIDTHS, 590),
    Entry(
        "dosing-give-lumbar-whole",
        Page(
            started,
            Step.GIVE,
            BY_LUMBAR,
            opened=("opening_pressure", "rest", "skin_agent", "csf_samples", "complications"),
        ),
        (1250,),
        1700,
    ),
    Entry("dosing-give-untold", Page(course, Step.GIVE, {"access": "ommaya"}), (1250,), 1100),
    Entry("dosing-sign", Page(started, Step.SIGN, INJECTED, preview=True), WIDTHS, 590),
    Entry(
        "dosing-tell",
        Page(
            course,
            Step.SIGN,
            {**INJECTED, "telling": "yes"},
            alerts=BROKEN,
            can_tell=True,
        ),
        WIDTHS,
        590,
    ),
    Entry("dosing-observe", Page(observed, Step.OBSERVE, {}, code=FIRST_DOSE), WIDTHS, 590),
    Entry(
        "dosing-observe-last",
        Page(
            observed,
            Step.OBSERVE,
            {
                "observed_at": at("2026-03-02 10:45").isoformat(),
                "observed_temperature": "36.9",
                "observed_complications": "none",
                "observed_last": "yes",
            },
            code=FIRST_DOSE,
        ),
        (1250,),
        900,
    ),
    Entry("dosing-observed", Page(course, Step.OBSERVE, {}, code=FIRST_DOSE), (1250,), 590),
    Entry(
        "dosing-call",
        Page(called, Step.CALL, {"call_reached": "yes"}, code=FIRST_DOSE),
        WIDTHS,
        590,
    ),
    Entry("dosing-not-given", Page(waiting, Step.NOT_GIVEN, HELD), WIDTHS, 590),
    Entry("dosing-settled", _settled, WIDTHS, 590),
    Entry("dosing-left", Page(waiting, Step.LEFT, {}), (1250,), 590),
]
