"""The dock widget: images, method, preview, run."""

from __future__ import annotations

from typing import Any, Callable

from qgis.core import (
    Qgis,
    QgsApplication,
    QgsCoordinateTransform,
    QgsProject,
    QgsRasterLayer,
)
from qgis.gui import QgsDockWidget
from qgis.PyQt import sip
from qgis.PyQt.QtCore import QEvent, QSize
from qgis.PyQt.QtGui import QGuiApplication, QIcon
from qgis.PyQt.QtWidgets import QVBoxLayout, QWidget

from ...images.roles import COARSE_PREDICTION, FINE_1
from ...methods.method import Method
from ...products.product_cache import product_cache
from ...translation import tr
from ..compare.comparison_widget import ComparisonWidget
from ..settings.page import PAGE_NAME
from ..widgets.plain_text import plain
from . import run
from .area.area_box import AreaBox
from .canvas_link import CanvasLink
from .choice_dialog import open_choice
from .dates.date_bar import DateBar
from .dates.date_control import DateControl
from .dates.date_stepper import DateStepper
from .dock_memory import DockMemory
from .downloads.drop_target import DropTarget
from .downloads.opener import DownloadOpener
from .form_and_preview import FormAndPreview
from .inputs_panel import InputsPanel
from .method_panel import MethodPanel
from .preview_control import PreviewControl
from .readiness import reason_against_running
from .run_bar import RunBar
from .runs.background_runs import BackgroundRuns
from .runs.run_progress import RunProgress
from .runs.season_player import SeasonPlayer
from .runs.starting import RunStarter
from .setup_pane import SetupPane
from .status_line import StatusLine
from .wheel_guard import WheelGuard

OBJECT_NAME = "StfusionDock"

_SIDE_BY_SIDE = 820  # pixels of width (at 96 dpi) from which on the preview stands beside the form


