"""Opening the images of a fusion as a scene: on one grid, with the same bands and units."""

from __future__ import annotations

import os
from collections.abc import Sequence
from dataclasses import replace

from ..parameters import check
from ..progress import Progress
from ..translation import tr
from .alignment import Aligned
from .area_pixels import AreaPixels
from .band_matching import match_bands, with_listed_bands
from .band_order import order_contradicted, order_remedy
from .calibration import Calibration
from .cell_numbers import Sampling
from .checks import check_distinct, check_overlap, check_resolution, fine_grid
from .date_checks import warn_of_dates
from .fill_values import warn_of_fill_values
from .grid import Grid
from .guide import Guide
from .image import Image
from .inputs import Inputs
from .longitudes import near
from .masks import check_rules, open_mask
from .own_masks import with_own_mask
from .polygon_labels import PolygonLabels, holds_polygons
from .raster import Raster
from .roles import GUIDE
from .sampling import sample_of
from .scene import Scene
from .sensor_difference import is_asked_for, warn_of_difference, with_lasting_difference
from .shifts import coregistered, warn_of_fine_shifts
from .source import Source, short_name
from .steady_series import steadied
from .unit_agreement import UnitAgreement, UnitComparison, calibrated_like
from .window import Window

_WINDOWS = 8  # in which a further image is compared with those of a scene


def open_source(source: Source, progress: Progress | None = None,
                rule_option: str = "") -> Raster:
    """Open an image with its mask: the one that is given, or else one that it brings along.

    progress: is told of a mask that the image brings along, and warned of one that seems to be
    something else. rule_option: name of the option that tells the rule of the mask.

    Raises:
        InputError: the image or the mask cannot be used.
    """
    raster = Raster.of(source)
    given, source = source.mask, with_own_mask(source, raster)
    if source.mask is None:
        return raster
    if progress is not None and raster.mask_item:
        text = tr("{layer}: its own mask is used, {mask}") if given is None else \
            tr("{layer}: the mask that is given is used, {mask}, and not its own")
        progress.info(text.format(layer=raster.name, mask=short_name(source.mask.path)))
    return raster.with_mask(
        open_mask(source.mask, source.mask_rule, raster, progress, rule_option))


def open_scene(inputs: Inputs, progress: Progress | None = None, averaged: int = 1) -> Scene:
    """Open the images of a fusion, check them, and bring them together as the options say.

    progress: gets what the user should know of the images. averaged: pixels a side of the user's
    fine images in one of these: the user is told of those.

    Raises:
        InputError: an image cannot be used or does not fit the others.
        Cancelled: through `progress`.
    """
    listened, listener = progress is not None, progress or Progress()
    progress = told = listener.collecting()
    options = inputs.options
    check(options)
    check_rules(inputs, progress)
    fine, coarse, coarse_predictions = (
        tuple(open_source(source, progress, f"{kind}_mask_rule") for source in sources)
        for sources, kind in ((inputs.fine, "fine"), (inputs.coarse, "coarse"),
                              ([*inputs.coarse_predictions, *_others_around(inputs)], "coarse")))
    check_distinct(fine + coarse + coarse_predictions)
    lead = (fine + coarse_predictions)[0]
    fine, coarse, coarse_predictions = (
        tuple(with_listed_bands(near(raster, lead.grid), listed) for raster in rasters)
        for rasters, listed in ((fine, options.fine_bands), (coarse, options.coarse_bands),
                                (coarse_predictions, options.coarse_bands)))
    guide = _guide_layer(inputs.get(GUIDE), lead, progress)
    grid = guide.grid if isinstance(guide, Raster) and not fine and not options.upscaling else \
        fine_grid(fine, coarse_predictions, options.upscaling, progress)
    lead = (fine + coarse_predictions)[0]
    fine, coarse, coarse_predictions = (
        with_bands_of(lead, rasters, options.band_matching, progress, rasters is not fine)
        for rasters in (fine, coarse, coarse_predictions))
    area = None if inputs.area.is_everything else AreaPixels.of(inputs.area, grid, lead.name)
    ratio = check_resolution(grid, coarse + coarse_predictions, options.ratio, lead.name)
    check_overlap(grid, fine + coarse + coarse_predictions, lead.name)
    predicted = len(inputs.coarse_predictions)  # the others only steady them
    warn_of_dates(fine, coarse, coarse_predictions[:predicted], listener)
    scene = Scene(fine, coarse, coarse_predictions, grid, ratio, options, area=area,
                  guide=_guide_on(grid, guide, lead, progress))
    if listened:
        warn_of_fill_values(_in_numbers(scene), progress)
    if scene.fine or len(scene.rasters) > 1:
        scene = _in_units_of_lead(scene, progress)
    if scene.fine and scene.coarse + scene.coarse_predictions and (
            listened or options.coregister):
        scene = coregistered(scene, progress, averaged)
    if listened:
        warn_of_fine_shifts(scene, progress, averaged)
    around = scene.coarse_predictions[predicted:]
    scene = replace(scene, coarse_predictions=scene.coarse_predictions[:predicted])
    if options.steady_days:
        scene = steadied(scene, around, progress)
    if is_asked_for(options):
        scene = with_lasting_difference(scene, progress)
    elif listened and not told.warnings:  # a shift, clouds and other bands differ, too
        warn_of_difference(scene, progress)
    _report(scene, progress)
    scene.forget_tiles()  # the work reads others, and needs the room
    return scene


