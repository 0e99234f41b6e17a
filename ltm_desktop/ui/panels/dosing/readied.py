"""What has been done for a dose before the bedside check, and what a pharmacist looks at. No Qt.

Worded as the ledger tells it, so that a page that is done reads as what was recorded.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import datetime

from ltm_desktop.app.wording.telling.dosing import tell_order
from ltm_desktop.app.wording.telling.dosing_steps import (
    tell_assessment,
    tell_preparation,
    tell_receipt,
    tell_release,
    tell_verification,
)
from ltm_desktop.app.wording.telling.parts import StatementLine, StatementSection
from ltm_desktop.app.wording.telling.voice import Voice
from ltm_desktop.domain.acts import elapsed
from ltm_desktop.domain.chart import Chart
from ltm_desktop.domain.dosing import DosePrescribed, is_extra
from ltm_desktop.domain.identifiers import ItemCode
from ltm_desktop.domain.labs import units_of
from ltm_desktop.domain.protocol import ActiveDrug
from ltm_desktop.domain.quantities import Quantity
from ltm_desktop.domain.terms import ItemKind
from ltm_desktop.ui.panels.dosing import assess
from ltm_desktop.ui.panels.dosing.standing import Step, access_word

Sections = tuple[StatementSection, ...]
_LAST = 3


@dataclass(frozen=True, slots=True)
class Readied:
    """The steps before the check as they stand, each worded."""

    stands: Mapping[Step, Sections] = field(default_factory=dict)
    """What was recorded on each page, none where it is still to be done."""
    to_verify: Sections = ()
    """Order, protocol dose and range, last doses, assessment: what a pharmacist compares."""
    before: Mapping[str, str] = field(default_factory=dict)
    """The earlier value of a field of the assessment, labelled and dated."""
    returned: str = ""
    """Why the last syringe went back, empty where none did."""


def readied(chart: Chart, item: ItemCode, now: datetime, voice: Voice) -> Readied:
    """Return where the steps before the check stand."""
    walked = chart.dosing.steps_of(item)
    back = walked.returned
    return Readied(
        stands=dict(_stands(chart, item, voice)),
        to_verify=tuple(_to_verify(chart, item, now, voice)),
        before=assess.previous(assess.last_before(chart, item), voice.say),
        returned=back.note if back else "",
    )


def _stands(chart: Chart, item: ItemCode, voice: Voice) -> Iterator[tuple[Step, Sections]]:
    walked = chart.dosing.steps_of(item)
    made = walked.preparation
    if walked.assessed is not None:
        yield Step.ASSESS, tell_assessment(walked.assessed, voice)
    if walked.verified is not None:
        yield Step.VERIFY, tell_verification(walked.verified, voice)
    if made is None:
        return
    yield Step.PREPARE, tell_preparation(made.prepared, voice)
    if made.released is not None:
        yield Step.RELEASE, tell_release(made.released, voice)
    if made.received is not None:
        yield Step.RECEIVE, tell_receipt(made.received, voice)


def _to_verify(
    chart: Chart, item: ItemCode, now: datetime, voice: Voice
) -> Iterator[StatementSection]:
    order = chart.dosing.orders.get(item)
    if order is not None:
        told = DosePrescribed(
            order.item, order.drug, order.dose, order.access, order.note, order.prescriber
        )
        yield from tell_order(told, voice)
    if voice.active is not None and not is_extra(item):
        yield _protocol(voice.active.drug_of(item), voice)
    yield _last_doses(chart, now, voice)
    yield from _labs(chart, now, voice)
    assessed = chart.dosing.steps_of(item).assessed
    if assessed is not None:
        yield from tell_assessment(assessed, voice)


def _protocol(rule: ActiveDrug, voice: Voice) -> StatementSection:
    say, line, spread = voice.say, voice.line, rule.tolerance()
    low = Quantity(rule.dose.value - spread.value, rule.dose.unit)
    high = Quantity(rule.dose.value + spread.value, rule.dose.unit)
    lines = (
        line(say("Protocol dose"), voice.amount(rule.dose), emphasis=True),
        line(say("Allowed range"), say("{low} to {high}", low=low, high=high)),
        line(say("Ceiling of one dose"), voice.amount(rule.ceiling)),
        line(say("Access"), say.listing(say.term(one) for one in rule.accesses)),
    )
    return StatementSection(say("Signed protocol"), lines)


def _labs(chart: Chart, now: datetime, voice: Voice) -> Iterator[StatementSection]:
    """Tell the newest result of every analyte with its age, nothing where none was entered."""
    analytes = units_of(voice.active) if voice.active else ()
    newest = [found for code in analytes if (found := chart.labs.latest(code, now)) is not None]
    if not newest:
        return
    say = voice.say
    lines = tuple(
        StatementLine(
            voice.analyte(one.analyte),
            say(
                "{value}, {moment}, {span} ago",
                value=f"{one.comparator.value}{voice.amount(one.value)}",
                moment=one.sampled_at.astimezone(now.tzinfo),
                span=elapsed(one.sampled_at, now),
            ),
        )
        for one in newest
    )
    yield StatementSection(say("Laboratory results"), lines)


def _last_doses(chart: Chart, now: datetime, voice: Voice) -> StatementSection:
    say, line = voice.say, voice.line
    numbers = {one.code: one.number for one in chart.plan.of(ItemKind.DOSE)}
    told = sorted(chart.dosing.given, key=lambda one: one.started_at, reverse=True)[:_LAST]
    lines = tuple(
        StatementLine(
            say("No. {number}", number=numbers.get(one.item, 0) or "+"),
            say(
                "{dose}, {access}, {moment}, {span} ago",
                dose=one.delivered,
                access=access_word(one.access, say),
                moment=one.started_at.astimezone(now.tzinfo),
                span=elapsed(one.started_at, now),
            ),
        )
        for one in told
    )
    none = (line(say("Given"), say("No dose has been given yet.")),)
    return StatementSection(say("Last doses"), lines or none)
