"""Parts of the page on which an injection is told: its start, an untold syringe, what is beside."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from datetime import datetime, timedelta

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from ltm_desktop.app.injecting import may_hold
from ltm_desktop.app.wording.words import Words
from ltm_desktop.domain.acts import elapsed
from ltm_desktop.domain.protocol import ActiveCompanion, ActiveProtocol
from ltm_desktop.domain.quantities import Unit
from ltm_desktop.ui.panels.dosing import after, typed
from ltm_desktop.ui.panels.dosing.forms import Form
from ltm_desktop.ui.panels.dosing.group import Group
from ltm_desktop.ui.panels.dosing.labels import labelled
from ltm_desktop.ui.panels.dosing.layout import Block, FieldGrid
from ltm_desktop.ui.panels.dosing.shown import Standing
from ltm_desktop.ui.panels.dosing.spoken import spoken
from ltm_desktop.ui.tokens import THEME
from ltm_desktop.ui.widgets.buttons import QuietButton
from ltm_desktop.ui.widgets.choice_row import Choice, ChoiceRow
from ltm_desktop.ui.widgets.labelled_field import NameEdit
from ltm_desktop.ui.widgets.text import Text

Now = Callable[[], datetime]


class Start(QWidget):
    """Start now, or the running time of an injection that was started; it is in the ledger."""

    wanted = Signal()

    def __init__(self, say: Words) -> None:
        super().__init__()
        self._say = say
        self._button = QuietButton(say("Start now"), "Alt+I", bedside=True)
        self._button.setObjectName("dosing.start_button")
        self._button.clicked.connect(self.wanted)
        self._words = Text("", "strong")
        self._words.setObjectName("dosing.running")
        held = say("Until it is told, the screen does not lock by itself, for one hour at most.")
        self._held = Text(held, "muted")
        self._held.setObjectName("dosing.held_open")
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(THEME.space.near)
        row.addWidget(self._button, 0, Qt.AlignmentFlag.AlignTop)
        told = QVBoxLayout()
        told.setSpacing(THEME.space.tight)
        told.addWidget(self._words)
        told.addWidget(self._held)
        row.addLayout(told, 1)

    def show_standing(self, standing: Standing) -> None:
        """Show the time since the start, or offer to start."""
        say, started = self._say, standing.walked.started
        can = standing.checked is not None and standing.time_out_at is not None
        if standing.correcting is not None:
            started, can = None, False
        self._button.setVisible(started is None and can)
        self.setVisible(started is not None or can)
        holds = started is not None and may_hold(started.started_at, standing.now)
        self._held.setVisible(holds)
        if started is None:
            self._words.setText(say("or tell both times below once it is done"))
            return
        at = started.started_at.astimezone(standing.now.tzinfo)
        span = elapsed(at, standing.now)
        words = say("Injection in progress since {time}", time=at.time())
        if span >= timedelta(minutes=1):
            words = say("Injection in progress since {time}: {span}", time=at.time(), span=span)
        self._words.setText(words)


class TrayTold(Block):
    """What stood on the tray, where no preparation and no check tell it."""

    def __init__(self, form: Form, now: Now) -> None:
        say = form.say
        super().__init__(say("The syringe: no preparation is on record"))
        self._words = (say("The syringe: no preparation is on record"), say("Syringe"))
        grid = FieldGrid(wide=3)
        fields = [
            form.name("tray_product", say("Product")),
            form.name("tray_lot", say("Lot")),
            form.day("tray_expiry", say("Expiry of the product"), now),
            form.quantity("tray_volume", say("Volume in the syringe"), Unit.ML),
            form.quantity("tray_dose", say("Dose in the syringe"), Unit.MG),
            form.moment("tray_use_by", say("Use by"), now),
        ]
        grid.show_fields(fields)
        self.body.addWidget(grid)

    def show_standing(self, standing: Standing) -> None:
        """Ask for the syringe where nothing tells it, and where a record is corrected."""
        made, correcting = standing.walked.preparation, standing.correcting is not None
        self.title.setText(self._words[correcting])
        self.setVisible(correcting or (standing.checked is None and made is None))


class Companions:
    """Drugs of the same visit, before and after the injection, in the protocol's order."""

    def __init__(self, form: Form) -> None:
        self._form = form
        self._planned: tuple[ActiveCompanion, ...] = ()
        self._whys: dict[str, NameEdit] = {}
        self.before, self.after = QWidget(), QWidget()
        self._places: dict[str, QVBoxLayout] = {}
        for order, holder in (("before", self.before), ("after", self.after)):
            rows = QVBoxLayout(holder)
            rows.setContentsMargins(0, 0, 0, 0)
            rows.setSpacing(THEME.space.close)
            self._places[order] = rows
            holder.hide()

    def show_planned(self, planned: Sequence[ActiveCompanion]) -> None:
        """Ask for each drug once; a dose of another drug asks for others."""
        if tuple(planned) == self._planned:
            return
        self._planned = tuple(planned)
        self._whys = {}
        for order, rows in self._places.items():
            while (item := rows.takeAt(0)) is not None:
                if (widget := item.widget()) is not None:
                    widget.hide()
                    widget.deleteLater()
            for one in (one for one in planned if one.order == order):
                rows.addWidget(self._asked(one))
        self.before.setVisible(self._places["before"].count() > 0)
        self.after.setVisible(self._places["after"].count() > 0)

    def _asked(self, one: ActiveCompanion) -> QWidget:
        say, form = self._form.say, self._form
        name = one.label.text(say.language)
        label = say("{drug} {dose}, own syringe", drug=name, dose=one.dose)
        answers = (Choice(typed.YES, say("given")), Choice("no", say("not given")))
        chosen: ChoiceRow = form.choice(after.given_key(one.code), label, answers)
        why = form.name(after.why_key(one.code), say("Why it was not given"))
        self._whys[one.code] = why
        why.hide()
        row = QWidget()
        line = QHBoxLayout(row)
        line.setContentsMargins(0, 0, 0, 0)
        line.setSpacing(THEME.space.near)
        line.addWidget(chosen, 1, Qt.AlignmentFlag.AlignTop)
        line.addWidget(why, 2, Qt.AlignmentFlag.AlignTop)
        return row

    def refresh(self, fields: Mapping[str, str]) -> None:
        """Ask why, where one was not given."""
        for code, why in self._whys.items():
            why.setVisible(fields.get(after.given_key(code)) == "no")


