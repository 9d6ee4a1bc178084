"""The files that a virtual raster reads, told from its text alone: nothing is opened for it."""

from __future__ import annotations

import html
import os
import re

_LARGEST = 2_000_000  # bytes: as many as some thousand sources take

# Elements of plain mosaics and of bands put together. Others may name files in ways of their own,
# or compute with code.
_KNOWN = frozenset((
    "VRTDataset", "SRS", "GeoTransform", "Metadata", "MDI", "GCPList", "GCP", "OverviewList",
    "BlockXSize", "BlockYSize", "VRTRasterBand", "NoDataValue", "HideNoDataValue",
    "ColorInterp", "ColorTable", "Entry", "Description", "UnitType", "CategoryNames",
    "Category", "Offset", "Scale", "Histograms", "HistItem", "HistMin", "HistMax",
    "BucketCount", "IncludeOutOfRange", "Approximate", "HistCounts", "MaskBand", "Overview",
    "SimpleSource", "ComplexSource", "AveragedSource", "SourceFilename", "SourceBand",
    "SourceProperties", "SrcRect", "DstRect", "NODATA", "UseMaskBand", "ScaleOffset",
    "ScaleRatio", "LUT", "Exponent", "SrcMin", "SrcMax", "DstMin", "DstMax", "Resampling"))

_ELEMENT = re.compile(r"<([A-Za-z_][\w.-]*)")
_SOURCE = re.compile(r"<SourceFilename\b([^>]*)>([^<]*)</SourceFilename>")
_RELATIVE = re.compile(r"""\brelativeToVRT\s*=\s*["']1["']""")


def files_of(path: str) -> list[str] | None:
    """Return the files that a virtual raster on disk reads; None where its text does not tell.

    path: of the file, whose text is read and not opened by GDAL.
    """
    try:
        with open(path, encoding="utf-8") as file:
            text = file.read(_LARGEST + 1)
    except (OSError, ValueError):
        return None
    if len(text) > _LARGEST or "<!" in text or "OVERVIEW_FILE" in text \
            or not set(_ELEMENT.findall(text)) <= _KNOWN:
        return None
    sources = _SOURCE.findall(text)
    if not sources or text.count("<SourceFilename") != len(sources):
        return None
    folder = os.path.dirname(path)
    names = [(html.unescape(name), _RELATIVE.search(attributes)) for attributes, name in sources]
    return [os.path.normpath(os.path.join(folder, name)) if relative else name
            for name, relative in dict.fromkeys((name, bool(found)) for name, found in names)]
