"""Masking the clouds of an image: finding bands, units and network, and running it."""

from __future__ import annotations

import os
from pathlib import Path

import numpy as np

from ...errors import InputError
from ...images.common_names import bands_by_common_names, listed_bands, told_bands
from ...images.raster import Raster
from ...images.reflectance import (
    UNITS,
    is_top_of_atmosphere,
    reflectance_units,
    to_reflectance,
)
from ...images.sampling import sample_of
from ...progress import Progress
from ...translation import tr
from ..runtime import PROVIDERS
from .cloud_mask import MaskOptions, MaskSummary, write_cloud_mask
from .conditions import LEFT_OUT, labels
from .csmask import FOUR_BANDS, SIX_BANDS, csmask_network
from .mask_parameters import REFLECTANCES, MaskParameters
from .reflectance_cells import ReflectanceCells, fitting_factor, numbers_of
from .segmentation_contract import SegmentationContract, read_segmentation
from .segmenting import SegmentingNetwork, open_segmentation

_SAMPLED = 200_000  # pixels that tell the unit
_MUCH_LARGER = 2.0  # pixels than those that a network was made for


def mask_clouds(raster: Raster, parameters: MaskParameters, options: MaskOptions, mask: str,
                classes: str, threads: int, progress: Progress) -> MaskSummary:
    """Write the mask of an image, and its classes if wanted, as `write_cloud_mask` does.

    Raises:
        InputError: the image lacks bands or is no reflectance, or as `write_cloud_mask`.
        Cancelled: through `progress`; nothing is left behind.
    """
    path, contract, bands = _chosen(raster, parameters, progress)
    _tell_network(contract, raster, bands, progress)
    _check_conditions(contract, options, progress)
    units = parameters.units
    if units == "auto":
        units = reflectance_units(raster, _sample(raster, bands, progress.part(0, 0.02)))
        progress.info(tr("{layer} is read as: {units}").format(
            layer=raster.name, units=tr(UNITS[units])))
    pixel = parameters.pixel_size or contract.pixel
    factor = fitting_factor(raster, pixel)
    if factor > 1:
        progress.info(tr("Averaged over {factor} x {factor} pixels to {size:.3g} m").format(
            factor=factor, size=factor * raster.grid.pixel_metres))
    elif pixel is not None and raster.grid.pixel_metres > _MUCH_LARGER * pixel:
        progress.warn(tr(
            "{network} was made for pixels of {wanted:.3g} m; those of {layer} have {size:.3g} m. "
            "Look at the mask before you use it.").format(
                network=contract.title, wanted=pixel, layer=raster.name,
                size=raster.grid.pixel_metres))
    cells = ReflectanceCells(raster, bands, to_reflectance(raster, units), factor)
    network = open_segmentation(path, contract, cells, parameters.provider, threads,
                                parameters.memory_limit * 2**20, progress)
    _tell_tiles(network, progress)
    summary = write_cloud_mask(network, options, mask, classes, progress.part(0.05, 1))
    if summary.no_data == 1:
        progress.warn(tr("{layer} holds no data, so nothing of it is clear.").format(
            layer=raster.name))
    return summary


def _chosen(raster: Raster, parameters: MaskParameters, progress: Progress
            ) -> tuple[Path, SegmentationContract, list[int]]:
    """Return the file of the network, its contract, and the indices of the bands it gets."""
    if parameters.network_file:
        path = Path(parameters.network_file)
        contract = read_segmentation(path)
        return path, contract, _bands(raster, parameters.bands, contract.bands)
    level = parameters.level
    if level == "auto":
        level = "toa" if is_top_of_atmosphere(raster) else "surface"
        progress.info(tr("{layer} is taken for: {level}").format(
            layer=raster.name, level=tr(REFLECTANCES[level])))
    listed = len([word for word in parameters.bands.replace(",", " ").split() if word])
    names: tuple[str, ...] = SIX_BANDS
    if listed == len(FOUR_BANDS) or (
            not listed and bands_by_common_names(raster, SIX_BANDS) is None):
        names = FOUR_BANDS
    bands = _bands(raster, parameters.bands, names)
    return *csmask_network(names, level), bands


def _bands(raster: Raster, listed: str, names: tuple[str, ...]) -> list[int]:
    if listed.strip():
        return listed_bands(raster, listed, names)
    return told_bands(raster, names)


def _sample(raster: Raster, bands: list[int], progress: Progress) -> np.ndarray:
    """Return some valid pixels (bands, n) by the scale and offset in the tags of the file."""
    numbers = numbers_of(raster, bands)
    pixels = sample_of([numbers], raster.grid.rows, raster.grid.columns, len(bands),
                       progress).of_images()[0]
    pixels = pixels[:, ::-(-pixels.shape[1] // _SAMPLED) or 1]
    return raster.calibration.of(bands).values(pixels[:, pixels.any(axis=0)])


def _check_conditions(contract: SegmentationContract, options: MaskOptions, progress: Progress
                      ) -> None:
    """Warn of what shall be left out but is not known to a network; raise if nothing is."""
    known, unknown = (
        [name for name in options.conditions if (name in contract.classes) == wanted]
        for wanted in (True, False))
    if not known:
        raise InputError(tr(
            "{network} tells apart: {classes}. Choose what shall be left out among these.").format(
                network=contract.title, classes=labels(dict.fromkeys(contract.classes))))
    if set(unknown) - set(LEFT_OUT):
        progress.warn(tr("{network} does not know {conditions}, so this is not left out.").format(
            network=contract.title, conditions=labels(unknown)))


def _tell_network(contract: SegmentationContract, raster: Raster, bands: list[int],
                  progress: Progress) -> None:
    progress.info(contract.title)
    for label, text in ((tr("Trained on"), contract.training_data),
                        (tr("Citation"), contract.citation), (tr("Licence"), contract.licence)):
        if text:
            progress.info(f"{label}: {text}")
    progress.info(tr("Bands: {bands}").format(bands=", ".join(
        f"{name} = {raster.bands[index].number} ({raster.bands[index].name})"
        for name, index in zip(contract.bands, bands))))


def _tell_tiles(network: SegmentingNetwork, progress: Progress) -> None:
    tiles, session = network.tiles, network.session
    progress.info(tr("{file} runs on {provider}, in {rows} x {columns} tiles of {height} x "
                     "{width} pixels").format(
                         file=os.path.basename(session.path),
                         provider=tr(PROVIDERS[session.runs_on]), rows=tiles.rows.count,
                         columns=tiles.columns.count, height=network.contract.tile,
                         width=network.contract.tile))
