from dataclasses import replace
from datetime import timedelta

from ltm_desktop.app.recorder import Recorded
from ltm_desktop.app.wording.words import Words
from ltm_desktop.domain.planning import PlanTreatment
from ltm_desktop.ui.panels.fractions.ordering import (
    OrderPresenter,
    TypedOrder,
    TypedVolume,
)
from ltm_desktop.ui.panels.fractions.presenter import FractionsPresenter
from ltm_desktop.ui.widgets.reading_dates import read_day
from tests.demo_site import OpenAs
from tests.ui.panels.fractions.people import SECRET, at_once, find, next_morning, take_in
from tests.ui.panels.fractions.rooms import Seen


def test_a_physician_orders_the_course_of_the_arm(open_as: OpenAs) -> None:
    desk = open_as("physician.p")
    next_morning(desk)
    patient, say, seen = take_in(desk, "A"), Words("en"), Seen()
    announced = list[Recorded]()
    start = desk.act().today
    while not desk.act().calendar.is_working(start):
        start += timedelta(days=1)
    desk.do(PlanTreatment(patient, start), say, {})
    panel = FractionsPresenter(desk, patient, seen, at_once, say, announced.append)
    panel.open()
    assert seen.empty is not None
    assert seen.empty.may_order
    order = OrderPresenter(desk, patient, seen, at_once, say, announced.append)
    order.open()
    assert seen.order is not None
    proposed = read_day(seen.order.proposed_start, start).value
    assert proposed is not None
    brain = TypedVolume("involved_field", "PTV1", "whole_brain")
    order.review(TypedOrder((brain,), "vmat", start))
    assert [one.code for one in seen.alerts] == ["fractions.start_before_rule"]
    start = proposed
    order.review(TypedOrder((), "vmat", start))
    assert seen.statement == ""
    order.review(TypedOrder((brain,), "vmat", start))
    assert "Whole brain" in seen.statement
    order.sign({"physician.p": SECRET})
    assert len(announced) == 1
    panel.open()
    assert seen.course is not None
    assert seen.course.heading.endswith("Whole brain")


def test_a_start_on_a_closed_day_is_said_at_once(open_as: OpenAs) -> None:
    desk = open_as("physician.p")
    patient = take_in(desk, "A")
    order = OrderPresenter(desk, patient, Seen(), at_once, Words("en"), lambda _: None)
    sunday = desk.act().today + timedelta(days=7 - desk.act().today.isoweekday())
    assert [one.code for one in order.check_start(sunday)] == ["fractions.start_not_working_day"]


def test_a_course_is_changed_from_the_next_fraction_on_with_a_reason(open_as: OpenAs) -> None:
    desk = open_as("physician.p")
    next_morning(desk)
    patient, say, seen = find(desk, "Alpha"), Words("en"), Seen()
    announced = list[Recorded]()
    order = OrderPresenter(desk, patient, seen, at_once, say, announced.append)
    order.open()
    assert seen.order is not None
    before, first = seen.order.before, max(desk.chart(patient).course.started()) + 1
    assert before is not None
    assert seen.order.change == f"The change holds from fraction {first} on."
    assert (before.fractions, before.start_on, before.reason) == ("20", None, "")
    start = desk.act().today
    less = replace(before, start_on=start, fractions="18")
    (total,) = order.totals(less)
    assert total.replace("\u00a0", " ") == "PTV1: 36 Gy in all, 2 Gy a fraction"
    order.review(less)
    assert seen.statement == ""
    order.review(replace(less, reason="Progress elsewhere (synthetic)"))
    order.sign({"physician.p": SECRET})
    assert len(announced) == 1
    course = desk.chart(patient).course
    assert [one.version for one in course.versions] == [1, 2]
    assert course.versions[1].from_fraction == first
    panel = FractionsPresenter(desk, patient, seen, at_once, say, announced.append)
    panel.open()
    assert seen.course is not None
    assert seen.course.heading.endswith("version 2")
    assert f"From fraction {first}:" in seen.course.history[0][1]
    assert [what for what, _ in seen.course.history[:2]] == [
        "Order, version 2",
        "Order, version 1",
    ]


def test_no_dose_above_the_protocol_can_be_ordered(open_as: OpenAs) -> None:
    desk = open_as("physician.p")
    next_morning(desk)
    seen = Seen()
    order = OrderPresenter(desk, find(desk, "Alpha"), seen, at_once, Words("en"), lambda _: None)
    order.open()
    assert seen.order is not None
    assert seen.order.before is not None
    (volume,) = seen.order.before.volumes
    order.review(
        replace(
            seen.order.before,
            start_on=desk.act().today,
            reason="more",
            volumes=(replace(volume, per_fraction="3"),),
        )
    )
    assert "fractions.other_dose" in {alert.code for alert in seen.alerts}
    assert seen.statement == ""
