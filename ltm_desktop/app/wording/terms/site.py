"""Names of what a site is for."""

from ltm_desktop.app.wording.marking import mark as _mark

TERMS: dict[str, str] = {
    "site_kind.live": _mark("Live site"),
    "site_kind.demo": _mark("Demonstration site"),
    "site_kind.practice": _mark("Practice site"),
}
