"""One start of the program or of the bare window, told from inside.

python -m benchmarks.start_child floor|product painted|today SITE BEGAN
"""

import sys

from benchmarks.start_told import Told


def main() -> None:
    """Start one of the two windows and watch it."""
    side, until, site, began = sys.argv[1:5]
    told = Told(float(began))
    told.note("interpreter")
    from PySide6.QtWidgets import QApplication

    from benchmarks.start_watch import Watch

    app = QApplication([])
    told.note("Qt")
    watch = Watch(app, told, ours=side == "product", until=until)
    if side == "product":
        from ltm_desktop import bootstrap

        bootstrap.main(["--site", site, "--language", "en"])
    else:
        from benchmarks.floor_window import BareWindow

        window = BareWindow()
        window.show()
        app.exec()
    watch.deleteLater()


if __name__ == "__main__":
    main()
