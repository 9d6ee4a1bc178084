"""The choice of the kernels' implementation: compiled by numba, NumPy alone, or OpenCL on a card.

Each kernel is a package with one module a backend, `numba_backend.py`, `numpy_backend.py` and
`opencl_backend.py`, as far as it has them, and a facade that calls `compute(__name__, ...)`. The
processor's is chosen once: numba where it can be imported, NumPy otherwise. A run that allows it
uses a card beside it, see `cards.use`. The environment variable STFUSION_BACKEND ("numba", "numpy"
or "opencl") overrides both.

Numba compiles a kernel when it is first called, on the calling thread, and LLVM needs more
stack than some systems give a QThread: call kernels from Python's own threads (the engine
does), never from a QThread.
"""

from __future__ import annotations

import importlib
import importlib.util
import os
from collections.abc import Callable
from functools import cache
from types import ModuleType
from typing import TYPE_CHECKING, Any

from .cards.card_error import CardError
from .cards.payoff import forget_measurements, pays
from .cards.use import (
    best_card,
    current_use,
    leave_cards_alone,
    look_for_cards_again,
)

if TYPE_CHECKING:
    from .cards.case import Measurable

BACKENDS = ("numba", "numpy")
"""Those of the processor."""

_ALL = (*BACKENDS, "opencl")


@cache
def backend() -> str:
    """Return the processor's backend that runs, "numba" or "numpy".

    Raises:
        ValueError: STFUSION_BACKEND names no backend.
        ImportError: STFUSION_BACKEND asks for numba, which cannot be imported.
    """
    wanted = _wanted()
    if wanted in BACKENDS:
        if wanted == "numba":
            importlib.import_module("numba")
        return wanted
    try:
        importlib.import_module("numba")
    except ImportError:
        return "numpy"
    return "numba"


def choose_again() -> None:
    """Choose once more when a kernel is needed next: a package may have been installed."""
    backend.cache_clear()
    look_for_cards_again()
    forget_measurements()


def backend_name() -> str:
    """Return the backend and what it uses of this machine, for the log."""
    card = best_card(processors=True) if _wanted() == "opencl" else None
    return f"{card.name} (OpenCL), {_processor_name()}" if card else _processor_name()


def compute(kernel: str, function: str, inputs: Any, check: Callable[[], None],
            name: str | None = None) -> Any:
    """Return what a function of a kernel's backend makes of its inputs.

    kernel: the package of the kernel. name: of a backend instead of the chosen one; whatever goes
    wrong in it is raised. A card that was chosen and fails is replaced by the processor.
    """
    def on_processor(inputs: Any) -> Any:
        return getattr(implementation(kernel, name), function)(inputs, check)

    if name in BACKENDS:
        return on_processor(inputs)
    if name == "opencl":
        card = best_card(processors=True)
        if card is None:
            raise ImportError("OpenCL has no device here, or pyopencl is not installed")
        return getattr(implementation(kernel, "opencl"), function)(card, inputs, check)
    try:
        done, result = _on_card(kernel, function, inputs, check, on_processor)
    except CardError as error:
        leave_cards_alone(error)
        done = False
    return result if done else on_processor(inputs)


def is_compiled(name: str | None = None) -> bool:
    """Say whether numba computes, the named backend or the chosen one, with no card beside it."""
    if name is not None:
        return name == "numba"
    forced = _wanted() == "opencl"
    allowed = forced or (current_use().allowed and not _wanted())
    return backend() == "numba" and not (allowed and best_card(processors=forced))


def implementation(kernel: str, name: str | None = None) -> ModuleType:
    """Return the module of a kernel's backend, the named one or the processor's.

    NumPy's where the kernel has none of that name.
    """
    wanted = name or backend()
    return importlib.import_module(
        f"{kernel}.{wanted if _has(kernel, wanted) else 'numpy'}_backend")


def _on_card(kernel: str, function: str, inputs: Measurable, check: Callable[[], None],
             on_processor: Callable[[Any], Any]) -> tuple[bool, Any]:
    """Return whether a card has computed it, because it may and it pays, and the result."""
    use, forced = current_use(), _wanted() == "opencl"
    allowed = forced or (use.allowed and not _wanted())
    if not allowed or not _has(kernel, "opencl"):
        return False, None
    card, module = best_card(processors=forced), implementation(kernel, "opencl")
    if card is None or (module.NEEDS_DOUBLES and not card.has_doubles):
        return False, None

    def on_card(inputs: Any) -> Any:
        return getattr(module, function)(card, inputs, check)

    if not forced and not pays(card, _processor_name(), kernel, inputs, on_card, on_processor,
                               check):
        return False, None
    result = on_card(inputs)
    use.used(card)
    return True, result


def _wanted() -> str:
    wanted = os.environ.get("STFUSION_BACKEND") or ""
    if wanted and wanted not in _ALL:
        raise ValueError(f"STFUSION_BACKEND is {wanted!r}, but must be one of {_ALL}")
    return wanted


def _processor_name() -> str:
    if backend() == "numpy":
        return "numpy"
    from .simd.llvm import instruction_set
    return f"numba, {instruction_set()}"



@cache
def _has(kernel: str, name: str) -> bool:
    return importlib.util.find_spec(f"{kernel}.{name}_backend") is not None
