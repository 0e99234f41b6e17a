"""The site page wired: people and configuration over one open desk."""

from collections.abc import Callable, Mapping, Sequence
from datetime import date, datetime
from functools import partial

from PySide6.QtWidgets import QTabBar, QVBoxLayout, QWidget

from ltm_desktop.app import certifying
from ltm_desktop.app.certifying import KeyForm
from ltm_desktop.app.charts import events_of, person_name
from ltm_desktop.app.founding import PersonForm, invite
from ltm_desktop.app.recorder import Proposal, Recorded
from ltm_desktop.domain.certifying import RecoveryDrilled, RetirePerson
from ltm_desktop.domain.identifiers import SITE_STREAM, PatientId, PersonId
from ltm_desktop.domain.people import Person
from ltm_desktop.domain.protocol import TrialProtocol
from ltm_desktop.domain.site import ConfigurationSigned, SignConfiguration, SiteCommand, SiteKind
from ltm_desktop.domain.terms import Role
from ltm_desktop.ui.background import Background
from ltm_desktop.ui.context import Context
from ltm_desktop.ui.draft_keeper import DraftKeeper
from ltm_desktop.ui.panels.site import parts
from ltm_desktop.ui.panels.site.alerts_panel import build as build_alerts
from ltm_desktop.ui.panels.site.backups_panel import build as build_backups
from ltm_desktop.ui.panels.site.configuration import ConfigurationPresenter
from ltm_desktop.ui.panels.site.configuration_view import ConfigurationView
from ltm_desktop.ui.panels.site.emergency_panel import build as build_emergency
from ltm_desktop.ui.panels.site.laboratories_panel import build as build_laboratories
from ltm_desktop.ui.panels.site.own_secret_panel import build as build_own_secret
from ltm_desktop.ui.panels.site.parts import PARTS
from ltm_desktop.ui.panels.site.people import PeoplePresenter, doings
from ltm_desktop.ui.panels.site.people_view import PeopleView
from ltm_desktop.ui.panels.site.products_panel import build as build_products
from ltm_desktop.ui.panels.site.readiness_panel import MissingLine
from ltm_desktop.ui.panels.site.readiness_panel import build as build_readiness
from ltm_desktop.ui.panels.site.typed_panel import build as build_typed
from ltm_desktop.ui.tokens import THEME
from ltm_desktop.ui.widgets.page_stack import PageStack
from ltm_desktop.ui.widgets.text import Text

_TOPIC = "site.configuration"


