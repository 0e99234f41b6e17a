"""The fields of the enrolment form, each with its name, how it is read and how it is filled."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime

from PySide6.QtCore import SignalInstance
from PySide6.QtWidgets import QWidget

from ltm_desktop.app.wording.words import Words
from ltm_desktop.domain.quantities import Unit
from ltm_desktop.domain.terms import Access, Sex
from ltm_desktop.ui.panels.enrolment.usual import MeasuredBody
from ltm_desktop.ui.widgets.choice_row import Choice, ChoiceRow
from ltm_desktop.ui.widgets.date_fields import DateField
from ltm_desktop.ui.widgets.labelled_field import LabelledField, NameEdit

Arms = tuple[tuple[str, str], ...]
"""Pairs of code and words."""


@dataclass(frozen=True, slots=True)
class Bound:
    """A field of the form, whatever its kind."""

    field: LabelledField
    changed: SignalInstance
    read: Callable[[], str]
    fill: Callable[[str], None]


class FieldSet:
    """Make the fields; each tells `typed` its name and its text."""

    def __init__(
        self,
        say: Words,
        now: Callable[[], datetime],
        typed: Callable[[str, str], None],
        kept: Callable[[str, str], None],
    ) -> None:
        self._say = say
        self._now = now
        self._typed = typed
        self._kept = kept
        self.fields: dict[str, Bound] = {}

    def text(
        self, name: str, label: str, *, required: bool = False, help_text: str = ""
    ) -> QWidget:
        """Make a line of text."""
        edit = NameEdit(self._say, label, required=required, help_text=help_text)
        edit.line.setObjectName(f"enrolment.{name}")
        return self._bind(name, Bound(edit, edit.changed, edit.line.text, edit.set_value))

    def day(self, name: str, label: str, *, required: bool = False) -> QWidget:
        """Make a date."""
        edit = DateField(self._say, label, self._now, required=required)
        edit.line.setObjectName(f"enrolment.{name}")
        return self._bind(name, Bound(edit, edit.changed, edit.text, edit.set_text))

    def amount(self, name: str, label: str, unit: Unit) -> QWidget:
        """Make an amount with its unit."""
        edit = MeasuredBody(self._say, label, unit)
        edit.kept.connect(lambda text: self._kept(name, text))
        edit.line.setObjectName(f"enrolment.{name}")
        return self._bind(name, Bound(edit, edit.changed, edit.text, edit.set_text))

    def choice(
        self, name: str, label: str, choices: Iterable[tuple[str, str]], *, required: bool = False
    ) -> QWidget:
        """Make a row of choices that starts empty."""
        options = [Choice(code, words) for code, words in choices]
        row = ChoiceRow(self._say, label, options, required=required)
        for option in options:
            row.button(option.value).setObjectName(f"enrolment.{name}.{option.value}")

        def fill(value: str) -> None:
            row.set_value(value or None)

        return self._bind(name, Bound(row, row.changed, lambda: row.value() or "", fill))

    def sexes(self) -> Iterable[tuple[str, str]]:
        """Return the choices of sex, whole words."""
        return [(sex.value, self._say.term(sex)) for sex in Sex]

    def accesses(self) -> Iterable[tuple[str, str]]:
        """Return the ways to the cerebrospinal fluid."""
        return [(way.value, self._say.begin(self._say.term(way))) for way in Access]

    def fill(self, texts: Mapping[str, str]) -> None:
        """Put texts back, such as a draft's."""
        for name, text in texts.items():
            if name in self.fields:
                self.fields[name].fill(text)

    def _bind(self, name: str, bound: Bound) -> QWidget:
        self.fields[name] = bound
        bound.changed.connect(lambda *_: self._typed(name, bound.read()))
        return bound.field
