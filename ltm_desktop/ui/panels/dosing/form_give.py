"""The injection as it happened: way in, findings of that way, amounts, times, outcome."""

from collections.abc import Callable, Mapping, Sequence
from datetime import datetime

from PySide6.QtWidgets import QWidget

from ltm_desktop.app.wording.telling.medicine import route_words
from ltm_desktop.app.wording.words import Words
from ltm_desktop.domain.dosing import Given
from ltm_desktop.domain.dosing_measures import check_measure
from ltm_desktop.domain.protocol import ActiveProtocol
from ltm_desktop.domain.quantities import Unit
from ltm_desktop.domain.terms import Access
from ltm_desktop.ui.panels.dosing import after, give, give_fields, typed
from ltm_desktop.ui.panels.dosing.fields import CodeField, MeasuredField
from ltm_desktop.ui.panels.dosing.forms import Form, access_choices
from ltm_desktop.ui.panels.dosing.give_parts import (
    Beside,
    Companions,
    Estimates,
    Start,
    TrayTold,
)
from ltm_desktop.ui.panels.dosing.group import Group
from ltm_desktop.ui.panels.dosing.labels import labelled
from ltm_desktop.ui.panels.dosing.layout import FieldGrid
from ltm_desktop.ui.panels.dosing.origin import Correcting, FromPaper
from ltm_desktop.ui.panels.dosing.pressure_field import PressureField
from ltm_desktop.ui.panels.dosing.several import SeveralField
from ltm_desktop.ui.panels.dosing.shown import Signing, Standing
from ltm_desktop.ui.panels.dosing.spoken import spoken
from ltm_desktop.ui.widgets.alert_list import AlertList
from ltm_desktop.ui.widgets.choice_row import Choice
from ltm_desktop.ui.widgets.reason_chooser import ReasonChooser
from ltm_desktop.ui.widgets.text import Text

_REASONS = {Given.PARTIAL: "partial_reason", Given.ABANDONED: "abandoned_reason"}
_KEYS = {Given.COMPLETE: "Alt+C", Given.PARTIAL: "Alt+A", Given.ABANDONED: "Alt+B"}
_HELD_BACK = frozenset(_REASONS)
"""Outcomes after which something is left in the syringe."""


