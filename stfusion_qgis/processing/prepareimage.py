"""Preparing an image of a product for fusion, as a Processing algorithm."""

from __future__ import annotations

import os
from typing import Any

from qgis.core import (
    QgsProcessingContext,
    QgsProcessingOutputNumber,
    QgsProcessingOutputString,
    QgsProcessingParameterRasterDestination,
    QgsProcessingParameterString,
)

from ..images.area import Area
from ..parameters import check
from ..products.images_of_place import image_of_place
from ..products.preparation.preparing_options import PreparingOptions, PreparingParameters
from ..products.preparing import PreparedImage, prepare
from ..products.product_cache import product_cache
from ..progress import Progress
from ..translation import mark, tr
from .area_parameters import add_area, area_of
from .base import StfusionAlgorithm
from .download_parameter import download_parameter
from .left_out_parameter import add_left_out, left_out_of
from .loaded_looks import look_when_loaded
from .parameter_definitions import definitions, values
from .prepared_style import PreparedStyle
from .toolbox_groups import PREPARE
from .user_settings import UserSettings
from .vrt_destination import VrtDestination


class PrepareImage(StfusionAlgorithm):
    """Makes a virtual raster of reflectance and a mask of an image as it is downloaded."""

    algorithm_id = "prepareimage"
    title = mark("Prepare image")
    summary = mark("Makes an image of reflectance and its mask of a satellite product as it is "
                   "downloaded.")
    help_text = mark(
        "Takes an image as it is downloaded, a folder, an archive or a file, and makes what every "
        "method wants: surface reflectance in the usual bands, with date, names and wavelengths, "
        "and a mask that leaves out clouds and their shadows. Scale, offset, fill and quality bits "
        "are those of the product's documents.\n\n"
        "No pixel is copied: the image is a virtual raster (.vrt) that reads the download, so "
        "leave that where it is. The mask lies beside it, and the virtual raster names it: every "
        "method, the dock, training and measuring take it by themselves, unless another one is "
        "given.\n\n"
        "Tiles of one pass in the folder become one image, on the grid of the first; a tile of the "
        "next UTM zone is reprojected when it is read. Bands of different resolution come on the "
        "grid of the finest one that is chosen. Compressed archives (.tar.gz) and swaths are put "
        "into a cache once (Settings - Options - STFusion).")
    toolbox_group = PREPARE
    icon_name = "prepare"
    keywords = (mark("surface reflectance"), mark("cloud mask"), mark("quality bits"),
                mark("import"), "Landsat", "Sentinel-2", "HLS", "MODIS", "VIIRS", "SAFE", "HDF")

    def __init__(self) -> None:
        super().__init__()
        self._area = Area()

    def initAlgorithm(self, configuration: dict[str, Any] | None = None) -> None:
        self.add(download_parameter("INPUT", tr("Download")), tr(
            "A folder, an archive (.tar, .zip, .tar.gz) or a file (.hdf, .h5, .nc, .tif), as it "
            "was downloaded."))
        self.add(QgsProcessingParameterString("IMAGE", tr("Name of the image"), None, False, True),
                 tr("Only where there are several images: a part of the name of the one that is "
                    "wanted, such as its date; * stands for anything."))
        parameters = {each.name(): (each, help, advanced)
                      for each, help, advanced in definitions(PreparingParameters)}
        self.add(*parameters.pop("BANDS"))
        add_left_out(self)
        self.add(*parameters.pop("DILATION"))
        add_area(self, tr(
            "Prepare this part alone: every pixel that the extent touches. Leave empty for the "
            "whole image."), tr(
            "The mask leaves out what lies outside of these polygons, and the image becomes no "
            "larger than they are."))
        for parameter in parameters.values():
            self.add(*parameter)
        self.add(VrtDestination("OUTPUT", tr("Prepared image")), tr(
            "A virtual raster, which ends in .vrt."))
        self.add(QgsProcessingParameterRasterDestination(
            "OUTPUT_MASK", tr("Mask"), None, True, False), tr(
                "A GeoTIFF of one bit a pixel: 1 where the pixel may be used. Beside the image and "
                "named like it if it is left empty."))
        self.add_output(QgsProcessingOutputNumber("CLEAR", tr("Clear pixels (percent)")))
        for name, label in (("DATE", tr("Date")), ("NAME", tr("Name of the image")),
                            ("PRODUCT", tr("Product"))):
            self.add_output(QgsProcessingOutputString(name, label))

    def check_values(self, parameters: dict[str, Any], context: QgsProcessingContext) -> None:
        check(values(PreparingParameters, self, parameters, context))

    def take_layers(self, parameters: dict[str, Any], context: QgsProcessingContext,
                    feedback: Any) -> None:
        self._area = area_of(self, parameters, context)

    def work(self, parameters: dict[str, Any], context: QgsProcessingContext,
             progress: Progress) -> dict[str, Any]:
        images = image_of_place(
            os.path.abspath(self.parameterAsString(parameters, "INPUT", context)),
            self.parameterAsString(parameters, "IMAGE", context), product_cache(), progress)
        options = PreparingOptions.of(values(PreparingParameters, self, parameters, context),
                                      left_out_of(self, parameters, context), self._area)
        target, mask = (self.parameterAsOutputLayer(parameters, name, context)
                        for name in ("OUTPUT", "OUTPUT_MASK"))
        prepared = prepare(images, target, options, product_cache(), progress, mask=mask or "",
                           threads=UserSettings.read().threads_for())
        self._describe_outputs(prepared, context)
        return {"OUTPUT": prepared.path, "OUTPUT_MASK": prepared.mask_path,
                "CLEAR": 100 * prepared.clear, "DATE": prepared.date.isoformat(),
                "NAME": prepared.name, "PRODUCT": images[0].product.id}

    def _describe_outputs(self, prepared: PreparedImage, context: QgsProcessingContext) -> None:
        """Name the layers that are to be loaded, and give the image its look."""
        for path, name in ((prepared.path, prepared.name),
                           (prepared.mask_path, tr("Mask of {image}").format(image=prepared.name))):
            if not context.willLoadLayerOnCompletion(path):
                continue
            details = context.layerToLoadOnCompletionDetails(path)
            if not details.forceName:
                details.name = name
            if path == prepared.path:
                look_when_loaded(details, PreparedStyle(prepared))
