"""Who this is, over the full width, in one fixed order; it wraps and never cuts.

Nothing may cover it. Source: nhs-cui PAB-0009 to -0063, NID-0001 to -0013. Plain data only.
"""

from dataclasses import dataclass
from datetime import date

from PySide6.QtCore import Qt
from PySide6.QtGui import QBrush, QColor, QPainter, QPaintEvent
from PySide6.QtWidgets import QFrame, QVBoxLayout, QWidget

from ltm_desktop.app.wording.words import Words
from ltm_desktop.ui.tokens import THEME
from ltm_desktop.ui.widgets.badge import Badge, Look
from ltm_desktop.ui.widgets.flow import FlowLayout
from ltm_desktop.ui.widgets.text import Text, breakable

_CAUTION = Look("warning", "caution")


@dataclass(frozen=True, slots=True)
class BannerPatient:
    """What the banner shows; words come ready, an empty one reads "not recorded"."""

    family: str
    given: str
    title: str = ""
    chinese_name: str = ""
    born: date | None = None
    died: date | None = None
    sex: str = ""
    subject_id: str = ""
    hospital_number: str = ""
    arm: str = ""
    study_day: int | None = None
    access: str = ""
    allergies: str = ""
    """Substances, or that none is known and since when."""
    allergic: bool = False
    """Whether something is known that the patient reacts to."""
    mark: str = ""
    """The mark of demonstration and practice sites, such as "Synthetic patient"."""
    caution: str = ""
    """What to compare before acting, such as that somebody else has this name."""


class PatientBanner(QFrame):
    """The one immovable strip at the top of a chart."""

    def __init__(self, say: Words, patient: BannerPatient, today: date) -> None:
        super().__init__()
        self.setObjectName("patientBanner")
        self._say = say
        self._dead = patient.died is not None
        self.setProperty("dead", self._dead)
        row = FlowLayout(self, gap=16, line_gap=6)
        space = THEME.space
        row.setContentsMargins(space.wide - 4, space.close, space.normal, space.close)
        row.addWidget(self._make_name(patient))
        for label, value in self._facts(patient, today):
            row.addWidget(_make_fact(label, value or say("not recorded")))
        row.addWidget(self._make_allergies(patient))
        self.setAccessibleName(say("Patient {name}", name=full_name(patient, say)))

    def paintEvent(self, event: QPaintEvent) -> None:
        """Hatch the banner of a patient who has died: it differs without colour too."""
        super().paintEvent(event)
        if not self._dead:
            return
        painter = QPainter(self)
        hatch = QBrush(QColor(THEME.palette.dead_hatch), Qt.BrushStyle.BDiagPattern)
        painter.fillRect(self.rect().adjusted(0, 0, 0, -2), hatch)
        painter.end()

    def _make_name(self, patient: BannerPatient) -> QWidget:
        block, rows = _block()
        name = Text(breakable(full_name(patient, self._say)), one_line=True)
        name.setObjectName("bannerName")
        name.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        rows.addWidget(name)
        if patient.mark:
            mark = Text(patient.mark, wrap=False)
            mark.setObjectName("syntheticMark")
            rows.addWidget(mark, 0, Qt.AlignmentFlag.AlignLeft)
        if patient.caution:
            caution = Badge(patient.caution, _CAUTION)
            caution.setObjectName("bannerCaution")
            rows.addWidget(caution, 0, Qt.AlignmentFlag.AlignLeft)
        return block

    def _make_allergies(self, patient: BannerPatient) -> QWidget:
        """Show allergies last, a known one emphasised (nhs-cui PAB-0064)."""
        say = self._say
        value = patient.allergies or say("not recorded")
        return _make_fact(say("Allergies"), value, caution=patient.allergic)

    def _facts(self, patient: BannerPatient, today: date) -> list[tuple[str, str]]:
        say = self._say
        facts = [(say("Born"), self._birth(patient, today))]
        if patient.died is not None:
            facts.append((say("Died"), self._with_age(patient.died, patient)))
        return [
            *facts,
            (say("Sex"), patient.sex),
            (say("Subject"), patient.subject_id),
            (say("Hospital no."), patient.hospital_number),
            (say("Arm · study day"), self._arm(patient)),
            (say("Access"), patient.access),
        ]

    def _birth(self, patient: BannerPatient, today: date) -> str:
        if patient.born is None:
            return ""
        if patient.died is not None:
            return self._say.date(patient.born)
        return self._say(
            "{date} ({age})", date=patient.born, age=self._say.age(patient.born, today)
        )

    def _with_age(self, died: date, patient: BannerPatient) -> str:
        if patient.born is None:
            return self._say.date(died)
        return self._say("{date} ({age})", date=died, age=self._say.age(patient.born, died))

    def _arm(self, patient: BannerPatient) -> str:
        if not patient.arm:
            return self._say("not yet randomised")
        if patient.study_day is None:
            return patient.arm
        if patient.study_day < 1:
            return self._say("{arm} · before day 1", arm=patient.arm)
        return self._say("{arm} · day {day}", arm=patient.arm, day=patient.study_day)


def full_name(patient: BannerPatient, say: Words) -> str:
    """Write FAMILY, Given (Title) and the Chinese name, which comes first in Chinese."""
    given = f"{patient.given} ({patient.title})" if patient.title else patient.given
    latin = ", ".join(part for part in (patient.family.upper(), given) if part)
    parts = (latin, patient.chinese_name)
    return "  ".join(part for part in (parts[::-1] if say.chinese_first else parts) if part)


def _block() -> tuple[QWidget, QVBoxLayout]:
    block = QWidget()
    rows = QVBoxLayout(block)
    rows.setContentsMargins(0, 0, 0, 0)
    rows.setSpacing(2)
    return block, rows


def _make_fact(label: str, value: str, *, caution: bool = False) -> QWidget:
    block, rows = _block()
    block.setAccessibleName(f"{label} {value}")
    rows.addWidget(Text(label, "label", wrap=False))
    role, tone = ("bold", "caution") if caution else ("", "")
    text = Text(breakable(value), role, one_line=True, tone=tone)
    text.setObjectName("bannerValue")
    text.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
    rows.addWidget(text)
    rows.addStretch(1)
    return block
