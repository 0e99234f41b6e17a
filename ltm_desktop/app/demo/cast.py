"""The people of the demo site; all are synthetic, and so are their secrets, which are printed."""

from datetime import date

from ltm_desktop.app.demo import door
from ltm_desktop.app.founding import PersonForm, SiteForm
from ltm_desktop.domain.identifiers import PersonId
from ltm_desktop.domain.people import Competency, HumanName, IdentityCheck, IdentitySeen
from ltm_desktop.domain.site import SiteKind
from ltm_desktop.domain.terms import Role, Task

DEMO_SECRET, ADMINISTRATOR = door.SECRET, door.ADMINISTRATOR
ZONE, COUNTRY = "Asia/Shanghai", "CN"
INVESTIGATOR = "physician.q"
ASSESSOR = "Example assessor (synthetic)"
_NURSING = (Task.TRANSPORT, Task.CHECK, Task.ADMINISTER)
_MEDICAL = (Task.PRESCRIBE, Task.TRANSPORT, Task.CHECK, Task.ADMINISTER, Task.SUPERVISE)
_PHARMACY = (Task.VERIFY, Task.PREPARE, Task.RELEASE, Task.CHECK)

_PEOPLE: tuple[tuple[str, HumanName, Role, tuple[Task, ...]], ...] = (
    ("nurse.a", HumanName("Demo", "Ann", "演示安"), Role.NURSE, _NURSING),
    ("nurse.b", HumanName("Demo", "Bai", "演示白"), Role.NURSE, _NURSING),
    ("physician.p", HumanName("Demo", "Paul"), Role.PHYSICIAN, _MEDICAL),
    ("physician.q", HumanName("Demo", "Qing", "演示青"), Role.INVESTIGATOR, _MEDICAL),
    ("pharmacist.c", HumanName("Demo", "Chen", "演示晨"), Role.PHARMACIST, _PHARMACY),
    ("therapist.d", HumanName("Demo", "Dora"), Role.THERAPIST, ()),
    ("therapist.e", HumanName("Demo", "En", "演示恩"), Role.THERAPIST, ()),
    ("research.r", HumanName("Demo", "Rong", "演示荣"), Role.RESEARCH_NURSE, ()),
    ("monitor.m", HumanName("Demo", "Mary"), Role.MONITOR, ()),
)


def site_form() -> SiteForm:
    """Return the demo site as set-up would tell it."""
    administrator = PersonForm(
        ADMINISTRATOR,
        HumanName("Demo", "Ada"),
        (Role.ADMINISTRATOR,),
        secret=DEMO_SECRET,
    )
    return SiteForm(
        name="Demo Clinic (synthetic)",
        code=door.CODE,
        zone=ZONE,
        country=COUNTRY,
        kind=SiteKind.DEMO,
        administrator=administrator,
    )


def people(since: date) -> tuple[PersonForm, ...]:
    """Return everybody but the administrator, on the register since a day."""
    seen = IdentityCheck(IdentitySeen.STAFF_CARD, PersonId(ADMINISTRATOR), since)
    return tuple(
        PersonForm(
            user_id,
            name,
            (role,),
            tuple(Competency(task, since, certified_by=ASSESSOR) for task in tasks),
            DEMO_SECRET,
            seen,
        )
        for user_id, name, role, tasks in _PEOPLE
    )


def sign_in_names() -> tuple[tuple[str, Role], ...]:
    """Return every sign-in name with its role, for `demo` to print."""
    others = tuple((user_id, role) for user_id, _, role, _ in _PEOPLE)
    return ((ADMINISTRATOR, Role.ADMINISTRATOR), *others)
