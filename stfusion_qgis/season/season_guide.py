"""The guide of a season: checked before anything is predicted, and told of afterwards."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace

from ..images.guide_use import told_use
from ..images.provenance import provenance_of
from ..images.scene_opening import open_guide
from ..images.source import short_name
from ..methods import all_methods
from ..methods.given_guide import check_guide_of, takes_guide
from ..progress import Progress
from ..translation import tr
from .method_steps import FromPairs
from .season_request import SeasonRequest
from .season_scene import SeasonScene


def with_guide(request: SeasonRequest, season: SeasonScene, progress: Progress) -> SeasonScene:
    """Return a season with its guide, or tell that the method takes none.

    Raises:
        InputError: the guide cannot be used.
    """
    if request.guide is None:
        return season
    if request.guide_used is None:
        progress.info(tr("The guide is not used: the method of the season takes none. These take "
                         "one: {methods}.").format(methods=", ".join(
                             tr(method.title) for method in all_methods().values()
                             if takes_guide(method))))
        return season
    guide = open_guide(request.guide.source, season.scene, progress)
    all_methods()[request.method].check_guide(guide)
    season = replace(season, scene=replace(season.scene, guide=guide))
    check_guide_of(season.scene, progress)
    return season


def told_guide(request: SeasonRequest, predicted: Mapping[int, Sequence[FromPairs]],
               progress: Progress) -> str:
    """Return what the guide counted for, "" without one, and tell it.

    predicted: files of the method by day, while they are there; none of dates that were kept.
    """
    if request.guide is None:
        return ""
    name = request.guide.source.name or short_name(request.guide.source.path)
    if request.guide_used is None:
        return tr("{guide}: not used, the method takes none").format(guide=name)
    uses = [made.guide_use for files in predicted.values() for file in files
            if (made := provenance_of(file.path)) is not None and made.guide_use is not None]
    if not uses:
        return name
    text = tr("{guide}: counts in {number} of {count} predictions; {use}").format(
        guide=name, number=sum(use.counts for use in uses), count=len(uses), use=told_use(uses))
    progress.info(text)
    return text
