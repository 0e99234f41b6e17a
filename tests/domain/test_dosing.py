"""A dose before the injection: what an order and a check must meet, and what refuses them."""

from dataclasses import replace
from decimal import Decimal

import pytest

from ltm_desktop.domain.acts import Signer
from ltm_desktop.domain.alerts import Alert, Severity
from ltm_desktop.domain.configuration import resolve
from ltm_desktop.domain.decisions import Command, required_signers
from ltm_desktop.domain.dosing import CheckDose, DoseChecked, DosePrescribed, NotGiven, Syringe
from ltm_desktop.domain.dosing_rules import Bedside, check_assessed_today
from ltm_desktop.domain.errors import Refused
from ltm_desktop.domain.identifiers import PersonId, RecordId
from ltm_desktop.domain.patients import RecordDeath, WithdrawPatient
from ltm_desktop.domain.quantities import Quantity, Unit, gy, mg, ml, parse_quantity
from ltm_desktop.domain.terms import Access, Meaning, Task
from tests.builders import (
    ADMINISTRATOR,
    ANCHOR,
    INVESTIGATOR,
    MONITOR,
    NURSE,
    PATIENT,
    PHARMACIST,
    PHYSICIAN,
    RESEARCH_NURSE,
    SECOND,
    THERAPIST,
    assess,
    at,
    check,
    competency,
    not_given,
    order,
    person,
    prepare,
    record,
    syringe,
    time_out,
    verify,
)
from tests.cases.clinical import day, example_values, trial
from tests.domain.dose_steps import told
from tests.stories import Story, enrolled, planned


def assessed() -> Story:
    return planned().does(assess())


def ordered() -> Story:
    return planned().ordered("IND-1")


def verified() -> Story:
    return ordered().does(verify(), PHARMACIST)


def on_tray() -> Story:
    """Return the story of a syringe that stands at the bedside, checked by nobody yet."""
    return planned().prepared("IND-1")


def made(story: Story, number: str = "prep-again") -> Story:
    """Return the story after a new order was verified and its syringe reached the bedside."""
    return story.does(verify(), PHARMACIST).made_again("IND-1", number)


def signers(command: Command, by: PersonId) -> tuple[Signer, ...]:
    return required_signers(command, planned().act(by))


# the order


def test_a_physician_orders_a_planned_dose() -> None:
    (event,) = assessed().decides(order(note="after platelets"), PHYSICIAN)
    assert event == DosePrescribed(
        order().item, "pemetrexed", mg("10"), Access.OMMAYA, "after platelets", PHYSICIAN
    )
    story = assessed().told(event, by=PHYSICIAN)
    assert story.chart.dosing.orders[order().item].ordered_at == story.now
    assert signers(order(), PHYSICIAN) == (Signer(PHYSICIAN, Meaning.PRESCRIBED),)


def test_an_order_above_the_ceiling_is_refused() -> None:
    assert assessed().refused(order(dose=mg("15.01")), PHYSICIAN) == {"dosing.above_ceiling"}


def test_an_order_at_the_ceiling_itself_stands() -> None:
    at_ceiling = resolve(trial(), example_values(drugs__pemetrexed__ceiling="10 mg"))
    story = replace(assessed(), protocol=at_ceiling)
    assert story.decides(order(dose=mg("10.0")), PHYSICIAN)
    assert story.refused(order(dose=mg("10.1")), PHYSICIAN) == {"dosing.above_ceiling"}


def test_a_dose_typed_in_mg_per_m2_never_becomes_an_amount() -> None:
    with pytest.raises(Refused) as refused:
        parse_quantity("10 mg/m2", Unit.MG)
    assert refused.value.alerts[0].code == "quantities.wrong_unit"


@pytest.mark.parametrize("dose", [ml("10"), gy("10"), Quantity(Decimal(10), Unit.MG_PER_ML)])
def test_an_amount_of_another_unit_is_no_dose(dose: Quantity) -> None:
    assert assessed().refused(order(dose=dose), PHYSICIAN) == {"dosing.unit_not_mg"}
    assert "dosing.unit_not_mg" in on_tray().refused(check(dose=dose))


