"""The quality layers of well-known products, and how to tell which one a mask is."""

from __future__ import annotations

import re
from dataclasses import dataclass

import numpy as np

MOST_VALUES = 2
"""A mask has no more values; a layer with more is one of classes, bits or shares."""


@dataclass(frozen=True)
class QualityLayer:
    """A quality layer of a product.

    name: what users call it. rule: for `MaskRule`, what is usually left out: clouds, shadows,
    fill; snow and water stay. pattern: of names of its files.
    """

    name: str
    rule: str
    pattern: str


PRODUCTS = (
    QualityLayer("Fmask", "values 0,1,3", r"fmask(4|_?4_?\d)?(?![a-z])"),
    QualityLayer("HLS Fmask", "not bits 1,2,3", r"hls.*fmask"),
    QualityLayer("SCL", "values 4,5,6,7,11", r"(?<![a-z])scl(?![a-z])"),
    QualityLayer("QA60", "not bits 10,11", r"(?<![a-z])qa60(?!\d)"),
    QualityLayer("QA_PIXEL", "not bits 0,1,2,3,4", r"qa_?pixel"),
    QualityLayer("pixel_qa", "not bits 0,3,5", r"pixel_?qa"),
    QualityLayer("MSK_CLDPRB", "values 0-20", r"cld_?prb|cloud_?prob"),
    QualityLayer("MODIS state", "not bits 0,1,2,8,9,10", r"state_(1km|500m|250m)|(?<![a-z])state"),
)
"""In `MaskRule` and in messages; the later of two that fit a name counts less."""

_NAMES_OF_QUALITY = re.compile(
    r"qa_?(pixel|radsat|aerosol)|(pixel|radsat|aerosol|bt|st|cloud)_?qa(?![a-z])|fmask|qa60"
    r"|(?<![a-z])scl(?![a-z])|cld_?prb|snw_?prb|cloud_?prob|state_(1km|500m|250m)"
    r"|(?<![a-z])qc_(1km|500m|250m|day|night)|reflect_qf|mandatory_quality|(vi|pixel)_quality"
    r"|pixel_reliability|(?<![a-z])udm2?(?![a-z])", re.IGNORECASE)
_NAMES_OF_MASKS = re.compile(r"(?<![a-z])masks?(?![a-z])|掩膜|掩模|蒙版|云掩", re.IGNORECASE)

_CLOUDS = re.compile(r"cloud|(?<![a-z])cld|wolke|nuage|nube|nuvem|облак|云|雲", re.IGNORECASE)
_NO_CLOUDS = re.compile(r"free|clear|less|no_?cloud|non|valid|prob|无云|無雲", re.IGNORECASE)

# Values that nothing but these layers has: clear land and water, clouds, and fill.
_LANDSAT_2 = {21824, 21888, 21952, 22080, 22280, 23888, 23952, 24088, 54596, 54852, 55052}
_LANDSAT_1 = {66, 68, 72, 80, 96, 112, 130, 132, 136, 144, 160, 176, 224, 322, 324, 328, 336, 352}


def product_of(name: str, values: np.ndarray) -> QualityLayer | None:
    """Return the product that a quality layer is of, by its name or else its values, or None.

    values: that are found in it, each once.
    """
    known = {product.name: product for product in PRODUCTS}
    named = [product for product in PRODUCTS if re.search(product.pattern, name, re.IGNORECASE)]
    if any(product.name == "HLS Fmask" for product in named) or (
            named and named[0].name == "Fmask" and values.size and values.max() > 4):
        return known["HLS Fmask"]
    if named:
        return named[0]
    if not values.size or (values != np.rint(values)).any() or values.min() < 0:
        return None
    found = {int(value) for value in values}
    if max(found) <= 4:
        return known["Fmask"]
    if max(found) <= 11:
        return known["SCL"]
    if found & _LANDSAT_2:
        return known["QA_PIXEL"]
    if found <= _LANDSAT_1 | {1}:
        return known["pixel_qa"]
    return known["QA60"] if found <= {0, 1024, 2048, 3072} else None


def marks_clouds(name: str) -> bool:
    """Say whether a mask marks clouds by its name, rather than what may be used."""
    file = re.split(r"[/\\:]", name)[-1]
    return bool(_CLOUDS.search(file)) and not _NO_CLOUDS.search(file)


def is_quality_layer(*names: str, may_be_mask: bool = False) -> bool:
    """Say whether a layer is one of quality, and no image, by its names.

    may_be_mask: whether its pixels can be those of a mask, so that its name may say it, too.
    """
    return any(_NAMES_OF_QUALITY.search(name) or (may_be_mask and _NAMES_OF_MASKS.search(name))
               for name in names)


def looks_like_mask(values: np.ndarray, product: QualityLayer, *names: str) -> bool:
    """Say whether one or two values are those of a plain mask rather than of a quality layer.

    values: that are found, each once, in order. product: that it may be of. names: of the layer.
    """
    if any(re.search(product.pattern, name, re.IGNORECASE) for name in names):
        return False
    return values.size < MOST_VALUES or bool(values[0] == 0 and not 2 <= values[1] <= 4)
