"""A catalogue of the images in a folder, as a Processing algorithm."""

from __future__ import annotations

from typing import Any

from qgis.core import (
    QgsProcessingContext,
    QgsProcessingParameterFile,
)

from ..products.cataloguing.folder_catalogue import catalogue_of_folder
from ..products.product_cache import product_cache
from ..progress import Progress
from ..translation import mark, tr
from .area_parameters import add_area
from .catalogue_algorithm import CatalogueAlgorithm
from .user_settings import UserSettings


class CatalogueImages(CatalogueAlgorithm):
    """Lists the images in a folder of downloads, with dates, footprints and clear shares."""

    algorithm_id = "catalogueimages"
    title = mark("Catalogue images")
    summary = mark("Finds the satellite images in a folder: where and when they are, and how much "
                   "of each is clear.")
    help_text = mark(
        "Looks through a folder of downloads, as they are: folders, archives (.tar, .zip, .tar.gz) "
        "and single files (.hdf, .h5, .nc, .tif) of Landsat, Sentinel-2, HLS, MODIS, VIIRS and "
        "other products. Nothing is unpacked or copied that can be read in place. The public data "
        "sets of the field are known, too: CIA, LGC, AHB, Daxing, Tianjin, Wuhan, Shenzhen and the "
        "STARFM scenes.\n\n"
        "The catalogue is a layer of footprints with date, role in a fusion (fine or coarse), "
        "product, platform, tile, clear share, and cloud share as the producer counts. It knows "
        "its dates: open QGIS' temporal controller to see what there is of each. It is GeoJSON "
        "that is an ItemCollection of STAC, too, with the bands of each image, their scales and "
        "offsets.\n\n"
        "The same image from a folder and an archive, or processed twice, is listed once. What "
        "cannot be used, such as Level 1 or a half download, is named in the log with its reason, "
        "and in the catalogue.\n\n"
        "Go on with 'Prepare images' and 'Choose pairs'.")
    icon_name = "catalogue"
    keywords = ("STAC", "Landsat", "Sentinel-2", "HLS", "MODIS", "VIIRS", mark("footprints"),
                mark("metadata"))

    def initAlgorithm(self, configuration: dict[str, Any] | None = None) -> None:
        self.add(QgsProcessingParameterFile(
            "FOLDER", tr("Folder of downloads"), QgsProcessingParameterFile.Behavior.Folder), tr(
                "All folders in it are looked through, too."))
        add_area(self, tr(
            "Clear shares are of this part, and only images that show it are listed. Leave empty "
            "for the whole images."), tr(
            "Likewise, inside of these polygons. Together with an extent, what both share."))
        self.add_catalogue_output(tr("Catalogue"))

    def work(self, parameters: dict[str, Any], context: QgsProcessingContext,
             progress: Progress) -> dict[str, Any]:
        path = self.output_path(parameters, context)
        catalogue = catalogue_of_folder(
            self.parameterAsFile(parameters, "FOLDER", context), self._area, product_cache(),
            progress, UserSettings.read().threads_for())
        return self.written(catalogue, path, context, progress)
