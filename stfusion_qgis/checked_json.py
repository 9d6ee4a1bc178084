"""Entries of JSON that anybody may have edited, each of the kind that it should be."""

from __future__ import annotations

import json
import math
from typing import Any

MOST_CHARACTERS = 4 * 2**20
"""Longest text that is read."""

_LARGEST = 2**63


def parsed_json(text: object) -> Any:
    """Return what a text says.

    Raises:
        ValueError: it is no JSON, too long, or too deeply nested.
    """
    if not isinstance(text, str) or len(text) > MOST_CHARACTERS:
        raise ValueError("no text, or too long")
    try:
        return json.loads(text)
    except RecursionError as error:
        raise ValueError("too deeply nested") from error


def checked_dictionary(value: object) -> dict[str, Any]:
    """Return a dictionary, or raise `ValueError`."""
    if not isinstance(value, dict):
        raise ValueError(f"{value!r:.50} is no dictionary")
    return value


def checked_list(value: object) -> list[Any]:
    """Return a list, or raise `ValueError`."""
    if not isinstance(value, list):
        raise ValueError(f"{value!r:.50} is no list")
    return value


def checked_text(value: object) -> str:
    """Return a text, or raise `ValueError`."""
    if not isinstance(value, str):
        raise ValueError(f"{value!r:.50} is no text")
    return value


def checked_path(value: object) -> str:
    """Return a text that can be the name of a file, or raise `ValueError`."""
    path = checked_text(value)
    if "\0" in path or any("\ud800" <= letter < "\udc80" or "\udcff" < letter <= "\udfff"
                           for letter in path):
        raise ValueError(f"{value!r:.50} can be no name of a file")
    return path


def checked_number(value: object, least: float = -math.inf, most: float = math.inf) -> float:
    """Return a number that is finite and within limits, or raise `ValueError`."""
    if isinstance(value, bool) or not isinstance(value, (int, float)) \
            or not abs(value) < 1e300 or not least <= value <= most:
        raise ValueError(f"{value!r:.50} is no number from {least} to {most}")
    return value


def checked_integer(value: object, least: int = 0) -> int:
    """Return an integer of at most 64 bits, or raise `ValueError`."""
    if isinstance(value, bool) or not isinstance(value, int) or not least <= value < _LARGEST:
        raise ValueError(f"{value!r:.50} is no integer from {least}")
    return value


def checked_boolean(value: object) -> bool:
    """Return true or false, or raise `ValueError`."""
    if not isinstance(value, bool):
        raise ValueError(f"{value!r:.50} is neither true nor false")
    return value
