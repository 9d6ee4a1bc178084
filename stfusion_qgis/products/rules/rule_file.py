"""A file of rules: JSON that describes a product, for images that no definition knows.

See docs/products.md for what its entries mean.
"""

from __future__ import annotations

import difflib
import json
from collections.abc import Callable
from typing import Any, NoReturn

from ...checked_json import (
    checked_dictionary,
    checked_integer,
    checked_list,
    checked_number,
    checked_text,
    parsed_json,
)
from ...errors import InputError
from ...translation import mark, tr
from ..pixel_conditions import USUALLY_LEFT_OUT, PixelCondition, QualityFlag
from ..product import Product, ProductBand, Quantity, SensorRole
from .json_lines import line_of
from .name_template import pattern_of
from .rule_layout import layout_of

ENDING = ".stfusion.json"
"""What the names of files of rules that lie beside images end with."""

WAVELENGTHS = {"coastal": 443, "blue": 490, "green": 560, "yellow": 610, "red": 660,
               "rededge": 710, "nir": 850, "nir08": 865, "nir09": 945, "swir16": 1610,
               "swir22": 2200}
"""Of bands for which the rules state none, in nanometres."""

CONDITIONS = {condition.name.lower().replace("_", " "): condition for condition in PixelCondition}
"""Conditions by their names in files of rules."""

_ENTRIES = ("id", "title", "role", "name", "bands", "gain", "offset", "fill", "valid_range",
            "quantity", "quality", "leave_out", "days", "platform", "source")
_NEEDED = ("name", "role", "bands")
_QUALITY_ENTRIES = ("condition", "layer", "bit", "bits", "values")


def product_of_rules(text: str, file: str) -> Product:
    """Return the product that a file of rules describes.

    text: of the file. file: its path, for messages.

    Raises:
        InputError: it says which line is wrong, and what would be right.
    """
    return _Rules(text, file).product()


