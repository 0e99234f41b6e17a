"""The steps before the bedside check, from a synthetic story told by the real rules."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import timedelta

from PySide6.QtWidgets import QWidget

from ltm_desktop.app.wording.words import Words
from ltm_desktop.domain.acts import Act
from ltm_desktop.domain.alerts import Alert, stop
from ltm_desktop.domain.dosing_steps import PatientAssessed, Vitals
from ltm_desktop.domain.identifiers import PersonId
from ltm_desktop.domain.protocol import ActiveProtocol
from ltm_desktop.domain.quantities import Quantity, Unit, mg
from ltm_desktop.domain.site import SiteState
from ltm_desktop.ui.panels.dosing import acts, preparing
from ltm_desktop.ui.panels.dosing.acting import Acting
from ltm_desktop.ui.panels.dosing.shown import SignerLine, Signing
from ltm_desktop.ui.panels.dosing.standing import Step, named
from ltm_desktop.ui.panels.dosing.surveying import survey
from ltm_desktop.ui.panels.dosing.view import View
from tests.builders import (
    NURSE,
    PHARMACIST,
    PHYSICIAN,
    assess,
    assessment,
    at,
    item,
    order,
    prepare,
    receive,
    release,
    verify,
)
from tests.gallery.frame import Entry
from tests.stories import Story, planned

SECOND_DOSE = "IND-2"
NOW = "2026-03-05 09:40"


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


def measured(text: str, unit: Unit) -> Quantity:
    return Quantity(mg(text).value, unit)


VITALS = Vitals(
    temperature=measured("36.8", Unit.CELSIUS),
    pulse=measured("76", Unit.PER_MIN),
    systolic=measured("128", Unit.MM_HG),
    diastolic=measured("78", Unit.MM_HG),
    pain=measured("2", Unit.COUNT),
    coma_scale=measured("15", Unit.COUNT),
)


def course() -> Story:
    """One dose given three days ago, the second one due now."""
    given = planned().gives("IND-1", "2026-03-02")
    before = PatientAssessed(item("IND-1"), assessment(vitals=VITALS), "")
    return given.at("2026-03-02 09:30").told(before).at(NOW)


def assessed() -> Story:
    words = "Mild headache in the evening (synthetic)"
    return course().with_labs().does(assess(SECOND_DOSE, vitals=VITALS, symptoms=words))


def ordered() -> Story:
    return assessed().does(order(SECOND_DOSE), PHYSICIAN)


def verified() -> Story:
    return ordered().does(verify(SECOND_DOSE), PHARMACIST)


def prepared() -> Story:
    return verified().does(prepare(SECOND_DOSE, "2026-03-05 09:20"), PHARMACIST)


def released() -> Story:
    return prepared().does(release(SECOND_DOSE), PHARMACIST)


def sent_back() -> Story:
    back = receive(SECOND_DOSE)
    return released().does(
        type(back)(back.patient, back.item, back.preparation, intact=False, note="Cap was loose")
    )


ASSESSED: Mapping[str, str] = {
    "assess_consent": "yes",
    "assess_symptoms_any": "some",
    "assess_symptoms": "Mild headache in the evening (synthetic)",
    "assess_infection": "no",
    "assess_allergies_any": "some",
    "assess_allergies": "penicillin: rash (synthetic)\nlatex",
    "assess_temperature": "36.9",
    "assess_coma_scale": "16",
    "assess_pressure": "none",
    "assess_anticoagulant_any": "some",
    "assess_other_any": "some",
    "assess_iv_any": "some",
    "assess_b12_any": "some",
}
PREPARED: Mapping[str, str] = {
    "prep_product": "pemetrexed 100 mg (example product)",
    "prep_lot": "LOT-EX-2",
    "prep_expiry": "2027-01-31",
    "prep_strength": "25",
    "prep_diluent": "4.60",
    "prep_graduation": "0.05",
    "preservative_free": "yes",
    "prep_at": at("2026-03-05 09:30").isoformat(),
    "prep_preparer": "p.example",
    "prep_second": "s.example",
    "preparation": "prep-example2",
}


def shown(
    told: Callable[[], Story],
    step: Step,
    fields: Mapping[str, str],
    *,
    by: PersonId = NURSE,
    alerts: tuple[Alert, ...] = (),
) -> Callable[[Words], QWidget]:
    """Return what draws one page of the panel as somebody sees it."""

    def make(say: Words) -> QWidget:
        story = told()
        view, code = View(say, lambda: story.now), item(SECOND_DOSE)
        desk = LookingDesk(story, by)
        acting = Acting(fields, story.chart, code, story.protocol, by, story.now, say)
        view.show_standing(survey(desk, story.chart, code, fields, say))  # type: ignore[arg-type]  # looks only
        view.show_step(step, fields)
        if step is Step.PREPARE:
            view.show_calculated(preparing.lines(acting))
        missing = acts.missing(acting, step)
        people = story.site.people
        lines = tuple(
            SignerLine(one.person, named(people, one.person), say.term(one.meaning), signed=False)
            for one in acts.signers(acting, step)
        )
        view.show_signing(Signing(lines, "", missing, alerts, False, ready=not missing))
        return view

    return make


WIDTHS = (1250, 1800)
LATE = stop("dosing.use_by_too_late", "hard rule H11", latest=at(NOW) + timedelta(hours=24))
ENTRIES = [
    Entry("before-assess-empty", shown(course, Step.ASSESS, {}), WIDTHS, 590),
    Entry("before-assess", shown(course, Step.ASSESS, ASSESSED), WIDTHS, 1200),
    Entry("before-assessed", shown(assessed, Step.ASSESS, {}), (1250,), 590),
    Entry(
        "before-assess-waits",
        shown(course, Step.ASSESS, {}, by=PHARMACIST),
        (1250,),
        590,
    ),
    Entry(
        "before-verify",
        shown(ordered, Step.VERIFY, {}, by=PHARMACIST),
        WIDTHS,
        590,
    ),
    Entry("before-verify-waits", shown(ordered, Step.VERIFY, {}), (1250,), 590),
    Entry(
        "before-prepare-empty",
        shown(verified, Step.PREPARE, {}, by=PHARMACIST),
        WIDTHS,
        590,
    ),
    Entry(
        "before-prepare",
        shown(verified, Step.PREPARE, PREPARED, by=PHARMACIST, alerts=(LATE,)),
        WIDTHS,
        1100,
    ),
    Entry(
        "before-prepare-returned",
        shown(sent_back, Step.PREPARE, {}, by=PHARMACIST),
        (1250,),
        590,
    ),
    Entry(
        "before-prepared",
        shown(prepared, Step.PREPARE, {}, by=PHARMACIST),
        (1250,),
        590,
    ),
    Entry(
        "before-release",
        shown(prepared, Step.RELEASE, {}, by=PHARMACIST),
        WIDTHS,
        590,
    ),
    Entry("before-receive", shown(released, Step.RECEIVE, {}), WIDTHS, 590),
    Entry(
        "before-receive-damaged",
        shown(
            released,
            Step.RECEIVE,
            {"receive_preparation": "prep-other", "receive_intact": "no"},
            alerts=(stop("dosing.other_preparation", "hard rule H10", found="prep-other"),),
        ),
        WIDTHS,
        590,
    ),
]
