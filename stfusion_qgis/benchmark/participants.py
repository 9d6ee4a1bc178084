"""The methods that take part in a benchmark, by their ids, and networks by their files."""

from __future__ import annotations

import os
import re
from collections.abc import Collection, Sequence

from ..comparison.contest import DICTIONARY_VALUES
from ..comparison.contestants import Contestant, classical_contestants
from ..errors import InputError
from ..images.roles import pairs_of
from ..methods import all_methods
from ..methods.method import Family
from ..methods.networkfusion import NetworkFusion, network_path
from ..networks.contract import read_contract
from ..translation import tr
from .no_fusion import LinearInTime, Unchanged

BASELINE = "temporaldifference"
"""With one pair: errors are told relative to it, so it takes part in any case."""


def participants(ids: Sequence[str], networks: Sequence[str], available: int, values: int,
                 ) -> tuple[list[Contestant], list[tuple[str, str]]]:
    """Return who takes part, and who cannot, and why.

    Fine images alone and the temporal difference always do. Methods that can use one pair or two
    take part with both numbers.

    ids: of methods, () for all without networks. networks: files of networks. available: number of
    pairs that a date can be predicted from. values: pixels times bands of a prediction; slow
    methods take part in large ones only where they are named.

    Raises:
        InputError: there is no such method, or a network cannot be read.
    """
    for identifier in ids:
        if identifier not in all_methods():
            raise InputError(tr("There is no method {id}. There are: {known}").format(
                id=identifier, known=", ".join(all_methods())))
    found: list[Contestant] = [Contestant(Unchanged(), 1)]
    if available > 1:
        found.append(Contestant(LinearInTime(), 2))
    skipped = []
    possible = classical_contestants(available)
    for one in possible:
        if ids and one.method.id not in (*ids, BASELINE):
            continue
        if not ids and one.method.family is Family.DICTIONARY and values > DICTIONARY_VALUES:
            skipped.append((one.title, tr("takes long in an image of this size: name it to have "
                                          "it take part")))
            continue
        found.append(one)
    there = {NetworkFusion.id, *(one.method.id for one in possible)}
    for identifier in ids:
        if identifier not in there:
            skipped.append((tr(all_methods()[identifier].title),
                            tr("needs more pairs than there are")))
    for path in network_files(ids, networks):
        one = _with_network(path)
        if one.pairs > available:
            skipped.append((one.title, tr("needs more pairs than there are")))
        else:
            found.append(one)
    return found, skipped


def _with_network(path: str) -> Contestant:
    """Return a network with as many pairs as it needs."""
    method = all_methods()[NetworkFusion.id]
    parameters = NetworkFusion.Parameters(network_file=path)
    pairs = len(pairs_of(method.references(parameters).needed))
    return Contestant(method, max(1, pairs), parameters)


def network_files(ids: Sequence[str], networks: Sequence[str]) -> list[str]:
    """Return the files of the networks that take part, each once: the shipped one by its id."""
    shipped = [network_path(NetworkFusion.Parameters())] if NetworkFusion.id in ids else []
    return list({os.path.realpath(path): path for path in (*shipped, *networks)}.values())


def remarks_on_network(network: str, held_out: Collection[str]) -> list[str]:
    """Return what readers should know of what a network was trained on.

    network: its file. held_out: dates, such as 2004-12-28.

    Raises:
        InputError: it cannot be read.
    """
    contract = read_contract(network)
    told = "; ".join(filter(None, (contract.training_data, contract.dates)))
    if not told:
        return [tr("{network} does not say what it was trained on: nobody can tell whether it has "
                   "seen these images.").format(network=contract.title)]
    seen = sorted(set(re.findall(r"\d{4}-\d{2}-\d{2}", told)) & set(held_out))
    return [tr("{network} was trained on: {told}").format(network=contract.title, told=told), *(
        [tr("Its figures are no test: {dates} are among these. Hold out dates that it has not "
            "seen.").format(dates=", ".join(seen))] if seen else [])]
