"""All sums of one block, from which the metrics follow once they are added up."""

from __future__ import annotations

from dataclasses import dataclass, field

import numpy as np

from ..images.image import Image
from ..images.sampling import Statistics
from .detail import Detail
from .hypercomplex import Hypercomplex
from .moments import Moments
from .similarity import SSIM_RADIUS, Similarity
from .spectra import Angles
from .sums import CONSTANT, Sums
from .texture import Texture

HALO = SSIM_RADIUS
CORE = (slice(HALO, -HALO), slice(HALO, -HALO))


@dataclass(frozen=True)
class Setting:
    """What is the same for all blocks of an assessment.

    statistics: of the reference, or of the image that stands in for it.
    data_range: (bands,), in which the values lie, for PSNR and SSIM.
    texture_tolerance: (bands,), see `Texture.of`.
    ratio: coarse pixel size / fine pixel size, NaN if unknown.
    """

    statistics: Statistics
    data_range: np.ndarray
    texture_tolerance: np.ndarray
    ratio: float


@dataclass
class Measurements(Sums):
    """The sums of a block; None where the image that they need is not there.

    pairs: of prediction and reference, or of the prediction with itself.
    coarse: of cell means and coarse image; set when all blocks are added up.
    """

    setting: Setting = field(metadata=CONSTANT)
    pairs: Moments
    angles: Angles | None = None
    similarity: Similarity | None = None
    hypercomplex: Hypercomplex | None = None
    texture: Texture | None = None
    detail: Detail | None = None
    coarse: Moments | None = None


def measure(prediction: Image, reference: Image | None, fine_1: Image | None,
            setting: Setting) -> Measurements:
    """Return the sums of one block; the images have `HALO` pixels more on each side than it."""
    centre = setting.statistics.mean
    x = prediction.values
    if reference is None:
        core = x[(slice(None), *CORE)]
        result = Measurements(setting, Moments.of(core, core, prediction.valid[CORE], centre))
    else:
        result = _measure_pair(x, reference.values, prediction.valid & reference.valid, setting)
    if fine_1 is not None:
        result.detail = Detail.of(x, fine_1.values, prediction.valid & fine_1.valid, CORE, centre)
    return result


def _measure_pair(x: np.ndarray, y: np.ndarray, valid: np.ndarray,
                  setting: Setting) -> Measurements:
    centre = setting.statistics.mean
    core = (slice(None), *CORE)
    x_core, y_core, valid_core = x[core], y[core], valid[CORE]
    return Measurements(
        setting, Moments.of(x_core, y_core, valid_core, centre),
        Angles.of(x_core, y_core, valid_core),
        Similarity.of(x, y, valid, CORE, setting.statistics, setting.data_range),
        Hypercomplex.of(x_core, y_core, valid_core),
        Texture.of(x, y, valid, CORE, setting.texture_tolerance))
