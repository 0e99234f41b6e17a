"""What approvals of products refuse, and what to do next."""

from ltm_desktop.app.wording.marking import mark as _mark

_PHARMACIST = _mark("Do not use it. Ask the pharmacist.")

SENTENCES: dict[str, tuple[str, str]] = {
    "products.not_approved": (
        _mark("The product {gtin} is not approved for intrathecal use at this site."),
        _mark("Do not use it. A pharmacist approves products under Site, Products."),
    ),
    "products.wrong_route": (
        _mark("{drug} must never be given into the CSF."),
        _mark("Take it out of the room. Nobody can pass this in the program."),
    ),
    "products.other_drug": (
        _mark("The product is approved for {found}; the order says {ordered}."),
        _PHARMACIST,
    ),
    "products.not_named": (
        _mark("What was typed, {product}, names neither the drug ordered nor a product of it."),
        _mark("Type the name of the drug as it stands on the pack, or ask the pharmacist."),
    ),
    "products.typed_reason_missing": (
        _mark("The pack has no product number, and it is not told why it was typed."),
        _mark("Scan the pack, or type what stands on it, with the reason, read by two people."),
    ),
    "products.no_wrong_route_list": (
        _mark("The list of drugs that must never be given into the CSF is missing."),
        _mark("Nothing can be prepared without it. Ask the administrator to install again."),
    ),
    "products.not_a_gtin": (
        _mark("{gtin} is not a product number: 14 digits, the last one a check digit."),
        _mark("Scan the pack, or type the 14 digits under the code."),
    ),
    "products.already_approved": (
        _mark("The product {gtin} is approved already."),
        _mark("To change it, withdraw the approval first."),
    ),
    "products.name_missing": (
        _mark("The product has no name."),
        _mark("Type the name as it stands on the pack."),
    ),
    "products.strength_missing": (
        _mark("The amount of drug in one pack is missing."),
        _mark("Type it in mg, as it stands on the pack."),
    ),
    "products.volume_impossible": (
        _mark("The volume of one pack cannot be zero."),
        _mark("Type it in mL, or leave it empty for a powder."),
    ),
    "products.reason_missing": (
        _mark("The reason is missing."),
        _mark("Say why the product is no longer approved."),
    ),
}
