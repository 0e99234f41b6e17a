"""Names of the places where a head is kept outside."""

from ltm_desktop.app.wording.marking import mark as _mark

TERMS: dict[str, str] = {
    "head_place.site_file": _mark("on paper in the site file"),
    "head_place.sponsor": _mark("with the sponsor or monitor"),
    "head_place.inspector": _mark("with an inspector"),
    "head_place.backup": _mark("on a backup medium"),
    "head_place.other": _mark("elsewhere"),
}
