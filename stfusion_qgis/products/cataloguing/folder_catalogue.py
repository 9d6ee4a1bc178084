"""A folder of downloads becomes a catalogue."""

from __future__ import annotations

import os

from ...errors import InputError
from ...images.area import Area
from ...images.area_pixels import AreaPixels
from ...progress import Progress
from ...threads import Relay, in_flight, make_pool
from ...time_left import TimeLeft
from ...translation import tr
from ..product_image import ProductImage, image_of
from ..recognising import Recognised, Unusable, recognise
from .catalogue_item import CatalogueItem
from .clear_share import clear_share
from .copies import without_copies
from .footprints import Footprint
from .image_catalogue import ImageCatalogue, in_order
from .sampled_layers import SampledLayer
from .view_angle import view_angle

_MOST_TOLD = 30


class OutsideAreaError(InputError):
    """An image does not show the area: no fault of the image."""


def catalogue_of_folder(folder: str, area: Area, cache_folder: str, progress: Progress,
                        threads: int = 2) -> ImageCatalogue:
    """Return the images in a folder, and what there cannot be used.

    area: of which the clear shares are, and that the images must show. cache_folder: for what has
    to be unpacked or put onto a grid once.

    Raises:
        InputError: there is no such folder.
        Cancelled: by the progress.
    """
    if not os.path.exists(folder):
        raise InputError(tr("There is no folder {path}.").format(path=folder))
    progress.report(0.0, tr("Looking for products"))
    recognition = recognise(folder, cache_folder)
    progress.check()
    unusable = list(recognition.unusable)
    items: list[CatalogueItem] = []
    outside: list[OutsideAreaError] = []
    left = TimeLeft()
    total = len(recognition.downloads)

    def look(download: Recognised) -> CatalogueItem | Unusable | OutsideAreaError:
        return _look(download, area, cache_folder)

    pool, relay = make_pool(max(1, threads)), Relay(progress)
    try:
        for number, found in enumerate(in_flight(pool, look, recognition.downloads, threads + 1,
                                                 relay), 1):
            if isinstance(found, CatalogueItem):
                items.append(found)
            elif isinstance(found, OutsideAreaError):
                outside.append(found)
            else:
                unusable.append(found)
            progress.report(number / total, tr("{number} of {count} images").format(
                number=number, count=total))
            if remark := left.remark(number / total):
                progress.info(remark)
    finally:
        relay.stop()
        pool.shutdown(wait=True)
    kept, copies = without_copies(items)
    if outside and not items:
        raise outside[0]
    if outside:
        progress.info(tr("Outside of the area: {count} images").format(count=len(outside)))
    for copy, other in copies:
        progress.info(tr("Left out: {path} is the same image as {other}.").format(
            path=copy.path, other=other.path))
    _tell(sorted(unusable), progress)
    return ImageCatalogue(in_order(kept), sorted(unusable), area.name)


def _tell(unusable: list[Unusable], progress: Progress) -> None:
    """Write into the log what cannot be used: of many, the first."""
    for each in unusable[:_MOST_TOLD]:
        progress.info(f"{each.path}: {each.reason}")
    if len(unusable) > _MOST_TOLD:
        progress.info(tr("{count} more files cannot be used; the catalogue lists them all.").format(
            count=len(unusable) - _MOST_TOLD))


def _look(found: Recognised, area: Area, cache_folder: str,
          ) -> CatalogueItem | Unusable | OutsideAreaError:
    try:
        return catalogued(image_of(*found), area, cache_folder)
    except OutsideAreaError as error:
        return error
    except InputError as error:
        return Unusable(found.download.path, str(error))


def catalogued(image: ProductImage, area: Area, cache_folder: str) -> CatalogueItem:
    """Return what a catalogue says of an image.

    Raises:
        InputError: a layer cannot be read.
        OutsideAreaError: it does not show the area.
    """
    first = SampledLayer(image.layers[0], image.product, image.name, cache_folder)
    try:
        window = AreaPixels.of(area, first.grid, image.name).window
    except InputError as error:
        raise OutsideAreaError(str(error), image.name) from error
    footprint = Footprint.of(first.grid, image.name)
    return CatalogueItem(
        image.name, image.product.id, image.product.role, image.date, first.grid, footprint,
        image.product.title, image.product.days, image.platform, image.tile, image.bands,
        clear_share(image, first, area, window, cache_folder), image.cloud_share,
        view_angle(image, first.grid, window, cache_folder), image)
