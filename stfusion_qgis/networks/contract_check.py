"""Whether the entries of a contract go together."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ..errors import InputError
from ..images.roles import COARSE_PREDICTION, Role
from ..translation import tr
from .contract_inputs import STATE, TIME

if TYPE_CHECKING:
    from .contract import Contract


def check_contract(contract: Contract) -> None:
    """Raise `InputError` if entries contradict each other; the message names one."""
    names = [tensor.name for tensor in contract.inputs]
    if len(set(names)) < len(names):
        raise InputError(tr("Two entries of 'inputs' have the same name."))
    for i, tensor in enumerate(contract.inputs):
        fine = [str(term) for term in tensor.images
                if term.mask or any(role.is_fine for role in term.roles)]
        if tensor.grid == "coarse" and fine:
            raise InputError(tr("The entry '{entry}' is wrong: {image} is no coarse image, so "
                                "it cannot come on the coarse grid.").format(
                                    entry=f"inputs[{i}].images", image=fine[0]))
    _check_pairs(contract)
    if any(term.mask for term in contract.output.added_to):
        raise InputError(tr("The entry '{entry}' is wrong: a mask cannot be added.").format(
            entry="output.added_to"))
    _check_optional(contract)
    if sum(term.is_image for term in contract.output.added_to) > 1:
        raise InputError(tr("The entry '{entry}' is wrong: only one image can be added, all "
                            "else must be differences.").format(entry="output.added_to"))
    if COARSE_PREDICTION not in contract.roles:
        raise InputError(tr("The entry '{entry}' is wrong: no input uses coarse_prediction, so "
                            "the network cannot know of the prediction date.").format(
                                entry="inputs"))
    changing = [tensor.kind for tensor in contract.inputs if tensor.kind in (STATE, TIME)]
    if (contract.steps > 1) != (STATE in changing) or len(set(changing)) < len(changing):
        raise InputError(tr("The entry '{entry}' is wrong: a network of several steps has one "
                            "input of the kind 'state', and no other has.").format(
                                entry="steps"))
    if contract.uncertainty == contract.output.name:
        raise InputError(tr("The entry '{entry}' is wrong: it is the output of the prediction."
                            ).format(entry="uncertainty.name"))


def _check_optional(contract: Contract) -> None:
    optional = set(contract.optional)
    added = {role for term in contract.output.added_to for role in term.roles}
    known = {*contract.masked, *(role.partner for role in contract.masked)}
    fit = optional <= {*contract.roles} - added and optional <= known
    if not fit or any((role.pair or 1) == 1 for role in optional):
        raise InputError(tr(
            "The entry '{entry}' is wrong: only images of pairs behind the first can be missing, "
            "of which nothing is added; and masks must tell the network of it.").format(
                entry="optional"))


def _check_pairs(contract: Contract) -> None:
    for role in contract.roles:
        if (role.pair or 1) > 1:
            pair = (role.pair or 1) - 1
            first = Role.fine(pair) if role.is_fine else Role.coarse(pair)
            if first not in contract.roles:
                raise InputError(tr("The entry '{entry}' is wrong: it has {role} without {first}."
                                    ).format(entry="inputs", role=role, first=first))
