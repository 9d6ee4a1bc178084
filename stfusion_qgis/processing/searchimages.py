"""A search for images in a STAC API, as a Processing algorithm."""

from __future__ import annotations

import datetime
from typing import Any

from qgis.core import (
    QgsProcessingContext,
    QgsProcessingFeedback,
    QgsProcessingParameterAuthConfig,
    QgsProcessingParameterDateTime,
    QgsProcessingParameterNumber,
    QgsProcessingParameterString,
)

from ..errors import InputError
from ..products.product_cache import product_cache
from ..products.searching.searching import box_of, search_images
from ..products.searching.stac_api import StacSearch
from ..progress import Progress
from ..translation import mark, tr
from .area_parameters import add_area
from .catalogue_algorithm import CatalogueAlgorithm
from .network import NetworkFetch

_URL = "https://earth-search.aws.element84.com/v1"
_COLLECTIONS = "landsat-c2-l2, sentinel-2-c1-l2a"


class SearchImages(CatalogueAlgorithm):
    """Finds images that a server offers, to be read where they lie."""

    algorithm_id = "searchimages"
    title = mark("Search images")
    summary = mark("Finds satellite images that a STAC API offers: nothing is downloaded but what "
                   "is needed.")
    help_text = mark(
        "Asks a STAC API for images of an area and of dates. The catalogue that comes out is like "
        "that of 'Catalogue images', but its images lie on the server: 'Prepare images' makes "
        "virtual rasters of them, of which only that part is read which is needed, when it is "
        "needed. Prepare them with an extent, and fuse that.\n\n"
        "Landsat Collection 2 Level 2, Sentinel-2 Level 2A, HLS, MODIS and others are known under "
        "the names that servers give their collections. The numbers become reflectance as the "
        "product's own description says. Of Sentinel-2, servers have subtracted 1000 of some "
        "images and not of others, and do not always say so rightly: where in doubt, some pixels "
        "are looked at, and the log says what was found.\n\n"
        "Servers: https://earth-search.aws.element84.com/v1 (Sentinel-2; Landsat, whose reading "
        "needs an account), "
        "https://planetarycomputer.microsoft.com/api/stac/v1 (Landsat, Sentinel-2, MODIS, HLS), "
        "https://cmr.earthdata.nasa.gov/stac/LPCLOUD (HLS; reading needs an account), "
        "https://stac.dataspace.copernicus.eu/v1 (Sentinel-2, Sentinel-3; reading needs an "
        "account).")
    icon_name = "search"
    keywords = ("STAC", "COG", "Landsat", "Sentinel-2", "HLS", "MODIS", mark("download"),
                mark("cloud storage"))

    def __init__(self) -> None:
        super().__init__()
        self._feedback: QgsProcessingFeedback | None = None

    def initAlgorithm(self, configuration: dict[str, Any] | None = None) -> None:
        self.add(QgsProcessingParameterString("URL", tr("Address of the STAC API"), _URL), tr(
            "It begins with https://."))
        self.add(QgsProcessingParameterString(
            "COLLECTIONS", tr("Collections"), _COLLECTIONS, False, True), tr(
                "As the server calls them, separated by commas. Leave empty for all."))
        add_area(self, tr("Images that show something of this part."), tr(
            "Images that show something of what these polygons span. Together with an extent, "
            "what both share."))
        for name, label in (("START", tr("First date")), ("END", tr("Last date"))):
            self.add(QgsProcessingParameterDateTime(
                name, label, QgsProcessingParameterDateTime.Type.Date, None, True), tr(
                    "Of the images that are searched for. Leave empty for any."))
        self.add(QgsProcessingParameterNumber(
            "CLOUD", tr("Cloud share, at most [%]"), QgsProcessingParameterNumber.Type.Double,
            None, True, 0, 100), tr("Of the whole image, as its producer counts. Images of which "
                                    "it is not known are kept."))
        self.add(QgsProcessingParameterNumber(
            "MOST", tr("Images, at most"), QgsProcessingParameterNumber.Type.Integer, 500, False,
            1, 100_000), tr("More are not listed; the log tells if there are more."),
            advanced=True)
        self.add(QgsProcessingParameterAuthConfig(
            "AUTHENTICATION", tr("Authentication"), None, True), tr(
                "A configuration of QGIS, for servers that ask who you are."), advanced=True)
        self.add_catalogue_output(tr("Catalogue"))

    def take_layers(self, parameters: dict[str, Any], context: QgsProcessingContext,
                    feedback: Any) -> None:
        self._feedback = feedback
        super().take_layers(parameters, context, feedback)

    def work(self, parameters: dict[str, Any], context: QgsProcessingContext,
             progress: Progress) -> dict[str, Any]:
        path = self.output_path(parameters, context)
        if self._area.is_everything:
            raise InputError(tr("Give an extent or an area: images of the whole world are too "
                                "many."))
        collections = self.parameterAsString(parameters, "COLLECTIONS", context)
        start, end = (self._date(parameters, name, context) for name in ("START", "END"))
        if start and end and start > end:
            raise InputError(tr("The first date lies behind the last one."))
        search = StacSearch(
            self.parameterAsString(parameters, "URL", context),
            tuple(name.strip() for name in collections.split(",") if name.strip()),
            box_of(self._area), start, end,
            None if parameters.get("CLOUD") is None
            else self.parameterAsDouble(parameters, "CLOUD", context),
            self.parameterAsInt(parameters, "MOST", context))
        fetch = NetworkFetch(self.parameterAsString(parameters, "AUTHENTICATION", context),
                             self._feedback or QgsProcessingFeedback())
        catalogue = search_images(search, fetch, product_cache(), progress)
        return self.written(catalogue, path, context, progress)

    def _date(self, parameters: dict[str, Any], name: str,
              context: QgsProcessingContext) -> datetime.date | None:
        when = self.parameterAsDateTime(parameters, name, context)
        return when.date().toPyDate() if when.isValid() else None
