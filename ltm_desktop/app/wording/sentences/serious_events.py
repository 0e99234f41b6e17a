"""What stands against a fact of a serious event, and what its clocks say."""

from ltm_desktop.app.wording.marking import mark as _mark

_CORRECT = _mark("Correct the time.")

SENTENCES: dict[str, tuple[str, str]] = {
    "serious.not_serious": (
        _mark("No physician has judged this event serious."),
        _mark("A physician judges it under Toxicity; the clocks begin with that."),
    ),
    "serious.aware_future": (
        _mark("The time of awareness has not come yet; it is {now} now."),
        _CORRECT,
    ),
    "serious.aware_after_judgement": (
        _mark("It was judged serious at {judged}: the site knew of it by then."),
        _mark("Type when somebody of the site first knew of it."),
    ),
    "serious.aware_after_notice": (
        _mark("A notice was sent at {sent}: the site knew of it by then."),
        _mark("Type when somebody of the site first knew of it."),
    ),
    "serious.aware_before_onset": (
        _mark("The event began on {onset} at the earliest: nobody knew of it before."),
        _CORRECT,
    ),
    "serious.narrative_missing": (
        _mark("The narrative is missing."),
        _mark("Take over the draft from the record and read it, or write your own."),
    ),
    "serious.name_in_narrative": (
        _mark("The narrative names the patient; the form leaves the site."),
        _mark("Write of the subject by number, sex and age only."),
    ),
    "serious.name_in_record": (
        _mark("An entry that the form takes over names the patient; the form leaves the site."),
        _mark(
            "Put that entry right: of the event, its judgement, the awareness, a notice or news."
        ),
    ),
    "serious.source_missing": (
        _mark("How it became known is missing."),
        _mark("Write it in a few words, such as a telephone call of the family."),
    ),
    "serious.reason_missing": (
        _mark("The reason is missing."),
        _mark("Write why the earlier entry is put right; it stays readable."),
    ),
    "serious.unknown_notice": (
        _mark("The protocol has no notice {notice}."),
        _mark("Choose from the list."),
    ),
    "serious.already_told": (
        _mark("This entry was already recorded."),
        _mark("Look at the list before you tell another one."),
    ),
    "serious.sent_future": (
        _mark("The time of sending has not come yet; it is {now} now."),
        _mark("Send the notice first, then tell when it was sent."),
    ),
    "serious.sent_before_aware": (
        _mark("It would have been sent before the site was aware of the event, at {aware}."),
        _mark("Correct the time of sending, or put the time of awareness right first."),
    ),
    "serious.late_without_reason": (
        _mark("It was due by {due} and was sent after that."),
        _mark("Write why it was late; it is recorded as late."),
    ),
    "serious.method_missing": (
        _mark("How it was sent is missing."),
        _mark("Choose from the list."),
    ),
    "serious.learnt_future": (
        _mark("The time has not come yet; it is {now} now."),
        _mark("Type when the site learnt it."),
    ),
    "serious.text_missing": (
        _mark("What was learnt is missing."),
        _mark("Write it as it was told."),
    ),
    "serious.no_such_fact": (
        _mark("There is no such entry, or it was already taken back."),
        _mark("Look at the list again."),
    ),
    "serious.already_closed": (
        _mark("The following of this event has already ended."),
        _mark("What is learnt later is told as a follow-up; that opens it again."),
    ),
    "serious.aware_first": (
        _mark("When the site became aware is not recorded."),
        _mark("Record the awareness first; every clock counts from it."),
    ),
    "serious.notices_owed": (
        _mark("Not sent yet: {notices}."),
        _mark("Tell when they were sent; a late notice is recorded as late."),
    ),
    "serious.closing_note_missing": (
        _mark("How it ended is missing."),
        _mark("Write the outcome and why nothing more is awaited."),
    ),
    "serious.no_clock": (
        _mark("No clock is configured for this event. That does not mean that there is time."),
        _mark("Ask the investigator now whom to tell and by when."),
    ),
    "serious.no_awareness": (
        _mark("When the site became aware is not recorded; clocks count from the judgement."),
        _mark("Record the awareness: the clocks may have begun earlier."),
    ),
}
