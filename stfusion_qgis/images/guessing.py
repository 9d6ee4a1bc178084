"""The roles of the loaded images, guessed from resolution, dates and names."""

from __future__ import annotations

import datetime
import re
from collections.abc import Iterable
from dataclasses import dataclass

from .roles import COARSE_PREDICTION, REFERENCE, Role, roles_of_pairs

# Names in which people and archives tell that an image is coarse, whatever its pixels.
_COARSE_NAMES = re.compile(
    r"(?<![a-z])(coarse|modis|m[oycx]d\d|viirs|vnp|vj1|olci|slstr|sentinel-?3|s3[ab]|avhrr|proba"
    r"|meris|fy-?[34])", re.IGNORECASE)
_RESOLUTION = re.compile(r"(?<![\d.])(\d+(?:[.,]\d+)?) ?(k?m)(?![a-z0-9])", re.IGNORECASE)

# Images whose pixels differ by less than this factor are of the same resolution.
_SAME = 1.3

# A pair may be of two days that lie this far apart.
SAME_DATE_DAYS = 3

CLEAR_ENOUGH = 0.3
"""Share of clear pixels from which on an image is taken for a pair, if there is a choice."""


@dataclass(frozen=True)
class Candidate:
    """A loaded raster layer.

    pixel: side of a pixel in metres. bands: number of bands. grid: equal for images whose pixels
    coincide where they overlap.
    extent: west, south, east and north in degrees, None where unknown. clear: share of its pixels
    that are clear, None where unknown. sensor: "fine" or "coarse" where its product tells, or "".
    is_quality: whether it is a mask or a quality layer, which is nobody's image.
    """

    id: str
    name: str
    pixel: float
    bands: int = 1
    date: datetime.date | None = None
    grid: object = None
    extent: tuple[float, float, float, float] | None = None
    clear: float | None = None
    sensor: str = ""
    is_quality: bool = False

    @property
    def is_clear_enough(self) -> bool:
        """Say whether enough of its pixels are clear to be one of a pair, as far as known."""
        return self.clear is None or self.clear >= CLEAR_ENOUGH

    @property
    def resolution(self) -> float:
        """Return the side in metres of what was a pixel before any resampling, as far as known."""
        return max(self.pixel, resolution_in(self.name) or 0.0)

    @property
    def named_coarse(self) -> bool:
        """Say whether its product or its name is that of a coarse sensor or image."""
        return self.sensor == "coarse" or (
            not self.sensor and bool(_COARSE_NAMES.search(self.name)))

    def is_as_sharp_as(self, other: Candidate) -> bool:
        """Say whether two images are of the same resolution, as far as known."""
        return max(self.resolution, other.resolution) < _SAME * min(
            self.resolution, other.resolution)

    def overlaps(self, other: Candidate) -> bool:
        """Say whether two images show land in common, as far as known."""
        if self.extent is None or other.extent is None:
            return True
        west, south, east, north = self.extent
        left, bottom, right, top = other.extent
        # Longitudes may count from -180 or from 0.
        return south < top and bottom < north and any(
            west < right + turn and left + turn < east for turn in (-360, 0, 360))


def resolution_in(name: str) -> float | None:
    """Return the resolution in metres that a name tells, such as 250 of "MOD09_2000306_250m"."""
    found = [float(number.replace(",", ".")) * (1000 if unit.lower() == "km" else 1)
             for number, unit in _RESOLUTION.findall(name.replace("_", " "))]
    return found[-1] if found else None


def guess_ratio(fine: Candidate, coarse: Candidate) -> float | None:
    """Return the scale ratio of a coarse image that was resampled to fine pixels, or None.

    Only names can tell it; None where the pixels of the coarse image are large themselves.
    """
    if coarse.pixel > fine.pixel * _SAME or coarse.resolution < fine.pixel * 2:
        return None
    return round(coarse.resolution / fine.pixel, 2)


def guess_roles(candidates: Iterable[Candidate], chosen: dict[Role, str],
                pairs: int) -> dict[Role, str]:
    """Return the images of the roles, by the ids of layers; roles without an image are left out.

    chosen: what the user has decided, by role; it stays. pairs: how many pairs there may be.
    """
    known = {candidate.id: candidate for candidate in candidates}
    roles = {role: known[id] for role, id in chosen.items() if id in known}
    free = [c for c in known.values() if c.id not in chosen.values()]
    fine, coarse = fine_and_coarse([*free, *roles.values()], roles)
    fine = [c for c in fine if c in free]
    coarse = [c for c in coarse if c in free]
    _guess_prediction(roles, fine, coarse)
    _guess_pairs(roles, fine, coarse, pairs)
    return {role: candidate.id for role, candidate in roles.items()}


def fine_and_coarse(candidates: list[Candidate], roles: dict[Role, Candidate],
                    ) -> tuple[list[Candidate], list[Candidate]]:
    """Return the fine and the coarse images; the fine ones have one grid and number of bands.

    candidates: those of roles too. roles: images of which it is known.
    """
    sure_coarse = [c for role, c in roles.items() if role.is_coarse]
    sure_fine = [c for role, c in roles.items() if role.is_fine]
    sure = sure_fine + sure_coarse
    unsure = [c for c in candidates
              if c not in sure and not c.is_quality and all(map(c.overlaps, sure))]
    finest = sure_fine[0].resolution if sure_fine else _finest(unsure + sure_coarse)

    def is_coarse(candidate: Candidate) -> bool:
        return candidate.named_coarse or candidate.resolution > finest * _SAME
    fine = [c for c in unsure if not is_coarse(c) and c.resolution > finest / _SAME]
    coarse = sure_coarse + [c for c in unsure if is_coarse(c)]
    for lead in (sure_fine or _most_alike(fine, coarse))[:1]:
        # The fine images are like the first one.
        fine = [c for c in fine if _alike(c, lead)]
        coarse = [c for c in coarse if c.overlaps(lead)]
        alike = [c for c in coarse if c.bands == lead.bands]
        coarse = alike or coarse
    return _by_date(sure_fine + fine), _by_date(coarse)


