"""From the dock to Processing: its dialog, a run in the background, and commands to copy."""

from __future__ import annotations

import os
import re
import shlex
import time
from collections.abc import Callable
from typing import Any

from qgis.core import (
    Qgis,
    QgsApplication,
    QgsProcessingAlgorithm,
    QgsProcessingAlgRunnerTask,
    QgsProcessingContext,
    QgsProcessingFeedback,
    QgsProcessingLayerPostProcessorInterface,
    QgsProcessingOutputLayerDefinition,
    QgsProcessingUtils,
    QgsProject,
    QgsRasterLayer,
)
from qgis.gui import QgsGui
from qgis.PyQt.QtCore import QObject, QTimer
from qgis.PyQt.QtWidgets import QWidget

from ...errors import InputError
from ...images.image_options import ImageOptions
from ...images.roles import COARSE_PREDICTION, FINE_1, References
from ...methods.method import Method
from ...processing.guessed_inputs import without_guesses
from ...processing.layer_sources import source_of
from ...processing.parameter_definitions import processing_values
from ...translation import tr
from ..layers_panel.store import suggest_reference
from .inputs_panel import InputsPanel

Tell = Callable[[str, Qgis.MessageLevel], None]

_PAUSE = 20  # milliseconds between opening and loading results, so that the window does not stall


def processing_id(method: Method) -> str:
    """Return the name of a method's algorithm in Processing."""
    return f"stfusion:{method.id}"


def processing_parameters(method: Method, parameters: Any, images: InputsPanel,
                          as_sources: bool = False) -> dict[str, Any]:
    """Return the inputs and parameters for the algorithm of a method, without its outputs.

    as_sources: name the files of the layers, as scripts do, and not the layers, as far as the
    files tell all that is set in the layers.
    """
    values: dict[str, Any] = {}
    references = method.references(parameters)
    taken = {*references.all, COARSE_PREDICTION}
    for role, row in images.rows().items():
        layers = {role.upper(): images.layer(role), f"MASK_{role.upper()}": row.mask()}
        for name, layer in layers.items():
            if role in taken and layer is not None and images.layer(role) is not None:
                values[name] = layer.source() if as_sources and not settings_of(layer) \
                    else layer.id()
    options = processing_values(images.options.options())
    if FINE_1 in references.needed:
        del options["UPSCALING"]
    usual = processing_values(ImageOptions())
    values.update({name: value for name, value in options.items() if value != usual[name]})
    values.update(processing_values(parameters))
    if images.area is not None:
        values.update(images.area.values(as_sources))
    return values


def settings_of(layer: QgsRasterLayer) -> bool:
    """Say whether more is set in a layer than its file tells: CRS or nodata values."""
    try:
        source = source_of(layer)
    except InputError:
        return False
    return bool(source.crs or source.nodata)


def layers_of_project(values: dict[str, Any]) -> list[QgsRasterLayer]:
    """Return the layers that parameters name by their identifiers: only the project has them."""
    layers = QgsProject.instance().mapLayers()
    return [layers[value] for value in values.values()
            if isinstance(value, str) and isinstance(layers.get(value), QgsRasterLayer)]


def python_command(method: Method, values: dict[str, Any]) -> str:
    """Return the lines that run a method from Python."""
    given = "".join(f"    {name!r}: {value!r},\n" for name, value in values.items())
    return f"import processing\n\nprocessing.run({processing_id(method)!r}, {{\n{given}}})\n"


def shell_command(method: Method, values: dict[str, Any]) -> str:
    """Return the command that runs a method in a shell, quoted as the system's shell wants it.

    It opens the project if it needs layers of it.
    """
    given = [f"{name}={str(value).lower() if isinstance(value, bool) else value}"
             for name, value in values.items()]
    project = [f"--project_path={QgsProject.instance().fileName()}"] \
        if layers_of_project(values) else []
    words = [processing_id(method), *project, "--", *given]
    quoted = " ".join(word if re.fullmatch(r"[\w:-]+", word) else f'"{word}"'
                      for word in words) if os.name == "nt" else shlex.join(words)
    return f"qgis_process run {quoted}"


def condition_of_command(values: dict[str, Any]) -> str:
    """Return on what a copied command depends besides its files, "" if on nothing."""
    layers = layers_of_project(values)
    if not layers:
        return ""
    names = ", ".join(layer.name() for layer in layers)
    project = QgsProject.instance()
    if not project.fileName() or project.isDirty():
        return tr("It takes the CRS or nodata values that are set in {layers} from the project: "
                  "save the project, then copy it again.").format(layers=names)
    return tr("It takes the CRS or nodata values that are set in {layers} from the file of the "
              "project.").format(layers=names)


