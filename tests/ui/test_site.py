"""The site page: entering people, and filling and signing the configuration, on real storage."""

from collections.abc import Callable, Mapping, Sequence
from datetime import date
from typing import Any

import pytest
from PySide6.QtWidgets import QApplication, QCheckBox, QTabBar, QWidget
from pytestqt.qtbot import QtBot

from ltm_desktop.app.demo.cast import DEMO_SECRET
from ltm_desktop.app.desk import Desk
from ltm_desktop.app.verification import verify_site
from ltm_desktop.app.wording.words import Words
from ltm_desktop.bootstrap import House
from ltm_desktop.domain.alerts import Alert
from ltm_desktop.domain.identifiers import PersonId
from ltm_desktop.domain.people import (
    Competency,
    HumanName,
    IdentityCheck,
    IdentitySeen,
    Person,
    TrainingTopic,
    is_competent,
    is_delegated,
)
from ltm_desktop.domain.terms import Role, Task
from ltm_desktop.ui.background import Background
from ltm_desktop.ui.context import Context, Notices
from ltm_desktop.ui.panels.site.configuration import ConfigurationPresenter, ValueRow
from ltm_desktop.ui.panels.site.configuration_view import ConfigurationView
from ltm_desktop.ui.panels.site.panel import SiteDesk, build
from ltm_desktop.ui.panels.site.people import TypedPerson, check_typed, doings
from ltm_desktop.ui.panels.site.people_acts import Doing
from ltm_desktop.ui.panels.site.people_forms import (
    ActForm,
    LeavingForm,
    TrainingForm,
    WithdrawalForm,
)
from ltm_desktop.ui.panels.site.people_invite import PersonCard
from ltm_desktop.ui.panels.site.people_told import register
from ltm_desktop.ui.panels.site.people_view import PeopleView
from ltm_desktop.ui.widgets.listing import Listing
from tests.demo_site import OpenAs
from tests.ui.hands import find, line, press, texts, type_into

SECRET = "a synthetic sentence"
SAY = Words("en")


def typed(**changes: object) -> TypedPerson:
    whole: dict[str, object] = {
        "user_id": "nurse.n",
        "family": "Demo",
        "given": "Nina",
        "han": "",
        "pinyin": "",
        "roles": (Role.NURSE,),
        "seen": IdentitySeen.PASSPORT,
        "seen_on": date(2026, 3, 1),
    }
    return TypedPerson(**(whole | changes))  # type: ignore[arg-type]  # example data


def test_everything_missing_in_a_person_is_told_together() -> None:
    found = check_typed(typed(user_id="?", family="", roles=(), seen=None))
    assert [alert.code for alert in found] == [
        "people.bad_user_id",
        "people.name_missing",
        "people.role_missing",
        "people.identity_missing",
    ]


def test_tasks_of_one_period_stand_together() -> None:
    since = date(2026, 3, 2)
    lines = (
        Competency(Task.CHECK, since),
        Competency(Task.PRESCRIBE, since, date(2026, 9, 1)),
        Competency(Task.ADMINISTER, since),
    )
    person = Person(PersonId("a.b"), HumanName("Demo", "Ann"), (Role.NURSE,), lines)
    assert list(register(person.competencies, SAY)) == [
        "check doses and give intrathecal doses: since 02-Mar-2026",
        "prescribe: 02-Mar-2026 to 01-Sep-2026",
    ]
    learns = Competency(Task.ADMINISTER, since, supervised=True)
    assert list(register((learns,), SAY)) == [
        "give intrathecal doses: since 02-Mar-2026; under supervision only"
    ]


def site_page(desk: Desk, qtbot: QtBot) -> QWidget:
    context = Context(desk, SAY, Notices(), House().example_values)
    page = build(context)
    qtbot.addWidget(page)
    page.resize(1282, 724)
    tabs = find(page, QTabBar, "site.tabs")
    for place in reversed(range(tabs.count())):
        # a part is made when somebody turns to it
        tabs.setCurrentIndex(place)
    page.show()
    return page


def people_of(page: QWidget) -> PeopleView:
    return find(page, PeopleView, "site.people_page")


def enter(page: QWidget, qtbot: QtBot) -> None:
    people_of(page).turn_to(Doing.INVITE)
    type_into(page, "site.family", "Demo")
    type_into(page, "site.given", "Nina")
    type_into(page, "site.user_id", "nurse.n")
    press(page, "site.role.nurse")
    form = find(page, PeopleView, "site.people_page").form
    assert isinstance(form, PersonCard)
    form.seen.set_value("staff_card")
    type_into(page, "site.seen_on", "01-Mar-2026")
    press(page, "site.enter_button")
    qtbot.waitUntil(lambda: not Background.any_at_work(), timeout=20_000)


