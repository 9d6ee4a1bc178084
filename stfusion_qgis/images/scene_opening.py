"""Opening the images of a fusion as a scene: on one grid, with the same bands and units."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from ..errors import InputError
from ..progress import Progress
from ..translation import tr
from .band_matching import match_bands
from .checks import check_distinct, check_overlap, check_resolution, fine_grid
from .coregistration import Shift, find_shift
from .date_checks import warn_of_dates
from .grid import Grid
from .inputs import Inputs
from .longitudes import near
from .masks import check_rules, open_mask
from .raster import Raster
from .scene import Scene
from .source import Source
from .units import unit_factor
from .window import Window

# Side of the window in which a shift is looked for, in coarse pixels, and at most in fine ones.
_SHIFT_SEEN_IN = 64
_SHIFT_WINDOW = 2400

# Gain of correlation that is worth a warning.
_NOTABLE_SHIFT = 0.02


def open_source(source: Source, progress: Progress | None = None) -> Raster:
    """Open an image with its mask.

    progress: is warned of a mask that seems to be something else.

    Raises:
        InputError: the image or the mask cannot be used.
    """
    raster = Raster.of(source)
    if source.mask is None:
        return raster
    return raster.with_mask(open_mask(source.mask, source.mask_rule, raster, progress))


def open_scene(inputs: Inputs, progress: Progress | None = None) -> Scene:
    """Open the images of a fusion, check them, and bring them together as the options say.

    progress: gets what the user should know of the images.

    Raises:
        InputError: an image cannot be used or does not fit the others.
        Cancelled: through `progress`.
    """
    progress = progress or Progress()
    options = inputs.options
    check_rules(inputs, progress)
    fine, coarse, coarse_predictions = (
        tuple(open_source(source, progress) for source in sources)
        for sources in (inputs.fine, inputs.coarse, inputs.coarse_predictions))
    check_distinct(fine + coarse + coarse_predictions)
    lead = (fine + coarse_predictions)[0]
    fine, coarse, coarse_predictions = (
        tuple(near(raster, lead.grid) for raster in rasters)
        for rasters in (fine, coarse, coarse_predictions))
    grid = fine_grid(fine, coarse_predictions, options.upscaling, progress)
    fine, coarse, coarse_predictions = (
        with_bands_of(lead, rasters, options.band_matching)
        for rasters in (fine, coarse, coarse_predictions))
    ratio = check_resolution(grid, coarse + coarse_predictions, options.ratio, lead.name)
    check_overlap(grid, fine + coarse + coarse_predictions, lead.name)
    warn_of_dates(fine, coarse, coarse_predictions, progress)
    scene = Scene(fine, coarse, coarse_predictions, grid, ratio, options)
    if scene.fine:
        scene = _in_units_of_lead(scene, progress)
    if scene.fine and scene.coarse + scene.coarse_predictions:
        scene = _coregistered(scene, progress)
    _report(scene, progress)
    return scene


def with_bands_of(lead: Raster, rasters: Sequence[Raster],
                  band_matching: str) -> tuple[Raster, ...]:
    """Return the rasters with those bands selected that belong to the bands of `lead`.

    Raises:
        InputError: a band has no counterpart.
    """
    return tuple(raster if raster is lead
                 else raster.with_bands(match_bands(lead, raster, band_matching))
                 for raster in rasters)


def _in_units_of_lead(scene: Scene, progress: Progress) -> Scene:
    """Return the scene with all images in the units of fine 1, as far as that was asked for.

    Raises:
        InputError: an image has no valid pixel where fine 1 has one, or its values are in
            other units and `scale_coarse` is off.
    """
    factors = {raster: _factor(scene, raster, progress) for raster in scene.rasters}
    if all(factor == 1.0 for factor in factors.values()):
        return scene
    fine, coarse, coarse_predictions = (
        tuple(raster.scaled(factors[raster]) for raster in rasters)
        for rasters in (scene.fine, scene.coarse, scene.coarse_predictions))
    return replace(scene, fine=fine, coarse=coarse, coarse_predictions=coarse_predictions)


def _factor(scene: Scene, raster: Raster, progress: Progress) -> float:
    """Return by what the values of a raster are to be multiplied."""
    lead = scene.lead
    own, other = scene.sample([lead, raster], progress=progress)
    if not own.shape[1]:
        raise InputError(_nothing_valid(lead, raster), raster.name)
    factor = unit_factor(own, other)
    if factor == 1.0:
        return factor
    if not scene.options.scale_coarse:
        raise InputError(tr(
            "{layer} seems to be in other units than {fine}: its values are about {factor:g} "
            "times as large. Scale it, or turn on 'Scale coarse images to the units of the "
            "fine ones'.").format(layer=raster.name, fine=lead.name, factor=1 / factor),
            raster.name)
    progress.info(tr("{layer}: values multiplied by {factor:g}, to have the units of {fine}"
                     ).format(layer=raster.name, factor=factor, fine=lead.name))
    return factor


def _nothing_valid(lead: Raster, raster: Raster) -> str:
    if raster is lead:
        return tr("{layer} has no valid pixel in the area to predict. Check its nodata value and "
                  "its mask.").format(layer=lead.name)
    return tr("{layer} has no valid pixel where {fine} has one. Check its nodata value and its "
              "mask, and that both show the same area.").format(layer=raster.name, fine=lead.name)


def _coregistered(scene: Scene, progress: Progress) -> Scene:
    """Return the scene with the coarse images moved back, if wanted; report their shift."""
    fine, coarse = scene.fine[0], (scene.coarse + scene.coarse_predictions)[0]
    shift = _shift(scene, fine, coarse)
    described = tr(
        "{coarse} lies {rows:.1f} fine pixels too far down and {columns:.1f} too far right of "
        "{fine} (correlation {before:.3f}, {after:.3f} when moved)").format(
            coarse=coarse.name, fine=fine.name, rows=shift.rows, columns=shift.columns,
            before=shift.correlation, after=shift.corrected)
    if scene.options.coregister:
        progress.info(tr("{shift}: corrected").format(shift=described))
        return replace(scene, shift=(shift.rows, shift.columns))
    if shift.corrected - shift.correlation > _NOTABLE_SHIFT:
        progress.warn(tr("{shift}: consider to turn on 'Correct a shift of the coarse images'"
                         ).format(shift=described))
    return scene


def _shift(scene: Scene, fine: Raster, coarse: Raster) -> Shift:
    """Return the shift of a coarse image, found in the middle of the scene."""
    ratio = scene.ratio or 1 / (scene.grid.pixel_side_in(coarse.grid) or 1.0)
    window = _centre(scene.grid, min(round(_SHIFT_SEEN_IN * ratio), _SHIFT_WINDOW))
    return find_shift(scene.aligned(fine, "bilinear").read(window),
                      scene.aligned(coarse, "bilinear").read(window), ratio)


def _centre(grid: Grid, size: int) -> Window:
    rows, columns = min(size, grid.rows), min(size, grid.columns)
    return Window((grid.rows - rows) // 2, (grid.columns - columns) // 2, rows, columns)


def _report(scene: Scene, progress: Progress) -> None:
    grid = scene.grid
    progress.info(tr("Fine grid: {rows} x {columns} pixels of {size:g} units, {bands} bands"
                     ).format(rows=grid.rows, columns=grid.columns, size=grid.pixel_size,
                              bands=scene.bands))
    for raster in scene.coarse + scene.coarse_predictions:
        if grid.same_lattice(raster.grid):
            text = tr("{layer}: already on the fine grid")
        elif grid.same_crs(raster.grid):
            text = tr("{layer}: on its own grid, interpolated block by block")
        else:
            text = tr("{layer}: in another coordinate reference system, reprojected and "
                      "interpolated block by block")
        progress.info(text.format(layer=raster.name))
