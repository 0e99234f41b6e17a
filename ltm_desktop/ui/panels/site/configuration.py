"""Filling what a protocol leaves unset: choosing it, typing values, what is missing, signing.

No Qt here. A blank blocks; example values exist only where no patient can ever be.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Protocol

from ltm_desktop.app.recorder import Proposal, Recorded
from ltm_desktop.app.wording.words import Words
from ltm_desktop.domain.alerts import Alert
from ltm_desktop.domain.configuration import (
    UnsetItem,
    check_value,
    check_values,
    is_needed,
    unset_items,
)
from ltm_desktop.domain.errors import LtmError
from ltm_desktop.domain.protocol import TrialProtocol
from ltm_desktop.domain.setting_kinds import NO, NONE, YES, Kind
from ltm_desktop.domain.site import ConfigurationSigned, SignConfiguration
from ltm_desktop.ui.desk_verbs import Run
from ltm_desktop.ui.speak import to_alerts

_PROTOCOL = "protocol"
"""The draft's field that names study and version."""


@dataclass(frozen=True, slots=True)
class ValueRow:
    """One value to be set, with what a view needs to ask for it; words come ready."""

    path: str
    group: str
    label: str
    note: str
    kind: Kind
    hint: str
    options: tuple[tuple[str, str], ...]
    """Pairs of code and words; empty where the value is typed."""
    none_allowed: bool


@dataclass(frozen=True, slots=True)
class SignedVersion:
    """One signed configuration, worded."""

    number: str
    rules: str
    investigator: str
    when: str


class ConfigurationDesk(Protocol):
    """What the configuration page asks of the desk."""

    def protocols(self) -> Sequence[tuple[str, str]]:
        """Return study and version of every protocol at hand."""

    def load(self, study: str, version: str) -> tuple[TrialProtocol, str]:
        """Return a protocol and the digest of its file."""

    def signed(self) -> Sequence[tuple[ConfigurationSigned, datetime]]:
        """Return every signed configuration with its time, the one in force first."""

    def name(self, person: str) -> str:
        """Return how a colleague is called."""

    def draft(self) -> Mapping[str, str]:
        """Return the values this person typed and has not signed."""

    def keep_draft(self, fields: Mapping[str, str]) -> None:
        """Keep typed values; nothing at all drops the draft."""

    def propose(self, command: SignConfiguration) -> Proposal:
        """Decide what signing would write, worded. Raises Refused."""

    def sign_and_record(self, proposal: Proposal, secret: str) -> Recorded:
        """Sign with the secret of the person at the desk and write. Raises Refused, Stale."""

    def examples(self, study: str, version: str) -> Mapping[str, str] | None:
        """Return labelled example values, None where the site may not have any."""


class ConfigurationView(Protocol):
    """What the configuration page can show."""

    def show_rows(self, rows: Sequence[ValueRow], values: Mapping[str, str]) -> None:
        """Replace the table of values."""

    def show_fault(self, path: str, alerts: Sequence[Alert]) -> None:
        """Show what is wrong with one value, nothing when all is well."""

    def show_needed(self, path: str, needed: bool) -> None:
        """Show whether a value that depends on another is asked for now."""

    def show_missing(self, missing: Sequence[str]) -> None:
        """List what still stands against signing."""

    def show_signed(self, versions: Sequence[SignedVersion]) -> None:
        """List the signed configurations, the one in force first."""

    def show_alerts(self, alerts: Sequence[Alert]) -> None:
        """Show all that was refused, together."""

    def show_preview(self, text: str) -> None:
        """Show the exact text that will be signed and ask for the secret."""

    def show_busy(self, busy: bool) -> None:
        """Hold still while it is signed and stored."""

    def show_recorded(self, recorded: Recorded) -> None:
        """Say that it stands."""


