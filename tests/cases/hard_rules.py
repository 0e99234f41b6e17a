"""For each hard rule one example that trips it and one that passes, as data.

Told in words for docs/hard-rules.md and played over the real decisions, for the tests and for the
page alike. Every value is that of the labelled example configuration; everybody is synthetic.
"""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from functools import partial
from typing import Any

from ltm_desktop.domain.alerts import Alert
from ltm_desktop.domain.configuration import resolve
from ltm_desktop.domain.decisions import Command
from ltm_desktop.domain.dosing_rules import Bedside, check_clock
from ltm_desktop.domain.dosing_steps import TIME_OUT_LINES, OtherCytotoxic
from ltm_desktop.domain.errors import Refused
from ltm_desktop.domain.identifiers import PersonId
from ltm_desktop.domain.patients import WithdrawPatient
from ltm_desktop.domain.quantities import Quantity, Unit, mg
from ltm_desktop.domain.terms import Access
from tests.builders import (
    GTIN,
    NURSE,
    PATIENT,
    PHARMACIST,
    PHYSICIAN,
    SECOND,
    THERAPIST,
    assess,
    check,
    item,
    ommaya,
    order,
    prepare,
    record,
    syringe,
    time_out,
    verify,
)
from tests.cases.clinical import day, example_values, trial
from tests.course_builders import session
from tests.stories import Story, irradiated, planned

Play = Callable[[], tuple[Alert, ...]]
FIRST, LATER = "2026-03-02 10:00", "2026-03-05 10:00"
OTHER_GTIN = "04099999999996"


@dataclass(frozen=True)
class Case:
    """One rule, the alert that tells of it, and both examples in words and as something to play."""

    rule: str
    code: str
    trips: str
    trip: Play
    passes: str
    pass_: Play


def refusal(story: Story, command: Command, by: PersonId = NURSE) -> tuple[Alert, ...]:
    """Return why a command is refused, nothing when it is decided."""
    try:
        story.decides(command, by)
    except Refused as refused:
        return refused.alerts
    return ()


def _check(story: Story, code: str = "IND-1", **changes: Any) -> tuple[Alert, ...]:
    on = story.now.strftime("%Y-%m-%d")
    return refusal(story, check(code, on, **changes))


def _first(**changes: Any) -> Story:
    return planned().at(FIRST).prepared("IND-1", **changes)


def _identifiers(*, confirmed: bool) -> tuple[Alert, ...]:
    return _check(_first(), identifiers_confirmed=confirmed)


def _withdrawn(*, gone: bool) -> tuple[Alert, ...]:
    story = planned().at(FIRST).does(assess())
    if gone:
        story = story.does(WithdrawPatient(PATIENT, date(2026, 3, 2), "own wish (synthetic)"))
    return refusal(story, order(), PHYSICIAN)


def _product(gtin: str) -> tuple[Alert, ...]:
    story = planned().at(FIRST).ordered("IND-1").does(verify(), PHARMACIST)
    made = syringe(gtin=gtin, preparation="prep-IND-1")
    return refusal(story, prepare(syringe=made), PHARMACIST)


def _ordered(dose: Quantity) -> tuple[Alert, ...]:
    return refusal(planned().at(FIRST).does(assess()), order(dose=dose), PHYSICIAN)


def _signed_order(*, signed: bool) -> tuple[Alert, ...]:
    story = _first() if signed else planned().at(FIRST).does(assess())
    return _check(story)


def _platelets(value: str) -> tuple[Alert, ...]:
    story = planned().at(FIRST).prepared("IND-1", access=Access.LUMBAR)
    return _check(story.with_labs(platelets=value), access=Access.LUMBAR)


def _second_dose(moment: str) -> tuple[Alert, ...]:
    story = planned().gives("IND-1", "2026-03-02").at(moment).prepared("IND-2")
    return _check(story, "IND-2")


def _dose_code(code: str) -> tuple[Alert, ...]:
    return refusal(planned().at(FIRST).does(assess()), order(code), PHYSICIAN)


