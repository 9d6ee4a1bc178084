"""The pairs that suit the dates of a catalogue best, each with its score and its reasons."""

from __future__ import annotations

import datetime
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from heapq import heapify, heappop, heappush
from itertools import islice
from typing import NamedTuple

import numpy as np

from ..caches import Latest
from ..errors import InputError
from ..images.guessing import SAME_DATE_DAYS, Candidate
from ..products.cataloguing.catalogue_item import CatalogueItem
from ..products.cataloguing.image_catalogue import ImageCatalogue
from ..products.cataloguing.sampled_images import sampled_image
from ..products.product import SensorRole
from ..progress import Progress
from ..translation import tr
from .dated_images import DatedImages, DatePair, day_of
from .likeness import likeness
from .pair_reasons import pair_reason
from .pair_scores import pair_score

_KEPT = 200  # images whose points are kept in memory
_LATTICE = 0.01  # of a pixel, by which fine images of one grid may differ


@dataclass(frozen=True)
class ProposedPair:
    """A pair for a date, and how well it suits.

    score: 0 to 100. reason: for people. likeness, view_difference: as in `pair_score`.
    """

    fine: CatalogueItem
    coarse: CatalogueItem
    score: float
    reason: str
    likeness: float | None = None
    view_difference: float | None = None


@dataclass(frozen=True)
class ProposedDate:
    """A date that can be predicted, and its pairs, the best first.

    date: that was asked for. prediction: the coarse image of it. further: the best pair of the
    same series as the first one, from the other side of the date where there is one; None if the
    first is the only one.
    """

    date: datetime.date
    prediction: CatalogueItem
    pairs: tuple[ProposedPair, ...]
    further: ProposedPair | None = None


@dataclass
class PairProposals:
    """The dates that can be predicted, in the order of time, and why others cannot be."""

    dates: list[ProposedDate] = field(default_factory=list)
    problems: list[str] = field(default_factory=list)

    @property
    def best(self) -> ProposedDate | None:
        """Return the date whose first pair has the highest score."""
        return max(self.dates, key=lambda each: each.pairs[0].score, default=None)


class _Possible(NamedTuple):
    """A pair that has a coarse image, and what fine images on its grid have in common."""

    pair: DatePair
    coarse: Candidate
    lattice: object


_Merit = tuple[bool, float, datetime.date]


