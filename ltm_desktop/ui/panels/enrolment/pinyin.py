"""Suggest pinyin for a Chinese name; a suggestion only, since many characters have two readings."""


def suggest(han: str) -> str:
    """Return pinyin without tones, one word for each character; characters unknown are left out."""
    # Its dictionaries are large: they load when the first Chinese name is typed.
    from pypinyin import lazy_pinyin

    return " ".join(lazy_pinyin(han.replace(" ", ""), errors="ignore"))
