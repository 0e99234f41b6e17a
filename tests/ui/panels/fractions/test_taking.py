"""A machine's record in the session form: what stands, and what leaves the record behind."""

from dataclasses import replace
from datetime import timedelta

from ltm_desktop.app.wording.words import Words
from ltm_desktop.domain.acts import Act
from ltm_desktop.domain.fractions import LinkSession, PrescribeRadiotherapy, RecordFraction
from ltm_desktop.domain.identifiers import PersonId, RecordId
from ltm_desktop.domain.quantities import Unit
from ltm_desktop.ui.panels.fractions.ordering import plan_of
from ltm_desktop.ui.panels.fractions.taken import Taken, read_taken
from ltm_desktop.ui.panels.fractions.taking import order_of, session_of, taken_words
from ltm_desktop.ui.panels.fractions.typed import Told, TypedSession, from_fields, to_command
from tests.app.imports import compared
from tests.builders import PATIENT, THERAPIST
from tests.course_builders import course
from tests.exchange.dicom.records import PLAN_UID, BeamSpec, uid
from tests.stories import irradiated

EN = Words("en")


def taken() -> tuple[TypedSession, RecordFraction, Act]:
    """Return the form that the record of the first fraction fills, and what it proposed."""
    story = irradiated().at("2026-03-16 10:00")
    command = compared(story).command
    assert isinstance(command, RecordFraction)
    act = story.act(THERAPIST)
    return session_of(command, "frc-1", act, EN), command, act


def meant(typed: TypedSession, command: RecordFraction) -> RecordFraction:
    return to_command(typed, PATIENT, THERAPIST, command.at, Told(command.at), Unit.GY)


def test_the_form_means_what_the_record_told_with_its_uid_and_beams() -> None:
    typed, command, _ = taken()
    assert meant(typed, command) == replace(command, record=RecordId(typed.record))
    assert command.uid == uid(1)
    assert taken_words(typed, EN).startswith("Filled from the machine's record of 16-Mar-2026")


def test_a_draft_keeps_where_the_session_came_from() -> None:
    typed, command, _ = taken()
    again = from_fields(typed.to_fields())
    assert again == typed
    assert meant(again, command).beams == command.beams


def test_a_session_that_says_anything_else_is_told_without_the_record() -> None:
    typed, command, _ = taken()
    changed = replace(typed, doses={"PTV1": "1.9"}, machine="Linac 2")
    told = meant(changed, command)
    assert (told.uid, told.beams) == ("", ())
    words = taken_words(changed, EN)
    assert words.startswith("Changed after it was filled from the machine's record: dose and mach")


def test_what_the_record_does_not_say_may_be_completed() -> None:
    typed, command, _ = taken()
    completed = replace(
        typed, operator="therapist.x", second="therapist.y", imaging="cbct", note="example"
    )
    assert meant(completed, command).uid == uid(1)
    assert meant(completed, command).operator == PersonId("therapist.x")


def test_beams_come_back_with_and_without_what_was_specified() -> None:
    story = irradiated().at("2026-03-16 10:00")
    beams = (BeamSpec(specified=None), BeamSpec(number=2, name="G0 (example)"))
    command = compared(story, beams=beams).command
    assert isinstance(command, RecordFraction)
    again = read_taken(Taken("1.2", {}, command.beams).to_text())
    assert again == Taken("1.2", {}, command.beams)


def test_a_form_without_a_record_says_nothing_of_one() -> None:
    assert taken_words(TypedSession(), EN) == ""
    assert read_taken("") is None


def test_a_plan_fills_the_order_but_never_its_first_day_and_reason() -> None:
    order = course()
    typed = order_of(order)
    assert isinstance(order, PrescribeRadiotherapy)
    assert typed.fractions == str(order.fractions)
    assert [one.name for one in typed.volumes] == [one.volume for one in order.targets]
    assert (typed.start_on, typed.reason) == (None, "")


def test_an_order_keeps_the_plan_while_it_says_what_the_plan_said() -> None:
    proposed = order_of(course(plan_uid=PLAN_UID))
    assert proposed.plan_uid == PLAN_UID
    (volume,) = proposed.volumes
    mine = replace(volume, site="skull_base", detail="clivus (example)")
    signed = replace(proposed, volumes=(mine,), intent="palliative", reason="x", plan_uid="")
    assert plan_of(signed, proposed) == PLAN_UID
    other = replace(volume, per_fraction="1.8")
    for changed in (
        replace(signed, volumes=(other,)),
        replace(signed, fractions="19"),
        replace(signed, technique="vmat"),
        replace(signed, energy="10 MV"),
    ):
        assert plan_of(changed, proposed) == ""
    assert plan_of(signed, None) == ""


def test_a_record_of_a_session_in_the_log_is_linked_and_not_told_again() -> None:
    story = irradiated().at("2026-03-16 10:00")
    _, command, act = taken()
    told = story.does(
        replace(command, at=command.at - timedelta(minutes=5), uid="", beams=()), THERAPIST
    )
    assert isinstance(compared(told).command, LinkSession)
    assert act.author == THERAPIST
