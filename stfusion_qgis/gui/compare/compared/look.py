"""The look of images and error maps: bands, limits and colours."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from .... import pictures
from ....translation import tr
from .compared_images import ComparedImages
from .error_maps import ERROR
from .stretches import COMMON, MATCHED, ON_MAP


@dataclass(frozen=True)
class Look:
    """The bands and colours in which images and error maps are shown, on both sides alike.

    bands: indices of the bands of images, three or one. error_band: index of the band whose
    error is seen, or None for all bands together. stretch: one of `stretches`.
    """

    compared: ComparedImages
    bands: tuple[int, ...]
    error_band: int | None
    stretch: str = COMMON

    def values(self, key: str) -> np.ndarray:
        """Return the values of an image or error map to be seen: float32 (bands, rows, columns).

        Those of an image are its own unless histograms are matched.
        """
        image = self.compared.image(key)
        if key.startswith(ERROR):
            return self.compared.errors.plane(image.key, self.error_band)
        return self.compared.matched(key) if self.stretch == MATCHED else image.values

    def limits(self) -> np.ndarray:
        """Return the darkest and the brightest value of each band of images, (bands, 2)."""
        if self.stretch == MATCHED:
            return self.compared.matched_limits
        if self.stretch == ON_MAP:
            return self.compared.on_map.limits_or(self.compared.limits)
        return self.compared.limits

    def ramp(self) -> tuple[float, float, tuple]:
        """Return least and greatest value and the colour ramp of error maps."""
        limit = self.compared.errors.limit(self.error_band)
        if self.error_band is None:
            return 0.0, limit, pictures.SEQUENTIAL
        return -limit, limit, pictures.DIVERGING

    def error_meaning(self) -> str:
        """Return the meaning of the colours of error maps, for people; "" if there are none."""
        errors = self.compared.errors
        if errors.against is None:
            return ""
        if self.error_band is None:
            text = tr("Root mean square over the bands of the prediction minus {image}.").format(
                image=errors.against.title)
        else:
            text = tr("The prediction minus {image}, {band}.").format(
                image=errors.against.title, band=errors.against.band_names[self.error_band])
        if errors.coarse_scale:
            text += "\n" + tr("There is no true image: means over coarse pixels are compared.")
        return text
