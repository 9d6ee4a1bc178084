"""The examination of the images of a fusion, before anything is computed."""

from __future__ import annotations

import datetime
from collections.abc import Mapping
from dataclasses import dataclass, field, replace

from ..errors import InputError
from ..images import checks
from ..images.band_matching import match_bands, with_listed_bands
from ..images.band_order import order_contradicted, order_remedy
from ..images.grid import Grid
from ..images.inputs import Inputs
from ..images.longitudes import near
from ..images.polygon_labels import PolygonLabels, holds_polygons
from ..images.raster import Raster
from ..images.resampled_ratio import is_resampled, ratio_missing, ratio_of
from ..images.roles import COARSE_PREDICTION, FINE_1, GUIDE, REFERENCE, Role
from ..images.scene_opening import open_source
from ..images.source import Source
from ..progress import Progress
from ..remedies import Remedy
from ..translation import tr

# Images of a pair that lie further apart than this are worth a word.
_SAME_DATE_DAYS = 1


@dataclass(frozen=True)
class Finding:
    """The facts and the problem of one image.

    date, grid, bands: of the image; grid is None if it cannot be opened. ratio: of a coarse
    image, the side of its pixels in fine ones; below 1.2 if it was resampled.
    problem: why it cannot be used. remarks: what the user should know all the same. remedies: of
    these, by their texts.
    """

    date: datetime.date | None = None
    grid: Grid | None = None
    bands: int = 0
    ratio: float | None = None
    problem: str = ""
    remarks: tuple[str, ...] = ()
    remedies: Mapping[str, Remedy] = field(default_factory=dict)

    def with_remark(self, text: str, remedy: Remedy | None = None) -> Finding:
        """Return the finding with a further remark."""
        return replace(self, remarks=(*self.remarks, text), remedies={
            **self.remedies, **({} if remedy is None else {text: remedy})})


def examine(inputs: Inputs) -> dict[Role, Finding]:
    """Return the finding on each image, by its role.

    Only the files' headers are read, some pixels of masks, and of images that were resampled.
    """
    examination = _Examination(inputs)
    examination.run()
    return examination.findings


class _Examination:
    def __init__(self, inputs: Inputs):
        self._inputs = inputs
        self._rasters: dict[Role, Raster] = {}
        self._polygons: Source | None = None  # of the guide
        self.findings: dict[Role, Finding] = {}

    def run(self) -> None:
        for role, source in self._inputs.images:
            self._open(role, source)
        lead = self._rasters.get(FINE_1) or self._rasters.get(COARSE_PREDICTION)
        if lead is None:
            return
        for role, raster in self._rasters.items():
            self._check(role, lead, raster)
        if self._polygons is not None:
            self._check_polygons(self._polygons, lead)
        for role in self._rasters:
            if role.is_fine and role != REFERENCE:
                self._compare_dates(role, role.partner, tr(
                    "Taken {days} days apart from the fine image of the pair."))
        self._compare_dates(COARSE_PREDICTION, REFERENCE, tr(
            "Taken {days} days apart from the coarse image of the prediction date."))

    def _open(self, role: Role, source: Source) -> None:
        if role == GUIDE and holds_polygons(source.path):
            self._polygons = source
            return
        heard = Progress().collecting()
        try:
            options = self._inputs.options
            rule = f"{'coarse' if role.is_coarse else 'fine'}_mask_rule"
            raster = with_listed_bands(open_source(source, heard, rule), (
                "" if role in (REFERENCE, GUIDE) else
                options.coarse_bands if role.is_coarse else options.fine_bands))
        except InputError as error:
            self.findings[role] = Finding(problem=str(error))
            return
        self._rasters[role] = raster
        self.findings[role] = Finding(raster.date, raster.grid, len(raster.bands),
                                      remarks=tuple(heard.warnings), remedies=heard.remedies)

    def _check(self, role: Role, lead: Raster, raster: Raster) -> None:
        finding, raster = self.findings[role], near(raster, lead.grid)
        try:
            for other, earlier in self._rasters.items():
                if other == role:
                    break
                checks.check_distinct([earlier, raster])
            if role == GUIDE:
                checks.check_overlap(lead.grid, [raster], lead.name)
                return
            if raster is not lead:
                raster = self._matched(role, lead, raster)
                checks.check_overlap(lead.grid, [raster], lead.name)
            finding = self._check_resolution(finding, role, lead, raster)
            if raster is not lead and self._inputs.options.band_matching == "number":
                contradiction = order_contradicted(lead, raster)
                if contradiction:
                    finding = finding.with_remark(
                        contradiction, order_remedy(lead, raster, role.is_coarse))
        except InputError as error:
            finding = replace(finding, problem=str(error))
        self.findings[role] = finding

    def _check_polygons(self, polygons: Source, lead: Raster) -> None:
        problem = ""
        try:
            PolygonLabels(polygons, lead.grid)
        except InputError as error:
            problem = str(error)
        self.findings[GUIDE] = Finding(problem=problem)

    def _matched(self, role: Role, lead: Raster, raster: Raster) -> Raster:
        """Return a raster with the bands that belong to those of the lead."""
        options = self._inputs.options
        if role == REFERENCE and len(raster.bands) != len(lead.selection):
            raster = with_listed_bands(raster, options.fine_bands)
        return raster.with_bands(match_bands(lead, raster, options.band_matching))

    def _check_resolution(self, finding: Finding, role: Role, lead: Raster,
                          raster: Raster) -> Finding:
        if raster is lead:
            return finding
        if role.is_fine:
            heard = Progress().collecting()
            checks.fine_grid([lead, raster], [], None, heard)
            return replace(finding, remarks=(*finding.remarks, *heard.warnings))
        checks.check_resolution(lead.grid, [raster], None, lead.name)
        side = lead.grid.pixel_side_in(raster.grid)
        finding = replace(finding, ratio=1 / side if side else None)
        if self._inputs.options.ratio or not is_resampled(raster, lead.grid) \
                or FINE_1 not in self._rasters:
            return finding
        ratio = ratio_of(raster, lead.grid)
        return finding.with_remark(ratio_missing(raster, lead, ratio), None if ratio is None else
                                   Remedy(tr("Set it"), {"ratio": ratio}))

    def _compare_dates(self, one: Role, other: Role, text: str) -> None:
        dates = [self.findings[role].date for role in (one, other) if role in self.findings]
        known = [date for date in dates if date is not None]
        if len(known) < 2:
            return
        days = abs((known[0] - known[1]).days)
        if days > _SAME_DATE_DAYS:
            self.findings[other] = self.findings[other].with_remark(text.format(days=days))
