"""Read the tables of a protocol file strictly: every fault is kept with its path, none stops early.

Refuses unknown keys, blanks, and numbers outside quotes, so that no amount is ever a float.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

from ltm_desktop.domain.setting_kinds import Label


@dataclass(frozen=True, slots=True)
class Fault:
    """One thing wrong with a file: where, and a code with its values."""

    path: str
    code: str
    values: Mapping[str, object] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Stated:
    """A setting as the file has it: text with its source, or no text and what the source says."""

    text: str | None
    note: Label


NOWHERE = Label("", "")


class Table:
    """One table of the file; what was asked for is remembered, so that the rest can be refused."""

    def __init__(self, found: Mapping[str, object], path: str, faults: list[Fault]) -> None:
        self.path = path
        self._found = found
        self._faults = faults
        self._asked: set[str] = set()

    def at(self, key: str) -> str:
        """Return the dotted path of a key."""
        return f"{self.path}.{key}" if self.path else key

    def fault(self, key: str, code: str, **values: object) -> None:
        """Keep a fault of a key; the sentence names its last part."""
        named = {"key": key.rpartition(".")[2], **values}
        self._faults.append(Fault(self.at(key), code, named))

    def __iter__(self) -> Iterator[str]:
        """Yield the keys in the order of the file."""
        return iter(self._found)

    def has(self, key: str) -> bool:
        """Tell whether the key is there."""
        return key in self._found

    def _take(self, key: str, *, optional: bool = False) -> object | None:
        self._asked.add(key)
        if key not in self._found:
            if not optional:
                self.fault(key, "protocol.missing_key")
            return None
        return self._found[key]

    def text(self, key: str, *, optional: bool = False) -> str:
        """Return text in quotes, empty when it is not there or not text."""
        value = self._take(key, optional=optional)
        if value is None:
            return ""
        if not isinstance(value, str):
            self.fault(key, "protocol.not_text")
            return ""
        if not value.strip():
            self.fault(key, "protocol.blank")
        return value

    def names(self, key: str, *, optional: bool = False) -> tuple[str, ...]:
        """Return a list of texts that is not empty, each of them once."""
        if optional and not self.has(key):
            return ()
        found = self.listed(key)
        if len(set(found)) != len(found):
            self.fault(key, "protocol.not_names")
        return found

    def listed(self, key: str) -> tuple[str, ...]:
        """Return a list of texts that is not empty."""
        value = self._take(key)
        if value is None:
            return ()
        if not isinstance(value, list) or not all(isinstance(one, str) for one in value):
            self.fault(key, "protocol.not_names")
            return ()
        if not value:
            self.fault(key, "protocol.not_names")
        return tuple(value)

    def table(self, key: str, *, optional: bool = False) -> "Table":
        """Return the table under a key, an empty one when it is not there or no table."""
        value = self._take(key, optional=optional)
        if value is not None and not isinstance(value, dict):
            self.fault(key, "protocol.not_a_table")
        found = value if isinstance(value, dict) else {}
        return Table(found, self.at(key), self._faults)

    def tables(self, key: str, *, optional: bool = False) -> Iterator[tuple[str, "Table"]]:
        """Yield every table under a key by its name."""
        yield from self.table(key, optional=optional).each()

    def each(self) -> Iterator[tuple[str, "Table"]]:
        """Yield every key of this table as a table of its own."""
        for key in self._found:
            yield key, self.table(key)

    def label(self, key: str) -> Label:
        """Return words in both languages."""
        return self.table(key).words()

    def words(self) -> Label:
        """Return this table as words in both languages."""
        words = Label(self.text("en"), self.text("zh_CN"))
        self.close()
        return words

    def stated(self, key: str) -> Stated:
        """Return a value with its source, or unset with what the source says."""
        if not self.has(key):
            self._take(key)
            return Stated(None, NOWHERE)
        entry = self.table(key)
        if entry.has("unset"):
            stated = Stated(None, Label(entry.text("unset"), entry.text("zh_CN")))
        else:
            value = entry.text("value")
            stated = Stated(value, Label(entry.text("source"), entry.text("zh_CN")))
        entry.close()
        return stated

    def close(self) -> None:
        """Keep a fault for every key nobody asked for."""
        for key in self._found:
            if key not in self._asked:
                self.fault(key, "protocol.unknown_key")
