"""Which bands of an image are wanted, by their common names."""

from __future__ import annotations

from collections.abc import Sequence

from ...errors import InputError
from ...translation import tr
from ..product_image import ProductImage

_ALIKE = {"nir": ("nir08",), "nir08": ("nir",), "swir1": ("swir16",), "swir2": ("swir22",)}
"""Names that stand for another one where an image has no band of that name."""


def chosen_bands(images: Sequence[ProductImage], wanted: Sequence[str]) -> tuple[str, ...]:
    """Return the names of bands that all images have, in the order wanted; () for all.

    Raises:
        InputError: one is missing.
    """
    there = [name for name in images[0].bands if all(name in each.bands for each in images)]
    if not wanted:
        return tuple(there)
    found = []
    for name in wanted:
        name = next((each for each in (name, *_ALIKE.get(name, ())) if each in there), "")
        if not name:
            missing = [name for name in wanted if not {name, *_ALIKE.get(name, ())} & {*there}]
            raise InputError(tr("{image} has no band {bands}. It has {there}.").format(
                image=images[0].name, bands=", ".join(missing), there=", ".join(there)),
                images[0].name)
        if name not in found:
            found.append(name)
    return tuple(found)
