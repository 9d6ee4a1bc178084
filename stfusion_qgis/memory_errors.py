"""The message to give where memory has run out."""

from __future__ import annotations

from .translation import tr


def out_of_memory() -> str:
    """Return the message of a `MemoryError` for the user."""
    return tr("Memory ran out. Close other programs, take a smaller area, or let the blocks take "
              "less memory in the options of STFusion.")
