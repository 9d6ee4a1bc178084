"""Where the entries of a JSON text stand, so that errors name the line."""

from __future__ import annotations

import re


def line_of(text: str, *place: str | int) -> int:
    """Return the line, counted from 1, of an entry in a text that is valid JSON.

    place: keys from the outermost one, and positions in lists of objects; as far as it is found.
    """
    position = 0
    for step in place:
        if isinstance(step, int):
            starts = [match.start() for match in re.finditer(r"\{", text[position:])]
            found = starts[step] if step < len(starts) else None
        else:
            match = re.search(rf'"{re.escape(step)}"\s*:', text[position:])
            found = match.start() if match else None
        if found is None:
            break
        position += found
    return text.count("\n", 0, position) + 1
