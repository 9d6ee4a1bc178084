"""Reading the entries of a JSON object, with messages that name the wrong one."""

from __future__ import annotations

import json
import math
from collections.abc import Callable, Iterable
from typing import Any

from ..checked_json import parsed_json
from ..errors import InputError
from ..translation import tr

MOST_ENTRIES = 64
"""Of a list, such as the inputs of a network."""

MOST_CHARACTERS = 10_000
"""Of a text, such as a citation."""

MOST_DEEP = 8
"""Of objects in objects where anything may stand, such as an accuracy."""

_NEEDED = object()


class Entries:
    """A JSON object, entry by entry.

    Every method raises `InputError` with the entry's name, such as "inputs[0].grid", if it is
    wrong, or missing without a default.
    """

    def __init__(self, given: Any, place: str = ""):
        """Read `given`, which stands at `place` in the whole."""
        self._place = place
        self._read: set[str] = set()
        if not isinstance(given, dict):
            raise InputError(tr("The entry '{entry}' must be an object.").format(
                entry=place or "{}"))
        self._given = given

    def free(self, name: str, default: Any = _NEEDED) -> Any:
        """Return an entry as it is."""
        self._read.add(name)
        value = self._given.get(name, default)
        if value is _NEEDED:
            raise InputError(tr("The entry '{entry}' is missing.").format(entry=self._name(name)))
        return value

    def text(self, name: str, default: Any = _NEEDED, most: int = MOST_CHARACTERS) -> str:
        """Return a text of at most `most` letters, empty only if that is the default."""
        value = self.free(name, default)
        if isinstance(value, str) and len(value) > most:
            raise self.error(name, tr("it must have {most} letters or less").format(most=most))
        if not isinstance(value, str) or not (value.strip() or default == ""):
            raise self.error(name, tr("it must be a text"))
        return value

    def integer(self, name: str, least: int, default: Any = _NEEDED, most: int = 4096) -> int:
        """Return a whole number from `least` to `most`."""
        value = self.free(name, default)
        if isinstance(value, int) and value > most:
            raise self.error(name, tr("it must be {most} or less").format(most=most))
        if isinstance(value, bool) or not isinstance(value, int) or value < least:
            raise self.error(name, tr("it must be a whole number, {least} or more").format(
                least=least))
        return value

    def switch(self, name: str, default: Any = _NEEDED) -> bool:
        """Return yes or no."""
        value = self.free(name, default)
        if not isinstance(value, bool):
            raise self.error(name, tr("it must be true or false"))
        return value

    def one_of(self, name: str, choices: tuple[str, ...], default: Any = _NEEDED) -> str:
        """Return one of some texts."""
        value = self.free(name, default)
        if value not in choices:
            raise self.error(name, tr("it must be one of {choices}").format(
                choices=", ".join(choices)))
        return value

    def range(self, name: str, default: Any = _NEEDED, least: float = -math.inf,
              may_be_equal: bool = False, most: float = 1e12) -> tuple[float, float] | None:
        """Return two rising numbers from `least` to `most`, or None where null stands."""
        value = self.free(name, default)
        if value is None:
            return None
        if isinstance(value, (list, tuple)) and len(value) == 2 and all(map(_is_number, value)):
            low, high = float(value[0]), float(value[1])
            if max(-low, high) > most:
                raise self.error(name, tr("it must be {most} or less").format(most=f"{most:g}"))
            if least <= low and (low < high or (low == high and may_be_equal)):
                return low, high
        raise self.error(name, tr("it must be two rising numbers, such as [4, 20], or null"))

    def numbers(self, name: str, count: int, default: Any = _NEEDED, least: float = -math.inf
                ) -> tuple[float, ...]:
        """Return a list of so many numbers, `least` or more."""
        values = self.free(name, default)
        if not isinstance(values, (list, tuple)) or len(values) != count \
                or not all(_is_number(value) and value >= least for value in values):
            raise self.error(name, tr("it must be a list of {count} numbers, {least} or more"
                                      ).format(count=count, least=least)
                             if math.isfinite(least) else
                             tr("it must be a list of {count} numbers").format(count=count))
        return tuple(map(float, values))

    def texts(self, name: str, parse: Callable[[str], Any], default: Any = _NEEDED) -> tuple:
        """Return a list of texts, each through `parse`."""
        values = self.free(name, default)
        if not isinstance(values, (list, tuple)) or len(values) > MOST_ENTRIES \
                or not all(isinstance(v, str) for v in values):
            raise self.error(name, tr("it must be a list of texts"))
        try:
            return tuple(parse(value) for value in values)
        except InputError as error:
            raise InputError(tr("The entry '{entry}' is wrong: {reason}").format(
                entry=self._name(name), reason=error)) from None

    def facts(self, name: str) -> dict[str, Any]:
        """Return an object for people, empty by default: numbers and texts, not too many."""
        value = self.free(name, {})
        if not isinstance(value, dict) or _depth(value, MOST_DEEP) > MOST_DEEP \
                or len(json.dumps(value)) > MOST_CHARACTERS:
            raise self.error(name, tr("it must be an object with few facts"))
        return value

    def object(self, name: str) -> Entries:
        """Return an object inside of this one."""
        return Entries(self.free(name), self._name(name))

    def objects(self, name: str) -> list[Entries]:
        """Return a list of objects, at least one."""
        values = self.free(name)
        if not isinstance(values, list) or not 0 < len(values) <= MOST_ENTRIES:
            raise self.error(name, tr("it must be a list with at least one object"))
        return [Entries(value, f"{self._name(name)}[{i}]") for i, value in enumerate(values)]

    def no_others(self) -> None:
        """Raise `InputError` if there is an entry that nobody has read: it may be misspelt."""
        for name in self._given:
            if name not in self._read:
                raise InputError(tr("The entry '{entry}' is unknown; known are {names}.").format(
                    entry=f"{self._name(name):.100}", names=", ".join(sorted(self._read))))

    def error(self, name: str, reason: str) -> InputError:
        """Return the error of an entry; `reason` is a clause."""
        return InputError(tr("The entry '{entry}' is {value}, but {reason}.").format(
            entry=self._name(name), value=f"{self._given.get(name)!r:.100}", reason=reason))

    def _name(self, name: str) -> str:
        return f"{self._place}.{name}" if self._place else name