@pytest.mark.parametrize("dose", [mg("0"), mg("0.00"), mg("-10")])
def test_an_order_of_nothing_is_refused(dose: Quantity) -> None:
    assert assessed().refused(order(dose=dose), PHYSICIAN) == {"dosing.zero_dose"}


@pytest.mark.parametrize(("dose", "refused"), [("9.5", 0), ("10.5", 0), ("9.49", 1), ("10.51", 1)])
def test_the_tolerance_round_the_protocol_dose_is_met_exactly(dose: str, refused: int) -> None:
    command = order(dose=mg(dose))
    if refused:
        assert assessed().refused(command, PHYSICIAN) == {"dosing.outside_tolerance"}
    else:
        assert assessed().decides(command, PHYSICIAN)


def test_a_drug_that_is_not_in_the_protocol_is_refused() -> None:
    assert assessed().refused(order(drug="vincristine"), PHYSICIAN) == {"dosing.wrong_drug"}


def test_an_access_the_site_does_not_use_is_refused() -> None:
    only_ommaya = replace(
        assessed(),
        protocol=resolve(
            replace(
                trial(),
                settings=dict(trial().settings)
                | {
                    "drugs.pemetrexed.accesses": replace(
                        trial().settings["drugs.pemetrexed.accesses"], text="ommaya"
                    )
                },
            ),
            example_values(),
        ),
    )
    assert only_ommaya.refused(order(access=Access.LUMBAR), PHYSICIAN) == {
        "dosing.access_not_in_protocol"
    }


@pytest.mark.parametrize("by", [NURSE, PHARMACIST, THERAPIST, ADMINISTRATOR])
def test_nobody_but_a_physician_orders(by: PersonId) -> None:
    assert assessed().refused(order(), by) == {"people.role_may_not"}


def test_an_unsigned_configuration_orders_and_checks_nothing() -> None:
    story = replace(on_tray(), protocol=None)
    assert story.refused(order(), PHYSICIAN) == {"configuration.none_signed"}
    assert story.refused(check()) == {"configuration.none_signed"}


def test_nobody_unconsented_unrandomised_withdrawn_or_dead_is_ordered_for() -> None:
    unplanned = {"dosing.no_such_dose"}
    assert Story(protocol=planned().protocol).refused(order(), PHYSICIAN) == unplanned | {
        "patients.unknown"
    }
    no_arm = enrolled(None).refused(order(), PHYSICIAN)
    assert no_arm == unplanned | {"patients.no_arm"}
    withdrawn = on_tray().does(WithdrawPatient(PATIENT, ANCHOR, "wish"))
    assert withdrawn.refused(order(), PHYSICIAN) == {"patients.withdrawn"}
    assert withdrawn.refused(check()) == {"patients.withdrawn"}
    dead = assessed().does(RecordDeath(PATIENT, ANCHOR))
    assert dead.refused(order(), PHYSICIAN) == {"patients.died"}


def test_a_settled_dose_is_not_ordered_again() -> None:
    story = assessed().does(not_given())
    assert "dosing.already_settled" in story.refused(order(), PHYSICIAN)


# the check


def test_two_people_check_an_ordered_dose() -> None:
    (event,) = on_tray().decides(check())
    assert isinstance(event, DoseChecked)
    assert (event.operator, event.second) == (NURSE, SECOND)
    assert event.identifiers_confirmed
    assert event.syringe == syringe(preparation="prep-IND-1")
    assert signers(check(), NURSE) == (Signer(SECOND, Meaning.CHECKED),)


def test_every_difference_is_shown_at_once_and_nothing_is_decided() -> None:
    wrong = check(
        subject_id="EX1-002",
        dose=mg("15.5"),
        drug="vincristine",
        access=Access.LUMBAR,
        volume=ml("4.9"),
        use_by=at("2026-03-02 17:59"),
        identifiers_confirmed=False,
    )
    old = syringe(use_by=at("2026-03-02 10:00"), expiry=day("2026-03-02"))
    next_day = planned().prepared("IND-1", syringe=old).at("2026-03-03 10:00")
    assert next_day.refused(wrong) == {
        "dosing.differs_patient",
        "dosing.differs_dose",
        "dosing.differs_drug",
        "dosing.differs_access",
        "dosing.differs_volume",
        "dosing.differs_use_by",
        "dosing.wrong_drug",
        "dosing.identifiers",
        "dosing.past_use_by",
        "dosing.product_expired",
    }


