"""How many operations a network has once its functions are put in the places that call them.

Functions of a file may call each other: thirty that call the one before twice are a billion
operations in two kilobytes, and onnxruntime, which puts them all in their places before anything
runs, never comes back.
"""

from __future__ import annotations

from ...errors import InputError
from ...translation import tr
from .graph_parts import Graph, Network

MOST_OPERATIONS = 50_000
"""Of a network with its functions in place: onnxruntime takes 2 seconds and 200 MB for so many. The
largest networks that are known for images have some thousand."""

MOST_CALLS = 64
"""Of functions in functions."""


def check_functions(network: Network, name: str) -> None:
    """Raise `InputError` if functions call themselves, or make the network too large.

    name: of the file.
    """
    known: dict[tuple[str, str, str], tuple[int, int]] = {}

    def size(graph: Graph, callers: tuple[tuple[str, str, str], ...]) -> tuple[int, int]:
        """Return the operations of a graph in all, and how deep its calls go."""
        total = depth = 0
        for operation in graph.all_operations():
            total += 1
            if operation.graphs and (operation.key in network.functions or not operation.kind):
                raise InputError(tr("{file} hands graphs to its functions, which may grow without "
                                    "end: it is not loaded.").format(file=name))
            if operation.key in network.functions:
                inner, calls = called(operation.key, callers)
                total, depth = total + inner, max(depth, calls + 1)
        return total, depth

    def called(key: tuple[str, str, str], callers: tuple[tuple[str, str, str], ...]
               ) -> tuple[int, int]:
        if key not in known:
            if key in callers or len(callers) >= MOST_CALLS:
                raise too_deep(key[1])
            known[key] = size(network.functions[key], (*callers, key))
            if known[key][1] >= MOST_CALLS:
                raise too_deep(key[1])
        return known[key]

    def too_deep(function: str) -> InputError:
        return InputError(tr("The function '{function}' of {file} calls itself, or functions call "
                             "each other too deep: it is not loaded.").format(
                                 function=function, file=name))

    # Also those that nobody calls: they are loaded all the same.
    totals = [size(network.graph, ()), *(called(key, ()) for key in network.functions)]
    if max(total for total, _ in totals) > MOST_OPERATIONS:
        raise InputError(tr("{file} would have more than {most} operations with its functions in "
                            "place: it is not loaded.").format(file=name, most=MOST_OPERATIONS))
