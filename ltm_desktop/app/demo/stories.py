"""What happens to one demo patient, told as a generator that yields when it happens next."""

from collections.abc import Iterator
from datetime import date, datetime, time, timedelta
from decimal import Decimal

from ltm_desktop.app.demo.courses import happenings
from ltm_desktop.app.demo.roster import End, Part
from ltm_desktop.app.demo.scenes import (
    approve,
    check,
    enrol,
    give,
    make_ready,
    not_given,
    observe,
    order,
    time_out,
)
from ltm_desktop.app.demo.scenes_course import prescribe_radiotherapy, treat
from ltm_desktop.app.demo.stage import Stage
from ltm_desktop.app.demo.today import play_today
from ltm_desktop.domain.dosing import NotGiven
from ltm_desktop.domain.identifiers import PatientId
from ltm_desktop.domain.patients import RecordDeath, WithdrawPatient
from ltm_desktop.domain.planning import PlanTreatment
from ltm_desktop.domain.schedule import PlannedItem
from ltm_desktop.domain.terms import ItemKind

Times = Iterator[datetime]
FULL, LESS = Decimal("2"), Decimal("1.2")
_LEAVES = (End.WITHDRAWN, End.DIED)


def together(*tales: Times) -> Times:
    """Tell several tales in the order of their moments."""
    pending = [(next(tale, None), tale) for tale in tales]
    while waiting := [(at, tale) for at, tale in pending if at is not None]:
        at, tale = min(waiting, key=lambda one: one[0])
        yield at
        rest = [one for one in waiting if one[1] is not tale]
        pending = [(next(tale, None), tale), *rest]


