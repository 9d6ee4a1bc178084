"""A search in a STAC API becomes a catalogue."""

from __future__ import annotations

from typing import Any

from ...errors import InputError
from ...images.area import Area
from ...images.area_pixels import spanned_in
from ...images.grid import Grid
from ...images.polygons import Polygons, crs_wkt
from ...progress import Progress
from ...threads import Relay, in_flight, make_pool
from ...translation import tr
from ..cataloguing.catalogue_item import CatalogueItem
from ..cataloguing.copies import without_copies
from ..cataloguing.image_catalogue import ImageCatalogue, in_order
from ..recognising import Unusable
from .found_images import found_image
from .stac_api import Box, Fetch, StacSearch

_THREADS = 4  # that wait for servers
_ASKING = 0.5  # of the progress


def search_images(search: StacSearch, fetch: Fetch, cache_folder: str, progress: Progress,
                  ) -> ImageCatalogue:
    """Return the images that a STAC API has, and what of them cannot be used.

    Raises:
        InputError: the server cannot be searched.
        Cancelled: by the progress.
    """
    found = search.items(fetch, progress.part(0.0, _ASKING))

    def look(item: dict[str, Any]) -> CatalogueItem | Unusable:
        try:
            return found_image(item, cache_folder)
        except InputError as error:
            return Unusable(str(item.get("id")), str(error))
        except (TypeError, ValueError, AttributeError, LookupError, OverflowError) as error:
            return Unusable(str(item.get("id")), tr(
                "The server describes {image} as STAC does not ({reason}).").format(
                    image=item.get("id"), reason=error))

    items: list[CatalogueItem] = []
    unusable: list[Unusable] = []
    reading, relay = progress.part(_ASKING, 1.0), Relay(progress)
    pool = make_pool(_THREADS)
    try:
        for number, each in enumerate(in_flight(pool, look, found, _THREADS + 1, relay), 1):
            if isinstance(each, CatalogueItem):
                items.append(each)
            else:
                unusable.append(each)
            reading.report(number / len(found))
    finally:
        relay.stop()
        pool.shutdown(wait=True)
    kept, _ = without_copies(items)
    for problem in sorted(set(unusable))[:10]:
        progress.info(f"{problem.path}: {problem.reason}")
    return ImageCatalogue(in_order(kept), sorted(unusable))


def box_of(area: Area) -> Box | None:
    """Return west, south, east and north of an area in degrees, None if it is everything.

    Raises:
        InputError: it has no place on the globe.
    """
    world = Grid(crs_wkt("EPSG:4326"), -180.0, 90.0, 1.0, 1.0, 180, 360)
    boxes = []
    if area.extent is not None:
        spanned = spanned_in(area.extent, crs_wkt(area.extent_crs) or world.wkt, world)
        if spanned is None:
            raise InputError(tr("The extent has no place on the globe. Check its coordinate "
                                "reference system."))
        boxes.append(spanned)
    if area.polygons:
        polygons = Polygons.of(area.polygons, area.polygons_crs, world, area.name)
        if polygons is None or not polygons.bounds:
            raise InputError(tr("{area} holds no polygon.").format(area=area.name))
        boxes.append(polygons.bounds)
    if not boxes:
        return None
    west, south = (max(box[k] for box in boxes) for k in (0, 1))
    east, north = (min(box[k] for box in boxes) for k in (2, 3))
    if west > east or south > north:
        raise InputError(tr("The extent and {area} share no pixel.").format(area=area.name))
    return float(west), float(south), float(east), float(north)
