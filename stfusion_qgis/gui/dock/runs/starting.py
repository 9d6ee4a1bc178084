"""From a click to runs: which dates, from which images, into which files."""

from __future__ import annotations

from typing import Any

from qgis.core import Qgis
from qgis.PyQt.QtCore import QObject
from qgis.PyQt.QtWidgets import QWidget

from ....images.roles import COARSE_PREDICTION, REFERENCE, Role
from ....processing.layer_sources import source_of
from ....processing.project_layers import candidate_of
from ....processing.user_settings import UserSettings
from ....season.output_names import free_path, output_name, uncertainty_path
from ....translation import tr
from ..dates.date_control import ChosenImages, DateControl
from ..inputs_panel import InputsPanel
from ..method_panel import MethodPanel
from ..run import processing_parameters
from ..wording import prediction_title
from .background_run import Job
from .background_runs import BackgroundRuns, Tell
from .output_dialog import OutputDialog
from .output_place import OutputPlace


class RunStarter(QObject):
    """Starts runs of what the dock holds; asks once for a project where they write."""

    def __init__(self, runs: BackgroundRuns, images: InputsPanel, methods: MethodPanel,
                 dates: DateControl, tell: Tell, parent: QWidget):
        super().__init__(parent)
        self._runs, self._images, self._methods, self._dates = runs, images, methods, dates
        self._tell, self._window = tell, parent
        self.dialog: OutputDialog | None = None

    def start(self) -> None:
        """Run the method for the ticked dates, or for that of the images if none is ticked."""
        place = OutputPlace.of_project()
        if place is None:
            self._ask(then_start=True)
        else:
            self._start(place)

    def ask(self) -> None:
        """Ask where to write, whether or not somebody was asked before."""
        self._ask(then_start=False)

    def _ask(self, then_start: bool) -> None:
        dialog = self.dialog = OutputDialog(
            OutputPlace.of_project() or OutputPlace.last(), self._name, self._window)

        def accepted() -> None:
            dialog.place().remember()
            if then_start:
                self._start(dialog.place())

        dialog.accepted.connect(accepted)
        dialog.finished.connect(dialog.deleteLater)
        dialog.open()

    def _name(self, pattern: str) -> str:
        """Return the name that the prediction of the shown date would get."""
        layer = self._images.layer(COARSE_PREDICTION)
        return output_name(pattern, self._methods.method(), self._methods.parameters(),
                           candidate_of(layer).date if layer is not None else None)

    def _start(self, place: OutputPlace) -> None:
        method, parameters = self._methods.method(), self._methods.parameters()
        keys = self._dates.ticked()
        chosen = [self._dates.images_of(key, method.references(parameters)) for key in keys] \
            or [ChosenImages(*self._images.chosen())]
        try:
            folder = place.made_folder()
        except OSError as error:
            self._tell(tr("Nothing can be written into {folder} ({reason}). Choose another folder."
                          ).format(folder=place.folder, reason=error.strerror or error),
                       Qgis.MessageLevel.Warning)
            return
        jobs: list[Job] = []
        taken = self._runs.paths()
        for images in chosen:
            jobs.append(self._job(method, parameters, images, place, folder, taken))
            taken += [jobs[-1].output, jobs[-1].uncertainty]
        self._runs.start(jobs)

    def _job(self, method: Any, parameters: Any, images: ChosenImages, place: OutputPlace,
             folder: str, taken: list[str]) -> Job:
        layer = images.layers.get(COARSE_PREDICTION)
        date = candidate_of(layer).date if layer is not None else None
        name = output_name(place.pattern, method, parameters, date)
        spread = place.uncertainty and method.offers_uncertainty(parameters)
        values = processing_parameters(method, parameters, self._images, chosen=images)
        scheduler = UserSettings.read().scheduler
        if scheduler:  # of a cluster, whose workers write tiles under virtual rasters
            name, values = f"{name[:-len('.tif')]}.vrt", {**values, "SCHEDULER": scheduler}
        path = free_path(folder, name, taken)
        return Job(method, prediction_title(method, parameters), values, path,
                   uncertainty_path(path) if spread else "",
                   _path_of(images, REFERENCE), date)


def _path_of(images: ChosenImages, role: Role) -> str:
    """Return the path of an image, "" if there is none that its path alone opens."""
    layer = images.layers.get(role)
    source = source_of(layer) if layer is not None else None
    return source.path if source is not None and source.is_path_only else ""
