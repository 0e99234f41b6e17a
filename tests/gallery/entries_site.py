"""The site page, with synthetic people and example values."""

import datetime as dt

from PySide6.QtWidgets import QWidget

from ltm_desktop.app.readiness import Before, ReadyLine
from ltm_desktop.app.wording.words import Words
from ltm_desktop.domain.alerts import stop
from ltm_desktop.domain.identifiers import PersonId
from ltm_desktop.domain.people import (
    Competency,
    Delegation,
    HumanName,
    IdentityCheck,
    IdentitySeen,
    Leaving,
    Person,
    Retirement,
    Training,
    TrainingTopic,
)
from ltm_desktop.domain.terms import Role, Task
from ltm_desktop.protocols import files
from ltm_desktop.ui.panels.site.configuration import SignedVersion, to_rows
from ltm_desktop.ui.panels.site.configuration_view import ConfigurationView
from ltm_desktop.ui.panels.site.people_acts import Doing
from ltm_desktop.ui.panels.site.people_forms import CompetencyForm, DelegationForm, WithdrawalForm
from ltm_desktop.ui.panels.site.people_told import about, listed
from ltm_desktop.ui.panels.site.people_view import PeopleView
from ltm_desktop.ui.panels.site.readiness_panel import ReadinessView
from tests.gallery.frame import Entry

_NOW = dt.datetime(2026, 3, 2, 11, 42, tzinfo=dt.timezone(dt.timedelta(hours=8)))
_STUDY, _VERSION = "NCT05305885", "1.0"


def _staff() -> list[Person]:
    since = dt.date(2026, 1, 1)
    assessor = "Example assessor (synthetic)"
    lines = tuple(
        Competency(task, since, certified_by=assessor) for task in (Task.CHECK, Task.ADMINISTER)
    )
    nurse = Person(
        PersonId("nurse.a"),
        HumanName("Demo", "Ann", "演示安"),
        (Role.NURSE, Role.RESEARCH_NURSE),
        (*lines, Competency(Task.PREPARE, since, dt.date(2026, 6, 30), assessor)),
        accepted=True,
        fingerprint="0123456789abcdef0123",
        delegations=(Delegation(Task.CHECK, since), Delegation(Task.ADMINISTER, since)),
        trainings=tuple(
            Training(one, since, "Example trainer (synthetic)") for one in TrainingTopic
        ),
        identity=IdentityCheck(IdentitySeen.STAFF_CARD, PersonId("admin"), since),
        acknowledged_on=since,
    )
    monitor = Person(
        PersonId("monitor.m"), HumanName("Demo", "Mary"), (Role.MONITOR,), accepted=True
    )
    invited = Person(PersonId("nurse.n"), HumanName("Demo", "Nina"), (Role.NURSE,))
    gone = Person(
        PersonId("physician.x"),
        HumanName("Demo", "Xavier"),
        (Role.PHYSICIAN,),
        accepted=True,
        retired=Retirement(Leaving.LEFT, dt.date(2026, 2, 27)),
    )
    return [monitor, nurse, invited, gone]


def _people(say: Words, doing: Doing = Doing.ABOUT) -> PeopleView:
    everything = tuple(Doing) if doing is not Doing.OWN_WORD else (Doing.ABOUT, Doing.OWN_WORD)
    view = PeopleView(say, lambda: _NOW, everything)
    staff = _staff()
    notice = say("Please read again what your signature means, and sign it.")
    view.show_people([listed(one, say) for one in staff], (notice,))
    view.show_person(staff[1], about(staff[1], say))
    view.turn_to(doing)
    return view


def _entering(say: Words) -> QWidget:
    view = _people(say, Doing.INVITE)
    view.show_alerts((stop("people.name_missing"), stop("people.role_missing")))
    return view


def _delegating(say: Words) -> QWidget:
    view = _people(say, Doing.DELEGATION)
    form = view.form
    assert isinstance(form, DelegationForm)
    for task in (Task.CHECK, Task.TRANSPORT):
        tick, _, _ = form._lines[task]
        tick.setChecked(True)
    return view


def _supervised(say: Words) -> QWidget:
    view = _people(say, Doing.COMPETENCY)
    form = view.form
    assert isinstance(form, CompetencyForm)
    form._lines[Task.ADMINISTER][0].setChecked(True)
    form.supervised.setChecked(True)
    return view


def _withdrawing(say: Words) -> QWidget:
    view = _people(say, Doing.WITHDRAWAL)
    form = view.form
    assert isinstance(form, WithdrawalForm)
    form.log.set_value("log")
    form.log.changed.emit()
    return view


def _doing(doing: Doing) -> Entry:
    return Entry(f"site-people-{doing}", lambda say: _people(say, doing), (1234,), 640)


def _configuration(say: Words) -> ConfigurationView:
    protocol, _ = files.load(_STUDY, _VERSION)
    view = ConfigurationView(say, [(_STUDY, _VERSION)], investigator="physician.q", examples=True)
    rows = to_rows(protocol, say)
    values = files.load_example_site(_STUDY, _VERSION)
    # The signed word none is the same in every language.
    view.show_rows(rows, values | {"site.closures": "2026-05-04"})
    view.show_chosen(_STUDY, _VERSION)
    view.show_missing([row.label for row in rows[:3]])
    rules = say("{study} - version {version}", study=_STUDY, version=_VERSION)
    view.show_signed([SignedVersion("1", rules, "Qing Demo 演示青", say.moment(_NOW))])
    return view


def _preview(say: Words) -> QWidget:
    view = _configuration(say)
    view.show_preview("\n".join(f"{n}. 2026" for n in range(40)))
    return view


def _ready(say: Words) -> QWidget:
    lines = (
        ReadyLine("signers", "people", say("Three people who can sign"), "3", Before.PATIENT, True),
        ReadyLine(
            "emergency",
            "emergency",
            say("The emergency page"),
            say("Write what the site does and whom to call; the investigator signs it."),
            Before.DOSE,
            False,
        ),
        ReadyLine(
            "backups",
            "backups",
            say("Backups on another disk"),
            say("Choose a folder on another disk: a broken disk takes its own copies with it."),
            Before.WISE,
            False,
        ),
    )
    return ReadinessView(say, lambda: lines)


ENTRIES = [
    Entry("site-readiness", _ready, (1234,), 560),
    Entry("site-people", _entering, (1234,), 640),
    Entry("site-people-delegating", _delegating, (1234,), 640),
    Entry("site-people-withdrawing", _withdrawing, (1234,), 640),
    Entry("site-people-supervised", _supervised, (1234,), 640),
    *(
        _doing(one)
        for one in (
            Doing.ABOUT,
            Doing.KEY,
            Doing.TRAINING,
            Doing.COMPETENCY,
            Doing.LEAVING,
            Doing.OWN_WORD,
            Doing.DRILL,
        )
    ),
    Entry("site-configuration", _configuration, (1234,), 640),
    Entry("site-configuration-preview", _preview, (1234,), 640),
]
