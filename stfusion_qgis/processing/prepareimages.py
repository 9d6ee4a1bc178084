"""All images of a catalogue or a folder prepared, as a Processing algorithm."""

from __future__ import annotations

import os
from typing import Any

from qgis.core import (
    QgsProcessingContext,
    QgsProcessingOutputNumber,
    QgsProcessingParameterFile,
    QgsProcessingParameterFolderDestination,
)

from ..errors import InputError
from ..parameters import check
from ..products.cataloguing.folder_catalogue import catalogue_of_folder
from ..products.cataloguing.image_catalogue import ImageCatalogue
from ..products.cataloguing.prepared_catalogue import prepare_catalogue
from ..products.preparation.preparing_options import PreparingOptions, PreparingParameters
from ..products.product_cache import product_cache
from ..progress import Progress
from ..translation import mark, tr
from .area_parameters import add_area
from .catalogue_algorithm import CatalogueAlgorithm
from .catalogue_inputs import add_catalogue, catalogue_file, given_catalogue
from .left_out_parameter import add_left_out, left_out_of
from .parameter_definitions import definitions, values
from .user_settings import UserSettings

_LOOKING = 0.2  # of the progress


class PrepareImages(CatalogueAlgorithm):
    """Prepares all images of a catalogue or a folder, again only what has changed."""

    algorithm_id = "prepareimages"
    title = mark("Prepare images")
    summary = mark("Makes images of reflectance and masks of all downloads of a folder or a "
                   "catalogue, ready for fusion.")
    help_text = mark(
        "Each image becomes a virtual raster of surface reflectance with its date and its bands, "
        "and a mask beside it without clouds and their shadows. No pixel is copied: leave the "
        "downloads where they are. All algorithms of fusion, the dock and training take the mask "
        "by themselves.\n\n"
        "Tiles of one pass that lie side by side become one image. Called again, only what is new "
        "or has changed is prepared; so new downloads are added by calling it again.\n\n"
        "Give an extent or an area: all images of one sensor lie on the same grid then, as methods "
        "with two pairs need it.\n\n"
        "The catalogue that comes out points to the prepared images: go on with 'Choose pairs'.")
    icon_name = "prepare"
    keywords = ("STAC", "Landsat", "Sentinel-2", "HLS", "MODIS", "VIIRS", mark("cloud mask"),
                mark("mosaic"))

    def __init__(self) -> None:
        super().__init__()
        self._catalogue = ""

    def initAlgorithm(self, configuration: dict[str, Any] | None = None) -> None:
        add_catalogue(self, tr("What is to be prepared; the downloads must be where they were."),
                      optional=True)
        self.add(QgsProcessingParameterFile(
            "FOLDER", tr("Or a folder of downloads"), QgsProcessingParameterFile.Behavior.Folder,
            "", None, True), tr("In place of a catalogue: all images in it are prepared."))
        add_area(self, tr("Of each image this part alone. Leave empty for the whole images."),
                 tr("The mask leaves out what lies outside of these polygons."))
        for parameter, help, advanced in definitions(PreparingParameters):
            self.add(parameter, help, advanced)
            if parameter.name() == "BANDS":
                add_left_out(self)
        self.add(QgsProcessingParameterFolderDestination(
            "PREPARED", tr("Folder of the prepared images")), tr(
                "Called again with the same folder, only what has changed is prepared."))
        self.add_catalogue_output(tr("Catalogue of the prepared images"))
        self.add_output(QgsProcessingOutputNumber("NEW", tr("Number of newly prepared images")))

    def check_values(self, parameters: dict[str, Any], context: QgsProcessingContext) -> None:
        check(values(PreparingParameters, self, parameters, context))

    def take_layers(self, parameters: dict[str, Any], context: QgsProcessingContext,
                    feedback: Any) -> None:
        super().take_layers(parameters, context, feedback)
        self._catalogue = catalogue_file(self, parameters, context)

    def work(self, parameters: dict[str, Any], context: QgsProcessingContext,
             progress: Progress) -> dict[str, Any]:
        path = self.output_path(parameters, context)
        folder = self.parameterAsString(parameters, "PREPARED", context)
        options = PreparingOptions.of(values(PreparingParameters, self, parameters, context),
                                      left_out_of(self, parameters, context), self._area)
        threads = UserSettings.read().threads_for()
        found = self._found(parameters, context, threads, progress.part(0.0, _LOOKING))
        prepared, count = prepare_catalogue(found, os.path.abspath(folder), options,
                                            product_cache(), progress.part(_LOOKING, 1.0), threads)
        progress.info(tr("{new} images prepared, {kept} were there already and are unchanged"
                         ).format(new=count.new, kept=count.kept))
        return {**self.written(prepared, path, context, progress), "PREPARED": folder,
                "NEW": count.new}

    def _found(self, parameters: dict[str, Any], context: QgsProcessingContext, threads: int,
               progress: Progress) -> ImageCatalogue:
        folder = self.parameterAsString(parameters, "FOLDER", context)
        if bool(folder) == bool(self._catalogue):
            raise InputError(tr("Give either a catalogue or a folder of downloads."))
        if self._catalogue:
            return given_catalogue(self._catalogue)
        found = catalogue_of_folder(folder, self._area, product_cache(), progress, threads)
        if not found.items:
            raise InputError(tr("There is no image in {path} that can be prepared.").format(
                path=folder))
        return found