def open_guide(source: Source, scene: Scene, progress: Progress) -> Guide:
    """Return a guide on the fine grid of a scene that was opened without it.

    Raises:
        InputError: it cannot be read, or does not lie where the scene does.
    """
    layer = _guide_layer(source, scene.lead, progress)
    guide = _guide_on(scene.grid, layer, scene.lead, progress)
    if guide is None:
        raise ValueError("no guide")
    return guide


def _guide_layer(source: Source | None, lead: Raster, progress: Progress) -> Raster | Source | None:
    """Return the guide as a raster; polygons as they are given, as they need a grid."""
    if source is None or holds_polygons(source.path):
        return source
    return near(open_source(source, progress), lead.grid)


def _guide_on(grid: Grid, layer: Raster | Source | None, lead: Raster,
              progress: Progress) -> Guide | None:
    """Return the guide on the fine grid, and tell what it is taken for."""
    if layer is None:
        return None
    if isinstance(layer, Raster):
        check_overlap(grid, [layer], lead.name)
    guide = Guide(PolygonLabels(layer, grid) if isinstance(layer, Source) else layer, grid)
    text = tr("{layer}: a guide of labels") if guide.has_labels else \
        tr("{layer}: a guide of {count} bands")
    progress.info(text.format(layer=guide.name, count=guide.bands))
    return guide


def _others_around(inputs: Inputs) -> list[Source]:
    """Return the coarse images of other days that are needed, without those that are given twice.

    A user who gives a whole series of coarse images gives those of the pairs again.
    """
    if not inputs.options.steady_days:
        return []
    given = {_place(source) for source in (*inputs.coarse, *inputs.coarse_predictions)}
    others = {_place(source): source for source in inputs.around}
    return [source for place, source in others.items() if place not in given]


def _place(source: Source) -> str:
    return os.path.realpath(source.path) if os.path.exists(source.path) else source.path


def open_beside(scene: Scene, source: Source, progress: Progress) -> Raster:
    """Open a fine image that is none of the scene's, with the scene's bands and units.

    Raises:
        InputError: the image cannot be used or lacks a band.
        Cancelled: through `progress`.
    """
    raster = near(open_source(source), scene.lead.grid)
    if scene.fine and len(raster.bands) != scene.bands:
        raster = with_listed_bands(raster, scene.options.fine_bands)
    raster, = with_bands_of(scene.lead, [raster], scene.options.band_matching)
    if raster.is_tagged or not scene.lead.calibration.is_none:
        aligned = {raster: Aligned(raster, scene.grid, "nearest"),
                   scene.lead: scene.aligned(scene.lead, "nearest")}

        def search(wanted: Sequence[Raster]) -> list[Window]:
            return sample_of([aligned[each] for each in wanted], scene.grid.rows,
                             scene.grid.columns, scene.bands, progress).windows[:_WINDOWS]

        raster = calibrated_like(raster, scene.lead, Sampling(
            search, lambda each, window: aligned[each].read(window), scene.ratio), progress)
    return raster


