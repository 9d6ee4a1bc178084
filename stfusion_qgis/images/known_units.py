"""Numbers in which products deliver reflectance, temperature and indices."""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

from ..translation import mark

COLLECTION_2 = mark("Landsat Collection 2 numbers (reflectance = 0.0000275 x number - 0.2)")
COLLECTION_2_TEMPERATURE = mark(
    "Landsat Collection 2 numbers of temperature (kelvin = 0.00341802 x number + 149)")
SENTINEL_2 = mark("Sentinel-2 numbers since processing baseline 04.00, which are 1000 larger")
CELSIUS = mark("degrees Celsius")
FAHRENHEIT = mark("degrees Fahrenheit")
MOD11 = mark("MOD11 numbers (kelvin = 0.02 x number)")
INDEX_HALVED = mark("an index that was brought from -1 to 1 into 0 to 1")
INDEX_BYTES = mark("an index in bytes, with a scale and an offset")


class Form(NamedTuple):
    """A way to write a quantity.

    cause: what it looks like, marked for translation; "" for a factor alone.
    gain, offset: value of the quantity's first form = gain x number + offset.
    """

    cause: str
    gain: float
    offset: float


class KnownLine(NamedTuple):
    """A line between two forms: target = gain x other + offset.

    of_target: whether the cause speaks of the target; otherwise it speaks of the other image.
    """

    gain: float
    offset: float
    cause: str = ""
    of_target: bool = False

    def inverted(self) -> KnownLine:
        """Return the line from the target to the other image."""
        return KnownLine(1 / self.gain, -self.offset / self.gain, self.cause,
                         bool(self.cause) and not self.of_target)


_REFLECTANCE = [Form("", 1.0, 0.0), Form("", 1e-2, 0.0), Form("", 1e-3, 0.0), Form("", 1e-4, 0.0),
                Form(COLLECTION_2, 2.75e-5, -0.2), Form(SENTINEL_2, 1e-4, -0.1)]
_TEMPERATURE = [Form("", 1.0, 0.0), Form("", 0.1, 0.0), Form("", 0.01, 0.0),
                Form(CELSIUS, 1.0, 273.15), Form(FAHRENHEIT, 5 / 9, 273.15 - 160 / 9),
                Form(MOD11, 0.02, 0.0), Form(COLLECTION_2_TEMPERATURE, 0.00341802, 149.0)]
_INDEX = [Form("", 1.0, 0.0), Form("", 1e-4, 0.0), Form("", 1e-3, 0.0), Form("", 1e-2, 0.0),
          Form(INDEX_HALVED, 2.0, -1.0),
          *(Form(INDEX_BYTES, *line) for line in (
              (0.004, -0.1), (0.004, -0.08), (0.01, -1.0), (2 / 255, -1.0)))]
_PLAUSIBLE = [(_REFLECTANCE, -0.1, 1.2), (_TEMPERATURE, 200.0, 350.0), (_INDEX, -0.8, 1.0)]


def known_lines(target: tuple[float, float], other: tuple[float, float]) -> Iterator[KnownLine]:
    """Yield lines that bring one image to the form of another.

    target, other: low and high quantile of each image's numbers. Forms in which these are no
    plausible reflectance, temperature or index are left out.
    """
    for forms, low, high in _PLAUSIBLE:
        here = [form for form in forms if _fits(form, target, low, high)]
        there = [form for form in forms if _fits(form, other, low, high)]
        for a in here:
            for b in there:
                alike = a.cause and a.cause == b.cause
                if not alike and (a.gain, a.offset) != (b.gain, b.offset):
                    yield KnownLine(b.gain / a.gain, (b.offset - a.offset) / a.gain,
                                    b.cause or a.cause, not b.cause and bool(a.cause))
    for power in (*range(-6, 0), *range(1, 7)):
        yield KnownLine(10.0 ** power, 0.0)


def _fits(form: Form, numbers: tuple[float, float], low: float, high: float) -> bool:
    return low <= form.gain * numbers[0] + form.offset \
        and form.gain * numbers[1] + form.offset <= high
