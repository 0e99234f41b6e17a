"""The time-out on screen: one line is large and in focus; there is no way to confirm them all."""

from collections.abc import Callable, Mapping

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from ltm_desktop.app.wording.words import Words
from ltm_desktop.ui.panels.dosing import time_out
from ltm_desktop.ui.panels.dosing.forms import Form
from ltm_desktop.ui.panels.dosing.layout import Block, empty
from ltm_desktop.ui.panels.dosing.read_line import ReadLine
from ltm_desktop.ui.panels.dosing.shown import Signing, Standing
from ltm_desktop.ui.panels.dosing.time_out import Aloud
from ltm_desktop.ui.panels.dosing.typed import YES
from ltm_desktop.ui.tokens import THEME
from ltm_desktop.ui.widgets.buttons import QuietButton
from ltm_desktop.ui.widgets.text import Text

_CHECK_AGAIN = frozenset({"dosing.check_too_old", "dosing.not_checked", "dosing.step_missing"})


class TimeOutForm(Form):
    """Space or Return confirms the line in focus and leads to the next."""

    signs = False

    def __init__(self, say: Words) -> None:
        super().__init__(say)
        self._fields: dict[str, str] = {}
        self._aloud: tuple[Aloud, ...] = ()
        self._called = self._said_no = ""
        self._lines: dict[str, ReadLine] = {}
        self._title = Text(say("Read each line aloud; everybody in the room listens."), "strong")
        self._title.setObjectName("dosing.time_out_title")
        self.rows.setSpacing(THEME.space.tight)
        self.rows.addWidget(self._title)
        self._list = QVBoxLayout()
        self._list.setSpacing(THEME.space.hair)
        self.rows.addLayout(self._list)
        self._stop = self._button(say("No, stop…"), "Alt+X", "time_out_no")
        self._stop.clicked.connect(self._say_no)
        self._again = self._button(say("Read it again"), "", "time_out_again")
        self._again.clicked.connect(lambda: self.asked.emit("time_out_again"))
        self._recheck = self._button(say("Check again"), "", "time_out_check_again")
        self._recheck.clicked.connect(lambda: self.asked.emit("check_again"))
        line = QHBoxLayout()
        for button in (self._stop, self._again, self._recheck):
            line.addWidget(button)
        self._keys = Text(say("Space or Enter confirms the line that was read aloud."), "small")
        self._keys.setObjectName("dosing.time_out_keys")
        line.addWidget(self._keys, 1)
        line.addStretch()
        self.rows.addLayout(line)
        self._stopped = self._make_stopped()
        self.rows.addWidget(self._stopped)

    def _button(self, words: str, key: str, name: str) -> QuietButton:
        button = QuietButton(words, key, bedside=True)
        button.setObjectName(f"dosing.{name}")
        return button

    def _make_stopped(self) -> Block:
        say = self._say
        block = Block(say("The time-out was stopped. Nothing is injected."))
        block.setObjectName("dosing.time_out_stopped")
        self._why = Text("", "bold", tone="stop")
        block.body.addWidget(self._why)
        self._words = self.name(time_out.WHY, say("What was said"))
        self._tell = self._button(say("Record the “no”"), "Alt+R", "time_out_record_no")
        self._tell.clicked.connect(self._tell_no)
        said = QHBoxLayout()
        said.addWidget(self._words, 1)
        said.addWidget(self._tell, 0, Qt.AlignmentFlag.AlignBottom)
        block.body.addLayout(said)
        self._ways = QWidget()
        line = QHBoxLayout(self._ways)
        line.setContentsMargins(0, 0, 0, 0)
        for words, wish, name in (
            (say("Back to the check"), "check_again", "time_out_to_check"),
            (say("Hold…"), "hold", "time_out_to_hold"),
            (say("Read it again"), "time_out_again", "time_out_restart"),
        ):
            button = self._button(words, "", name)
            button.clicked.connect(self._wishing(wish))
            line.addWidget(button)
        line.addStretch(1)
        block.body.addWidget(self._ways)
        return block

    def _wishing(self, wish: str) -> Callable[[], None]:
        return lambda: self.asked.emit(wish)

    def show_standing(self, standing: Standing) -> None:
        """Read the lines anew from chart and preparation."""
        self._called = ""
        if standing.time_out_at is not None and not self._reads_again():
            self._called = self._say(
                "Read aloud {moment}; every line was confirmed.", moment=standing.time_out_at
            )
        self._said_no = self._no_of(standing)
        if standing.aloud != self._aloud:
            self._aloud = standing.aloud
            empty(self._list)
            self._lines = {line.code: self._line(line) for line in standing.aloud}
        self._arrange()

    def _no_of(self, standing: Standing) -> str:
        """Return the "no" that stands in the ledger, in words; nothing once it is read again."""
        no, at = standing.walked.stopped, standing.walked.stopped_at
        if no is None or at is None:
            return ""
        line = next((one.label for one in standing.aloud if one.code == no.line), no.line)
        return self._say(
            "Somebody said no at the line “{line}”, {moment}: {reason}",
            line=line,
            moment=at.astimezone(standing.now.tzinfo),
            reason=no.reason,
        )

    def _line(self, line: Aloud) -> ReadLine:
        shown = ReadLine(self._say, line)
        shown.clicked.connect(lambda: self._confirm(line.code))
        self._list.addWidget(shown)
        return shown

    def _reads_again(self) -> bool:
        return self._fields.get(time_out.AGAIN) == YES

    def fill(self, fields: Mapping[str, str], *, whole: bool = True) -> None:
        """Put back which lines were confirmed."""
        super().fill(fields, whole=whole)
        self._fields = dict(fields) if whole else self._fields | dict(fields)
        if self._reads_again():
            self._called = ""
        self._arrange()

    def show_signing(self, signing: Signing) -> None:
        """Offer a new check where the old one no longer holds."""
        codes = {alert.code for alert in signing.alerts}
        self._recheck.setVisible(bool(codes & _CHECK_AGAIN))
        self.signs = bool(codes) and not signing.missing

    def _confirm(self, code: str) -> None:
        if code != self._next():
            return
        text = time_out.with_line(self._fields, code)
        self._fields[time_out.READ] = text
        had_focus = self._lines[code].hasFocus()
        self._arrange()
        following = self._lines.get(self._next() or "")
        if following is not None and had_focus:
            following.setFocus(Qt.FocusReason.TabFocusReason)
        self.changed.emit(time_out.READ, text)

    def _say_no(self) -> None:
        line = self._next()
        if line is not None:
            self._fields[time_out.STOPPED] = line
            self._arrange()
            self.changed.emit(time_out.STOPPED, line)
            self._words.line.setFocus()

    def _tell_no(self) -> None:
        if self._words.line.text().strip():
            self.asked.emit("stop_time_out")
        else:
            self._words.show_required()

    def _last(self) -> ReadLine | None:
        return next(reversed(self._lines.values()), None)

    def _next(self) -> str | None:
        done = time_out.read(self._fields)
        return next((line.code for line in self._aloud if line.code not in done), None)

    def _arrange(self) -> None:
        say, stopped = self._say, self._fields.get(time_out.STOPPED, "")
        done, current = time_out.read(self._fields), self._next()
        said_no = "" if self._reads_again() else self._said_no
        called, ended = bool(self._called), bool(stopped or said_no)
        for code, line in self._lines.items():
            reads = code == current and not ended and not called
            last = current is None and not ended and not called and line is self._last()
            line.show_state(current=reads, confirmed=called or code in done, last=last)
        self._title.setText(
            self._called or say("Read each line aloud; everybody in the room listens.")
        )
        reading = not called and not ended and current is not None
        self._stop.setVisible(reading)
        self._keys.setVisible(reading)
        self._again.setVisible(called)
        self._stopped.setVisible(ended)
        for widget in (self._words, self._tell):
            widget.setVisible(bool(stopped))
        # what was said is told first; then the ways on from it
        self._ways.setVisible(not stopped)
        label = next((line.label for line in self._aloud if line.code == stopped), "")
        told = say("Somebody said no at the line “{line}”.", line=label) if stopped else said_no
        self._why.setText(told)
