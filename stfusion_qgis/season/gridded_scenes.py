"""Scenes of a grid of polygons and dates: which images of a catalogue predict which of them."""

from __future__ import annotations

import datetime
from collections.abc import Sequence
from dataclasses import dataclass
from typing import NamedTuple

from osgeo import ogr, osr

from ..errors import InputError
from ..images.area import Area
from ..images.gdal_tools import GdalError, gdal_errors
from ..images.guessing import Candidate
from ..images.polygons import crs_wkt
from ..images.roles import COARSE_PREDICTION, REFERENCE, References, Role
from ..products.cataloguing.date_mosaics import DateMosaic
from ..translation import tr
from .dated_images import DatedImages
from .pair_choice import images_for

_AS_MUCH = 0.99  # of the best coverage of a polygon, from which on a mosaic shows as much of it


class SceneImages(NamedTuple):
    """The mosaics of the pairs by their roles, and that of the prediction date."""

    pairs: tuple[tuple[Role, DateMosaic], ...]
    prediction: DateMosaic


@dataclass(frozen=True)
class GridScene:
    """Polygons and dates that are predicted from the same pairs, and so are prepared together.

    pairs: mosaics by their roles. predictions: of the dates. areas: the polygons, which get all
    dates.
    """

    pairs: tuple[tuple[Role, DateMosaic], ...]
    predictions: tuple[DateMosaic, ...]
    areas: tuple[Area, ...]


def gridded_scenes(areas: Sequence[Area], dates: Sequence[datetime.date],
                   fine: Sequence[DateMosaic], coarse: Sequence[DateMosaic],
                   references: References) -> tuple[list[GridScene], dict[str, str]]:
    """Return the scenes of a grid, and what cannot be predicted: reasons by polygon and date.

    areas: polygons; Area() for all that the fine images show.
    """
    chosen: dict[Area, dict[tuple[tuple[Role, DateMosaic], ...], list[DateMosaic]]] = {}
    failed: dict[str, str] = {}
    for area in areas:
        try:
            place = _place(area)
            mine, others = (_of_one_lattice(mosaics, place) for mosaics in (fine, coarse))
        except InputError as error:
            failed[area.name] = str(error)
            continue
        for date in dates:
            try:
                images = _images(date, place, mine, others, references)
                chosen.setdefault(area, {}).setdefault(images.pairs, []).append(images.prediction)
            except InputError as error:
                failed[f"{area.name} {date}".strip()] = str(error)
    scenes: dict[tuple[object, ...], list[Area]] = {}
    for area, found in chosen.items():
        for pairs, predictions in found.items():
            scenes.setdefault((pairs, tuple(predictions)), []).append(area)
    return [GridScene(pairs, predictions, tuple(own))  # type: ignore[arg-type]
            for (pairs, predictions), own in scenes.items()], failed


def _images(date: datetime.date, place: ogr.Geometry | None, fine: Sequence[DateMosaic],
            coarse: Sequence[DateMosaic], references: References) -> SceneImages:
    """Return the images by which a date is predicted in a place."""
    by_id = {mosaic.id: mosaic for mosaic in (*fine, *coarse)}
    known: list[tuple[Candidate, ...]] = [
        tuple(mosaic.candidate(place) for mosaic in mosaics) for mosaics in (fine, coarse)]
    wanted = next((each for each in known[1] if each.date == date), None)
    if wanted is None:
        raise InputError(tr("There is no coarse image of {date} here.").format(date=date))
    chosen = images_for(wanted, DatedImages(*known), references)
    chosen.pop(REFERENCE, None)
    missing = [role for role in references.needed if not role.is_guide and role not in chosen]
    if missing:
        raise InputError(tr("There are no images of other dates from which {date} could be "
                            "predicted here.").format(date=date))
    return SceneImages(tuple((role, by_id[image.id]) for role, image in chosen.items()
                             if role != COARSE_PREDICTION), by_id[wanted.id])


def _of_one_lattice(mosaics: Sequence[DateMosaic], place: ogr.Geometry | None) -> list[DateMosaic]:
    """Return the mosaics of the lattice that shows most of a place, which show as much of it.

    Raises:
        InputError: none shows anything.
    """
    coverage = {mosaic: 1.0 if place is None else mosaic.coverage(place) for mosaic in mosaics}
    lattices: dict[object, float] = {}
    for mosaic, share in coverage.items():
        lattices[mosaic.lattice] = lattices.get(mosaic.lattice, 0.0) + share
    best = max(lattices, key=lambda lattice: lattices[lattice], default=None)
    most = max((share for mosaic, share in coverage.items() if mosaic.lattice == best), default=0.0)
    if not most > 0:
        raise InputError(tr("No image of the catalogue lies here."))
    return [mosaic for mosaic, share in coverage.items()
            if mosaic.lattice == best and share >= _AS_MUCH * most]


def _place(area: Area) -> ogr.Geometry | None:
    """Return the polygons of an area in longitudes and latitudes, None for everything."""
    if not area.polygons:
        return None
    world = osr.SpatialReference()
    world.ImportFromEPSG(4326)
    world.SetAxisMappingStrategy(osr.OAMS_TRADITIONAL_GIS_ORDER)
    own = osr.SpatialReference()
    own.ImportFromWkt(crs_wkt(area.polygons_crs) or world.ExportToWkt())
    own.SetAxisMappingStrategy(osr.OAMS_TRADITIONAL_GIS_ORDER)
    try:
        with gdal_errors():
            geometry = ogr.CreateGeometryFromWkt(area.polygons).MakeValid()
            geometry.Transform(osr.CoordinateTransformation(own, world))
            return geometry
    except GdalError as error:
        raise InputError(tr("{area}: these are no polygons.").format(area=area.name)) from error
