"""Whether two images are in the same units: one straight line through their coarse cells."""

from __future__ import annotations

from functools import cached_property
from typing import NamedTuple

import numpy as np

from .known_units import (
    CELSIUS,
    COLLECTION_2,
    COLLECTION_2_TEMPERATURE,
    FAHRENHEIT,
    MOD11,
    SENTINEL_2,
    KnownLine,
    known_lines,
)

# Two sensors or two dates of the same land differ by less than this in a line that fits well.
_NATURAL_GAIN = 8.0
_USUAL_GAIN = 2.5
_USUAL_OFFSET = 2.0  # in deviations of the values

# Where no line fits: snow beside summer fields is 5 times as bright.
_LARGEST_NATURAL_QUOTIENT = 20.0

_FITTING = 0.8  # correlation of a line that tells something
_FITTING_WELL = 0.9
_MUCH_BETTER, _BETTER = 0.25, 0.5  # share of the misfit that a known line may leave
_TOLERATED_GAIN = 1.4  # between a known line and the one that is found
_UNMISTAKABLE = (COLLECTION_2, COLLECTION_2_TEMPERATURE, MOD11)  # by the size of their numbers

_FEWEST = 8  # cells of a line
_TRIED_LINES = 500
_NEAR = 3.7  # median errors: 2.5 standard deviations
_FAR = 3.0  # deviations between images that no weather of one date explains


class Line(NamedTuple):
    """The straight line target = gain x other + offset, and how well it fits: a correlation."""

    gain: float
    offset: float
    correlation: float


class _Compared:
    """Measures of two images, each taken once, as many lines are asked for them.

    Pairs are of the target and of the other image.
    """

    def __init__(self, target: np.ndarray, other: np.ndarray):
        self.target, self.other = target, other

    @cached_property
    def middles(self) -> tuple[float, float]:
        return _middle(self.target), _middle(self.other)

    @cached_property
    def spreads(self) -> tuple[float, float]:
        return _spread(self.target), _spread(self.other)

    @cached_property
    def ranges(self) -> tuple[tuple[float, float], tuple[float, float]]:
        return _range(self.target), _range(self.other)

    @cached_property
    def quotient(self) -> float:
        return _quotient(self.target, self.other)


class Disagreement(NamedTuple):
    """That an image is in other units than another one.

    line: that brings it to the other's units; known exactly, or found. found: through the cells.
    sure: whether no sensor, date or weather can explain it.
    """

    line: KnownLine
    found: Line | None
    sure: bool = True

    def inverted(self) -> Disagreement:
        """Return how the units of the target differ from those of the other image."""
        found = self.found and Line(1 / self.found.gain, -self.found.offset / self.found.gain,
                                    self.found.correlation)
        return Disagreement(self.line.inverted(), found, self.sure)


def fitted_line(target: np.ndarray, other: np.ndarray) -> Line | None:
    """Return the line through the cells of all bands; None where these do not tell one.

    target, other: values (bands, cells) of the same places. Nearly half of the cells may be clouds
    or changes: the line starts from two cells, with the least median error of many such lines
    (Rousseeuw 1984, https://doi.org/10.1080/01621459.1984.10477105), and becomes the reduced major
    axis of the cells near it, as both images have errors.
    """
    x, y = other.ravel().astype(np.float64), target.ravel().astype(np.float64)
    if x.size < _FEWEST:
        return None
    line = _line_of_two_cells(x, y)
    for _ in range(4):
        if line is None:
            return None
        error = np.abs(y - line.gain * x - line.offset)
        kept = error <= max(_NEAR * np.median(error), np.quantile(error, 0.5))
        line = _axis(x[kept], y[kept])
    return line


def _line_of_two_cells(x: np.ndarray, y: np.ndarray) -> Line | None:
    """Return the rising line through two cells with the least median error that was tried."""
    random = np.random.default_rng(0)
    first, second = random.integers(0, x.size, (2, _TRIED_LINES))
    step = x[second] - x[first]
    usable = step != 0
    gains = (y[second] - y[first])[usable] / step[usable]
    offsets = y[first][usable] - gains * x[first][usable]
    gains, offsets = gains[gains > 0], offsets[gains > 0]
    if not gains.size:
        return _axis(x, y)
    seen = slice(None) if x.size <= _TRIED_LINES else random.integers(0, x.size, _TRIED_LINES)
    errors = np.median(np.abs(y[seen] - gains[:, None] * x[seen] - offsets[:, None]), axis=1)
    # Across the line: along y a steep line would look worse than the same one along x.
    errors = errors / np.hypot(1, gains * np.ptp(x) / max(np.ptp(y), 1e-30))
    best = int(np.argmin(errors))
    return Line(float(gains[best]), float(offsets[best]), 1.0)


def _axis(x: np.ndarray, y: np.ndarray) -> Line | None:
    """Return the reduced major axis; None where all cells are the same."""
    spread = x.std(), y.std()
    tiny = [1e-6 * max(np.abs(values).max(), 1e-30) for values in (x, y)]
    if spread[0] <= tiny[0] or spread[1] <= tiny[1]:
        return None
    correlation = float(np.corrcoef(x, y)[0, 1])
    gain = float(spread[1] / spread[0])
    return Line(gain, float(y.mean() - gain * x.mean()), correlation)


