"""The quality of the predictions of a preview, as table, chart and exports show it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

import numpy as np

from ....comparison.comparison import Comparison, distinct_names
from ....comparison.metrics_table import Table, table_of
from ....preview.measured import Measured
from ....quality.measured_share import MeasuredShare
from ....translation import tr
from ..compared.preview_image import PREDICTION, PreviewImage, with_role


@dataclass(frozen=True)
class PreviewQuality:
    """The quality of predictions.

    comparison: their assessments, in the order of the images. table: the same for people.
    share: of what they are. images: the measured predictions as the screen shows them, by their
    names in the comparison. reference: likewise, None if the coarse image took its place.
    against: the name of what they were compared with.
    omitted: reasons why predictions were not measured, by their titles.
    plotted: some of the measured pixels, float32 (bands, n), by the names of the predictions and
    "reference"; empty without a reference.
    factor: pixels a side over which the images are averaged on the screen.
    """

    comparison: Comparison
    table: Table
    share: MeasuredShare
    images: Mapping[str, PreviewImage]
    reference: PreviewImage | None
    against: str
    omitted: Mapping[str, str]
    plotted: Mapping[str, np.ndarray]
    factor: int = 1

    @property
    def pixels(self) -> int:
        """Return the number of valid pixels that were compared."""
        return min(assessment.pixels for assessment in self.comparison.assessments)

    def said(self) -> str:
        """Return what was compared, and on which pixels, in one line."""
        return tr("Against {image}, {pixels} pixels: {share}").format(
            image=self.against, pixels=f"{self.pixels:,}", share=self.share.text())

    def left_out(self) -> str:
        """Return which predictions were not measured and why; "" if all were."""
        return " ".join(tr("{method} is not measured: {reason}").format(
            method=title, reason=reason) for title, reason in self.omitted.items())


def quality_of(measured: Measured, images: Sequence[PreviewImage],
               factor: int = 1) -> PreviewQuality | None:
    """Return the quality of what was measured, None if nothing was.

    images: of the preview. factor: see `PreviewQuality`.
    """
    predictions = [image for image in with_role(images, PREDICTION)
                   if image.key in measured.assessments]
    if not predictions or measured.share is None:
        return None
    titles = {image.key: image.title for image in images}
    names = distinct_names([image.title for image in predictions])
    comparison = Comparison(
        [replace(measured.assessments[image.key], name=name)
         for image, name in zip(predictions, names)],
        measured.share, not measured.omitted and len(predictions) == len(measured.assessments))
    known = [image for image in images if image.key == measured.against]
    plotted = {name: measured.plotted[image.key] for image, name in zip(predictions, names)
               if image.key in measured.plotted}
    if plotted:
        plotted["reference"] = measured.plotted["reference"]
    return PreviewQuality(
        comparison, table_of(comparison), measured.share, dict(zip(names, predictions)),
        known[0] if known and measured.against == "reference" else None,
        known[0].title if known else "",
        {titles.get(key, key): reason for key, reason in measured.omitted.items()}, plotted,
        factor)
