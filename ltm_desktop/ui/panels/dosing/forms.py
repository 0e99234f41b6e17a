"""A form bound to typed texts by name: every change is told, a draft puts every text back."""

from collections.abc import Callable, Mapping, Sequence
from datetime import date, datetime

from PySide6.QtCore import Signal, SignalInstance
from PySide6.QtWidgets import QRadioButton, QVBoxLayout, QWidget

from ltm_desktop.app.wording.words import Words
from ltm_desktop.domain.quantities import Unit, parse_quantity
from ltm_desktop.domain.terms import Access
from ltm_desktop.ui.panels.dosing.fields import (
    CodeField,
    MeasuredField,
    MomentNow,
    NoteField,
    TickField,
)
from ltm_desktop.ui.panels.dosing.pressure_field import PressureField
from ltm_desktop.ui.panels.dosing.several import SeveralField
from ltm_desktop.ui.panels.dosing.shown import Signing, Standing
from ltm_desktop.ui.panels.dosing.typed import YES
from ltm_desktop.ui.tokens import THEME
from ltm_desktop.ui.widgets.choice_row import Choice, ChoiceRow
from ltm_desktop.ui.widgets.date_fields import DateField, MomentField
from ltm_desktop.ui.widgets.labelled_field import NameEdit
from ltm_desktop.ui.widgets.quantity_field import QuantityField
from ltm_desktop.ui.widgets.reason_chooser import ReasonChooser

Put = Callable[[str], None]


