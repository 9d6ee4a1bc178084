"""Which pixels of a quality layer may be used: by classes or by bits."""

from __future__ import annotations

import re
from dataclasses import dataclass

import numpy as np

from ..errors import InputError
from ..translation import tr
from .quality_layers import PRODUCTS

_CONDITION = re.compile(r"(?P<leave_out>not\s+)?(?P<kind>value|bit)s?\s+(?P<numbers>.+)")
_NUMBERS = re.compile(r"(\d+)(?:\s*-\s*(\d+))?")


@dataclass(frozen=True)
class Condition:
    """One condition of a rule.

    bits: whether `numbers` are bits, counted from 0, or values. leave_out: whether pixels with one
    of these values, or in which one of these bits is set, are left out; otherwise only they are
    used.
    """

    numbers: tuple[int, ...]
    bits: bool = False
    leave_out: bool = False

    def usable(self, values: np.ndarray) -> np.ndarray:
        """Return which of the integers `values` fulfil the condition."""
        if self.bits:
            found = (values & sum(1 << bit for bit in set(self.numbers))) != 0
        else:
            found = np.isin(values, self.numbers)
        return ~found if self.leave_out else found


@dataclass(frozen=True)
class MaskRule:
    """Says which pixels of a quality layer may be used: all its conditions must hold.

    Without conditions, a pixel above 0 may be used.
    """

    conditions: tuple[Condition, ...] = ()

    @classmethod
    def parse(cls, text: str) -> MaskRule:
        """Read "values 4-7, 11", "not bits 1,3,4", or several of these between semicolons.

        The name of a product, such as "SCL", stands for its usual rule.

        Raises:
            InputError: it is written in another way.
        """
        text = text.strip()
        for product in PRODUCTS:
            if text.casefold() == product.name.casefold():
                text = product.rule
        conditions = [_condition(part, text) for part in text.split(";") if part.strip()]
        return cls(tuple(conditions))

    def usable(self, values: np.ndarray) -> np.ndarray:
        """Return which of the pixels may be used.

        values: of the data type of the file.
        """
        if not self.conditions:
            return values > 0
        whole = np.ones(values.shape, bool)
        if values.dtype.kind == "f":
            whole = np.isfinite(values) & (values == np.rint(values)) & (np.abs(values) < 2**53)
            values = np.where(whole, values, 0)
        values = values.astype(np.int64)
        return np.logical_and.reduce([whole, *(each.usable(values) for each in self.conditions)])

    def names(self, value: float) -> bool:
        """Say whether the rule names a value as one that may be used."""
        return any(not condition.bits and not condition.leave_out and value in condition.numbers
                   for condition in self.conditions)


def _condition(part: str, text: str) -> Condition:
    found = _CONDITION.fullmatch(part.strip().lower())
    if found is None:
        raise _unreadable(text)
    pieces = [_NUMBERS.fullmatch(piece.strip()) for piece in found["numbers"].split(",")]
    numbers: list[int] = []
    for piece in pieces:
        first, last = (int(piece[1]), int(piece[2] or piece[1])) if piece else (1, 0)
        if not first <= last < first + 2**16:
            raise _unreadable(text)
        numbers.extend(range(first, last + 1))
    bits = found["kind"] == "bit"
    if bits and max(numbers) > 62:
        raise _unreadable(text)
    return Condition(tuple(numbers), bits, bool(found["leave_out"]))


def _unreadable(text: str) -> InputError:
    return InputError(tr(
        "'{rule}' is no rule for a mask. Write which classes or bits of the quality layer may be "
        "used, as 'values 4,5,6', or which are left out, as 'not values 2,4' or 'not bits 1,3,4'; "
        "or the name of a product: {products}.").format(rule=text, products=", ".join(
            product.name for product in PRODUCTS)))
