"""What a file of a radiotherapy system says, as plain values: a proposal, never a record.

Refuses nothing and compares nothing; identities stay out of every repr.
"""

from dataclasses import field
from datetime import date, datetime
from decimal import Decimal

from ltm_desktop.domain.fractions import Termination
from ltm_desktop.domain.values import dataclass


@dataclass(frozen=True, slots=True)
class ImportedPatient:
    """Whose file it is, as the file spells it."""

    number: str = field(repr=False)
    """The patient ID of the hospital's systems."""
    names: tuple[str, ...] = field(default=(), repr=False)
    """The name in each script the file has, parts separated by ^."""
    born: date | None = field(default=None, repr=False)


@dataclass(frozen=True, slots=True)
class ImportedBeam:
    """One beam of one session."""

    number: int | None
    name: str
    radiation: str
    """PHOTON, ELECTRON, NEUTRON, PROTON or ION; empty where the file does not say."""
    specified: Decimal | None
    delivered: Decimal
    unit: str
    """MU, MINUTE or NP; empty where the file does not say."""
    termination: Termination


@dataclass(frozen=True, slots=True)
class ImportedDose:
    """What one dose reference received in one session, in Gy as calculated by the machine."""

    reference: str
    """The plan's number of the dose reference, or the machine's own after a C."""
    description: str
    dose: Decimal
    by_beams: Decimal | None = None
    """What the beams of the same file add up to; None where they do not say."""


@dataclass(frozen=True, slots=True)
class ProposedSession:
    """One RT Beams or RT Ion Beams Treatment Record."""

    patient: ImportedPatient
    uid: str
    """SOP instance UID; names this record and no other."""
    plan_uid: str
    at: datetime
    fraction: int
    planned: int | None
    """Fractions of the plan, None where the record does not say."""
    beams: tuple[ImportedBeam, ...]
    doses: tuple[ImportedDose, ...]
    measured: tuple[Decimal, ...]
    """Measured doses in Gy, to be shown; nothing is concluded from them."""
    machine: str
    operators: tuple[str, ...] = field(repr=False)
    """As the file spells them, parts separated by ^."""
    ion: bool
    overridden: tuple[str, ...] = ()
    """Reasons of overrides at the machine; an empty one where no reason was given."""

    @property
    def termination(self) -> Termination:
        """Return how the session ended: the end of the beam that ended worst."""
        return max((beam.termination for beam in self.beams), key=_WORST.index)

    @property
    def treated(self) -> bool:
        """Tell whether any beam delivered anything."""
        return any(beam.delivered > 0 for beam in self.beams)

    @property
    def whole(self) -> bool:
        """Tell whether every beam ended normally with all that was specified for it.

        Machines count whole units, so less than one of them missing is not a missing part.
        """
        return all(
            beam.termination is Termination.NORMAL
            and beam.delivered > 0
            and (beam.specified is None or beam.specified - beam.delivered < 1)
            for beam in self.beams
        )

    @property
    def over(self) -> tuple[ImportedBeam, ...]:
        """Return the beams that delivered one unit more than was specified for them, or more."""
        return tuple(
            beam
            for beam in self.beams
            if beam.specified is not None and beam.delivered - beam.specified >= 1
        )


_WORST = (Termination.NORMAL, Termination.UNKNOWN, Termination.OPERATOR, Termination.MACHINE)


@dataclass(frozen=True, slots=True)
class ImportedReference:
    """One dose reference of a plan."""

    number: int
    description: str
    kind: str
    """TARGET or ORGAN_AT_RISK."""
    dose: Decimal | None
    """Gy prescribed to a target over all fractions; None where the plan does not say."""


@dataclass(frozen=True, slots=True)
class PlannedBeam:
    """One beam of a plan."""

    number: int | None
    name: str
    radiation: str
    energy: Decimal | None
    """MV of photons, MeV of everything else."""
    meterset: Decimal | None
    unit: str
    technique: str
    """Code of rt_technique that the movement of the beam hints at; empty without a hint."""


@dataclass(frozen=True, slots=True)
class FractionGroup:
    """Beams that are treated together, and how often."""

    number: int
    fractions: int | None


@dataclass(frozen=True, slots=True)
class ProposedCourse:
    """One RT Plan or RT Ion Plan."""

    patient: ImportedPatient
    uid: str
    label: str
    groups: tuple[FractionGroup, ...]
    references: tuple[ImportedReference, ...]
    beams: tuple[PlannedBeam, ...]

    @property
    def targets(self) -> tuple[ImportedReference, ...]:
        """Return the dose references that a dose is prescribed to."""
        return tuple(one for one in self.references if one.kind == "TARGET" and one.dose)
