"""What all blocks of a season share: the coarse curve, traits, and the proof on dates held out."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace

from ..images.alignment import Aligned
from ..images.raster import Raster
from ..progress import Progress
from ..translation import tr
from .cell_courses import CellModes
from .common_scale import tell_of_bias
from .held_out import ProofDate, factors_of, held_out
from .index_images import index_sources
from .method_steps import FromPairs
from .season_blocks import MethodImage, SeasonBlocks
from .season_request import IN_TIME, SeasonRequest
from .season_sample import SeasonSample
from .season_scene import SeasonScene
from .smoothing.coarse_curve import CoarseCurve
from .smoothing.mode_curves import ModeCurves
from .spectral_index import SpectralIndex

_OPENED, _SMOOTHED = 0.15, 0.33  # of the progress


@dataclass(frozen=True)
class PreparedSeason:
    """What all blocks of a season share.

    season: as it is fused: images of the index, where that is. index: of the results, or None.
    proof: dates that were held out, in order.
    """

    season: SeasonScene
    index: SpectralIndex | None
    curve: CoarseCurve
    sample: SeasonSample
    proof: tuple[ProofDate, ...]

    def blocks(self, request: SeasonRequest, methods: Mapping[int, Sequence[FromPairs]],
               progress: Progress) -> SeasonBlocks:
        """Return what computes blocks; methods: files of predictions by another method, by day."""
        season, sample = self.season, self.sample
        in_time = request.method == IN_TIME
        share = 0.0 if in_time else sample.mode_share.of()
        curves = _mode_curves(sample, share, progress) if share else None
        traits = sample.traits_with(share).with_factors(factors_of(self.proof, season.bands))
        for source in season.fine:
            if source.date and source.date.toordinal() in traits.contradicting:
                progress.warn(tr(
                    "{layer} contradicts the images before and after it, which agree, in more than "
                    "a tenth of its pixels: other dates do not use these. If they are clouds, give "
                    "a mask.").format(layer=source.name))
        curve = CoarseCurve(walk=self.curve.walk, first=self.curve.first) if in_time else self.curve
        calibration = season.scene.lead.calibration.of(season.scene.lead.selection)
        count = sum(map(len, methods.values()))
        predicted = {day: [MethodImage(Aligned(Raster(path).calibrated(calibration),
                                               season.scene.grid, "nearest", count), fine)
                           for path, fine in of_day] for day, of_day in methods.items()}
        return SeasonBlocks(season, curve, traits, request.keep_fine, request.smoothing,
                            None if request.index_first else self.index, predicted, curves)


def _mode_curves(sample: SeasonSample, share: float, progress: Progress) -> ModeCurves | None:
    """Return by what pixels depart from the coarse curve of their cells, and tell of it."""
    season, modes = sample.season, sample.modes_of(range(len(sample.season.days)))
    if modes is None or season.cells is None:
        return None
    progress.info(tr("Pixels within a coarse one are told apart by their courses of the season: "
                     "{percent:.0f} % of that is used, as fine images that were held out show"
                     ).format(percent=100 * share))
    return ModeCurves(modes, season.cells, CellModes(season, modes), share)


def opened_season(request: SeasonRequest, progress: Progress) -> SeasonScene:
    """Return the images of a request; those that cannot be opened are left out, and named.

    Raises:
        InputError: no fine image is left, or images do not fit together.
        Cancelled: through `progress`.
    """
    return SeasonScene.of(request.fine, request.coarse, request.options, request.area, progress,
                          request.reference)


def index_of(request: SeasonRequest, season: SeasonScene) -> SpectralIndex | None:
    """Return the index that is wanted in place of the bands, None for the bands.

    Raises:
        InputError: the images lack a band of it.
    """
    return SpectralIndex(request.index, season.scene.lead.selected_bands) if request.index else None


def fused_season(request: SeasonRequest, season: SeasonScene, work: str, progress: Progress,
                 ) -> SeasonScene:
    """Return a season as it is fused: where the index itself is, of images of it in `work`.

    Raises:
        InputError: the images lack a band of it, or none of them can be read.
    """
    index = index_of(request, season)
    if index is None or not request.index_first:
        return season
    fine, coarse = index_sources(season, index, work, progress)
    options = replace(request.options, fine_bands="", coarse_bands="", scale_coarse=False,
                      band_matching="number")
    return SeasonScene.of(fine, coarse, options, request.area, progress, season.reference)


def prepare_season(request: SeasonRequest, season: SeasonScene, days: Iterable[int], work: str,
                   progress: Progress) -> PreparedSeason:
    """Return what all blocks of the wanted days share.

    work: folder for files that have to be there as long as the result.

    Raises:
        BrokenImage: an image cannot be read.
        InputError: the images cannot be used.
        Cancelled: through `progress`.
    """
    index = index_of(request, season)
    season = fused_season(request, season, work, progress.part(0, _OPENED))
    curve = season.curve({*season.days, *days}, progress.part(_OPENED, _SMOOTHED))
    sample = SeasonSample.of(season, curve, Progress().until(progress.is_cancelled))
    season = sample.season
    if season.bias is not None:
        tell_of_bias(season.bias, season.sensors, season.reference, season.scene.lead.band_names,
                     progress)
    proof = tuple(held_out(sample, progress.part(_SMOOTHED, 1)))
    return PreparedSeason(season, index, curve, sample, proof)