def _label_of(subject: str) -> tuple[Alert, ...]:
    return _check(_first(), subject_id=subject)


def _at_the_check(moment: str) -> tuple[Alert, ...]:
    return _check(_first().at(moment))


def _second_person(who: PersonId) -> tuple[Alert, ...]:
    return _check(_first(), second=who)


def _lines(count: int) -> tuple[Alert, ...]:
    story = planned().at(FIRST).checked("IND-1")
    return refusal(story, time_out(lines=TIME_OUT_LINES[:count]))


def _vincristine(on: str) -> tuple[Alert, ...]:
    other = OtherCytotoxic("Vincristine 2 mg", day(on), same_room=False)
    return _check(_first().does(assess(other_cytotoxic=other)))


def _refill(refill: str) -> tuple[Alert, ...]:
    story = planned().at(FIRST).ready("IND-1").at("2026-03-02 10:10")
    return refusal(story, record(facts=ommaya(refill=refill)))


def _pressure_signs(*signs: str) -> tuple[Alert, ...]:
    story = _first(access=Access.LUMBAR).does(assess(pressure_signs=signs))
    return _check(story, access=Access.LUMBAR)


def _preservative(*, free: bool) -> tuple[Alert, ...]:
    story = planned().at(FIRST).ordered("IND-1").does(verify(), PHARMACIST)
    return refusal(story, prepare(preservative_free=free), PHARMACIST)


def _clock(moment: str) -> tuple[Alert, ...]:
    story = _first().at(moment)
    return tuple(check_clock(bedside(story), item("IND-1")))


def bedside(story: Story, by: PersonId = NURSE) -> Bedside:
    """Return what decides about a dose, as a story has come to it."""
    chart, site = story.chart, story.site
    slices = (chart.patient, chart.plan, chart.dosing)
    act = story.act(by)
    return Bedside(
        *slices,
        site.people,
        story.protocol,
        act,
        chart.labs,
        site.products,
        chart.overrides,
        chart.reservoir,
        chart.course,
        chart.adverse_events,
    )


def _limit(text: str | None) -> tuple[Alert, ...]:
    try:
        resolve(trial(), example_values(drugs__pemetrexed__ceiling=text))
    except Refused as refused:
        return refused.alerts
    return ()


def _second_fraction(moment: str) -> tuple[Alert, ...]:
    story = irradiated().at("2026-03-16 09:00").does(session(1, "2026-03-16 08:30"), THERAPIST)
    return refusal(story.at(moment), session(2, moment), THERAPIST)