class Form(QWidget):
    """A page of fields; `changed` carries the name and the text of one field."""

    changed = Signal(str, str)
    asked = Signal(str)
    """A wish of this page that is no field, by the name the presenter knows it by."""
    signs: bool = True
    """Whether the page ends in an act as it stands now."""
    blind = False
    """Whether amount, volume and way are hidden while the page is read."""
    tells: frozenset[str] = frozenset()
    """Codes of alerts that the page shows in its own way, not in the common list."""

    def __init__(self, say: Words) -> None:
        super().__init__()
        self._say = say
        self._puts: dict[str, Put] = {}
        self.labels: dict[str, str] = {}
        self.fields: dict[str, QWidget] = {}
        self.rows = QVBoxLayout(self)
        self.rows.setContentsMargins(0, 0, 0, 0)
        self.rows.setSpacing(THEME.space.near)
        self._filling = False

    @property
    def say(self) -> Words:
        """Return the person's language, for the parts of a page."""
        return self._say

    def show_standing(self, standing: Standing) -> None:
        """Take what is known of the dose; a page that needs none of it shows nothing."""

    def show_signing(self, signing: Signing) -> None:
        """Take where the act of this page stands."""

    def reveal(self, key: str) -> None:
        """Open what hides a field, so that a person can stand in it."""

    def show_remarks(self, remarks: Sequence[str]) -> None:
        """Take what should be looked at again, though nothing forbids it."""

    def show_calculated(self, lines: Sequence[str]) -> None:
        """Take what follows from the typed amounts."""

    def fill(self, fields: Mapping[str, str], *, whole: bool = True) -> None:
        """Put texts back; with `whole`, a name that is not there empties its field."""
        self._filling = True
        try:
            for key, put in self._puts.items():
                if whole or key in fields:
                    put(fields.get(key, ""))
        finally:
            self._filling = False

    def forget(self, key: str) -> None:
        """Drop a field that is taken off the form."""
        for known in (self._puts, self.labels, self.fields):
            known.pop(key, None)

    def quantity(self, key: str, label: str, unit: Unit, *, required: bool = True) -> QuantityField:
        """Add an amount without limits."""
        field = QuantityField(self._say, label, unit, parse_quantity, required=required)
        field.line.setObjectName(f"dosing.{key}")
        self._bind(key, field, label, field.changed, field.text, field.set_text)
        return field

    def measured(self, key: str, label: str, unit: Unit, *, required: bool) -> MeasuredField:
        """Add a measured amount; what was kept beyond its limits is told as kept_<name>."""
        field = MeasuredField(self._say, label, unit, required=required)
        field.line.setObjectName(f"dosing.{key}")
        self._bind(key, field, label, field.changed, field.text, field.set_text)
        self._puts[f"kept_{key}"] = field.set_kept
        field.kept.connect(lambda kept: self.changed.emit(f"kept_{key}", kept))
        return field

    def pressure(self, key: str, label: str) -> PressureField:
        """Add a pressure; its unit is told as <name>_unit."""
        field = PressureField(self._say, label)
        field.field.line.setObjectName(f"dosing.{key}")
        field.box.setObjectName(f"dosing.{key}_unit")
        # The unit first: the digits are judged by it.
        self._puts[f"{key}_unit"] = field.set_unit
        self._bind(key, field, label, field.changed, field.field.text, field.field.set_text)
        self._puts[f"kept_{key}"] = field.field.set_kept
        field.kept.connect(lambda kept: self.changed.emit(f"kept_{key}", kept))

        def tell_unit() -> None:
            if not self._filling:
                self.changed.emit(f"{key}_unit", field.unit())

        field.unit_changed.connect(tell_unit)
        return field

    def several(
        self,
        key: str,
        label: str,
        none: str,
        choices: Sequence[Choice] = (),
        *,
        required: bool = True,
    ) -> SeveralField:
        """Add several of a list, with its own answer for none."""
        field = SeveralField(self._say, label, none, name=f"dosing.{key}", required=required)
        field.offer_choices(choices)
        self._bind(key, field, label, field.changed, field.value, field.set_value)
        return field

    def name(self, key: str, label: str, *, required: bool = True) -> NameEdit:
        """Add a line of text."""
        field = NameEdit(self._say, label, required=required)
        field.line.setObjectName(f"dosing.{key}")
        self._bind(key, field, label, field.changed, field.line.text, field.set_value)
        return field

    def code(
        self, key: str, label: str, choices: Sequence[Choice] = (), *, required: bool = True
    ) -> CodeField:
        """Add a list to choose from."""
        field = CodeField(self._say, label, choices, required=required)
        field.box.setObjectName(f"dosing.{key}")
        self._bind(key, field, label, field.changed, field.value, field.set_value)
        return field

    def choice(
        self, key: str, label: str, choices: Sequence[Choice], *, help_text: str = ""
    ) -> ChoiceRow:
        """Add few options side by side; none is chosen beforehand."""
        field = ChoiceRow(
            self._say, label, choices, required=True, help_text=help_text, bedside=True
        )
        for one in choices:
            field.button(one.value).setObjectName(f"dosing.{key}.{one.value}")
        self._bind(
            key,
            field,
            label,
            field.changed,
            lambda: field.value() or "",
            lambda text: field.set_value(text or None),
        )
        return field

    def reasons(self, key: str, label: str, choices: Sequence[Choice]) -> ReasonChooser:
        """Add a column of reasons with own words beside "other"."""
        field = ReasonChooser(self._say, label, choices)
        for one, radio in zip(choices, field.findChildren(QRadioButton), strict=True):
            radio.setObjectName(f"dosing.{key}.{one.value}")
        field.own_words.setObjectName(f"dosing.{key}.own_words")
        self._bind(
            key,
            field,
            label,
            field.changed,
            lambda: "\n".join(field.begun()).strip(),
            lambda text: field.set_value(_reason(text)),
        )
        return field

    def note(
        self,
        key: str,
        label: str,
        *,
        required: bool = False,
        help_text: str = "",
        lines: int = 2,
    ) -> NoteField:
        """Add free text."""
        field = NoteField(self._say, label, lines=lines, required=required, help_text=help_text)
        field.box.setObjectName(f"dosing.{key}")
        self._bind(key, field, label, field.changed, field.value, field.set_value)
        return field

    def tick(self, key: str, sentence: str) -> TickField:
        """Add a box to tick."""
        field = TickField(sentence)
        field.box.setObjectName(f"dosing.{key}")
        self._bind(
            key,
            field,
            sentence,
            field.changed,
            lambda: YES if field.box.isChecked() else "",
            lambda text: field.box.setChecked(text == YES),
        )
        return field

    def day(
        self, key: str, label: str, now: Callable[[], datetime], *, required: bool = True
    ) -> DateField:
        """Add a date."""
        field = DateField(self._say, label, now, required=required)
        field.line.setObjectName(f"dosing.{key}")

        def put(text: str) -> None:
            put_day(field, text)

        self._bind(key, field, label, field.changed, lambda: read(field), put)
        return field

    def moment(
        self, key: str, label: str, now: Callable[[], datetime], *, required: bool = True
    ) -> MomentField:
        """Add a moment, which may lie ahead."""
        field = MomentField(self._say, label, now, required=required)
        field.line.setObjectName(f"dosing.{key}")

        def put(text: str) -> None:
            put_moment(field, text)

        self._bind(key, field, label, field.changed, lambda: read(field), put)
        return field

    def moment_now(self, key: str, label: str, now: Callable[[], datetime]) -> MomentNow:
        """Add a moment that has happened, with a button for the present one."""
        field = MomentNow(self._say, label, now)
        field.field.line.setObjectName(f"dosing.{key}")
        field.button.setObjectName(f"dosing.{key}.now")

        def put(text: str) -> None:
            put_moment(field.field, text)

        self._bind(key, field, label, field.changed, lambda: read(field.field), put)
        return field

    def _bind(
        self,
        key: str,
        field: QWidget,
        label: str,
        signal: SignalInstance,
        get: Callable[[], str],
        put: Put,
    ) -> None:
        self.fields[key] = field
        self.labels[key] = label
        self._puts[key] = put

        def tell(*_: object) -> None:
            if not self._filling:
                self.changed.emit(key, get())

        signal.connect(tell)


def read(field: DateField | MomentField) -> str:
    """Return a readable date or moment as ISO text, else what was typed."""
    value = field.value()
    return value.isoformat() if value is not None else field.text()


def put_day(field: DateField, text: str) -> None:
    """Put a date back."""
    try:
        field.set_value(date.fromisoformat(text))
    except ValueError:
        field.set_text(text)


def put_moment(field: MomentField, text: str) -> None:
    """Put a moment back."""
    try:
        field.set_value(datetime.fromisoformat(text))
    except ValueError:
        field.set_text(text)


def _reason(text: str) -> tuple[str, str] | None:
    code, _, words = text.partition("\n")
    return (code, words) if code else None


def access_choices(say: Words, accesses: Sequence[Access], *, keys: bool) -> tuple[Choice, ...]:
    """Return the ways in, with the keys that choose them."""
    letters = {Access.OMMAYA: "Alt+O", Access.LUMBAR: "Alt+L"}
    return tuple(
        Choice(one.value, say.begin(say.term(one)), letters[one] if keys else "")
        for one in accesses
    )
