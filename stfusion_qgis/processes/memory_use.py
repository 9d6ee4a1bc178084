"""The memory that this process takes."""

from __future__ import annotations

import contextlib
import ctypes
import os
import sys


def memory_in_use() -> int | None:
    """Return the bytes of the computer's memory that this process holds, None where unknown."""
    if sys.platform == "win32":
        return _of_windows()
    with contextlib.suppress(OSError, ValueError, IndexError), \
            open("/proc/self/statm", encoding="ascii") as file:
        return int(file.read().split()[1]) * os.sysconf("SC_PAGE_SIZE")
    with contextlib.suppress(ImportError):
        import resource

        return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss  # macOS tells the most, in bytes
    return None


class _Counters(ctypes.Structure):
    """PROCESS_MEMORY_COUNTERS of Windows."""

    _fields_ = [("length", ctypes.c_uint32), ("faults", ctypes.c_uint32),
                *[(name, ctypes.c_size_t) for name in (
                    "peak", "held", "peak_paged", "paged", "peak_other", "other", "file",
                    "peak_file")]]


def _of_windows() -> int | None:
    counters = _Counters(length=ctypes.sizeof(_Counters))
    kernel = ctypes.CDLL("kernel32")
    kernel.GetCurrentProcess.restype = ctypes.c_void_p
    done = kernel.K32GetProcessMemoryInfo(ctypes.c_void_p(kernel.GetCurrentProcess()),
                                          ctypes.byref(counters), counters.length)
    return counters.held if done else None
