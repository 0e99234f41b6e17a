"""Settings of the notices of a serious event, and the choices they offer."""

from ltm_desktop.app.wording.marking import mark as _mark

_SCOPES = {
    "every_serious": _mark("Every serious event"),
    "fatal_or_life_threatening": _mark("Fatal or life-threatening"),
    "suspected_unexpected": _mark("Suspected and unexpected"),
    "suspected_unexpected_fatal": _mark("Suspected and unexpected, fatal or life-threatening"),
    "suspected_unexpected_other": _mark(
        "Suspected and unexpected, neither fatal nor life-threatening"
    ),
}
TERMS: dict[str, str] = {
    "copy_of.serious_form": _mark("form of a serious event"),
    "setting.notice.applies": _mark("told of which serious events"),
    "setting.notice.within": _mark("told within, from the awareness"),
    "setting.notice.follow_up": _mark("follow-up within, from the first notice"),
    **{f"choice.{code}": word for code, word in _SCOPES.items()},
    **{f"notice_scope.{code}": word for code, word in _SCOPES.items()},
}
