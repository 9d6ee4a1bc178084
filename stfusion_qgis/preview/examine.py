"""The examination of the images of a fusion, before anything is computed."""

from __future__ import annotations

import datetime
from dataclasses import dataclass, replace

from ..errors import InputError
from ..images import checks
from ..images.band_matching import match_bands
from ..images.grid import Grid
from ..images.inputs import Inputs
from ..images.raster import Raster
from ..images.roles import COARSE_PREDICTION, FINE_1, REFERENCE, Role
from ..images.scene_opening import open_source
from ..images.source import Source
from ..progress import Progress
from ..translation import tr

# Images of a pair that lie further apart than this are worth a word.
_SAME_DATE_DAYS = 1


@dataclass(frozen=True)
class Finding:
    """The facts and the problem of one image.

    date, grid, bands: of the image; grid is None if it cannot be opened. ratio: of a coarse
    image, the side of its pixels in fine ones; below 1.2 if it was resampled.
    problem: why it cannot be used. remark: what the user should know all the same.
    """

    date: datetime.date | None = None
    grid: Grid | None = None
    bands: int = 0
    ratio: float | None = None
    problem: str = ""
    remark: str = ""


def examine(inputs: Inputs) -> dict[Role, Finding]:
    """Return the finding on each image, by its role.

    Only the files' headers are read.
    """
    examination = _Examination(inputs)
    examination.run()
    return examination.findings


class _Examination:
    def __init__(self, inputs: Inputs):
        self._inputs = inputs
        self._rasters: dict[Role, Raster] = {}
        self.findings: dict[Role, Finding] = {}

    def run(self) -> None:
        for role, source in self._inputs.images:
            self._open(role, source)
        lead = self._rasters.get(FINE_1) or self._rasters.get(COARSE_PREDICTION)
        if lead is None:
            return
        for role, raster in self._rasters.items():
            self._check(role, lead, raster)
        for role in self._rasters:
            if role.is_fine and role != REFERENCE:
                self._compare_dates(role, role.partner, tr(
                    "Taken {days} days apart from the fine image of the pair."))
        self._compare_dates(COARSE_PREDICTION, REFERENCE, tr(
            "Taken {days} days apart from the coarse image of the prediction date."))

    def _open(self, role: Role, source: Source) -> None:
        try:
            raster = open_source(source)
        except InputError as error:
            self.findings[role] = Finding(problem=str(error))
            return
        self._rasters[role] = raster
        self.findings[role] = Finding(raster.date, raster.grid, len(raster.bands))

    def _check(self, role: Role, lead: Raster, raster: Raster) -> None:
        finding = self.findings[role]
        try:
            for other, earlier in self._rasters.items():
                if other == role:
                    break
                checks.check_distinct([earlier, raster])
            if raster is not lead:
                match_bands(lead, raster, self._inputs.options.band_matching)
                checks.check_overlap(lead.grid, [raster], lead.name)
            finding = self._check_resolution(finding, role, lead, raster)
        except InputError as error:
            finding = replace(finding, problem=str(error))
        self.findings[role] = finding

    def _check_resolution(self, finding: Finding, role: Role, lead: Raster,
                          raster: Raster) -> Finding:
        if raster is lead:
            return finding
        if role.is_fine:
            remarks = Progress().collecting()
            checks.fine_grid([lead, raster], [], None, remarks)
            return replace(finding, remark=" ".join(remarks.warnings))
        checks.check_resolution(lead.grid, [raster], None, lead.name)
        side = lead.grid.pixel_side_in(raster.grid)
        return replace(finding, ratio=1 / side if side else None)

    def _compare_dates(self, one: Role, other: Role, text: str) -> None:
        dates = [self.findings[role].date for role in (one, other) if role in self.findings]
        known = [date for date in dates if date is not None]
        if len(known) < 2:
            return
        days = abs((known[0] - known[1]).days)
        if days > _SAME_DATE_DAYS:
            self.findings[other] = replace(self.findings[other], remark=text.format(days=days))
