"""A date whose fine image is known, so that predictions of it can be measured."""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Collection

from ..images.image import Image
from ..images.roles import Role
from ..images.scene import Scene
from ..quality.assess import assess
from ..quality.assessment import Assessment
from ..quality.sources import ArraySource


class KnownDate(ABC):
    """A date to be predicted from other dates of the same place, and its true fine image.

    The other dates are numbered, the best reference first: "fine_1" and "coarse_1" are of that.
    """

    @property
    @abstractmethod
    def available(self) -> int:
        """Return the number of dates that it can be predicted from."""

    @property
    @abstractmethod
    def values(self) -> int:
        """Return the number of predicted values: pixels times bands."""

    @property
    @abstractmethod
    def ratio(self) -> float | None:
        """Return the side of a coarse pixel in fine ones; None where that is unknown."""

    @abstractmethod
    def scene_of(self, roles: Collection[Role]) -> Scene:
        """Return the scene from which the date is predicted.

        roles: of the reference images in it, such as "fine_1" and "coarse_1".
        """

    @abstractmethod
    def truth(self) -> Image:
        """Return the true fine image."""

    @abstractmethod
    def read(self, path: str) -> Image:
        """Return a prediction in a file, on the grid and in the unit of the truth."""

    def measure(self, path: str) -> Assessment:
        """Return the quality of a prediction in a file over all pixels that it has.

        Raises:
            InputError: they have no valid pixel in common.
        """
        prediction, truth = (ArraySource(image.values, image.valid)
                             for image in (self.read(path), self.truth()))
        return assess(prediction, truth, ratio=self.ratio)
