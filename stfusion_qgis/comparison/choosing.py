"""Choosing a method: each predicts dates whose fine image is known, from the others."""

from __future__ import annotations

import os
from collections.abc import Iterator, Sequence
from contextlib import ExitStack
from tempfile import TemporaryDirectory

import numpy as np

from ..errors import InputError
from ..executors.executor import Executor
from ..images.guide_use import GuideUse, told_use
from ..images.image import Image
from ..images.image_options import ImageOptions
from ..images.scene import Scene
from ..images.source import Source
from ..methods.given_guide import GivenGuide, check_guide_of
from ..progress import Progress
from ..translation import tr
from .block_errors import BlockErrors
from .choice import Ranked, ranking
from .choice_outcome import BASELINE, Choice, ChoicePictures, KnownTarget
from .compare import common_pixels
from .contest import Contest, Run
from .contestants import Contestant, classical_contestants, network_contestants, with_guided
from .guided_trials import guided_trials
from .left_out_date import LeftOutDate, days_of, most_valid_window, references_of
from .trial_tasks import try_all

SIDE = 600
"""Greatest number of rows and columns that are predicted of each date, in fine pixels."""

_LEAST_SHARE = 0.9  # of the pixels that the baseline predicts; who predicts fewer is left out
_RUNNING = 0.9  # of the progress


def left_out_dates(scene: Scene, sources: Sequence[tuple[Source, Source]], options: ImageOptions,
                   folder: str, progress: Progress, around: Sequence[Source] = (),
                   guide: GivenGuide | None = None) -> list[LeftOutDate]:
    """Return each date of a series as one that is left out.

    scene: with the images of all dates, in order of time. sources: of these. options: for
    predicting. folder: for files. around: further coarse images, by which those of the dates may
    be steadied. guide: that of the scene, None for none.

    Raises:
        InputError: the guide shows nothing of the scene.
        Cancelled: through `progress`.
    """
    check_guide_of(scene, progress)
    around = [*(coarse for _, coarse in sources), *around]
    dates = []
    for target in range(len(scene.fine)):
        progress.check()
        references = references_of(scene, target)
        window = most_valid_window(scene, scene.wanted.window, [target, references[0]], SIDE)
        own = os.path.join(folder, str(target))
        os.makedirs(own, exist_ok=True)
        dates.append(LeftOutDate(scene, sources, target, references, window, options, own, around,
                                 None if guide is None else guide.source))
    return dates


def choose_method(dates: Sequence[LeftOutDate], seconds: float, *, threads: int = 0,
                  progress: Progress | None = None, executor: Executor | None = None,
                  folder: str | None = None, guide: GivenGuide | None = None) -> Choice:
    """Predict the dates with all methods that the time allows, and rank these.

    seconds: for all predictions together; the baseline is always awaited. executor: that computes
    each date and method as a task, None for one after another on threads. folder: for the
    predictions, which all workers see; None for one of this computer. guide: that of the dates,
    with which methods that take one are tried, too.

    Raises:
        InputError: no method can predict the dates.
        Cancelled: through `progress`.
    """
    progress = progress or Progress()
    with ExitStack() as folders:
        trials = _Trials(
            dates, [folders.enter_context(TemporaryDirectory(dir=folder)) for _ in dates],
            seconds, threads, guide, progress)
        if executor is None:
            trials.run(progress.part(0, _RUNNING))
        else:
            trials.run_on(executor, seconds, progress.part(0, _RUNNING))
        return trials.outcome(progress.part(_RUNNING, 1))


