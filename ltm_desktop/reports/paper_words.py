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
        return self._joined([voice(text, **values) for voice in self._voices])

    def zone_moment(self, at: datetime) -> str:
        """Write a time with its UTC offset."""
        return self._joined([voice.zone_moment(at) for voice in self._voices])

    @staticmethod
    def _joined(said: list[str]) -> str:
        return " · ".join(dict.fromkeys(said))
