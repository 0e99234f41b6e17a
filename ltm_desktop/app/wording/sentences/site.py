"""What the site alerts and refusals mean, and what to do next."""

from ltm_desktop.app.wording.marking import mark as _mark

SENTENCES: dict[str, tuple[str, str]] = {
    "site.already_founded": (
        _mark("This site is already set up."),
        _mark("Sign in, or choose another folder for a new site."),
    ),
    "site.name_missing": (
        _mark("The site's name or code is missing."),
        _mark("Type both."),
    ),
    "site.place_missing": (
        _mark("The site's time zone or country is missing."),
        _mark("Choose both."),
    ),
    "site.administrator_missing": (
        _mark("{person} founds the site but is not its administrator."),
        _mark("Give {person} the role of site administrator."),
    ),
    "site.facts_unusable": (
        _mark("A site cannot have these: code “{code}”, time zone “{zone}”, country “{country}”."),
        _mark("Write the code in letters and digits; choose time zone and country from the lists."),
    ),
    "site.facts_differ": (
        _mark("The file site.toml does not say what the founding of this site says: {detail}."),
        _mark("Put site.toml back from a backup, or write there what the founding says."),
    ),
    "site.not_a_demo": (
        _mark("The folder holds a site that is not a demonstration site."),
        _mark("Choose another folder; nothing was changed in this one."),
    ),
    "site.overview_not_for_role": (
        _mark("The site overview is for investigators, physicians, research nurses and monitors."),
        _mark("Ask one of them, or the investigator."),
    ),
}
