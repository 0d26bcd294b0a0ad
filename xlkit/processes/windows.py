"""Windows: what it says of processes, and how it limits what they may take."""

import ctypes
from ctypes import wintypes
from functools import cache
from typing import Any

_EXTENDED_LIMITS, _PROCESS_MEMORY = 9, 0x100  # which facts of a job are set, and the flag of the limit meant
_MAY_BE_ASKED = 0x1000  # what a handle is for that tells a little of a process
_TICKS = 1e7  # in a second


def seconds(kernel: Any, pid: int) -> float | None:
    """Processor seconds that a process has used so far; None where the system does not say."""
    kernel.OpenProcess.restype = wintypes.HANDLE
    handle = wintypes.HANDLE(kernel.OpenProcess(_MAY_BE_ASKED, 0, pid))
    begun, ended, system, user = (wintypes.FILETIME() for _ in range(4))
    told = kernel.GetProcessTimes(handle, *map(ctypes.byref, (begun, ended, system, user)))
    kernel.CloseHandle(handle)
    ticks = sum((each.dwHighDateTime << 32) + each.dwLowDateTime for each in (system, user))
    return ticks / _TICKS if told else None


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
    """Let this process take no more than so many bytes, by the job that it is put into, which is one of its own."""
    limits = _Extended(basic=_Basic(flags=_PROCESS_MEMORY), process_memory=size)
    kernel.SetInformationJobObject(_job(kernel), _EXTENDED_LIMITS, ctypes.byref(limits), ctypes.sizeof(limits))


@cache
def _job(kernel: Any) -> wintypes.HANDLE:
    """The job of this process: one for good, since of several the tightest limit would hold."""
    kernel.CreateJobObjectW.restype = kernel.GetCurrentProcess.restype = wintypes.HANDLE
    job = wintypes.HANDLE(kernel.CreateJobObjectW(None, None))
    kernel.AssignProcessToJobObject(job, wintypes.HANDLE(kernel.GetCurrentProcess()))
    return job
