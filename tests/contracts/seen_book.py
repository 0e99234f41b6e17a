"""What every book of personal witnesses must do; an implementation gives the `book` fixture."""

from ltm_desktop.app.ports import SeenBook


class SeenBookContract:
    """The suite."""

    def test_nobody_has_said_anything_at_first(self, book: SeenBook) -> None:
        assert book.read("li.na") == ""

    def test_the_newest_line_of_each_person_is_kept(self, book: SeenBook) -> None:
        book.write("li.na", "one")
        book.write("wang.fang", "another")
        book.write("li.na", "two")
        assert (book.read("li.na"), book.read("wang.fang")) == ("two", "another")

    def test_nothing_of_it_is_shown_when_printed(self, book: SeenBook) -> None:
        book.write("li.na", "one")
        assert "one" not in repr(book)
