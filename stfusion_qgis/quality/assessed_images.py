"""Opening the images of an assessment and bringing them onto one grid."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from ..errors import InputError
from ..images.alignment import Aligned
from ..images.area import Area
from ..images.area_pixels import AreaPixels
from ..images.band_matching import with_listed_bands
from ..images.cell_numbers import Sampling
from ..images.cells import Cells
from ..images.checks import check_distinct, check_overlap, check_resolution, fine_grid
from ..images.grid import Grid
from ..images.guide_use import told_use
from ..images.image import Image
from ..images.longitudes import near
from ..images.provenance import Provenance, provenance_of
from ..images.raster import Raster
from ..images.roles import GUIDE
from ..images.sampling import sample_of
from ..images.scene_opening import open_source, with_bands_of
from ..images.source import Source, short_name
from ..images.unit_agreement import UnitAgreement, UnitComparison
from ..images.window import Window
from ..progress import Progress
from ..translation import tr
from .sources import AlignedSource

_WINDOWS = 8  # that are read to compare units

@dataclass(frozen=True)
class AssessedImages:
    """The images of an assessment on the grid of the first prediction.

    rasters: all that were opened, predictions first; for names, dates, wavelengths.
    coarse, cells: the coarse image on its cells, and these; None without a coarse image.
    ratio: coarse pixel size / fine pixel size, None if unknown.
    """

    rasters: list[Raster]
    predictions: list[AlignedSource]
    reference: AlignedSource | None
    fine_1: AlignedSource | None
    coarse: Image | None
    cells: Cells | None
    ratio: float | None

    @property
    def wavelengths(self) -> list[float | None]:
        """Return the centre of each band in nm, None where it is unknown."""
        return [band.wavelength for band in self.rasters[0].selected_bands]


def open_images(predictions: list[Source], reference: Source | None = None,
                coarse: Source | None = None, fine_1: Source | None = None, *,
                area: Area | None = None, band_matching: str = "number", fine_bands: str = "",
                coarse_bands: str = "",
                ratio: float | None = None,
                scale_coarse: bool = False, shift: tuple[float, float] = (0.0, 0.0),
                progress: Progress | None = None) -> AssessedImages:
    """Open the images and check that they fit together.

    area: that is measured, None for everything.
    band_matching: one of `image_options.BAND_MATCHING`, to the bands of the first prediction.
    fine_bands, coarse_bands: lists of the bands that belong to those of the predictions, as in
        `ImageOptions`; a reference with as many bands as these has no others.
    ratio: needed where the coarse image was resampled to fine pixels, and for ERGAS where
        there is no coarse image.
    scale_coarse: bring a coarse image to the units of the prediction where no tag tells its own.
    shift: rows and columns, in fine pixels, by which the coarse image lies too far down and
        right.

    Raises:
        InputError: an image cannot be used or does not fit the others.
    """
    progress = progress or Progress()
    predicted = [open_source(source, progress if i == 0 else None)
                 for i, source in enumerate(predictions)]
    lead = predicted[0]
    true, fine, low = (_opened(source, lead.grid, progress)
                       for source in (reference, fine_1, coarse))
    check_distinct([*predicted, *_present(true, low)])
    true = true and _listed(lead, true, fine_bands)
    fine, low = (raster and with_listed_bands(raster, listed)
                 for raster, listed in ((fine, fine_bands), (low, coarse_bands)))
    on_fine_grid = [*predicted, *_present(true, fine)]
    grid = fine_grid(on_fine_grid, [], None, progress)
    rasters = list(with_bands_of(lead, [*on_fine_grid, *_present(low)], band_matching,
                                 progress))
    check_overlap(grid, rasters, lead.name)
    rasters = _in_units_of_lead(
        grid, rasters, _ratio(grid, low) if low and not ratio else ratio,
        len(on_fine_grid) - 1 if fine else -1, low is not None and scale_coarse, progress)
    on_fine_grid, low = rasters[:len(on_fine_grid)], rasters[-1] if low else None
    measured = None
    if area is not None and not area.is_everything:
        measured = AreaPixels.of(area, grid, lead.name)
        grid = measured.grid
    sources = [AlignedSource(Aligned(raster, grid, "bilinear"), measured)
               for raster in on_fine_grid]
    further = iter(sources[len(predicted):])
    ratio = check_resolution(grid, [low], ratio, lead.name) if low else ratio
    cells = on_cells = None
    if low is not None:
        coarse_grid = grid.moved(*shift)
        cells = _cells(coarse_grid, low, ratio)
        cell_grid = cells.grid(coarse_grid)
        on_cells = Aligned(low, cell_grid, "average").read(cell_grid.whole())
    return AssessedImages(rasters, sources[:len(predicted)], next(further) if true else None,
                          next(further) if fine else None, on_cells, cells, ratio)


def details_of(raster: Raster) -> dict[str, str]:
    """Return the facts about a raster for a report: file, date, and how it was made."""
    found = {tr("File"): raster.source, tr("Date"): raster.date and raster.date.isoformat()}
    made = provenance_of(raster.source)
    if made is not None:
        parameters = ", ".join(f"{key} = {value}" for key, value in made.parameters.items())
        found[tr("Guide")] = _guide_of(made)
        found.update({tr("Method"): made.method, tr("Parameters"): parameters,
                      tr("Source"): made.reference})
    return {label: text for label, text in found.items() if text}


def guides_of(predictions: Sequence[Raster]) -> dict[str, str]:
    """Return which predictions had a guide and what it counted for, for a report; {} if none."""
    told = [_guide_of(provenance_of(raster.source)) for raster in predictions]
    return {tr("Guide"): "; ".join(
        f"{raster.name}: {text or tr('none')}" for raster, text in zip(predictions, told))} \
        if any(told) else {}


def _guide_of(made: Provenance | None) -> str:
    """Return the guide that a prediction had and what it counted for, "" for none."""
    guide = None if made is None else made.inputs.get(GUIDE)
    if made is None or guide is None:
        return ""
    use = "" if made.guide_use is None else told_use([made.guide_use])
    return short_name(guide.path) + (f" ({use})" if use else "")


def _opened(source: Source | None, grid: Grid, progress: Progress) -> Raster | None:
    return None if source is None else near(open_source(source, progress), grid)


def _listed(lead: Raster, reference: Raster, fine_bands: str) -> Raster:
    same = len(reference.bands) == len(lead.bands)
    return reference if same else with_listed_bands(reference, fine_bands)


def _present(*rasters: Raster | None) -> list[Raster]:
    return [raster for raster in rasters if raster is not None]


def _ratio(grid: Grid, coarse: Raster) -> float | None:
    side = grid.pixel_side_in(coarse.grid)
    return 1 / side if side else None


def _cells(grid: Grid, coarse: Raster, ratio: float | None) -> Cells:
    if ratio is None or round(ratio) < 2:
        raise InputError(tr(
            "{layer} has the same pixel size as the prediction. If it was resampled, give the "
            "scale ratio of the original coarse pixels to the fine ones.").format(
                layer=coarse.name))
    return Cells.of(grid, coarse.grid, round(ratio))


def _in_units_of_lead(grid: Grid, rasters: list[Raster], ratio: float | None, undated: int,
                      scale_last: bool, progress: Progress) -> list[Raster]:
    """Return the rasters in the units of the first one, as far as tags tell them.

    undated: the place of a raster of another date, or -1. scale_last: bring the last raster to
    these units where no tag tells them.

    Raises:
        InputError: another one is in other units.
    """
    aligned = {raster: Aligned(raster, grid, "nearest") for raster in rasters}

    def search(wanted: Sequence[Raster]) -> list[Window]:
        windows = sample_of([aligned[each] for each in wanted], grid.rows, grid.columns,
                            len(wanted[0].selection), progress).windows
        return windows[::-(-len(windows) // _WINDOWS)]

    sampling = Sampling(search, lambda raster, window: aligned[raster].read(window), ratio)
    lead, last = rasters[0], len(rasters) - 1
    comparisons = [UnitComparison(raster, [lead], [i != undated], scale_last and i == last)
                   for i, raster in enumerate(rasters[1:], start=1)]
    found = UnitAgreement(lead, comparisons, sampling, progress, optional=False).calibrations()
    return [raster.calibrated(found[raster]) for raster in rasters]
