"""What a protocol says of toxicity: scales of relation, and which open events hold a dose.

Plain data; the scale, the version of the terms and the rules are the investigator's to sign.
"""

from collections.abc import Mapping
from dataclasses import field

from ltm_desktop.domain.ctcae import Codelist, Grade
from ltm_desktop.domain.setting_kinds import Label
from ltm_desktop.domain.values import dataclass


@dataclass(frozen=True, slots=True)
class RelationLevel:
    """One answer to how an event is related to a cause."""

    code: str
    label: Label
    counts_as_related: bool


@dataclass(frozen=True, slots=True)
class RelationScale:
    """A scale of relation, from unrelated to related."""

    code: str
    label: Label
    source: Label
    levels: Mapping[str, RelationLevel]


@dataclass(frozen=True, slots=True)
class HoldRule:
    """Which open events stand against the next dose, and how strongly."""

    subject: str
    """Code of a term, "soc:" and the code of a system, or "any"."""
    at_least: Grade
    strength: str
    """note, override or stop: how strongly it speaks."""
    until: Grade | None = None
    """The grade it must have come down to once the rule has spoken; None: below at_least."""
    only_related: bool = False
    """Whether only an event that may be related counts; one nobody judged yet may be."""


@dataclass(frozen=True, slots=True)
class ToxicityData:
    """What the protocol file and the program's own lists say of toxicity."""

    scales: Mapping[str, RelationScale] = field(default_factory=dict)
    serious_source: Label = field(default_factory=lambda: Label("", ""))
    """Where the criteria of seriousness come from."""
    lists: Mapping[str, Codelist] = field(default_factory=dict)
    """The term lists of the program, by version."""


@dataclass(frozen=True, slots=True)
class ActiveToxicity:
    """What the investigator signed of it."""

    terms: Codelist
    scale: RelationScale
    holds: tuple[HoldRule, ...]
    """Empty: signed none; open events are shown all the same."""
