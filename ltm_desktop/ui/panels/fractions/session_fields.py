"""The fields of one session, each with its unit and the name the tests and readers know it by.

Nothing here decides; amounts and choices start empty.
"""

from collections.abc import Callable, Sequence
from datetime import datetime

from PySide6.QtWidgets import QWidget

from ltm_desktop.app.wording.words import Words
from ltm_desktop.domain.fractions import SessionOutcome, Termination
from ltm_desktop.domain.quantities import Unit, parse_quantity
from ltm_desktop.ui.options import Option
from ltm_desktop.ui.panels.fractions.dose_rows import DoseRows
from ltm_desktop.ui.panels.fractions.offering import Choices, FormShown
from ltm_desktop.ui.panels.fractions.typed import OTHER, TypedSession, parse_signed
from ltm_desktop.ui.widgets.choice_row import Choice, ChoiceRow
from ltm_desktop.ui.widgets.date_fields import DateField, MomentField
from ltm_desktop.ui.widgets.labelled_field import NameEdit
from ltm_desktop.ui.widgets.lines import Lines
from ltm_desktop.ui.widgets.one_of import OneOf
from ltm_desktop.ui.widgets.quantity_field import QuantityField
from ltm_desktop.ui.widgets.reason_chooser import ReasonChooser

Field = (
    NameEdit | ChoiceRow | ReasonChooser | MomentField | DateField | QuantityField | OneOf | Lines
)