def test_an_administrator_invites_a_person_who_has_no_key_yet(
    open_as: OpenAs, qtbot: QtBot, in_the_look: QApplication
) -> None:
    desk = open_as("admin")
    page = site_page(desk, qtbot)
    enter(page, qtbot)
    assert "is invited as nurse.n" in texts(page)
    entered = desk.person("nurse.n")
    assert not entered.accepted
    seen = IdentityCheck(IdentitySeen.STAFF_CARD, PersonId("admin"), date(2026, 3, 1))
    assert entered.identity == seen
    assert "nurse.n" not in desk.cabinet.people()
    shown = [row.key for row in find(page, Listing, "site.people").rows.rows]
    assert "nurse.n" in shown


def test_everybody_reads_and_only_those_who_may_are_offered_more(
    demo_desk: Desk, qtbot: QtBot, in_the_look: QApplication
) -> None:
    page = site_page(demo_desk, qtbot)
    assert people_of(page).what.value() == "about"
    assert "Nobody is chosen." in texts(page)
    known = demo_desk.site().people
    may = {who: set(doings(known[PersonId(who)])) for who in ("nurse.a", "admin", "physician.q")}
    assert may["nurse.a"] == {Doing.ABOUT, Doing.OWN_WORD}
    assert may["admin"] == set(Doing) - {Doing.DELEGATION}
    assert may["physician.q"] == set(Doing) - {Doing.INVITE, Doing.KEY, Doing.LEAVING}
    assert doings(None) == ()


def act(page: QWidget, qtbot: QtBot, who: str, doing: Doing) -> ActForm:
    find(page, Listing, "site.people").select(who)
    people_of(page).turn_to(doing)
    form = people_of(page).form
    assert isinstance(form, ActForm)
    return form


def submit(form: ActForm, qtbot: QtBot) -> None:
    form.submit()
    qtbot.waitUntil(lambda: not Background.any_at_work(), timeout=30_000)


def test_the_investigator_delegates_and_withdraws_with_the_own_secret(
    open_as: OpenAs, qtbot: QtBot, in_the_look: QApplication
) -> None:
    desk = open_as("physician.q")
    page = site_page(desk, qtbot)
    form = act(page, qtbot, "nurse.b", Doing.WITHDRAWAL)
    assert isinstance(form, WithdrawalForm)
    form.log.set_value("log")
    form.log.changed.emit()
    press(form, "site.withdrawal.check")
    form.on.set_value(desk.clock.now().date())
    form.reason.setPlainText("on leave (synthetic)")
    type_into(form, "site.withdrawal.secret", DEMO_SECRET)
    submit(form, qtbot)
    assert "Recorded in the site's ledger." in texts(page)
    today = desk.clock.now().date()
    assert not is_delegated(desk.person("nurse.b"), Task.CHECK, today)
    form = act(page, qtbot, "nurse.b", Doing.DELEGATION)
    press(form, "site.delegation.check")
    submit(form, qtbot)
    assert "Your secret is missing." in texts(page)
    assert not is_delegated(desk.person("nurse.b"), Task.CHECK, today)
    type_into(form, "site.delegation.secret", DEMO_SECRET)
    submit(form, qtbot)
    assert is_delegated(desk.person("nurse.b"), Task.CHECK, today)
    assert verify_site(desk.store).intact


def test_the_administrator_keeps_register_and_training_and_lets_people_go(
    open_as: OpenAs, qtbot: QtBot, in_the_look: QApplication
) -> None:
    desk = open_as("admin")
    page = site_page(desk, qtbot)
    form = act(page, qtbot, "nurse.b", Doing.COMPETENCY)
    press(form, "site.competency.prepare")
    supervised = find(form, QCheckBox, "site.competency.supervised")
    assert supervised.isHidden()
    press(form, "site.competency.administer")
    assert not supervised.isHidden()
    press(form, "site.competency.supervised")
    type_into(form, "site.competency.by", "Example assessor (synthetic)")
    submit(form, qtbot)
    assert is_competent(desk.person("nurse.b"), Task.PREPARE, desk.clock.now().date())
    learns = {one.task for one in desk.person("nurse.b").competencies if one.supervised}
    assert learns == {Task.ADMINISTER}
    form = act(page, qtbot, "nurse.b", Doing.TRAINING)
    assert isinstance(form, TrainingForm)
    press(form, "site.training.intrathecal")
    form.on.set_value(desk.clock.now().date())
    type_into(form, "site.training.by", "Example trainer (synthetic)")
    submit(form, qtbot)
    assert TrainingTopic.INTRATHECAL in {one.topic for one in desk.person("nurse.b").trainings}
    form = act(page, qtbot, "nurse.b", Doing.LEAVING)
    assert isinstance(form, LeavingForm)
    submit(form, qtbot)
    assert "It is not said why the person leaves." in texts(page)
    form.how.set_value("left")
    form.on.set_value(desk.clock.now().date())
    form.reason.setPlainText("moved away (synthetic)")
    submit(form, qtbot)
    assert desk.person("nurse.b").retired is not None
    assert "nurse.b" not in desk.cabinet.people()
    assert "This person no longer works here." in texts(page)


