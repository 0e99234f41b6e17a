"""What every keeper of drafts must do; an implementation gives the `drafts` fixture."""

from dataclasses import replace

from ltm_desktop.app.ports import DiscardedDraft, Draft, Drafts

DRAFT = Draft(
    "desk-1",
    "nurse.one",
    "pat-1",
    "dosing",
    {"amount": "10.00", "note": "合成 'quoted' \"text\"\nsecond line"},
    "2026-03-02T10:00:00+08:00",
    "dosing.amount",
)
_WHOSE = ("desk-1", "nurse.one", "pat-1", "dosing")


class DraftsContract:
    """The suite."""

    def test_a_draft_comes_back_as_it_was_left(self, drafts: Drafts) -> None:
        drafts.save(DRAFT)
        assert drafts.find("desk-1", "nurse.one", "pat-1", "dosing") == DRAFT

    def test_saving_again_replaces_the_draft(self, drafts: Drafts) -> None:
        drafts.save(DRAFT)
        later = replace(DRAFT, fields={"amount": ""}, saved_at="2026-03-02T10:00:01+08:00")
        drafts.save(later)
        assert drafts.of("desk-1", "nurse.one") == (later,)

    def test_nobody_meets_the_draft_of_another(self, drafts: Drafts) -> None:
        drafts.save(DRAFT)
        assert drafts.find("desk-2", "nurse.one", "pat-1", "dosing") is None
        assert drafts.find("desk-1", "doctor.two", "pat-1", "dosing") is None
        assert drafts.find("desk-1", "nurse.one", "pat-2", "dosing") is None
        assert drafts.find("desk-1", "nurse.one", "pat-1", "fractions") is None
        assert drafts.of("desk-1", "doctor.two") == ()

    def test_drafts_are_listed_newest_first_whatever_the_offset(self, drafts: Drafts) -> None:
        older = replace(DRAFT, topic="labs", saved_at="2026-03-02T01:59:59+00:00")
        drafts.save(older)
        drafts.save(DRAFT)
        assert drafts.of("desk-1", "nurse.one") == (DRAFT, older)

    def test_a_dropped_draft_is_gone_and_may_be_dropped_twice(self, drafts: Drafts) -> None:
        drafts.save(DRAFT)
        for _ in range(2):
            drafts.drop("desk-1", "nurse.one", "pat-1", "dosing")
        assert drafts.find("desk-1", "nurse.one", "pat-1", "dosing") is None

    def test_a_draft_thrown_away_is_gone_and_leaves_ids_and_times_only(
        self, drafts: Drafts
    ) -> None:
        drafts.save(DRAFT)
        for _ in range(2):
            drafts.discard(*_WHOSE, "2026-03-02T10:05:00+08:00")
        assert drafts.find(*_WHOSE) is None
        noted = DiscardedDraft(*_WHOSE, DRAFT.saved_at, "2026-03-02T10:05:00+08:00")
        assert drafts.discarded() == (noted,)

    def test_a_draft_that_became_a_record_is_not_called_thrown_away(self, drafts: Drafts) -> None:
        drafts.save(DRAFT)
        drafts.drop(*_WHOSE)
        assert drafts.discarded() == ()

    def test_drafts_of_others_are_counted_at_this_workstation_only(self, drafts: Drafts) -> None:
        drafts.save(DRAFT)
        drafts.save(replace(DRAFT, author="doctor.two"))
        drafts.save(replace(DRAFT, author="doctor.two", workstation="desk-2"))
        assert drafts.count_others("desk-1", "nurse.one") == 1
        assert drafts.count_others("desk-1", "nobody") == 2

    def test_a_draft_shows_nothing_that_was_typed_where_it_is_printed(self) -> None:
        assert "10.00" not in repr(DRAFT)
