"""The quality of one raster file: opened with its counterparts, measured, kept as a record."""

from __future__ import annotations

from dataclasses import replace

from ..errors import InputError
from ..images.gdal_tools import bounded_cache
from ..images.source import Source
from ..progress import Progress
from ..translation import tr
from .assess import assess
from .assessed_images import AssessedImages, details_of, open_images
from .counterparts import ROLES, Counterparts
from .record import Record
from .report import write_report

RASTER_CACHE = 128 * 2**20
"""Bytes of raster blocks that GDAL may keep while a raster is measured."""


def measure_raster(source: Source, counterparts: Counterparts, *, threads: int | None = None,
            raster_cache: int = RASTER_CACHE, progress: Progress | None = None) -> Record:
    """Return the quality of a raster.

    Images that it was made from and that have gone are left out.

    threads: as in `assess`. raster_cache: bytes that GDAL may keep of the images.

    Raises:
        InputError: an image cannot be used, they do not fit together, or nothing is there to
            compare with.
        Cancelled: through `progress`.
    """
    progress = progress or Progress()
    with bounded_cache(raster_cache):
        images = open_counterparts(source, counterparts, progress)
        assessment = assess(
            images.predictions[0], images.reference, images.coarse, images.cells, images.fine_1,
            ratio=images.ratio, name=images.rasters[0].name, threads=threads,
            details={**details_of(images.rasters[0]), **_compared_with(images)},
            progress=progress)
    return Record.now(source.path, counterparts, assessment)


def open_counterparts(source: Source, counterparts: Counterparts,
                      progress: Progress) -> AssessedImages:
    """Return the opened images of a comparison, checked.

    Beside a reference the others are welcome, but not needed: if they do not fit, a warning
    tells why they are left out.

    Raises:
        InputError: as in `measure_raster`.
    """
    left = counterparts.existing()
    try:
        return _open(source, left, progress)
    except InputError as error:
        alone = replace(left, coarse=None, fine_1=None)
        if not left.reference or alone == left:
            raise
        images = _open(source, alone, progress)
        progress.warn(tr("Compared with the reference only. {reason}").format(reason=error))
        return images


def _open(source: Source, left: Counterparts, progress: Progress) -> AssessedImages:
    other = {role: Source(path) for role, path in left.images.items()}
    return open_images([source], *(other.get(role) for role in ROLES),
                       band_matching=left.band_matching, ratio=left.ratio,
                       fine_bands=left.fine_bands, coarse_bands=left.coarse_bands,
                       scale_coarse=left.scale_coarse, shift=left.shift, progress=progress)


def check_counterparts(source: Source, counterparts: Counterparts) -> list[str]:
    """Return warnings about a comparison that can be made.

    Raises:
        InputError: it cannot be made.
    """
    heard = Progress().collecting()
    images = open_counterparts(source, counterparts, heard)
    prediction, *others = images.rasters
    if images.reference is not None:
        reference = others[0]
        if prediction.date and reference.date and prediction.date != reference.date:
            heard.warn(tr("The reference is of {date}, the image of {other}.").format(
                date=reference.date, other=prediction.date))
    return heard.warnings


def write_record_report(path: str, source: Source, record: Record,
                        progress: Progress | None = None) -> None:
    """Write the report of a measured raster as an HTML file.

    Raises:
        InputError: an image cannot be used any more, or the file not be written.
        Cancelled: through `progress`.
    """
    progress, assessment = progress or Progress(), record.assessment
    if assessment is None:
        raise ValueError("the raster has not been measured")
    with bounded_cache(RASTER_CACHE):
        images = open_counterparts(source, record.counterparts, progress)
        write_report(path, assessment, images.predictions[0], images.reference,
                     wavelengths=images.wavelengths, progress=progress)


def _compared_with(images: AssessedImages) -> dict[str, str]:
    return {tr("Compared with"): ", ".join(raster.name for raster in images.rasters[1:])}
