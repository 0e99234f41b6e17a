"""A dose before the injection: what an order and a check must meet, and what refuses them."""

from dataclasses import replace
from decimal import Decimal

import pytest

from ltm_desktop.domain.acts import Signer
from ltm_desktop.domain.configuration import resolve
from ltm_desktop.domain.decisions import Command, required_signers
from ltm_desktop.domain.dosing import DoseChecked, DosePrescribed, NotGiven
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
    at,
    check,
    competency,
    not_given,
    order,
    person,
    record,
    syringe,
)
from tests.cases.clinical import day, example_values, trial
from tests.stories import Story, enrolled, planned


def ordered() -> Story:
    return planned().does(order(), PHYSICIAN)


def signers(command: Command, by: PersonId) -> tuple[Signer, ...]:
    return required_signers(command, planned().act(by))


# the order


def test_a_physician_orders_a_planned_dose() -> None:
    (event,) = planned().decides(order(note="after platelets"), PHYSICIAN)
    assert event == DosePrescribed(
        order().item, "pemetrexed", mg("10"), Access.OMMAYA, "after platelets", PHYSICIAN
    )
    story = planned().told(event, by=PHYSICIAN)
    assert story.chart.dosing.orders[order().item].ordered_at == story.now
    assert signers(order(), PHYSICIAN) == (Signer(PHYSICIAN, Meaning.PRESCRIBED),)


def test_an_order_above_the_ceiling_is_refused() -> None:
    assert planned().refused(order(dose=mg("15.01")), PHYSICIAN) == {"dosing.above_ceiling"}


def test_an_order_at_the_ceiling_itself_stands() -> None:
    at_ceiling = resolve(trial(), example_values(drugs__pemetrexed__ceiling="10 mg"))
    story = replace(planned(), protocol=at_ceiling)
    assert story.decides(order(dose=mg("10.0")), PHYSICIAN)
    assert story.refused(order(dose=mg("10.1")), PHYSICIAN) == {"dosing.above_ceiling"}


def test_a_dose_typed_in_mg_per_m2_never_becomes_an_amount() -> None:
    with pytest.raises(Refused) as refused:
        parse_quantity("10 mg/m2", Unit.MG)
    assert refused.value.alerts[0].code == "quantities.wrong_unit"


@pytest.mark.parametrize("dose", [ml("10"), gy("10"), Quantity(Decimal(10), Unit.MG_PER_ML)])
def test_an_amount_of_another_unit_is_no_dose(dose: Quantity) -> None:
    assert planned().refused(order(dose=dose), PHYSICIAN) == {"dosing.unit_not_mg"}
    assert "dosing.unit_not_mg" in ordered().refused(check(dose=dose))


@pytest.mark.parametrize("dose", [mg("0"), mg("0.00"), mg("-10")])
def test_an_order_of_nothing_is_refused(dose: Quantity) -> None:
    assert planned().refused(order(dose=dose), PHYSICIAN) == {"dosing.zero_dose"}


@pytest.mark.parametrize(("dose", "refused"), [("9.5", 0), ("10.5", 0), ("9.49", 1), ("10.51", 1)])
def test_the_tolerance_round_the_protocol_dose_is_met_exactly(dose: str, refused: int) -> None:
    command = order(dose=mg(dose))
    if refused:
        assert planned().refused(command, PHYSICIAN) == {"dosing.outside_tolerance"}
    else:
        assert planned().decides(command, PHYSICIAN)


def test_a_drug_that_is_not_in_the_protocol_is_refused() -> None:
    assert planned().refused(order(drug="vincristine"), PHYSICIAN) == {"dosing.wrong_drug"}