def compare_units(target: np.ndarray, other: np.ndarray, same_date: bool) -> Disagreement | None:
    """Return how the units of `other` differ from those of `target`; None where they agree.

    target, other: values (bands, cells) of the same places. same_date: whether both show one date.
    """
    if not target.size or not _size(target) or not _size(other):
        return None
    if same_date and _run_against(target, other):
        gain = -_spread(target) / _spread(other)
        return Disagreement(KnownLine(_short(gain), _short(
            _middle(target) - gain * _middle(other))), None, bool(
                _middle(target) * _middle(other) < 0))
    line = fitted_line(target, other)
    known = _best_known(target, other, line, same_date)
    if known is not None:
        fits = line is not None and line.correlation >= _FITTING
        return Disagreement(known, line if fits else None)
    quotient = _quotient(target, other)
    if line is not None and line.correlation >= _FITTING_WELL:
        offset = abs(_middle(target) - _middle(other)) / max(_spread(target), _spread(other))
        if not 1 / _NATURAL_GAIN < line.gain < _NATURAL_GAIN:
            return Disagreement(KnownLine(_short(line.gain), _short(line.offset)), line)
        if not 1 / _USUAL_GAIN < line.gain < _USUAL_GAIN or (
                same_date and offset > _USUAL_OFFSET):
            return Disagreement(KnownLine(_short(line.gain), _short(line.offset)), line, False)
        return None
    if not 1 / _LARGEST_NATURAL_QUOTIENT < quotient < _LARGEST_NATURAL_QUOTIENT \
            and misfit(target, other, 1.0, 0.0) > 1:
        return Disagreement(KnownLine(_short(quotient), 0.0), None)
    return None


def _run_against(target: np.ndarray, other: np.ndarray) -> bool:
    """Say whether one image of a date is bright where the other one is dark."""
    x, y = other.ravel().astype(np.float64), target.ravel().astype(np.float64)
    line = _axis(x, y) if x.size >= _FEWEST else None
    return line is not None and line.correlation <= -_FITTING_WELL


def _best_known(target: np.ndarray, other: np.ndarray, line: Line | None,
                same_date: bool) -> KnownLine | None:
    """Return the known line that explains a difference beyond doubt."""
    as_it_is = misfit(target, other, 1.0, 0.0)
    compared = _Compared(target, other)
    believable = [known for known in known_lines(*compared.ranges)
                  if _is_believable(known, compared, line, same_date)]
    if not believable:
        return None
    least, _, best = min((misfit(target, other, known.gain, known.offset), i, known)
                          for i, known in enumerate(believable))
    large = not 1 / _NATURAL_GAIN < best.gain < _NATURAL_GAIN
    return best if least <= (_BETTER if large else _MUCH_BETTER) * as_it_is else None


def _is_believable(known: KnownLine, compared: _Compared, line: Line | None,
                   same_date: bool) -> bool:
    if line is not None and line.correlation >= _FITTING:
        near = 1 / _TOLERATED_GAIN < known.gain / line.gain < _TOLERATED_GAIN
        middle = compared.middles[1]
        apart = abs(known.gain * middle + known.offset - line.gain * middle - line.offset)
        if not near or (line.correlation >= _FITTING_WELL and apart > compared.spreads[0]):
            return False
        if known.cause == FAHRENHEIT and abs(known.offset) < 100:
            return same_date  # other percentages may look like it on another date
        if known.gain == 1 and known.cause == SENTINEL_2:  # no more than haze, so be careful
            low, _ = compared.ranges[0 if known.of_target else 1]
            return (same_date or len(compared.target) > 1) and low >= 0.85 * abs(known.offset)
        return True
    if known.gain == 1:
        return known.cause == CELSIUS  # no weather changes a temperature by as much
    if same_date and known.cause in _UNMISTAKABLE:  # under clouds, where no line fits
        return abs(compared.middles[0] - compared.middles[1]) > _FAR * max(compared.spreads)
    return not 1 / _LARGEST_NATURAL_QUOTIENT < compared.quotient < _LARGEST_NATURAL_QUOTIENT


def misfit(target: np.ndarray, other: np.ndarray, gain: float = 1.0,
           offset: float = 0.0) -> float:
    """Return the median error of a line, in deviations of the target."""
    return float(np.median(np.abs(target - gain * other - offset))) / _spread(target)


def _spread(values: np.ndarray) -> float:
    """Return the standard deviation of all bands, without a tenth at each end."""
    low, high = np.quantile(values, [0.1, 0.9])
    inner = values[(values >= low) & (values <= high)]  # none, where rounding moves both ends
    return max(float(inner.std()) * 1.3 if inner.size else 0.0, 1e-4 * _size(values), 1e-30)


def _middle(values: np.ndarray) -> float:
    return float(np.median(values))


def _range(values: np.ndarray) -> tuple[float, float]:
    low, high = np.quantile(values, [0.02, 0.98])
    return float(low), float(high)


def _size(values: np.ndarray) -> float:
    return float(np.median(np.abs(values)))


def _quotient(target: np.ndarray, other: np.ndarray) -> float:
    """Return the median over the bands of how many times as large the target is; 1 if unknown."""
    sizes = [np.median(np.abs(values), axis=1) for values in (target, other)]
    known = (sizes[0] > 0) & (sizes[1] > 0)
    return float(np.median(sizes[0][known] / sizes[1][known])) if known.any() else 1.0


def _short(value: float) -> float:
    """Return a number with three significant digits."""
    return float(f"{value:.3g}")
