"""The site page, with synthetic people and example values."""

import datetime as dt

from PySide6.QtWidgets import QWidget

from ltm_desktop.app.wording.words import Words
from ltm_desktop.domain.alerts import stop
from ltm_desktop.domain.identifiers import PersonId
from ltm_desktop.domain.people import Competency, HumanName, Person
from ltm_desktop.domain.terms import Role, Task
from ltm_desktop.protocols import files
from ltm_desktop.ui.panels.site.configuration import SignedVersion, to_rows
from ltm_desktop.ui.panels.site.configuration_view import ConfigurationView
from ltm_desktop.ui.panels.site.people import listed
from ltm_desktop.ui.panels.site.people_view import PeopleView
from tests.gallery.frame import Entry

_NOW = dt.datetime(2026, 3, 2, 11, 42, tzinfo=dt.timezone(dt.timedelta(hours=8)))
_STUDY, _VERSION = "NCT05305885", "1.0"


def _people(say: Words, administrator: str) -> PeopleView:
    view = PeopleView(say, lambda: _NOW, administrator=administrator)
    since = dt.date(2026, 1, 1)
    lines = tuple(Competency(task, since) for task in (Task.CHECK, Task.ADMINISTER))
    nurse = Person(
        PersonId("nurse.a"),
        HumanName("Demo", "Ann", "演示安"),
        (Role.NURSE, Role.RESEARCH_NURSE),
        (*lines, Competency(Task.PREPARE, since, dt.date(2026, 6, 30))),
        accepted=True,
    )
    monitor = Person(PersonId("monitor.m"), HumanName("Demo", "Mary"), (Role.MONITOR,))
    view.show_people([listed(one, say) for one in (nurse, monitor)])
    return view


def _entering(say: Words) -> QWidget:
    view = _people(say, "Ada Demo")
    view.show_alerts((stop("people.name_missing"), stop("people.role_missing")))
    return view


def _reading(say: Words) -> QWidget:
    return _people(say, "")


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


ENTRIES = [
    Entry("site-people", _entering, (1234,), 640),
    Entry("site-people-read", _reading, (1234,), 640),
    Entry("site-configuration", _configuration, (1234,), 640),
    Entry("site-configuration-preview", _preview, (1234,), 640),
]
