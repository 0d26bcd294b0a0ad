"""Spent: how much processor time another process has used, which a busy computer does not lengthen."""

import os
import sys
from contextlib import suppress
from pathlib import Path

if sys.platform == "win32":
    import ctypes

    from xlkit.processes import windows

_USER, _SYSTEM = 11, 12  # places, after the name, of what Linux tells of a process


def seconds(pid: int) -> float | None:
    """Processor seconds that a process has used so far; None where the system does not say."""
    if sys.platform == "win32":
        return windows.seconds(ctypes.windll.kernel32, pid)
    with suppress(OSError, ValueError, IndexError):
        told = Path(f"/proc/{pid}/stat").read_text(encoding="utf-8", errors="replace").rpartition(")")[2].split()
        return (int(told[_USER]) + int(told[_SYSTEM])) / os.sysconf("SC_CLK_TCK")
    return None
