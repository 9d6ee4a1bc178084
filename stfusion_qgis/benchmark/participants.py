"""The methods that take part in a benchmark, by their ids, and networks by their files."""

from __future__ import annotations

import re
from collections.abc import Sequence

from ..comparison.contest import DICTIONARY_VALUES
from ..comparison.contestants import Contestant, classical_contestants
from ..errors import InputError
from ..methods import all_methods
from ..methods.method import Family
from ..methods.networkfusion import NetworkFusion
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
    network = all_methods()[NetworkFusion.id]
    possible = classical_contestants(available)
    for one in possible:
        if ids and one.method.id not in (*ids, BASELINE):
            continue
        if not ids and one.method.family is Family.DICTIONARY and values > DICTIONARY_VALUES:
            skipped.append((one.title, tr("takes long in an image of this size: name it to have "
                                          "it take part")))
            continue
        found.append(one)
    if network.id in ids:  # the shipped one of the default
        found += _of_network(network.Parameters(), available)
    for identifier in ids:
        if identifier != network.id and not any(one.method.id == identifier for one in possible):
            skipped.append((tr(all_methods()[identifier].title),
                            tr("needs more pairs than there are")))
    for path in networks:
        found += _of_network(NetworkFusion.Parameters(network_file=path), available)
    return found, skipped


def _of_network(parameters: NetworkFusion.Parameters, available: int) -> list[Contestant]:
    return [Contestant(all_methods()[NetworkFusion.id], min(2, available), parameters)]


def dates_seen(network: str) -> set[str]:
    """Return the dates that a network says it was trained on, such as 2004-12-28.

    network: its file.

    Raises:
        InputError: it cannot be read.
    """
    contract = read_contract(network)
    return set(re.findall(r"\d{4}-\d{2}-\d{2}", f"{contract.dates} {contract.training_data}"))