def test_digits_are_no_difference() -> None:
    assert on_tray().decides(check(dose=mg("10.00")))


def test_a_dose_nobody_ordered_is_not_checked() -> None:
    assert planned().refused(check()) == {"dosing.no_order", "dosing.step_missing"}


def test_a_dose_nobody_prepared_is_not_checked() -> None:
    assert ordered().refused(check()) == {"dosing.step_missing"}


def test_a_dose_that_no_plan_holds_is_not_checked() -> None:
    story = planned().gives("IND-1", "2026-03-02")
    assert story.refused(check("WK-5")) == {"dosing.no_such_dose", "dosing.no_order"}


def test_the_same_person_twice_is_no_second_person() -> None:
    assert on_tray().refused(check(second=NURSE)) == {"dosing.same_person"}


def test_the_second_person_may_write_the_check_and_signs_once() -> None:
    assert on_tray().decides(check(), SECOND)
    assert signers(check(), SECOND) == (Signer(SECOND, Meaning.CHECKED),)


def test_an_assessment_of_another_day_is_noted_and_refuses_nothing() -> None:
    story = assessed().at("2026-03-03 10:00").with_labs()
    later = story.does(order(), PHYSICIAN).does(verify(), PHARMACIST)
    later = later.made_again("IND-1", "prep-IND-1")
    command = check(on="2026-03-03")
    notes = [one for one in noted(later, command) if one.code == "dosing.assessed_other_day"]
    assert [(one.severity, one.values["on"]) for one in notes] == [
        (Severity.NOTE, day("2026-03-02"))
    ]
    assert later.decides(command)
    assert not noted(on_tray(), check())


def noted(story: Story, command: CheckDose) -> list[Alert]:
    """Return what a check is told of an assessment that is not of today."""
    chart, people = story.chart, story.site.people
    act = story.act(NURSE)
    here = Bedside(chart.patient, chart.plan, chart.dosing, people, story.protocol, act)
    return list(check_assessed_today(here, command.item))


def test_a_held_dose_is_not_checked_before_its_day_unless_ordered_again() -> None:
    until = not_given("IND-1", NotGiven.HELD, until=day("2026-03-04"))
    held = on_tray().does(until)
    assert held.refused(check()) == {"dosing.on_hold", "dosing.step_missing"}
    waiting = held.at("2026-03-04 08:00").refused(check())
    assert waiting == {"dosing.past_use_by", "dosing.step_missing"}
    anew = held.at("2026-03-02 11:00").does(assess()).does(order(), PHYSICIAN)
    assert made(anew).decides(check())
    waited = ordered().does(until).at("2026-03-04 10:00").does(assess())
    assert made(waited).decides(check(on="2026-03-04"))


def test_a_new_order_voids_the_check_of_the_old_one() -> None:
    story = planned().ready("IND-1").does(order(), PHYSICIAN).at("2026-03-02 10:10")
    assert story.refused(record()) == {"dosing.not_checked", "dosing.time_out"}
    assert story.refused(check()) == {"dosing.step_missing"}
    assert made(story).does(check()).chart.dosing.checks


def test_a_check_in_a_second_form_does_not_undo_the_first() -> None:
    story = planned().ready("IND-1").does(check(record=RecordId("adm-other-form")))
    event = told(story.at("2026-03-02 10:10"), record())
    assert (event.breaches, event.checked_at) == ((), at("2026-03-02 10:00"))
    assert event.timed_out_at == at("2026-03-02 10:00")


def test_a_scribe_may_write_the_check_of_two_others() -> None:
    assert on_tray().decides(check(), RESEARCH_NURSE)


def test_a_monitor_writes_nothing_at_the_bedside() -> None:
    assert on_tray().refused(check(), MONITOR) == {"review.reads_only"}


