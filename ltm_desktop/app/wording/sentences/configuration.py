"""What is wrong with a site configuration or a protocol file, and what to do next."""

from ltm_desktop.app.wording.marking import mark as _mark

_SET_IT = _mark("The principal investigator sets and signs it; until then nothing can be given.")
_ASK_INVESTIGATOR = _mark("The principal investigator changes one of the two and signs again.")
_FIX_FILE = _mark("Correct that line of the protocol file and check it again.")
_FOLLOW_HINT = _mark("Type it as the field shows.")
_ASK_ADMINISTRATOR = _mark("Write the code down and tell the site administrator.")

SENTENCES: dict[str, tuple[str, str]] = {
    "configuration.none_signed": (
        _mark("No site configuration is signed."),
        _SET_IT,
    ),
    "configuration.missing": (
        _mark("{name}: not set. {note}"),
        _SET_IT,
    ),
    "configuration.malformed": (
        _mark("{name}: “{typed}” cannot be used. {fault}"),
        _FOLLOW_HINT,
    ),
    "configuration.already_stated": (
        _mark("{name}: stated by the protocol; the site cannot set it. {note}"),
        _mark("Take it out of the configuration."),
    ),
    "configuration.path_twice": (
        _mark("A value stands twice in the configuration."),
        _mark("Take one of the two out."),
    ),
    "configuration.unknown_path": (
        _mark("{path} is not a value of this protocol."),
        _mark("Take it out of the configuration."),
    ),
    "configuration.unknown_protocol": (
        _mark("There is no protocol {study} version {version} in this program."),
        _mark("Choose a protocol from the list."),
    ),
    "configuration.unit_missing": (
        _mark("The unit must be written: {unit}."),
        _FOLLOW_HINT,
    ),
    "configuration.not_positive": (
        _mark("The number must be greater than 0."),
        _FOLLOW_HINT,
    ),
    "configuration.not_whole": (
        _mark("The number must be whole."),
        _FOLLOW_HINT,
    ),
    "configuration.percent_missing": (
        _mark("A percentage is written with a space and %, such as 5 %."),
        _FOLLOW_HINT,
    ),
    "configuration.not_a_percentage": (
        _mark("A percentage must be below 100."),
        _FOLLOW_HINT,
    ),
    "configuration.not_a_list": (
        _mark("A list is written with commas between its parts."),
        _FOLLOW_HINT,
    ),
    "configuration.not_ascending": (
        _mark("The days must rise, each only once."),
        _FOLLOW_HINT,
    ),
    "configuration.not_a_weekday": (
        _mark("Weekdays are 1 for Monday to 7 for Sunday."),
        _FOLLOW_HINT,
    ),
    "configuration.not_a_date": (
        _mark("A date here is written as year-month-day and must exist."),
        _FOLLOW_HINT,
    ),
    "configuration.not_an_option": (
        _mark("It is not one of the choices, or it stands there twice."),
        _mark("Choose from the list."),
    ),
    "configuration.not_a_range": (
        _mark("A range has a lowest and a highest value in {unit}."),
        _FOLLOW_HINT,
    ),
    "configuration.range_order": (
        _mark("The limits must rise from the lowest to the highest, the usual range inside."),
        _FOLLOW_HINT,
    ),
    "configuration.contradiction.dose_above_ceiling": (
        _mark("{owner}: the dose of {dose} is above the ceiling of {ceiling}."),
        _ASK_INVESTIGATOR,
    ),
    "configuration.contradiction.days_count": (
        _mark("{owner}: {days} {days:day is|days are} set for {doses} {doses:dose|doses}."),
        _ASK_INVESTIGATOR,
    ),
    "configuration.contradiction.first_day": (
        _mark("{owner}: the first dose must be on day 1, it is on day {day}."),
        _ASK_INVESTIGATOR,
    ),
    "configuration.contradiction.interval_longer_than_gap": (
        _mark("{owner}: the least interval is longer than from day {first} to day {second}."),
        _ASK_INVESTIGATOR,
    ),
    "configuration.contradiction.supplement_without_assessment": (
        _mark("{owner} is required, but the step that asks for it is not kept."),
        _mark("Keep the step “assessed”, or do not require the supplement."),
    ),
    "configuration.contradiction.windows_overlap": (
        _mark("{owner}: the windows of day {first} and day {second} overlap."),
        _ASK_INVESTIGATOR,
    ),
    "configuration.contradiction.interval_longer_than_offset": (
        _mark(
            "{owner}: it starts {offset} {offset:day|days} after the last dose, before the least "
            "interval."
        ),
        _ASK_INVESTIGATOR,
    ),
    "configuration.contradiction.windows_overlap_between_phases": (
        _mark(
            "{owner}: {offset} {offset:day|days} after the last dose its first window overlaps "
            "the one before."
        ),
        _ASK_INVESTIGATOR,
    ),
    "configuration.contradiction.fractions_total": (
        _mark("{owner}: the fractions do not add up to {total}."),
        _ASK_INVESTIGATOR,
    ),
    "configuration.contradiction.tolerance_above_fraction": (
        _mark("{owner}: a tolerance of {tolerance} is as much as a whole fraction."),
        _ASK_INVESTIGATOR,
    ),
    "configuration.contradiction.start_after_foreign_dose": (
        _mark("{owner}: {item} is not a dose of its arm."),
        _ASK_INVESTIGATOR,
    ),
    "configuration.contradiction.gap_longer_than_day": (
        _mark(
            "{owner}: {count} {count:fraction|fractions} with the least gap do not fit into one "
            "day."
        ),
        _ASK_INVESTIGATOR,
    ),
    "configuration.contradiction.same_day_gap_too_long": (
        _mark("{owner}: {hours} h between a dose and a fraction do not fit into one day."),
        _ASK_INVESTIGATOR,
    ),
    "configuration.no_such_arm": (
        _mark("The protocol has no arm {arm}."),
        _ASK_ADMINISTRATOR,
    ),
    "configuration.no_such_drug": (
        _mark("{drug} is not a drug of this protocol."),
        _ASK_ADMINISTRATOR,
    ),
    "configuration.no_such_dose": (
        _mark("{item} is not a planned dose of the protocol."),
        _mark("A further dose needs an amended, signed protocol."),
    ),
    "configuration.no_such_vocabulary": (
        _mark("The protocol has no list {vocabulary}."),
        _ASK_ADMINISTRATOR,
    ),
    "configuration.no_such_code": (
        _mark("“{typed}” is not in the protocol's list {vocabulary}."),
        _ASK_ADMINISTRATOR,
    ),
    "protocol.not_utf8": (
        _mark("{file}, line {line}: the file is not UTF-8 text."),
        _mark("Save the file as UTF-8 and check it again."),
    ),
    "protocol.too_large": (
        _mark("{file} is larger than {kilobytes} kilobytes: no protocol file is."),
        _mark("Choose a protocol file."),
    ),
    "protocol.unreadable": (
        _mark("{file}, line {line}: a line, a number or a nesting that no protocol file has."),
        _FIX_FILE,
    ),
    "protocol.syntax": (
        _mark("{file}, line {line}: this is not valid TOML ({reason})."),
        _FIX_FILE,
    ),
    "protocol.other_name": (
        _mark("{file}, line {line}: study and version differ from the file's folder and name."),
        _FIX_FILE,
    ),
    "protocol.missing_key": (
        _mark("{file}, line {line}: {path} is missing."),
        _mark("Add it; what the source does not say is written as unset, with what it says."),
    ),
    "protocol.unknown_key": (
        _mark("{file}, line {line}: {path} is not known."),
        _mark("Look for a typing mistake, or take the line out."),
    ),
    "protocol.not_text": (
        _mark("{file}, line {line}: {path} must be text in quotes, amounts too."),
        _FIX_FILE,
    ),
    "protocol.blank": (
        _mark("{file}, line {line}: {path} is blank."),
        _FIX_FILE,
    ),
    "protocol.not_names": (
        _mark("{file}, line {line}: {path} must be a list of different names."),
        _FIX_FILE,
    ),
    "protocol.not_a_table": (
        _mark("{file}, line {line}: {path} must be a table."),
        _FIX_FILE,
    ),
    "protocol.bad_value": (
        _mark("{file}, line {line}: {path} cannot be used. {fault}"),
        _FIX_FILE,
    ),
    "protocol.must_be_stated": (
        _mark("{file}, line {line}: {path} must be stated; it cannot be left to the site."),
        _FIX_FILE,
    ),
    "protocol.leads_nowhere": (
        _mark("{file}, line {line}: {path} names “{name}”, which the file does not have."),
        _FIX_FILE,
    ),
    "protocol.unknown_rule": (
        _mark("{file}, line {line}: {path} names the rule “{rule}”; known are {rules}."),
        _FIX_FILE,
    ),
    "protocol.unknown_unit": (
        _mark("{file}, line {line}: {path} names the unit “{unit}”, which is not known."),
        _FIX_FILE,
    ),
    "configuration.other_protocol_file": (
        _mark("The protocol file of {study} is not the one this configuration was made for."),
        _mark("Open the configuration again and read it through before signing."),
    ),
    "configuration.protocol_changed": (
        _mark("The protocol file of {study} is not the one that was signed."),
        _mark("Give no study treatment by it. Tell the site administrator."),
    ),
}
