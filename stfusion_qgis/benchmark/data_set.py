"""A data set: the pairs of a folder, of known products and layouts or of plain rasters."""

from __future__ import annotations

import datetime
import os
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass, replace

from ..errors import InputError
from ..images.area import Area
from ..images.byte_writer import CONTENT_ITEM, MASK_CONTENT
from ..images.gdal_tools import metadata_of, open_raster
from ..images.guessing import Candidate, guess_ratio
from ..images.provenance import provenance_of
from ..images.quality_layers import is_quality_layer
from ..images.raster import Raster
from ..images.scene_opening import open_source
from ..images.source import Source
from ..products.cataloguing.catalogue_item import CatalogueItem
from ..products.cataloguing.folder_catalogue import catalogue_of_folder
from ..products.cataloguing.footprints import Footprint
from ..products.cataloguing.image_catalogue import ENDING, ImageCatalogue
from ..products.cataloguing.prepared_catalogue import prepare_catalogue
from ..products.known_products import all_products
from ..products.preparation.preparing_options import PreparingOptions
from ..products.product import SensorRole
from ..products.recognising import recognise
from ..progress import Progress
from ..season.catalogued_season import sources_of
from ..season.dated_images import DatedImages
from ..translation import tr

_RASTERS = (".tif", ".tiff", ".vrt", ".img", ".dat", ".bil", ".bsq", ".bip", ".jp2", ".nc")
_MOST_FILES = 2000
_LOOKING = 0.3  # of the progress


@dataclass(frozen=True)
class DataSet:
    """The pairs of a place.

    name: of the folder. fine, coarse: the images of each pair, in the order of time, each with its
    date. ratio: side of a coarse pixel in fine ones, if names tell it of coarse images that were
    resampled; None otherwise.
    """

    name: str
    fine: tuple[Source, ...]
    coarse: tuple[Source, ...]
    ratio: float | None = None

    def without(self, dates: Collection[datetime.date]) -> DataSet:
        """Return the data set without the pairs of some dates.

        Raises:
            InputError: one of them is not there, or less than two pairs remain.
        """
        there = [source.date for source in self.fine]
        for date in dates:
            if date not in there:
                raise InputError(tr("There is no pair of {date}. There are: {known}").format(
                    date=date, known=", ".join(map(str, there))))
        kept = [i for i, date in enumerate(there) if date not in dates]
        if len(kept) < 2:
            raise InputError(tr("Less than two pairs are left: a benchmark needs two at least."))
        return replace(self, fine=tuple(self.fine[i] for i in kept),
                       coarse=tuple(self.coarse[i] for i in kept))


def data_set_of(place: str, folder: str, cache_folder: str, progress: Progress,
                threads: int = 1) -> DataSet:
    """Return the data set of a folder, or of a catalogue that 'Prepare images' has written.

    folder: for what has to be prepared. cache_folder: for what has to be unpacked for it.

    Raises:
        InputError: there are not two pairs at least, or an image cannot be used.
        Cancelled: through `progress`.
    """
    place = os.path.abspath(place)
    name = os.path.basename(place)
    if os.path.isfile(place) and place.lower().endswith((ENDING, ".json")):
        return _catalogued(name, ImageCatalogue.read(place), progress)
    if not os.path.isdir(place):
        raise InputError(tr("There is no folder {path}.").format(path=place))
    if recognise(place, cache_folder).downloads:
        found = catalogue_of_folder(place, Area(), cache_folder, progress.part(0.0, _LOOKING),
                                    threads)
        if not all(found.of_role(role) for role in SensorRole):  # others have used the same names
            return _of_rasters(name, place, progress)
        prepared, _ = prepare_catalogue(
            found, folder, PreparingOptions(bands=_common_bands(found.items)), cache_folder,
            progress.part(_LOOKING, 1.0), threads)
        return _catalogued(name, prepared, progress)
    return _of_rasters(name, place, progress)


def _common_bands(items: Iterable[CatalogueItem]) -> tuple[str, ...]:
    """Return the bands that all images have, in the order of a fine one; () where none are."""
    ordered = sorted(items, key=lambda item: item.role is not SensorRole.FINE)
    return tuple(band for band in ordered[0].bands
                 if all(band in item.bands for item in ordered)) if ordered else ()


