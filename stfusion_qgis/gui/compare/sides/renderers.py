"""Renderers of images and error maps on the canvas."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from qgis.core import (
    QgsColorRampShader,
    QgsContrastEnhancement,
    QgsMultiBandColorRenderer,
    QgsRasterDataProvider,
    QgsRasterRenderer,
    QgsRasterShader,
    QgsSingleBandGrayRenderer,
    QgsSingleBandPseudoColorRenderer,
)
from qgis.PyQt.QtGui import QColor


def image_renderer(provider: QgsRasterDataProvider, bands: Sequence[int],
                   limits: np.ndarray) -> QgsRasterRenderer:
    """Return the renderer that shows three bands as red, green and blue, or one in grey.

    bands: one or three indices; limits: (bands, 2) of `pictures.stretch`.
    """
    stretched = [_enhancement(provider, band, limits[band]) for band in bands]
    if len(bands) == 1:
        grey = QgsSingleBandGrayRenderer(provider, bands[0] + 1)
        grey.setContrastEnhancement(stretched[0])
        return grey
    colours = QgsMultiBandColorRenderer(provider, *(band + 1 for band in bands))
    # Not in the constructor, which does not take them over from Python.
    colours.setRedContrastEnhancement(stretched[0])
    colours.setGreenContrastEnhancement(stretched[1])
    colours.setBlueContrastEnhancement(stretched[2])
    return colours


def ramp_renderer(provider: QgsRasterDataProvider, low: float, high: float,
                  ramp: Sequence[tuple[int, int, int]]) -> QgsRasterRenderer:
    """Return the renderer that shows the first band in the colours of a ramp of `pictures`.

    low, high: values of the ramp's ends.
    """
    function = QgsColorRampShader(low, high)
    function.setColorRampType(QgsColorRampShader.Type.Interpolated)
    function.setClip(False)
    function.setColorRampItemList([
        QgsColorRampShader.ColorRampItem(value, QColor(*colour))
        for value, colour in zip(np.linspace(low, high, len(ramp)).tolist(), ramp)])
    shader = QgsRasterShader(low, high)
    shader.setRasterShaderFunction(function)
    return QgsSingleBandPseudoColorRenderer(provider, 1, shader)


def _enhancement(provider: QgsRasterDataProvider, band: int,
                 limits: np.ndarray) -> QgsContrastEnhancement:
    enhancement = QgsContrastEnhancement(provider.dataType(band + 1))
    enhancement.setContrastEnhancementAlgorithm(
        QgsContrastEnhancement.ContrastEnhancementAlgorithm.StretchToMinimumMaximum, False)
    enhancement.setMinimumValue(float(limits[0]), False)
    enhancement.setMaximumValue(float(limits[1]), False)
    return enhancement
