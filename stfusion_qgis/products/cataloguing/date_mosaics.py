"""Mosaics of the images of a catalogue: all tiles of a date, as one virtual raster."""

from __future__ import annotations

import datetime
import filecmp
import hashlib
import json
import os
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from html import escape

from osgeo import gdal, ogr

from ...errors import InputError
from ...images.band_looks import copy_descriptions
from ...images.gdal_tools import GdalError, gdal_errors, open_raster
from ...images.guessing import Candidate
from ...images.raster import MASK_ITEM
from ...images.source import Source
from ...translation import tr
from ...whole_files import path_beside
from ..product import SensorRole
from .catalogue_item import CatalogueItem

Bounds = tuple[float, float, float, float]  # left, bottom, right, top


@dataclass(frozen=True, eq=False)
class DateMosaic:
    """The images of a date on one lattice, in the order of their names: later ones lie on top.

    Where an image is not clear, one below shows. bounds: in the CRS of the lattice, the same for
    all dates, so that all mosaics of a lattice have one grid.
    """

    date: datetime.date
    role: SensorRole
    items: tuple[CatalogueItem, ...]
    bounds: Bounds

    @property
    def lattice(self) -> object:
        """Return what its pixels have in common with those of other dates."""
        return self.items[0].grid.lattice

    @property
    def id(self) -> str:
        """Return a name, once a catalogue, that files can have."""
        place = hashlib.blake2b(repr(self.lattice).encode(), digest_size=4).hexdigest()
        return f"{self.role.value}_{place}_{self.date}"

    def candidate(self, place: ogr.Geometry | None) -> Candidate:
        """Return it as an image that may become one of a pair.

        place: that it is wanted for, in longitudes and latitudes; None for all.
        """
        item = self.items[0]
        shares = [(each.clear, share) for each in self.items
                  if (share := _shared(each, place)) > 0 and each.clear is not None]
        whole = sum(share for _, share in shares)
        clear = sum(part * share for part, share in shares) / whole if whole else None
        return Candidate(self.id, self.id, item.grid.pixel_metres, len(item.bands), self.date,
                         self.lattice, None, clear, self.role.value)

    def coverage(self, place: ogr.Geometry) -> float:
        """Return which part of a polygon, in longitudes and latitudes, its images cover."""
        whole = place.GetArea()
        covered: ogr.Geometry | None = None
        for item in self.items:
            footprint = _footprint(item)
            covered = footprint if covered is None else covered.Union(footprint)
        return covered.Intersection(place).GetArea() / whole if whole and covered else 0.0

    def source(self, folder: str) -> Source:
        """Return it as one image; folder: for virtual rasters, which are left there.

        Raises:
            InputError: an image cannot be read, or lacks a mask that others have.
        """
        with_mask = [item for item in self.items if item.mask]
        if with_mask and len(with_mask) < len(self.items):
            lacking = next(item for item in self.items if not item.mask)
            raise InputError(tr("{image} has no mask, while others of its date have one: prepare "
                                "it again.").format(image=lacking.id), lacking.id)
        os.makedirs(folder, exist_ok=True)
        try:
            parts = [_masked(item, folder) if item.mask else item.prepared for item in self.items]
            path = os.path.join(folder, f"{self.id}.vrt")
            _write(path, parts, self.bounds, bool(with_mask))
        except (GdalError, OSError) as error:
            raise InputError(tr("{layer} cannot be read ({reason}). The file may be damaged or "
                                "incomplete: copy or download it again.").format(
                                    layer=", ".join(item.id for item in self.items),
                                    reason=error)) from error
        return Source(path, self.id, date=self.date)


def mosaics_of(items: Iterable[CatalogueItem]) -> list[DateMosaic]:
    """Return the mosaics of prepared images of one role, in the order of time."""
    lattices: dict[object, list[CatalogueItem]] = {}
    for item in items:
        lattices.setdefault(item.grid.lattice, []).append(item)
    found = []
    for own in lattices.values():
        bounds = _union([_bounds(item) for item in own])
        dates: dict[datetime.date, list[CatalogueItem]] = {}
        for item in sorted(own, key=lambda item: item.id):
            dates.setdefault(item.date, []).append(item)
        found += [DateMosaic(date, own[0].role, tuple(images), bounds)
                  for date, images in dates.items()]
    return sorted(found, key=lambda mosaic: (mosaic.date, mosaic.id))


def _masked(item: CatalogueItem, folder: str) -> str:
    """Write an image whose mask is its own, and return the path."""
    name = hashlib.blake2b(item.prepared.encode("utf-8", "replace"), digest_size=8).hexdigest()
    path = os.path.join(folder, f"masked_{name}.vrt")
    with _unless_the_same(path) as temporary, gdal_errors():
        image = gdal.Translate(temporary, open_raster(item.prepared), format="VRT")
        image.CreateMaskBand(gdal.GMF_PER_DATASET)
        element = ('<SimpleSource><SourceFilename relativeToVRT="0">'
                   f"{escape(os.path.abspath(item.mask))}</SourceFilename>"
                   "<SourceBand>1</SourceBand></SimpleSource>")
        image.GetRasterBand(1).GetMaskBand().SetMetadataItem(
            "source_0", element, "new_vrt_sources")
        image.FlushCache()
        image = None
    return path


def _write(path: str, images: Sequence[str], bounds: Bounds, with_masks: bool) -> None:
    """Write a mosaic; with_masks: whether masks of the images say what is seen of each."""
    first = open_raster(images[0])
    nodata = first.GetRasterBand(1).GetNoDataValue()
    if nodata is None and not with_masks:
        raise GdalError(tr("it has neither a nodata value nor a mask"))
    # GDAL looks at masks only where it knows of no nodata value.
    options = {"srcNodata": "None", "VRTNodata": nodata} if with_masks else {}
    with _unless_the_same(path) as temporary, gdal_errors():
        mosaic = gdal.BuildVRT(temporary, list(images), outputBounds=bounds, **{
            name: value for name, value in options.items() if value is not None})
        copy_descriptions(first, mosaic, (MASK_ITEM,))
        mosaic.FlushCache()
        mosaic = None


@contextmanager
def _unless_the_same(path: str) -> Iterator[str]:
    """Give the name of a file to write; it becomes `path` unless that is the same already.

    So the time of change of what rests on it tells whether anything is new.
    """
    temporary = path_beside(path)
    try:
        yield temporary
        if not (os.path.isfile(path) and filecmp.cmp(temporary, path, shallow=False)):
            os.replace(temporary, path)
    finally:
        with suppress(OSError):
            os.remove(temporary)


def _bounds(item: CatalogueItem) -> Bounds:
    grid = item.grid
    return (grid.left, grid.top - grid.rows * grid.pixel_height,
            grid.left + grid.columns * grid.pixel_width, grid.top)


def _union(bounds: Sequence[Bounds]) -> Bounds:
    left, bottom, right, top = zip(*bounds)
    return min(left), min(bottom), max(right), max(top)


def _footprint(item: CatalogueItem) -> ogr.Geometry:
    return ogr.CreateGeometryFromJson(json.dumps(item.footprint.geometry))


def _shared(item: CatalogueItem, place: ogr.Geometry | None) -> float:
    own = _footprint(item)
    return float((own if place is None else own.Intersection(place)).GetArea())
