"""What refusals of the access log and of the clock mean, and what to do next."""

from ltm_desktop.app.wording.marking import mark as _mark

SENTENCES: dict[str, tuple[str, str]] = {
    "access.count": (
        _mark("One entry of the access log holds 1 to {most} events."),
        _mark("Write the code down and tell the site administrator."),
    ),
    "access.own_only": (
        _mark("Only {person} can say this of {person}."),
        _mark("Write the code down and tell the site administrator."),
    ),
    "access.journal_damaged": (
        _mark("The journal of wrong secrets and locks could not be read; it was put aside."),
        _mark("Tell the site administrator: keep “journal.damaged” and see who may write there."),
    ),
    "access.record_doubted": (
        _mark("Since you were here, these people found another record than theirs: {accounts}."),
        _mark("Write nothing before you have spoken with them and with the sponsor's monitor."),
    ),
    "access.guessed_own": (
        _mark(
            "{count} {count:wrong secret was|wrong secrets were} typed in your name since you "
            "were here, last {last}."
        ),
        _mark("If it was not you: tell the administrator and get a new secret."),
    ),
    "access.guessed_others": (
        _mark("Wrong secrets were typed at least three times in a row for {accounts}."),
        _mark("Ask them; if it was not they, give them a new key and tell the investigator."),
    ),
    "access.guessed_unknown": (
        _mark(
            "{count} {count:time|times} somebody tried a user name that this site does not have."
        ),
        _mark("Find out who it was; the audit trail says when and at which workstation."),
    ),
    "access.secret_unchanged": (
        _mark("The new secret is the old one."),
        _mark("Choose another one, which you use nowhere else."),
    ),
    "access.secret_blank": (
        _mark("The old or the new secret is missing."),
        _mark("Type the old one once and the new one twice."),
    ),
    "clock.not_doubted": (
        _mark("Nobody doubts the time."),
        _mark("There is nothing to confirm. Go on."),
    ),
    "clock.moved_on": (
        _mark("The clock no longer shows the time that was confirmed."),
        _mark("Look at the time again and confirm it."),
    ),
}
