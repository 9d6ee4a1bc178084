"""Simulated fine and coarse images of several dates, as a Processing algorithm."""

from __future__ import annotations

import os
from typing import Any

from qgis.core import (
    QgsProcessingContext,
    QgsProcessingOutputMultipleLayers,
    QgsProcessingParameterFolderDestination,
)

from ..progress import Progress
from ..simulation.simulate import simulate
from ..simulation.simulation_parameters import Parameters
from ..translation import mark, tr
from .base import StfusionAlgorithm
from .parameter_definitions import definitions, values
from .toolbox_groups import DATA


class SimulateScene(StfusionAlgorithm):
    """Simulates a landscape as a fine and a coarse sensor see it on several dates."""

    algorithm_id = "simulatescene"
    title = mark("Simulate scene")
    summary = mark("Makes fine and coarse images of a simulated landscape on several dates.")
    help_text = mark(
        "Simulates fields with crop calendars, forest, water, roads and villages as a fine and a "
        "coarse sensor see them, on as many dates as you like: to try fusion without data, and to "
        "learn where methods fail when the truth is known.\n\n"
        "The coarse sensor has a point spread function, noise, a shift and slightly different "
        "bands; clouds and an abrupt change, a flood or a harvest, can be added. The same seed "
        "gives the same images.\n\n"
        "Files are named fine_YYYY-MM-DD.tif and coarse_YYYY-MM-DD.tif.")
    toolbox_group = DATA
    icon_name = "simulate"
    keywords = (mark("simulation"), mark("synthetic images"), mark("demo data"),
                mark("spatiotemporal fusion"))

    def initAlgorithm(self, configuration: dict[str, Any] | None = None) -> None:
        for parameter, help, advanced in definitions(Parameters):
            self.add(parameter, help, advanced)
        self.add(QgsProcessingParameterFolderDestination("OUTPUT", tr("Folder of the images")), tr(
            "Where the GeoTIFFs go; files of the same names are replaced."))
        self.add_output(QgsProcessingOutputMultipleLayers("IMAGES", tr("Simulated images")))

    def work(self, parameters: dict[str, Any], context: QgsProcessingContext,
             progress: Progress) -> dict[str, Any]:
        folder = self.parameterAsString(parameters, "OUTPUT", context)
        os.makedirs(folder, exist_ok=True)
        images = simulate(values(Parameters, self, parameters, context), folder, progress)
        progress.info(tr("Wrote {count} images into {folder}").format(
            count=len(images), folder=folder))
        return {"OUTPUT": folder, "IMAGES": images}
