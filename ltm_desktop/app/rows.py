"""Rows of the read models: plain, disposable, derived from folds and never a source of truth.

They store dates, never due or overdue: that is computed when asked.
"""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class PatientRow:
    """One line of the patient list."""

    patient_id: str
    subject_id: str
    hospital_number: str
    family: str
    given: str
    han_name: str
    pinyin: str
    born: str
    """ISO date."""
    sex: str
    arm: str
    """Arm code, empty until randomised."""
    status: str
    access: str
    treatment_end: str
    """ISO date of the last planned item, empty without a plan."""


@dataclass(frozen=True, slots=True)
class ItemRow:
    """One planned dose or fraction."""

    patient_id: str
    code: str
    kind: str
    number: int
    of: int
    target: str
    window_from: str
    window_to: str
    scheduled: str
    held_until: str
    outcome: str
    """Empty until a person settles it."""
    happened_at: str
    """ISO instant of what happened, empty when nothing did."""
    amount: str
    """Ordered or given amount with unit, empty before the order."""
    access: str
    record_id: str


@dataclass(frozen=True, slots=True)
class InboxRow:
    """One record that waits for one signature."""

    record_id: str
    patient_id: str
    kind: str
    """dose, not_given, fraction."""
    code: str
    waiting_for: str
    """The meaning that is missing: checked or approved."""
    person: str
    """The one person it waits for, empty when any authorised one may sign."""
    happened_at: str
    flags: str
    """Codes parted by spaces: partial late incident reduced."""


@dataclass(frozen=True, slots=True)
class PaperRow:
    """One issued PDF, newest version of its record last."""

    sha256: str
    record_id: str
    patient_id: str
    kind: str
    version: int
    issued_at: str


@dataclass(frozen=True, slots=True)
class Rows:
    """Everything the read models hold about one patient."""

    patient: PatientRow
    items: tuple[ItemRow, ...] = ()
    inbox: tuple[InboxRow, ...] = ()
    papers: tuple[PaperRow, ...] = ()
