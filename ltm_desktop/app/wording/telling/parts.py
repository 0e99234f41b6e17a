"""What a statement is made of: labelled values in sections, and its exact plain text.

Refuses to leave anything out: a line is printed whole, and a line break inside a value is marked,
so that no value can look like a line of its own.
"""

from collections.abc import Iterable, Iterator

from ltm_desktop.domain.values import dataclass

_INDENT, _GOES_ON = "  ", "    | "


@dataclass(frozen=True, slots=True)
class StatementLine:
    """One labelled value, both worded."""

    label: str
    value: str
    emphasis: bool = False


@dataclass(frozen=True, slots=True)
class StatementSection:
    """Lines that belong together under one title."""

    title: str
    lines: tuple[StatementLine, ...]


@dataclass(frozen=True, slots=True)
class AmountLineWords:
    """Drug, DOSE, amount with unit and route in words: the line that must always be read."""

    drug: str
    dose_label: str
    amount: str
    route: str

    @property
    def text(self) -> str:
        """Return the line with its attributes parted by spaced long dashes."""
        return " — ".join((self.drug, f"{self.dose_label} {self.amount}", self.route))


@dataclass(frozen=True, slots=True)
class Statement:
    """What a person is shown before signing; the same on screen, paper and in the entry."""

    title: str
    amount: AmountLineWords | None
    sections: tuple[StatementSection, ...]
    patient: tuple[StatementLine, ...] = ()
    """Apart from the sections: a paper carries the patient at the top of every page."""
    colon: str = ": "

    @property
    def text(self) -> str:
        """Return the exact plain text that is signed and kept in the entry."""
        return "\n".join(self._text_lines())

    def _text_lines(self) -> Iterator[str]:
        yield self.title
        if self.patient:
            yield ""
            yield from self._written(self.patient, "")
        if self.amount is not None:
            yield ""
            yield _kept_together(self.amount.text)
        for section in self.sections:
            yield ""
            yield section.title
            yield from self._written(section.lines, _INDENT)

    def _written(self, lines: Iterable[StatementLine], indent: str) -> Iterator[str]:
        for line in lines:
            yield f"{indent}{line.label}{self.colon}{_kept_together(line.value)}"


def _kept_together(value: str) -> str:
    """Mark line breaks inside a value; a value without any is returned as it is."""
    parts = value.splitlines() or [""]
    return f"\n{_GOES_ON}".join(parts)
