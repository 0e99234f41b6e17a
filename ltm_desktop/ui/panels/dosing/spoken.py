"""What stands in some fields of a form, in one line, for a group that is closed."""

from collections.abc import Iterator, Sequence

from PySide6.QtWidgets import QWidget

from ltm_desktop.app.wording.words import Words
from ltm_desktop.ui.panels.dosing.fields import CodeField, MeasuredField, TickField
from ltm_desktop.ui.panels.dosing.forms import Form
from ltm_desktop.ui.panels.dosing.pressure_field import PressureField
from ltm_desktop.ui.panels.dosing.several import SeveralField
from ltm_desktop.ui.widgets.date_fields import DateField, MomentField
from ltm_desktop.ui.widgets.labelled_field import NameEdit


def spoken(form: Form, keys: Sequence[str], say: Words) -> str:
    """Return each filled field with its label; nothing for a group that is empty."""
    parts = (_part(form.fields[key], form.labels[key], say) for key in keys if key in form.fields)
    return " · ".join(part for part in parts if part)


def _part(field: QWidget, label: str, say: Words) -> str:
    if isinstance(field, TickField):
        return label if field.box.isChecked() else ""
    value = " ".join(_value(field, say))
    return say("{label}: {value}", label=label, value=value) if value else ""


def _value(field: QWidget, say: Words) -> Iterator[str]:
    match field:
        case PressureField():
            if field.field.text().strip():
                yield field.field.text().strip()
                yield field.box.currentText()
        case MeasuredField():
            amount = field.value()
            yield say.amount(amount) if amount is not None else field.text().strip()
        case CodeField():
            yield field.box.currentText()
        case SeveralField():
            codes = field.value().split(",")
            yield say(", ").join(field.button(code).text() for code in codes if code)
        case DateField() | MomentField():
            yield field.text()
        case NameEdit():
            yield field.value()
        case _:
            return
