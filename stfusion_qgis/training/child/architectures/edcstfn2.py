"""EDCSTFN with two references, of the weights of one (Tan et al. 2019, section 2.2)."""

from __future__ import annotations

from .edcstfn import EDCSTFN


class EDCSTFNTwoReferences(EDCSTFN):
    id = "edcstfn2"
    images = ("fine_1", "coarse_1", "coarse_prediction", "fine_2", "coarse_2")