class Story:
    """One patient's story."""

    def __init__(
        self, stage: Stage, number: int, part: Part, today: date, *, until: datetime | None = None
    ) -> None:
        self.stage = stage
        self.number = number
        self.part = part
        self.today = today
        self.until = until or stage.clock.now()
        self.zone = stage.clock.now().tzinfo
        self.patient = PatientId(stage.desk.ids.new("pat"))
        self.minutes = (number * 7) % 50
        self.told = 0

    def at(self, day: date, hour: int, minute: int = 0) -> datetime:
        """Return a moment of a day; patients are spread over the hour."""
        moment = datetime.combine(day, time(hour, 0), self.zone)
        return moment + timedelta(minutes=minute + self.minutes)

    def first_day(self) -> date:
        """Return the working day on which the first dose is planned."""
        days = self.stage.desk.act().calendar
        anchor = self.today - timedelta(days=self.part.days_ago)
        if self.part.stands is not None and self.part.end is End.GOES_ON:
            return anchor
        while not days.is_working(anchor):
            anchor -= timedelta(days=1)
        return anchor

    def play(self) -> Times:
        """Yield each moment before it happens, then let it happen."""
        anchor = self.first_day()
        entered = min(anchor - timedelta(days=4), self.today - timedelta(days=1))
        yield self.at(entered, 9)
        enrol(self)
        if self.part.end is End.SCREENING:
            return
        self.stage.do("research.r", PlanTreatment(self.patient, anchor))
        yield from together(self._treated(), happenings(self))

    def _treated(self) -> Times:
        """Tell the doses, the fractions, and how the story ends for now."""
        if self.part.stands is not None and self.part.end is End.GOES_ON:
            yield from play_today(self, 1)
            return
        treatment = self._doses()
        if self.part.arm == "A":
            treatment = together(treatment, self._fractions())
        yield from self._before_the_end(treatment)
        yield from self._ending()

    def _before_the_end(self, treatment: Times) -> Times:
        """Tell the treatment up to the day on which a patient withdrew or died."""
        for at in treatment:
            if self.part.end in _LEAVES and at >= self._left_at():
                return
            yield at

    def _left_at(self) -> datetime:
        return self.at(self.today - timedelta(days=6), 11)

    def _doses(self) -> Times:
        """Tell dose after dose; what lies after today is never reached."""
        for number in range(1, 9):
            if number > self.part.stops_after:
                return
            item = self.item(ItemKind.DOSE, number)
            yield self._ordered_at(item.scheduled)
            order(self, item)
            if self.part.trouble == "not_given" and number == 3:
                yield self.at(item.scheduled, 9)
                not_given(self, item, NotGiven.REFUSED)
                continue
            yield from self._injection(item)

    def _ordered_at(self, day: date) -> datetime:
        """Return when the physician orders a dose: the afternoon before its day."""
        return self.at(day - timedelta(days=1), 15)

    def _injection(self, item: PlannedItem) -> Times:
        trouble = self.part.trouble if item.number == 2 else ""
        # a little later each time, so that two days are never a minute short of 48 hours
        later = 12 * item.number
        yield self.at(item.scheduled, 8, later)
        make_ready(self, item)
        yield self.at(item.scheduled, 10, later)
        record = check(self, item, trouble)
        yield self.at(item.scheduled, 10, later + 4)
        time_out(self, item, record)
        yield self.at(item.scheduled, 10, later + 22)
        give(self, item, record, trouble)
        self.told += 1
        yield self.at(item.scheduled, 11, later + 20)
        observe(self, record, last=True)
        yield self.at(item.scheduled, 18)
        if trouble != "away" and not self._is_recent(item.scheduled):
            approve(self, record)

    def _is_recent(self, day: date) -> bool:
        """Return whether a record is so new that the physician has not come to it yet."""
        return (self.today - day).days < 3 + self.number % 5

    def _fractions(self) -> Times:
        if self.part.stops_after <= 4:
            return
        yield self.at(self._course_start() - timedelta(days=1), 15)
        # doses given meanwhile may have moved the day
        prescribe_radiotherapy(self, self._course_start())
        broken = False
        number = 1
        while number <= 20:
            item = self.item(ItemKind.FRACTION, number)
            yield self.at(item.scheduled, 13)
            if self.part.trouble == "rt_break" and number == 2 and not broken:
                broken = True
                treat(self, item, None, "machine")
                continue
            if self.part.trouble == "rt_break" and number == 7:
                treat(self, item, LESS, "machine")
                yield self.at(item.scheduled, 14)
                treat(self, item, FULL - LESS, "machine")
            else:
                treat(self, item, FULL, "")
            number += 1

    def _course_start(self) -> date:
        """Return the day of the first weekly dose, or the next on which the machine works."""
        days = self.stage.desk.act().calendar
        start = self.item(ItemKind.DOSE, 5).scheduled
        while not days.is_working(start):
            start += timedelta(days=1)
        return start

    def item(self, kind: ItemKind, number: int) -> PlannedItem:
        """Return a planned item as the plan stands now."""
        plan = self.stage.desk.chart(self.patient).plan
        return next(item for item in plan.of(kind) if item.number == number)

    def _ending(self) -> Times:
        end = self.part.end
        if end in _LEAVES:
            yield self._left_at()
            on = self.stage.clock.now().date()
            if end is End.DIED:
                self.stage.do("physician.p", RecordDeath(self.patient, on, "synthetic"))
            else:
                self.stage.do("nurse.a", WithdrawPatient(self.patient, on, "patient's own wish"))
        elif end is End.HELD or end is End.DUE_AGAIN:
            yield from self._hold(self.today + timedelta(days=1 if end is End.HELD else 0))

    def _hold(self, until: date) -> Times:
        item = self.item(ItemKind.DOSE, self.part.stops_after + 1)
        day = min(item.scheduled, self.today - timedelta(days=1))
        # a new order would end the hold, so this one comes before it
        yield self._ordered_at(day)
        order(self, item)
        yield self.at(day, 8)
        not_given(self, item, NotGiven.HELD, until)
        if self.part.stands is not None:
            yield from play_today(self, item.number)
