"""Whether 1000 is still to be subtracted of the numbers of Sentinel-2 that a server offers.

From baseline 04.00 on, ESA adds 1000. Servers that make COGs of the images have subtracted it
again of some and not of others; the property `boa_offset_applied` and the offset of `raster:bands`
were found wrong for many items of Earth Search's collection sentinel-2-l2a (issues 24, 33, 66 and
71 of its repositories). So where they say that it is still to be subtracted there, the pixels are
asked: were they reflectance + 1000, hardly any would be below 1000.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from typing import Any, NamedTuple

import numpy as np
from osgeo import gdal

from ...images.gdal_tools import GdalError, gdal_errors, open_raster
from ...translation import tr
from ..stored_layers import Layer

_ADDED = -0.1  # 1000 in reflectance, to be subtracted
_FIRST_WITH_OFFSET = 4.0
_DOUBTFUL = "earthsearch:boa_offset_applied"
_FLAGS = (_DOUBTFUL, "sentinel:boa_offset_applied")
_BASELINES = ("s2:processing_baseline", "sentinel:processing_baseline", "processing:version")
_POINTS = 256  # along each side
_MOST_BELOW = 0.05  # share of pixels that may be below 1000 if it was not subtracted


class Offset(NamedTuple):
    """The offset of reflectance, and a sentence on how it was found."""

    offset: float
    note: str


def offset_of(item: Mapping[str, Any], layers: Sequence[Layer]) -> Offset:
    """Return the offset of the bands of an item of Sentinel-2, Level 2A.

    layers: its bands, of which one may be read at some points.
    """
    properties = item.get("properties") or {}
    baseline = _baseline(properties, item)
    if baseline is not None and baseline < _FIRST_WITH_OFFSET:
        return Offset(0.0, tr("Baseline {baseline:05.2f}: nothing was added to the numbers."
                              ).format(baseline=baseline))
    flag = next((properties[name] for name in _FLAGS if isinstance(properties.get(name), bool)),
                None)
    if flag:
        return Offset(0.0, tr("The server says that 1000 was subtracted already."))
    if flag is None and baseline is not None:
        return Offset(_ADDED, tr("Baseline {baseline:05.2f}: 1000 is subtracted of the numbers."
                                 ).format(baseline=baseline))
    below = _share_below(layers)
    if below is None:
        return Offset(_ADDED, tr("1000 is subtracted of the numbers, as the server says. This may "
                                 "be wrong, and could not be checked."))
    if below > _MOST_BELOW:
        return Offset(0.0, tr("1000 was subtracted already, whatever the server says: {share:.0%} "
                              "of the pixels are below it.").format(share=below))
    return Offset(_ADDED, tr("1000 is subtracted of the numbers; only {share:.1%} of the pixels "
                             "are below it.").format(share=below))


def _baseline(properties: Mapping[str, Any], item: Mapping[str, Any]) -> float | None:
    for name in _BASELINES:
        found = re.fullmatch(r"(\d\d)\.?(\d\d)", str(properties.get(name, "")))
        if found is not None:
            return float(f"{found[1]}.{found[2]}")
    for text in (properties.get("s2:product_uri"), item.get("id")):
        found = re.search(r"_N(\d\d)(\d\d)_", str(text))
        if found is not None:
            return float(f"{found[1]}.{found[2]}")
    return None


def _share_below(layers: Sequence[Layer]) -> float | None:
    """Return the share of the recorded pixels of a dark band that are below 1000, or None."""
    named = {layer.name: layer for layer in layers}
    layer = named.get("blue") or named.get("red")
    if layer is None:
        return None
    try:
        with gdal_errors():
            band: gdal.Band = open_raster(layer.path)
            numbers = band.GetRasterBand(layer.band).ReadAsArray(
                buf_xsize=min(_POINTS, band.RasterXSize), buf_ysize=min(_POINTS, band.RasterYSize))
    except GdalError:
        return None
    recorded = ~np.isin(numbers, layer.fill)
    return float((numbers[recorded] < 1000).mean()) if recorded.any() else None