class SessionFields:
    """Every field of the session form; filled from and read into a typed session."""

    def __init__(self, say: Words, now: Callable[[], datetime], choices: Choices) -> None:
        self._say = say
        self._make_first(say, now, choices)
        self._make_more(say, now, choices)
        self._make_telling(say, now, choices)
        for name, widget in self._named().items():
            widget.setObjectName(f"fractions.{name}")
        for one in SessionOutcome:
            self.outcome.button(one.value).setObjectName(f"fractions.outcome.{one.value}")

    def _make_first(self, say: Words, now: Callable[[], datetime], choices: Choices) -> None:
        outcomes = [
            Choice(SessionOutcome.DELIVERED.value, say.term(SessionOutcome.DELIVERED), "Alt+E"),
            Choice(SessionOutcome.PARTIAL.value, say("Partly"), "Alt+L"),
            Choice(SessionOutcome.NOT_TREATED.value, say.term(SessionOutcome.NOT_TREATED), "Alt+T"),
        ]
        self.fraction = NameEdit(say, say("Fraction"), required=True, longest=3)
        self.outcome = ChoiceRow(say, say("Outcome"), outcomes, required=True, bedside=True)
        self.doses = DoseRows(say)
        self.at = MomentField(say, say("Time of the session"), now, required=True)
        self.machine = NameEdit(say, say("Machine"), required=True, longest=60)
        self.operator = OneOf(say, say("First operator"), required=True)
        self.second = OneOf(say, say("Second operator"))
        self.imaging = ChoiceRow(say, say("Imaging"), to_choices(choices.imaging), bedside=True)

    def _make_more(self, say: Words, now: Callable[[], datetime], choices: Choices) -> None:
        self.ended_at = MomentField(say, say("End of the session"), now)
        self.monitor_units = QuantityField(say, say("Monitor units"), Unit.MU, parse_quantity)
        shift = say("with its sign, such as -2")
        self.vertical = QuantityField(
            say, say("Vertical shift"), Unit.MM, parse_signed, help_text=shift
        )
        self.longitudinal = QuantityField(say, say("Longitudinal shift"), Unit.MM, parse_signed)
        self.lateral = QuantityField(say, say("Lateral shift"), Unit.MM, parse_signed)
        self.rotation = QuantityField(say, say("Rotation"), Unit.DEGREE, parse_signed)
        self.device = NameEdit(say, say("Set-up device"), longest=60)
        self.approved_by = OneOf(say, say("Position approved by"))
        self.on_call = OneOf(say, say("Physician on call"))
        ends = [Choice(one.value, say.term(one)) for one in Termination]
        self.termination = ChoiceRow(say, say("Ended by"), ends, bedside=True)
        self.override = Lines(say, say("Overridden at the machine"))
        self.rv_id = NameEdit(say, say("Record-and-verify id"), longest=80)

    def _make_telling(self, say: Words, now: Callable[[], datetime], choices: Choices) -> None:
        self.reason = ReasonChooser(say, say("Reason"), to_choices(choices.reasons))
        self.resume_on = DateField(say, say("Expected to go on"), now)
        self.note = Lines(say, say("Notes"))
        self.why = ReasonChooser(
            say, say("Reason for the correction"), to_choices(choices.corrections)
        )
        self.incident = Lines(
            say,
            say("Incident: what happened"),
            required=True,
            help_text=say("It is recorded with the rules that were not kept."),
        )

    def _named(self) -> dict[str, QWidget]:
        return {
            "fraction": self.fraction.line,
            "outcome": self.outcome,
            "at": self.at.line,
            "ended_at": self.ended_at.line,
            "machine": self.machine.line,
            "monitor_units": self.monitor_units.line,
            "vertical": self.vertical.line,
            "longitudinal": self.longitudinal.line,
            "lateral": self.lateral.line,
            "rotation": self.rotation.line,
            "device": self.device.line,
            "approved_by": self.approved_by.box,
            "on_call": self.on_call.box,
            "override": self.override.edit,
            "rv_id": self.rv_id.line,
            "operator": self.operator.box,
            "second": self.second.box,
            "resume_on": self.resume_on.line,
            "note": self.note.edit,
            "incident": self.incident.edit,
            "own_words": self.reason.own_words,
            "why_words": self.why.own_words,
        }

    def offer(self, form: FormShown) -> None:
        """Show what may be chosen for this fraction, and its proposals."""
        say = self._say
        self.operator.offer_options(form.therapists)
        self.second.offer_options(form.therapists)
        self.approved_by.offer_options(form.colleagues)
        self.on_call.offer_options(form.physicians)
        self.doses.offer(form.volumes, form.unit)
        last = form.last_machine
        self.machine.show_help(say("Last time: {machine}", machine=last) if last else "")

    def fill(self, typed: TypedSession) -> None:
        """Show what was typed."""
        for field, text in self._texts(typed):
            field.set_value(text)
        for moment, text in self._moments(typed):
            moment.set_text(text)
        for amount, text in self._amounts(typed):
            amount.set_text(text)
        self.outcome.set_value(typed.outcome or None)
        self.imaging.set_value(typed.imaging or None)
        self.termination.set_value(typed.termination or None)
        self.doses.set_value(typed.doses)
        self.reason.set_value((typed.reason, typed.own_words) if typed.reason else None)
        self.why.set_value((typed.why, typed.why_words) if typed.why else None)

    def typed(self, record: str, corrects: str) -> TypedSession:
        """Return the form as it stands."""
        reason, own_words = _reason(self.reason)
        why, why_words = _reason(self.why)
        return TypedSession(
            record=record,
            fraction=self.fraction.value(),
            outcome=self.outcome.value() or "",
            doses=self.doses.value(),
            at=self.at.text(),
            ended_at=self.ended_at.text(),
            machine=self.machine.value(),
            operator=self.operator.value(),
            second=self.second.value(),
            imaging=self.imaging.value() or "",
            monitor_units=self.monitor_units.text(),
            vertical=self.vertical.text(),
            longitudinal=self.longitudinal.text(),
            lateral=self.lateral.text(),
            rotation=self.rotation.text(),
            device=self.device.value(),
            approved_by=self.approved_by.value(),
            on_call=self.on_call.value(),
            termination=self.termination.value() or "",
            override=self.override.value(),
            reason=reason,
            own_words=own_words,
            resume_on=self.resume_on.text(),
            rv_id=self.rv_id.value(),
            note=self.note.value(),
            incident=self.incident.value(),
            corrects=corrects,
            why=why,
            why_words=why_words,
        )

    def _texts(self, typed: TypedSession) -> tuple[tuple[NameEdit | OneOf | Lines, str], ...]:
        return (
            (self.fraction, typed.fraction),
            (self.machine, typed.machine),
            (self.operator, typed.operator),
            (self.second, typed.second),
            (self.device, typed.device),
            (self.approved_by, typed.approved_by),
            (self.on_call, typed.on_call),
            (self.override, typed.override),
            (self.rv_id, typed.rv_id),
            (self.note, typed.note),
            (self.incident, typed.incident),
        )

    def _moments(self, typed: TypedSession) -> tuple[tuple[MomentField | DateField, str], ...]:
        return (
            (self.at, typed.at),
            (self.ended_at, typed.ended_at),
            (self.resume_on, typed.resume_on),
        )

    def _amounts(self, typed: TypedSession) -> tuple[tuple[QuantityField, str], ...]:
        return (
            (self.monitor_units, typed.monitor_units),
            (self.vertical, typed.vertical),
            (self.longitudinal, typed.longitudinal),
            (self.lateral, typed.lateral),
            (self.rotation, typed.rotation),
        )

    def more(self) -> tuple[Field, ...]:
        """Return what may be measured and need not be, in the order it is read."""
        return (
            self.ended_at,
            self.monitor_units,
            self.vertical,
            self.longitudinal,
            self.lateral,
            self.rotation,
            self.device,
            self.approved_by,
            self.on_call,
            self.rv_id,
            self.termination,
            self.override,
        )

    def all(self) -> tuple[Field, ...]:
        """Return every field in the order it is read."""
        return (
            self.fraction,
            self.outcome,
            self.reason,
            self.resume_on,
            self.at,
            self.machine,
            *self.doses.fields(),
            self.operator,
            self.second,
            self.imaging,
            *self.more(),
            self.why,
            self.note,
            self.incident,
        )


def _reason(chooser: ReasonChooser) -> tuple[str, str]:
    value = chooser.value()
    if value is not None:
        return value
    # "other" without words yet: chosen, and kept so in a draft
    return (OTHER, "") if chooser.own_words.isVisibleTo(chooser) else ("", "")


def to_choices(options: Sequence[Option]) -> list[Choice]:
    """Return options as the choices of a row or column."""
    return [Choice(one.code, one.words) for one in options]
