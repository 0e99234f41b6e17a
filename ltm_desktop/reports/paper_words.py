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

    def signed_at(self, at: datetime) -> str:
        """Say when something was signed, with the UTC offset."""
        return _joined([say("Signed {moment}", moment=say.zone_moment(at)) for say in self._voices])


def _joined(said: list[str]) -> str:
    return " · ".join(dict.fromkeys(said))