class ConfigurationPresenter:
    """Turn typed values into one signed configuration."""

    def __init__(
        self, desk: ConfigurationDesk, view: ConfigurationView, run: Run, say: Words
    ) -> None:
        self._desk = desk
        self._view = view
        self._run = run
        self._say = say
        self._protocol: TrialProtocol | None = None
        self._digest = ""
        self._items: tuple[UnsetItem, ...] = ()
        self._values: dict[str, str] = {}
        self._proposal: Proposal | None = None

    @property
    def values(self) -> Mapping[str, str]:
        """Return what is typed, blanks left out."""
        return {path: text for path, text in self._values.items() if text}

    def start(self) -> None:
        """Show what is signed, and the protocol in force or the first at hand."""
        self._show_signed()
        draft = dict(self._desk.draft())
        kept = draft.pop(_PROTOCOL, "").split(" ")
        signed = self._in_force()
        if len(kept) == 2 and tuple(kept) in self._desk.protocols():
            self.choose(kept[0], kept[1])
            self._values = draft
            self._show_all()
        elif signed is not None:
            self.choose(signed.study, signed.version)
        else:
            self.choose(*self._desk.protocols()[0])

    @property
    def chosen(self) -> tuple[str, str]:
        """Return study and version of the protocol being filled."""
        return (self._protocol.study, self._protocol.version) if self._protocol else ("", "")

    def keep_draft(self) -> None:
        """Keep what is typed until it is signed; a draft is no configuration."""
        self._desk.keep_draft({**self.values, _PROTOCOL: " ".join(self.chosen)})

    def choose(self, study: str, version: str) -> None:
        """Ask for the values of one protocol; a signed configuration of it is put in."""
        self._protocol, self._digest = self._desk.load(study, version)
        self._items = unset_items(self._protocol)
        signed = self._in_force()
        same = signed is not None and (signed.study, signed.version) == (study, version)
        self._values = dict(signed.values) if signed is not None and same else {}
        self._show_all()

    def type(self, path: str, text: str) -> None:
        """Take one value as typed and say what it changes."""
        self._values[path] = text.strip()
        if self._protocol is not None and self._values[path]:
            self._view.show_fault(path, check_value(self._protocol, path, self._values[path]))
        else:
            self._view.show_fault(path, ())
        self._show_needed()
        self._show_missing()

    def load_examples(self) -> None:
        """Put the labelled example values in; they are for no patient."""
        if self._protocol is None:
            return
        found = self._desk.examples(self._protocol.study, self._protocol.version)
        if found is not None:
            self._values = dict(found)
            self._show_all()
            self.keep_draft()

    def preview(self) -> None:
        """Show the exact text to be signed, or everything that stands against it."""
        protocol = self._protocol
        if protocol is None:
            return
        command = SignConfiguration(
            protocol.study, protocol.version, self._digest, tuple(self._asked().items())
        )
        try:
            self._proposal = self._desk.propose(command)
        except LtmError as error:
            self._proposal = None
            self._view.show_alerts(to_alerts(error))
            return
        self._view.show_alerts(())
        self._view.show_preview(self._proposal.shown)

    def sign(self, secret: str) -> None:
        """Sign what was shown."""
        proposal = self._proposal
        if proposal is None:
            return
        self._view.show_busy(True)
        self._run(
            lambda: self._desk.sign_and_record(proposal, secret), self._recorded, self._failed
        )

    def _recorded(self, recorded: Recorded) -> None:
        self._proposal = None
        self._view.show_busy(False)
        self._desk.keep_draft({})
        self._show_signed()
        self._view.show_recorded(recorded)

    def _failed(self, error: Exception) -> None:
        self._view.show_busy(False)
        self._view.show_alerts(to_alerts(error))

    def _asked(self) -> dict[str, str]:
        """Return the values that are asked for; one that depends on a no is left out."""
        needed = {item.path for item in self._items if self._is_needed(item)}
        return {path: text for path, text in self.values.items() if path in needed}

    def _is_needed(self, item: UnsetItem) -> bool:
        return self._protocol is None or is_needed(self._protocol, self._values, item.path)

    def _show_all(self) -> None:
        self._proposal = None
        rows = to_rows(self._protocol, self._say) if self._protocol else ()
        self._view.show_rows(rows, self.values)
        self._show_needed()
        self._show_missing()

    def _show_needed(self) -> None:
        for item in self._items:
            if item.only_if:
                self._view.show_needed(item.path, self._is_needed(item))

    def _show_missing(self) -> None:
        if self._protocol is None:
            return
        labels = {item.path: self._say.setting(item.name) for item in self._items}
        stopped = check_values(self._protocol, self._asked())
        paths = [str(alert.values.get("path", "")) for alert in stopped]
        self._view.show_missing([labels.get(path, path) for path in paths])

    def _in_force(self) -> ConfigurationSigned | None:
        return next((one for one, _ in self._desk.signed()), None)

    def _show_signed(self) -> None:
        say = self._say
        self._view.show_signed(
            [
                SignedVersion(
                    str(one.number),
                    say("{study} - version {version}", study=one.study, version=one.version),
                    self._desk.name(one.investigator),
                    say.moment(at),
                )
                for one, at in self._desk.signed()
            ]
        )


