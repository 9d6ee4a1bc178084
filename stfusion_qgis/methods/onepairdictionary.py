"""One-pair dictionary learning: two layers of super-resolution and high-pass modulation."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np
from scipy.ndimage import correlate1d

from ..images.image import Block, Image, Prediction
from ..images.scene import Scene
from ..images.window import Window
from ..parameters import integer, number
from ..progress import Progress
from ..translation import mark
from .method import Citation, Family, Method
from .steps.dictionary import FITTED, DictionaryPair, train_pairs
from .steps.dictionary_parameters import DictionaryParameters
from .steps.patches import Lattice, PlanePair, training_patches
from .steps.sparse_coding import add_detail


class OnePairDictionary(Method["OnePairDictionary.Parameters", "_State"]):
    """Fusion with one pair through image learning, as Song & Huang 2013 describe it.

    Between the coarse and the fine resolution lies a transition resolution, so that no step is
    too large to be learnt. Each of the two layers has a low and a high resolution image of the
    pair's date, the low one of the prediction date, and two stages:

    1. Both low images are super-resolved: their patches are coded in a coarse dictionary, and
       the codes read in a fine one. The dictionaries are learnt from the pair's two images.
    2. High-pass modulation: with s and s_p the super-resolved images and h the high image of the
       pair's date, h_p = s_p + (s_p / s) (h - s).

    The first layer goes from the coarse images C_1, C_p to the transition image T_1, which is F_1
    averaged, and gives T_p. The second goes from T_1, T_p to F_1, and gives F_p. Every band has
    its own dictionaries.

    Where the paper is silent, or this differs:

    - All images stay on the fine grid. The transition image is F_1 averaged over a square of one
      transition pixel around each fine pixel; patches of the first layer have their pixels one
      transition pixel apart, at every phase.
    - The super-resolved image is y + (D_h - D_l) a, as in SPSTFM (see there), and dictionaries
      are trained as `train_pairs` says. Sparse codes are found by orthogonal matching pursuit.
    - The ratio s_p / s is limited, and 1 where s or s_p is not positive: else dark pixels, and
      indices about 0, would get arbitrary values. As the modulation multiplies, a change that is
      constant over the scene does not simply shift the image, and contrast grows with brightness.
    - Mirrored or transposed scenes give slightly different predictions: other patches are cut
      and other ones chosen for training.
    """

    id = "onepairdictionary"
    title = mark("One-pair dictionary learning")
    family = Family.DICTIONARY
    summary = mark("Learns from one pair how coarse images look finely, in two steps of "
                   "resolution.")
    help = mark(
        "From the fine and the coarse image of one date, the method learns pairs of dictionaries "
        "of small patches, first for half of the way in resolution, then for the rest. With "
        "these it sharpens the coarse images of both dates, and gives the fine image the ratio "
        "of the sharpened ones.\n\n"
        "Needs one pair. Good where brightness changes and takes the contrast within coarse "
        "pixels along, such as land that dries, greens or is flooded. Change of single small "
        "fields inside of coarse pixels is not found. Reflectance should be positive: where it is "
        "not, as in indices around 0, the change is added instead.\n\n"
        "An image of 400 x 400 pixels and three bands takes some five seconds on two cores with "
        "numba, most of it for training, and fifteen without. A whole Landsat scene of six bands "
        "takes about a quarter of an hour with numba.")
    reference = Citation(
        "Song, H., Huang, B.", 2013,
        "Spatiotemporal satellite image fusion through one-pair image learning",
        "IEEE Transactions on Geoscience and Remote Sensing 51(4), 1883-1896",
        "10.1109/TGRS.2012.2213095")
    on_cells = True
    seconds = 35.6

    @dataclass(frozen=True)
    class Parameters(DictionaryParameters):
        """Parameters of one-pair dictionary learning."""

        transition: int = integer(
            0, label=mark("Size of a transition pixel"), unit=mark("fine pixels"), minimum=0,
            maximum=64, advanced=True,
            help=mark("Resolution between the coarse and the fine one. 0 takes the square root of "
                      "the scale ratio, so that both steps are alike."))
        largest_ratio: float = number(
            2.0, label=mark("Limit of the modulation"), minimum=1.0, maximum=1000.0, advanced=True,
            help=mark("By how much, at most, the contrast of the fine image is multiplied, or "
                      "divided, in each of the two steps. 1 adds the change."))

    def halo(self, parameters: Parameters, scene: Scene) -> int:
        return _Geometry.of(parameters, scene).halo

    def prepare(self, scene: Scene, parameters: Parameters, progress: Progress) -> _State:
        """Train the dictionaries of both layers."""
        geometry = _Geometry.of(parameters, scene)
        interpolation = self.interpolation(parameters)

        def layer(lattice: Lattice, planes_of: Callable[[Block], PlanePair],
                  part: Progress) -> list[DictionaryPair]:
            low, high = training_patches(scene, lattice, FITTED * parameters.training_patches,
                                         geometry.transition, interpolation, planes_of,
                                         part.part(0, 0.3))
            return train_pairs(low, high, parameters, part.part(0.3, 1))

        def first(block: Block) -> PlanePair:
            fine, coarse = block.fine[0], block.coarse[0]
            high = _averaged(fine, geometry.transition)
            return PlanePair(block.core(coarse.values), block.core(high),
                          block.core(fine.valid & coarse.valid))

        def second(block: Block) -> PlanePair:
            fine = block.fine[0]
            low = _averaged(fine, geometry.transition)
            return PlanePair(block.core(low), block.core(fine.values), block.core(fine.valid))

        return _State(geometry, parameters.largest_ratio,
                      layer(geometry.first, first, progress.part(0, 0.5)),
                      layer(geometry.second, second, progress.part(0.5, 1)))

    def fuse(self, block: Block, state: _State) -> list[Prediction]:
        fine, coarse = block.fine[0], block.coarse[0]
        valid = fine.valid & coarse.valid
        transition = _averaged(fine, state.geometry.transition)
        predictions = [Prediction(np.empty_like(block.core(fine.values)),
                                  block.core(valid & coarse_prediction.valid))
                       for coarse_prediction in block.coarse_predictions]
        window = block.window.grow(block.halo)
        for band in range(len(fine.values)):
            layers = [
                _Layer(state.geometry.first, state.first[band], coarse.values[band],
                       transition[band], valid, window, state.largest_ratio, block.check),
                _Layer(state.geometry.second, state.second[band], transition[band],
                       fine.values[band], valid, window, state.largest_ratio, block.check)]
            for prediction, image in zip(predictions, block.coarse_predictions):
                plane = image.values[band]
                for layer in layers:
                    plane = layer.predict(plane, valid & image.valid)
                prediction.values[band] = block.core(plane)
        return predictions


@dataclass(frozen=True)
class _Geometry:
    """The size of a transition pixel, and the lattices of patches of both layers."""

    transition: int
    first: Lattice
    second: Lattice

    @classmethod
    def of(cls, parameters: OnePairDictionary.Parameters, scene: Scene) -> _Geometry:
        transition = parameters.transition or max(2, round(scene.cells.ratio ** 0.5))
        return cls(transition, Lattice(parameters.patch_size, parameters.overlap, transition),
                   Lattice(parameters.patch_size, parameters.overlap))

    @property
    def halo(self) -> int:
        """Return the reach of the second layer, and that of the first beyond it."""
        return self.second.reach + max(self.first.reach, self.transition)


@dataclass(frozen=True)
class _State:
    """The state of a scene; first, second: the dictionaries of each band in both layers."""

    geometry: _Geometry
    largest_ratio: float
    first: list[DictionaryPair]
    second: list[DictionaryPair]


class _Layer:
    """One band of one layer in a window, which predicts its high image from its low one."""

    def __init__(self, lattice: Lattice, pair: DictionaryPair, low: np.ndarray, high: np.ndarray,
                 valid: np.ndarray, window: Window, largest_ratio: float,
                 check: Callable[[], None]):
        self._lattice, self._pair, self._window = lattice, pair, window
        self._largest_ratio, self._check = largest_ratio, check
        self._high = high
        self._sharp = self._sharpened(low, valid)

    def predict(self, low: np.ndarray, valid: np.ndarray) -> np.ndarray:
        """Return the high image of the prediction date from the low one, (rows, columns)."""
        sharp = self._sharpened(low, valid)
        return sharp + self._ratio(sharp) * (self._high - self._sharp)

    def _sharpened(self, low: np.ndarray, valid: np.ndarray) -> np.ndarray:
        return add_detail(low, valid, self._window, self._lattice, self._pair, self._check)

    def _ratio(self, sharp: np.ndarray) -> np.ndarray:
        positive = (sharp > 0) & (self._sharp > 0)
        ratio = np.divide(sharp, self._sharp, out=np.ones(sharp.shape), where=positive)
        return ratio.clip(1 / self._largest_ratio, self._largest_ratio)


def _averaged(image: Image, size: int) -> np.ndarray:
    """Return the mean of the valid pixels in a square of `size` around each, float64.

    The square is centred; where `size` is even, its outermost pixels count half.
    """
    weights = np.ones(size // 2 * 2 + 1)
    if size % 2 == 0:
        weights[[0, -1]] = 0.5
    planes = np.concatenate([image.values, image.valid[None]]).astype(np.float64)
    for axis in (1, 2):
        planes = correlate1d(planes, weights, axis, mode="constant")
    return planes[:-1] / np.where(planes[-1] > 0, planes[-1], 1)
