"""The parts of the site page, in their order: a name to go there by, and the title of the tab."""

from ltm_desktop.app.wording.marking import mark as _mark

PEOPLE, CONFIGURATION, EMERGENCY = "people", "configuration", "emergency"
ALERTS, PRODUCTS, TYPED = "alerts", "products", "typed"
LABORATORIES, SECRET, BACKUPS, SCANNER = "laboratories", "secret", "backups", "scanner"
READINESS = "readiness"

PARTS: tuple[tuple[str, str], ...] = (
    (PEOPLE, _mark("People")),
    (CONFIGURATION, _mark("Configuration")),
    (EMERGENCY, _mark("Emergency page")),
    (ALERTS, _mark("Alerts")),
    (PRODUCTS, _mark("Products")),
    (TYPED, _mark("Typed products")),
    (LABORATORIES, _mark("Laboratories")),
    (SECRET, _mark("My secret")),
    (BACKUPS, _mark("Backups")),
    (SCANNER, _mark("Scanner test")),
    (READINESS, _mark("Getting ready")),
)
"""Part and title, English, marked for translation."""