def _catalogued(name: str, catalogue: ImageCatalogue, progress: Progress) -> DataSet:
    fine, coarse = sources_of(catalogue, progress)
    candidates = {item.id: item.candidate for item in catalogue.items}
    found = _paired(name, [candidates[one.name] for one in fine],
                    [candidates[one.name] for one in coarse],
                    {source.name: source for source in (*fine, *coarse)})
    return found if found.ratio else replace(found, ratio=_ratio_of(catalogue, found))


def _ratio_of(catalogue: ImageCatalogue, found: DataSet) -> float | None:
    """Return the ratio that the products tell of coarse images resampled to the fine pixels."""
    fine, coarse = (next(item for item in catalogue.items if item.id == source.name)
                    for source in (found.fine[0], found.coarse[0]))
    product = all_products().get(coarse.product)
    if product is None or not product.original_pixel \
            or not coarse.grid.same_lattice(fine.grid):
        return None
    return product.original_pixel / fine.grid.pixel_metres


def _of_rasters(name: str, place: str, progress: Progress) -> DataSet:
    """Return the pairs among plain rasters, by their pixel sizes, names and dates."""
    sources: dict[str, Source] = {}
    candidates = []
    for path in _rasters_in(place):
        progress.check()
        try:
            candidate, source = _candidate(path, os.path.relpath(path, place))
        except InputError as error:
            progress.info(f"{path}: {error}")
            continue
        if candidate.date is None:
            progress.info(tr("{layer} is left out: its date is unknown.").format(
                layer=candidate.name))
        elif not candidate.is_quality:
            candidates.append(candidate)
            sources[candidate.id] = source
    dated = DatedImages.of(candidates)
    return _paired(name, dated.fine, dated.coarse, sources)


def _rasters_in(place: str) -> list[str]:
    found = []
    for folder, folders, names in os.walk(place):
        folders[:] = sorted(one for one in folders if not one.startswith("."))
        found += [os.path.join(folder, one) for one in sorted(names)
                  if one.lower().endswith(_RASTERS) and not one.startswith(".")]
        if len(found) > _MOST_FILES:
            raise InputError(tr("{path} holds more than {count} images: choose the folder of one "
                                "data set.").format(path=place, count=_MOST_FILES))
    return found


def _candidate(path: str, name: str) -> tuple[Candidate, Source]:
    """Return a file as an image that may become one of a pair; its folders count as its name.

    Raises:
        InputError: it cannot be opened.
    """
    raster = open_source(Source(path))
    is_quality = provenance_of(path) is not None or is_quality_layer(
        os.path.basename(path), path) or _is_mask(raster)
    try:
        extent = Footprint.of(raster.grid, name).extent
    except InputError:
        extent = None
    candidate = Candidate(path, name.replace(os.sep, "/"), raster.grid.pixel_metres,
                          len(raster.selection), raster.date, raster.grid.lattice, extent,
                          is_quality=is_quality)
    return candidate, Source(path, raster.name, date=raster.date)


def _is_mask(raster: Raster) -> bool:
    return metadata_of(open_raster(raster.source)).get(CONTENT_ITEM) == MASK_CONTENT


def _paired(name: str, fine: Sequence[Candidate], coarse: Sequence[Candidate],
            sources: dict[str, Source]) -> DataSet:
    """Return the images that have a partner of the same date.

    Raises:
        InputError: there are less than two pairs.
    """
    pairs = [(pair.fine, pair.coarse) for pair in DatedImages(tuple(fine), tuple(coarse)).pairs()
             if pair.coarse is not None]
    if len(pairs) < 2:
        raise InputError(tr(
            "{name} holds {fine} fine and {coarse} coarse images with dates, of which {pairs} are "
            "pairs of one date. A benchmark needs two pairs at least: one is held out, and "
            "predicted from the other.").format(name=name, fine=len(fine), coarse=len(coarse),
                                                pairs=len(pairs)))
    ratio = guess_ratio(*pairs[0])
    return DataSet(name, tuple(replace(sources[one.id], date=one.date) for one, _ in pairs),
                   tuple(replace(sources[other.id], date=other.date) for _, other in pairs), ratio)
