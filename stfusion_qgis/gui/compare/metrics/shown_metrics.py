"""The metrics that are shown of a preview: those of the view, or of the whole scene."""

from __future__ import annotations

from collections.abc import Sequence

from ....preview.measured import Measured
from ....translation import tr
from ..compared.preview_image import PreviewImage
from ..quality_tabs import QualityTabs
from .preview_quality import quality_of


class ShownMetrics:
    """Shows in the tabs what has been measured, and says while it is outdated."""

    def __init__(self, tabs: QualityTabs):
        self._tabs = tabs
        self._images: Sequence[PreviewImage] = ()
        self._factor = 1
        self._view: Measured | None = None
        self._scene: Measured | None = None

    def show_images(self, images: Sequence[PreviewImage], factor: int) -> None:
        """Take the images of a new preview, whose metrics follow.

        factor: pixels a side over which they are averaged.
        """
        self._images, self._factor = images, factor
        if self._scene is None:
            self.expect()
        else:
            self._show(self._scene)

    def clear(self) -> None:
        """Show a hint, as there are no images."""
        self._images, self._view = (), None
        self._tabs.set_busy(False)
        self._tabs.show_hint(tr("The metrics of predictions appear here, against the true image "
                                "or, without one, against the coarse image."))

    def expect(self) -> None:
        """Say that the metrics that are shown are outdated, and that newer ones will come."""
        self._view = None
        if self._scene is None:
            self._tabs.set_busy(True)
            self._tabs.set_outdated()  # one that is shown; a hint stays

    def stop_expecting(self) -> None:
        """Say that no newer metrics will come."""
        self._tabs.set_busy(False)

    def show_view(self, measured: Measured) -> None:
        """Show the metrics of the view, unless those of the whole scene are wanted."""
        self._view = measured
        if self._scene is None:
            self._show(measured)

    def show_scene(self, measured: Measured | None) -> None:
        """Show the metrics of the whole scene; None for those of the view again."""
        before, self._scene = self._scene, measured
        if measured is not None:
            self._show(measured)
        elif before is not None and self._view is not None:
            self._show(self._view)
        elif before is not None:
            self.expect()

    def _show(self, measured: Measured) -> None:
        self._tabs.set_busy(not measured.complete)
        quality = quality_of(measured, self._images, self._factor)
        if quality is not None:
            self._tabs.show_quality(quality)
        else:
            self._tabs.show_hint(" ".join(filter(None, [
                measured.problem, *measured.omitted.values()])))