def _finest(candidates: list[Candidate]) -> float:
    """Return the resolution of the fine images: the best of which there are coarser ones too."""
    sharp = sorted((c for c in candidates if not c.named_coarse), key=lambda c: c.resolution)
    for candidate in sharp:
        if any(other.bands == candidate.bands and other.overlaps(candidate) and (
                other.named_coarse or other.resolution > candidate.resolution * _SAME)
               for other in candidates):
            return candidate.resolution
    return sharp[0].resolution if sharp else 0.0


def _most_alike(fine: list[Candidate], coarse: list[Candidate]) -> list[Candidate]:
    """Return the largest group of fine images of one grid and number of bands.

    A group of a place that no coarse image shows comes last; of equals, the first is returned.
    """
    groups: list[list[Candidate]] = []
    for candidate in fine:
        group = next((group for group in groups if _alike(candidate, group[0])), None)
        if group is None:
            groups.append([candidate])
        else:
            group.append(candidate)

    def size(group: list[Candidate]) -> tuple[bool, int]:
        return any(c.overlaps(group[0]) for c in coarse), len(group)
    return max(groups, key=size, default=[])


def _alike(one: Candidate, other: Candidate) -> bool:
    """Say whether two images are of one grid, apart from their extents, and of as many bands."""
    return (one.grid, one.bands) == (other.grid, other.bands) and one.overlaps(other)


def _by_date(candidates: list[Candidate]) -> list[Candidate]:
    return sorted(candidates, key=lambda c: (c.date or datetime.date.max, c.name))


def _guess_prediction(roles: dict[Role, Candidate], fine: list[Candidate],
                      coarse: list[Candidate]) -> None:
    """Take the date whose fine image is missing; if there is none, one to compare with."""
    if COARSE_PREDICTION not in roles and REFERENCE in roles:
        _take(roles, COARSE_PREDICTION, _of_date(coarse, roles[REFERENCE].date), coarse)
    if COARSE_PREDICTION not in roles:
        taken = [role for role in roles if role.is_fine and role != REFERENCE]
        usable = [c for c in coarse if not any(_same_date(c, roles[role]) for role in taken)]
        clear = [f for f in fine if f.is_clear_enough]
        usable = [c for c in usable if c.is_clear_enough] or usable
        without_fine = [c for c in usable if not any(_same_date(c, f) for f in clear)]
        if without_fine:
            _take(roles, COARSE_PREDICTION, without_fine[-1], coarse)
        elif len(usable) + len(taken) > 1 and usable:
            # Between others where possible: two pairs are best on both sides of it.
            _take(roles, COARSE_PREDICTION,
                  usable[1] if len(usable) > 2 else usable[-1], coarse)
    if REFERENCE not in roles and COARSE_PREDICTION in roles:
        _take(roles, REFERENCE, _of_date(fine, roles[COARSE_PREDICTION].date), fine)


def _guess_pairs(roles: dict[Role, Candidate], fine: list[Candidate], coarse: list[Candidate],
                 pairs: int) -> None:
    """Fill the pairs, those nearest to the prediction date first, on both sides of it."""
    for k in range(1, pairs + 1):
        one, other = Role.fine(k), Role.coarse(k)
        if one in roles and other not in roles:
            _take(roles, other, _of_date(coarse, roles[one].date), coarse)
        elif other in roles and one not in roles:
            _take(roles, one, _of_date(fine, roles[other].date), fine)
        elif one not in roles:
            complete = [(f, c) for f in fine if (c := _of_date(coarse, f.date)) is not None]
            if complete:
                best = min(complete, key=lambda pair: _badness(pair, roles, k))
                _take(roles, one, best[0], fine)
                _take(roles, other, best[1], coarse)
            elif k == 1 and fine:  # without dates, or a fine image that has to do alone
                _take(roles, one, fine[0], fine)
                if len(coarse) == 1 and coarse[0].date is None:
                    _take(roles, other, coarse[0], coarse)


def _badness(pair: tuple[Candidate, Candidate], roles: dict[Role, Candidate], k: int) -> tuple:
    """Return a measure of how badly two images suit as a further pair; sorts ascending."""
    hazy = not all(image.is_clear_enough for image in pair)
    fine = pair[0]
    when = roles[COARSE_PREDICTION].date if COARSE_PREDICTION in roles else None
    if when is None or fine.date is None:
        return hazy, True, 0
    earlier = [roles[role].date for role in roles_of_pairs(1, k - 1, paired=False)
               if role in roles]
    sides = [date > when for date in earlier if date]
    same_side = (fine.date > when) in sides
    return hazy, same_side, abs((fine.date - when).days)


def _same_date(one: Candidate, other: Candidate) -> bool:
    return one.date is not None and other.date is not None and \
        abs((one.date - other.date).days) <= SAME_DATE_DAYS


def _of_date(candidates: list[Candidate], date: datetime.date | None) -> Candidate | None:
    away = {c: abs((c.date - date).days) for c in candidates if date and c.date}
    near = [c for c in away if away[c] <= SAME_DATE_DAYS]
    return min(near, key=lambda c: away[c], default=None)


def _take(roles: dict[Role, Candidate], role: Role, candidate: Candidate | None,
          left: list[Candidate]) -> None:
    if candidate is not None:
        roles[role] = candidate
        left.remove(candidate)
