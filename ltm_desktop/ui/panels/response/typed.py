"""The form of an assessment as names and texts: to a command, from an earlier record, to a draft.

What cannot be read is an alert that names its part; nothing is guessed. No Qt here.
"""

from collections.abc import Callable, Iterator, Mapping
from datetime import date

from ltm_desktop.domain.alerts import Alert, stop
from ltm_desktop.domain.errors import Refused
from ltm_desktop.domain.identifiers import PatientId, RecordId
from ltm_desktop.domain.protocol import ActiveProtocol
from ltm_desktop.domain.quantities import Quantity, Unit, parse_quantity
from ltm_desktop.domain.response import (
    AssessResponse,
    Cytology,
    ItemScore,
    Judged,
    LmClass,
    Markers,
    MriFeature,
    MriScore,
    NeuroScore,
    Nodule,
    NotDone,
    Performance,
    ResponseAssessed,
    SteroidDose,
)
from ltm_desktop.domain.response_terms import (
    BASELINE,
    JUDGED,
    Change,
    Component,
    CytologyResult,
    MriOverall,
    Presence,
)

Fields = dict[str, str]
"""Names of the form and what stands there; a day is ISO once it could be read."""
CLASS_PARTS = ("kind", "pattern", "certainty")
OWN = ("record", "corrects", "draft_of")
"""Fields no person types."""


class Reader:
    """Read a form once; `alerts` says what could not be read."""

    def __init__(self, fields: Mapping[str, str], active: ActiveProtocol) -> None:
        self._fields = fields
        self._active = active
        self.alerts: list[Alert] = []

    def text(self, name: str) -> str:
        """Return what stands in a field without outer blanks."""
        return self._fields.get(name, "").strip()

    def command(self, patient: PatientId) -> AssessResponse:
        """Return the command as far as it can be read."""
        on = self._day("on", None)
        return AssessResponse(
            patient=patient,
            record=RecordId(self.text("record")),
            on=on or date.max,
            time_point=self.text("time_point"),
            neuro=self._neuro(),
            cytology=self._cytology(),
            mri=self._mri(),
            kps=self._kps(),
            steroids=self._steroids(),
            markers=self._markers(),
            lm_class=self._lm_class(),
            judged=tuple(self._judged()),
            not_done=tuple(self._not_done()),
            overall="" if self._baseline else self.text("overall"),
            not_evaluable_reason="" if self._baseline else self.text("why_not"),
            rationale=self.text("rationale"),
            corrects=RecordId(self.text("corrects")) if self.text("corrects") else None,
            correction_reason=self.text("correction_reason"),
        )

    @property
    def _baseline(self) -> bool:
        return self.text("time_point") == BASELINE

    def _under(self, prefix: str) -> bool:
        """Tell whether anything of a part is filled."""
        return any(
            text.strip() for name, text in self._fields.items() if name.startswith(f"{prefix}.")
        )

    def _day(self, name: str, component: Component | None) -> date | None:
        """Return a day; a blank or unreadable one is an alert."""
        text = self.text(name)
        try:
            return date.fromisoformat(text)
        except ValueError:
            code = "response.day_unreadable" if text else "response.day_missing"
            self._refuse(code, component, typed=text)
            return None

    def _refuse(self, code: str, component: Component | None, **values: object) -> None:
        self.alerts.append(stop(code, "", component=component or "general", **values))

    def _neuro(self) -> NeuroScore | None:
        if not self._under("neuro"):
            return None
        rules = self._active.response
        items = rules.instrument.items if rules else {}
        scores = tuple(
            ItemScore(item, self._level(item), self.text(f"neuro.{item}.found")) for item in items
        )
        code = rules.instrument.code if rules else ""
        return NeuroScore(code, scores, self.text("neuro.medicines"))

    def _level(self, item: str) -> int | None:
        text = self.text(f"neuro.{item}")
        if not text:
            return None
        if not (text.isascii() and text.isdecimal()):
            self._refuse("response.not_a_level", Component.NEURO, typed=text)
            return None
        return int(text)

    def _cytology(self) -> Cytology | None:
        result = self.text("cytology.result")
        if not result:
            return None
        on = self._day("cytology.on", Component.CYTOLOGY)
        return Cytology(
            on or date.max,
            CytologyResult(result),
            self.text("cytology.source"),
            self.text("cytology.report"),
        )

    def _mri(self) -> MriScore | None:
        if not self._under("mri"):
            return None
        on = self._day("mri.on", Component.MRI)
        overall = self.text("mri.overall")
        instruments = self._active.protocol.instruments
        features = (self._feature(one) for one in instruments.mri)
        return MriScore(
            on or date.max,
            tuple(one for one in features if one is not None),
            tuple(self._nodules(instruments.regions, instruments.nodules)),
            MriOverall(overall) if overall and not self._baseline else None,
            self.text("mri.parenchymal"),
            self.text("mri.report"),
        )

    def _feature(self, feature: str) -> MriFeature | None:
        seen = self.text(f"mri.{feature}")
        change = "" if self._baseline else self.text(f"mri.{feature}.change")
        if not seen:
            return None
        return MriFeature(feature, Presence(seen), Change(change) if change else None)

    def _nodules(self, regions: Mapping[str, object], most: int) -> Iterator[Nodule]:
        for region in regions:
            for number in range(1, most + 1):
                names = [f"mri.{region}.{number}.{side}" for side in ("length", "width")]
                if not any(map(self.text, names)):
                    continue
                sizes = [self._amount(name, Unit.MM, Component.MRI) for name in names]
                length, width = sizes
                if length is not None and width is not None:
                    yield Nodule(region, length, width)

    def _amount(self, name: str, unit: Unit, component: Component) -> Quantity | None:
        try:
            return parse_quantity(self.text(name), unit)
        except Refused as refusal:
            values = {**refusal.alerts[0].values, "component": component}
            self.alerts.append(stop(refusal.alerts[0].code, "", **values))
            return None

    def _kps(self) -> Performance | None:
        score = self.text("kps.score")
        if not score:
            return None
        on = self._day("kps.on", Component.KPS)
        return Performance(int(score), on or date.max)

    def _steroids(self) -> SteroidDose | None:
        if not self.text("steroids.per_day"):
            return None
        amount = self._amount("steroids.per_day", Unit.MG_PER_DAY, Component.STEROIDS)
        return SteroidDose(amount, self.text("steroids.drug")) if amount else None

    def _markers(self) -> Markers | None:
        if not self.text("markers.found"):
            return None
        on = self._day("markers.on", Component.MARKERS)
        return Markers(on or date.max, self.text("markers.found"))

    def _lm_class(self) -> LmClass | None:
        if not self._baseline or not self._under("class"):
            return None
        return LmClass(*(self.text(f"class.{part}") for part in CLASS_PARTS))

    def _judged(self) -> Iterator[Judged]:
        for component in () if self._baseline else JUDGED:
            change = self.text(f"change.{component}")
            # what was said not to be done is not judged either
            if change and not self.text(f"not_done.{component}"):
                yield Judged(component, Change(change))

    def _not_done(self) -> Iterator[NotDone]:
        for component in Component:
            reason = self.text(f"not_done.{component}")
            if reason:
                yield NotDone(component, reason, self.text(f"not_done.{component}.note"))


