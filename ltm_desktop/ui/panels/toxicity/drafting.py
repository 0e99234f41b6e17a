"""The drafts of this panel, and the field that names what they are about. No Qt.

A report and a judgement are kept apart: one person may have both under way.
"""

TOPIC = "toxicity"
JUDGING = "toxicity:judge"
EVENT = "event"
"""The field with the identity of the event, made when its form opens."""
