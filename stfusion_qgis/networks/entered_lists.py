"""Lists of words and numbers as users enter them about the bands of a network."""

from __future__ import annotations

import re
from collections.abc import Sequence

import numpy as np

from ..errors import InputError
from ..images.common_names import COMMON_NAMES
from ..translation import tr
from .contract_entries import known_word
from .session import TensorInfo


def entered_words(text: str) -> list[str]:
    """Return the words of a list, whose separators may be Chinese."""
    return [word.strip() for word in re.split(r"[,;，、]", text) if word.strip()]


def entered_numbers(text: str, count: int, usual: float, label: str) -> tuple[float, ...]:
    """Return a number a band; one stands for all, and none for `usual`.

    label: of the field, for people.

    Raises:
        InputError: these are no numbers, or not as many as there are bands.
    """
    try:
        numbers = [float(word) for word in entered_words(text)] or [usual]
    except ValueError:
        numbers = []
    if len(numbers) not in (1, count) or not np.isfinite(numbers).all():
        raise InputError(tr("{label}: '{text}' is neither one number nor a list of {count}, one a "
                            "band.").format(label=label, text=text, count=count))
    return tuple(numbers * count if len(numbers) == 1 else numbers)


def common_name(text: str) -> str:
    """Return the common name of a band.

    Raises:
        InputError: there is none of this name.
    """
    return known_word(text, COMMON_NAMES)


def names_of_tensors(tensors: Sequence[TensorInfo]) -> str:
    """Return the names of inputs or outputs, for people."""
    return ", ".join(tensor.name for tensor in tensors)
