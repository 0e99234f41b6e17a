"""What the ledger alerts and refusals mean, and what to do next."""

from ltm_desktop.app.wording.marking import mark as _mark

_KEEP = _mark("Do not write. Keep the folder as it is and tell the site administrator.")
_OWN = _mark(
    "You can look, but nothing is written here any more. Keep the folder as it is, use the paper "
    "form, and call the sponsor's monitor as well as the site administrator."
)

SENTENCES: dict[str, tuple[str, str]] = {
    "ledger.bad_bytes": (
        _mark("Entry {seq} of the ledger is damaged or altered."),
        _KEEP,
    ),
    "ledger.bad_previous": (
        _mark("Entry {seq} of the ledger does not follow the one before it."),
        _KEEP,
    ),
    "ledger.gap": (
        _mark("Entry {seq} of the ledger is missing or out of place."),
        _KEEP,
    ),
    "ledger.bad_signature": (
        _mark("The author's signature on entry {seq} is not valid."),
        _KEEP,
    ),
    "ledger.bad_cosignature": (
        _mark("A second signature on entry {seq} is not valid."),
        _KEEP,
    ),
    "ledger.replayed": (
        _mark("A signature on entry {seq} was given for another place in the record."),
        _KEEP,
    ),
    "ledger.not_signed_by": (
        _mark("Entry {seq} names a person who did not sign it, or is signed by another one."),
        _KEEP,
    ),
    "ledger.no_authority": (
        _mark("Entry {seq} is written or signed by a person without authority for it."),
        _KEEP,
    ),
    "ledger.one_for_two": (
        _mark("Entry {seq} names one person where two people were needed."),
        _KEEP,
    ),
    "ledger.against_rules": (
        _mark("Entry {seq} tells an act in a way the program never writes it."),
        _KEEP,
    ),
    "ledger.not_on_register": (
        _mark("Entry {seq} names a person who was not on the register for it on that day."),
        _KEEP,
    ),
    "ledger.out_of_order": (
        _mark("Entry {seq} tells or claims a step whose step before it does not stand."),
        _KEEP,
    ),
    "ledger.locked_record": (
        _mark("Entry {seq} puts a record right that a monitor had locked."),
        _KEEP,
    ),
    "ledger.own_record": (
        _mark("Entry {seq} is an approval by a person who gave, checked or wrote the record."),
        _KEEP,
    ),
    "ledger.misplaced": (
        _mark("Entry {seq} tells something that does not belong where it is written."),
        _KEEP,
    ),
    "ledger.term_differs": (
        _mark("An adverse event tells a term that its list does not have so ({detail})."),
        _KEEP,
    ),
    "ledger.founded_twice": (
        _mark("Entry {seq} founds the site a second time."),
        _KEEP,
    ),
    "ledger.person_twice": (
        _mark("Entry {seq} enters a person who was entered before."),
        _KEEP,
    ),
    "ledger.unknown_certificate": (
        _mark("Entry {seq} is signed with a certificate the ledger does not know."),
        _KEEP,
    ),
    "ledger.certificate_minted": (
        _mark("Entry {seq} brings in a certificate nobody witnessed or its holder never accepted."),
        _KEEP,
    ),
    "ledger.certificate_foreign": (
        _mark("Entry {seq} brings in a certificate this site did not issue."),
        _KEEP,
    ),
    "ledger.stream_column": (
        _mark("Entry {seq} is filed under another patient than it says."),
        _KEEP,
    ),
    "ledger.hash_column": (
        _mark("The hash kept beside entry {seq} is not the hash of its bytes."),
        _KEEP,
    ),
    "ledger.unknown_shape": (
        _mark("Entry {seq} has a form this version cannot read."),
        _mark("Start the newest version of the program and verify again."),
    ),
    "ledger.tail_cut": (
        _mark(
            "The ledger ends before entry {seq}, which was witnessed: entries were cut "
            "off, or an older copy was put back."
        ),
        _KEEP,
    ),
    "ledger.rollback": (
        _mark(
            "Entry {seq} is not the one that was witnessed: an older copy was put back and "
            "written on, or the ledger was rebuilt."
        ),
        _KEEP,
    ),
    "ledger.heads_behind": (
        _mark("The file of witnessed heads ends long before entry {seq}."),
        _mark(
            "Do not write. Restore this file from the newest backup and tell the site "
            "administrator."
        ),
    ),
    "ledger.heads_gap": (
        _mark("The file of witnessed heads lacks the line of entry {seq}, and has later ones."),
        _mark(
            "Do not write. Restore this file from the newest backup and tell the site "
            "administrator."
        ),
    ),
    "ledger.beside_altered": (
        _mark("A row of a log beside the ledger was altered: {detail}."),
        _KEEP,
    ),
    "ledger.beside_cut": (
        _mark(
            "Entry {seq} had seen rows of a log beside the ledger that are not there any more: "
            "{detail}."
        ),
        _KEEP,
    ),
    "ledger.witness_differs": (
        _mark(
            "Entry {seq} says that a head of entry {detail} is kept outside, but entry {detail} "
            "of this record has another head."
        ),
        _mark(
            "Do not write. Keep the folder as it is, look at the paper or medium that entry {seq} "
            "names, and call the site administrator."
        ),
    ),
    "ledger.own_key_differs": (
        _mark(
            "The record in this folder has another key in your name than the one your secret opens."
        ),
        _OWN,
    ),
    "ledger.own_head_differs": (
        _mark(
            "This is not the record you worked in last: entry {seq} is another than the one you "
            "saw, and your own key says so."
        ),
        _OWN,
    ),
    "ledger.own_head_gone": (
        _mark(
            "This record ends before entry {seq}, which you saw yourself, and your own key says "
            "so: entries were cut off, or an older copy was put back."
        ),
        _OWN,
    ),
    "ledger.own_unseen": (
        _mark(
            "Your own witness of what you saw last is missing in this folder, or is not in your "
            "hand."
        ),
        _mark(
            "Compare the newest paper you hold with Records, “Is the record whole?”, and tell the "
            "site administrator. From now on it is kept again."
        ),
    ),
    "ledger.anchor_missing": (
        _mark("The ledger does not reach the witnessed entry {seq}."),
        _KEEP,
    ),
    "ledger.anchor_differs": (
        _mark("Entry {seq} is not the one that was witnessed on paper."),
        _KEEP,
    ),
    "ledger.anchor_unreadable": (
        _mark("This is not a witnessed head."),
        _mark("Type the number of the entry and the digits as printed, at least the first 16."),
    ),
    "ledger.trust_missing": (
        _mark("No trusted authority was named."),
        _mark("Give the fingerprint of the site's certificate authority."),
    ),
    "ledger.proof_unreadable": (
        _mark("The code on the paper cannot be read."),
        _mark("Scan it again, in good light and flat."),
    ),
    "ledger.proof_untrusted": (
        _mark("The code was not made by the trusted site."),
        _mark("Compare the fingerprint with the site's own."),
    ),
    "ledger.proof_forged": (
        _mark("The code names the trusted site, but its signature does not hold."),
        _mark("Do not rely on this paper. Tell the site administrator."),
    ),
    "ledger.proof_too_long": (
        _mark("The record does not fit into the code: {length} bytes of at most {longest}."),
        _mark("Ask the site administrator for a shorter site code."),
    ),
}