def with_bands_of(lead: Raster, rasters: Sequence[Raster], band_matching: str,
                  progress: Progress | None = None, coarse: bool = False
                  ) -> tuple[Raster, ...]:
    """Return the rasters with those bands selected that belong to the bands of `lead`.

    progress: is warned where names or wavelengths contradict the order of the bands. coarse:
    whether the rasters are coarse ones.

    Raises:
        InputError: a band has no counterpart.
    """
    matched = tuple(raster if raster is lead
                    else raster.with_bands(match_bands(lead, raster, band_matching))
                    for raster in rasters)
    if progress is not None and band_matching == "number":
        for raster in matched:
            warning = order_contradicted(lead, raster)
            if warning:
                progress.warn(warning, order_remedy(lead, raster, coarse))
    return matched


def _in_numbers(scene: Scene) -> Scene:
    """Return the scene with the numbers of its files, in which their fill values are known."""
    bare = [tuple(raster.calibrated(Calibration.none(len(raster.bands))) for raster in rasters)
            for rasters in (scene.fine, scene.coarse, scene.coarse_predictions)]
    if [raster for rasters in bare for raster in rasters] == list(scene.rasters):
        return scene
    return replace(scene, fine=bare[0], coarse=bare[1], coarse_predictions=bare[2])


def _in_units_of_lead(scene: Scene, progress: Progress) -> Scene:
    """Return the scene with all images in the units of its lead, as tags and options allow.

    Raises:
        InputError: an image has no valid pixel where the lead has one, or is in other units that
            no tag tells, and `scale_coarse` is off.
    """
    def read(raster: Raster, window: Window) -> Image:
        return scene.aligned(raster, "nearest").read(window)

    def search(wanted: Sequence[Raster]) -> list[Window]:
        return scene.sample_windows(wanted, progress)

    sampling = Sampling(search, read, scene.ratio)
    found = UnitAgreement(scene.lead, _comparisons(scene), sampling, progress).calibrations()
    if all(found[raster] == raster.calibration for raster in scene.rasters):
        return scene
    fine, coarse, coarse_predictions = (
        tuple(raster.calibrated(found[raster]) for raster in rasters)
        for rasters in (scene.fine, scene.coarse, scene.coarse_predictions))
    return replace(scene, fine=fine, coarse=coarse, coarse_predictions=coarse_predictions)


def _comparisons(scene: Scene) -> list[UnitComparison]:
    """Return what each image but the lead is compared with: its partner, then its own sensor."""
    lead, scalable = scene.lead, scene.options.scale_coarse
    first = scene.coarse[:1]
    compared = [UnitComparison(raster, [lead], [bool(scene.fine)], scalable) for raster in first]
    like = first[0] if first else None
    compared += [UnitComparison(raster, [*first, lead], [False] * 2, scalable, like)
                 for raster in scene.coarse[1:] + scene.coarse_predictions if raster is not lead]
    for number, raster in enumerate(scene.fine[1:], start=1):
        partner = scene.coarse[number:number + 1]
        compared.append(UnitComparison(raster, [*partner, lead], [*[True] * len(partner), False],
                                   scalable, lead))
    return compared


def _report(scene: Scene, progress: Progress) -> None:
    grid = scene.grid
    progress.info(tr("Fine grid: {rows} x {columns} pixels of {size:g} units, {bands} bands"
                     ).format(rows=grid.rows, columns=grid.columns, size=grid.pixel_size,
                              bands=scene.bands))
    if scene.area is not None:
        part = scene.area.window
        progress.info(tr("To be predicted: {rows} x {columns} pixels, from row {row} and column "
                         "{column} on").format(rows=part.rows, columns=part.columns,
                                               row=part.row + 1, column=part.column + 1))
    for raster in scene.coarse + scene.coarse_predictions:
        if grid.same_lattice(raster.grid):
            text = tr("{layer}: already on the fine grid")
        elif grid.same_crs(raster.grid):
            text = tr("{layer}: on its own grid, interpolated block by block")
        else:
            text = tr("{layer}: in another coordinate reference system, reprojected and "
                      "interpolated block by block")
        progress.info(text.format(layer=raster.name))
