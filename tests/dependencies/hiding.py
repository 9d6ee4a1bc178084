"""Processes in which certain Python packages cannot be found, though they are installed."""

import os
import pathlib
import sys

SITE = '''"""Made for a test: puts folders without certain packages in the place of others."""
import sys

sys.path[:] = [{replaced!r}.get(place, place) for place in sys.path]
'''


def variables_without(folder, *packages):
    """Return the environment variables of processes that do not find certain packages.

    folder: a new one, for copies (of links) of the folders in which they are.
    packages: names under which they are imported.
    """
    folder = pathlib.Path(folder)
    replaced = {}
    for place in map(pathlib.Path, sys.path):
        if place.is_dir() and any(_belongs(entry, packages) for entry in place.iterdir()):
            copy = folder / f"copy{len(replaced)}"
            copy.mkdir(parents=True)
            for entry in place.iterdir():
                if not _belongs(entry, packages):
                    (copy / entry.name).symlink_to(entry)
            replaced[str(place)] = str(copy)
    (folder / "site").mkdir(parents=True)
    (folder / "site" / "sitecustomize.py").write_text(SITE.format(replaced=replaced))
    return {**os.environ, "PYTHONPATH": str(folder / "site")}


def _belongs(entry, packages):
    """Return whether an entry of a folder of packages belongs to one of them: scipy.libs, too."""
    return entry.name.partition("-")[0].partition(".")[0].lower() in packages
