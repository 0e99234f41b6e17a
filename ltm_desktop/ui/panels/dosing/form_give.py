"""The injection as it happened: way in, findings of that way, amounts, times, outcome."""

from collections.abc import Callable, Mapping, Sequence
from datetime import datetime

from ltm_desktop.app.wording.telling.medicine import route_words
from ltm_desktop.app.wording.words import Words
from ltm_desktop.domain.dosing import Given
from ltm_desktop.domain.protocol import ActiveProtocol
from ltm_desktop.domain.terms import Access
from ltm_desktop.ui.panels.dosing import give, typed
from ltm_desktop.ui.panels.dosing.fields import CodeField, MeasuredField
from ltm_desktop.ui.panels.dosing.forms import Form, access_choices
from ltm_desktop.ui.panels.dosing.labels import labelled
from ltm_desktop.ui.panels.dosing.layout import FieldGrid
from ltm_desktop.ui.panels.dosing.shown import Standing
from ltm_desktop.ui.widgets.alert_list import AlertList
from ltm_desktop.ui.widgets.choice_row import Choice
from ltm_desktop.ui.widgets.reason_chooser import ReasonChooser
from ltm_desktop.ui.widgets.text import Text

_REASONS = {Given.PARTIAL: "partial_reason", Given.ABANDONED: "abandoned_reason"}
_KEYS = {Given.COMPLETE: "Alt+C", Given.PARTIAL: "Alt+A", Given.ABANDONED: "Alt+B"}
_KEYS_OF_ACCESS = tuple(dict.fromkeys(give.OF_OMMAYA + give.OF_LUMBAR + give.INJECTED))


class GiveForm(Form):
    """Which fields appear follows from the way in and the outcome; nothing is prefilled."""

    signs = False

    def __init__(self, say: Words, now: Callable[[], datetime]) -> None:
        super().__init__(say)
        self._active: ActiveProtocol | None = None
        self._access: Access | None = None
        self._reason: ReasonChooser | None = None
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
        self._add_findings(now)
        self._findings, self._injection = FieldGrid(), FieldGrid()
        self._stops = AlertList(say)
        self._stops.setObjectName("dosing.stops")
        self._told: dict[str, str] = {}
        for part in (self._findings, self._stops, self._injection):
            self.rows.addWidget(part)
        self._empty = Text(say("Choose the access that was used; its fields follow."), "muted")
        self.rows.addWidget(self._empty)
        self._outcome = self.choice(
            "outcome",
            say("Outcome"),
            [Choice(one.value, say.term(one), _KEYS[one]) for one in Given],
        )
        self.rows.addWidget(self._outcome)
        self._calculated = Text("", "calculated")
        self._calculated.setObjectName("dosing.calculated")
        self.rows.addWidget(self._calculated)
        self.rows.addWidget(self.note("note", say("Note")))
        self.changed.connect(self._follow)

    def _add_findings(self, now: Callable[[], datetime]) -> None:
        say = self._say
        for key in _KEYS_OF_ACCESS:
            label = say.term(f"field.{key}")
            required = key not in give.OPTIONAL
            if key in give.UNITS:
                self.measured(key, label, give.UNITS[key], required=required)
            elif key in give.CODES:
                self.code(key, label, required=required)
            elif key == "csf_return":
                self.code(key, label, (Choice(typed.YES, say("Yes")), Choice(give.NO, say("No"))))
        self.moment_now("started_at", say("Injection started"), now)
        self.moment_now("ended_at", say("Injection ended"), now)
        for key in _KEYS_OF_ACCESS:
            # Of this form from the start, shown once the way in is chosen.
            self.fields[key].setParent(self)
            self.fields[key].hide()

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
        self._row.show_help(
            say("Checked: {route}", route=route_words(checked.access, say)) if checked else ""
        )

    def _offer_vocabularies(self, active: ActiveProtocol | None) -> None:
        for key, vocabulary in give.CODES.items():
            field = self.fields[key]
            if active is not None and isinstance(field, CodeField):
                field.offer_choices(labelled(active, vocabulary, self._say))

    def fill(self, fields: Mapping[str, str], *, whole: bool = True) -> None:
        """Put texts back and show the fields that belong to them."""
        if whole or "access" in fields:
            self._show_access(typed.access(fields, "access"))
        if whole or "outcome" in fields:
            self._show_reasons(typed.text(fields, "outcome"))
        super().fill(fields, whole=whole)
        self._told = dict(fields) if whole else self._told | dict(fields)
        self._show_stops()

    def show_calculated(self, lines: Sequence[str]) -> None:
        """Show what follows from the amounts."""
        self._calculated.setText(" · ".join(lines))
        self._calculated.setVisible(bool(lines))

    def _follow(self, key: str, text: str) -> None:
        if key == "access":
            self._show_access(typed.access({key: text}, key))
        elif key == "outcome":
            self._show_reasons(text)
        self._told[key] = text
        self._show_stops()

    def _show_stops(self) -> None:
        """Say at once, above the fields of the injection, that there must be none."""
        self._stops.show_alerts(give.stops(self._told))

    def _show_access(self, access: Access | None) -> None:
        self._access = access
        self._empty.setVisible(access is None)
        keys = give.of_access(access)
        for key in keys:
            field = self.fields[key]
            if isinstance(field, MeasuredField):
                field.set_limits(give.limits(self._active, access, key))
        self._findings.show_fields([self.fields[key] for key in give.findings_of(access)])
        self._injection.show_fields([self.fields[key] for key in give.injected_of(access)])

    def _show_reasons(self, outcome: str) -> None:
        vocabulary = _REASONS.get(Given(outcome)) if outcome else None
        if self._reason is not None:
            self.rows.removeWidget(self._reason)
            self._reason.hide()
            self._reason.deleteLater()
            self._reason = None
            self.forget("reason")
        if vocabulary is None or self._active is None:
            return
        choices = labelled(self._active, vocabulary, self._say)
        self._reason = self.reasons("reason", self._say("Reason"), choices)
        self.rows.insertWidget(self.rows.indexOf(self._outcome) + 1, self._reason)