def test_a_wrong_recovery_key_is_told_and_nothing_is_recorded(
    open_as: OpenAs, qtbot: QtBot, in_the_look: QApplication
) -> None:
    desk = open_as("admin")
    page = site_page(desk, qtbot)
    form = act(page, qtbot, "", Doing.DRILL)
    type_into(form, "site.drill.key", "AAAAA-BBBBB")
    type_into(form, "site.drill.secret", DEMO_SECRET)
    submit(form, qtbot)
    assert "This is not the recovery key of this site." in texts(page)
    assert desk.site().drilled is None
    assert line(form, "site.drill.key").text() == ""


def test_anybody_reads_again_what_a_signature_means_and_signs_it(
    open_as: OpenAs, qtbot: QtBot, in_the_look: QApplication
) -> None:
    desk = open_as("nurse.a")
    page = site_page(desk, qtbot)
    before = desk.store.head().seq
    form = act(page, qtbot, "", Doing.OWN_WORD)
    type_into(form, "site.own_word.secret", DEMO_SECRET)
    submit(form, qtbot)
    assert desk.store.head().seq > before
    assert desk.person("nurse.a").acknowledged_on == desk.clock.now().date()


class RecordingView:
    """Remembers what the configuration page was told to show."""

    def __init__(self) -> None:
        self.values: Mapping[str, str] = {}
        self.faults: dict[str, Sequence[Alert]] = {}
        self.needed: dict[str, bool] = {}
        self.missing: Sequence[str] = ()
        self.alerts: Sequence[Alert] = ()
        self.preview = ""
        self.signed: Sequence[object] = ()
        self.recorded: list[object] = []

    def show_rows(self, rows: Sequence[ValueRow], values: Mapping[str, str]) -> None:
        assert set(values) <= {row.path for row in rows}
        self.values = dict(values)

    def show_fault(self, path: str, alerts: Sequence[Alert]) -> None:
        self.faults[path] = alerts

    def show_needed(self, path: str, needed: bool) -> None:
        self.needed[path] = needed

    def show_missing(self, missing: Sequence[str]) -> None:
        self.missing = missing

    def show_signed(self, versions: Sequence[object]) -> None:
        self.signed = versions

    def show_alerts(self, alerts: Sequence[Alert]) -> None:
        self.alerts = alerts

    def show_preview(self, text: str) -> None:
        self.preview = text

    def show_busy(self, busy: bool) -> None: ...

    def show_recorded(self, recorded: object) -> None:
        self.recorded.append(recorded)


def configuring(desk: Desk) -> tuple[ConfigurationPresenter, RecordingView]:
    view = RecordingView()
    context = Context(desk, SAY, Notices(), House().example_values)
    presenter = ConfigurationPresenter(SiteDesk(context), view, attempt, SAY)
    presenter.start()
    return presenter, view


def attempt(
    work: Callable[[], object],
    done: Callable[[Any], None],
    failed: Callable[[Exception], None],
) -> None:
    try:
        found = work()
    except Exception as error:  # noqa: BLE001 - the thread hands on all of it too
        failed(error)
    else:
        done(found)


@pytest.fixture
def investigator(open_as: OpenAs, qapp: QApplication) -> Desk:
    return open_as("physician.q")


def test_the_signed_configuration_is_put_in_and_nothing_is_missing(investigator: Desk) -> None:
    presenter, view = configuring(investigator)
    assert view.values == dict(investigator.site().values)
    assert view.missing == []
    assert len(view.signed) == 1
    assert presenter.chosen == ("NCT05305885", "1.0")


def test_a_blank_is_named_as_missing_at_once(investigator: Desk) -> None:
    presenter, view = configuring(investigator)
    presenter.type("drugs.pemetrexed.ceiling", " ")
    assert view.missing == ["pemetrexed – ceiling of one dose"]


def test_a_value_without_its_unit_is_named_while_it_is_typed(investigator: Desk) -> None:
    presenter, view = configuring(investigator)
    presenter.type("drugs.pemetrexed.dose", "10")
    (fault,) = view.faults["drugs.pemetrexed.dose"]
    assert fault.code == "configuration.malformed"
    presenter.type("drugs.pemetrexed.dose", "10 mg")
    assert view.faults["drugs.pemetrexed.dose"] == ()


