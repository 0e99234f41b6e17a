"""Say every sentence a person reads, in the person's language.

`say("Dose {n} of {total}", n=3, total=8)` looks the English text up in the catalogue and puts
the values in, formatted; "{n} {n:dose|doses}" takes the word for one or for any other number,
where a sentence holds several numbers or is said by a code. Refuses naive times, floats as
amounts and languages it does not have.
"""

import datetime as dt
import gettext
import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from decimal import Decimal
from enum import Enum
from functools import cache
from pathlib import Path
from typing import Any

from ltm_desktop import resource_files
from ltm_desktop.app.wording import formats
from ltm_desktop.domain.alerts import Alert
from ltm_desktop.domain.quantities import Quantity, Unit
from ltm_desktop.domain.setting_kinds import Label, SettingName

LANGUAGES = ("en", "zh_CN")
_HUMP = re.compile(r"(?<!^)(?=[A-Z])")
_PLACE = re.compile(r"\{(\w+)(?::([^{}|]*)\|([^{}|]*))?\}")


class Words:
    """Speak one language; called `say` wherever it is passed."""

    def __init__(self, language: str = "en") -> None:
        """Take "en" or "zh_CN"; anything else is a ValueError."""
        if language not in LANGUAGES:
            raise ValueError(f"no such language: {language}")
        self.language = language
        self._chinese = language == "zh_CN"
        self._catalogue = _catalogue(language)

    @property
    def chinese_first(self) -> bool:
        """Tell whether a Chinese name stands before its Latin writing."""
        return self._chinese

    def __call__(self, text: str, /, **values: object) -> str:
        """Say one sentence with its values put in; the English text is the key."""
        return self._fill(self._catalogue.gettext(text), values)

    def many(self, one: str, other: str, count: int, /, **values: object) -> str:
        """Say a counted sentence; {count} is put in with thousands commas."""
        text = self._catalogue.ngettext(one, other, count)
        return self._fill(text, {"count": formats.to_plain_number(count), **values})

    def date(self, day: dt.date) -> str:
        """Write 02-Mar-2026 or 2026年3月2日, whatever the computer's locale."""
        write = formats.to_chinese_date if self._chinese else formats.to_english_date
        return write(day)

    def weekday(self, day: dt.date) -> str:
        """Write Mon or 周一."""
        names = formats.WEEKDAYS_ZH if self._chinese else formats.WEEKDAYS_EN
        return names[day.weekday()]

    def month(self, day: dt.date) -> str:
        """Write Mar 2026 or 2026年3月."""
        if self._chinese:
            return f"{day.year:04d}年{day.month}月"
        return f"{formats.MONTHS[day.month - 1]} {day.year:04d}"

    def time(self, at: dt.time | dt.datetime) -> str:
        """Write the 24-hour HH:mm, with the offset where an aware datetime comes twice."""
        clock = f"{at.hour:02d}:{at.minute:02d}"
        if isinstance(at, dt.datetime) and formats.comes_twice(formats.to_clock(at)):
            return f"{clock} {formats.to_offset(at)}"
        return clock

    def moment(self, at: dt.datetime) -> str:
        """Write 02-Mar-2026 09:05 in the datetime's own zone."""
        return f"{self.date(formats.to_clock(at))} {self.time(at)}"

    def zone_moment(self, at: dt.datetime) -> str:
        """Write 02-Mar-2026 09:05 +08:00."""
        wall = formats.to_clock(at).time()
        return f"{self.date(at)} {self.time(wall)} {formats.to_offset(at)}"

    def number(self, number: Decimal | int) -> str:
        """Write a number with commas at thousands and no trailing zeros."""
        return formats.to_plain_number(number)

    def amount(self, amount: Quantity | Decimal, unit: str = "") -> str:
        """Write 10 mg: an amount never parts from its unit (no-break space)."""
        value = amount.value if isinstance(amount, Quantity) else amount
        code = amount.unit if isinstance(amount, Quantity) else unit
        number, word = formats.to_plain_number(value), self.unit(code, value)
        return f"{number}\u00a0{word}" if word else number

    def unit(self, unit: str, amount: Decimal | None = None) -> str:
        """Write a UCUM unit as people read it; whole words beat signs (MEDi-024, -045)."""
        from ltm_desktop.app.wording.terms.merged import UNITS

        one, other = UNITS.get(unit, (unit, unit))
        return self(one if amount == 1 else other) if other else ""

    def gy(self, dose: Quantity | Decimal) -> str:
        """Write an absorbed dose in Gy: 2 Gy."""
        return self.amount(dose.value if isinstance(dose, Quantity) else dose, Unit.GY)

    def age(self, born: dt.date, today: dt.date) -> str:
        """Write completed years of age: 65 y or 65岁."""
        years = formats.to_whole_years(born, today)
        return f"{years}岁" if self._chinese else f"{years} y"

    def duration(self, span: dt.timedelta) -> str:
        """Write 2hr 40min, largest unit first, no zero units, cut to the whole minute."""
        units = ("天", "小时", "分钟") if self._chinese else ("d", "hr", "min")
        parts = zip(formats.to_parts(span), units, strict=True)
        shown = [f"{count}{unit}" for count, unit in parts if count]
        return ("" if self._chinese else " ").join(shown) or f"0{units[-1]}"

    def listing(self, items: Iterable[str]) -> str:
        """Write "a, b and c" or "a、b和c"."""
        comma, last = ("、", "和") if self._chinese else (", ", " and ")
        words = list(items)
        return last.join(filter(None, [comma.join(words[:-1]), *words[-1:]]))

    def term(self, code: str | Enum) -> str:
        """Name a code in the clinic's words: Access.OMMAYA, or "access.ommaya"."""
        from ltm_desktop.app.wording.terms.merged import TERMS

        key = _term_key(code)
        return self(TERMS[key]) if key in TERMS else key.rpartition(".")[2].replace("_", " ")

    def label(self, label: Label) -> str:
        """Write words of the protocol file."""
        return label.text(self.language)

    def setting(self, name: SettingName) -> str:
        """Name a value of the site configuration: pemetrexed – ceiling of one dose."""
        return f"{self.label(name.owner)} – {self.term(f'setting.{name.field}')}"

    def alert(self, alert: Alert) -> str:
        """Say what an alert found; a code without a sentence says so and names itself."""
        return self._sentence(alert, 0)

    def next_step(self, alert: Alert) -> str:
        """Say what to do next about an alert."""
        return self._sentence(alert, 1)

    def source(self, text: str) -> str:
        """Say which rule or clause an alert comes from; what is not known stays as written."""
        from ltm_desktop.app.wording.sources import SOURCES

        return self._catalogue.gettext(text) if text in SOURCES else text

    def together(self, *sentences: str) -> str:
        """Stand whole sentences one after another; Chinese has no blank between them."""
        return ("" if self._chinese else " ").join(filter(None, sentences))

    def apart(self, *parts: str) -> str:
        """Stand parts one after another, parted by the language's own comma."""
        return ("，" if self._chinese else ", ").join(filter(None, parts))

    def labelled(self, label: str, value: str) -> str:
        """Write a value behind what it is, with the language's own colon."""
        return self("{label}: {value}", label=label, value=value)

    def begin(self, text: str) -> str:
        """Give a term the capital that begins a label: "Lumbar puncture"."""
        return text[:1].upper() + text[1:]

    def shown(self, value: object) -> str:
        """Write any value the way it is shown inside a sentence."""
        if type(value) is str:
            return value
        for kind, write in self._writers():
            if isinstance(value, kind):
                return str(write(value))
        return str(value)

    def _writers(self) -> tuple[tuple[type, Callable[[Any], str]], ...]:
        # Order matters: a datetime is a date, a unit is an Enum.
        return (
            (dt.datetime, self.moment),
            (dt.date, self.date),
            (dt.time, self.time),
            (dt.timedelta, self.duration),
            (Quantity, self.amount),
            (Decimal, self.number),
            (Unit, self.unit),
            (Enum, self.term),
            (Alert, self.alert),
            (Label, self.label),
            (SettingName, self.setting),
            (tuple, self._shown_listing),
            (list, self._shown_listing),
        )

    def _shown_listing(self, values: Sequence[object]) -> str:
        return self.listing(self.shown(value) for value in values)

    def _sentence(self, alert: Alert, part: int) -> str:
        # the tables are loaded with the first word they are asked for, after the first paint
        from ltm_desktop.app.wording.sentences.merged import words_of

        text = words_of(alert)[part]
        values = {"code": alert.code, **alert.values}
        if "field" in values:
            values["field"] = self.term(f"field.{values['field']}")
        return self._fill(self._catalogue.gettext(text), values)

    def _fill(self, text: str, values: Mapping[str, object]) -> str:
        return _PLACE.sub(lambda place: self._put_in(place, values), text)

    def _put_in(self, place: re.Match[str], values: Mapping[str, object]) -> str:
        name, one, other = place.groups()
        if one is None:
            return self.shown(values[name])
        return str(one) if self.shown(values[name]) == "1" else str(other)


def _term_key(code: str | Enum) -> str:
    if not isinstance(code, Enum):
        return code
    return f"{_topic(type(code))}.{code.value}"


@cache
def _topic(codes: type[Enum]) -> str:
    return _HUMP.sub("_", codes.__name__).lower()


def _catalogue(language: str) -> gettext.NullTranslations:
    if language == "en":
        return gettext.NullTranslations()
    return _read(resource_files.path("translations", language, "LC_MESSAGES", "ltm_desktop.mo"))


@cache
def _read(path: Path) -> gettext.NullTranslations:
    """Return a catalogue; read once, for a paper alone asks for it a dozen times."""
    if not path.is_file():
        # English is better at a bedside than no window; the build refuses to ship this.
        return gettext.NullTranslations()
    with path.open("rb") as file:
        return gettext.GNUTranslations(file)
