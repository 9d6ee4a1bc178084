"""The files of a predicted date: values, deviation, and what each pixel rests on."""

from __future__ import annotations

import datetime
import json
import os
from collections.abc import Mapping, Sequence
from typing import Any, NamedTuple

import numpy as np
from osgeo import gdal

from ..images.bands import Band
from ..images.calibration import Calibration
from ..images.gdal_tools import GdalError, gdal_errors, open_raster
from ..images.grid import Grid
from ..images.object_stores import joined
from ..images.publishing import publish_all
from ..images.window import Window
from ..images.writer import Writer
from ..translation import mark
from ..version import VERSION
from .output_names import uncertainty_path
from .smoothing.season_smoother import Estimate

MOST_DAYS = 254
"""Days to the nearest observation that a file tells; it tells this for more, too."""

_UNKNOWN_DAYS = 255
_MARK = "STFUSION_SEASON"
_STATE_BANDS = (mark("state"), mark("days to the nearest observation"))


class DateFiles(NamedTuple):
    """The paths of the files of a date."""

    date: datetime.date
    values: str
    deviation: str
    state: str

    @classmethod
    def of(cls, folder: str, date: datetime.date, ending: str = ".tif") -> DateFiles:
        """Return the files of a date in a folder; ending: of their names."""
        stem = joined(folder, f"season_{date}")
        values = f"{stem}{ending}"
        return cls(date, values, uncertainty_path(values), f"{stem}_state{ending}")

    def are_finished(self, fingerprint: str) -> bool:
        """Say whether the files are there, of these very inputs and parameters."""
        return all(_fingerprint_of(path) == fingerprint for path in self[1:])


def _fingerprint_of(path: str) -> str:
    if not os.path.isfile(path):
        return ""
    try:
        with gdal_errors():
            return str(open_raster(path).GetMetadataItem(_MARK) or "")
    except GdalError:
        return ""


def written_images(estimate: Estimate, inside: np.ndarray) -> list[tuple[np.ndarray, np.ndarray]]:
    """Return what is written of a block: values, deviation and states, each with its valid pixels.

    inside: the pixels that are wanted (rows, columns).
    """
    known = inside & np.isfinite(estimate.values[0])
    away = np.minimum(np.where(np.isfinite(estimate.away), estimate.away, MOST_DAYS), MOST_DAYS)
    return [(estimate.values, known),
            (estimate.deviation, known & np.isfinite(estimate.deviation[0])),
            (np.stack([estimate.state, away]).astype(np.float32), inside)]


class DateWriter:
    """Writes the files of a date, whole or not at all; used in a `with` statement.

    writers: of the files, in their order.
    """

    def __init__(self, files: DateFiles, grid: Grid, bands: Sequence[Band], fingerprint: str,
                 described: Mapping[str, Any], *, data_type: int, nodata: float | None,
                 calibration: Calibration | None):
        """Create the files, under temporary names.

        bands: whose names and wavelengths the results get. described: what has made them.
        data_type, nodata, calibration: of the values' file, as of `Writer`.
        """
        self.files = files
        items = {
            _MARK: fingerprint, "STFUSION_VERSION": VERSION, "STFUSION_METHOD": "season",
            "STFUSION_PARAMETERS": json.dumps(described, ensure_ascii=False),
            # By it profiles know which deviation belongs to which image.
            "STFUSION_INPUTS": json.dumps({"date": files.date.isoformat()}),
            "ACQUISITIONDATETIME": files.date.isoformat(),
            "TIFFTAG_DATETIME": f"{files.date:%Y:%m:%d} 00:00:00"}
        self.writers: list[Writer] = []
        try:
            self.writers.append(Writer(
                files.values, grid, list(bands), data_type=data_type, nodata=nodata,
                calibration=calibration, metadata=items))
            self.writers.append(Writer(
                files.deviation, grid, list(bands), calibration=calibration, deviations=True,
                metadata={**items, "STFUSION_CONTENT": "uncertainty"}))
            self.writers.append(Writer(
                files.state, grid, [Band(i + 1, name, None, None, None, None, gdal.GCI_Undefined)
                                    for i, name in enumerate(_STATE_BANDS)],
                data_type=gdal.GDT_Byte, nodata=_UNKNOWN_DAYS,
                metadata={**items, "STFUSION_CONTENT": "state"}))
        except BaseException:
            self.discard()
            raise

    def write(self, window: Window, estimate: Estimate, inside: np.ndarray) -> None:
        """Write a block; inside: the pixels that are wanted."""
        for writer, (values, valid) in zip(self.writers, written_images(estimate, inside)):
            writer.write(window, values, valid)

    def finish(self) -> None:
        """Give the files their names."""
        for writer in self.writers:
            writer.complete()
        publish_all(self.writers)

    def discard(self) -> None:
        """Remove what is not finished."""
        for writer in self.writers:
            writer.discard()

    def __enter__(self) -> DateWriter:
        return self

    def __exit__(self, *error: object) -> None:
        self.discard()
