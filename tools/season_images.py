"""The images of a simulated season: coarse ones of all dates, fine ones of some."""

from __future__ import annotations

import os
import pathlib

DATES, KNOWN = 9, (0, 3, 6, 8)
"""Number of dates, and those that have a fine image."""


def make_season(folder: pathlib.Path, bands: int = 4) -> None:
    """Write the images of a season into a folder."""
    from stfusion_qgis.progress import Progress
    from stfusion_qgis.simulation import Parameters, simulate

    paths = [pathlib.Path(path) for path in simulate(
        Parameters(width=480, height=400, dates=DATES, interval=16, bands=bands), str(folder),
        Progress(), 1)]
    fine = sorted(path for path in paths if path.name.startswith("fine"))
    for number, path in enumerate(fine):
        if number not in KNOWN:
            path.unlink()


def load_season() -> list:
    """Load the images of the folder that STFUSION_IMAGES names into QGIS; only one is visible."""
    from qgis.core import QgsProject, QgsRasterLayer

    folder = pathlib.Path(os.environ["STFUSION_IMAGES"])
    layers = QgsProject.instance().addMapLayers(
        [QgsRasterLayer(str(path), path.stem) for path in sorted(folder.glob("*.tif"))])
    fine = [layer for layer in layers if layer.name().startswith("fine")]
    for node in QgsProject.instance().layerTreeRoot().findLayers():
        node.setExpanded(False)
        node.setItemVisibilityChecked(node.layer() is fine[0])
    return fine
