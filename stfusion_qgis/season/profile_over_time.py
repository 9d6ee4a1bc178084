"""The profile of a place over time, or along a line: fine and coarse images, predictions."""

from __future__ import annotations

import csv
import io
import math
from collections.abc import Sequence
from dataclasses import dataclass, field

import numpy as np

from ..errors import InputError
from ..progress import Progress
from .image_kinds import COARSE, FINE, PREDICTION, ProfiledImage
from .profile_units import ProfileUnits
from .profiled_place import ProfiledPlace


@dataclass(frozen=True)
class Reading:
    """The values of an image at the place.

    values: (bands, points), NaN where unknown. deviations: likewise, None if none are known; of an
    area the mean of its pixels', as errors of neighbours go together. pixels: how many they are of.
    """

    image: ProfiledImage
    band_names: tuple[str, ...]
    values: np.ndarray
    deviations: np.ndarray | None
    pixels: float


@dataclass(frozen=True)
class Profile:
    """The readings of all images, in the order of time.

    problems: why some images could not be read.
    """

    place: ProfiledPlace
    readings: tuple[Reading, ...] = ()
    problems: tuple[str, ...] = field(default=())

    @classmethod
    def read(cls, place: ProfiledPlace, images: Sequence[ProfiledImage], units: ProfileUnits,
             progress: Progress) -> Profile:
        """Read the images at a place; those without any value there are left out.

        units: in which they are read.

        Raises:
            Cancelled: through `progress`.
        """
        readings, problems = [], []
        for i, image in enumerate(sorted(images, key=lambda image: (image.date, image.title))):
            progress.report(i / len(images), image.source.name)
            try:
                reading = _read(place, image, units)
            except InputError as error:
                problems.append(str(error))
                continue
            if np.isfinite(reading.values).any():
                readings.append(reading)
        return cls(place, tuple(readings), tuple(problems))

    @property
    def band_names(self) -> tuple[str, ...]:
        """Return the names of the bands, of the image that has most; fine ones come first."""
        order = (FINE, PREDICTION, COARSE)
        return max(sorted(self.readings, key=lambda r: order.index(r.image.kind)),
                   key=lambda r: len(r.band_names)).band_names if self.readings else ()

    def distances(self) -> list[float]:
        """Return how far each point of the place is from the first along the line."""
        points = np.array(self.place.points, float).reshape(-1, 2)
        steps = np.hypot(*np.diff(points, axis=0).T) if len(points) > 1 else []
        return [0.0, *np.cumsum(steps).tolist()][:max(len(points), 1)]

    def to_csv(self) -> str:
        """Return a table: a line for each image, band and point; what is unknown is empty."""
        text = io.StringIO()
        table = csv.writer(text, lineterminator="\n")
        is_line = len(self.place.points) > 1
        table.writerow(["date", "kind", "title", "image", "band", *(
            ["distance", "x", "y"] if is_line else []), "value", "deviation", "pixels"])
        along = self.distances()
        for reading in self.readings:
            image = reading.image
            for band, name in enumerate(reading.band_names):
                for point in range(reading.values.shape[1]):
                    spread = reading.deviations[band, point] \
                        if reading.deviations is not None and band < len(reading.deviations) \
                        else math.nan
                    where = [_number(along[point]), *map(_number, self.place.points[point])] \
                        if is_line else []
                    table.writerow([image.date.isoformat(), image.kind, image.title,
                                    image.source.name, name, *where,
                                    _number(reading.values[band, point]), _number(spread),
                                    _number(1 if is_line else reading.pixels)])
        return text.getvalue()


def _read(place: ProfiledPlace, image: ProfiledImage, units: ProfileUnits) -> Reading:
    raster, spread = units.open(image.source), units.open_uncertainty(image)
    values, pixels = place.values(raster)
    deviations = None if spread is None else place.values(spread).values
    return Reading(image, tuple(raster.band_names), values, deviations, pixels)


def _number(value: float) -> str:
    return f"{value:.9g}" if math.isfinite(value) else ""
