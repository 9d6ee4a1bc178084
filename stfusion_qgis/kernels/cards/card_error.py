"""What goes wrong on a graphics card."""

from __future__ import annotations


class CardError(Exception):
    """A card that cannot compute something: its text is the driver's, for people who look it up."""
