"""Memory: how much of it this process may take from now on."""

import sys
from contextlib import suppress

if sys.platform == "win32":
    import ctypes

    from xlkit.processes import windows
else:
    import resource


def limit(size: int) -> None:
    """Let this process take no more than so many bytes, as far as the system can hold it to that."""
    if sys.platform == "win32":
        windows.in_a_job(ctypes.windll.kernel32, size)
        return
    _, hard = resource.getrlimit(resource.RLIMIT_DATA)
    most = size if hard == resource.RLIM_INFINITY else min(size, hard)
    with suppress(OSError, ValueError):  # a system that refuses still has the limit of time
        resource.setrlimit(resource.RLIMIT_DATA, (most, hard))
