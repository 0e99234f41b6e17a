"""The words of the field as codes, shared by topics; their sentences live in app/wording."""

from enum import StrEnum


class Access(StrEnum):
    """How the cerebrospinal fluid is reached."""

    OMMAYA = "ommaya"
    LUMBAR = "lumbar"


class Sex(StrEnum):
    """Administrative sex, starts empty on every form."""

    FEMALE = "female"
    MALE = "male"
    NOT_KNOWN = "not_known"


class Role(StrEnum):
    """What a person is at the site."""

    NURSE = "nurse"
    PHYSICIAN = "physician"
    INVESTIGATOR = "investigator"
    PHARMACIST = "pharmacist"
    THERAPIST = "therapist"
    RESEARCH_NURSE = "research_nurse"
    MONITOR = "monitor"
    ADMINISTRATOR = "administrator"


class Task(StrEnum):
    """What the delegation log and, for intrathecal tasks, the register let a person do."""

    PRESCRIBE = "prescribe"
    VERIFY = "verify"
    PREPARE = "prepare"
    RELEASE = "release"
    TRANSPORT = "transport"
    CHECK = "check"
    ADMINISTER = "administer"
    SUPERVISE = "supervise"
    APPROVE = "approve"
    TREAT = "treat"


class Meaning(StrEnum):
    """What a signature means (21 CFR 11.50)."""

    PRESCRIBED = "prescribed"
    VERIFIED = "verified"
    PREPARED = "prepared"
    CHECKED = "checked"
    ADMINISTERED = "administered"
    OBSERVED = "observed"
    APPROVED = "approved"
    OVERRIDDEN = "overridden"
    WITNESSED = "witnessed"
    REVIEWED = "reviewed"


class ItemKind(StrEnum):
    """What a planned item plans."""

    DOSE = "dose"
    FRACTION = "fraction"


class ItemState(StrEnum):
    """Where a planned item stands; the clock drives the first block, people the second."""

    PLANNED = "planned"
    OPEN = "open"
    DUE_TODAY = "due_today"
    OVERDUE = "overdue"

    GIVEN_IN_WINDOW = "given_in_window"
    GIVEN_EARLY = "given_early"
    GIVEN_LATE = "given_late"
    PARTIAL = "partial"
    ABANDONED = "abandoned"
    HELD = "held"
    OMITTED = "omitted"
    REFUSED = "refused"
    UNAVAILABLE = "unavailable"
    ABSENT = "absent"
    UNKNOWN = "unknown"
    DELIVERED = "delivered"
    NOT_TREATED = "not_treated"
    CANCELLED = "cancelled"
