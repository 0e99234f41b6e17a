"""No picture of this program's memory on any disk: keys and names would stand in it in clear.

Unix only; what Windows keeps of a program that broke is set by whoever looks after the computer.
"""

import sys


def forbid_dumps() -> None:
    """Let the system write no core of this program, neither to a file nor to a program of its own.

    Of one byte: with a limit of none, Linux still hands a core to a program that collects them.
    """
    if sys.platform == "win32":
        return
    import resource

    hard = resource.getrlimit(resource.RLIMIT_CORE)[1]
    most = 1 if hard == resource.RLIM_INFINITY else min(hard, 1)
    resource.setrlimit(resource.RLIMIT_CORE, (most, hard))
