"""A protocol file's tables as a TrialProtocol; refuses names that lead nowhere.

Faults are collected in the tables; what is returned beside faults must not be used.
"""

from collections.abc import Iterator, Mapping
from dataclasses import replace

from ltm_desktop.domain.analytes import Analyte, AnalyteKind, LabPanel
from ltm_desktop.domain.endpoints import SPECS as OF_ENDPOINTS
from ltm_desktop.domain.endpoints import Endpoint
from ltm_desktop.domain.lab_units import FAMILIES
from ltm_desktop.domain.notices import NoticeRule
from ltm_desktop.domain.protocol import (
    Arm,
    Assessment,
    Companion,
    Direction,
    Drug,
    Gate,
    Level,
    Phase,
    Prescription,
    RangeField,
    Series,
    StartRule,
    Supplement,
    TrialProtocol,
)
from ltm_desktop.domain.quantities import Unit
from ltm_desktop.domain.setting_kinds import SPECS, Kind, Label, Setting, SettingName, Spec
from ltm_desktop.domain.setting_values import fault_in
from ltm_desktop.domain.terms import Access
from ltm_desktop.domain.toxicity_data import ToxicityData
from ltm_desktop.protocols.response import read_response
from ltm_desktop.protocols.tables import Fault, Table
from ltm_desktop.protocols.term_lists import term_lists
from ltm_desktop.protocols.toxicity import read_scales


def read_protocol(found: Mapping[str, object], faults: list[Fault]) -> TrialProtocol:
    """Return the protocol of a parsed file; every fault met is added to the list."""
    return _Reading(Table(found, "", faults)).protocol()