class PairProposer:
    """Finds the pairs of dates among the images of a catalogue.

    least_clear: share of a fine image from which on its date needs no prediction.
    """

    def __init__(self, catalogue: ImageCatalogue, cache_folder: str, least_clear: float = 0.3):
        self._fine = catalogue.of_role(SensorRole.FINE)
        self._coarse = catalogue.of_role(SensorRole.COARSE)
        self._by_id = {item.id: item for item in catalogue.items}
        self._cache_folder, self._least_clear = cache_folder, least_clear
        self._points: Latest[str, np.ndarray] = Latest(_KEPT)
        self._series: dict[object, list[CatalogueItem]] = {}  # fine images by grid and bands
        for item in self._fine:
            self._series.setdefault(_lattice(item), []).append(item)
        self._pairs: dict[object, list[_Possible]] = {}  # by what their coarse images share

    def dates_without_fine(self) -> list[datetime.date]:
        """Return the dates of coarse images on which no fine image is clear enough."""
        known = {item.date for item in self._fine
                 if item.clear is None or item.clear >= self._least_clear}
        return sorted({item.date for item in self._coarse} - known)

    def dates_every(self, days: int) -> list[datetime.date]:
        """Return dates that lie so many days apart, from the first coarse image to the last."""
        dates = [item.date for item in self._coarse]
        if not dates:
            return []
        span = (max(dates) - min(dates)).days
        return [min(dates) + datetime.timedelta(step) for step in range(0, span + 1, days)]

    def propose(self, dates: Iterable[datetime.date], most: int, progress: Progress,
                reach: int = SAME_DATE_DAYS) -> PairProposals:
        """Return the pairs of dates, at most so many each.

        reach: days by which the coarse image of a date may differ from it.

        Raises:
            InputError: there are no fine or no coarse images, or one cannot be read.
            Cancelled: by the progress.
        """
        for items, kind in ((self._fine, tr("fine")), (self._coarse, tr("coarse"))):
            if not items:
                raise InputError(tr("The catalogue holds no {kind} images: a pair needs both a "
                                    "fine and a coarse image.").format(kind=kind))
        proposals, wanted = PairProposals(), sorted(set(dates))
        used: set[str] = set()
        for number, date in enumerate(wanted):
            progress.report(number / len(wanted), str(date))
            predictions = [item for item in self._coarse
                           if abs((item.date - date).days) <= reach and item.id not in used]
            if not predictions:
                proposals.problems.append(tr("{date}: there is no coarse image.").format(date=date))
                continue
            best = self._best_of(date, predictions, most)
            if best is None:
                proposals.problems.append(tr(
                    "{date}: there is no pair for it, that is a fine image and a coarse one like "
                    "{image} of another date.").format(date=date, image=predictions[0].title))
                continue
            used.add(best.prediction.id)
            proposals.dates.append(best)
        return proposals

    def _best_of(self, date: datetime.date, predictions: list[CatalogueItem], most: int,
                 ) -> ProposedDate | None:
        """Return the best proposal among the coarse images of a date."""
        nearest = min(abs((item.date - date).days) for item in predictions)
        found = []
        for prediction in predictions:
            if abs((prediction.date - date).days) > nearest:
                continue
            possible = self._possible(prediction)
            pairs = tuple(islice(self._best_first(possible, prediction), most))
            if pairs:
                found.append(ProposedDate(date, prediction, pairs, self._further(
                    pairs[0], possible, prediction)))
        return max(found, key=lambda each: each.pairs[0].score * _known(each.prediction.clear),
                   default=None)

    def _possible(self, prediction: CatalogueItem) -> list[_Possible]:
        """Return the pairs of other dates that show land of a coarse image, of its own product."""
        kind, wanted = _kind(prediction), prediction.candidate
        if kind not in self._pairs:
            coarse = tuple(item.candidate for item in self._coarse
                           if _kind(item) == kind)
            self._pairs[kind] = [
                _Possible(pair, pair.coarse, lattice) for lattice, fine in self._series.items()
                for pair in DatedImages(tuple(item.candidate for item in fine), coarse).pairs()
                if pair.coarse is not None]
        return [each for each in self._pairs[kind]
                if prediction.date not in (each.pair.date, day_of(each.coarse))
                and each.pair.fine.overlaps(wanted)]

    def _best_first(self, possible: Iterable[_Possible], prediction: CatalogueItem,
                    ) -> Iterator[ProposedPair]:
        """Yield pairs for a coarse image, the best first.

        Only the coarse images of pairs that may come next are read: a score does not get better
        by how much alike they are.
        """
        queue: list[tuple[_Merit, int, _Possible | ProposedPair]] = [
            (_merit(each.pair, pair_score(each.pair, prediction.date)), number, each)
            for number, each in enumerate(possible)]
        heapify(queue)
        while queue:
            _, number, each = heappop(queue)
            if isinstance(each, ProposedPair):
                yield each
            else:
                made = self._proposed(each.pair, self._by_id[each.coarse.id], prediction)
                heappush(queue, (_merit(each.pair, made.score), number, made))

    def _proposed(self, pair: DatePair, coarse: CatalogueItem, prediction: CatalogueItem,
                  ) -> ProposedPair:
        like = likeness(self._sampled(coarse), self._sampled(prediction))
        angles = coarse.view_angle, prediction.view_angle
        view = None if angles[0] is None or angles[1] is None else abs(angles[0] - angles[1])
        return ProposedPair(
            self._by_id[pair.fine.id], coarse, pair_score(pair, prediction.date, like, view),
            pair_reason(pair, prediction.date, like, view), like, view)

    def _further(self, first: ProposedPair, possible: Sequence[_Possible],
                 prediction: CatalogueItem) -> ProposedPair | None:
        """Return the best other pair on the grid of a first one, from the other side if it can."""
        lattice, side = _lattice(first.fine), first.fine.date > prediction.date
        others = [each for each in possible
                  if each.lattice == lattice and each.pair.fine.id != first.fine.id]
        clear = [each for each in others if each.pair.is_clear_enough]
        beyond = [each for each in clear if (each.pair.date > prediction.date) != side]
        return next(self._best_first(beyond or clear or others, prediction), None)

    def _sampled(self, item: CatalogueItem) -> np.ndarray:
        if not item.prepared and item.path.startswith(("http", "/vsi")):
            return np.empty((0, 0, 0))  # it would have to be fetched
        return self._points.get_or_make(item.id, lambda: sampled_image(item, self._cache_folder))


def _known(share: float | None) -> float:
    return 1.0 if share is None else share


def _merit(pair: DatePair, score: float) -> _Merit:
    """Return what sorts pairs, the best first; hazy ones come last."""
    return not pair.is_clear_enough, -score, pair.date


def _kind(item: CatalogueItem) -> object:
    """Return what coarse images have in common that show the same place in the same way.

    Mosaics may be of more tiles on one date than on another, and yet lie on one grid.
    """
    return item.product, item.candidate.grid if item.prepared and item.tile else item.tile


def _lattice(item: CatalogueItem) -> object:
    """Return what fine images have in common whose pixels coincide and that have the same bands."""
    grid = item.grid

    def phase(coordinate: float, pixel: float) -> int:
        return round(coordinate / pixel % 1 / _LATTICE) % round(1 / _LATTICE)
    return (grid.wkt, round(grid.pixel_width, 6), round(grid.pixel_height, 6),
            phase(grid.left, grid.pixel_width), phase(grid.top, grid.pixel_height), item.bands)
