"""Whether the entries of a contract go together."""

from __future__ import annotations

from collections.abc import Collection, Sequence

from ..errors import InputError
from ..images.roles import COARSE_PREDICTION, Role
from ..translation import tr
from .contract_guide import ContractGuide
from .contract_inputs import GUIDE_FEATURES, ROLES, STATE, TIME, Input
from .contract_parts import Output


def check_together(inputs: Sequence[Input], output: Output, optional: Sequence[Role], steps: int,
                   uncertainty: str | None) -> None:
    """Raise `InputError` if entries contradict each other; the message names one.

    All as in the contract.
    """
    terms = [term for tensor in inputs for term in tensor.images]
    roles = {role for term in (*terms, *output.added_to) for role in term.roles}
    _check_inputs(inputs)
    _check_pairs(roles)
    if any(term.mask for term in output.added_to):
        raise InputError(tr("The entry '{entry}' is wrong: a mask cannot be added.").format(
            entry="output.added_to"))
    _check_optional(optional, roles, {term.image for term in terms if term.mask}, output)
    if sum(term.is_image for term in output.added_to) > 1:
        raise InputError(tr("The entry '{entry}' is wrong: only one image can be added, all "
                            "else must be differences.").format(entry="output.added_to"))
    if COARSE_PREDICTION not in roles:
        raise InputError(tr("The entry '{entry}' is wrong: no input uses coarse_prediction, so "
                            "the network cannot know of the prediction date.").format(
                                entry="inputs"))
    changing = [tensor.kind for tensor in inputs if tensor.kind in (STATE, TIME)]
    if (steps > 1) != (STATE in changing) or len(set(changing)) < len(changing):
        raise InputError(tr("The entry '{entry}' is wrong: a network of several steps has one "
                            "input of the kind 'state', and no other has.").format(
                                entry="steps"))
    if uncertainty == output.name:
        raise InputError(tr("The entry '{entry}' is wrong: it is the output of the prediction."
                            ).format(entry="uncertainty.name"))


def check_guide(inputs: Sequence[Input], guide: ContractGuide) -> None:
    """Raise `InputError` if what is said of a guide is not that of the one input for it."""
    channels = [tensor.guide for tensor in inputs if tensor.kind == GUIDE_FEATURES]
    if len(channels) > 1:
        raise InputError(tr("The entry '{entry}' is wrong: a network has one input for a guide at "
                            "most.").format(entry="inputs"))
    if not channels and guide != ContractGuide():
        raise InputError(tr("The entry '{entry}' is wrong: no input is for a guide.").format(
            entry="guide"))
    if guide.mixing and len(guide.mixing) != channels[0]:
        raise InputError(tr("The entry '{entry}' is wrong: it has {count} features, but the input "
                            "for the guide has {channels} channels.").format(
                                entry="guide.mixing", count=len(guide.mixing),
                                channels=channels[0]))


def _check_inputs(inputs: Sequence[Input]) -> None:
    names = [tensor.name for tensor in inputs]
    if len(set(names)) < len(names):
        raise InputError(tr("Two entries of 'inputs' have the same name."))
    for i, tensor in enumerate(inputs):
        fine = [str(term) for term in tensor.images
                if term.mask or any(role.is_fine for role in term.roles)]
        if tensor.grid == "coarse" and fine:
            raise InputError(tr("The entry '{entry}' is wrong: {image} is no coarse image, so "
                                "it cannot come on the coarse grid.").format(
                                    entry=f"inputs[{i}].images", image=fine[0]))


def _check_pairs(roles: Collection[Role]) -> None:
    for role in ROLES:
        if role in roles and (role.pair or 1) > 1:
            pair = (role.pair or 1) - 1
            first = Role.fine(pair) if role.is_fine else Role.coarse(pair)
            if first not in roles:
                raise InputError(tr("The entry '{entry}' is wrong: it has {role} without {first}."
                                    ).format(entry="inputs", role=role, first=first))


def _check_optional(optional: Sequence[Role], roles: Collection[Role], masked: Collection[Role],
                    output: Output) -> None:
    added = {role for term in output.added_to for role in term.roles}
    known = {*masked, *(role.partner for role in masked)}
    fit = {*optional} <= {*roles} - added and {*optional} <= known
    if not fit or any((role.pair or 1) == 1 for role in optional):
        raise InputError(tr(
            "The entry '{entry}' is wrong: only images of pairs behind the first can be missing, "
            "of which nothing is added; and masks must tell the network of it.").format(
                entry="optional"))
