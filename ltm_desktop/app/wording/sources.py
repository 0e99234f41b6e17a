"""Sources of rules as they are shown under an alert: every text that `domain` names, marked.

A source that is not here is shown as it was written; a test reads the domain's own sources and
refuses one that has no place in this table.
"""

from ltm_desktop.app.wording.marking import mark as _mark

SOURCES: frozenset[str] = frozenset(
    {
        _mark("21 CFR 11.100(a)"),
        _mark("NHS CUI MEDa-0239"),
        _mark("21 CFR 11.10(e): changes do not obscure what was recorded before"),
        _mark("21 CFR 11.10(f): permitted sequence"),
        _mark("design section 3: a void needs a reason and a second person"),
        _mark("clinical practice section 2.1: observed after the injection"),
        _mark("clinical practice section 2.1: history, signs and vital signs before each dose"),
        _mark("clinical practice sections 2.1 to 2.4: units and scales"),
        _mark("isovolumetric injection, clinical practice section 2.3"),
        _mark("companion drugs in order, clinical practice section 2.1"),
        _mark("late entry and transcription, design section 5"),
        _mark("barcodes of packs, clinical practice section 3.3"),
        _mark("hard rule H10: label matches participant, drug, dose, route"),
        _mark("hard rule H17: no preservative"),
        _mark("clinical practice section 1.3: target, window, scheduled and actual are all kept"),
        _mark("competency register"),
        _mark("competency register, clinical practice (eviQ, GOSH); design section 4"),
        _mark("design section 4"),
        _mark("design section 5: no free CSF, pus, leak or open wound: no injection"),
        _mark("design section 4: approver, operator and checker are three people"),
        _mark("hard rule H01"),
        _mark("hard rule H01: two identifiers"),
        _mark("hard rule H02: consented, randomised, alive, not withdrawn"),
        _mark("hard rule H03: product approved for intrathecal use"),
        _mark("hard rule H04: mg, intrathecal"),
        _mark("hard rule H05: protocol dose and ceiling"),
        _mark("hard rule H06"),
        _mark("hard rule H06: valid signed prescription"),
        _mark("hard rule H08"),
        _mark("hard rule H09"),
        _mark("hard rule H09: no radiotherapy in the pemetrexed-alone arm"),
        _mark("hard rule H09: protocol count"),
        _mark("hard rule H10"),
        _mark("hard rule H11"),
        _mark("hard rule H11: use-by"),
        _mark("hard rule H12"),
        _mark("hard rule H12: two people on the register"),
        _mark("hard rule H13: time-out"),
        _mark("hard rule H15: reservoir usable"),
        _mark("hard rule H19"),
        _mark("hard rule H19: a blank limit blocks"),
        _mark("hard rule H20: prescription, per-day and gap limits"),
        _mark("clinical practice section 2.5: a physician signs a named override with a reason"),
        _mark("clinical practice section 3.1: the same drug is also given intravenously"),
        _mark("hard rule H07: laboratory values known, fresh, within limits"),
        _mark("hard rule H14: no other cytotoxic drug in the same place and time"),
        _mark("hard rule H16: nothing open against a lumbar puncture"),
        _mark("hard rule H18: the clock goes forward; design section 3.9"),
        _mark("units of the laboratory, clinical practice section 2.4"),
        _mark("radiotherapy rules, clinical practice section 4.2"),
        _mark("required field of the form, clinical practice sections 2.2 and 2.3"),
    }
)