class _Reading:
    """Read one file from top to bottom, collecting its settings in order."""

    def __init__(self, root: Table) -> None:
        self._root = root
        self._settings: dict[str, Setting] = {}

    def protocol(self) -> TrialProtocol:
        root = self._root
        vocabularies = {
            name: {code: words.words() for code, words in table.each()}
            for name, table in root.tables("vocabularies")
        }
        protocol = TrialProtocol(
            study=root.text("study"),
            version=root.text("version"),
            title=root.label("title"),
            source=root.label("source"),
            arms={code: self._arm(code, table) for code, table in root.tables("arms")},
            phases={code: self._phase(code, table) for code, table in root.tables("phases")},
            series={code: self._series(code, table) for code, table in root.tables("series")},
            drugs={code: self._drug(code, table) for code, table in root.tables("drugs")},
            prescriptions=dict(self._prescriptions(vocabularies)),
            ranges=dict(self._ranges()),
            panels=dict(self._panels()),
            analytes=dict(self._analytes(vocabularies)),
            gates=dict(self._gates()),
            supplements=dict(self._supplements()),
            notices=dict(self._notices()),
            vocabularies=vocabularies,
            survival=dict(self._endpoints()),
            follows_up=self._follow_up(),
            assessments=tuple(
                self._assessment(code, table) for code, table in root.tables("assessments")
            ),
            response=read_response(root, self._settle),
            settings=self._settings,
            toxicity=self._toxicity(),
        )
        self._site(root.table("site"))
        root.close()
        self._check_names(protocol)
        return protocol

    def _settle(
        self,
        table: Table,
        group: str,
        key: str,
        owner: Label,
        *,
        spec: Spec | None = None,
        only_if: str = "",
        path: str = "",
    ) -> None:
        stated = table.stated(key)
        spec = spec or SPECS[group][key]
        if stated.text is not None:
            refusal = fault_in(stated.text, spec)
            if refusal is not None:
                table.fault(key, "protocol.bad_value", fault=refusal.alerts[0])
        name = SettingName(owner, f"{group}.{key}")
        path = path or table.at(key)
        self._settings[path] = Setting(path, name, spec, stated.text, stated.note, only_if)

    def _arm(self, code: str, table: Table) -> Arm:
        arm = Arm(
            code=code,
            label=table.label("label"),
            phases=table.names("phases"),
            prescription=table.text("prescription", optional=True) or None,
        )
        table.close()
        return arm

    def _phase(self, code: str, table: Table) -> Phase:
        label, series = table.label("label"), table.text("series")
        start = table.table("start")
        rule = start.text("rule")
        after = ""
        if rule == StartRule.AFTER_LAST_DOSE:
            after = start.text("after")
            self._settle(start, "start", "offset", label)
        elif rule != StartRule.ANCHOR:
            start.fault(
                "rule", "protocol.unknown_rule", rule=rule, rules=tuple(map(str, StartRule))
            )
        start.close()
        table.close()
        first = rule != StartRule.AFTER_LAST_DOSE
        rule_found = StartRule.ANCHOR if first else StartRule.AFTER_LAST_DOSE
        return Phase(code, label, series, rule_found, after)

    def _series(self, code: str, table: Table) -> Series:
        series = Series(code, table.label("label"), table.text("drug"), table.text("prefix"))
        for key in SPECS["series"]:
            if key != "min_interval_from_previous" or table.has(key):
                self._settle(table, "series", key, series.label)
        if self._settings[f"series.{code}.doses"].text is None:
            # Without the number of doses no item has a name that a configuration could use.
            table.fault("doses", "protocol.must_be_stated")
        table.close()
        return series

    def _drug(self, code: str, table: Table) -> Drug:
        label = table.label("label")
        for key in SPECS["drug"]:
            self._settle(table, "drug", key, label)
        companions = tuple(
            self._companion(companion, within)
            for companion, within in table.tables("companions", optional=True)
        )
        table.close()
        return Drug(code, label, companions)

    def _companion(self, code: str, table: Table) -> Companion:
        label = table.label("label")
        self._settle(table, "companion", "given", label)
        for key in ("dose", "order"):
            self._settle(table, "companion", key, label, only_if=table.at("given"))
        table.close()
        return Companion(code, label)

    def _prescriptions(
        self, vocabularies: Mapping[str, Mapping[str, Label]]
    ) -> Iterator[tuple[str, Prescription]]:
        for code, table in self._root.tables("prescriptions", optional=True):
            label = table.label("label")
            unit = self._dose_unit(table)
            course = Prescription(
                code=code,
                label=label,
                phase=table.text("phase"),
                prefix=table.text("prefix"),
                unit=unit,
                levels=tuple(
                    self._level(level, within, unit, vocabularies)
                    for level, within in table.tables("levels")
                ),
            )
            if not course.levels:
                table.fault("levels", "protocol.missing_key")
            self._course_settings(table, course)
            table.close()
            yield code, course

    def _dose_unit(self, table: Table) -> Unit:
        """Read Gy, which need not be said, or Gy{RBE}."""
        text = table.text("dose_unit", optional=True) or Unit.GY.value
        if text not in (Unit.GY, Unit.GY_RBE):
            table.fault("dose_unit", "protocol.unknown_unit", unit=text)
            return Unit.GY
        return Unit(text)

    def _level(
        self,
        code: str,
        table: Table,
        unit: Unit,
        vocabularies: Mapping[str, Mapping[str, Label]],
    ) -> Level:
        label, targets = table.label("label"), table.text("targets_from")
        if targets not in vocabularies:
            table.fault("targets_from", "protocol.leads_nowhere", name=targets)
        for key, spec in SPECS["level"].items():
            options = tuple(vocabularies.get(targets, ()))
            chosen = replace(spec, options=options) if key == "targets" else _in(unit, spec)
            self._settle(table, "level", key, label, spec=chosen)
        table.close()
        return Level(code, label, targets)

    def _course_settings(self, table: Table, course: Prescription) -> None:
        for key, spec in SPECS["prescription"].items():
            if key != "rbe" or course.unit is Unit.GY_RBE:
                only_if = table.at("same_day_order") if key == "same_day_gap" else ""
                chosen = _in(course.unit, spec)
                self._settle(table, "prescription", key, course.label, spec=chosen, only_if=only_if)
        start = table.table("start")
        for key, spec in SPECS["rt_start"].items():
            chosen = replace(spec, options=self._dose_codes()) if key == "after" else spec
            self._settle(start, "rt_start", key, course.label, spec=chosen)
        start.close()

    def _dose_codes(self) -> tuple[str, ...]:
        return tuple(
            f"{table.text('prefix')}-{number}"
            for code, table in self._root.tables("series")
            for number in range(1, self._doses(code) + 1)
        )

    def _doses(self, series: str) -> int:
        text = self._settings[f"series.{series}.doses"].text or ""
        return int(text) if text.isdecimal() else 0

    def _ranges(self) -> Iterator[tuple[str, RangeField]]:
        for form, fields in self._root.tables("ranges", optional=True):
            for name, table in fields.each():
                label, unit = table.label("label"), table.text("unit")
                if unit not in set(Unit):
                    table.fault("unit", "protocol.unknown_unit", unit=unit)
                    table.close()
                    continue
                spec = replace(SPECS["range"]["limits"], unit=Unit(unit))
                self._settle(table, "range", "limits", label, spec=spec, path=table.path)
                table.close()
                yield f"{form}.{name}", RangeField(table.path, label, Unit(unit))

    def _panels(self) -> Iterator[tuple[str, LabPanel]]:
        for code, table in self._root.tables("panels", optional=True):
            specimen = table.text("specimen")
            if specimen not in ("blood", "csf"):
                table.fault("specimen", "protocol.leads_nowhere", name=specimen)
            yield code, LabPanel(code, table.label("label"), specimen == "csf")
            table.close()

    def _analytes(
        self, vocabularies: Mapping[str, Mapping[str, Label]]
    ) -> Iterator[tuple[str, Analyte]]:
        for code, table in self._root.tables("analytes", optional=True):
            kind = table.text("kind", optional=True) or AnalyteKind.NUMBER.value
            if kind not in set(AnalyteKind):
                table.fault("kind", "protocol.leads_nowhere", name=kind)
                kind = AnalyteKind.NUMBER.value
            label, panel = table.label("label"), table.text("panel")
            unit, printed = self._kept_in(table) if kind == AnalyteKind.NUMBER else (None, "")
            vocabulary = table.text("vocabulary") if kind == AnalyteKind.CODED else ""
            if vocabulary and vocabulary not in vocabularies:
                table.fault("vocabulary", "protocol.leads_nowhere", name=vocabulary)
            if unit is not None and table.has("plausible"):
                spec = replace(SPECS["analyte"]["plausible"], unit=unit)
                self._settle(table, "analyte", "plausible", label, spec=spec)
            also, loinc = (table.names(key, optional=True) for key in ("also", "loinc"))
            table.close()
            read = Analyte(code, label, panel, AnalyteKind(kind), unit, printed, vocabulary)
            yield code, replace(read, also=also, loinc=loinc)

    def _kept_in(self, table: Table) -> tuple[Unit | None, str]:
        """Read the unit of a number and the family it is converted from, the unit's own if none."""
        unit, printed = table.text("unit"), table.text("printed", optional=True)
        if unit not in set(Unit):
            table.fault("unit", "protocol.unknown_unit", unit=unit)
            return None, ""
        if printed and (printed not in FAMILIES or FAMILIES[printed].unit != unit):
            table.fault("printed", "protocol.leads_nowhere", name=printed)
        return Unit(unit), printed

    def _gates(self) -> Iterator[tuple[str, Gate]]:
        for code, table in self._root.tables("gates", optional=True):
            label, unit = table.label("label"), table.text("unit")
            direction, access = table.text("direction"), table.text("access", optional=True)
            analyte = table.text("analyte")
            for key, text, known in (
                ("unit", unit, tuple(Unit)),
                ("direction", direction, tuple(Direction)),
                ("access", access, ("", *Access)),
            ):
                if text not in known:
                    table.fault(key, "protocol.leads_nowhere", name=text)
            for key, spec in SPECS["gate"].items():
                known_unit = Unit(unit) if unit in set(Unit) else None
                chosen = replace(spec, unit=known_unit) if key == "limit" else spec
                self._settle(table, "gate", key, label, spec=chosen)
            table.close()
            if unit in set(Unit) and direction in set(Direction):
                way = Access(access) if access in set(Access) else None
                yield code, Gate(code, label, analyte, Direction(direction), Unit(unit), way)

    def _supplements(self) -> Iterator[tuple[str, Supplement]]:
        for code, table in self._root.tables("supplements", optional=True):
            label = table.label("label")
            self._settle(table, "supplement", "required", label)
            for key in ("days", "strength"):
                self._settle(table, "supplement", key, label, only_if=table.at("required"))
            table.close()
            yield code, Supplement(code, label)

    def _notices(self) -> Iterator[tuple[str, NoticeRule]]:
        for code, table in self._root.tables("notices", optional=True):
            label = table.label("label")
            self._settle(table, "notice", "applies", label)
            for key in ("within", "follow_up"):
                self._settle(table, "notice", key, label, only_if=table.at("applies"))
            table.close()
            yield code, NoticeRule(code, label)

    def _endpoints(self) -> Iterator[tuple[str, Endpoint]]:
        for code, table in self._root.tables("survival", optional=True):
            label = table.label("label")
            for key, spec in OF_ENDPOINTS["survival"].items():
                self._settle(table, "survival", key, label, spec=spec)
            table.close()
            yield code, Endpoint(code, label)

    def _follow_up(self) -> bool:
        if not self._root.has("follow_up"):
            return False
        table = self._root.table("follow_up")
        owner = table.label("label")
        for key, spec in OF_ENDPOINTS["follow_up"].items():
            self._settle(table, "follow_up", key, owner, spec=spec)
        table.close()
        return True

    def _assessment(self, code: str, table: Table) -> Assessment:
        endpoint = table.text("endpoint")
        if endpoint not in ("primary", "secondary"):
            table.fault("endpoint", "protocol.leads_nowhere", name=endpoint)
        label, source = table.label("label"), table.label("source")
        table.close()
        return Assessment(code, label, endpoint == "primary", source)

    def _toxicity(self) -> ToxicityData:
        """Return what the file says of toxicity; without it nothing is graded in this trial."""
        if not self._root.has("toxicity"):
            return ToxicityData(lists=term_lists())
        table = self._root.table("toxicity")
        owner, scales = table.label("label"), read_scales(table)
        offered = {"ctcae": tuple(term_lists()), "relation_scale": tuple(scales)}
        for key, spec in SPECS["toxicity"].items():
            chosen = replace(spec, options=offered[key]) if key in offered else spec
            self._settle(table, "toxicity", key, owner, spec=chosen)
        found = ToxicityData(scales, table.label("serious_source"), term_lists())
        table.close()
        return found

    def _site(self, table: Table) -> None:
        owner = table.label("label")
        for key in SPECS["site"]:
            self._settle(table, "site", key, owner)
        table.close()

    def _check_names(self, protocol: TrialProtocol) -> None:
        for path, name, known in _references(protocol):
            if name not in known:
                self._root.fault(path, "protocol.leads_nowhere", name=name)
        for phase in protocol.phases.values():
            path = f"series.{phase.series}.min_interval_from_previous"
            if phase.after and phase.series in protocol.series and path not in self._settings:
                self._root.fault(path, "protocol.missing_key")