def open_dialog(method: Method, values: dict[str, Any]) -> QWidget | None:
    """Open the dialog of a method's algorithm, filled in; return it."""
    from processing import createAlgorithmDialog  # Processing may be loaded after this plugin

    dialog = createAlgorithmDialog(
        processing_id(method), without_guesses(method.references(), values))
    if dialog is not None:
        dialog.show()
    return dialog


class BackgroundRuns(QObject):
    """Runs of whole scenes while the user goes on; their results are loaded into the project.

    tell: shows a message to the user.
    """

    def __init__(self, tell: Tell, parent: QObject | None = None):
        super().__init__(parent)
        self._tell = tell
        self._running: list[_Run] = []
        self._opened: list[_Run] = []

    def start(self, method: Method, values: dict[str, Any], reference: str = "") -> None:
        """Run a method; its task can be seen and cancelled in QGIS's status bar.

        reference: the true image, if there is one: the result is measured against it.
        """
        algorithm = QgsApplication.processingRegistry().createAlgorithmById(processing_id(method))
        if algorithm is None:
            self._tell(tr("Processing is not available: enable its plugin."),
                       Qgis.MessageLevel.Warning)
            return
        run = _Run(algorithm, method.references(), values, reference)
        valid, message = algorithm.checkParameterValues(run.values, run.context)
        if not valid:
            self._tell(message, Qgis.MessageLevel.Warning)
            return
        self._running.append(run)
        run.task.executed.connect(lambda ok, results: self._finish(run, ok))
        run.remember()
        QgsApplication.taskManager().addTask(run.task)

    def count(self) -> int:
        """Return the number of runs that have not ended."""
        return len(self._running)

    def cancel(self) -> None:
        """Cancel all runs."""
        for run in self._running:
            run.task.cancel()

    def _finish(self, run: _Run, succeeded: bool) -> None:
        if succeeded:
            run.open()
            self._opened.append(run)
            QTimer.singleShot(_PAUSE, self._load)
            return
        self._running.remove(run)
        if not run.feedback.isCanceled():
            self._tell(tr("{method} failed: {reason}").format(
                method=run.algorithm.displayName(),
                reason=run.feedback.errors[-1] if run.feedback.errors else "?"),
                Qgis.MessageLevel.Critical)

    def _load(self) -> None:
        run = self._opened.pop(0)
        run.load()
        self._running.remove(run)
        self._tell(tr("{method} has predicted the whole scene in {seconds:.0f} s.").format(
            method=run.algorithm.displayName(), seconds=time.monotonic() - run.started),
            Qgis.MessageLevel.Success)


class _Run:
    """One run, with the objects that must live as long as it."""

    def __init__(self, algorithm: QgsProcessingAlgorithm, references: References,
                 values: dict[str, Any], reference: str):
        project = QgsProject.instance()
        self.algorithm, self._references, self._reference = algorithm, references, reference
        self.values = {**values, "OUTPUT": QgsProcessingOutputLayerDefinition(
            "TEMPORARY_OUTPUT", project)}
        self.feedback = _Feedback()
        self.context = QgsProcessingContext()
        self.context.setProject(project)
        self.context.setFeedback(self.feedback)
        self.task = QgsProcessingAlgRunnerTask(
            algorithm, self.values, self.context, self.feedback)
        self._styles: list[QgsProcessingLayerPostProcessorInterface] = []
        self.started = time.monotonic()

    def remember(self) -> None:
        """Write the run into Processing's history, as its dialogs do."""
        values = without_guesses(self._references, self.values)  # the history opens a dialog
        command = self.algorithm.asPythonCommand(
            {**values, "OUTPUT": "TEMPORARY_OUTPUT"}, self.context)
        if hasattr(QgsGui, "historyProviderRegistry"):  # QGIS 3.24 and later
            QgsGui.historyProviderRegistry().addEntry("processing", {
                "python_command": command, "algorithm_id": self.algorithm.id(),
                "parameters": self.algorithm.asMap(values, self.context)})
        else:
            from processing.core.ProcessingLog import ProcessingLog

            ProcessingLog.addToLog(command)

    def open(self) -> None:
        """Open the results, which `load` adds to the project."""
        for source, details in self.context.layersToLoadOnCompletion().items():
            self._styles.append(details.postProcessor())  # they would end with the task
            layer = QgsProcessingUtils.mapLayerFromString(source, self.context)
            if layer is not None and self._reference:
                suggest_reference(layer, self._reference)

    def load(self) -> None:
        """Load the results into the project, named, styled and dated by the algorithm."""
        from processing.gui.Postprocessing import handleAlgorithmResults

        handleAlgorithmResults(self.algorithm, self.context, feedback=self.feedback,
                               parameters=self.values)


class _Feedback(QgsProcessingFeedback):
    def __init__(self):
        super().__init__(False)
        self.errors: list[str] = []

    def reportError(self, error: str, fatalError: bool = False) -> None:
        self.errors.append(error)
        super().reportError(error, fatalError)
