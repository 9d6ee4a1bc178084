"""Simulated scenes: a land with its seasons, seen by a fine and a coarse sensor."""

from .simulate import simulate
from .simulation_parameters import Parameters

__all__ = ["Parameters", "simulate"]
