"""What goes wrong on a graphics card."""

from __future__ import annotations


class CardError(Exception):
    """A card that cannot compute something: its text says why, often in the driver's words."""
