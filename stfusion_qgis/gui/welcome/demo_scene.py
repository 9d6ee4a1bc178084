"""The demo scene: images that are simulated once into the user's profile, and loaded."""

from __future__ import annotations

import os
from collections.abc import Sequence

from qgis.core import QgsApplication, QgsProject, QgsRasterLayer

from ...errors import InputError
from ...processing.natural_colours import show_natural_colours
from ...progress import Progress
from ...simulation import Parameters, simulate
from ...simulation.simulation_parameters import dates_of
from ...translation import tr

PARAMETERS = Parameters(width=600, height=600, dates=3)
"""Three dates: the second can be predicted from the first, or from both, and compared."""


def demo_folder() -> str:
    """Return the folder of the profile in which the images lie."""
    return os.path.join(QgsApplication.qgisSettingsDirPath(), "stfusion", "demo")


def demo_paths(folder: str) -> list[str]:
    """Return the paths of the images, as `simulate` names them."""
    return [os.path.join(folder, f"{kind}_{date}.tif")
            for kind in ("fine", "coarse") for date in dates_of(PARAMETERS)]


def make_demo(folder: str, progress: Progress) -> list[str]:
    """Simulate the images unless they are there, and return their paths; on any thread.

    Raises:
        InputError: they cannot be written.
        Cancelled: through `progress`.
    """
    paths = demo_paths(folder)
    if not all(map(os.path.exists, paths)):
        try:
            os.makedirs(folder, exist_ok=True)
        except OSError as error:
            raise InputError(tr("The demo scene cannot be written into {folder} ({reason})."
                                ).format(folder=folder, reason=error.strerror)) from error
        simulate(PARAMETERS, folder, progress)
    return paths


def load_demo(paths: Sequence[str]) -> list[QgsRasterLayer]:
    """Load the images into the project, in a group, the fine ones on top; return the layers."""
    group = QgsProject.instance().layerTreeRoot().insertGroup(0, tr("Simulated demo scene"))
    layers = [QgsRasterLayer(path, os.path.splitext(os.path.basename(path))[0]) for path in paths]
    for layer in QgsProject.instance().addMapLayers(layers, False):
        show_natural_colours(layer)
        group.addLayer(layer).setExpanded(False)
    return layers