class GiveForm(Form):
    """Which fields appear follows from the way in and the outcome; nothing is prefilled."""

    signs = False

    def __init__(self, say: Words, now: Callable[[], datetime]) -> None:
        super().__init__(say)
        self._active: ActiveProtocol | None = None
        self._access: Access | None = None
        self._checked: Access | None = None
        self._reason: ReasonChooser | None = None
        self._correcting, self._from_paper = Correcting(self), FromPaper(say)
        self.rows.addWidget(self._correcting)
        self.rows.addWidget(self._from_paper)
        self._start = Start(say)
        self._start.wanted.connect(lambda: self.asked.emit("start"))
        self.rows.addWidget(self._start)
        self._row = self.choice(
            "access", say("Access used"), access_choices(say, tuple(Access), keys=True)
        )
        self.rows.addWidget(self._row)
        self._who = FieldGrid(wide=3)
        self._people = (
            self.code("operator", say("Injected by")),
            self.code("second", say("Second person")),
        )
        self._who.show_fields(self._people)
        self.rows.addWidget(self._who)
        self._tray = TrayTold(self, now)
        self.rows.addWidget(self._tray)
        self._companions = Companions(self)
        self.rows.addWidget(self._companions.before)
        self._add_fields(now)
        self._findings, self._injection = FieldGrid(), FieldGrid()
        self._stops = AlertList(say)
        self._stops.setObjectName("dosing.stops")
        self._told: dict[str, str] = {}
        self.rows.addWidget(self._findings)
        self._groups = self._make_groups()
        self._estimates = Estimates(self)
        for part in (self._stops, self._injection, self._estimates, self._companions.after):
            self.rows.addWidget(part)
        self._empty = Text(say("Choose the access that was used; its fields follow."), "muted")
        self.rows.addWidget(self._empty)
        self._outcome = self.choice(
            "outcome",
            say("Outcome"),
            [Choice(one.value, say.term(one), _KEYS[one]) for one in Given],
        )
        self.rows.addWidget(self._outcome)
        self._leftover = self.code(after.LEFTOVER, say("What became of the rest in the syringe"))
        grid = FieldGrid(wide=3)
        grid.show_fields([self._leftover])
        self.rows.addWidget(grid)
        self._calculated = Text("", "calculated")
        self._calculated.setObjectName("dosing.calculated")
        self.rows.addWidget(self._calculated)
        self._remarks = Text("", "bold", tone="caution")
        self._remarks.setObjectName("dosing.remarks")
        self.rows.addWidget(self._remarks)
        self._beside = Beside(self, now)
        for group in self._beside.groups:
            self.rows.addWidget(group)
        self.rows.addWidget(self.note("note", say("Notes")))
        self.changed.connect(self._follow)

    def _add_fields(self, now: Callable[[], datetime]) -> None:
        say = self._say
        for key in give_fields.ALL:
            if key in give_fields.INJECTED[1:]:
                continue
            self._add_field(key, say.term(f"field.{key}"), now)
        self.moment_now("started_at", say("Injection started"), now)
        self.moment_now("ended_at", say("Injection ended"), now)
        for key in give_fields.ALL:
            # Of this form from the start, shown once the way in is chosen.
            self.fields[key].setParent(self)
            self.fields[key].hide()

    def _add_field(self, key: str, label: str, now: Callable[[], datetime]) -> None:
        say = self._say
        optional = {one for way in Access for one in give_fields.optional_of(way)}
        required = key not in optional
        if key in give_fields.UNITS:
            self._add_amount(key, label, required=required)
        elif key in give_fields.CODES:
            self.code(key, label, required=required)
        elif key in give_fields.YES_NO:
            answers = (Choice(typed.YES, say("Yes")), Choice(give_fields.NO, say("No")))
            self.code(key, label, answers, required=required)
        elif key in give_fields.DAYS:
            self.day(key, label, now, required=False)
        elif key in give_fields.SEVERAL:
            self.several(key, label, say("none of these"), required=False)
        elif key in give_fields.TEXTS:
            self.name(key, label, required=False)
        else:
            words = (say("None"), say("Left"), say("Right"), say("Both sides"))
            sides = [Choice(*one) for one in zip(give_fields.SIDES, words, strict=True)]
            self.code(key, label, sides, required=False)

    def _add_amount(self, key: str, label: str, *, required: bool) -> None:
        if key in give_fields.PRESSURES:
            self.pressure(key, label)
        elif key in give_fields.RATED:
            rating = self.quantity(key, label, Unit.COUNT, required=False)
            rating.set_check(lambda amount: tuple(check_measure(key, amount, Unit.COUNT)))
        else:
            self.measured(key, label, give_fields.UNITS[key], required=required)

    def _make_groups(self) -> dict[str, Group]:
        say = self._say
        titles = {
            "pressure_flush": say("Pressure and flush"),
            "reservoir": say("Reservoir and needle"),
            "pressures": say("Pressures"),
            "puncture": say("Puncture in detail"),
            "technique": say("Asepsis and injection in detail"),
        }
        held = {name: keys for way in Access for name, keys in give_fields.groups_of(way).items()}
        groups: dict[str, Group] = {}
        for name, title in titles.items():
            keys = held[name]
            group = Group(say, name, title)
            group.hold([self.fields[one] for one in keys if one not in give_fields.SEVERAL], str)
            for key in set(keys) & set(give_fields.SEVERAL):
                group.body.addWidget(self.fields[key])
                self.fields[key].show()
            group.tell_by(self._teller(keys))
            group.hide()
            groups[name] = group
            self.rows.addWidget(group)
        return groups

    def _teller(self, keys: Sequence[str]) -> Callable[[], str]:
        return lambda: spoken(self, keys, self._say)

    def show_standing(self, standing: Standing) -> None:
        """Offer people and the protocol's vocabularies, and say what was checked."""
        say, checked = self._say, standing.checked
        if standing.active is not self._active:
            self._active = standing.active
            self._offer_vocabularies(standing.active)
        for field, offered in zip(
            self._people, (standing.operators, standing.seconds), strict=True
        ):
            field.offer_choices([Choice(*one) for one in offered])
        self._checked = checked.access if checked else None
        self._row.show_help(
            say("Checked: {route}", route=route_words(checked.access, say)) if checked else ""
        )
        self._show_against_check()
        self._start.show_standing(standing)
        self._companions.show_planned(standing.companions)
        self._tray.show_standing(standing)
        self._correcting.show_standing(standing)

    def _offer_vocabularies(self, active: ActiveProtocol | None) -> None:
        if active is None:
            return
        for key, vocabulary in {**give_fields.CODES, after.LEFTOVER: "leftover"}.items():
            field = self.fields[key]
            if isinstance(field, CodeField):
                field.offer_choices(labelled(active, vocabulary, self._say))
        for key, vocabulary in give_fields.SEVERAL.items():
            several = self.fields[key]
            if isinstance(several, SeveralField):
                several.offer_choices(labelled(active, vocabulary, self._say))
        self._beside.offer(active)
        self._correcting.offer(active)

    def show_signing(self, signing: Signing) -> None:
        """Open what holds a field that is still asked for."""
        self._beside.show_missing(signing.missing)

    def fill(self, fields: Mapping[str, str], *, whole: bool = True) -> None:
        """Put texts back and show the fields that belong to them."""
        if whole or "access" in fields:
            self._show_access(typed.access(fields, "access"))
        if whole or "outcome" in fields:
            self._show_outcome(typed.text(fields, "outcome"))
        super().fill(fields, whole=whole)
        self._told = dict(fields) if whole else self._told | dict(fields)
        self._refresh()

    def reveal(self, key: str) -> None:
        """Open the group that holds a field."""
        for name, group in self._groups.items():
            for way in Access:
                if key in give_fields.groups_of(way).get(name, ()):
                    group.open()
        self._beside.reveal(key)

    def show_calculated(self, lines: Sequence[str]) -> None:
        """Show what follows from the amounts."""
        self._calculated.setText("\n".join(lines))
        self._calculated.setVisible(bool(lines))

    def show_remarks(self, remarks: Sequence[str]) -> None:
        """Show what should be looked at again."""
        self._remarks.setText("\n".join(remarks))
        self._remarks.setVisible(bool(remarks))

    def _follow(self, key: str, text: str) -> None:
        if key == "access":
            self._show_access(typed.access({key: text}, key))
        elif key == "outcome":
            self._show_outcome(text)
        self._told[key] = text
        self._refresh()

    def _refresh(self) -> None:
        # Said at once, above the fields of the injection, that there must be none.
        self._stops.show_alerts(give.stops(self._told))
        self._companions.refresh(self._told)
        self._correcting.refresh(self._told)
        self._from_paper.refresh(self._told)
        self._estimates.refresh(self._told)
        for group in (*self._groups.values(), *self._beside.groups):
            group.refresh()

    def _show_against_check(self) -> None:
        """Say at once that another way in is chosen than two people checked."""
        checked, chosen = self._checked, self._access
        if checked is None or chosen is None or chosen is checked:
            self._row.clear_message()
            return
        say = self._say
        words = say("{route} was checked. Look again.", route=route_words(checked, say))
        self._row.show_message(words, "stop")

    def _show_access(self, access: Access | None) -> None:
        self._access = access
        self._show_against_check()
        self._empty.setVisible(access is None)
        findings = give_fields.findings_of(access)
        injected = give_fields.INJECTED if access is not None else ()
        for key in (*findings, *injected, *give_fields.optional_of(access)):
            field = self.fields[key]
            if isinstance(field, MeasuredField | PressureField):
                field.set_limits(give_fields.limits(self._active, access, key))
        self._show_in(self._findings, findings)
        self._show_in(self._injection, injected)
        shown = give_fields.groups_of(access)
        for name, group in self._groups.items():
            group.setVisible(name in shown)

    def _show_in(self, grid: FieldGrid, keys: Sequence[str]) -> None:
        fields: list[QWidget] = [self.fields[key] for key in keys]
        grid.show_fields(fields)

    def _show_outcome(self, outcome: str) -> None:
        ended = Given(outcome) if outcome else None
        self._leftover.setVisible(ended in _HELD_BACK)
        if self._reason is not None:
            self.rows.removeWidget(self._reason)
            self._reason.hide()
            self._reason.deleteLater()
            self._reason = None
            self.forget("reason")
        vocabulary = _REASONS.get(ended) if ended else None
        if vocabulary is None or self._active is None:
            return
        choices = labelled(self._active, vocabulary, self._say)
        self._reason = self.reasons("reason", self._say("Reason"), choices)
        self.rows.insertWidget(self.rows.indexOf(self._outcome) + 1, self._reason)
