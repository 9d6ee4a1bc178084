"""All checks of a fusion method, one by one or together."""

from __future__ import annotations

import warnings
from collections.abc import Callable, Collection, Iterator
from dataclasses import dataclass
from functools import partial
from typing import Any

from ..methods.method import Method
from ..parameters import descriptions
from . import described, promises, sparse_promises
from .trial import Trial


@dataclass(frozen=True)
class Check:
    """One check of one method: to be called.

    name: of the promise, the same for all methods. pairs: the reference pairs that the method
    gets, None where it is not run.
    """

    method: Method
    name: str
    pairs: int | None
    promise: Callable[[], None]

    def __str__(self) -> str:
        pairs = "" if self.pairs is None else f"-{self.pairs}"
        return f"{self.method.id}{pairs}-{self.name}"

    def __call__(self) -> None:
        """Raise `AssertionError` with the promise that is broken; warnings break it, too."""
        try:
            with warnings.catch_warnings():
                warnings.simplefilter("error", RuntimeWarning)
                self.promise()
        except (AssertionError, RuntimeWarning) as error:
            raise AssertionError(f"{self}: {error}") from error


def check_method(method: Method, *, parameters: Callable[[int], Any] | None = None,
                 without: Collection[str] = ()) -> None:
    """Check that a method keeps what `Method` promises; see `checks`.

    Raises:
        AssertionError: it does not; the message says which promise is broken, and how.
    """
    for check in checks(method, parameters=parameters, without=without):
        check()


def checks(method: Method, *, parameters: Callable[[int], Any] | None = None,
           without: Collection[str] = (), guided: bool = False) -> list[Check]:
    """Return all checks of a method, with each number of pairs that it takes.

    parameters: returns the parameters for a number of pairs; by default `method.Parameters()`.
    without: names of checks that are left out, as the method promises less. guided: whether the
    method gets a guide.

    Raises:
        ValueError: `without` has a name of no check.
    """
    least, most = method.pairs
    found = list(_of_description(method))
    for pairs in range(least, most + 1):
        trial = Trial(method, pairs, parameters, guided)
        found += [Check(method, name, pairs, partial(promise, trial))
                  for name, promise in _of_predictions(trial)]
    unknown = set(without) - {check.name for check in found}
    if unknown:
        raise ValueError(f"{method.id} has no check named {', '.join(sorted(unknown))}")
    return [check for check in found if check.name not in without]


def _of_description(method: Method) -> Iterator[Check]:
    yield Check(method, "description", None, partial(described.describes_itself, method))
    for name in descriptions(method.Parameters):
        yield Check(method, f"parameter {name}", None,
                    partial(described.describes_parameter, method, name))


def _of_predictions(trial: Trial) -> Iterator[tuple[str, Callable[[Trial], None]]]:
    yield "predictions", promises.makes_predictions
    yield "blocks", partial(promises.blocks_do_not_matter, offset=(0, 0))
    yield "blocks, cut cells", partial(promises.blocks_do_not_matter, offset=(3, 5))
    yield "part of the whole", promises.parts_are_those_of_the_whole
    yield "several dates", promises.dates_do_not_matter
    yield "accuracy", promises.beats_a_constant
    yield "units", promises.units_do_not_matter
    yield "mirrored", partial(promises.directions_do_not_matter, turn=promises.half_turn)
    yield "transposed", partial(promises.directions_do_not_matter, turn=promises.transposition)
    paired = trial.pairs if trial.method.paired else 0
    for kind, count in (("fine", trial.pairs), ("coarse", paired), ("predictions", 1)):
        for index in range(min(count, 2)):
            yield f"gap in {kind} {index + 1}", partial(
                promises.gaps_stay_gaps, kind=kind, index=index)
    yield "small area", sparse_promises.small_areas_are_no_trouble
    yield "single pixel", sparse_promises.single_pixels_are_no_trouble
    yield "stripes", sparse_promises.stripes_are_no_trouble
    yield "unknown", sparse_promises.unknown_is_nodata
    yield "empty blocks", sparse_promises.empty_blocks_do_not_matter
    if trial.method.gives_uncertainty:
        yield "uncertainty", promises.uncertainty_is_sound
    yield "small scene", promises.scenes_may_be_small
    for bands in (1, 20):
        yield f"bands {bands}", partial(promises.bands_may_be_any, bands=bands)
    for change in (0.0, 0.1):
        yield f"constant images, change {change}", partial(
            promises.constant_images_are_no_trouble, change=change)
        if paired:
            yield f"same change {change}", partial(
                promises.the_same_change_is_added, change=change)
    if trial.pairs:
        yield "resampled coarse images", promises.coarse_images_may_be_resampled
    yield "progress", promises.progress_only_rises
