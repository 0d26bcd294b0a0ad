"""What costs much and is only read: one worker of the tests makes it, and the others wait for it."""

import os
import time
from collections.abc import Callable
from pathlib import Path

import pytest

_PATIENCE = 300.0  # seconds, after which a worker makes its own


def once(factory: pytest.TempPathFactory, name: str, make: Callable[[Path], object]) -> Path:
    """The folder that `make` fills, by a name of its own, the same one for all workers."""
    is_alone = "PYTEST_XDIST_WORKER" not in os.environ
    every = factory.getbasetemp() if is_alone else factory.getbasetemp().parent
    done = every / name
    try:
        (every / f"{name} begun").mkdir()
    except FileExistsError:
        deadline = time.monotonic() + _PATIENCE
        while time.monotonic() < deadline:
            if done.is_dir():
                return done
            time.sleep(0.1)
        done = factory.mktemp(name)
    making = factory.mktemp(name)
    make(making)
    making.rename(done)
    return done
