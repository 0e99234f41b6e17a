"""What stands open before a dose means, and what to do next."""

from ltm_desktop.app.wording.marking import mark as _mark

_DECIDE = _mark("Hold the dose, or ask a physician to decide.")
_APART = _mark("Move one of the two to another day.")

SENTENCES: dict[str, tuple[str, str]] = {
    "gates.supplement_missing": (
        _mark(
            "{name}: it was not told when it was taken; the site requires {days} {days:day|days}."
        ),
        _mark("Ask the patient and assess again."),
    ),
    "gates.supplement_short": (
        _mark("{name}: taken for {found} without a gap; the site requires {days} {days:day|days}."),
        _DECIDE,
    ),
    "gates.supplement_old": (
        _mark("{name}: last given on {last}, more than {days} {days:day|days} before the dose."),
        _DECIDE,
    ),
    "gates.consent_not_valid": (
        _mark("The assessment says that the consent is no longer valid."),
        _mark("Give no study treatment. Renew the consent with the patient, then assess again."),
    ),
    "gates.reservoir_infection": (
        _mark("There are signs of infection at the reservoir."),
        _DECIDE,
    ),
    "gates.raised_pressure": (
        _mark("Signs of raised pressure stand open: {names}."),
        _mark("Do not puncture. Ask a physician to decide."),
    ),
    "gates.local_infection": (
        _mark("There is an infection where the needle would go in."),
        _mark("Do not puncture. Ask a physician to decide."),
    ),
    "gates.anticoagulant": (
        _mark("{drug} was not held before the lumbar puncture."),
        _mark("Do not puncture. Ask a physician to decide."),
    ),
    "gates.wrong_route_same_day": (
        _mark("{drug} is fatal in the CSF and is given on {on}, the day of this dose."),
        _mark("Do not inject. Move one of the two to another day; nobody can pass this here."),
    ),
    "gates.cytotoxic_same_day": (
        _mark("{drug}, also cytotoxic, is given on {on}; the site keeps them on different days."),
        _APART,
    ),
    "gates.cytotoxic_same_room": (
        _mark("{drug}, also cytotoxic, is given on {on} in the same room."),
        _mark("Give the intrathecal dose in another room, and assess again."),
    ),
    "gates.cytotoxic_other_room": (
        _mark("{drug}, also cytotoxic, is given on {on} in another room."),
        _mark("Make sure at the time-out that it is not in this room."),
    ),
    "gates.intravenous_pemetrexed": (
        _mark("Pemetrexed was given INTRAVENOUSLY on {on}."),
        _mark("Read the route on the label aloud; the effects on the marrow add up."),
    ),
    "dosing.site_suspect": (
        _mark("The puncture site is not intact: it is red, swollen or tender."),
        _DECIDE,
    ),
    "dosing.phase_order": (
        _mark("Dose {number} belongs to an earlier phase and is still open."),
        _mark("First record what became of dose {number}, or ask a physician to decide."),
    ),
    "dosing.clock_behind": (
        _mark("The computer's clock stands before {newest}, when this dose was last recorded."),
        _mark("Compare it with another clock; nothing is blocked."),
    ),
}
