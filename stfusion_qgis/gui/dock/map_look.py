"""The look of a layer on the map: its bands, and the values that are darkest and brightest."""

from __future__ import annotations

import re

from qgis.core import (
    QgsContrastEnhancement,
    QgsMultiBandColorRenderer,
    QgsRasterLayer,
    QgsSingleBandGrayRenderer,
)

from ..compare.compared.stretches import MapLook


def look_on_map(layer: QgsRasterLayer | None, listed: str = "") -> MapLook:
    """Return the look of a layer on the map, as far as it can be shown elsewhere.

    listed: the bands of the layer that are used, as `with_listed_bands` takes them; "" for all.
    """
    renderer = layer.renderer() if layer is not None else None
    if isinstance(renderer, QgsMultiBandColorRenderer):
        shown = [(renderer.redBand(), renderer.redContrastEnhancement()),
                 (renderer.greenBand(), renderer.greenContrastEnhancement()),
                 (renderer.blueBand(), renderer.blueContrastEnhancement())]
    elif isinstance(renderer, QgsSingleBandGrayRenderer):
        band, = renderer.usesBands()  # its own name differs between versions
        shown = [(band, renderer.contrastEnhancement())]
    else:
        return MapLook()
    places = _places(layer, listed)
    used = [(places[number], enhancement) for number, enhancement in shown if number in places]
    bands = tuple(band for band, _ in used)
    limits = {band: known for band, enhancement in used
              if (known := _limits(enhancement)) is not None}
    return MapLook(bands if len(bands) == len(shown) else (), limits)


def _places(layer: QgsRasterLayer, listed: str) -> dict[int, int]:
    """Return the indices of bands among those that are used, by their numbers in the layer."""
    numbers = range(1, layer.bandCount() + 1)
    words = [word.strip().casefold() for word in re.split(r"[,;，、]", listed) if word.strip()]
    if not words:
        return {number: number - 1 for number in numbers}
    # QGIS calls a band "Band 2: red".
    names = {layer.bandName(number).partition(": ")[2].casefold(): number for number in numbers}
    used = [int(word) if word.isdecimal() else names.get(word) for word in words]
    return {number: place for place, number in enumerate(used) if number is not None}


def _limits(enhancement: QgsContrastEnhancement | None) -> tuple[float, float] | None:
    """Return the limits of a stretch, None if there is none."""
    kinds = QgsContrastEnhancement.ContrastEnhancementAlgorithm
    if enhancement is None or enhancement.contrastEnhancementAlgorithm() not in (
            kinds.StretchToMinimumMaximum, kinds.StretchAndClipToMinimumMaximum):
        return None
    low, high = enhancement.minimumValue(), enhancement.maximumValue()
    return (low, high) if low < high else None
