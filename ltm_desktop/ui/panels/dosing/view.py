"""The dose panel on screen: steps and doses, the form, what must be met; it decides nothing."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from datetime import datetime

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtGui import QFocusEvent, QHideEvent
from PySide6.QtWidgets import (
    QApplication,
    QFrame,
    QScrollArea,
    QStackedWidget,
    QVBoxLayout,
    QWidget,
)

from ltm_desktop.app.wording.words import Words
from ltm_desktop.domain.identifiers import PersonId
from ltm_desktop.ui.panels.dosing.acts import ACTS
from ltm_desktop.ui.panels.dosing.earlier_block import EarlierBlock
from ltm_desktop.ui.panels.dosing.fields import MeasuredField
from ltm_desktop.ui.panels.dosing.focus import Place
from ltm_desktop.ui.panels.dosing.footer import Footer
from ltm_desktop.ui.panels.dosing.form_override import OverridePart
from ltm_desktop.ui.panels.dosing.form_sign import SignForm
from ltm_desktop.ui.panels.dosing.forms import Form
from ltm_desktop.ui.panels.dosing.layout import Held, NoticePlace, ThreeColumns, no_plan
from ltm_desktop.ui.panels.dosing.pages import Pages, forms_of
from ltm_desktop.ui.panels.dosing.papers import open_pdf
from ltm_desktop.ui.panels.dosing.settled import SettledPage
from ltm_desktop.ui.panels.dosing.shown import Signing, Standing
from ltm_desktop.ui.panels.dosing.side import LeftColumn, RightColumn
from ltm_desktop.ui.panels.dosing.signing_block import SigningBlock
from ltm_desktop.ui.panels.dosing.standing import Step, following
from ltm_desktop.ui.panels.dosing.told import Told
from ltm_desktop.ui.panels.dosing.top import Top
from ltm_desktop.ui.tokens import THEME
from ltm_desktop.ui.widgets.card import EmptyState
from ltm_desktop.ui.widgets.focus_seen import FocusSeen
from ltm_desktop.ui.widgets.reading_order import first_in, move_focus
from ltm_desktop.ui.widgets.saved_line import Notice

SOON_MS = 400
"""How long after the last keystroke the draft is kept; well within a second."""
TICK_MS = 15_000


class View(QFrame):
    """Show a patient's doses; emits what the person wants."""

    changed = Signal(str, str)
    settled = Signal()
    ticked = Signal()
    step_wanted = Signal(str)
    dose_wanted = Signal(str)
    left = Signal()
    go_on_wanted = Signal()
    asked = Signal(str)
    """A wish besides fields, by the name the presenter knows it by."""
    record_wanted = Signal(object)
    paper_wanted = Signal(str, str)
    earlier_wanted = Signal(str)
    discard_wanted = Signal()
    out_of_sight = Signal()

    def __init__(self, say: Words, now: Callable[[], datetime]) -> None:
        super().__init__()
        self.setProperty("card", True)
        self.setAccessibleName(say("Dose administration"))
        self._say = say
        self._step = Step.LEFT
        self._signing: Signing | None = None
        self._standing: Standing | None = None
        self._busy = False
        self._held_focus = False
        self._owes_focus = False
        self._lands = False
        self._top, self._footer = Top(say), Footer(say)
        self._left, self._right = LeftColumn(say), RightColumn(say)
        self._block, self._settled_page = SigningBlock(say), SettledPage(say)
        self._earlier = EarlierBlock(say)
        self._forms = Pages(forms_of(say, now), self._place_form)
        self._called_away: QWidget | None = None
        self._held = Held()
        self._left_words = EmptyState(
            say("You left this form without recording."),
            say("What you typed is kept as a draft on this computer; it is not a record."),
        )
        self._notices, self._form_rows = NoticePlace(), QVBoxLayout()
        self._under_signatures = QVBoxLayout()
        self._body = QScrollArea()
        self._body.setProperty("gloved", True)
        self._pages = QStackedWidget()
        self.place = Place(self)
        self._soon = QTimer(self, singleShot=True, interval=SOON_MS)
        self._clock = QTimer(self, interval=TICK_MS)
        self._lay_out()
        self._listen()

    @property
    def overrides(self) -> OverridePart:
        """The form beside the others in which a physician passes rules."""
        return self._right.overrides

    @property
    def labels(self) -> dict[str, str]:
        """Return the label of every field by name; for it, every page is made."""
        return {key: label for form in self._forms.all() for key, label in form.labels.items()}

    def show_no_plan(self) -> None:
        """Say that no doses are planned."""
        self._pages.setCurrentIndex(1)

    def show_standing(self, standing: Standing) -> None:
        """Show doses, header, steps, conditions and last doses."""
        self._pages.setCurrentIndex(0)
        self._left.show_standing(standing)
        self._forms.show_standing(standing)
        self._standing = standing
        self._show_beside()

    def _show_beside(self) -> None:
        """Show the head and the right column; blind while the second person is reading."""
        if self._standing is not None:
            form = self._here()
            blind = form is not None and form.blind
            self._top.show_standing(self._standing, blind=blind)
            self._right.show_standing(self._standing, blind=blind)
            self._earlier.show_standing(self._standing)
            self._earlier.show_on(self._step, blind=blind)

    def show_step(self, step: Step, fields: Mapping[str, str]) -> None:
        """Show one page with what was typed there."""
        self._show_page(step, fields)
        if fields.get("again"):
            self._footer.take_not_given_away()
        self._show_beside()
        self._stay_focused()

    def fill(self, fields: Mapping[str, str]) -> None:
        """Put some fields anew."""
        self._forms.fill(fields)

    def show_settled(self, told: Told, leftover: Mapping[str, str]) -> None:
        """Show a settled dose read-only, and a draft that never became a record."""
        may = self._standing is not None and Step.VOID in self._standing.may
        labels = self.labels if leftover else {}
        self._settled_page.show_told(told, leftover, labels, may=may)
        self._show_page(Step.SETTLED)
        self._show_beside()
        self._stay_focused()

    def show_earlier(self, told: Told) -> None:
        """Open an older record of the dose beside its line."""
        self._earlier.show_told(told)

    def show_signing(self, signing: Signing) -> None:
        """Show missing fields, alerts, preview and signatures of the step."""
        self._signing = signing
        self.overrides.show_alerts(signing.alerts)
        form = self._here()
        if form is not None:
            form.show_signing(signing)
            self._show_beside()
            kept = tuple(one for one in signing.alerts if one.code not in form.tells)
            self._block.show_signing(replace(signing, alerts=kept))
        signs = form is not None and form.signs
        self._block.setVisible(signs or (form is not None and bool(signing.alerts)))
        if self._lands and self._step is Step.SIGN and self._block.first_secret() is not None:
            self._land()
        self._lands = False
        self._show_ready()

    def show_calculated(self, lines: Sequence[str]) -> None:
        """Show what follows from the typed amounts."""
        self._forms.show_calculated(lines)

    def show_remarks(self, remarks: Sequence[str]) -> None:
        """Show what should be looked at again, though nothing forbids it."""
        self._forms.show_remarks(remarks)

    def show_wrong_secret(self, person: PersonId, sentence: str) -> None:
        """Say beside one person's secret why it was refused."""
        refused = self._block.show_wrong(person, sentence)
        if refused is not None:
            # The sentence takes room once it is laid out; only then can all of it be in sight.
            seen = self._body.ensureWidgetVisible
            QTimer.singleShot(0, refused, lambda: seen(refused, 0, THEME.space.near))

    def clear_secrets(self) -> None:
        """Empty every secret."""
        self._block.clear_secrets()

    def show_busy(self, *, busy: bool) -> None:
        """Hold still while the record is being written."""
        self._busy = busy
        if busy:
            # A widget that is held still loses the focus: it comes back with the next step.
            self._held_focus = self._has_focus()
            QTimer.singleShot(0, self, self._make_ahead)
        self._footer.hold(busy=busy)
        self._left.setEnabled(not busy)
        self._held.hold(self._body.widget(), busy=busy)
        if not busy and self._held_focus:
            self._focus_first()
            # The page that was held still may offer no place any more: the next one does.
            self._owes_focus = not self._has_focus()
        if not busy:
            self._show_ready()

    def _make_ahead(self) -> None:
        """Make the page that comes next while the record is being written."""
        form = self._forms.at(following(self._step)) if self._busy else None
        for part in form.findChildren(QWidget) if form is not None else ():
            part.ensurePolished()

    def show_saved(self, at: datetime, sentence: str) -> None:
        """Say what is now on disk."""
        self._footer.show_saved(at, sentence)

    def show_draft(self, at: datetime | None) -> None:
        """Say that the draft is kept, or nothing."""
        self._footer.show_draft(at)

    def show_place(self, name: str) -> None:
        """Come back to a field, by its object name, when the panel is given the focus."""
        self.place.want(name)
        self._forms.reveal(name.removeprefix("dosing."))

    def show_not_kept(self, sentence: str) -> None:
        """Say that the draft could not be kept, and why."""
        self._footer.show_not_kept(sentence)

    def show_notice(self, sentence: str) -> None:
        """Say what happened meanwhile; the person closes it."""
        self._notices.show_notice(Notice(self._say, sentence, tone="caution"))

    def open_paper(self, pdf: bytes, name: str) -> None:
        """Open a signed PDF in the computer's reader."""
        file = open_pdf(pdf, name)
        if file is not None:
            self.show_notice(
                self._say(
                    "No program here shows PDF files. The paper lies at {path}.", path=str(file)
                )
            )

    def hideEvent(self, event: QHideEvent) -> None:
        """Keep the draft and forget secrets when the panel goes out of sight."""
        super().hideEvent(event)
        self._soon.stop()
        self.place.leave()
        self.out_of_sight.emit()

    def focusInEvent(self, event: QFocusEvent) -> None:
        """Hand the focus to the first field of the page, never to a button that signs."""
        super().focusInEvent(event)
        self._focus_first()

    def _stay_focused(self) -> None:
        if self._has_focus() or self._owes_focus:
            self._owes_focus = False
            self._focus_first()
            self._lands = self._step is Step.SIGN

    def _has_focus(self) -> bool:
        now = QApplication.focusWidget()
        return now is not None and (now is self or self.isAncestorOf(now))

    def _focus_first(self) -> None:
        """Stand where the person was, else at the beginning of the page."""
        if not self.place.take():
            self._land()

    def _land(self) -> None:
        inside = self._body.widget()
        first = first_in(inside) if inside is not None else None
        if self._step is Step.SIGN and not self._tells():
            first = self._block.first_secret() or first
        if first is not None:
            first.setFocus(Qt.FocusReason.OtherFocusReason)
        if self._step in {Step.VERIFY, Step.RELEASE}:
            # what is verified or handed out is read first: its only field stands beneath it
            QTimer.singleShot(0, self, lambda: self._body.verticalScrollBar().setValue(0))

    def _tells(self) -> bool:
        """Tell whether words about an incident are asked for before the signatures."""
        sign = self._forms.at(Step.SIGN)
        return sign is not None and sign.fields["incident"].isVisibleTo(sign)

    def focusNextPrevChild(self, forward: bool) -> bool:
        """Let Tab follow the order in which the panel is read."""
        return move_focus(self, forward=forward) or super().focusNextPrevChild(forward)

    def _here(self) -> Form | None:
        """Return the form of the page in sight; None for one without."""
        return self._forms.at(self._step)

    def _show_page(self, step: Step, fields: Mapping[str, str] | None = None) -> None:
        changed = step is not self._step
        # What is hidden hands the focus to any button of the window: it is wanted back here.
        self._owes_focus = self._owes_focus or (changed and self._has_focus())
        self._step = step
        shown = self._forms.turn_to(step, fields)
        for _, form in self._forms.made():
            form.setVisible(form is shown)
        if self._called_away is not None:
            self._called_away.setVisible(step is Step.SIGN)
        self._settled_page.setVisible(step is Step.SETTLED)
        self._left_words.setVisible(step is Step.LEFT)
        self._block.setVisible(False)
        self._left.show_step(step)
        self._footer.show_step(step)
        self._footer.saved.hide()
        if changed:
            self._notices.clear()
            self._body.verticalScrollBar().setValue(0)

    def _show_ready(self) -> None:
        signing, form = self._signing, self._here()
        if signing is None or form is None:
            return
        lacking, confirm = self._lacking(signing.missing)
        if self._leads_to() is not None:
            self._footer.show_main(self._step, offered=True, ready=True)
            self._footer.show_missing(lacking, confirm=confirm)
            return
        secrets = self._block.unfilled() if form.signs else {}
        # Secrets are asked for last: first the text that they sign must be complete.
        if form.signs and not (lacking or confirm):
            lacking = {f"secret.{person}": label for person, label in secrets.items()}
        if not form.signs:
            lacking, confirm = {}, {}
        self._footer.show_missing(lacking, len(signing.alerts), confirm)
        ready = signing.ready and not secrets and not self._busy
        self._footer.show_main(self._step, offered=form.signs, ready=ready)

    def _lacking(self, missing: Sequence[str]) -> tuple[dict[str, str], dict[str, str]]:
        """Part what is empty from what was typed and still waits for a yes."""
        labels = {key: label for one in self._asked() for key, label in one.labels.items()}
        lacking: dict[str, str] = {}
        confirm: dict[str, str] = {}
        for key in missing:
            if key in labels:
                (confirm if self._waits_for_yes(key) else lacking)[key] = labels[key]
        return lacking, confirm

    def _asked(self) -> list[Form]:
        """Return the forms whose fields the page asks for: to sign, those of the injection too."""
        steps = (Step.GIVE, Step.SIGN) if self._step is Step.SIGN else (self._step,)
        return [form for step in steps if (form := self._forms.at(step)) is not None]

    def _waits_for_yes(self, key: str) -> bool:
        form = next((one for one in self._asked() if key in one.fields), None)
        field = form.fields[key] if form is not None else None
        return isinstance(field, MeasuredField) and field.value() is not None

    def _go_to(self, key: str) -> None:
        """Stand in a field that is named as missing, on the step that asks it."""
        give = self._forms.at(Step.GIVE) if self._step is Step.SIGN else None
        if give is not None and key in give.fields and key != "incident":
            self.step_wanted.emit(Step.GIVE.value)
        form = self._here()
        if form is not None:
            form.reveal(key)
        named = self.findChild(QWidget, f"dosing.{key}")
        field = named or (form.fields.get(key) if form is not None else None)
        first = first_in(field) if field is not None else None
        if first is not None:
            first.setFocus(Qt.FocusReason.OtherFocusReason)
        if field is not None:
            self._body.ensureWidgetVisible(field, 0, 0)

    def _press(self) -> None:
        following = self._leads_to()
        if following is not None:
            self.step_wanted.emit(following.value)
            return
        self._read_now()
        self.record_wanted.emit(self._block.take())

    def _leads_to(self) -> Step | None:
        act = ACTS.get(self._step)
        return act.leads_to if act else None

    def _typed(self, key: str, text: str) -> None:
        self._footer.saved.hide()
        self._soon.start()
        self.changed.emit(key, text)

    def _read_now(self) -> None:
        if self._soon.isActive():
            self._soon.stop()
            self.settled.emit()

    def _secret_typed(self) -> None:
        self._read_now()
        self._show_ready()

    def _show_focus(self, now: QWidget | None) -> None:
        inside = self._body.widget()
        if now is not None and inside is not None and inside.isAncestorOf(now):
            self._body.ensureWidgetVisible(now, 0, 3 * THEME.shape.bedside)

    def _listen(self) -> None:
        FocusSeen(self, self._show_focus)
        self._soon.timeout.connect(self.settled)
        self._clock.timeout.connect(self.ticked)
        self._clock.start()
        self._left.step_chosen.connect(self.step_wanted)
        self._left.dose_chosen.connect(self.dose_wanted)
        self._block.typed.connect(self._secret_typed)
        self._block.secrets_done.connect(self._secrets_done)
        self._block.tell.connect(lambda: self.asked.emit("tell"))
        self._footer.primary.connect(self._press)
        self._footer.cancel.connect(self.left)
        self._footer.back.connect(lambda: self.step_wanted.emit(Step.GIVE.value))
        self._footer.field_wanted.connect(self._go_to)
        self._footer.go_on.connect(self.go_on_wanted)
        self._footer.not_given.connect(lambda: self.step_wanted.emit(Step.NOT_GIVEN.value))
        self._settled_page.paper_wanted.connect(self.paper_wanted)
        self._settled_page.more_wanted.connect(self._tell_more)
        self._settled_page.discard_wanted.connect(self.discard_wanted)
        self._settled_page.asked.connect(self.asked)
        self._left.asked.connect(self.asked)
        self._earlier.asked.connect(self.asked)
        self._earlier.opened.connect(self.earlier_wanted)
        self._earlier.paper_wanted.connect(self.paper_wanted)

    def _tell_more(self) -> None:
        self.asked.emit("tell_more")

    def _secrets_done(self) -> None:
        """Record on Return in the last secret: a typed Return may, a scanned one never comes."""
        self._read_now()
        self._footer.press_main(self._step)

    def _lay_out(self) -> None:
        space = THEME.space
        centre = QVBoxLayout()
        centre.setSpacing(space.close)
        centre.addWidget(self._top)
        centre.addLayout(self._notices)
        centre.addWidget(self._scrolling(), 1)
        centre.addWidget(self._footer)
        self._pages.addWidget(ThreeColumns(self._left, centre, self._right))
        self._pages.addWidget(no_plan(self._say, self._tell_more))
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.addWidget(self._pages)

    def _place_form(self, step: Step, form: Form) -> None:
        form.hide()
        form.changed.connect(self._typed)
        form.asked.connect(self.asked)
        self._form_rows.addWidget(form)
        if isinstance(form, SignForm):
            self._called_away = form.called_away
            self._under_signatures.addWidget(self._called_away)
            self._called_away.setVisible(step is self._step)

    def _scrolling(self) -> QScrollArea:
        inside = QWidget()
        inside.setObjectName("scrolled")
        rows = QVBoxLayout(inside)
        rows.setContentsMargins(0, 0, THEME.space.close, THEME.space.tight)
        rows.setSpacing(THEME.space.near)
        rows.addWidget(self._earlier)
        rows.addLayout(self._form_rows)
        for page in (self._settled_page, self._left_words, self._block):
            rows.addWidget(page)
            page.hide()
        rows.addLayout(self._under_signatures)
        rows.addStretch(1)
        self._body.setWidgetResizable(True)
        self._body.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self._body.setWidget(inside)
        return self._body
