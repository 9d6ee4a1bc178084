"""A guide that is given for a scene, whichever methods are run on it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import asdict, dataclass, field, fields, replace
from typing import Any

from ..images.guide_components import shows_nothing
from ..images.guide_use import GuideUse
from ..images.roles import GUIDE
from ..images.scene import Scene
from ..images.source import Source
from ..progress import Progress
from .method import Method
from .steps.guide_parameters import guide_kind, guide_weight


@dataclass(frozen=True)
class GuideOptions:
    """How a guide is read, and how much it counts, for every method that can use it."""

    guide_weight: float | None = guide_weight()
    guide_kind: str = guide_kind()


@dataclass(frozen=True)
class GivenGuide:
    """A guide, and how it is to be used."""

    source: Source
    options: GuideOptions = field(default_factory=GuideOptions)

    def parameters_for(self, method: Method, parameters: Any = None) -> Any:
        """Return the parameters of a method, None for its defaults, with the options of the guide.

        None where these are the defaults, too.
        """
        known = {each.name for each in fields(method.Parameters)}
        usual = asdict(GuideOptions())
        changed = {name: value for name, value in asdict(self.options).items()
                   if name in known and value != usual[name]}
        return replace(parameters or method.Parameters(), **changed) if changed else parameters

    def is_weighed_by(self, method: Method) -> bool:
        """Say whether a method finds out how much the guide counts."""
        return self.options.guide_weight is None and "guide_weight" in {
            each.name for each in fields(method.Parameters)}

    def as_dict(self) -> dict[str, Any]:
        """Return what describes it, as JSON can hold it."""
        return {**self.source.as_dict(), **asdict(self.options)}


def takes_guide(method: Method, parameters: Any = None) -> bool:
    """Say whether a method takes a guide with these parameters, None for its defaults."""
    return GUIDE in method.references(
        method.Parameters() if parameters is None else parameters).all


def check_guide_of(scene: Scene, progress: Progress) -> None:
    """Check that the guide of a scene shows something where the image that leads it does.

    Raises:
        InputError: it does not, as far as a sample tells.
        Cancelled: through `progress`.
    """
    if scene.guide is None:
        return
    for window in scene.sample_windows([scene.lead], progress):
        progress.check()
        image = scene.aligned(scene.lead, "bilinear").read(window)
        if (scene.guide.values(window).valid & image.valid).any():
            return
    raise shows_nothing(scene.guide, scene.lead)


def notes_of(method: Method, scene: Scene, state: Any) -> Mapping[str, str]:
    """Return metadata of the outputs of a method besides its parameters and the images."""
    guide = {} if scene.guide is None else GuideUse(method.guide_weights(state)).to_metadata()
    return {**method.notes(state), **guide}
