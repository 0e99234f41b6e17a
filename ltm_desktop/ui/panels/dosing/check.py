"""The check before the injection: what the second person reads from label and wristband. No Qt.

Blind: nothing of the order or the preparation is carried over into a field of this form.
"""

from ltm_desktop.domain.alerts import Alert
from ltm_desktop.domain.dosing import CheckDose
from ltm_desktop.domain.identifiers import PersonId
from ltm_desktop.domain.quantities import Unit
from ltm_desktop.ui.panels.dosing import typed
from ltm_desktop.ui.panels.dosing.acting import Acting
from ltm_desktop.ui.panels.dosing.typed import Fields

PEOPLE = ("check_operator", "check_second")
LABEL = ("check_drug", "check_dose", "check_volume", "check_access", "check_use_by")
"""What stands on the syringe; one scan of its label fills them all."""
REQUIRED = (*PEOPLE, "check_subject", "identifiers", *LABEL)
KEYS = REQUIRED
DIFFERS = (
    "dosing.differs_patient",
    "dosing.differs_drug",
    "dosing.differs_dose",
    "dosing.differs_volume",
    "dosing.differs_access",
    "dosing.differs_use_by",
)
"""What is shown side by side once everything has been read, in the order of the label."""
FOLLOWS = frozenset({"dosing.above_ceiling", "dosing.outside_tolerance"})
"""What an amount read otherwise brings with it: its advice is for who orders, not who reads."""


def missing(fields: Fields) -> tuple[str, ...]:
    """Return the fields that are empty or unreadable."""
    lacking = set(typed.blank(fields, REQUIRED))
    lacking |= {key for key in LABEL if not _readable(fields, key)}
    return tuple(key for key in REQUIRED if key in lacking)


def _readable(fields: Fields, key: str) -> bool:
    if key == "check_use_by":
        return typed.moment(fields, key) is not None
    if key == "check_access":
        return typed.access(fields, key) is not None
    unit = {"check_dose": Unit.MG, "check_volume": Unit.ML}.get(key)
    return bool(typed.text(fields, key)) if unit is None else bool(typed.amount(fields, key, unit))


def to_command(acting: Acting) -> CheckDose | None:
    """Return the check, or None while a field is missing."""
    fields = acting.fields
    dose, volume = (
        typed.amount(fields, "check_dose", Unit.MG),
        typed.amount(fields, "check_volume", Unit.ML),
    )
    access, use_by = typed.access(fields, "check_access"), typed.moment(fields, "check_use_by")
    if dose is None or volume is None or access is None or use_by is None:
        return None
    return CheckDose(
        patient=acting.patient,
        record=acting.record,
        item=acting.item,
        operator=PersonId(typed.text(fields, "check_operator")),
        second=PersonId(typed.text(fields, "check_second")),
        subject_id=typed.text(fields, "check_subject"),
        drug=drug_code(acting, typed.text(fields, "check_drug")),
        dose=dose,
        volume=volume,
        access=access,
        use_by=use_by,
        identifiers_confirmed=typed.ticked(fields, "identifiers"),
    )


def drug_code(acting: Acting, read: str) -> str:
    """Return the protocol's code of a drug as people write it; another name stays as read."""
    if acting.active is None:
        return read
    for code, drug in acting.active.drugs.items():
        names = {code, drug.label.text("en"), drug.label.text("zh_CN")}
        if read.casefold() in {name.casefold() for name in names}:
            return code
    return read


def differences(alerts: tuple[Alert, ...]) -> tuple[Alert, ...]:
    """Return what the second person read otherwise than it was ordered and prepared."""
    return tuple(
        sorted(
            (one for one in alerts if one.code in DIFFERS), key=lambda one: DIFFERS.index(one.code)
        )
    )
