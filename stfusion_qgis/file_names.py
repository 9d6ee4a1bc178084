"""Names of files that every system takes."""

from __future__ import annotations

import re
from collections.abc import Iterable

# Windows takes none of these, and neither system a slash.
_FORBIDDEN = re.compile(r'[<>:"/\\|?*\x00-\x1f\x7f]+')
_RESERVED = re.compile(r"(con|prn|aux|nul|com\d|lpt\d)(\..*)?", re.IGNORECASE)

_MOST_BYTES = 200  # of 255 that a name may have; endings are added


def safe_file_name(text: str) -> str:
    """Return a name that every system takes, as near to `text` as it can be."""
    name = _FORBIDDEN.sub("_", text)
    name = name.encode("utf-8", "replace")[:_MOST_BYTES].decode("utf-8", "ignore").strip(". ")
    return f"_{name}" if not name or _RESERVED.fullmatch(name) else name


def distinct_file_names(texts: Iterable[str]) -> list[str]:
    """Return safe names, all different even where small and capital letters count as the same."""
    names: list[str] = []
    taken: set[str] = set()
    for text in texts:
        first = name = safe_file_name(text)
        number = 1
        while name.casefold() in taken:
            number += 1
            name = f"{first}_{number}"
        taken.add(name.casefold())
        names.append(name)
    return names