class _Trials:
    """Runs methods on all dates, and measures what they have predicted."""

    def __init__(self, dates: Sequence[LeftOutDate], folders: Sequence[str], seconds: float,
                 threads: int, guide: GivenGuide | None, progress: Progress):
        self._dates, self._folders, self._guide = dates, folders, guide
        self._uses: dict[str, list[GuideUse]] = {}  # of the guide, by the keys of contestants
        self._skipped: list[tuple[str, str]] = []
        self._contests = [Contest(date, folder, threads=threads, seconds=seconds,
                                  stop=progress.is_cancelled)
                          for date, folder in zip(dates, folders)]
        self._done: list[tuple[Contestant, list[str], float]] = []

    def run(self, progress: Progress) -> None:
        """Predict all dates with one method after another."""
        found = self._contestants()
        for number, contestant in enumerate(found):
            progress.show(number / len(found), tr("Trying {method}").format(
                method=contestant.title))
            progress.check()
            try:
                runs: list[Run] | str = list(self._runs(contestant))
            except InputError as error:
                progress.check()  # a method that was stopped says so as an error
                runs = str(error)
            self._keep(contestant, runs, progress)

    def run_on(self, executor: Executor, seconds: float, progress: Progress) -> None:
        """Predict all dates with all methods, as many at a time as the executor can."""
        found = self._contestants()
        tried = try_all(executor, found, self._dates, self._folders, seconds, progress)
        for contestant, runs in zip(found, tried):
            self._keep(contestant, runs, progress)

    def _contestants(self) -> list[Contestant]:
        available = min(date.available for date in self._dates)
        return with_guided([*classical_contestants(available), *network_contestants(
            available, self._dates[0].scene.grid)], self._guide)

    def _keep(self, contestant: Contestant, runs: list[Run] | str, progress: Progress) -> None:
        """Remember what a method has predicted, or why it has not."""
        if isinstance(runs, str):
            self._skipped.append((contestant.title, runs))
            return
        if contestant.guided:
            uses = self._uses[contestant.key] = [
                run.guide_use for run in runs if run.guide_use is not None]
            progress.info(tr("{method}: the guide counts for {use}").format(
                method=contestant.title, use=told_use(uses)))
            if uses and not any(use.counts for use in uses):
                return  # the same as without
        self._done.append((contestant, [run.path for run in runs],
                           sum(run.seconds for run in runs)))
        progress.info(tr("{method}: {seconds:.1f} s").format(
            method=contestant.title, seconds=self._done[-1][2]))

    def _runs(self, contestant: Contestant) -> Iterator[Run]:
        for number, contest in enumerate(self._contests):
            run = contest.compete(contestant)
            yield run
            left = run.seconds * (len(self._contests) - number - 1)
            if contestant.method.id != BASELINE and left > contest.seconds_left:
                raise InputError(tr("takes longer than there was time"))

    def outcome(self, progress: Progress) -> Choice:
        """Measure the predictions on the pixels that all methods have."""
        baselines = [i for i, (contestant, _, _) in enumerate(self._done)
                     if contestant.method.id == BASELINE and contestant.pairs == 1]
        if not baselines:
            reasons = "; ".join(f"{title}: {reason}" for title, reason in self._skipped)
            raise InputError(tr("No method can predict these dates. {reasons}").format(
                reasons=reasons))
        kept, common = self._comparable(baselines[0], progress.part(0, 0.5))
        baseline = kept.index(baselines[0])
        errors, targets = [], []
        for place, date in enumerate(self._dates):
            progress.show(0.5 + 0.5 * place / len(self._dates), tr("Measuring the predictions"))
            progress.check()
            images = [date.read(self._done[i][1][place]) for i in kept]
            truth, nearest = date.truth(), date.fine(date.references[0])
            counted = common[place] & nearest.valid
            errors.append(BlockErrors.of(images, truth, counted, date.ratio))
            targets.append(_described(date, truth, nearest, images[baseline], counted))
        ranked = ranking([self._done[i][0] for i in kept], [self._done[i][2] for i in kept],
                         errors, baseline)
        contestants, of_each = ([self._done[i][0] for i in kept],
                                {one.contestant.key: one.error for one in ranked})
        guided = guided_trials(contestants, [of_each[one.key] for one in contestants], errors,
                               baseline, self._uses)
        return Choice(ranked, targets, self._skipped, self._pictures(ranked, targets), guided)

    def _comparable(self, baseline: int, progress: Progress) -> tuple[list[int], list[np.ndarray]]:
        """Return the methods that predict enough of each date, and the pixels all of them have."""
        kept = set(range(len(self._done)))
        wanted: list[np.ndarray] = []
        predicted: list[dict[int, np.ndarray]] = []
        for place, date in enumerate(self._dates):
            progress.check()
            truth = date.truth().valid & date.fine(date.references[0]).valid
            valid = {i: date.read(self._done[i][1][place]).valid for i in sorted(kept)}
            predicted.append(valid)
            wanted.append(truth & valid[baseline])
            if not wanted[-1].any():
                raise InputError(tr("No pixel of {date} can be predicted: check the masks, or "
                                    "leave it out.").format(date=date.name_of(date.target)))
            for i in sorted(kept):
                if (valid[i] & wanted[-1]).sum() < _LEAST_SHARE * wanted[-1].sum():
                    kept.discard(i)
                    self._skipped.append((self._done[i][0].title, tr("predicts too few pixels")))
        order = sorted(kept)
        return order, [common_pixels((valid[i] for i in order), pixels)[0]
                       for valid, pixels in zip(predicted, wanted)]

    def _pictures(self, ranked: Sequence[Ranked], targets: Sequence[KnownTarget]) -> ChoicePictures:
        """Return images of the date that has changed most: the two best, and the baseline."""
        place = int(np.argmax([target.change for target in targets]))
        date = self._dates[place]
        paths = {contestant.title: files[place] for contestant, files, _ in self._done}
        shown = [one.contestant for one in ranked[:2]]
        shown += [one.contestant for one in ranked[2:] if one.contestant.method.id == BASELINE][:1]
        return ChoicePictures(place, date.fine(date.references[0]), date.coarse(date.target),
                              date.truth(),
                              {one.title: date.read(paths[one.title]) for one in shown})


def _described(date: LeftOutDate, truth: Image, nearest: Image, baseline: Image,
               counted: np.ndarray) -> KnownTarget:
    def errors(image: Image) -> np.ndarray:
        difference = image.values[:, counted].astype(np.float64) - truth.values[:, counted]
        return np.sqrt(np.mean(difference ** 2, axis=1))

    deviation = truth.values[:, counted].std(axis=1)
    change = errors(nearest)
    relative = (np.log(np.maximum(change, 1e-30))
                - np.log(np.maximum(errors(baseline), 1e-30))).mean()
    days = days_of(date.scene)
    return KnownTarget(
        date.name_of(date.target), date.name_of(date.references[0]),
        abs(days[date.target] - days[date.references[0]]) if days else None,
        0 < date.target < len(date.scene.fine) - 1,
        float((change / np.where(deviation > 0, deviation, 1)).mean()), float(np.exp(relative)),
        int(counted.sum()))
