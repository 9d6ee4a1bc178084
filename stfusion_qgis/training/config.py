"""The configuration of a training: images, architecture, budget, and the file of the network."""

from __future__ import annotations

import datetime
import json
import math
from collections.abc import Collection
from dataclasses import asdict, dataclass, field, fields, replace
from typing import Any, Union

from ..errors import InputError
from ..images.area import Area
from ..images.dates import date_in
from ..images.image_options import ImageOptions
from ..images.source import Source
from ..parameters import check, descriptions
from ..translation import tr
from .architecture_catalogue import CATALOGUE

Entry = Union[str, dict[str, Any]]
"""An image in a configuration."""


@dataclass(frozen=True)
class Pair:
    """The images of a date; without `coarse` it is simulated from the fine image.

    An image is a path, or the entries of `Source` where more than the path is set. guide: features
    of the fine image, or another image of its date.
    """

    fine: Entry
    coarse: Entry | None = None
    date: str | None = None
    fine_mask: Entry | None = None
    coarse_mask: Entry | None = None
    guide: Entry | None = None

    def fine_source(self) -> Source:
        """Return the fine image as a scene opens it."""
        return self._source(self.fine, self.fine_mask)

    def coarse_source(self) -> Source:
        """Return the coarse image as a scene opens it."""
        return self._source(self.coarse or "", self.coarse_mask)

    def guide_source(self) -> Source | None:
        """Return the guide of its date, None if it has none."""
        return _source(self.guide) if self.guide else None

    def _source(self, entry: Entry, mask: Entry | None) -> Source:
        return replace(_source(entry), mask=_source(mask) if mask else None, date=_date(self.date))


@dataclass(frozen=True)
class Sensor:
    """A range for each property of the coarse sensors that are simulated.

    ratio: side of a coarse pixel in fine ones. psf: full width at half maximum of the point spread
    function, in coarse pixels. shift: standard deviation of the registration error in coarse
    pixels. noise: of a coarse pixel, in deviations of the band. gain: standard deviation of the
    gain of a band against the fine sensor's. offset: likewise, in deviations of the band.
    """

    ratio: tuple[float, float] = (8.0, 20.0)
    psf: tuple[float, float] = (0.0, 1.0)
    shift: tuple[float, float] = (0.0, 0.1)
    noise: tuple[float, float] = (0.0, 0.05)
    gain: tuple[float, float] = (0.0, 0.05)
    offset: tuple[float, float] = (0.0, 0.05)

    @classmethod
    def of(cls, given: dict[str, Any]) -> Sensor:
        """Read ranges; a single number is a range of its own."""
        _known(given, _names(cls), "simulate")
        ranges = {}
        for name, value in given.items():
            pair = [value, value] if isinstance(value, (int, float)) else value
            if not (isinstance(pair, (list, tuple)) and len(pair) == 2
                    and all(isinstance(end, (int, float)) for end in pair)
                    and 0 <= pair[0] <= pair[1]):
                raise InputError(tr("The entry '{entry}' must be a number or a range of two, from "
                                    "the lower to the higher.").format(entry=f"simulate.{name}"))
            ranges[name] = float(pair[0]), float(pair[1])
        sensor = cls(**ranges)
        if sensor.ratio[0] < 2:
            raise InputError(tr("The scale ratio of simulated coarse images must be 2 or more."))
        return sensor


_NOT_TRAINED = "upscaling", "sensor_difference", "lasting_share"

OPTIONS = tuple(name for name in descriptions(ImageOptions) if name not in _NOT_TRAINED)
"""The names of the image options of a scene. It has a fine grid, so there is no upscaling. Coarse
images stay as they are: each is that of a prediction date, too, and what is taken off it with the
help of its fine image would tell the network what it has to predict."""


@dataclass(frozen=True)
class SceneFiles:
    """The images of a scene, and how they are brought together.

    simulate: the coarse sensors of a scene without coarse images. area: the part that is learnt
    from and measured on; what lies around it is seen, but not learnt. guide: for all dates.
    weight: how often a sample is drawn from it, in comparison with the other scenes.
    """

    pairs: tuple[Pair, ...]
    options: ImageOptions = field(default_factory=ImageOptions)
    simulate: Sensor | None = None
    area: Area = field(default_factory=Area)
    guide: Entry | None = None
    weight: float = 1.0

    @property
    def guided(self) -> bool:
        """Say whether it has a guide, or one for each date."""
        return self.guide is not None or any(pair.guide for pair in self.pairs)

    def guide_source(self) -> Source | None:
        """Return the guide for all dates, None if there is none, or one for each date."""
        return _source(self.guide) if self.guide else None

    @classmethod
    def of(cls, given: dict[str, Any]) -> SceneFiles:
        """Read the entries of a scene: those of this class, and of `ImageOptions`."""
        _known(given, ("pairs", "simulate", "area", "guide", "weight", *OPTIONS), "scenes")
        entries = dict(given)
        pairs = []
        for pair in entries.pop("pairs", []):
            _known(pair, _names(Pair), "pairs")
            if not pair.get("fine"):
                raise InputError(tr("A pair has no fine image."))
            pairs.append(Pair(**pair))
        simulate, area = entries.pop("simulate", None), entries.pop("area", {})
        guide = entries.pop("guide", None)
        _known(area, _names(Area), "area")
        weight = entries.pop("weight", 1.0)
        if isinstance(weight, bool) or not (
                isinstance(weight, (int, float)) and 0 < weight < math.inf):
            raise InputError(tr("The entry '{entry}' must be a number above 0.").format(
                entry="weight"))
        options = ImageOptions(**entries)
        check(options)
        return cls(tuple(pairs), options, None if simulate is None else Sensor.of(simulate),
                   Area.from_dict(area), guide, float(weight))

    def as_dict(self) -> dict[str, Any]:
        """Return the entries, as `of` reads them."""
        entries = asdict(self)
        options = entries.pop("options")
        return {**entries, **{name: options[name] for name in OPTIONS}}


