"""Running the benchmark: dates are held out, predicted by every method, and measured alike."""

from __future__ import annotations

import datetime
import os
from collections.abc import Sequence
from dataclasses import asdict, dataclass, field, replace
from tempfile import TemporaryDirectory

from ..comparison.comparison import distinct_names
from ..comparison.contest import Contest
from ..comparison.contestants import Contestant, with_guided
from ..comparison.left_out_date import LeftOutDate, references_of
from ..errors import Cancelled, InputError
from ..images.area import Area
from ..images.fingerprint import Fingerprint
from ..images.guide_use import told_use
from ..images.image_options import PUBLISHED, ImageOptions
from ..images.inputs import Inputs
from ..images.scene import Scene
from ..images.scene_opening import open_scene
from ..images.source import Source
from ..methods.given_guide import GivenGuide, check_guide_of
from ..progress import Progress
from ..translation import tr
from .benchmark_options import PROTOCOL, SIMULATED, BenchmarkOptions
from .benchmark_pictures import write_pictures
from .benchmark_record import BenchmarkRecord
from .data_set import DataSet
from .environment import machine, versions
from .fingerprinted_pixels import recorded_images
from .measuring_methods import MethodRun, measured_methods
from .participants import network_files, participants, remarks_on_network
from .simulated_coarse import simulated_images
from .tile_split import TileSplit

TRAINING_AREA = "training_area.gpkg"
PICTURES = "pictures"

_OPENED, _PREDICTED = 0.05, 0.8  # of the progress


@dataclass(frozen=True)
class BenchmarkRequest:
    """What is asked of a benchmark.

    data: the pairs. methods: ids, () for all without networks. networks: files of networks.
    options: of the protocol. image_options: how images are brought together. area: that is
    predicted. threads: 0 for one a processor core. guide: with it methods that take one take part
    once more.
    """

    data: DataSet
    methods: Sequence[str] = ()
    networks: Sequence[str] = ()
    options: BenchmarkOptions = field(default_factory=BenchmarkOptions)
    image_options: ImageOptions = field(default_factory=ImageOptions)
    area: Area = field(default_factory=Area)
    threads: int = 0
    guide: GivenGuide | None = None


def run_benchmark(request: BenchmarkRequest, folder: str, progress: Progress) -> BenchmarkRecord:
    """Predict the held-out dates with all methods, and return what was measured.

    folder: for pictures, and for the outlines of the tiles that may be learnt from.

    Raises:
        InputError: the images do not suit, or nothing can be written.
        Cancelled: through `progress`.
    """
    os.makedirs(folder, exist_ok=True)
    with TemporaryDirectory() as work:
        scene, sources = _opened(request, work, progress.part(0.0, _OPENED))
        dates = _held_out(request, scene, sources, work)
        split = _split(request.options, dates[0], scene)
        if split.side:
            split.write_training_area(os.path.join(folder, TRAINING_AREA))
        available = min(date.available for date in dates)
        found, skipped = participants(request.methods, request.networks, available,
                                      dates[0].values)
        check_guide_of(scene, progress)
        found = with_guided(found, request.guide)
        notes = _notes(request, dates)
        for note in notes:
            progress.warn(note)
        predictions = _predicted(found, dates, work, request.threads, skipped,
                                 progress.part(_OPENED, _PREDICTED))
        held_out, methods = measured_methods(predictions, dates, split, skipped, request.threads,
                                             progress.part(_PREDICTED, 0.97), guide=_named(scene))
        write_pictures(os.path.join(folder, PICTURES), predictions, methods, dates, held_out)
        return BenchmarkRecord(
            PROTOCOL, datetime.datetime.now(datetime.timezone.utc).isoformat(timespec="seconds"),
            versions(), machine(), request.data.name, tuple(scene.lead.band_names), scene.ratio,
            scene.grid.pixel_metres, _options(request, scene, split),
            recorded_images(scene, progress), held_out, methods, tuple(skipped), notes)


def _opened(request: BenchmarkRequest, work: str, progress: Progress,
            ) -> tuple[Scene, list[tuple[Source, Source]]]:
    """Return the scene of all pairs, and the images of each, simulated ones where wanted."""
    data = request.data.without(request.options.left_out_dates())
    options = request.image_options
    if options.ratio is None and data.ratio is not None:
        options = replace(options, ratio=data.ratio)
    coarse = list(data.coarse)
    scene = _scene(request, data.fine, coarse, options, progress)
    if request.options.coarse == SIMULATED:
        ratio = request.options.simulated_ratio or round(scene.ratio or 0)
        if ratio < 2:
            raise InputError(tr(
                "The scale ratio of the coarse images is unknown: give that of the simulated "
                "ones."))
        coarse = simulated_images(scene, ratio, os.path.join(work, "coarse"), progress)
        scene = _scene(request, data.fine, coarse, replace(
            options, ratio=None, coarse_bands="", coregister=False), progress)
    return scene, list(zip(data.fine, coarse))


