"""Spent: how much processor time another process has used, which a busy computer does not lengthen."""

import ctypes
import os
import sys
from contextlib import suppress
from ctypes import wintypes
from multiprocessing.process import BaseProcess
from pathlib import Path
from typing import Any

_USER, _SYSTEM = 11, 12  # places, after the name, of what Linux tells of a process
_TICKS = 1e7  # of Windows, in a second


def seconds(process: BaseProcess) -> float | None:
    """Processor seconds that a process has used so far; None where the system does not say."""
    if sys.platform == "win32":
        return by_handle(ctypes.windll.kernel32, process.sentinel)
    with suppress(OSError, ValueError, IndexError):
        told = (
            Path(f"/proc/{process.pid}/stat").read_text(encoding="ascii", errors="replace").rpartition(")")[2].split()
        )
        return (int(told[_USER]) + int(told[_SYSTEM])) / os.sysconf("SC_CLK_TCK")
    return None


def by_handle(kernel: Any, handle: int) -> float | None:
    """The same on Windows, whose `kernel` knows a process by a handle."""
    begun, ended, system, user = (wintypes.FILETIME() for _ in range(4))
    told = kernel.GetProcessTimes(wintypes.HANDLE(handle), *map(ctypes.byref, (begun, ended, system, user)))
    ticks = sum((each.dwHighDateTime << 32) + each.dwLowDateTime for each in (system, user))
    return ticks / _TICKS if told else None
