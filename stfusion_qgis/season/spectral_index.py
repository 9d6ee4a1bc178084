"""Spectral indices of bands by their common names: NDVI and others, or an expression."""

from __future__ import annotations

import ast
import operator
from collections.abc import Callable, Mapping, Sequence
from typing import Any

import numpy as np

from ..errors import InputError
from ..images.bands import Band
from ..translation import tr

EXPRESSIONS = {
    "ndvi": "(nir - red) / (nir + red)",
    "evi2": "2.5 * (nir - red) / (nir + 2.4 * red + 1)",
    "ndwi": "(green - nir) / (green + nir)",
}
"""Indices by identifier. EVI2 is of reflectance from 0 to 1 (Jiang 2008)."""

_COLOURS = {"blue": (430, 520), "green": (520, 600), "red": (620, 690), "nir": (760, 960),
            "swir1": (1550, 1750), "swir2": (2080, 2350)}  # nanometres
_NAMES = {"near infrared": "nir", "near-infrared": "nir", "b8a": "nir", "swir 1": "swir1",
          "swir 2": "swir2"}

_OPERATORS: Mapping[type, Callable[..., Any]] = {
    ast.Add: operator.add, ast.Sub: operator.sub, ast.Mult: operator.mul, ast.Div: np.divide,
    ast.USub: operator.neg, ast.UAdd: operator.pos}


class SpectralIndex:
    """An index computed from the bands of an image.

    name: of the result's band.
    """

    def __init__(self, text: str, bands: Sequence[Band]):
        """Read an index.

        text: one of `EXPRESSIONS`, or an expression of numbers, + - * / and brackets, and of bands
        by colour (blue, green, red, nir, swir1, swir2), by name, or as b1, b2, ...

        Raises:
            InputError: it cannot be read, or a band is not there.
        """
        self.name = text.upper() if text.casefold() in EXPRESSIONS else text
        self._tree = _parsed(EXPRESSIONS.get(text.casefold(), text), text)
        self._places = {name: _place(name, bands, text) for name in sorted(
            {node.id for node in ast.walk(self._tree) if isinstance(node, ast.Name)})}

    def of(self, values: np.ndarray) -> np.ndarray:
        """Return the index (1, ...) of values (bands, ...), NaN where it has none."""
        with np.errstate(divide="ignore", invalid="ignore", over="ignore"):
            result = _value(self._tree, {name: values[place].astype(np.float64)
                                         for name, place in self._places.items()})
        result = np.broadcast_to(np.asarray(result, np.float64), values.shape[1:])
        return np.where(np.isfinite(result), result, np.nan).astype(np.float32)[None]

    def deviation(self, values: np.ndarray, deviations: np.ndarray) -> np.ndarray:
        """Return the deviation of the index, to first order, of bands whose errors are their own.

        values, deviations: (bands, ...).
        """
        middle = self.of(values)
        total = np.zeros_like(middle)
        for place in set(self._places.values()):
            moved = values.copy()
            moved[place] = moved[place] + deviations[place] / 8
            total += (8 * (self.of(moved) - middle)) ** 2
        return np.sqrt(total)


def _parsed(expression: str, text: str) -> ast.expr:
    try:
        tree = ast.parse(expression.casefold(), mode="eval").body
    except (SyntaxError, ValueError, RecursionError, MemoryError):
        raise _unreadable(text) from None
    for node in ast.walk(tree):
        number = isinstance(node, ast.Constant) and isinstance(node.value, (int, float))
        if not (number or isinstance(node, (ast.BinOp, ast.UnaryOp, ast.Name, ast.Load,
                                            *_OPERATORS))):
            raise _unreadable(text)
    if not any(isinstance(node, ast.Name) for node in ast.walk(tree)):
        raise _unreadable(text)
    return tree


def _unreadable(text: str) -> InputError:
    return InputError(tr(
        "The index {text} cannot be read. Write an expression of bands, numbers, + - * / and "
        "brackets, such as (nir - red) / (nir + red).").format(text=f"'{text[:80]}'"))


def _place(name: str, bands: Sequence[Band], text: str) -> int:
    """Return the place of a band among those of an image."""
    names = [_NAMES.get(band.name.casefold(), band.name.casefold()) for band in bands]
    if names.count(name) == 1:
        return names.index(name)
    if name in _COLOURS:
        low, high = _COLOURS[name]
        found = [i for i, band in enumerate(bands)
                 if band.wavelength is not None and low <= band.wavelength <= high]
        if found:
            middle = (low + high) / 2
            return min(found, key=lambda i: abs((bands[i].wavelength or 0) - middle))
    if name[:1] == "b" and name[1:].isdecimal() and 1 <= int(name[1:]) <= len(bands):
        return int(name[1:]) - 1
    raise InputError(tr(
        "The index {text} needs the band '{band}', which the fine images do not name. Their bands "
        "are: {names}. Write b1, b2, ... for bands by number.").format(
            text=f"'{text[:80]}'", band=name, names=", ".join(band.name for band in bands)))


def _value(node: ast.expr, bands: Mapping[str, np.ndarray]) -> Any:
    if isinstance(node, ast.Constant):
        return node.value
    if isinstance(node, ast.Name):
        return bands[node.id]
    if isinstance(node, ast.UnaryOp):
        return _OPERATORS[type(node.op)](_value(node.operand, bands))
    if isinstance(node, ast.BinOp):
        return _OPERATORS[type(node.op)](_value(node.left, bands), _value(node.right, bands))
    raise ValueError("no part of an index")
