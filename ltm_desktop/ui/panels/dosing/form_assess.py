"""The assessment: consent, symptoms, vital signs, pressure signs, medicines. Nothing is chosen."""

from collections.abc import Callable, Mapping
from datetime import datetime

from PySide6.QtWidgets import QWidget

from ltm_desktop.app.wording.words import Words
from ltm_desktop.domain.alerts import Alert
from ltm_desktop.domain.dosing_measures import check_measure
from ltm_desktop.domain.protocol import ActiveProtocol
from ltm_desktop.domain.quantities import Quantity, Unit
from ltm_desktop.ui.panels.dosing import assess, typed
from ltm_desktop.ui.panels.dosing.form_step import StepForm
from ltm_desktop.ui.panels.dosing.labels import labelled
from ltm_desktop.ui.panels.dosing.layout import Block, FieldGrid
from ltm_desktop.ui.panels.dosing.several import SeveralField
from ltm_desktop.ui.panels.dosing.shown import Standing
from ltm_desktop.ui.panels.dosing.standing import Step
from ltm_desktop.ui.widgets.choice_row import Choice
from ltm_desktop.ui.widgets.labelled_field import LabelledField
from ltm_desktop.ui.widgets.quantity_field import QuantityField

Now = Callable[[], datetime]


class AssessForm(StepForm):
    """Ask every question by itself; an answer other than "none" opens what belongs to it."""

    step = Step.ASSESS
    AGAIN = assess.AGAIN

    def __init__(self, say: Words, now: Now) -> None:
        super().__init__(
            say,
            (
                say("Waiting for the assessment."),
                say("A nurse or a physician assesses the patient before the dose."),
            ),
            say("Assess again"),
        )
        self._answers: dict[str, str] = {}
        self._active: ActiveProtocol | None = None
        self._signs = self._pressure()
        self.body.addWidget(self._condition())
        self.body.addWidget(self._vitals())
        self.body.addWidget(self._signs)
        self.body.addWidget(self._medicines(now))
        self.body.addWidget(self.note("assess_note", say("Notes")))
        self.changed.connect(self._follow)

    def _yes_no(self, key: str, label: str) -> LabelledField:
        say = self._say
        return self.choice(key, label, (Choice(typed.YES, say("Yes")), Choice("no", say("No"))))

    def _any(
        self, key: str, label: str, none: str, some: str, help_text: str = ""
    ) -> LabelledField:
        choices = (Choice(assess.NONE, none), Choice(assess.SOME, some))
        return self.choice(key, label, choices, help_text=help_text)

    def _condition(self) -> QWidget:
        say = self._say
        block = Block(say("Condition"))
        grid = FieldGrid(wide=3)
        grid.show_fields(
            [
                self._yes_no("assess_consent", say("Consent still valid")),
                self._any(
                    "assess_symptoms_any",
                    say("Symptoms since the last dose"),
                    say("None"),
                    say("Yes, as follows"),
                ),
                self._yes_no("assess_infection", say("Local infection")),
            ]
        )
        words = self.note("assess_symptoms", say("Which symptoms, since when"), required=True)
        block.body.addWidget(grid)
        block.body.addWidget(words)
        self._words = words
        known = (Choice(assess.NONE, say("None known")), Choice(assess.SOME, say("As follows")))
        self.code("assess_allergies_any", say("Allergies"), known, required=False)
        self._allergies = self.note(
            "assess_allergies",
            say("Allergies: one on each line"),
            required=True,
            help_text=say("Substance, a colon, what happened."),
        )
        for key in ("assess_allergies_any", "assess_allergies"):
            block.body.addWidget(self.fields[key])
        return block

    def _vitals(self) -> QWidget:
        say = self._say
        labels = {
            "temperature": say("Temperature"),
            "pulse": say("Pulse"),
            "systolic": say("Systolic pressure"),
            "diastolic": say("Diastolic pressure"),
            "breaths": say("Breaths"),
            "saturation": say("Oxygen saturation"),
            "coma_scale": say("Glasgow Coma Scale, 3 to 15"),
            "pain": say("Pain, 0 to 10"),
            "headache": say("Headache, 0 to 10"),
            "performance": say("ECOG performance status, 0 to 4"),
        }
        block = Block(say("Vital signs"), say("What was not measured stays blank."))
        grid = FieldGrid(wide=3)
        fields = [self._vital(one, label) for one, label in labels.items()]
        grid.show_fields(fields)
        block.body.addWidget(grid)
        return block

    def _vital(self, name: str, label: str) -> QuantityField:
        unit = assess.VITALS[name]
        field = self.quantity(assess.PREFIX + name, label, unit, required=False)
        field.set_check(lambda amount: _judged(name, amount))
        return field

    def _pressure(self) -> SeveralField:
        say, key = self._say, "assess_pressure"
        field = SeveralField(
            say,
            say("Signs of raised pressure"),
            say("Looked for, none found"),
            name=f"dosing.{key}",
        )
        self._bind(key, field, field.label, field.changed, field.value, field.set_value)
        return field

    def _medicines(self, now: Now) -> QWidget:
        block = Block(self._say("Other medicines"))
        asked, self._opened = FieldGrid(wide=3), FieldGrid(wide=3)
        self._follow_up = self._details(now)
        for field in (one for fields in self._follow_up.values() for one in fields):
            # Of this form from the start, shown once the answer asks for it.
            field.setParent(self)
            field.hide()
        asked.show_fields(self._questions())
        block.body.addWidget(asked)
        block.body.addWidget(self._opened)
        return block

    def _questions(self) -> list[QWidget]:
        say = self._say
        none, yes = say("None"), say("Yes")
        return [
            self._any("assess_anticoagulant_any", say("Anticoagulant or antiplatelet"), none, yes),
            self._any("assess_other_any", say("Other cytotoxic drug, today or near"), none, yes),
            self._any(
                "assess_iv_any",
                say("Pemetrexed INTRAVENOUSLY"),
                say("Never"),
                say("Given"),
                say("The same name by another route: it counts for marrow and date."),
            ),
            self._any("assess_b12_any", say("Vitamin B12"), say("Not given"), say("Given")),
            self.quantity("assess_folic_days", say("Folic acid without a gap"), Unit.DAY),
        ]

    def _details(self, now: Now) -> dict[str, tuple[QWidget, ...]]:
        say = self._say
        return {
            "assess_anticoagulant_any": (
                self.name("assess_anticoagulant", say("Anticoagulant: which one, last dose")),
                self._yes_no("assess_anticoagulant_held", say("Anticoagulant paused as required")),
            ),
            "assess_other_any": (
                self.name("assess_other_drug", say("Other cytotoxic: which drug")),
                self.day("assess_other_on", say("Other cytotoxic: on which day"), now),
                self._yes_no("assess_other_room", say("Other cytotoxic: in the same room")),
            ),
            "assess_iv_any": (
                self.day("assess_iv_on", say("Last INTRAVENOUS pemetrexed on"), now),
            ),
            "assess_b12_any": (self.day("assess_b12_on", say("Last vitamin B12 on"), now),),
        }

    def show_standing(self, standing: Standing) -> None:
        """Offer the protocol's signs; show earlier values beside their fields."""
        if standing.active is not None and standing.active is not self._active:
            self._active = standing.active
            vocabulary = "raised_pressure_sign"
            self._signs.offer_choices(labelled(standing.active, vocabulary, self._say))
        for key in assess.VITALS:
            field = self.fields[assess.PREFIX + key]
            if isinstance(field, LabelledField):
                field.show_help(standing.readied.before.get(assess.PREFIX + key, ""))
        super().show_standing(standing)

    def fill(self, fields: Mapping[str, str], *, whole: bool = True) -> None:
        """Put texts back and open what belongs to the answers."""
        super().fill(fields, whole=whole)
        self._answers = dict(fields) if whole else self._answers | dict(fields)
        self._open()

    def _follow(self, key: str, text: str) -> None:
        self._answers[key] = text
        self._open()

    def _open(self) -> None:
        self._words.setVisible(bool(assess.following(self._answers, "assess_symptoms_any")))
        self._allergies.setVisible(bool(assess.following(self._answers, "assess_allergies_any")))
        opened = [
            field
            for key, fields in self._follow_up.items()
            if assess.following(self._answers, key)
            for field in fields
        ]
        self._opened.show_fields(opened)
        self._opened.setVisible(bool(opened))


def _judged(name: str, amount: Quantity) -> tuple[Alert, ...]:
    return tuple(check_measure(name, amount, assess.VITALS[name]))
