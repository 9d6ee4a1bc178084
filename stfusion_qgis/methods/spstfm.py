"""SPSTFM: the sparse-representation-based spatiotemporal reflectance fusion model."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from ..images.image import Block, Image, Prediction
from ..images.scene import Scene
from ..parameters import integer, number
from ..progress import Progress
from ..translation import mark
from .method import Citation, Family, Method
from .steps.dictionary import FITTED, DictionaryPair, train_pairs
from .steps.dictionary_parameters import DictionaryParameters
from .steps.patches import Lattice, PlanePair, training_patches
from .steps.sparse_coding import detail_patches

# Where one pair is far better the other keeps this weight, for pixels where it alone is valid.
_LEAST_WEIGHT = 1e-6


class Spstfm(Method["Spstfm.Parameters", "_State"]):
    """SPSTFM as Huang & Song 2012 describe it; their dates 1, 2, 3 are 1, p, 2 here.

    Two dictionaries that share their codes are learnt from patches of the coarse and of the fine
    difference image between the two pairs. To predict, patches of the coarse change since either
    pair are coded in the coarse dictionary, and the codes give the fine change. The predictions
    from both pairs are weighted in each patch by how little the coarse image changed, and
    averaged where patches overlap. Every band has its own dictionaries.

    Where the paper is silent, or this differs:

    - The fine change is y + (D_h - D_l) a, y being the coarse change and a its code. The paper's
      D_h a is the same where D_l a = y; this way, what the code misses of the coarse change is
      kept, and a change that is constant over the scene shifts the image.
    - Sparse codes are found by orthogonal matching pursuit, as many atoms a patch as the
      parameter says, where the paper minimises with an L1 penalty. Patches are coded without
      their mean.
    - The dictionaries are trained one after the other; `train_pairs` says how and why. Trained
      jointly on the paper's 2000 patches, they made 1.7 times the error at a ratio of 30.
    - The weights take, as change v of a patch, its mean absolute coarse change in units of the
      band's largest. The paper has for cities an index of built-up land, which needs certain
      bands, instead.
    - Mirrored or transposed scenes give slightly different predictions: other patches are cut
      and other ones chosen for training.
    """

    id = "spstfm"
    title = "SPSTFM"
    family = Family.DICTIONARY
    summary = mark("Learns from two pairs how coarse change looks when seen finely.")
    help = mark(
        "SPSTFM cuts the change between two known dates into small patches and learns from them, "
        "as a pair of dictionaries, which fine change belongs to which coarse change. The coarse "
        "change between each known date and the prediction date is then written in the coarse "
        "dictionary, and read in the fine one.\n\n"
        "Needs two pairs, one before and one after the prediction date. Good where the change to "
        "be predicted is of the kind that happened between the pairs, and where coarse pixels are "
        "at most some ten times larger than fine ones. At larger ratios, patches of the coarse "
        "image hardly have any structure to learn from, and the prediction is close to the "
        "temporal difference of both pairs. Change that neither pair shows has no detail.\n\n"
        "An image of 400 x 400 pixels and three bands takes some three seconds on two cores with "
        "numba, most of it for training, and ten without. A whole Landsat scene of six bands takes "
        "several minutes with numba.")
    reference = Citation(
        "Huang, B., Song, H.", 2012,
        "Spatiotemporal reflectance fusion via sparse representation",
        "IEEE Transactions on Geoscience and Remote Sensing 50(10), 3707-3716",
        "10.1109/TGRS.2012.2186638")
    pairs = (2, 2)
    seconds = 17.6

    @dataclass(frozen=True)
    class Parameters(DictionaryParameters):
        """Parameters of SPSTFM."""

        patch_spacing: int = integer(
            1, label=mark("Spacing of a patch's pixels"), unit=mark("fine pixels"), minimum=1,
            maximum=64, advanced=True,
            help=mark("1 takes adjoining pixels, as in the paper. With more, a patch spans more "
                      "of the coarse pixels: about half of the scale ratio makes predictions a "
                      "little better where the ratio is large."))
        weight_threshold: float = number(
            0.2, label=mark("Threshold of the weights"), minimum=0.0, maximum=1.0, advanced=True,
            help=mark("Where the coarse changes since both pairs differ by more than this, as a "
                      "part of the largest change, the pair with less change counts alone. 1 "
                      "always weights both."))

    def halo(self, parameters: Parameters, scene: Scene) -> int:
        return _lattice(parameters).reach

    def prepare(self, scene: Scene, parameters: Parameters, progress: Progress) -> _State:
        """Train the dictionaries, and find the largest change of each band."""
        lattice = _lattice(parameters)
        low, high = training_patches(
            scene, lattice, FITTED * parameters.training_patches, 0,
            self.interpolation(parameters), _differences, progress.part(0, 0.3))
        pairs = train_pairs(low, high, parameters, progress.part(0.3, 0.8))
        largest = _largest_changes(scene, self.interpolation(parameters), progress.part(0.8, 1))
        return _State(parameters, lattice, pairs, largest)

    def fuse(self, block: Block, state: _State) -> list[Prediction]:
        return [_predict(block, coarse_prediction, largest, state)
                for coarse_prediction, largest in zip(block.coarse_predictions, state.largest)]


@dataclass(frozen=True)
class _State:
    """The state of a scene.

    pairs: dictionaries of each band. largest: coarse change of each date and band.
    """

    parameters: Spstfm.Parameters
    lattice: Lattice
    pairs: list[DictionaryPair]
    largest: np.ndarray


def _lattice(parameters: Spstfm.Parameters) -> Lattice:
    return Lattice(parameters.patch_size, parameters.overlap, parameters.patch_spacing)


def _differences(block: Block) -> PlanePair:
    """Return the coarse and the fine difference image between the pairs."""
    (fine_1, fine_2), (coarse_1, coarse_2) = block.fine, block.coarse
    return PlanePair(coarse_2.values - coarse_1.values, fine_2.values - fine_1.values,
                  fine_1.valid & fine_2.valid & coarse_1.valid & coarse_2.valid)


def _largest_changes(scene: Scene, interpolation: str, progress: Progress) -> np.ndarray:
    """Return the largest coarse change since either pair, from the scene's fixed sample.

    Returns:
        (prediction dates, bands).
    """
    largest = np.zeros((len(scene.coarse_predictions), scene.bands))
    windows = scene.sample_windows(scene.fine + scene.coarse, progress)
    for i, window in enumerate(windows):
        progress.report(i / len(windows))
        block = scene.read(window, 0, interpolation, progress.check)
        for date, coarse_prediction in enumerate(block.coarse_predictions):
            for coarse in block.coarse:
                known = coarse.valid & coarse_prediction.valid
                change = np.abs(coarse_prediction.values - coarse.values) * known
                largest[date] = np.maximum(largest[date], change.max(axis=(1, 2)))
    return largest


def _predict(block: Block, coarse_prediction: Image, largest: np.ndarray,
             state: _State) -> Prediction:
    known = [coarse.valid & coarse_prediction.valid for coarse in block.coarse]
    valid = [fine.valid & both for fine, both in zip(block.fine, known)]
    values = np.empty((len(largest), block.window.rows, block.window.columns), np.float32)
    for band, (pair, change) in enumerate(zip(state.pairs, largest)):
        changes = [coarse_prediction.values[band] - coarse.values[band] for coarse in block.coarse]
        fine = [image.values[band] for image in block.fine]
        values[band] = _predict_band(fine, changes, known, valid, pair, change, block, state)
    return Prediction(values, block.core(valid[0] | valid[1]))


def _predict_band(fine: list[np.ndarray], changes: list[np.ndarray], known: list[np.ndarray],
                  valid: list[np.ndarray], pair: DictionaryPair, largest: float, block: Block,
                  state: _State) -> np.ndarray:
    """Return L_p = W_1 (L_1 + L_1p) + W_2 (L_2 + L_2p), the patches' sum over their number.

    changes: of the coarse image since each pair. known: where these are valid. valid: where the
    fine image is so, too.
    """
    window, lattice = block.window.grow(block.halo), state.lattice
    weights = _weights([_patch_change(change, where, block, lattice) for change, where
                        in zip(changes, known)], largest, state.parameters.weight_threshold)
    numerator = np.zeros((block.window.rows, block.window.columns))
    denominator = np.zeros_like(numerator)
    for image, change, where, usable, weight in zip(fine, changes, known, valid, weights):
        detail = detail_patches(change, where, window, lattice, pair, block.check)
        total = block.core(usable * lattice.add(weight[:, None], window))
        added = block.core(usable * lattice.add(weight[:, None] * detail, window))
        numerator = numerator + total * block.core(image + change) + added
        denominator = denominator + total
    return numerator / np.where(denominator > 0, denominator, 1)


def _patch_change(change: np.ndarray, known: np.ndarray, block: Block,
                  lattice: Lattice) -> np.ndarray:
    """Return the mean absolute change of each patch."""
    window = block.window.grow(block.halo)
    number = lattice.cut(known, window).sum(axis=1)
    return lattice.cut(np.abs(change) * known, window).sum(axis=1) / np.maximum(number, 1)


def _weights(changes: list[np.ndarray], largest: float, threshold: float) -> list[np.ndarray]:
    """Return the weight of each pair in each patch, which add up to 1.

    They are inverse to the change, w_1 = (1 / v_1) / (1 / v_1 + 1 / v_2), unless one pair's
    change is larger by more than the threshold.
    """
    v_1, v_2 = changes
    total = v_1 + v_2
    first = np.divide(v_2, total, out=np.full_like(total, 0.5), where=total > 0)
    first = np.where(v_1 - v_2 > threshold * largest, 0, first)
    first = np.where(v_2 - v_1 > threshold * largest, 1, first)
    first = np.clip(first, _LEAST_WEIGHT, 1 - _LEAST_WEIGHT)
    return [first, 1 - first]
