"""How much of the departures by modes is there: what images that are held out tell of it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

_FEWEST = 3  # images that are held out, without which nothing is sure


@dataclass(frozen=True)
class ModeShare:
    """What images tell that are predicted without them.

    along, squares: of each image, by its place: sums over its pixels of errors of the prediction
    without departures times these, and of these squared.
    """

    along: Mapping[int, float] = field(default_factory=dict)
    squares: Mapping[int, float] = field(default_factory=dict)

    def of(self, but: int | None = None) -> float:
        """Return the share of the departures that makes errors least, 0 to 1.

        It is drawn to zero by its own uncertainty, as the images differ in it (Stein's
        estimator); 0 if it is not beyond that.
        but: place of an image that does not count.
        """
        images = [image for image in self.along if image != but]
        square = sum(self.squares[image] for image in images)
        if len(images) < _FEWEST or square <= 0:
            return 0.0
        share = sum(self.along[image] for image in images) / square
        doubt = sum((self.along[image] - share * self.squares[image]) ** 2 for image in images)
        variance = doubt / square ** 2 * len(images) / (len(images) - 1)
        if share <= 0 or share ** 2 <= variance:
            return 0.0
        return min(share * (1 - variance / share ** 2), 1.0)