def test_what_depends_on_a_yes_is_asked_only_after_it(investigator: Desk) -> None:
    presenter, view = configuring(investigator)
    path = "drugs.pemetrexed.companions.dexamethasone"
    assert view.needed[f"{path}.dose"] is False
    presenter.type(f"{path}.given", "yes")
    assert view.needed[f"{path}.dose"] is True
    assert view.needed[f"{path}.order"] is True
    assert len(view.missing) == 2


def test_the_hours_between_dose_and_fraction_are_asked_only_under_an_order(
    investigator: Desk,
) -> None:
    presenter, view = configuring(investigator)
    path = "prescriptions.IFRT-40-20.same_day"
    assert view.needed[f"{path}_gap"] is False
    presenter.type(f"{path}_order", "dose_first")
    assert view.needed[f"{path}_gap"] is True
    assert len(view.missing) == 1
    presenter.type(f"{path}_order", "none")
    assert view.needed[f"{path}_gap"] is False
    assert not view.missing


def test_values_that_contradict_each_other_are_refused_before_signing(investigator: Desk) -> None:
    presenter, view = configuring(investigator)
    presenter.type("drugs.pemetrexed.dose", "20 mg")
    presenter.preview()
    assert [one.code for one in view.alerts] == ["configuration.contradiction.dose_above_ceiling"]
    assert view.preview == ""


def test_the_investigator_signs_what_was_shown(investigator: Desk) -> None:
    presenter, view = configuring(investigator)
    presenter.type("drugs.pemetrexed.beyond_use", "12 h")
    presenter.preview()
    assert "12 h" in view.preview
    presenter.sign(DEMO_SECRET)
    assert len(view.recorded) == 1
    signed = investigator.site().configuration
    assert signed is not None
    assert signed.number == 2
    assert investigator.site().values["drugs.pemetrexed.beyond_use"] == "12 h"
    assert len(view.signed) == 2


def test_a_wrong_secret_signs_nothing_and_the_preview_stays(investigator: Desk) -> None:
    presenter, view = configuring(investigator)
    presenter.preview()
    presenter.sign("not this one")
    assert [one.code for one in view.alerts] == ["people.wrong_secret"]
    presenter.sign(DEMO_SECRET)
    assert len(view.recorded) == 1


def test_typed_values_are_kept_until_they_are_signed(investigator: Desk) -> None:
    presenter, _ = configuring(investigator)
    presenter.type("site.check_valid", "7 min")
    presenter.keep_draft()
    again, view = configuring(investigator)
    assert view.values["site.check_valid"] == "7 min"
    again.preview()
    again.sign(DEMO_SECRET)
    assert SiteDesk(Context(investigator, SAY, Notices())).draft() == {}


def test_example_values_are_put_in_on_a_demonstration_only(investigator: Desk) -> None:
    presenter, view = configuring(investigator)
    presenter.type("drugs.pemetrexed.dose", "")
    presenter.load_examples()
    assert view.values == dict(House().example_values("NCT05305885", "1.0"))
    assert not SiteDesk(Context(investigator, SAY, Notices())).may_have_examples()


def test_signing_in_the_window_writes_one_entry_and_announces_it(
    investigator: Desk, qtbot: QtBot, in_the_look: QApplication
) -> None:
    page = site_page(investigator, qtbot)
    head = investigator.store.head()
    line(page, "site.value.site.approval_limit").clear()
    type_into(page, "site.value.site.approval_limit", "9 d")
    press(page, "site.preview_button")
    assert "9 d" in texts(page)
    type_into(page, "site.configuration_secret", DEMO_SECRET)
    press(page, "site.sign_button")
    qtbot.waitUntil(lambda: not Background.any_at_work(), timeout=20_000)
    assert investigator.store.head().seq == head.seq + 1
    assert "Saved on this computer" in texts(page)
    assert "Configuration 2, in force" in texts(page)


def test_somebody_else_reads_the_configuration_and_cannot_sign_it(
    demo_desk: Desk, qtbot: QtBot, in_the_look: QApplication
) -> None:
    page = site_page(demo_desk, qtbot)
    assert not find(page, QWidget, "site.preview_button").isEnabled()
    assert "Only the principal investigator can sign it." in texts(page)


def test_the_parts_keep_their_presenters(
    demo_desk: Desk, qtbot: QtBot, in_the_look: QApplication
) -> None:
    page = site_page(demo_desk, qtbot)
    people = find(page, PeopleView, "site.people_page")
    configuration = find(page, ConfigurationView, "")
    assert people.presenter is not None
    assert configuration.presenter is not None
