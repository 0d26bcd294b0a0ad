"""Work for processes of their own: what is well done, and what goes wrong in every way.

A worker imports this module, and so it imports next to nothing.
"""

import os
import sys
import time
from collections.abc import Iterator
from pathlib import Path

from xlkit.errors import XlkitError

FAULTS = {
    "fail": LookupError("nobody thought of this"),
    "import": ImportError("a library"),
    "mistake": XlkitError("a sentence"),
}


def misbehave(what: str) -> object:
    """Does what it is told: dies, hangs, takes too much memory, fails, talks, or gives the word back."""
    if what == "die":
        os._exit(9)
    if what == "hang":
        while True:
            pass
    if what == "wait":
        time.sleep(0.4)
    if what == "sleep":
        time.sleep(60)
    if what == "swell":
        return len(bytearray(2**30))
    if what in FAULTS:
        raise FAULTS[what]
    if what == "talk":
        os.write(1, b"\x00\x00\x00\x00\x00\x00\x00\x01!")
    return {"call": os.getcwd, "path": Path("a"), "who": os.getpid()}.get(what, what)


def count(last: int) -> Iterator[int]:
    yield from range(last)
    if last > 3:
        os._exit(9)


def litter(size: int) -> int:
    """Leaves so many bytes in a ring of two objects, which a search for garbage alone can free."""
    ring: list[object] = [bytearray(size)]
    ring.append(ring)
    return size


def is_brought_in(module: str) -> bool:
    """Whether the process that is asked holds a module."""
    return module in sys.modules