def test_an_access_the_site_does_not_use_is_refused() -> None:
    only_ommaya = replace(
        planned(),
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
    assert planned().refused(order(), by) == {"people.role_may_not"}


def test_an_unsigned_configuration_orders_and_checks_nothing() -> None:
    story = replace(ordered(), protocol=None)
    assert story.refused(order(), PHYSICIAN) == {"configuration.none_signed"}
    assert story.refused(check()) == {"configuration.none_signed"}


def test_nobody_unconsented_unrandomised_withdrawn_or_dead_is_ordered_for() -> None:
    unplanned = {"dosing.no_such_dose"}
    assert Story(protocol=planned().protocol).refused(order(), PHYSICIAN) == unplanned | {
        "patients.unknown"
    }
    no_arm = enrolled(None).refused(order(), PHYSICIAN)
    assert no_arm == unplanned | {"patients.no_arm"}
    withdrawn = ordered().does(WithdrawPatient(PATIENT, ANCHOR, "wish"))
    assert withdrawn.refused(order(), PHYSICIAN) == {"patients.withdrawn"}
    assert withdrawn.refused(check()) == {"patients.withdrawn"}
    dead = ordered().does(RecordDeath(PATIENT, ANCHOR))
    assert dead.refused(order("IND-2"), PHYSICIAN) == {"patients.died"}


def test_a_settled_dose_is_not_ordered_again() -> None:
    story = planned().does(not_given())
    assert story.refused(order(), PHYSICIAN) == {"dosing.already_settled"}


# the check


def test_two_people_check_an_ordered_dose() -> None:
    (event,) = ordered().decides(check())
    assert isinstance(event, DoseChecked)
    assert (event.operator, event.second) == (NURSE, SECOND)
    assert event.identifiers_confirmed
    assert event.time_out_done
    assert signers(check(), NURSE) == (Signer(SECOND, Meaning.CHECKED),)


def test_every_difference_is_shown_at_once_and_nothing_is_decided() -> None:
    wrong = check(
        dose=mg("15.5"),
        drug="vincristine",
        access=Access.LUMBAR,
        identifiers_confirmed=False,
        time_out_done=False,
        syringe=syringe(use_by=at("2026-03-02 09:59"), expiry=day("2026-03-01"), lot=" "),
    )
    assert ordered().refused(wrong) == {
        "dosing.differs_dose",
        "dosing.differs_drug",
        "dosing.differs_access",
        "dosing.wrong_drug",
        "dosing.identifiers",
        "dosing.time_out",
        "dosing.past_use_by",
        "dosing.product_expired",
        "dosing.field_missing",
    }


def test_digits_are_no_difference() -> None:
    assert ordered().decides(check(dose=mg("10.00")))


def test_a_dose_nobody_ordered_is_not_checked() -> None:
    assert planned().refused(check()) == {"dosing.no_order"}


def test_a_dose_that_no_plan_holds_is_not_checked() -> None:
    story = planned().gives("IND-1", "2026-03-02")
    assert story.refused(check("WK-5")) == {"dosing.no_such_dose", "dosing.no_order"}


def test_the_same_person_twice_is_no_second_person() -> None:
    assert ordered().refused(check(second=NURSE)) == {"dosing.same_person"}


def test_the_second_person_may_write_the_check_and_signs_once() -> None:
    assert ordered().decides(check(), SECOND)
    assert signers(check(), SECOND) == (Signer(SECOND, Meaning.CHECKED),)


def test_a_held_dose_is_not_checked_before_its_day_unless_ordered_again() -> None:
    held = ordered().does(not_given("IND-1", NotGiven.HELD, until=day("2026-03-04")))
    assert held.refused(check()) == {"dosing.on_hold"}
    assert held.at("2026-03-04 08:00").decides(check())
    decided_anew = held.at("2026-03-02 11:00").does(order(), PHYSICIAN)
    assert decided_anew.decides(check())


def test_a_new_order_voids_the_check_of_the_old_one() -> None:
    story = planned().ready("IND-1").does(order(), PHYSICIAN).at("2026-03-02 10:10")
    assert story.refused(record()) == {"dosing.not_checked"}
    assert story.does(check()).chart.dosing.checks


def test_a_check_in_a_second_form_does_not_undo_the_first() -> None:
    story = planned().ready("IND-1").does(check(record=RecordId("adm-other-form")))
    (event,) = story.at("2026-03-02 10:10").decides(record())[:1]
    assert (event.breaches, event.checked_at) == ((), at("2026-03-02 10:00"))


def test_a_scribe_may_write_the_check_of_two_others() -> None:
    assert ordered().decides(check(), RESEARCH_NURSE)


def test_a_monitor_writes_nothing_at_the_bedside() -> None:
    assert ordered().refused(check(), MONITOR) == {"people.role_needed"}


def test_a_pharmacist_checks_and_does_not_inject() -> None:
    assert ordered().decides(check(second=PHARMACIST))
    assert ordered().refused(check(operator=PHARMACIST)) == {"people.role_may_not"}


@pytest.mark.parametrize(
    ("who", "task"), [(NURSE, Task.ADMINISTER), (SECOND, Task.CHECK), (PHYSICIAN, Task.PRESCRIBE)]
)
def test_competency_is_asked_on_the_day_of_the_act(who: PersonId, task: Task) -> None:
    command, by = (order(), PHYSICIAN) if task is Task.PRESCRIBE else (check(), NURSE)
    expired = person(who, competencies=(competency(task, until="2026-03-01"),))
    valid = person(who, competencies=(competency(task, until="2026-03-02"),))
    story = ordered()
    assert story.staffed(expired).refused(command, by) == {"people.not_on_register"}
    assert story.staffed(valid).decides(command, by)


def test_a_dose_does_not_leapfrog_an_open_earlier_one() -> None:
    story = planned().does(order("IND-2"), PHYSICIAN)
    assert story.refused(check("IND-2")) == {"dosing.earlier_open"}
    held = story.does(not_given("IND-1", NotGiven.HELD, until=day("2026-03-03")))
    assert held.refused(check("IND-2")) == {"dosing.earlier_open"}
    omitted = story.does(not_given("IND-1"))
    assert omitted.decides(check("IND-2"))


def test_a_check_too_soon_after_the_last_injection_is_refused_and_says_from_when() -> None:
    story = planned().gives("IND-1", "2026-03-02").does(order("IND-2"), PHYSICIAN)
    early = story.at("2026-03-04 10:01")
    assert early.refused(check("IND-2")) == {"dosing.too_soon"}
    with pytest.raises(Refused) as refused:
        early.decides(check("IND-2"))
    assert refused.value.alerts[0].values["earliest"] == at("2026-03-04 10:02")
    assert story.at("2026-03-04 10:02").decides(check("IND-2"))


@pytest.mark.parametrize(
    "tray",
    [
        syringe(product=" "),
        syringe(lot=""),
        syringe(volume=ml("0")),
        syringe(volume=mg("5")),
    ],
)
def test_what_stands_on_the_tray_is_told_whole(tray: object) -> None:
    codes = ordered().refused(check(syringe=tray))
    assert codes & {"dosing.field_missing", "dosing.empty_syringe", "dosing.wrong_unit"} == codes
    assert len(codes) == 1


def test_a_syringe_is_good_to_the_very_end_of_its_use_by() -> None:
    assert ordered().decides(check(syringe=syringe(use_by=at("2026-03-02 10:00"))))
    assert ordered().decides(check(syringe=syringe(expiry=day("2026-03-02"))))


def test_a_dose_may_be_checked_again_when_the_first_check_grew_old() -> None:
    story = planned().ready("IND-1").at("2026-03-02 10:30").does(check())
    assert story.chart.dosing.checks[check().item].checked_at == at("2026-03-02 10:30")


def test_a_check_counts_from_the_moment_its_signed_entry_was_recorded() -> None:
    events = ordered().decides(check())
    signed = ordered().at("2026-03-02 10:07").told(*events)
    assert signed.chart.dosing.checks[check().item].checked_at == at("2026-03-02 10:07")
    story = signed.at("2026-03-02 10:20")
    assert story.refused(record(started="2026-03-02 10:06")) == {"dosing.checked_after_start"}
    (told,) = story.decides(record(started="2026-03-02 10:08"))[:1]
    assert told.checked_at == at("2026-03-02 10:07")


def test_an_investigator_may_do_what_a_physician_may() -> None:
    assert planned().decides(order(), INVESTIGATOR)
