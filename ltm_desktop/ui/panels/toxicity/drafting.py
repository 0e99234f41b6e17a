"""The drafts of this panel, and the field that names what they are about. No Qt.

A report, a judgement and each change of each event are kept apart: one person may have several
under way. A change comes back when the same is begun on the same event.
"""

from ltm_desktop.ui.panels.toxicity import offering

TOPIC = "toxicity"
JUDGING = "toxicity:judge"
EVENT = "event"
"""The field with the identity of the event, made when its form opens."""
_CHANGES = (offering.GRADE, offering.END, offering.REOPEN, offering.CORRECT, offering.VOID)


def topic_of(act: str, event: str) -> str:
    """Return under which name the form of an act is kept; empty for one that keeps nothing."""
    if act in _CHANGES:
        return f"{TOPIC}:{act}:{event}"
    return {"report": TOPIC, offering.JUDGE: JUDGING}.get(act, "")
