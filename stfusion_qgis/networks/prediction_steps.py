"""A prediction by a network, in one step or in several."""

from __future__ import annotations

import os
from collections.abc import Callable

import numpy as np

from ..errors import InputError
from ..translation import tr
from .apart.bound_run import Repetition
from .contract import Contract
from .contract_inputs import STATE, TIME
from .session import RUN_SECONDS, Session


def predicted(session: Session, contract: Contract, tensors: dict[str, np.ndarray], rows: int,
              columns: int, check: Callable[[], None], seconds: float = RUN_SECONDS
              ) -> list[np.ndarray]:
    """Run a network and return the prediction, and the deviation if it gives one.

    tensors: by name; a state is that before the first step, and the time need not be there. Of
    several steps, what one gives stays where the network runs until the next one takes it.
    rows, columns: of the outputs, in fine pixels. seconds: that each step may take.

    Raises:
        InputError: the outputs have another size than they should have, or the network fails.
    """
    names = [contract.output.name, *([contract.uncertainty] if contract.uncertainty else [])]
    state, time = (next((tensor.name for tensor in contract.inputs if tensor.kind == kind), "")
                   for kind in (STATE, TIME))
    repetition = Repetition(contract.steps, state, time)
    if time:
        tensors = {**tensors, time: np.full((1, 1, rows, columns), repetition.time_at(0))}
    results = session.run(tensors, names, check, seconds, repetition)
    _check_sizes(names, results, contract, session, rows, columns)
    return results


def _check_sizes(names: list[str], results: list[np.ndarray], contract: Contract,
                 session: Session, rows: int, columns: int) -> None:
    bands = 1 if contract.bands == "any" else int(contract.bands)
    for name, result in zip(names, results):
        if result.shape != (1, bands, rows, columns):
            raise InputError(tr(
                "The output '{tensor}' of {file} is {found} (images, bands, rows, columns), but "
                "should be {wanted}. Check 'bands', 'tile_multiple' and 'ratio' of its contract."
                ).format(tensor=name, file=os.path.basename(session.path),
                         found=" x ".join(map(str, result.shape)),
                         wanted=f"1 x {bands} x {rows} x {columns}"))
