"""The version of this program; the wheel, the records and the window all read it here."""

VERSION = "0.1.0"