class StfusionDock(QgsDockWidget):
    """The dock: images and method, the preview of the map's view, and the run of the scene."""

    def __init__(self, iface):  # noqa: QGS105 (it is given by the part that makes it)
        super().__init__("STFusion", iface.mainWindow())
        self.setObjectName(OBJECT_NAME)
        self._iface = iface
        self._closed = False
        self._dialogs: list[QWidget] = []
        guard = WheelGuard(self)
        self.images = InputsPanel(self)
        self.methods = MethodPanel(guard, self)
        self.comparison = ComparisonWidget(self)
        self.status = StatusLine(self)
        self.run_bar = RunBar(self)
        self.runs = BackgroundRuns(self._tell, self)
        self.player = SeasonPlayer(iface, self)
        self.downloads = DownloadOpener(product_cache(), self._tell, self)
        self.area = self.images.area = AreaBox(iface.mapCanvas(), self)
        self.setup = SetupPane(self)
        self.date_bar, stepper = DateBar(self), DateStepper(self)
        self.status.add_widget(stepper)
        self.dates = DateControl(self.date_bar, stepper, self.images, self)
        self.setup.add_page("images", tr("Images"), _below(self.date_bar, self.images))
        self.setup.add_page("method", tr("Method"), self.methods)
        self.setup.add_page("area", tr("Where"), self.area)
        self.setWidget(self._laid_out())
        guard.protect(self.date_bar)
        guard.protect(self.images)
        guard.protect(self.methods)
        guard.protect(self.area)
        self.comparison.offer_map(iface.mapCanvas())
        self.link = CanvasLink(iface.mapCanvas(), self.comparison.canvas())
        self.control = PreviewControl(
            self.comparison, self.images, self.methods, self)
        self.starter = RunStarter(self.runs, self.images, self.methods, self.dates, self._tell,
                                  self)
        self.memory = DockMemory(self.images, self.methods, self.dates, self.area,
                                 self.comparison, self)
        self._connect()
        self.images.set_references(self.methods.references())
        self.memory.restore()

    def _laid_out(self) -> QWidget:
        self._splitter = FormAndPreview(self.setup, self.comparison, self.status)
        whole = QWidget()
        column = QVBoxLayout(whole)
        column.setContentsMargins(2, 2, 2, 4)
        column.setSpacing(4)
        column.addWidget(self._splitter, 1)
        column.addWidget(RunProgress(self.runs, self))
        column.addWidget(self.run_bar)
        return whole

    def _connect(self) -> None:
        self._iface.mapCanvas().renderStarting.connect(self.control.follow_look)
        self.visibilityChanged.connect(self._visibility_changed)
        self.images.changed.connect(self._images_changed)
        self.dates.changed.connect(self.memory.note_change)
        self.methods.changed.connect(self._methods_changed)
        self.methods.choice_wanted.connect(self.choose_method)
        self.methods.edited.connect(self._show_readiness)
        self.methods.numba_hint.wanted.connect(
            lambda: self._iface.showOptionsDialog(self._iface.mainWindow(), PAGE_NAME))
        self.area.changed.connect(self._show_summary)
        self.area.changed.connect(self.memory.note_change)
        self.comparison.changed.connect(self.memory.note_change)
        self.control.worker.examined.connect(self._show_findings)
        self.control.remarked.connect(self._show_remarks)
        self.control.status.connect(self.status.show_text)
        self.control.progressed.connect(self.status.show_progress)
        self.status.linked.connect(self.link.set_active)
        self.status.zoom_wanted.connect(self.zoom_to_images)
        self.run_bar.dialog_wanted.connect(self.open_dialog)
        self.run_bar.background_wanted.connect(self.run_in_background)
        self.run_bar.place_wanted.connect(self.starter.ask)
        self.dates.changed.connect(lambda: self.run_bar.show_dates(len(self.dates.ticked())))
        self.runs.loaded.connect(self.player.offer)
        DropTarget(self).dropped.connect(self.downloads.open)
        self.images.open_button.chosen.connect(self.downloads.open)
        self.downloads.progressed.connect(self.status.show_progress)
        self.downloads.opened.connect(lambda layers: self._zoom_to(layers[0]))
        self.run_bar.shell_wanted.connect(lambda: self._copy(
            run.shell_command, {**self._values(True), "OUTPUT": "prediction.tif"}))
        self.run_bar.python_wanted.connect(lambda: self._copy(
            run.python_command, {**self._values(True), "OUTPUT": "TEMPORARY_OUTPUT"}))

    def sizeHint(self) -> QSize:
        return QSize(460, 860)

    # Changes

    def _images_changed(self) -> None:
        self.methods.show_available(self.images.guesser.available())
        self._show_summary()
        self.control.images_changed()
        self.memory.note_change()

    def _methods_changed(self) -> None:
        self.images.set_references(self.methods.references())
        self.dates.renew_pairs()
        self._show_readiness()
        self.control.renew()
        self.memory.note_change()

    def _show_findings(self, findings: dict) -> None:
        self.images.show_findings(findings)
        self._show_summary()

    def _show_remarks(self, blamed: dict, warnings: tuple, remedies: dict) -> None:
        self.images.show_warnings(blamed, warnings, remedies)
        self._show_summary()

    def _show_summary(self) -> None:
        wrong = self.images.has_problem()
        icon = QgsApplication.getThemeIcon("/mIconWarning.svg") if wrong else QIcon()
        self.setup.set_summary(0, self.images.summary(), icon)
        self.setup.set_summary(2, self.area.summary(), QIcon())
        self.area.show_image(self.images.layer(FINE_1) or self.images.layer(COARSE_PREDICTION))
        self._show_readiness()

    def _show_readiness(self) -> None:
        self.run_bar.show_reason(reason_against_running(self.images, self.methods))

    def _visibility_changed(self, visible: bool) -> None:
        self.control.set_active(visible)
        if visible:
            self.link.follow_main()

    def resizeEvent(self, event: QEvent) -> None:
        super().resizeEvent(event)
        self._splitter.set_wide(self.width() > _SIDE_BY_SIDE * self.logicalDpiX() / 96)

    def zoom_to_images(self) -> None:
        """Let the map show the whole fine image."""
        layer = self.images.layer(FINE_1) or self.images.layer(COARSE_PREDICTION)
        if layer is not None:
            self._zoom_to(layer)

    def _zoom_to(self, layer: QgsRasterLayer) -> None:
        canvas = self._iface.mapCanvas()
        transform = QgsCoordinateTransform(
            layer.crs(), canvas.mapSettings().destinationCrs(), QgsProject.instance())
        canvas.setExtent(transform.transformBoundingBox(layer.extent()))
        canvas.refresh()

    # Running

    def _values(self, as_sources: bool = False) -> dict[str, Any]:
        return run.processing_parameters(
            self.methods.method(), self.methods.parameters(), self.images, as_sources)

    def open_dialog(self) -> QWidget | None:
        """Open the dialog of the method in Processing, filled in."""
        return self._kept(run.open_dialog(self.methods.method(), self._values()))

    def choose_method(self) -> QWidget | None:
        """Open the dialog that finds the best method by the dates that are loaded."""
        dialog, remark = open_choice(self.dates, self.images)
        if remark:
            self._tell(remark, Qgis.MessageLevel.Warning)
        return self._kept(dialog)

    def _kept(self, dialog: QWidget | None) -> QWidget | None:
        """Keep a dialog, which nobody else does, until QGIS deletes it after it was closed."""
        self._dialogs = [each for each in (*self._dialogs, dialog)
                         if each is not None and not sip.isdeleted(each)]
        return dialog

    def run_in_background(self) -> None:
        """Predict the whole scene on a task, or the ticked dates one after the other."""
        self.starter.start()

    def _copy(self, command: Callable[[Method, dict[str, Any]], str],
              values: dict[str, Any]) -> None:
        QGuiApplication.clipboard().setText(command(self.methods.method(), values))
        remarks = [text for text in (run.condition_of_command(values), self.area.remark()) if text]
        self._tell(" ".join([tr("Copied to the clipboard."), *remarks]),
                   Qgis.MessageLevel.Warning if remarks else Qgis.MessageLevel.Info)

    def _tell(self, text: str, level: Qgis.MessageLevel) -> None:
        self._iface.messageBar().pushMessage("STFusion", plain(text), level)

    def close_for_good(self) -> None:
        """End all work and let go of everything, before the dock is deleted."""
        if self._closed:
            return
        self._closed = True
        self.memory.close()
        self.runs.close()
        self.downloads.close()
        self._iface.mapCanvas().renderStarting.disconnect(self.control.follow_look)
        self.comparison.leave_map()
        self.link.close()
        self.area.close_for_good()
        self.control.close()


def _below(*widgets: QWidget) -> QWidget:
    """Return widgets below each other."""
    whole = QWidget()
    column = QVBoxLayout(whole)
    column.setContentsMargins(0, 0, 0, 0)
    for widget in widgets:
        column.addWidget(widget)
    return whole
