"""Simulated scenes: a land with its seasons, seen by a fine and a coarse sensor."""

from .parameters import Parameters
from .simulate import simulate

__all__ = ["Parameters", "simulate"]