def _scene(request: BenchmarkRequest, fine: Sequence[Source], coarse: Sequence[Source],
           options: ImageOptions, progress: Progress) -> Scene:
    # What lasts of the sensors' difference is found for each date without its fine image.
    guide = None if request.guide is None else request.guide.source
    return open_scene(Inputs.of(fine, coarse, [], area=request.area, guide=guide, **vars(replace(
        options, sensor_difference=PUBLISHED, steady_days=0))), progress)


def _held_out(request: BenchmarkRequest, scene: Scene, sources: Sequence[tuple[Source, Source]],
              work: str) -> list[LeftOutDate]:
    """Return the dates to predict, each with those that it may be predicted from.

    Raises:
        InputError: a date that was asked for is not there, or none is left to predict from.
    """
    there = {raster.date: i for i, raster in enumerate(scene.fine)}
    wanted = request.options.held_out_dates()
    for date in wanted:
        if date not in there:
            raise InputError(tr("There is no pair of {date}. There are: {known}").format(
                date=date, known=", ".join(map(str, there))))
    targets = sorted(there[date] for date in wanted) or list(range(len(scene.fine)))
    together = targets if wanted else []
    options = replace(request.image_options, **{
        name: getattr(scene.options, name) for name in ("ratio", "coarse_bands", "coregister")})
    found = []
    for target in targets:
        references = [i for i in references_of(scene, target) if i not in together]
        if not references:
            raise InputError(tr("All dates are held out: none is left to predict them from."))
        own = os.path.join(work, str(target))
        os.makedirs(own)
        found.append(LeftOutDate(scene, sources, target, references, scene.wanted.window, options,
                                 own, [coarse for _, coarse in sources],
                                 None if request.guide is None else request.guide.source))
    return found


def _split(options: BenchmarkOptions, date: LeftOutDate, scene: Scene) -> TileSplit:
    border = options.border if options.border is not None else round(scene.ratio or 1)
    split = TileSplit(date.grid, options.tile or 0, border)
    if not split.measured(date.grid.whole()).any():
        raise InputError(tr("No pixel is left to measure: the border of {border} pixels is too "
                            "wide for the images or the test tiles.").format(border=border))
    return split


def _predicted(found: Sequence[Contestant], dates: Sequence[LeftOutDate], work: str, threads: int,
               skipped: list[tuple[str, str]], progress: Progress) -> list[MethodRun]:
    """Return the predictions of all methods; those that cannot are added to `skipped`."""
    predictions = []
    titles = distinct_names([contestant.title for contestant in found])
    for number, (title, contestant) in enumerate(zip(titles, found)):
        paths, seconds, uses = [], 0.0, []
        try:
            for place, date in enumerate(dates):
                progress.report((number + place / len(dates)) / len(found), tr(
                    "{method}, {date}").format(method=title,
                                               date=date.name_of(date.target)))
                own = os.path.join(work, f"{number}_{place}")
                os.makedirs(own)
                run = Contest(date, own, threads=threads, stop=progress.is_cancelled).predict(
                    contestant)
                paths.append(run.path)
                uses += [] if run.guide_use is None else [run.guide_use]
                seconds += run.seconds
        except InputError as error:
            progress.check()
            skipped.append((title, str(error)))
            progress.info(f"{title}: {error}")
            continue
        except Cancelled:
            progress.check()
            raise
        progress.info(tr("{method}: {seconds:.1f} s").format(method=title,
                                                             seconds=seconds))
        predictions.append(MethodRun(title, contestant, paths, seconds, told_use(uses)))
    return predictions


def _options(request: BenchmarkRequest, scene: Scene, split: TileSplit) -> dict[str, object]:
    """Return all that was chosen, as it was used: on it depends whether figures compare."""
    return {**asdict(request.options), "border": split.border,
            "held_out": ", ".join(map(str, request.options.held_out_dates())),
            "left_out": ", ".join(map(str, request.options.left_out_dates())),
            **asdict(replace(request.image_options, ratio=scene.ratio)),
            "area": request.area.as_record()}


def _notes(request: BenchmarkRequest, dates: Sequence[LeftOutDate]) -> tuple[str, ...]:
    """Return what readers should know of the networks that take part, and of the guide."""
    held_out = [date.name_of(date.target) for date in dates]
    of_guide = [] if request.guide is None else [tr(
        "A guide that was made of the dates that are held out knows the truth: then its figures "
        "are no test.")]
    return (*of_guide, *(note for path in network_files(request.methods, request.networks)
                 for note in remarks_on_network(path, held_out)))


def _named(scene: Scene) -> str:
    """Return the name and the digest of the guide, "" without one."""
    if scene.guide is None:
        return ""
    known = Fingerprint.of(scene.guide.layer.path or "")
    return f"{scene.guide.name} {known.digest if known else ''}".rstrip()