CASES = (
    Case(
        "H01",
        "dosing.identifiers",
        "The check is signed without both identifiers confirmed.",
        partial(_identifiers, confirmed=False),
        "Both identifiers are confirmed.",
        partial(_identifiers, confirmed=True),
    ),
    Case(
        "H02",
        "patients.withdrawn",
        "A dose is ordered on the day the patient left study treatment.",
        partial(_withdrawn, gone=True),
        "The patient has consented, has an arm and is on study treatment.",
        partial(_withdrawn, gone=False),
    ),
    Case(
        "H03",
        "products.not_approved",
        f"The syringe is made from the product {OTHER_GTIN}, which no pharmacist approved.",
        partial(_product, OTHER_GTIN),
        f"It is made from {GTIN}, approved for intrathecal use.",
        partial(_product, GTIN),
    ),
    Case(
        "H04",
        "dosing.unit_not_mg",
        "10 mL are ordered.",
        partial(_ordered, Quantity(mg("10").value, Unit.ML)),
        "10 mg are ordered.",
        partial(_ordered, mg("10")),
    ),
    Case(
        "H05",
        "dosing.above_ceiling",
        "15.1 mg are ordered; the example ceiling is 15 mg.",
        partial(_ordered, mg("15.1")),
        "10 mg are ordered, the example dose.",
        partial(_ordered, mg("10")),
    ),
    Case(
        "H06",
        "dosing.no_order",
        "The check is begun with no order signed.",
        partial(_signed_order, signed=False),
        "A physician has signed the order of 10 mg by the reservoir.",
        partial(_signed_order, signed=True),
    ),
    Case(
        "H07",
        "labs.outside",
        "Platelets 49.9 before a lumbar puncture; the example limit is at least 50.",
        partial(_platelets, "49.9"),
        "Platelets 50: the limit itself is kept.",
        partial(_platelets, "50"),
    ),
    Case(
        "H08",
        "dosing.too_soon",
        "The second dose is checked 24 h after the first; the example interval is 48 h.",
        partial(_second_dose, "2026-03-03 10:02"),
        "It is checked three days after the first.",
        partial(_second_dose, LATER),
    ),
    Case(
        "H09",
        "dosing.no_such_dose",
        "A fifth weekly dose is ordered; the protocol has four.",
        partial(_dose_code, "WK-5"),
        "The first dose is ordered.",
        partial(_dose_code, "IND-1"),
    ),
    Case(
        "H10",
        "dosing.differs_patient",
        "The second person reads EX1-999 from the label; the patient is EX1-001.",
        partial(_label_of, "EX1-999"),
        "The second person reads EX1-001.",
        partial(_label_of, "EX1-001"),
    ),
    Case(
        "H11",
        "dosing.past_use_by",
        "The syringe is to be used by 18:00 and is checked at 18:01.",
        partial(_at_the_check, "2026-03-02 18:01"),
        "It is checked at 10:05.",
        partial(_at_the_check, "2026-03-02 10:05"),
    ),
    Case(
        "H12",
        "dosing.same_person",
        "The person who injects is also the second person.",
        partial(_second_person, NURSE),
        "The second person is somebody else on the register.",
        partial(_second_person, SECOND),
    ),
    Case(
        "H13",
        "dosing.time_out_line",
        "The last line of the time-out is not confirmed.",
        partial(_lines, len(TIME_OUT_LINES) - 1),
        "Every line is confirmed.",
        partial(_lines, len(TIME_OUT_LINES)),
    ),
    Case(
        "H14",
        "gates.wrong_route_same_day",
        "Vincristine is given on the day of the dose, in another room.",
        partial(_vincristine, "2026-03-02"),
        "Vincristine is given on the day before.",
        partial(_vincristine, "2026-03-01"),
    ),
    Case(
        "H15",
        "dosing.reservoir_unusable",
        "The dome of the reservoir does not refill.",
        partial(_refill, "none"),
        "The dome refills at once.",
        partial(_refill, "immediate"),
    ),
    Case(
        "H16",
        "gates.raised_pressure",
        "Papilloedema was seen before a lumbar puncture.",
        partial(_pressure_signs, "papilloedema"),
        "Somebody looked, and there was no sign of raised pressure.",
        _pressure_signs,
    ),
    Case(
        "H17",
        "dosing.preservative",
        "The diluent holds a preservative.",
        partial(_preservative, free=False),
        "Product and diluent are free of preservatives.",
        partial(_preservative, free=True),
    ),
    Case(
        "H18",
        "dosing.clock_behind",
        "The clock stands at 09:00 although the syringe was received at 10:00.",
        partial(_clock, "2026-03-02 09:00"),
        "The clock stands at 10:05.",
        partial(_clock, "2026-03-02 10:05"),
    ),
    Case(
        "H19",
        "configuration.missing",
        "A configuration is signed with the ceiling left blank.",
        partial(_limit, None),
        "The ceiling is 15 mg.",
        partial(_limit, "15 mg"),
    ),
    Case(
        "H20",
        "fractions.per_day",
        "A second fraction is told seven hours after the first, on the same day.",
        partial(_second_fraction, "2026-03-16 15:30"),
        "It is told on the next day.",
        partial(_second_fraction, "2026-03-17 08:30"),
    ),
)
