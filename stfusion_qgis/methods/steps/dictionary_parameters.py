"""The parameters that methods with dictionaries share."""

from __future__ import annotations

from dataclasses import dataclass

from ...parameters import integer, number
from ...translation import mark


@dataclass(frozen=True)
class DictionaryParameters:
    """Patches, and the training of the dictionaries that code them."""

    patch_size: int = integer(
        7, label=mark("Patch size"), unit=mark("fine pixels"), minimum=2, maximum=32,
        help=mark("Side of the square patches into which the images are cut."))
    overlap: int = integer(
        4, label=mark("Overlap of patches"), unit=mark("fine pixels"), minimum=0, maximum=31,
        help=mark("How many rows or columns of pixels neighbouring patches share. More makes "
                  "smoother predictions and takes longer."))
    atoms: int = integer(
        256, label=mark("Number of atoms"), minimum=1, maximum=4096,
        help=mark("Size of the dictionaries. Should be well above the number of pixels of a "
                  "patch."))
    nonzeros: int = integer(
        3, label=mark("Atoms of a patch"), minimum=1, maximum=32,
        help=mark("How many atoms of the dictionary make up a patch. More follow the coarse "
                  "image, and its errors, more closely."))
    training_patches: int = integer(
        2000, label=mark("Training patches"), minimum=1, maximum=1000000,
        help=mark("How many patches, chosen at random over the scene, the coarse dictionary is "
                  "trained on. The fine one is fitted to ten times as many."))
    iterations: int = integer(
        20, label=mark("Training iterations"), minimum=0, maximum=1000, advanced=True,
        help=mark("How often the dictionary is improved."))
    regularisation: float = number(
        1.0, label=mark("Restraint of detail"), minimum=1e-6, maximum=1e6, advanced=True,
        help=mark("How strongly detail is held back when it is learnt. At 1, detail that always "
                  "follows from the coarse image is halved; little detail comes from chance."))
