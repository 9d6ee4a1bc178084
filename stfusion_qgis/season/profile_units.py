"""The units of a profile: all images in those of the first fine one, as a fusion brings them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

from ..errors import InputError
from ..images.calibration import Calibration
from ..images.inputs import Inputs
from ..images.raster import Raster
from ..images.scene_opening import open_scene, open_source
from ..images.source import Source
from ..progress import Progress
from ..translation import tr
from .image_kinds import FINE, ProfiledImage

_SHOWN = 3  # names of images that are told at the most


@dataclass(frozen=True)
class ProfileUnits:
    """How the numbers of images become values of the same units.

    calibrations: of the images for which another one counts than the tags of their files state.
    remarks: what the user should know of it.
    """

    calibrations: dict[Source, Calibration] = field(default_factory=dict)
    remarks: tuple[str, ...] = ()

    @classmethod
    def of(cls, images: Sequence[ProfiledImage], progress: Progress) -> ProfileUnits:
        """Compare the images with the first fine one.

        Images that cannot be compared stay as the tags of their files say.

        Raises:
            Cancelled: through `progress`.
        """
        lead = next((image for image in images if image.kind == FINE and _opens(image)), None)
        if lead is None:
            return cls()
        others = [image for image in images if image is not lead]
        calibrations = _agreed(lead, others)
        if calibrations is None:
            usable = []
            for i, image in enumerate(others):
                progress.report(i / len(others), image.source.name)
                if _agreed(lead, [image]) is not None:
                    usable.append(image)
            calibrations = _agreed(lead, usable) or {}
        found = {source: calibration for source, calibration in calibrations.items()
                 if calibration != Raster.of(source).calibration}
        moved = [image.source.name for image in images if image.source in found]
        unlike = [image.source.name for image in others if image.source not in calibrations]
        remarks = []
        if moved:
            remarks.append(tr("Brought to the same units: {images}.").format(
                images=_listed(moved)))
        if unlike:
            remarks.append(tr("Left in the units of their files, as they cannot be compared with "
                              "{fine}: {images}.").format(fine=lead.source.name,
                                                          images=_listed(unlike)))
        return cls(found, tuple(remarks))

    def open(self, source: Source) -> Raster:
        """Open an image with its mask, which is read in these units.

        Raises:
            InputError: it cannot be opened.
        """
        raster = open_source(source)
        return raster.calibrated(self.calibrations.get(source, raster.calibration))

    def open_uncertainty(self, image: ProfiledImage) -> Raster | None:
        """Open the uncertainty of a prediction, None if there is none: it has no offset.

        Raises:
            InputError: it cannot be opened.
        """
        if image.uncertainty is None:
            return None
        raster, known = Raster.of(image.uncertainty), self.calibrations.get(image.source)
        if known is None or len(known.gains) != len(raster.bands):
            return raster
        return raster.calibrated(Calibration(known.gains, (0.0,) * len(known.gains)))


def _opens(image: ProfiledImage) -> bool:
    try:
        Raster.of(image.source)
    except InputError:
        return False
    return True


def _agreed(lead: ProfiledImage, others: Sequence[ProfiledImage],
            ) -> dict[Source, Calibration] | None:
    """Return the calibrations by which images agree with a fine one; None if one cannot be used."""
    fine = [lead, *(image for image in others if image.is_fine)]
    coarse = [image for image in others if not image.is_fine]
    try:
        scene = open_scene(Inputs.of([image.source for image in fine], [],
                                     [image.source for image in coarse], scale_coarse=True))
    except InputError:
        return None
    return {image.source: raster.calibration
            for image, raster in zip([*fine, *coarse], scene.rasters)}


def _listed(names: Sequence[str]) -> str:
    return ", ".join(names[:_SHOWN]) + (", …" if len(names) > _SHOWN else "")