class SiteDesk:
    """The few verbs of the desk that the site page uses."""

    def __init__(self, context: Context) -> None:
        self._context = context
        self._desk = context.desk
        author = context.desk.session.person
        self._keeper = DraftKeeper(context.desk, author, SITE_STREAM)

    def people(self) -> Mapping[PersonId, Person]:
        """Return everybody of the site."""
        return self._desk.site().people

    def me(self) -> PersonId:
        """Return who is at the desk."""
        return self._desk.session.person

    def invite(self, form: PersonForm) -> PersonId:
        """Enter a person who has no key yet. Raises Refused, Unavailable."""
        return invite(self._desk, form, self._context.say)

    def today(self) -> date:
        """Return the day at the site."""
        return self._desk.clock.now().date()

    def drilled(self) -> RecoveryDrilled | None:
        """Return when the recovery key was last tried from paper."""
        return self._desk.site().drilled

    def write(self, command: SiteCommand, secret: str) -> None:
        """Write a command, signed by whoever is at the desk. Raises Refused, Unavailable."""
        proposal = self._desk.propose(command, self._context.say)
        signed = [self._desk.sign(proposal, signer, secret) for signer in proposal.signers]
        self._desk.record(proposal, signed)

    def retire(self, command: SiteCommand) -> None:
        """End a person's work here and take the slot away. Raises Refused, Unavailable."""
        if isinstance(command, RetirePerson):
            certifying.retire(self._desk, command, self._context.say)

    def give_key(self, form: KeyForm) -> None:
        """Give a person a key before a witness. Raises Refused, Unavailable."""
        certifying.give_key(self._desk, form, self._context.say)

    def drill(self, recovery_key: str, secret: str) -> None:
        """Try the recovery key and record it. Raises Refused, Unavailable."""
        certifying.drill(self._desk, recovery_key, secret, self._context.say)

    def acknowledge(self, secret: str) -> None:
        """Answer for one's own signature. Raises Refused, Unavailable."""
        certifying.acknowledge(self._desk, secret, self._context.say)

    def protocols(self) -> Sequence[tuple[str, str]]:
        """Return study and version of every protocol at hand."""
        return self._desk.library.available()

    def load(self, study: str, version: str) -> tuple[TrialProtocol, str]:
        """Return a protocol and the digest of its file."""
        return self._desk.library.load(study, version)

    def signed(self) -> Sequence[tuple[ConfigurationSigned, datetime]]:
        """Return every signed configuration with its time, the one in force first."""
        found = [
            (event, datetime.fromisoformat(sealed.entry.recorded_at))
            for sealed in self._desk.store.entries(SITE_STREAM)
            for event in events_of(sealed.entry)
            if isinstance(event, ConfigurationSigned)
        ]
        return found[::-1]

    def name(self, person: str) -> str:
        """Return how a colleague is called."""
        known = self.people().get(PersonId(person))
        return person_name(known.name) if known else person

    def propose(self, command: SignConfiguration) -> Proposal:
        """Decide what signing would write, worded. Raises Refused."""
        return self._desk.propose(command, self._context.say)

    def sign_and_record(self, proposal: Proposal, secret: str) -> Recorded:
        """Sign with the secret of the person at the desk and write. Raises Refused, Stale."""
        signed = [self._desk.sign(proposal, signer, secret) for signer in proposal.signers]
        return self._desk.record(proposal, signed)

    def examples(self, study: str, version: str) -> Mapping[str, str] | None:
        """Return labelled example values, None where the site may not have any."""
        examples = self._context.examples
        return examples(study, version) if examples and self.may_have_examples() else None

    def may_have_examples(self) -> bool:
        """Tell whether this is a site where no patient can ever be."""
        founded = self._desk.site().founded
        not_live = founded is not None and founded.kind is not SiteKind.LIVE
        return not_live and self._context.examples is not None

    def draft(self) -> Mapping[str, str]:
        """Return the values this person typed and has not signed."""
        return self._keeper.fields(_TOPIC)

    def keep_draft(self, fields: Mapping[str, str]) -> None:
        """Keep typed values; nothing at all drops the draft."""
        self._keeper.keep_or_drop(_TOPIC, fields)

    def who_may(self, role: Role) -> str:
        """Return the user id of the person at the desk if the role is theirs, else nothing."""
        person = self._desk.session.person
        return person if role in self.people()[person].roles else ""


Part = Callable[[], QWidget]
"""Makes a part when somebody turns to it."""


