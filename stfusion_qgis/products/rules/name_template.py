"""Names of files as users write them, with {date} and *: what product definitions want as patterns.

{date}  20230322, 2023-03-22 or 2023_03_22     {tile}  a tile of a grid
{day}   2023081, year and day of the year      {band}  what tells the files of an image apart
*       any letters, also none                 ?       any one letter
"""

from __future__ import annotations

import re

_PARTS = {
    "{date}": r"(?P<date>(?:19|20)\d{2}[-_]?[01]\d[-_]?[0-3]\d)",
    "{day}": r"(?P<day>(?:19|20)\d{2}[0-3]\d{2})",
    "{tile}": r"(?P<tile>[A-Za-z0-9]+)",
    "{band}": r"(?P<band>[^/]*?)",
    "*": r"[^/]*?",
    "?": r"[^/]",
}
_SPLIT = re.compile(r"(\{\w*\}|\*|\?)")


def pattern_of(template: str) -> str:
    """Return the regular expression of a template.

    Raises:
        ValueError: the template has no date, or a word in braces that is not known, or one twice.
    """
    words = re.findall(r"\{\w*\}", template)
    for word in words:
        if word not in _PARTS:
            raise ValueError(word)
    if ("{date}" in words) == ("{day}" in words) or len(set(words)) < len(words):
        raise ValueError(template)
    return "".join(_PARTS.get(part, re.escape(part)) for part in _SPLIT.split(template)) + "$"


def pattern_of_band(template: str, band: str) -> str:
    """Return the regular expression of the names of the files of a band."""
    plain = "".join(re.escape(band) if part == "{band}"
                    else re.sub(r"\?P<\w+>", "?:", _PARTS.get(part, re.escape(part)))
                    for part in _SPLIT.split(template))
    return rf"(^|/){plain}$"
