"""Preparing an image of a product: a virtual raster of reflectance, and its mask beside it.

No pixel is copied: the virtual raster says which numbers of which files become which values.
"""

from __future__ import annotations

import contextlib
import datetime
import os
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from ..claimed_outputs import Claim
from ..errors import InputError
from ..images.area_pixels import AreaPixels
from ..images.byte_writer import CONTENT_ITEM, MASK_CONTENT, ByteWriter
from ..images.grid import TOLERANCE, Grid
from ..images.raster import MASK_ITEM
from ..images.writer import check_outputs
from ..progress import Progress
from ..translation import tr
from ..version import VERSION
from ..whole_files import path_beside, write_text
from .pixel_conditions import PixelCondition
from .preparation.chosen_bands import chosen_bands
from .preparation.clear_mask import ClearMask
from .preparation.decision_text import decided
from .preparation.number_forms import NumberForm, form_of, source_line
from .preparation.other_grids import warped_onto
from .preparation.placed_images import PlacedImage, common_target, place_image
from .preparation.placed_layers import seam_of
from .preparation.preparing_options import PreparingOptions
from .preparation.relative_radiometry import comparable_to
from .preparation.vrt_text import BandSource, VirtualBand, vrt_text
from .product_image import ProductImage

PRODUCT_ITEM, ROLE_ITEM, CLEAR_ITEM = "STFUSION_PRODUCT", "STFUSION_ROLE", "STFUSION_CLEAR"
PLATFORM_ITEM, DECIDED_ITEM = "STFUSION_PLATFORM", "STFUSION_DECIDED"
"""Items of the metadata of a prepared image, beside `raster.MASK_ITEM`."""

_ENDING = ".vrt"
_MOST_EMPTY = 4.0  # pixels of a common grid by those of its tiles


@dataclass(frozen=True)
class PreparedImage:
    """An image that is ready for fusion.

    path: of the virtual raster. mask_path: of its mask. date: that it stands for. name: of the
    product's image, of the first one of several tiles. clear: share of the pixels that are clear.
    shares: of the conditions that any pixel has. All shares are 0 to 1, of the pixels of the area
    that is wanted, those without data among them. bands: their common names. notes: sentences on
    what was found and decided.
    """

    path: str
    mask_path: str
    date: datetime.date
    name: str
    clear: float
    shares: Mapping[PixelCondition, float]
    bands: tuple[str, ...]
    notes: tuple[str, ...]


def prepare(images: Sequence[ProductImage], target: str, options: PreparingOptions,
            cache_folder: str, progress: Progress, *, mask: str = "",
            threads: int = 1) -> PreparedImage:
    """Prepare an image, or the tiles of one pass as a mosaic.

    Tiles on another grid than the first, such as those of the next UTM zone, are warped onto it.

    target: path of the virtual raster, which ends in .vrt; files of the same name are replaced.
    cache_folder: for what has to be unpacked or warped. mask: path of the mask, "" for one beside
    the virtual raster. threads: that make the mask.

    Raises:
        InputError: an image cannot be read, lacks a band, or does not fit the others; or the area
            lies elsewhere; or the outputs cannot be written.
        Cancelled: through `progress`; nothing is written then.
    """
    target = os.path.abspath(target)  # newer versions of GDAL lose their way behind ".."
    mask = mask or mask_beside(target)
    _check(images, target, mask)
    if options.reference:
        images = [comparable_to(options.reference, image, cache_folder, options.elevation)
                  for image in images]
    first, form = images[0], form_of(images[0].product.quantity, options.reflectance_as)
    names = chosen_bands(images, options.bands)
    left_out = first.product.left_out if options.left_out is None else options.left_out
    placed = [place_image(image, names, cache_folder, options.elevation) for image in images]
    _check_not_read((target, mask), images, placed)
    target_grid = common_target(placed)
    if options.area.is_everything:
        _check_near(placed, target_grid)
    pixels = AreaPixels.of(options.area, target_grid, first.name)
    tiles = _in_area(placed, pixels.grid, form)
    bands = _bands(tiles, pixels.grid, form)
    items = {"ACQUISITIONDATETIME": first.date.isoformat(), PRODUCT_ITEM: first.product.id,
             ROLE_ITEM: first.product.role.value, PLATFORM_ITEM: first.platform,
             "STFUSION_VERSION": VERSION}
    writer = ByteWriter(mask, pixels.grid, "clear", bits=1,
                        metadata={**items, CONTENT_ITEM: MASK_CONTENT})
    with writer, _claimed(target), _temporary(target) as trial:
        write_text(trial, vrt_text(pixels.grid, bands, {}, target))
        counts = ClearMask(trial, pixels, [tile.told(pixels.grid) for tile in tiles], left_out,
                           options.dilation, first.name).write(writer, threads, progress)
        notes = (*dict.fromkeys(note for image in images for note in image.notes),
                 decided(first, names, form, left_out, options.dilation, counts.shares(),
                         counts.clear_share))
        writer.complete()
        write_text(trial, vrt_text(pixels.grid, bands, {
            **items, CLEAR_ITEM: f"{counts.clear_share:.4f}", MASK_ITEM: _relative(mask, target),
            DECIDED_ITEM: "\n".join(notes)}, target))
        writer.publish()
        _publish(trial, target)
    for note in notes:
        progress.info(note)
    return PreparedImage(target, mask, first.date, first.name, counts.clear_share, counts.shares(),
                         names, notes)


