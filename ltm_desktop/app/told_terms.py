"""Terms of toxicity as entries tell them, held against the program's own lists.

An entry carries the grades of its term; this names the one whose grades no list of that version
has. A version the program does not carry is not judged.
"""

from collections.abc import Iterable, Iterator, Mapping

from ltm_desktop.app.charts import ProtocolLibrary
from ltm_desktop.domain.adverse_events import TermRef
from ltm_desktop.domain.adverse_events_slice import AdverseEvent
from ltm_desktop.domain.chart import Chart
from ltm_desktop.domain.ctcae import Codelist

Terms = Mapping[str, Codelist]


def terms_of(library: ProtocolLibrary) -> Terms:
    """Return the program's lists by version; they stand beside every protocol file."""
    found: dict[str, Codelist] = {}
    for study, version in library.available():
        found.update(library.load(study, version)[0].toxicity.lists)
    return found


def differing(charts: Iterable[Chart], terms: Terms) -> Iterator[tuple[int, str]]:
    """Yield entry and term for each event whose term is not what its list says."""
    for chart in charts:
        for one in chart.adverse_events.events.values():
            for seq, ref in _told(one):
                if ref.version in terms and not _agrees(ref, terms[ref.version]):
                    yield seq, f"{ref.code}, CTCAE {ref.version}"


def _told(one: AdverseEvent) -> Iterator[tuple[int, TermRef]]:
    yield one.reported.seq, one.reported.told.told.term
    for corrected in one.corrected:
        yield corrected.seq, corrected.told.told.term


def _agrees(ref: TermRef, terms: Codelist) -> bool:
    known = terms.terms.get(ref.code)
    return known is not None and (known.system, known.grades) == (ref.system, ref.grades)
