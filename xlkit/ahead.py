"""Processes begun for workers: one ahead of all else where there is work for it, so this brings in little itself."""

import atexit
import subprocess
import sys
from collections.abc import Sequence
from contextlib import suppress

from xlkit import GARBAGE, SERVES

# Where modules lie is told, which keeps the current folder out, and what only people at a prompt need is left out.
_SERVE = (
    f"import gc, sys; gc.set_threshold({GARBAGE}); module, *sys.path[:] = sys.argv[1:]; "
    "from xlkit.processes.serving import serve; serve(module)"
)
_ANSWERS = 1 << 18  # bytes that wait until they are heard, on Linux; those of a return are a quarter of it
_USUAL = -1  # as `subprocess` calls so much as the system gives any pipe
AHEAD: list[subprocess.Popen[bytes]] = []  # those that wait for who asks


def begin_ahead(module: str) -> None:
    """Begin a process that brings in a module, beside all that is done here until there is work for it."""
    with suppress(OSError):  # who asks finds out
        AHEAD.append(begun(module))
        atexit.register(AHEAD[-1].kill)  # which is nothing where it was ended before


def begun(module: str = "") -> subprocess.Popen[bytes]:
    """A process for a worker, which brings in a module before there is work; OSError where none can be started."""
    try:
        return _started(module, _ANSWERS)
    except PermissionError:  # to whom the system gives no more room for what waits to be heard
        return _started(module, _USUAL)


def _started(module: str, room: int) -> subprocess.Popen[bytes]:
    pipe = subprocess.PIPE
    return subprocess.Popen(_command(module), stdin=pipe, stdout=pipe, stderr=subprocess.DEVNULL, pipesize=room)


def _command(module: str) -> Sequence[str]:
    if getattr(sys, "frozen", False):
        return sys.executable, SERVES, module
    # On Windows, that of a virtual environment would start another one, which is the one to be measured and ended.
    python = getattr(sys, "_base_executable", sys.executable) if sys.platform == "win32" else sys.executable
    return python, "-S", "-c", _SERVE, module, *sys.path
