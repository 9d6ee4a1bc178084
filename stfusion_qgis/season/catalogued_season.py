"""The images of a season in a catalogue: which of them belong together."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from ..errors import InputError
from ..images.source import Source
from ..products.cataloguing.catalogue_item import CatalogueItem
from ..products.cataloguing.image_catalogue import ImageCatalogue
from ..products.product import SensorRole
from ..progress import Progress
from ..translation import tr

Kind = Callable[[CatalogueItem], object]


def sources_of(catalogue: ImageCatalogue, progress: Progress, several: bool = False,
               ) -> tuple[list[Source], list[Source]]:
    """Return the fine and the coarse images of a season; they bring masks and sensors along.

    Of fine images on several grids, or with other bands, those of most dates are taken, whichever
    sensors they are of; of coarse ones those of the product of most dates that has the bands of the
    fine ones, as composites and other sensors differ from day to day by more than the land.
    several: whether coarse images of other sensors are taken, too, that stand for as many days.

    progress: is told which images are left out.

    Raises:
        InputError: images are not prepared, or there are no fine ones.
    """
    fine, coarse = series_of(catalogue, lambda item: (item.grid.lattice, item.bands), progress,
                             (lambda item: (item.days, item.bands)) if several else _own_product)
    return [_source(item) for item in fine], [_source(item) for item in coarse]


def _own_product(item: CatalogueItem) -> object:
    return item.product, item.days


def series_of(catalogue: ImageCatalogue, kind: Kind, progress: Progress,
              coarse_kind: Kind = _own_product) -> tuple[list[CatalogueItem], list[CatalogueItem]]:
    """Return the fine and the coarse images of a catalogue that belong together.

    kind, coarse_kind: of an image; those of the kind that has most dates are taken.

    Raises:
        InputError: images are not prepared, or there are no fine ones.
    """
    unprepared = [item.id for item in catalogue.items if not item.prepared]
    if unprepared:
        raise InputError(tr(
            "The catalogue holds images that are not prepared, such as {image}. Take the "
            "catalogue that 'Prepare images' writes.").format(image=unprepared[0]), unprepared[0])
    fine = _most_dates(catalogue.of_role(SensorRole.FINE), kind, progress)
    if not fine:
        raise InputError(tr("The catalogue holds no fine images, which a season is made of."))
    bands = set(fine[0].bands)
    possible = [item for item in catalogue.of_role(SensorRole.COARSE) if bands <= set(item.bands)]
    _tell([item for item in catalogue.of_role(SensorRole.COARSE) if item not in possible],
          tr("as they lack bands of the fine images"), progress)
    return fine, _most_dates(possible, coarse_kind, progress)


def _most_dates(items: Sequence[CatalogueItem], kind: Kind, progress: Progress,
                ) -> list[CatalogueItem]:
    """Return the images of the kind that has most dates, and tell of the others."""
    kinds: dict[object, list[CatalogueItem]] = {}
    for item in items:
        kinds.setdefault(kind(item), []).append(item)
    chosen = max(kinds.values(), key=lambda each: len({item.date for item in each}), default=[])
    _tell([item for item in items if item not in chosen],
          tr("as more dates are of another series"), progress)
    return chosen


def _tell(items: Sequence[CatalogueItem], reason: str, progress: Progress) -> None:
    if items:
        progress.info(tr("Left out, {reason}: {images}").format(
            reason=reason, images=", ".join(item.id for item in items)))


def _source(item: CatalogueItem) -> Source:
    return Source(item.prepared, item.id, date=item.date, sensor=item.title)
