"""The quality of predictions, measured beside a preview in pixels of full resolution."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field

import numpy as np

from ..images.roles import Role
from ..quality.assessment import Assessment
from ..quality.measured_share import MeasuredShare


@dataclass(frozen=True)
class Measured:
    """The quality of the predictions of a request, as far as it is measured.

    assessments: by the keys of the entries, all over the same pixels. share: where these lie.
    against: the role of the image that was compared with: "reference" or "coarse_prediction".
    omitted: reasons why predictions were not measured, by the keys of their entries.
    plotted: a fixed sample of the measured pixels for plots, float32 (bands, n), the same pixels
        of the reference and of each entry, by name; empty without a reference.
    problem: the reason why nothing can be measured, or "".
    complete: whether this is the last delivery of the request.
    """

    assessments: dict[str, Assessment] = field(default_factory=dict)
    share: MeasuredShare | None = None
    against: Role | None = None
    omitted: dict[str, str] = field(default_factory=dict)
    plotted: dict[str, np.ndarray] = field(default_factory=dict)
    problem: str = ""
    complete: bool = False


DeliverMeasured = Callable[[Measured], None]
"""The function that gets what is measured, finished or not."""
