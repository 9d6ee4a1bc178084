"""How many times as fast methods are with numba as with NumPy alone."""

from __future__ import annotations

# Measured by `python -m bench --gains`: whole runs on one thread, 640 x 640 pixels of six bands,
# reading and writing included. Methods whose kernels are no matter are left out.
_GAINS = {"starfm": 11.0, "estarfm": 8.0, "stnlffm": 14.0, "vipstf": 4.0, "spstfm": 2.0,
          "onepairdictionary": 5.0, "fsdaf": 10.0, "fitfc": 6.0, "fsdaf2": 3.5, "obsum": 3.0,
          "backprojection": 2.0}


def numba_gain(method_id: str) -> float:
    """Return how many times as fast a method is with numba; 1 where it gains little, or unknown."""
    return _GAINS.get(method_id, 1.0)