def to_fields(told: ResponseAssessed) -> Fields:
    """Return the form of a record, to put it right; what is not filled is left out."""
    found = {
        "on": told.on.isoformat(),
        "time_point": told.time_point,
        "overall": told.overall,
        "why_not": told.not_evaluable_reason,
        "rationale": told.rationale,
        **{f"change.{one.component}": one.change.value for one in told.judged},
        **{f"not_done.{one.component}": one.reason for one in told.not_done},
        **{f"not_done.{one.component}.note": one.note for one in told.not_done},
    }
    for value, write in (
        (told.neuro, _neuro_fields),
        (told.cytology, _cytology_fields),
        (told.mri, _mri_fields),
        (told.kps, _kps_fields),
        (told.steroids, _steroid_fields),
        (told.markers, _marker_fields),
        (told.lm_class, _class_fields),
    ):
        found |= _written(value, write)
    return {name: text for name, text in found.items() if text}


def _written(value: object, write: Callable[..., Fields]) -> Fields:
    return {} if value is None else write(value)


def _neuro_fields(one: NeuroScore) -> Fields:
    levels = {
        f"neuro.{score.item}": str(score.level) for score in one.scores if score.level is not None
    }
    found = {f"neuro.{score.item}.found": score.found for score in one.scores}
    return {**levels, **found, "neuro.medicines": one.medicines}


def _cytology_fields(one: Cytology) -> Fields:
    return {
        "cytology.on": one.sampled_on.isoformat(),
        "cytology.result": one.result.value,
        "cytology.source": one.source,
        "cytology.report": one.report,
    }


def _mri_fields(one: MriScore) -> Fields:
    found = {
        "mri.on": one.scanned_on.isoformat(),
        "mri.overall": one.overall.value if one.overall else "",
        "mri.parenchymal": one.parenchymal,
        "mri.report": one.report,
    }
    for feature in one.features:
        found[f"mri.{feature.feature}"] = feature.presence.value
        found[f"mri.{feature.feature}.change"] = feature.change.value if feature.change else ""
    counted: dict[str, int] = {}
    for nodule in one.nodules:
        number = counted[nodule.region] = counted.get(nodule.region, 0) + 1
        found[f"mri.{nodule.region}.{number}.length"] = str(nodule.length.value)
        found[f"mri.{nodule.region}.{number}.width"] = str(nodule.width.value)
    return found


def _kps_fields(one: Performance) -> Fields:
    return {"kps.score": str(one.score), "kps.on": one.on.isoformat()}


def _steroid_fields(one: SteroidDose) -> Fields:
    return {"steroids.per_day": str(one.per_day.value), "steroids.drug": one.drug}


def _marker_fields(one: Markers) -> Fields:
    return {"markers.on": one.on.isoformat(), "markers.found": one.found}


def _class_fields(one: LmClass) -> Fields:
    return {f"class.{part}": getattr(one, part) for part in CLASS_PARTS}
