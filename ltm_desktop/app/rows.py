"""Rows of the read models: plain, disposable, derived from folds and never a source of truth.

They store dates, never due or overdue: that is computed when asked.
"""

from ltm_desktop.domain.values import dataclass


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
    rt_delivered: str = ""
    """What the volume with the highest dose received, with unit; empty before the order."""
    rt_prescribed: str = ""
    rt_flags: str = ""
    """Codes parted by spaces: short, undecided, over."""
    platelets: str = ""
    """The newest count with unit and, where it is no exact one, < or > before it."""
    platelets_at: str = ""
    """ISO instant of its sample."""
    name_key: str = ""
    """Family and given name as they are compared, whatever the case they were typed in."""


def name_key(family: str, given: str) -> str:
    """Return a name as it is compared with others."""
    return f"{family} {given}".strip().casefold()


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
    """The record that settled it, or the one of an injection in progress."""
    step: str = ""
    """How far a dose has come on its path; empty for a fraction."""
    step_at: str = ""
    """ISO instant of that step, empty where the chart keeps none."""
    in_progress_since: str = ""
    """ISO instant at which an injection began that nobody has told yet."""
    people: str = ""
    """Who took that step, ids parted by spaces; empty where the chart keeps nobody."""
    use_by: str = ""
    """ISO instant until which the syringe may be used; empty without one."""
    stopped_at: str = ""
    """ISO instant of a "no" at the time-out, until another one is read; empty without one."""


@dataclass(frozen=True, slots=True)
class FollowUpRow:
    """One told injection whose patient is still observed, or may still be called."""

    record_id: str
    patient_id: str
    code: str
    access: str
    started_at: str
    """ISO instant."""
    ended_at: str
    """ISO instant, from which the observations count."""
    observing: str
    """"yes" until a person ended the observation."""
    observed_at: str
    """ISO instant of the newest observation, empty before the first."""
    seen: int
    """Observations told so far."""
    calling: str
    """"yes" for the newest lumbar puncture of a patient: the next visit asks about the last one."""
    called: str
    """Days on which the patient was reached, parted by spaces."""
    tried: str
    """Days on which nobody answered, parted by spaces."""


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
    code: str = ""
    """The planned item its record tells of."""
    standing: str = ""
    """"void" or "corrected" for a record that no longer holds; the paper stays as it is."""
    review: str = ""
    """Codes parted by spaces: verified, outdated, locked, queried."""


@dataclass(frozen=True, slots=True)
class QueryRow:
    """One question that nobody has closed."""

    query_id: str
    patient_id: str
    record_id: str
    """Empty where it is about an item or the patient."""
    code: str
    """The planned item it is about, or its record is."""
    state: str
    """open or answered."""
    raised_at: str
    """ISO instant."""
    raised_by: str
    as_role: str
    to_person: str
    to_role: str


@dataclass(frozen=True, slots=True)
class SeriousRow:
    """One adverse event that is held to be serious and still followed; its clocks are asked."""

    event_id: str
    patient_id: str
    judged_at: str
    """ISO instant at which it was first judged serious."""


@dataclass(frozen=True, slots=True)
class WatchRow:
    """What shows that a patient was alive, and what of toxicity may wait for a physician."""

    patient_id: str
    sampled_at: str
    """ISO instant of the newest result of blood after the first dose, empty without one."""
    unjudged: str
    """"yes" where an event waits for a judgement of its cause."""
    over: str
    """"yes" once a death or a loss to follow-up stands: nobody is to be called."""
    contacts: str
    """ISO day of the newest contact that found the patient alive."""
    doses: str
    """ISO instant of the newest dose."""
    fractions: str
    """ISO instant of the newest fraction."""
    labs: str
    """ISO instant of the newest sample."""
    assessments: str
    """ISO day of the newest assessment of response."""
    severe: str = ""
    """"yes" while a toxicity of grade 3 or above goes on."""


@dataclass(frozen=True, slots=True)
class Rows:
    """Everything the read models hold about one patient."""

    patient: PatientRow
    items: tuple[ItemRow, ...] = ()
    inbox: tuple[InboxRow, ...] = ()
    papers: tuple[PaperRow, ...] = ()
    follow_ups: tuple[FollowUpRow, ...] = ()
    queries: tuple[QueryRow, ...] = ()
    serious: tuple[SeriousRow, ...] = ()
    watched: tuple[WatchRow, ...] = ()
