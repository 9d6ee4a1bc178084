"""Where the bands stand that rules name: "TEXT:NUMBER", of which either may be left out.

TEXT stands for {band} in the name of the file; where names have no {band}, it is the description of
a band. NUMBER is that of the band in the file.
"""

from __future__ import annotations

import re

from ..download import Download
from ..layouts import Layout, bands_of_file
from .name_template import pattern_of_band


def layout_of(template: str) -> Layout:
    """Return what finds the bands of files whose names are like a template."""
    def layout(download: Download, place: str) -> tuple[str, int]:
        text, number = _split(place)
        if "{band}" in template:
            return download.need(pattern_of_band(template, text)), number
        return bands_of_file(download, text or str(number))
    return layout


def _split(place: str) -> tuple[str, int]:
    found = re.fullmatch(r"(.*):(\d+)", place)
    return (found[1], int(found[2])) if found else (place, 1)
