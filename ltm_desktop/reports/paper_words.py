"""The words that stand on every sheet, in one language or in two side by side."""

from datetime import datetime

from ltm_desktop.app.wording.words import Words


class PaperWords:
    """Speak the record's language, or both, joined by a middle dot; passed as `say`."""

    def __init__(self, language: str) -> None:
        """Take one of RECORD_LANGUAGES."""
        self._voices = tuple(Words(each) for each in language.split("+"))

    def __call__(self, text: str, /, **values: object) -> str:
        """Say one sentence in every language of the record."""
        return _joined([voice(text, **values) for voice in self._voices])

    def apart(self, *parts: str) -> str:
        """Stand parts one after another, parted by a comma."""
        return self._between("，", ", ").join(parts)

    def labelled(self, label: str, value: object) -> str:
        """Write a value behind what it is."""
        return f"{label}{self._between('：', ': ')}{value}"

    def _between(self, chinese: str, other: str) -> str:
        # Where two languages stand side by side the marks are those of English.
        return chinese if all(say.chinese_first for say in self._voices) else other

    def signed_at(self, at: datetime) -> str:
        """Say when something was signed, with the UTC offset."""
        return _joined([say("Signed {moment}", moment=say.zone_moment(at)) for say in self._voices])


def _joined(said: list[str]) -> str:
    return " · ".join(dict.fromkeys(said))
