"""Names of the rules that were not kept, as they stand beside an incident: `breach.<code>`.

The codes are those the rules refuse with; here they are named without their values, which the
record does not keep.
"""

from ltm_desktop.app.wording.marking import mark as _mark

TERMS: dict[str, str] = {
    "breach.configuration.none_signed": _mark("no site configuration was signed"),
    "breach.dosing.above_ceiling": _mark("dose above the ceiling"),
    "breach.dosing.check_too_old": _mark("check too old at the start"),
    "breach.dosing.checked_after_start": _mark("check after the start"),
    "breach.dosing.differs_access": _mark("access differs from the order"),
    "breach.dosing.differs_dose": _mark("dose differs from the order"),
    "breach.dosing.differs_drug": _mark("drug differs from the order"),
    "breach.dosing.earlier_open": _mark("an earlier dose was still open"),
    "breach.dosing.no_order": _mark("no signed order"),
    "breach.dosing.not_checked": _mark("no check before the injection"),
    "breach.dosing.other_people_checked": _mark("other people made the check"),
    "breach.dosing.outside_tolerance": _mark("dose too far from the protocol dose"),
    "breach.dosing.past_use_by": _mark("syringe past its use-by time"),
    "breach.dosing.product_expired": _mark("product expired"),
    "breach.dosing.same_person": _mark("one person in two duties"),
    "breach.dosing.too_soon": _mark("minimum interval not kept"),
    "breach.dosing.unit_not_mg": _mark("dose not in mg"),
    "breach.dosing.wrong_drug": _mark("drug not in the protocol"),
    "breach.dosing.zero_dose": _mark("dose of 0 mg"),
    "breach.fractions.already_delivered": _mark("fraction already delivered in full"),
    "breach.fractions.beyond_prescription": _mark("fraction beyond the prescription"),
    "breach.fractions.gap": _mark("too few hours between fractions"),
    "breach.fractions.no_prescription": _mark("no radiotherapy prescription"),
    "breach.fractions.no_radiotherapy_arm": _mark("arm without radiotherapy"),
    "breach.fractions.no_such_fraction": _mark("no such fraction"),
    "breach.fractions.not_working_day": _mark("not a working day"),
    "breach.fractions.other_dose": _mark("dose differs from the dose of one fraction"),
    "breach.fractions.out_of_order": _mark("fraction out of order"),
    "breach.fractions.partial_but_all": _mark("called partial with the whole dose"),
    "breach.fractions.per_day": _mark("too many fractions in one day"),
    "breach.patients.died": _mark("patient had died"),
    "breach.patients.no_arm": _mark("no arm recorded"),
    "breach.patients.no_consent": _mark("no consent recorded"),
    "breach.patients.unknown": _mark("patient not entered"),
    "breach.patients.withdrawn": _mark("patient had left study treatment"),
    "breach.people.certificate_not_accepted": _mark("a person without accepted certificate"),
    "breach.people.not_on_register": _mark("a person not on the competency register that day"),
    "breach.people.role_may_not": _mark("a person whose role does not allow it"),
    "breach.people.unknown": _mark("a person unknown to the site"),
    "breach.dosing.access_not_in_protocol": _mark("access not in the protocol"),
    "breach.dosing.differs_from_check": _mark("not the syringe that was checked"),
    "breach.dosing.no_csf": _mark("no free return of CSF"),
    "breach.dosing.site_unusable": _mark("pus, leak or open wound at the puncture site"),
    "breach.dosing.reservoir_unusable": _mark("reservoir not usable"),
}
