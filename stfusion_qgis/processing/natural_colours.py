"""Layers in natural colours, where QGIS takes the first band for red."""

from __future__ import annotations

from qgis.core import QgsMultiBandColorRenderer, QgsRasterLayer

from ..pictures import choose_bands


def show_natural_colours(layer: QgsRasterLayer) -> None:
    """Show red, green and blue, or what stands for them, of a layer of three bands or more."""
    renderer = layer.renderer()
    if not isinstance(renderer, QgsMultiBandColorRenderer) or layer.bandCount() < 3:
        return
    names = [layer.bandName(i + 1).partition(": ")[2] for i in range(layer.bandCount())]
    red, green, blue = (band + 1 for band in choose_bands(names, natural=True))
    renderer.setRedBand(red)
    renderer.setGreenBand(green)
    renderer.setBlueBand(blue)
    layer.setDefaultContrastEnhancement()
