"""What laboratories measure: analytes, the panels they are reported in, and the specimen.

Protocol data, made by the protocols door. Ships no reference value: ranges are the laboratory's.
"""

from collections.abc import Iterable
from enum import StrEnum

from ltm_desktop.domain.quantities import Unit
from ltm_desktop.domain.setting_kinds import Label
from ltm_desktop.domain.values import dataclass


class Specimen(StrEnum):
    """What a result was measured in; CSF of two places is never one curve."""

    BLOOD = "blood"
    CSF_LUMBAR = "csf_lumbar"
    CSF_VENTRICULAR = "csf_ventricular"

    @property
    def is_csf(self) -> bool:
        """Tell whether it is cerebrospinal fluid."""
        return self is not Specimen.BLOOD


CSF = (Specimen.CSF_LUMBAR, Specimen.CSF_VENTRICULAR)


class AnalyteKind(StrEnum):
    """What a result of an analyte is."""

    NUMBER = "number"
    CODED = "coded"
    """One code of a vocabulary, such as cytology; its order is that of the protocol file."""
    TEXT = "text"
    """The laboratory's own words, such as a culture."""


@dataclass(frozen=True, slots=True)
class LabPanel:
    """Analytes that stand together on a laboratory's report."""

    code: str
    label: Label
    csf: bool
    """Whether its specimen is CSF, of which the place must be told."""

    def takes(self, specimen: Specimen) -> bool:
        """Tell whether results of this panel may come from a specimen."""
        return specimen.is_csf is self.csf


@dataclass(frozen=True, slots=True)
class Analyte:
    """One thing a laboratory reports."""

    code: str
    label: Label
    panel: str
    kind: AnalyteKind
    unit: Unit | None = None
    """What a number is kept in; None for a code or a text."""
    printed: str = ""
    """The family of units it is printed in (lab_units); empty: the one of its unit."""
    vocabulary: str = ""
    """The list a coded result is from."""
    also: tuple[str, ...] = ()
    """What laboratories write for it in files."""
    loinc: tuple[str, ...] = ()
    """Its codes in LOINC, whatever the unit."""


def of_panel(analytes: Iterable[Analyte], panel: str) -> tuple[Analyte, ...]:
    """Return the analytes of a panel in the order of the protocol file."""
    return tuple(one for one in analytes if one.panel == panel)
