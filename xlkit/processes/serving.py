"""Serving: what a worker does until nobody asks any more. It brings in little, since everybody waits for it."""

import gc
import io
import os
import pickle
import signal
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import suppress
from enum import Enum
from importlib import import_module
from pathlib import Path
from types import GeneratorType
from typing import Any

from xlkit.errors import XlkitError
from xlkit.processes import A_SECOND, BEGUN, SIZE, USED, Said, Stopped, memory, reason

_ANSWERS, _STANDARD_ERROR = 1, 2
_NEWEST = 0  # generation of objects made since the last look for garbage


class _Asked(pickle.Unpickler):
    """Takes what the process says that asks, which is this program too: functions to be called among it."""


class _Plain(pickle.Pickler):
    """Puts an answer as data alone: classes and values, and no function to be called."""

    def reducer_override(self, answer: Any) -> Any:
        """A name of a list by its value, which early Pythons 3.11 would say as a function that looks it up."""
        return (type(answer), (answer.value,)) if isinstance(answer, Enum) else NotImplemented


def serve(module: str) -> None:
    """Do work after work as it is asked for, a module brought in before; its own words, as of a panic, go nowhere."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # Ctrl+C is for the process that asks
    answers = os.fdopen(os.dup(_ANSWERS), "wb")
    with Path(os.devnull).open("w", encoding="utf-8") as nowhere:
        for words in (_ANSWERS, _STANDARD_ERROR):
            os.dup2(nowhere.fileno(), words)

    def say(packed: bytes) -> None:
        answers.write(len(packed).to_bytes(SIZE) + int(time.process_time() * A_SECOND).to_bytes(USED))
        answers.write(packed)
        answers.flush()

    if module:
        import_module(module)
    with suppress(EOFError, OSError):
        while True:
            work, given, size = _Asked(sys.stdin.buffer).load()  # which imports what the work needs
            say(BEGUN)
            gc.freeze()  # what is there by now stays to the end: looking through it for garbage would gain nothing
            memory.limit(size)
            for answer in _answers(work, given):
                say(answer)
            gc.collect(_NEWEST)  # garbage of the work, which may be few objects that hold a whole file
    os._exit(0)  # nobody can ask any more, and to take everything apart would keep a processor from others


def _answers(work: Callable[[Any], Any], given: Any) -> Iterator[bytes]:
    try:
        answer = work(given)
        if isinstance(answer, GeneratorType):
            yield from (_packed(Said(one, is_last=False)) for one in answer)
            yield _packed(Said(is_empty=True))
        else:
            yield _packed(Said(answer))
    except XlkitError as error:
        yield _packed(Said(mistake=str(error)))
    except ImportError as error:  # which is no fault of what was read
        yield _packed(Said(mistake=f"A part of xlkit is missing here or damaged ({error}): install xlkit anew."))
    except BaseException as error:  # noqa: BLE001 - an engine's panic is a BaseException; it costs this work alone
        yield _packed(Said(Stopped(reason(error))))


def _packed(said: Said) -> bytes:
    packed = io.BytesIO()
    _Plain(packed, pickle.HIGHEST_PROTOCOL).dump(said)
    return packed.getvalue()
