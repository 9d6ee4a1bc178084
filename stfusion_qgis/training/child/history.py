"""The course of a training, which its report shows."""

from __future__ import annotations

import math
from dataclasses import dataclass, field

from .guide_proof import GuideProof


@dataclass
class History:
    """Losses and errors of a training, step by step.

    baseline: error of the temporal difference. losses: (step, mean loss since the last one).
    errors: (step, error on what is held out). steps, seconds: of the whole training.
    best_step: step with the lowest error. held_out: name of the held-out date, or "spatial".
    guide: what a guide is worth, None without one.
    """

    baseline: float
    losses: list[tuple[int, float]] = field(default_factory=list)
    errors: list[tuple[int, float]] = field(default_factory=list)
    steps: int = 0
    seconds: float = 0.0
    best_step: int = 0
    held_out: str = ""
    guide: GuideProof | None = None

    @property
    def best_error(self) -> float:
        """Return the lowest error on what was held out, infinity if there is none yet."""
        return min((error for _, error in self.errors if math.isfinite(error)), default=math.inf)
