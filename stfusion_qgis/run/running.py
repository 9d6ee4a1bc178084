"""Running a job: on threads into whole files, or in tiles on any executor."""

from __future__ import annotations

import os
from typing import Any

from .. import engine
from ..errors import InputError
from ..executors.executor import Executor
from ..executors.on_threads import OnThreads
from ..images.scene import Scene
from ..images.scene_opening import open_scene
from ..progress import Progress
from ..tiled.plan import TilePlan
from ..tiled.predicting import predict_tiles
from ..translation import tr
from .job import DASK, FusionJob

_OPENED = 0.05  # of the progress


def run_job(job: FusionJob, progress: Progress) -> dict[str, Any]:
    """Run a job, and return its results as JSON can hold them; "failed" are tiles with reasons.

    Raises:
        InputError: it cannot be carried out.
        Cancelled: the user cancelled.
    """
    job.method.check_references(job.inputs.references, job.parameters)
    taken = job.inputs.only(job.method.references(job.parameters).all)
    scene = open_scene(taken, progress)
    outputs = _paths(job.output, scene)
    uncertainties = _paths(job.uncertainty, scene) if job.uncertainty else []
    part = progress.part(_OPENED, 1.0)
    settings, memory = job.settings, job.settings.memory_mb * 2**20
    if not job.in_tiles:
        summary = engine.run(
            job.method, scene, job.parameters, outputs, uncertainties=uncertainties,
            settings=engine.Settings(settings.threads, memory=memory,
                                     float_output=settings.float_output,
                                     overviews=settings.overviews, cards=True), progress=part)
        return {"outputs": summary.outputs, "uncertainties": summary.uncertainties,
                "predicted": summary.predicted, "seconds": summary.seconds,
                "backend": summary.backend, "failed": {}}
    with _executor(job) as executor:
        if settings.executor != DASK:
            memory //= executor.workers
        plan = TilePlan.of(job.method, job.parameters, taken, scene, outputs, uncertainties,
                       side=settings.tile, memory=memory, float_output=settings.float_output)
        done = predict_tiles(plan, executor, part)
    return {"outputs": done.outputs, "tiles": {"made": done.made, "kept": done.kept,
                                                "seconds": done.in_tiles,
                                                "computing": done.computing},
            "predicted": done.predicted, "seconds": done.seconds, "backend": done.backend,
            "failed": done.failed}


def _executor(job: FusionJob) -> Executor:
    if job.settings.executor == DASK:
        from ..executors.on_dask import OnDask  # takes a second, and may not be there

        return OnDask(job.settings.named_cluster)
    return OnThreads(job.settings.threads)


def _paths(pattern: str, scene: Scene) -> list[str]:
    """Return the path of each prediction date.

    Raises:
        InputError: several dates would have one path.
    """
    paths = []
    for number, raster in enumerate(scene.coarse_predictions, 1):
        if "{date}" in pattern and raster.date is None:
            raise InputError(tr("{layer} tells no date for the name of its prediction. Write "
                                "{{number}} instead of {{date}}.").format(layer=raster.name))
        paths.append(os.path.abspath(pattern.replace("{date}", str(raster.date)).replace(
            "{number}", str(number))))
    if len(set(paths)) < len(paths):
        raise InputError(tr("Several dates would be written into {path}: write {{date}} or "
                            "{{number}} into the name of the output.").format(path=pattern))
    return paths
