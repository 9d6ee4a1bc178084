"""The rooms of the package, and what they may import: their layers stand here and nowhere else."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from typing import NamedTuple

from tools.source_tree import Module


class Room(NamedTuple):
    """A folder of the package, or some modules beside the folders.

    modules: top-level names of the package. purpose: a line for the drawing.
    """

    name: str
    modules: tuple[str, ...]
    purpose: str
    uses_qgis: bool = False


def _folder(name: str, purpose: str, uses_qgis: bool = False) -> Room:
    return Room(name, (name,), purpose, uses_qgis)


LAYERS: tuple[tuple[Room, ...], ...] = (
    (Room("plugin", ("plugin", ""), "what QGIS loads", uses_qgis=True),),
    (_folder("gui", "the dock, the layers panel, the settings", uses_qgis=True),),
    (_folder("processing", "the provider and its thin algorithms", uses_qgis=True),),
    (_folder("preview", "predicts what a view shows, in a process beside QGIS"),
     _folder("training", "trains networks in torch, in a process of its own"),
     _folder("testing", "checks of methods, for their authors"),
     _folder("run", "the command line, without QGIS"),
     _folder("benchmark", "a data set's dates predicted by chosen methods, by one protocol")),
    (_folder("season", "many dates: which are there, the pairs of each"),),
    (_folder("comparison", "a known date predicted by many methods, measured and ranked"),),
    (Room("engine", ("engine", "blocks", "tiled", "executors"),
          "runs any method over any scene, block by block: on threads, on a cluster"),),
    (_folder("methods", "one file a method, readable beside the paper; what they share: steps/"),),
    (_folder("networks", "the contract of an ONNX file, running networks"),
     _folder("quality", "metrics, and reports made of them"),
     _folder("simulation", "simulated landscapes and sensors"),
     _folder("products", "products as they are downloaded: recognised, prepared, catalogued")),
    (_folder("kernels", "the hot loops that methods stand on: in NumPy and in numba"),),
    (_folder("images", "rasters on one grid: open, check, align, mask, read in blocks, write"),),
    (_folder("dependencies", "optional packages: which there are, installing them"),),
    (_folder("processes", "Pythons, and processes beside this one"),),
    (Room("base", ("version", "errors", "translation", "qm_file", "remedies", "progress", "threads",
                   "blas_threads", "matrix_products", "resources", "parameters", "caches",
                   "extensions", "file_names", "whole_files", "claimed_outputs", "checked_json",
                   "memory_errors", "pictures", "time_left", "remedies"),
          "parameters, progress, threads, translation, errors, files"),),
)
"""From the top: a module imports from its own room and from the layers below."""

QGIS = frozenset({"qgis", "PyQt5", "PyQt6", "processing"})
"""Packages that are there in QGIS only; `processing` is QGIS's own one."""

SAME_FILE_NAMES = {
    "__init__": "Python's own", "__main__": "Python's own",
    "numpy_backend": "one a kernel, interchangeable",
    "numba_backend": "one a kernel, interchangeable",
    "opencl_backend": "one a kernel, interchangeable",
}
"""Names that several files may have, and why; what is in these files may be alike, too."""

SAME_PUBLIC_NAMES: dict[str, str] = {}
"""Names that several public classes or functions may have, and why."""

LATE_IMPORTS: dict[tuple[str, str], str] = {}
"""Imports inside of functions that may close a circle: importing module, imported one, and why."""


def room_of(module: str, layers: tuple[tuple[Room, ...], ...] = LAYERS) -> Room | None:
    """Return the room of a module, or None where no one has given it a place."""
    for room in (room for layer in layers for room in layer):
        if module.split(".")[0] in room.modules:
            return room
    return None


def without_a_room(modules: dict[str, Module], layers=LAYERS) -> list[str]:
    """Return what has no place, and places of what is no more."""
    there = {name.split(".")[0] for name in modules}
    listed = {name for layer in layers for room in layer for name in room.modules}
    return [f"{name} has no room: give it one in tools/rooms.py" for name in sorted(
        there - listed)] + [f"{name} has a room, but there is no such module" for name in sorted(
            listed - there)]


