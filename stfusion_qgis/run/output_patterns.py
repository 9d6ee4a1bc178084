"""Paths of outputs by the pattern that a job tells."""

from __future__ import annotations

from ..errors import InputError
from ..images.object_stores import absolute
from ..images.scene import Scene
from ..translation import tr


def output_paths(pattern: str, scene: Scene) -> list[str]:
    """Return the path of each prediction date by a pattern with {date} or {number}.

    Raises:
        InputError: several dates would have one path.
    """
    paths = []
    for number, raster in enumerate(scene.coarse_predictions, 1):
        if "{date}" in pattern and raster.date is None:
            raise InputError(tr("{layer} tells no date for the name of its prediction. Write "
                                "{{number}} instead of {{date}}.").format(layer=raster.name))
        paths.append(absolute(pattern.replace("{date}", str(raster.date)).replace(
            "{number}", str(number))))
    if len(set(paths)) < len(paths):
        raise InputError(tr("Several dates would be written into {path}: write {{date}} or "
                            "{{number}} into the name of the output.").format(path=pattern))
    return paths