@dataclass(frozen=True)
class Config:
    """A training.

    scenes: the first is the one on which the network is validated. bands: "any" for a network
    that is run band by band, or None for one with as many bands as the scene. start: an ONNX file
    to go on from, or None. minutes, steps: of training, whichever is given; steps count first.
    device: "auto", "cpu" or "cuda". threads: 0 for one a core. held_out: "auto", a date, or
    "spatial". keep: "best", the weights with the lowest error on what is held out, or "last", for
    scenes that the first one does not stand for. compare: whether the network is compared with
    other methods in the end, as it is for a report. simulate: the coarse sensors of scenes without
    coarse images.
    """

    scenes: tuple[SceneFiles, ...]
    output: str
    architecture: str = "residualfusion"
    bands: str | None = None
    start: str | None = None
    minutes: float = 10.0
    steps: int | None = None
    device: str = "auto"
    threads: int = 0
    seed: int = 1
    held_out: str = "auto"
    keep: str = "best"
    simulate: Sensor = field(default_factory=Sensor)
    title: str | None = None
    report: str | None = None
    compare: bool = False
    samples_folder: str | None = None

    @classmethod
    def of(cls, given: dict[str, Any]) -> Config:
        """Read the entries of a configuration.

        Raises:
            InputError: an entry is missing, unknown or wrong.
        """
        _known(given, _names(cls), "")
        entries = dict(given)
        scenes = tuple(SceneFiles.of(scene) for scene in entries.pop("scenes", []))
        simulate = entries.pop("simulate", None)
        if not entries.get("output"):
            raise InputError(tr("Say where the network shall be written ('{entry}').").format(
                entry="output"))
        config = cls(scenes, simulate=Sensor() if simulate is None else Sensor.of(simulate),
                     **entries)
        config.check()
        return config

    @classmethod
    def read(cls, path: str) -> Config:
        """Read a JSON file.

        Raises:
            InputError: it cannot be read, or an entry is wrong.
        """
        try:
            with open(path, encoding="utf-8") as file:
                given = json.load(file)
        except (OSError, ValueError) as error:
            raise InputError(tr("The configuration {path} cannot be read ({reason}).").format(
                path=path, reason=error)) from error
        return cls.of(given)

    def as_dict(self) -> dict[str, Any]:
        """Return the entries, as `of` reads them."""
        return {**asdict(self), "scenes": [scene.as_dict() for scene in self.scenes]}

    def check(self) -> None:
        """Raise `InputError` if an entry is out of bounds."""
        if not self.scenes or not all(scene.pairs for scene in self.scenes):
            raise InputError(tr("There is nothing to train on. Give the images of two dates at "
                                "least."))
        if self.bands not in (None, "any"):
            raise InputError(tr("'{entry}' must be one of: {values}.").format(
                entry="bands", values="any, null"))
        if self.keep not in ("best", "last"):
            raise InputError(tr("'{entry}' must be one of: {values}.").format(
                entry="keep", values="best, last"))
        if self.device not in ("auto", "cpu", "cuda"):
            raise InputError(tr("'{entry}' must be one of: {values}.").format(
                entry="device", values="auto, cpu, cuda"))
        if self.steps is not None and not (isinstance(self.steps, int) and self.steps >= 1):
            raise InputError(tr("The number of steps must be 1 or more."))
        if self.steps is None and not 0 < self.minutes <= 100_000:
            raise InputError(tr("The time for training must be more than 0 minutes."))
        if self.held_out not in ("auto", "spatial"):
            _date(self.held_out)
        self._check_guides()

    def _check_guides(self) -> None:
        if not any(scene.guided for scene in self.scenes):
            return
        known = CATALOGUE.get(self.architecture)
        if known is not None and not known.takes_guide:
            raise InputError(tr("The architecture {title} takes no guide. Choose {others}, or give "
                                "none.").format(title=tr(known.title), others=", ".join(
                                    tr(one.title) for one in CATALOGUE.values()
                                    if one.takes_guide)))
        for scene in self.scenes:
            count = sum(pair.guide is not None for pair in scene.pairs)
            wanted = 0 if scene.guide is not None else len(scene.pairs)
            if count != wanted:
                raise InputError(tr("Give one guide for all dates of a scene, or one for each of "
                                    "them; and to each scene."))


def _known(given: Any, names: Collection[str], place: str) -> None:
    if not isinstance(given, dict):
        raise InputError(tr("The entry '{entry}' must be an object.").format(entry=place))
    for name in given:
        if name not in names:
            raise InputError(tr("The entry '{entry}' is unknown. Known are: {names}.").format(
                entry=f"{place}.{name}" if place else name, names=", ".join(names)))


def _names(kind: type) -> list[str]:
    return [entry.name for entry in fields(kind)]


def _source(entry: Entry) -> Source:
    if isinstance(entry, str):
        return Source(entry)
    _known(entry, _names(Source), "pairs")
    try:
        return Source.from_dict(entry)
    except (TypeError, ValueError, KeyError, AttributeError) as error:
        raise InputError(tr("The entry '{entry}' must be an object.").format(
            entry="pairs")) from error


def _date(text: str | None) -> datetime.date | None:
    if text is None:
        return None
    date = date_in(text)
    if date is None:
        raise InputError(tr("'{text}' is no date. Write it as 2024-07-15.").format(text=text))
    return date