def upward_imports(modules: dict[str, Module], layers=LAYERS) -> list[str]:
    """Return the imports of rooms that are not below."""
    level = {room.name: number for number, layer in enumerate(layers) for room in layer}
    found = []
    for module, target in _imports(modules):
        here, there = room_of(module, layers), room_of(target, layers)
        if here and there and here != there and level[there.name] <= level[here.name]:
            way = "beside" if level[there.name] == level[here.name] else "above"
            found.append(f"{module} imports {target}: {there.name} is {way} {here.name}")
    return found


def circles(modules: dict[str, Module], late=None) -> list[str]:
    """Return the modules that import each other in a circle; late: see `LATE_IMPORTS`."""
    late = LATE_IMPORTS if late is None else late
    graph = {name: sorted(target for target in module.imports if (name, target) not in late)
             for name, module in modules.items()}
    found = [" -> ".join([*circle, circle[0]]) for circle in _circles(graph)]
    return found + [f"{name} no longer imports {target}: take it off LATE_IMPORTS"
                    for name, target in late
                    if name not in modules or target not in modules[name].imports]


def qgis_below(modules: dict[str, Module], layers=LAYERS) -> list[str]:
    """Return the imports of QGIS in rooms that have to do without it."""
    return [f"{name} imports {package}" for name, module in modules.items()
            for package in sorted(module.foreign & QGIS)
            if not (room := room_of(name, layers)) or not room.uses_qgis]


def same_files(modules: dict[str, Module], allowed=None) -> list[str]:
    """Return the files with the same names; allowed: see `SAME_FILE_NAMES`."""
    allowed = SAME_FILE_NAMES if allowed is None else allowed
    places = defaultdict(list)
    for module in modules.values():
        places[module.path.stem].append(module.name or "the package")
    return _alike(places, allowed)


def same_names(modules: dict[str, Module], allowed=None, files=None) -> list[str]:
    """Return the public classes and functions with the same names; allowed: see the lists."""
    allowed = SAME_PUBLIC_NAMES if allowed is None else allowed
    files = SAME_FILE_NAMES if files is None else files
    places = defaultdict(list)
    for module in modules.values():
        if module.path.stem == "__init__" or module.path.stem not in files:
            for name in module.public:
                places[name].append(module.name)
    return _alike(places, allowed) + [
        f"{name} is in SAME_PUBLIC_NAMES, but there are no two" for name in allowed
        if len(places[name]) < 2]


CHECKS = {check.__name__: check for check in (
    without_a_room, upward_imports, circles, qgis_below, same_files, same_names)}
"""What holds in the house: each returns a line for everything that does not."""


def _imports(modules: dict[str, Module]) -> Iterable[tuple[str, str]]:
    return ((name, target) for name, module in modules.items()
            for target in sorted(module.imports))


def _alike(places: dict[str, list[str]], allowed: dict[str, str]) -> list[str]:
    return [f"{name}: {', '.join(modules)}" for name, modules in sorted(places.items())
            if len(modules) > 1 and name not in allowed]


def _circles(graph: dict[str, list[str]]) -> list[list[str]]:
    """Return a shortest circle through each module that lies on one, every circle once."""
    found: dict[frozenset[str], list[str]] = {}
    for start in graph:
        came_from: dict[str, str] = {}
        waiting = [start]
        for name in waiting:  # grows: breadth first
            for target in graph.get(name, ()):
                if target not in came_from:
                    came_from[target] = name
                    waiting.append(target)
        if start in came_from:
            circle = [start]
            while (before := came_from[circle[-1]]) != start:
                circle.append(before)
            circle.append(start)
            way = circle[:0:-1]
            found.setdefault(frozenset(way), way)
    return list(found.values())
