"""The version of this program; the wheel, the records and the window all read it here."""

from typing import Final

VERSION: Final = "0.1.0"
