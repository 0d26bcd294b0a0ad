"""Memory: how much of it this process may take from now on."""

import ctypes
import sys
from contextlib import suppress
from ctypes import wintypes
from functools import cache
from typing import Any

if sys.platform != "win32":
    import resource

_EXTENDED_LIMITS, _PROCESS_MEMORY = 9, 0x100  # which facts of a job are set, and the flag of the limit meant


def limit(size: int) -> None:
    """Let this process take no more than so many bytes, as far as the system can hold it to that."""
    if sys.platform == "win32":
        in_a_job(ctypes.windll.kernel32, size)
        return
    _, hard = resource.getrlimit(resource.RLIMIT_DATA)
    most = size if hard == resource.RLIM_INFINITY else min(size, hard)
    with suppress(OSError, ValueError):  # a system that refuses still has the limit of time
        resource.setrlimit(resource.RLIMIT_DATA, (most, hard))


class _Basic(ctypes.Structure):
    _fields_ = (
        ("per_process_time", ctypes.c_int64),
        ("per_job_time", ctypes.c_int64),
        ("flags", ctypes.c_uint32),
        ("least_working_set", ctypes.c_size_t),
        ("most_working_set", ctypes.c_size_t),
        ("most_processes", ctypes.c_uint32),
        ("affinity", ctypes.c_size_t),
        ("priority", ctypes.c_uint32),
        ("scheduling", ctypes.c_uint32),
    )


class _Extended(ctypes.Structure):
    _fields_ = (
        ("basic", _Basic),
        ("counters", ctypes.c_uint64 * 6),
        ("process_memory", ctypes.c_size_t),
        ("job_memory", ctypes.c_size_t),
        ("peak_process_memory", ctypes.c_size_t),
        ("peak_job_memory", ctypes.c_size_t),
    )


def in_a_job(kernel: Any, size: int) -> None:
    """The same on Windows, whose `kernel` limits a process by the job that it is put into, here by one of its own."""
    limits = _Extended(basic=_Basic(flags=_PROCESS_MEMORY), process_memory=size)
    kernel.SetInformationJobObject(_job(kernel), _EXTENDED_LIMITS, ctypes.byref(limits), ctypes.sizeof(limits))


@cache
def _job(kernel: Any) -> wintypes.HANDLE:
    """The job of this process: one for good, since of several the tightest limit would hold."""
    kernel.CreateJobObjectW.restype = kernel.GetCurrentProcess.restype = wintypes.HANDLE
    job = wintypes.HANDLE(kernel.CreateJobObjectW(None, None))
    kernel.AssignProcessToJobObject(job, wintypes.HANDLE(kernel.GetCurrentProcess()))
    return job
