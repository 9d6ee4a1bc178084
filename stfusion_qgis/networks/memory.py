"""The memory that is free, and a limit to the part that onnxruntime takes."""

from __future__ import annotations

import contextlib
import ctypes
import os
import sys
import threading
from collections.abc import Iterator
from typing import Any

from .runtime import onnxruntime

_lock = threading.Lock()


def free_memory() -> int | None:
    """Return the bytes that programs may still take, or None where that is unknown."""
    if sys.platform == "win32":
        return _free_memory_of_windows()
    with contextlib.suppress(OSError, ValueError), open("/proc/meminfo", encoding="ascii") as file:
        for line in file:
            if line.startswith("MemAvailable:"):
                return int(line.split()[1]) * 1024
    with contextlib.suppress(ValueError, OSError, AttributeError):  # macOS tells only how much
        return os.sysconf("SC_PAGE_SIZE") * os.sysconf("SC_PHYS_PAGES") // 2  # it has
    return None


def limit_own_memory(more: int) -> None:
    """Let this process take at most so many bytes more than it has, where the system can see to it.

    Linux can; what onnxruntime itself keeps to (`limited`) holds elsewhere, too.
    """
    with contextlib.suppress(ImportError, OSError, ValueError):
        import resource  # not on Windows

        with open("/proc/self/status", encoding="ascii") as file:
            held = next(int(line.split()[1]) * 1024 for line in file if line.startswith("VmData:"))
        most = resource.getrlimit(resource.RLIMIT_DATA)[1]
        wanted = held + more
        resource.setrlimit(resource.RLIMIT_DATA, (
            wanted if most == resource.RLIM_INFINITY else min(wanted, most), most))


class _Status(ctypes.Structure):
    """MEMORYSTATUSEX of Windows."""

    _fields_ = [("length", ctypes.c_uint32), ("load", ctypes.c_uint32),
                *[(name, ctypes.c_uint64) for name in (
                    "total", "free", "total_page", "free_page", "total_virtual", "free_virtual",
                    "extended")]]


def _free_memory_of_windows() -> int | None:
    status = _Status(length=ctypes.sizeof(_Status))
    kernel = ctypes.CDLL("kernel32")  # of 64 bits, where all calls are alike
    done = kernel.GlobalMemoryStatusEx(ctypes.byref(status))
    return status.free if done else None


@contextlib.contextmanager
def limited(options: Any, most: int) -> Iterator[None]:
    """Let the session that is made meanwhile take at most so many bytes of the computer's memory.

    It fails when it would need more, before it takes it. Each session has a pool of its own, which
    goes with it; onnxruntime before 1.23 keeps the first one for all sessions, and its limit.
    """
    package = onnxruntime()
    options.add_session_config_entry("session.use_env_allocators", "1")
    place = package.OrtMemoryInfo("Cpu", package.OrtAllocatorType.ORT_ARENA_ALLOCATOR, 0,
                                  package.OrtMemType.DEFAULT)
    as_requested = 1  # instead of growing by powers of two
    pool = package.OrtArenaCfg({"max_mem": most, "arena_extend_strategy": as_requested})
    with _lock:
        try:
            package.create_and_register_allocator(place, pool)
        except RuntimeError:
            version = package.__version__.split(".")
            if tuple(int(part) for part in version[:2]) >= (1, 23):
                raise
        yield


def is_lack_of_memory(error: Exception) -> bool:
    """Say whether an error of onnxruntime, or of a driver below it, tells of too little memory."""
    text = str(error).lower()
    return isinstance(error, MemoryError) or any(sign in text for sign in (
        "available memory of", "failed to allocate", "bad_alloc", "bfcarena", "out of memory",
        "outofmemory", "not enough memory", "bfc_arena"))
