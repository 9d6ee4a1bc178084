"""A card as kernels use it: its programs, its memory, and the work that it is given piece by piece.

Any device of OpenCL counts as a card, also a processor (PoCL), on which the tests run.
"""

from __future__ import annotations

import pathlib
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any

import numpy as np
import pyopencl as cl

from ...translation import tr
from .card_error import CardError

GROUP = (32, 4, 1)
"""Work items that are computed together: neighbouring columns, then rows."""

_WAIT_SECONDS = 0.05
_PIECE_SECONDS = 0.05  # of work: displays stay fluent, and whoever cancels does not wait
_FIRST_PIECE = 1 << 24  # units of work, which even slow cards do in that time
_SHARE = 0.7  # of the memory: displays and other programs need some, too


class Card:
    """A device of OpenCL, on which one thread computes at a time.

    memory: bytes that it has.
    """

    def __init__(self, device: cl.Device):
        self._device = device
        self.memory = device.global_mem_size
        self._lock = threading.RLock()
        self._context: cl.Context | None = None
        self._queue: cl.CommandQueue | None = None
        self._programs: dict[tuple[str, str], cl.Program] = {}
        self._rates: dict[str, float] = {}  # units of work in a second, by kernels

    @property
    def name(self) -> str:
        """Return the name of the card, for people."""
        return " ".join(self._device.name.split())

    @property
    def identity(self) -> str:
        """Return what tells it, with its driver, from all others."""
        return " / ".join(text.strip() for text in (
            self._device.platform.name, self._device.name, self._device.driver_version))

    @property
    def has_doubles(self) -> bool:
        """Return whether it computes in 64 bits."""
        return "cl_khr_fp64" in self._device.extensions.split()

    @property
    def is_processor(self) -> bool:
        """Return whether it is the processor itself, which has better kernels than these."""
        return not self._device.type & (cl.device_type.GPU | cl.device_type.ACCELERATOR)

    @property
    def rank(self) -> tuple[bool, int]:
        """Return what the best card has most of: memory, and that of its own."""
        return not self._device.host_unified_memory, self.memory

    @contextmanager
    def turn(self, check: Callable[[], None]) -> Iterator[None]:
        """Wait for the card, and keep it; check: raises `Cancelled` if the user cancelled.

        Raises:
            CardError: for all that goes wrong on the card meanwhile.
        """
        while not self._lock.acquire(timeout=_WAIT_SECONDS):
            check()
        try:
            yield
        except (cl.Error, MemoryError) as error:
            raise CardError(f"{self.name}: {_first_line(error)}") from error
        finally:
            self._lock.release()

    def kernel(self, source: pathlib.Path, name: str, **constants: int) -> cl.Kernel:
        """Return a kernel of a file in OpenCL C, compiled with these constants for macros."""
        options = [f"-D{macro}={value}" for macro, value in sorted(constants.items())]
        key = str(source), " ".join(options)
        if key not in self._programs:
            text = source.read_text(encoding="utf-8")
            # Drivers keep what they have compiled, so that pyopencl need not.
            self._programs[key] = cl.Program(self._own_context(), text).build(options)
        return cl.Kernel(self._programs[key], name)

    def upload(self, array: np.ndarray) -> cl.Buffer:
        """Return a copy of an array on the card; of nothing, the smallest that there can be."""
        flags = cl.mem_flags.READ_ONLY | cl.mem_flags.COPY_HOST_PTR
        contents = np.ascontiguousarray(array) if array.size else np.zeros(1, np.float32)
        return cl.Buffer(self._own_context(), flags, hostbuf=contents)

    def empty(self, array: np.ndarray) -> cl.Buffer:
        """Return memory on the card for as much as an array has."""
        return cl.Buffer(self._own_context(), cl.mem_flags.READ_WRITE, max(array.nbytes, 4))

    def download(self, buffer: cl.Buffer, array: np.ndarray) -> None:
        """Fill a contiguous array with what is on the card."""
        if array.size:
            cl.enqueue_copy(self._own_queue(), array, buffer)

    def run(self, kernel: cl.Kernel, size: tuple[int, int, int], work: int,
            arguments: tuple[Any, ...], check: Callable[[], None]) -> None:
        """Run a kernel for columns x rows x layers work items, in pieces that take a moment each.

        work: units of work, such as pairs of pixels, of an item. arguments: buffers, and numbers
        as int or NumPy's. Kernels have to return at once where there is no such column or row.
        check: called before each piece.
        """
        (columns, rows, layers), queue, row = size, self._own_queue(), 0
        kernel.set_args(*(np.int32(one) if isinstance(one, int) else one for one in arguments))
        wide = _whole_groups(columns, 0)
        while row < rows:
            items = self._items(kernel, work * layers)
            width = min(_whole_groups(items // GROUP[1], 0), wide)
            height = min(_whole_groups(items // width, 1), _whole_groups(rows - row, 1))
            for column in range(0, wide, width):
                check()
                started = time.perf_counter()
                cl.enqueue_nd_range_kernel(queue, kernel, (width, height, layers), GROUP,
                                           (column, row, 0)).wait()
                seconds = max(time.perf_counter() - started, 1e-6)
                self._rates[kernel.function_name] = width * height * layers * work / seconds
            row += height

    def _items(self, kernel: cl.Kernel, work: int) -> int:
        """Return how many work items take a moment together, each doing so much work."""
        rate = self._rates.get(kernel.function_name, 0.0)
        return int((rate * _PIECE_SECONDS or _FIRST_PIECE) / work)

    def rows_at_a_time(self, rows: int, halo: int, row_bytes: int, halo_bytes: int,
                       largest_row: int) -> int:
        """Return how many of `rows` fit into its memory at a time.

        row_bytes: of all buffers for a row. halo_bytes: of a row around them, of which there are
        `halo`. largest_row: bytes of a row of the largest buffer.

        Raises:
            CardError: not even one row does.
        """
        # Indices of kernels are int32, of numbers of 4 bytes.
        largest = min(self._device.max_mem_alloc_size, (2**31 - 1) * 4)
        fitting = min((int(self.memory * _SHARE) - halo * halo_bytes) // row_bytes,
                      largest // largest_row - halo, rows)
        if fitting < 1:
            raise CardError(tr("{card} has {size} MB of memory, too little for this image").format(
                card=self.name, size=self.memory // 2**20))
        return fitting

    def _own_context(self) -> cl.Context:
        if self._context is None:
            self._context = cl.Context([self._device])
        return self._context

    def _own_queue(self) -> cl.CommandQueue:
        if self._queue is None:
            self._queue = cl.CommandQueue(self._own_context())
        return self._queue


def all_cards() -> list[Card]:
    """Return all devices of OpenCL, the best graphics card first, processors last.

    Raises:
        CardError: OpenCL itself fails. Without any driver there is no card, and no error.
    """
    cards = []
    try:
        for platform in cl.get_platforms():
            cards += [Card(device) for device in platform.get_devices()]
    except cl.Error as error:
        if getattr(error, "code", None) == cl.status_code.PLATFORM_NOT_FOUND_KHR:
            return []
        raise CardError(_first_line(error)) from error
    return sorted(cards, key=lambda card: (not card.is_processor, *card.rank), reverse=True)


def _whole_groups(items: int, axis: int) -> int:
    """Return so many items, at least one, rounded up to whole groups along an axis."""
    return -(-max(items, 1) // GROUP[axis]) * GROUP[axis]


def _first_line(error: BaseException) -> str:
    return (str(error).strip().splitlines() or [type(error).__name__])[0]
