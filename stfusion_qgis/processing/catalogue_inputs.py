"""A catalogue as an input: a layer of the project or its file, or a folder in its place."""

from __future__ import annotations

from typing import Any

from qgis.core import (
    QgsProcessing,
    QgsProcessingContext,
    QgsProcessingParameterVectorLayer,
)

from ..errors import InputError
from ..products.cataloguing.image_catalogue import ImageCatalogue
from ..translation import tr
from .base import StfusionAlgorithm


def add_catalogue(algorithm: StfusionAlgorithm, help: str, optional: bool = False) -> None:
    """Add CATALOGUE, with what it is for in an algorithm."""
    algorithm.add(QgsProcessingParameterVectorLayer(
        "CATALOGUE", tr("Catalogue"), [QgsProcessing.SourceType.TypeVectorAnyGeometry], None,
        optional), help)


def catalogue_file(algorithm: StfusionAlgorithm, parameters: dict[str, Any],
                   context: QgsProcessingContext) -> str:
    """Return the file of the catalogue, "" if none is given; on the thread that owns the layers.

    Raises:
        InputError: what is given is no layer of a file.
    """
    given = parameters.get("CATALOGUE")
    if given is None or given == "":
        return ""
    layer = algorithm.parameterAsVectorLayer(parameters, "CATALOGUE", context)
    if layer is None:
        raise InputError(tr("{path} cannot be opened as a catalogue. It is the GeoJSON file that "
                            "'Catalogue images' and 'Prepare images' write.").format(path=given))
    return str(layer.source()).split("|", 1)[0]


def given_catalogue(path: str) -> ImageCatalogue:
    """Return the catalogue of a file.

    Raises:
        InputError: it is none, or it is empty.
    """
    catalogue = ImageCatalogue.read(path)
    if not catalogue.items:
        raise InputError(tr("The catalogue {path} holds no images.").format(path=path))
    return catalogue