def to_rows(protocol: TrialProtocol, say: Words) -> tuple[ValueRow, ...]:
    """Return what a protocol leaves to the site, worded."""
    return tuple(
        ValueRow(
            path=item.path,
            group=say.label(item.name.owner),
            label=say.begin(say.term(f"setting.{item.name.field}")),
            note=say.label(item.note),
            kind=item.kind,
            hint=hint(item, say),
            options=tuple((code, _option(code, protocol, say)) for code in options(item)),
            none_allowed=item.none_allowed,
        )
        for item in unset_items(protocol)
    )


def _option(code: str, protocol: TrialProtocol, say: Words) -> str:
    labels = (words[code] for words in protocol.vocabularies.values() if code in words)
    label = next(labels, None)
    return say.label(label) if label else say.term(f"choice.{code}")


def options(item: UnsetItem) -> tuple[str, ...]:
    """Return the codes to choose from, the signed word none last where it may be signed."""
    match item.kind:
        case Kind.YES_NO:
            return (YES, NO)
        case Kind.CHOICE | Kind.CHOICES:
            return (*item.options, NONE) if item.none_allowed else item.options
        case _:
            return ()


def hint(item: UnsetItem, say: Words) -> str:
    """Say how a value is written."""
    unit = item.unit.value if item.unit is not None and item.unit.value != "1" else ""
    written = _written(item.kind, unit, say)
    if item.none_allowed and not options(item):
        return say.together(written, say("Or the word none, where there is none."))
    return written


def _written(kind: Kind, unit: str, say: Words) -> str:
    if kind in (Kind.HOURS, Kind.INTEGER):
        if not unit:
            return say("A whole number.")
        return say("A whole number, a space and the unit {unit}.", unit=unit)
    if kind is Kind.RANGE:
        return _range(unit, say)
    hints = {
        Kind.QUANTITY: say("A number, a space and the unit {unit}.", unit=unit),
        Kind.PERCENT: say("A number, a space and %."),
        Kind.NUMBERS: say(
            "Whole numbers in ascending order with the unit, such as 15, 30, 60 min."
        ),
        Kind.DAYS: say("Days counted from the first day of the phase, parted by commas."),
        Kind.WEEKDAYS: say("Weekdays as numbers parted by commas, Monday is 1."),
        Kind.DATES: say("Dates as year-month-day, parted by commas."),
        Kind.CHOICES: say("One or more of these."),
        Kind.TEXT: say("One line in the site's own words."),
        Kind.HOLDS: say(
            "Rules parted by semicolons, such as arachnoiditis >= 3 override until <= 1; "
            "soc:nervous >= 3 related override; any >= 4 stop."
        ),
    }
    return hints.get(kind, say("One of these."))


def _range(unit: str, say: Words) -> str:
    if not unit:
        return say("Lowest..highest; then, if wanted, soft lowest..highest.")
    return say(
        "Lowest..highest and the unit {unit}; then, if wanted, soft lowest..highest.", unit=unit
    )
