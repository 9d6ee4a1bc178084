"""The parameters by which users say what a network may run on, wherever networks run."""

from __future__ import annotations

from ..parameters import choice, integer
from ..translation import mark
from .runtime import PROVIDERS


def provider_field() -> str:
    """Return a field for what runs a network."""
    return choice(
        "auto", PROVIDERS, label=mark("Run on"), advanced=True,
        help=mark("Automatic takes a graphics card where one works, otherwise the CPU. What does "
                  "not work on this machine is replaced by the CPU, and the log says why."))


def memory_field() -> int:
    """Return a field for the memory that a network may take, in megabytes."""
    return integer(
        2048, label=mark("Memory limit"), unit=mark("MB"), minimum=128, maximum=1048576,
        advanced=True,
        help=mark("The most memory that the network may take; less if less is free."))