class SitePage(QWidget):
    """The parts of the site behind tabs; each is made when it is first turned to."""

    def __init__(self, context: Context, made_by: Mapping[str, Part]) -> None:
        super().__init__()
        self._made_by = made_by
        self._keys = [key for key, _ in PARTS if key in made_by]
        self._made: dict[int, QWidget] = {}
        self.setObjectName("page")
        say = context.say
        rows = QVBoxLayout(self)
        space = THEME.space
        rows.setContentsMargins(space.wide, space.normal, space.wide, space.normal)
        rows.setSpacing(space.close)
        founded = context.desk.site().founded
        if founded is not None:
            kind = say.term(founded.kind)
            rows.addWidget(Text(say("{site} - {kind}", site=founded.name, kind=kind), "title"))
        self.tabs = QTabBar()
        self.tabs.setObjectName("site.tabs")
        self.tabs.setExpanding(False)
        self.tabs.setAccessibleName(say("Parts of the site page"))
        self._stack = PageStack()
        titles = dict(PARTS)
        for key in self._keys:
            self.tabs.addTab(say(titles[key]))
        self.tabs.currentChanged.connect(self._turn)
        self.missing = MissingLine(say)
        self.missing.wanted.connect(lambda: self.open_part(parts.READINESS))
        rows.addWidget(self.missing)
        self.missing.hide()
        rows.addWidget(self.tabs)
        rows.addWidget(self._stack, 1)
        self._turn(self.tabs.currentIndex())
        self.setFocusProxy(self.tabs)

    def _turn(self, place: int) -> None:
        """Show a part; all of them at once would hold the window for as long as it takes."""
        if place not in self._made:
            self._made[place] = self._made_by[self._keys[place]]()
            self._stack.addWidget(self._made[place])
        self._stack.setCurrentWidget(self._made[place])

    def open_part(self, part: str) -> None:
        """Bring a tab forward, or a form of it (part:form), because a person asked for it."""
        key, _, form = part.partition(":")
        if key not in self._keys:
            return
        place = self._keys.index(key)
        self.tabs.setCurrentIndex(place)
        # a part that has forms to go to has this verb
        open_form = getattr(self._made[place], "open_part", None)
        if form and open_form is not None:
            open_form(form)


def build(
    context: Context,
    _patient: PatientId | None = None,
    *,
    scanner_test: Callable[[Context], QWidget] | None = None,
) -> QWidget:
    """Return the site page; it concerns no patient."""
    desk = SiteDesk(context)
    made_by: dict[str, Part] = {
        parts.PEOPLE: partial(_people, context, desk),
        parts.CONFIGURATION: partial(_configuration, context, desk),
        parts.EMERGENCY: partial(build_emergency, context),
        parts.ALERTS: partial(build_alerts, context),
        parts.PRODUCTS: partial(build_products, context),
        parts.TYPED: partial(build_typed, context),
        parts.LABORATORIES: partial(build_laboratories, context),
        parts.SECRET: partial(build_own_secret, context),
    }
    if context.desk.backups is not None:
        made_by[parts.BACKUPS] = partial(build_backups, context)
    if scanner_test is not None:
        made_by[parts.SCANNER] = partial(scanner_test, context)
    ready = build_readiness(context)
    made_by[parts.READINESS] = lambda: ready
    page = SitePage(context, made_by)
    # of the page from the beginning: what a first dose lacks stands over every part
    ready.setParent(page)
    ready.hide()
    ready.wanted.connect(page.open_part)
    ready.counted.connect(page.missing.show_missing)
    ready.refresh()
    return page


def _people(context: Context, desk: SiteDesk) -> QWidget:
    me = desk.people().get(desk.me())
    view = PeopleView(context.say, context.desk.clock.now, doings(me))
    presenter = PeoplePresenter(desk, view, Background(view).run, context.say)
    view.presenter = presenter
    view.entered.connect(presenter.enter)
    view.acted.connect(presenter.act)
    view.chosen.connect(presenter.choose)
    presenter.refresh()
    return view


def _configuration(context: Context, desk: SiteDesk) -> QWidget:
    view = ConfigurationView(
        context.say,
        desk.protocols(),
        investigator=desk.who_may(Role.INVESTIGATOR),
        examples=desk.may_have_examples(),
    )
    presenter = ConfigurationPresenter(desk, view, Background(view).run, context.say)
    view.presenter = presenter
    view.chosen.connect(presenter.choose)
    view.edited.connect(presenter.type)
    view.examples_wanted.connect(presenter.load_examples)
    view.preview_wanted.connect(presenter.preview)
    view.secret_given.connect(presenter.sign)
    view.draft_due.connect(presenter.keep_draft)
    view.recorded.connect(context.notices.recorded)
    presenter.start()
    view.show_chosen(*presenter.chosen)
    return view
