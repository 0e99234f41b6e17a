"""The keys of the frame, in one place, so that no two mean different things.

Esc never saves. Keys of a form belong to its panel and use Alt with a letter.
"""

HELP = "F1"
FIND_PATIENT = "F2"
TODAY = "F3"
CHART = "F4"
HANDOVER = "F5"
OVERVIEW = "F6"
DRAFTS = "F7"
SIGN_OFF = "F8"
RECORDS = "F9"
SITE = "F12"
PALETTE = "Ctrl+K"
LOCK = "Ctrl+L"
EMERGENCY = "Ctrl+Shift+E"
CLOSE_CHART = "Ctrl+W"
LANGUAGE = "Ctrl+Shift+L"
NEXT_THEME = "Ctrl+Shift+D"
LARGER = "Ctrl++"
SMALLER = "Ctrl+-"
SIX_WEEKS = "Alt+6"
TIME_LINE = "Alt+0"
TOXICITY = "Alt+7"
RESPONSE = "Alt+8"
FOLLOW_UP = "Alt+9"
CHART_TABS = ("Alt+1", "Alt+2", "Alt+3", "Alt+4", "Alt+5")