def mask_beside(target: str) -> str:
    """Return the path of the mask beside a virtual raster."""
    return f"{target[:-len(_ENDING)]}_mask.tif"


def _in_area(placed: Sequence[PlacedImage], grid: Grid, form: NumberForm) -> list[PlacedImage]:
    """Return the tiles that show in a grid, all on its lattice.

    Raises:
        InputError: none does.
    """
    shown = [each for each in placed if not _beyond(each.grid, grid)]
    if not shown:
        raise InputError(tr("The area that is wanted lies between the tiles {images}.").format(
            images=", ".join(each.name for each in placed)))
    return [each if each.grid.same_lattice(grid) else warped_onto(each, grid, form)
            for each in shown]


def _beyond(tile: Grid, grid: Grid) -> bool:
    footprint = tile.footprint_in(grid)
    if footprint is None:
        return True
    top, left, bottom, right = footprint
    return bottom <= TOLERANCE or right <= TOLERANCE \
        or top >= grid.rows - TOLERANCE or left >= grid.columns - TOLERANCE


def _check_near(placed: Sequence[PlacedImage], grid: Grid) -> None:
    """Raise `InputError` if tiles lie so far apart that their common grid is mostly empty."""
    covered = 0.0
    for each in placed:
        side = each.grid.pixel_side_in(grid) or 1.0
        covered += each.grid.rows * each.grid.columns * side ** 2
    if len(placed) > 1 and grid.rows * grid.columns > _MOST_EMPTY * covered:
        raise InputError(tr(
            "The tiles {images} lie far apart. Name one of them, or give an extent.").format(
                images=", ".join(each.name for each in placed)))


def _bands(tiles: Sequence[PlacedImage], grid: Grid, form: NumberForm) -> list[VirtualBand]:
    """Return the bands of the virtual raster; a later tile lies over an earlier one."""
    bands = []
    for layers in zip(*(tile.bands for tile in tiles)):
        sources = tuple(BandSource(each, seam, source_line(each.layer, each.data_type, form))
                        for each in layers if (seam := seam_of(each.grid, grid)) is not None)
        name, wavelength = layers[0].layer.name, layers[0].layer.wavelength
        bands.append(VirtualBand(name, wavelength, form.data_type, form.nodata, sources))
    return bands


def _check(images: Sequence[ProductImage], target: str, mask: str) -> None:
    """Raise `InputError` if images are not tiles of one pass, or outputs cannot be written."""
    if not images:
        raise InputError(tr("There is no image to prepare."))
    first = images[0]
    for other in images[1:]:
        if (other.product.id, other.date) != (first.product.id, first.date):
            raise InputError(tr(
                "{image} and {first} are no tiles of one pass: they differ in product or date. "
                "Prepare each by itself.").format(image=other.name, first=first.name), other.name)
    if not target.lower().endswith(_ENDING):
        raise InputError(tr("The prepared image {path} is a virtual raster: end its name with .vrt."
                            ).format(path=target))
    check_outputs([mask], [])
    folder = os.path.dirname(os.path.abspath(target))
    if not os.path.isdir(folder):
        raise InputError(tr("The folder of the output {path} does not exist.").format(path=target))


def _check_not_read(outputs: Sequence[str], images: Sequence[ProductImage],
                    placed: Sequence[PlacedImage]) -> None:
    """Raise `InputError` if an output would replace a file that an image is read from."""
    read = {image.path: image.name for image in images}
    read.update({each.layer.path: image.name for image in placed
                 for each in (*image.bands, *image.quality)})
    names = {os.path.normcase(os.path.realpath(path)): name for path, name in read.items()}
    for output in outputs:
        name = names.get(os.path.normcase(os.path.realpath(output)))
        if name is not None:
            raise InputError(tr(
                "The input {layer} is read from the file {path}, which would be overwritten. "
                "Choose another name for the output.").format(path=output, layer=name))


def _relative(mask: str, target: str) -> str:
    try:
        path = os.path.relpath(mask, os.path.dirname(os.path.abspath(target)))
    except ValueError:  # on another drive
        return os.path.abspath(mask)
    return path.replace(os.sep, "/")


@contextlib.contextmanager
def _claimed(target: str) -> Iterator[None]:
    """Claim an output meanwhile."""
    try:
        claim = Claim(target)
    except OSError as error:
        raise _unwritable(target, error) from error
    try:
        yield
    finally:
        claim.release()


@contextlib.contextmanager
def _temporary(target: str) -> Iterator[str]:
    """Give the name of a file beside the target, and remove what is left of it."""
    path = path_beside(target)
    try:
        yield path
    finally:
        with contextlib.suppress(OSError):
            os.remove(path)


def _publish(path: str, target: str) -> None:
    try:
        os.replace(path, target)
    except OSError as error:
        raise _unwritable(target, error) from error
    for leftover in (target + ".aux.xml", target + ".ovr"):  # of another image of this name
        with contextlib.suppress(OSError):
            os.remove(leftover)


def _unwritable(path: str, reason: OSError) -> InputError:
    return InputError(tr("{path} cannot be written ({reason}). Choose another place.").format(
        path=path, reason=reason.strerror))