class _Rules:
    """The entries of a file of rules, each checked where it is read."""

    def __init__(self, text: str, file: str):
        self.text, self.file = text, file
        try:
            self.entries = checked_dictionary(parsed_json(text))
        except json.JSONDecodeError as error:
            self.wrong_line(error.lineno, tr("it is no JSON here ({reason})").format(
                reason=error.msg))
        except ValueError:
            self.wrong_line(1, tr("the file holds no entries between {braces}").format(
                braces="{ }"))

    def product(self) -> Product:
        self.check_known(self.entries, _ENTRIES)
        for name in _NEEDED:
            if name not in self.entries:
                self.wrong_line(1, tr("the entry {name} is missing").format(name=f'"{name}"'))
        template = self.read("name", checked_text)
        try:
            pattern = pattern_of(template)
        except ValueError as error:
            self.wrong(("name",), tr(
                "{name} needs either {date} or {day}, and of {date}, {day}, {tile} and {band} each "
                "once at most").format(name=error, **{word: f"{{{word}}}" for word in (
                    "date", "day", "tile", "band")}))
        quality = tuple(self.flag(i, entry) for i, entry in
                        enumerate(self.read("quality", checked_list, [])))
        platform = self.read("platform", checked_text, "")
        return Product(
            id=self.read("id", checked_text, template), title=self.read("title", checked_text,
                                                                        template),
            role=self.choice("role", {role.value: role for role in SensorRole}),
            name=pattern, bands=self.bands(), gain=self.read("gain", _gain, 1.0),
            offset=self.read("offset", checked_number, 0.0),
            fill=self.read("fill", _numbers, ()),
            valid_range=self.read("valid_range", _range, None),
            quality=quality, left_out=self.left_out(),
            quantity=self.choice("quantity", {each.name.lower(): each for each in Quantity},
                                 Quantity.REFLECTANCE),
            platforms={"": platform} if platform else {},
            days=self.read("days", _days, 1),
            layout=layout_of(template),
            source=self.read("source", checked_text, self.file))

    def bands(self) -> tuple[ProductBand, ...]:
        found = []
        entries = self.read("bands", checked_dictionary)
        for name, entry in entries.items():
            entry = entry if isinstance(entry, dict) else {"place": entry}
            self.check_known(entry, ("place", "wavelength"), "bands", name)
            if "place" not in entry:
                self.wrong(("bands", name), tr("the entry {name} is missing").format(
                    name='"place"'))
            wavelength = self.checked(checked_number, entry.get("wavelength",
                                                                WAVELENGTHS.get(name, 0)),
                                      "bands", name)
            found.append(ProductBand(name, wavelength, self.place(entry["place"], "bands", name)))
        if not found:
            self.wrong(("bands",), tr("there is no band"))
        return tuple(found)

    def place(self, value: Any, *where: str | int) -> str:
        """Return a place as the layout takes it: a number, or a text."""
        if isinstance(value, int) and not isinstance(value, bool) and value > 0:
            return f":{value}"
        place: str = self.checked(checked_text, value, *where)
        return place

    def flag(self, i: int, value: Any) -> QualityFlag:
        where = ("quality", i)
        entry: dict[str, Any] = self.checked(checked_dictionary, value, *where)
        self.check_known(entry, _QUALITY_ENTRIES, *where)
        for name in ("condition", "layer"):
            if name not in entry:
                self.wrong(where, tr("the entry {name} is missing").format(name=f'"{name}"'))
        condition = self.one_of(CONDITIONS, entry["condition"], *where, "condition")
        layer = self.place(entry["layer"], *where, "layer")
        if "bit" in entry:
            return QualityFlag(condition, layer, (1,), self.checked(checked_integer, entry["bit"],
                                                                    *where, "bit"), 1)
        if "values" not in entry:
            self.wrong(where, tr("it needs {bit}, or {values}, or {bits} with {values}").format(
                bit='"bit"', values='"values"', bits='"bits"'))
        values = tuple(int(value) for value in self.checked(_numbers, entry["values"],
                                                            *where, "values"))
        if "bits" not in entry:
            return QualityFlag(condition, layer, values)
        first, last = self.checked(_range, entry["bits"], *where, "bits")
        return QualityFlag(condition, layer, values, int(first), int(last) - int(first) + 1)

    def left_out(self) -> tuple[PixelCondition, ...]:
        if "leave_out" in self.entries:
            return tuple(self.one_of(CONDITIONS, name, "leave_out")
                         for name in self.read("leave_out", checked_list))
        return USUALLY_LEFT_OUT

    def choice(self, name: str, choices: dict[str, Any], default: Any = None) -> Any:
        if name not in self.entries and default is not None:
            return default
        return self.one_of(choices, self.entries[name], name)

    def one_of(self, choices: dict[str, Any], value: Any, *where: str | int) -> Any:
        if not isinstance(value, str) or value not in choices:
            self.wrong(where, tr("{value} is none of {choices}").format(
                value=json.dumps(value, ensure_ascii=False),
                choices=", ".join(f'"{choice}"' for choice in choices)))
        return choices[value]

    def read(self, name: str, check: Callable[[Any], Any], default: Any = ...) -> Any:
        if name not in self.entries and default is not ...:
            return default
        return self.checked(check, self.entries[name], name)

    def checked(self, check: Callable[[Any], Any], value: Any, *where: str | int) -> Any:
        try:
            return check(value)
        except ValueError:
            self.wrong(where, tr("{value} stands where {kind} belongs").format(
                value=f"{json.dumps(value, ensure_ascii=False):.50}", kind=tr(_KINDS[check])))

    def check_known(self, entry: dict[str, Any], known: tuple[str, ...], *where: str | int) -> None:
        for name in entry:
            if name not in known:
                close = difflib.get_close_matches(name, known, 1)
                self.wrong((*where, name), tr("the entry {name} is not known; there are {known}"
                                              ).format(name=f'"{name}"', known=", ".join(
                                                  f'"{each}"' for each in close or known)))

    def wrong(self, where: tuple[str | int, ...], reason: str) -> NoReturn:
        self.wrong_line(line_of(self.text, *where), reason)

    def wrong_line(self, line: int, reason: str) -> NoReturn:
        raise InputError(tr("{file}, line {line}: {reason}.").format(
            file=self.file, line=line, reason=reason), self.file)


def _gain(value: object) -> float:
    gain = checked_number(value)
    if not gain:
        raise ValueError
    return gain


def _days(value: object) -> int:
    return checked_integer(value, 1)


def _numbers(value: object) -> tuple[float, ...]:
    return tuple(checked_number(each) for each in (value if isinstance(value, list) else [value]))


def _range(value: object) -> tuple[float, float]:
    numbers = _numbers(value)
    if len(numbers) != 2 or numbers[0] > numbers[1]:
        raise ValueError
    return numbers[0], numbers[1]


_KINDS: dict[Callable[[Any], Any], str] = {
    checked_text: mark("a text"), checked_dictionary: mark("a list of names in braces"),
    checked_list: mark("a list in brackets"), checked_number: mark("a number"),
    checked_integer: mark("a whole number from 0"), _days: mark("a whole number from 1"),
    _gain: mark("a number other than 0"), _numbers: mark("a number or a list of them"),
    _range: mark("a list of two numbers, the lesser one first")}
