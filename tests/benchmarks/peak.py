"""The most memory that a process took, as benchmarks print it."""

import sys


def peak_memory() -> float:
    """The most memory that this process took so far, in MB; 0 on Windows, which does not tell."""
    if sys.platform == "win32":
        return 0.0
    import resource

    taken = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    return taken / (1024**2 if sys.platform == "darwin" else 1024)
