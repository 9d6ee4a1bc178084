"""All kinds of jobs, by what stands first on the command line."""

from __future__ import annotations

from ..methods import all_methods
from .job import JobKind
from .jobs.choice_job import ChoiceKind
from .jobs.comparison_job import ComparisonKind
from .jobs.fusion_job import FusionKind
from .jobs.season_job import SeasonKind

OF_MANY: tuple[type[JobKind], ...] = (SeasonKind, ComparisonKind, ChoiceKind)
"""Kinds of jobs besides the methods."""


def job_kinds() -> dict[str, JobKind]:
    """Return the kinds of jobs by their ids, the methods first."""
    kinds: list[JobKind] = [FusionKind(method) for method in all_methods().values()]
    kinds += [kind() for kind in OF_MANY]
    return {kind.id: kind for kind in kinds}