class Estimates(QWidget):
    """Ticks for what nobody read off exactly; times only where they are told later."""

    def __init__(self, form: Form) -> None:
        say = form.say
        super().__init__()
        sentences = {
            "csf_withdrawn": say("CSF withdrawn is approximate"),
            "started_at": say("The start is approximate"),
            "ended_at": say("The end is approximate"),
        }
        self._ticks = {
            name: form.tick(after.estimate_key(name), sentence)
            for name, sentence in sentences.items()
        }
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(THEME.space.near)
        for tick in self._ticks.values():
            row.addWidget(tick)
        row.addStretch(1)

    def refresh(self, fields: Mapping[str, str]) -> None:
        """Show the ticks that can be told of this record."""
        self.setVisible(typed.access(fields, "access") is not None)
        late = after.estimates_times(fields)
        for name in after.TIMES:
            self._ticks[name].setVisible(late)


class Beside:
    """What is told besides, each in its own group: samples, complications, a late record."""

    def __init__(self, form: Form, now: Now) -> None:
        say = form.say
        self._form = form
        self._samples = form.several(
            after.SAMPLES, say("CSF taken was sent for"), say("nothing"), required=False
        )
        self._complications = form.several(
            after.COMPLICATIONS,
            say("Complications seen; each becomes a draft adverse event"),
            say("looked, none"),
            required=False,
        )
        self._paper = form.tick(after.FROM_PAPER, say("Copied from the paper used in a downtime."))
        self._checked_at = form.moment(
            after.PAPER_CHECKED, say("Checked by two, by the paper"), now
        )
        self._called_at = form.moment(after.PAPER_CALLED, say("Time-out read, by the paper"), now)
        self._why = form.name(after.LATE_REASON, say("Why it is told late or from paper"))
        samples, complications, late = (
            Group(say, "samples", say("CSF samples")),
            Group(say, "complications", say("Complications")),
            Group(say, "late", say("Told late or from paper")),
        )
        for group, field, key in (
            (samples, self._samples, after.SAMPLES),
            (complications, self._complications, after.COMPLICATIONS),
        ):
            group.body.addWidget(field)
            group.tell_by(self._teller((key,)))
        late.body.addWidget(self._paper)
        late.hold(
            [self._checked_at, self._called_at, self._why],
            self._teller(after.OF_SOURCE),
            wide=2,
        )
        self._keys = {
            samples: (after.SAMPLES,),
            complications: (after.COMPLICATIONS,),
            late: after.OF_SOURCE,
        }

    @property
    def groups(self) -> tuple[Group, ...]:
        """Return the groups in the order of the form."""
        return tuple(self._keys)

    def _teller(self, keys: Sequence[str]) -> Callable[[], str]:
        return lambda: spoken(self._form, keys, self._form.say)

    def offer(self, active: ActiveProtocol) -> None:
        """Offer the protocol's lists."""
        say = self._form.say
        self._samples.offer_choices(labelled(active, "csf_sample", say))
        self._complications.offer_choices(labelled(active, "immediate_complication", say))

    def reveal(self, key: str) -> None:
        """Open the group that holds a field."""
        for group, keys in self._keys.items():
            if key in keys or any(key.startswith(f"{one}.") for one in keys):
                group.open()

    def show_missing(self, missing: Iterable[str]) -> None:
        """Open a group as soon as something in it is asked for."""
        for key in missing:
            self.reveal(key)
