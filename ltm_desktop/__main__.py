"""The program's front door: hands its arguments to bootstrap and knows nothing else."""

import sys
from collections.abc import Sequence

from ltm_desktop import bootstrap


def main(argv: Sequence[str] | None = None) -> int:
    """Run the program on these arguments and return its exit code."""
    return bootstrap.main(sys.argv[1:] if argv is None else argv)


if __name__ == "__main__":
    sys.exit(main())
