"""Work on what comes from outside, in processes of its own: a file may stop, hold up or fill one, and nothing else.

A worker imports what its work needs and no more, and does one piece after the other, each held to its allowance of time
and memory. What comes back is plain data. Workers stay for the next work of this process, unless one was stopped.
"""

from typing import Any

from msgspec import Struct

BEGUN = b"begun"  # what a worker says before its first answer
SIZE = USED = 8  # bytes in front of each thing that a worker says, of how many it takes, and of its time used by then
A_SECOND = 1_000_000  # of a processor, in what is told of it


class Allowance(Struct, frozen=True):
    """What a piece of work may take: seconds of a processor until each answer, and bytes of memory in all."""

    seconds: float
    memory: int


class Stopped(Struct, frozen=True):
    """Work that came to no answer; `reason` completes “It could not be read: …”."""

    reason: str


class Said(Struct, frozen=True):
    """What a worker says: an answer, or an operator's mistake in words, or no more than that it has no further one."""

    answer: Any = None
    mistake: str = ""
    is_last: bool = True
    is_empty: bool = False


def reason(error: BaseException) -> str:
    """Why work ended, in words for the person whose file it was."""
    if isinstance(error, MemoryError):
        return "it needs more memory than it may take"
    if isinstance(error, TimeoutError):
        return str(error)
    words = str(error).strip().splitlines()
    return f"the reader stopped at: {words[0][:120]}" if words else "the reader stopped"
