"""All images of a catalogue prepared, and again only what has changed."""

from __future__ import annotations

import os
from collections.abc import Sequence
from dataclasses import dataclass, replace

from ...errors import InputError
from ...file_names import safe_file_name
from ...images.gdal_tools import GdalError, open_raster
from ...images.placing import grid_of
from ...progress import Progress
from ...time_left import TimeLeft
from ...translation import tr
from ..preparation.preparing_options import PreparingOptions
from ..preparing import mask_beside, prepare
from ..product_image import ProductImage
from ..recognising import Unusable, described, recognise
from .catalogue_item import CatalogueItem
from .clear_share import less_counted_clouds
from .footprints import Footprint
from .image_catalogue import ImageCatalogue, in_order
from .passes import passes
from .prepared_records import PreparedRecord, PreparedRecords


@dataclass
class PreparedCount:
    """How many images were prepared, were there already, and could not be prepared."""

    new: int = 0
    kept: int = 0
    failed: int = 0


def prepare_catalogue(catalogue: ImageCatalogue, folder: str, options: PreparingOptions,
                      cache_folder: str, progress: Progress, threads: int = 1,
                      ) -> tuple[ImageCatalogue, PreparedCount]:
    """Return a catalogue whose items are prepared images in a folder, tiles of one pass as one.

    What is there already and unchanged is left as it is; images that cannot be prepared, and
    those outside of the area, are among the unusable ones. Images of the catalogue that are
    prepared and of which nothing else is known are taken over.

    Raises:
        InputError: the folder cannot be made or written to.
        Cancelled: through `progress`; what was prepared until then is known the next time.
    """
    try:
        os.makedirs(folder, exist_ok=True)
    except OSError as error:
        raise InputError(tr("The folder {path} cannot be made ({reason}).").format(
            path=folder, reason=error.strerror)) from error
    records, left, count = PreparedRecords.of(folder), TimeLeft(), PreparedCount()
    items = [item for item in catalogue.items if item.image is None and item.prepared]
    unusable = list(catalogue.unusable)
    groups = passes([item for item in catalogue.items if item not in items])
    try:
        for number, group in enumerate(groups):
            part = progress.part(number / len(groups), (number + 1) / len(groups))
            part.report(0.0, f"{group[0].date} {group[0].title}")
            try:
                images = [_whole(item, cache_folder) for item in group]
                made, is_new = _prepared(group, images, folder, options, records, cache_folder,
                                         part, threads)
            except InputError as error:
                progress.warn(f"{group[0].id}: {error}")
                unusable.append(Unusable(group[0].path, str(error)))
                count.failed += 1
                continue
            items.append(made)
            count.new, count.kept = count.new + is_new, count.kept + (not is_new)
            if remark := left.remark((number + 1) / len(groups)):
                progress.info(remark)
    finally:
        records.write()
    return ImageCatalogue(in_order(items), unusable, options.area.name), count


def _prepared(group: Sequence[CatalogueItem], images: Sequence[ProductImage], folder: str,
              options: PreparingOptions, records: PreparedRecords, cache_folder: str,
              progress: Progress, threads: int) -> tuple[CatalogueItem, bool]:
    """Return the item of the prepared image of a pass, and whether it had to be prepared."""
    name = _name(group)
    path = os.path.join(folder, f"{name}.vrt")
    key = records.key(images, options)
    record = records.find(name, key)
    is_new = record is None or not os.path.exists(path) or not os.path.exists(mask_beside(path))
    if record is None or is_new:
        made = prepare(images, path, options, cache_folder, progress, threads=threads)
        record = PreparedRecord(key, made.clear, made.bands)
        records.put(name, record)
    try:
        grid = grid_of(open_raster(path), name)
    except GdalError as error:
        raise InputError(tr("{path} cannot be read ({reason}). Delete it, and prepare it again."
                            ).format(path=path, reason=error)) from error
    first = group[0]
    return replace(
        first, id=first.id if len(group) == 1 else name, grid=grid,
        footprint=Footprint.of(grid, name), bands=record.bands,
        clear=less_counted_clouds(record.clear, images[0]),
        tile=" ".join(item.tile for item in group),
        image=first.image if len(group) == 1 else None, prepared=path,
        mask=mask_beside(path)), is_new


def _name(group: Sequence[CatalogueItem]) -> str:
    """Return the name of the file of a prepared image, which begins with its date."""
    first = group[0]
    more = f"_and_{len(group) - 1}_more" if len(group) > 1 else ""
    return safe_file_name(f"{first.date}_{first.id}{more}")


def _whole(item: CatalogueItem, cache_folder: str) -> ProductImage:
    """Return the product of an item; what was unpacked for it is unpacked again if it is gone.

    Raises:
        InputError: nobody knows it any more.
    """
    image = item.image
    if image is None:
        raise InputError(tr("The catalogue does not tell where the bands of {image} are. Make it "
                            "anew.").format(image=item.id), item.id)
    layers = [*image.layers, *image.quality.values()]
    if all(_is_there(layer.path, image.path) for layer in layers):
        return image
    if not os.path.exists(image.path):
        raise InputError(tr("{path} is not there any more. Make the catalogue anew.").format(
            path=image.path), item.id)
    found, unusable = described(recognise(image.path, cache_folder))
    for each in found:
        if each.name == image.name:
            return each
    raise InputError(unusable[0].reason if unusable else tr(
        "{path} holds another image than before. Make the catalogue anew.").format(
            path=image.path), item.id)


def _is_there(opened: str, download: str) -> bool:
    """Say whether what GDAL opens is a file that is there, or lies in the download, or far away."""
    if opened.startswith(("/vsicurl", "/vsis3/", "/vsigs/")) or os.path.exists(opened):
        return True
    if os.path.isfile(download) and download in opened:
        return True
    quoted = opened.split('"')  # as in HDF4_EOS:EOS_GRID:"x.hdf":grid:layer
    return len(quoted) > 2 and os.path.exists(quoted[1])