def _references(protocol: TrialProtocol) -> Iterator[tuple[str, str, Mapping[str, object]]]:
    for arm in protocol.arms.values():
        for phase in arm.phases:
            yield f"arms.{arm.code}.phases", phase, protocol.phases
        if arm.prescription is not None:
            yield f"arms.{arm.code}.prescription", arm.prescription, protocol.prescriptions
    for step in protocol.phases.values():
        yield f"phases.{step.code}.series", step.series, protocol.series
        if step.after:
            yield f"phases.{step.code}.start.after", step.after, protocol.phases
    for series in protocol.series.values():
        yield f"series.{series.code}.drug", series.drug, protocol.drugs
    yield from _lab_references(protocol)
    for course in protocol.prescriptions.values():
        yield f"prescriptions.{course.code}.phase", course.phase, protocol.phases


def _lab_references(
    protocol: TrialProtocol,
) -> Iterator[tuple[str, str, Mapping[str, object]]]:
    for analyte in protocol.analytes.values():
        yield f"analytes.{analyte.code}.panel", analyte.panel, protocol.panels
    for gate in protocol.gates.values():
        kept = {code: one for code, one in protocol.analytes.items() if one.unit is gate.unit}
        yield f"gates.{gate.code}.analyte", gate.analyte, kept


def _in(unit: Unit, spec: Spec) -> Spec:
    """Return a dose in the unit of its course; alpha/beta and every other amount stay."""
    return replace(spec, unit=unit) if spec.kind is Kind.QUANTITY and spec.unit is Unit.GY else spec
