"""The images of a season as inputs: lists of layers, or a catalogue."""

from __future__ import annotations

from typing import Any

from qgis.core import QgsProcessingContext, QgsProcessingParameterString

from ..errors import InputError
from ..images.image_options import ImageOptions
from ..images.source import Source
from ..progress import Progress
from ..season.catalogued_season import sources_of
from ..season.image_sensors import named_sensors
from ..season.masked_images import with_masks
from ..translation import tr
from .base import StfusionAlgorithm
from .catalogue_inputs import add_catalogue, catalogue_file, given_catalogue
from .dated_inputs import add_layers
from .layer_sources import raster_layers, source_of

Images = tuple[tuple[Source, ...], tuple[Source, ...]]


def add_season_images(algorithm: StfusionAlgorithm) -> None:
    """Add CATALOGUE, FINE and COARSE; the masks are added by `add_season_masks`."""
    add_catalogue(algorithm, tr(
        "That of 'Prepare images', with the images of the season. Or choose fine and coarse "
        "images below."), optional=True)
    add_layers(algorithm, "FINE", tr("Fine images of the season"), tr(
        "Images with small pixels. Their dates are taken from the layers, the files' metadata "
        "or their names."))
    add_layers(algorithm, "COARSE", tr("Coarse images of the season"), tr(
        "Images with large pixels, of as many dates as there are. Without any, the fine images "
        "are interpolated in time."))


def add_season_masks(algorithm: StfusionAlgorithm) -> None:
    """Add FINE_MASKS and COARSE_MASKS, both advanced."""
    add_layers(algorithm, "FINE_MASKS", tr("Masks of the fine images"), tr(
        "Pixels that are 0 or nodata in the first band of a mask are left out, such as clouds "
        "and their shadows. Masks find their images by their dates, too."), advanced=True)
    add_layers(algorithm, "COARSE_MASKS", tr("Masks of the coarse images"), tr("Likewise."),
               advanced=True)


def add_sensors(algorithm: StfusionAlgorithm) -> None:
    """Add SENSORS and REFERENCE_SENSOR, both advanced."""
    algorithm.add(QgsProcessingParameterString("SENSORS", tr("Sensors"), "", False, True), tr(
        "Words in the names of images by which sensors are told apart, such as L8, S2 or MOD, VNP. "
        "Of prepared images, and of files with a product's name, the sensor is known. What each "
        "sensor adds to the values all season long is found and taken from them."), advanced=True)
    algorithm.add(QgsProcessingParameterString(
        "REFERENCE_SENSOR", tr("Predict as the sensor"), "", False, True), tr(
            "One of the sensors of the fine images, to whose scale the others are brought. Left "
            "empty, that of most dates."), advanced=True)


def check_season_images(algorithm: StfusionAlgorithm, parameters: dict[str, Any],
                        context: QgsProcessingContext) -> None:
    """Raise `InputError` unless there are fine images, in a catalogue or a list, not in both."""
    listed = bool(raster_layers(algorithm, parameters, "FINE", context))
    if listed == bool(catalogue_file(algorithm, parameters, context)):
        raise InputError(tr("Choose either a catalogue or the fine images of the season.")
                         if listed else tr("Choose the fine images of the season, or a catalogue."))


def season_images(algorithm: StfusionAlgorithm, parameters: dict[str, Any],
                  context: QgsProcessingContext, options: ImageOptions,
                  progress: Progress) -> Images:
    """Return the fine and the coarse images with their masks; on the thread of the layers.

    progress: is told which images of a catalogue are left out.

    Raises:
        InputError: an image, a mask or the catalogue cannot be used.
    """
    path = catalogue_file(algorithm, parameters, context)
    fine, coarse, fine_masks, coarse_masks = ([source_of(layer) for layer in raster_layers(
        algorithm, parameters, name, context)]
        for name in ("FINE", "COARSE", "FINE_MASKS", "COARSE_MASKS"))
    if path:
        fine, catalogued = sources_of(given_catalogue(path), progress, several=True)
        coarse = [*catalogued, *coarse]
    words = algorithm.parameterAsString(parameters, "SENSORS", context)
    return (named_sensors(with_masks(fine, fine_masks, options.fine_mask_rule), words),
            named_sensors(with_masks(coarse, coarse_masks, options.coarse_mask_rule), words))