def entries_of(text: str, latest: int, most: int) -> Entries:
    """Return the entries of a contract.

    latest: version that is known here. most: letters that it may have.

    Raises:
        InputError: it is no JSON object, too long, or of a later version.
    """
    try:
        given = parsed_json(text)
    except ValueError as error:
        raise InputError(tr("The contract is no JSON ({reason}).").format(reason=error)
                         ) from error
    if len(text) > most:
        raise InputError(tr("The contract is longer than {most} letters.").format(most=most))
    entries = Entries(given)
    version = entries.integer("version", 1)
    if version > latest:
        raise InputError(tr(
            "The contract has version {version}, of which this STFusion knows nothing. Update the "
            "plugin.").format(version=version))
    return entries


def known_word(text: str, known: Iterable[str]) -> str:
    """Return a word in small letters.

    Raises:
        InputError: it is none of those that are known.
    """
    word, choices = text.strip().casefold(), list(known)
    if word not in choices:
        raise InputError(tr("'{text}' is none of {choices}.").format(
            text=text.strip(), choices=", ".join(choices)))
    return word


def _depth(value: Any, most: int) -> int:
    """Return how deep objects and lists lie in each other, more than `most` for too deep."""
    if not isinstance(value, (dict, list)) or most < 0:
        return 0
    inner = value.values() if isinstance(value, dict) else value
    return 1 + max((_depth(item, most - 1) for item in inner), default=0)


def _is_number(value: Any) -> bool:
    return isinstance(value, (int, float)) and not isinstance(value, bool) \
        and abs(value) < 1e300
