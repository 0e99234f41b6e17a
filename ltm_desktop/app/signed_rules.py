"""Whose limits are in force: the signed configuration as it is named to people."""

from datetime import datetime

from ltm_desktop.app.charts import events_of, person_name
from ltm_desktop.app.desk import Desk
from ltm_desktop.app.wording.why import SignedRules
from ltm_desktop.domain.identifiers import SITE_STREAM, PersonId
from ltm_desktop.domain.site import ConfigurationSigned


def signed_rules(desk: Desk) -> SignedRules | None:
    """Return the configuration in force with who signed it and when; None before the first."""
    site = desk.site()
    signed = site.configuration
    if signed is None:
        return None
    at = max(
        datetime.fromisoformat(sealed.entry.recorded_at)
        for sealed in desk.store.entries(SITE_STREAM)
        if any(isinstance(one, ConfigurationSigned) for one in events_of(sealed.entry))
    )
    person = site.people.get(PersonId(signed.investigator))
    return SignedRules(
        number=signed.number,
        study=signed.study,
        version=signed.version,
        investigator=person_name(person.name) if person else signed.investigator,
        on=at.astimezone(desk.clock.now().tzinfo).date(),
    )
