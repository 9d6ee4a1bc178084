"""The images of several sensors in a season, brought to the scale of one of them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

import numpy as np

from ..images.image import Image
from ..progress import Progress
from ..translation import tr
from .image_sensors import title_of
from .smoothing.block_series import BlockSeries
from .smoothing.season_traits import SeasonTraits
from .smoothing.sensor_bias import SensorBias, sensor_bias
from .smoothing.sensor_noise import noise_beyond

_MOST_PIXELS = 60_000  # of a band of an image, by which sensors are compared


def on_one_scale(cells: Sequence[Image], days: Sequence[int], sensors: Sequence[str],
                 reference: str) -> list[Image]:
    """Return coarse images as the reference sensor would have seen them."""
    if len(set(sensors)) < 2:
        return list(cells)
    bias = sensor_bias(days, sensors, reference, _thinned(
        [image.masked().reshape(len(image.values), -1) for image in cells]))
    return [replace(image, values=image.values - offset[:, None, None])
            for image, offset in zip(cells, bias.offset)]


def bias_of_blocks(blocks: Sequence[BlockSeries], sensors: Sequence[str], reference: str,
                   traits: SeasonTraits) -> SensorBias:
    """Return the bias of the fine images of a sample, which the noise of their sensors is added to.

    What the coarse curve tells of the changes between them is taken from these first.
    """
    gain = traits.gain.astype(np.float32)[:, None, None]
    days = blocks[0].days
    found = sensor_bias(days, sensors, reference, _thinned([
        np.concatenate([(block.fine[i] - gain * np.nan_to_num(block.coarse[i])).reshape(
            len(gain), -1) for block in blocks], axis=1) for i in range(len(days))]))
    corrected = [less_bias(block, found) for block in blocks]
    noise = noise_beyond(corrected, sensors, reference)
    return replace(found, variance=found.variance + noise)


def less_bias(block: BlockSeries, bias: SensorBias) -> BlockSeries:
    """Return a block whose images are as the reference sensor would have seen them."""
    return replace(block, fine=block.fine - bias.offset[:, :, None, None],
                   sensor_noise=bias.variance)


def tell_of_bias(bias: SensorBias, sensors: Sequence[str], reference: str, bands: Sequence[str],
                 progress: Progress) -> None:
    """Say which sensor the predictions are of, and what is taken from the images of the others."""
    progress.info(tr("The fine images are of several sensors. The predictions are as those of "
                     "{sensor}").format(sensor=title_of(reference)))
    for sensor in sorted({*sensors} - {reference}):
        offset = bias.offset[list(sensors).index(sensor)]
        progress.info(tr("Taken from the images of {sensor}: {offsets}").format(
            sensor=title_of(sensor), offsets=", ".join(
                f"{value:.4g} ({band})" for value, band in zip(offset, bands))))


def _thinned(images: Sequence[np.ndarray]) -> list[np.ndarray]:
    step = max(1, images[0].shape[1] // _MOST_PIXELS)
    return [image[:, ::step] for image in images]