def test_a_pharmacist_checks_and_does_not_inject() -> None:
    assert on_tray().decides(check(second=PHARMACIST))
    assert on_tray().refused(check(operator=PHARMACIST)) == {"people.role_may_not"}


@pytest.mark.parametrize(
    ("who", "task"), [(NURSE, Task.ADMINISTER), (SECOND, Task.CHECK), (PHYSICIAN, Task.PRESCRIBE)]
)
def test_competency_is_asked_on_the_day_of_the_act(who: PersonId, task: Task) -> None:
    ordering = task is Task.PRESCRIBE
    command, by = (order(), PHYSICIAN) if ordering else (check(), NURSE)
    expired = person(who, competencies=(competency(task, until="2026-03-01"),))
    valid = person(who, competencies=(competency(task, until="2026-03-02"),))
    story = assessed() if ordering else on_tray()
    assert story.staffed(expired).refused(command, by) == {"people.not_on_register"}
    assert story.staffed(valid).decides(command, by)


def test_a_dose_does_not_leapfrog_an_open_earlier_one() -> None:
    story = planned().prepared("IND-2")
    assert story.refused(check("IND-2")) == {"dosing.earlier_open"}
    held = story.does(not_given("IND-1", NotGiven.HELD, until=day("2026-03-03")))
    assert held.refused(check("IND-2")) == {"dosing.earlier_open"}
    omitted = story.does(not_given("IND-1"))
    assert omitted.decides(check("IND-2"))


def test_a_check_too_soon_after_the_last_injection_is_refused_and_says_from_when() -> None:
    story = planned().gives("IND-1", "2026-03-02").at("2026-03-04 10:01").prepared("IND-2")
    command = check("IND-2", "2026-03-04")
    assert story.refused(command) == {"dosing.too_soon"}
    with pytest.raises(Refused) as refused:
        story.decides(command)
    assert refused.value.alerts[0].values["earliest"] == at("2026-03-04 10:02")
    assert story.at("2026-03-04 10:02").decides(command)


@pytest.mark.parametrize(
    "tray",
    [
        syringe(product=" "),
        syringe(lot=""),
        syringe(volume=ml("0")),
        syringe(volume=mg("5")),
    ],
)
def test_what_stands_on_the_tray_is_told_whole(tray: Syringe) -> None:
    labelled = replace(tray, preparation="prep-IND-1")
    codes = verified().refused(prepare(syringe=labelled), PHARMACIST)
    assert codes & {"dosing.field_missing", "dosing.empty_syringe", "dosing.wrong_unit"} == codes
    assert len(codes) == 1


def test_a_syringe_is_good_to_the_very_end_of_its_use_by() -> None:
    end = at("2026-03-02 10:00")
    story = planned().prepared("IND-1", syringe=syringe(use_by=end, expiry=day("2026-03-02")))
    assert story.decides(check(use_by=end))
    assert story.at("2026-03-02 10:01").refused(check(use_by=end)) == {"dosing.past_use_by"}


def test_a_dose_may_be_checked_again_when_the_first_check_grew_old() -> None:
    story = planned().ready("IND-1").at("2026-03-02 10:30").does(check())
    assert story.chart.dosing.checks[check().item].checked_at == at("2026-03-02 10:30")


def test_a_check_counts_from_the_moment_its_signed_entry_was_recorded() -> None:
    events = on_tray().decides(check())
    signed = on_tray().at("2026-03-02 10:07").told(*events).does(time_out())
    assert signed.chart.dosing.checks[check().item].checked_at == at("2026-03-02 10:07")
    story = signed.at("2026-03-02 10:20")
    assert story.refused(record(started="2026-03-02 10:06")) == {
        "dosing.checked_after_start",
        "dosing.time_out_after_start",
    }
    event = told(story, record(started="2026-03-02 10:08"))
    assert event.checked_at == event.timed_out_at == at("2026-03-02 10:07")


def test_an_investigator_may_do_what_a_physician_may() -> None:
    assert assessed().decides(order(), INVESTIGATOR)
