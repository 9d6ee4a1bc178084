"""Which sensor took an image of a season, and of which sensor the predictions are."""

from __future__ import annotations

import os
from collections import Counter
from collections.abc import Sequence
from dataclasses import replace

from ..errors import InputError
from ..images.gdal_tools import GdalError, metadata_of, open_raster
from ..images.source import Source
from ..products.known_products import all_products
from ..products.preparing import PRODUCT_ITEM
from ..translation import tr

_ITEMS = ("SPACECRAFT_ID", "SPACECRAFT_NAME", "PLATFORM", "SATELLITE", "SENSOR")
"""Items of metadata that name a sensor or its satellite."""


def sensor_of(source: Source) -> str:
    """Return the sensor of an image; "" if nothing tells it.

    As it is given, or else as the product that was prepared says, the file's name if it is one of
    a product's, or an item of the metadata.
    """
    if source.sensor:
        return source.sensor
    try:
        metadata = metadata_of(open_raster(source.path, options=source.open_options))
    except GdalError:
        metadata = {}
    product = all_products().get(metadata.get(PRODUCT_ITEM, ""))
    if product is not None:
        return product.title
    folder, name = os.path.split(source.path)
    for part in (name, os.path.basename(folder)):
        for product in all_products().values():
            if product.match(part):
                return product.title
    return next((metadata[item] for item in _ITEMS if metadata.get(item)), "")


def named_sensors(sources: Sequence[Source], words: str) -> tuple[Source, ...]:
    """Return sources with the sensors that their names tell.

    words: separated by commas; the first that an image's name or its file's holds is its sensor.
    Those that hold none stay as they are.
    """
    listed = [word.strip() for word in words.replace("，", ",").split(",") if word.strip()]

    def named(source: Source) -> Source:
        names = source.name.casefold(), os.path.basename(source.path).casefold()
        word = next((word for word in listed if any(word.casefold() in name for name in names)), "")
        return replace(source, sensor=word) if word else source

    return tuple(map(named, sources))


def reference_sensor(sources: Sequence[Source], wanted: str = "") -> str:
    """Return the sensor that the others are compared with: the wanted one, or that of most dates.

    wanted: a sensor, or a part of its name, whichever way it is written; "" for any.

    Raises:
        InputError: there is no such sensor.
    """
    dates = Counter(sensor for sensor, _ in {(source.sensor, source.date) for source in sources})
    if wanted:
        found = [wanted] if wanted in dates else [
            sensor for sensor in dates if wanted.casefold() in sensor.casefold()]
        if not found:
            raise InputError(tr(
                "No fine image is of the sensor {wanted}. There are: {sensors}.").format(
                    wanted=wanted, sensors=", ".join(map(title_of, sorted(dates)))))
        dates = Counter({sensor: dates[sensor] for sensor in found})
    return min(dates, key=lambda sensor: (-dates[sensor], sensor), default="")


def title_of(sensor: str) -> str:
    """Return what people call a sensor."""
    return sensor or tr("unknown")
