"""One date that is predicted on a task of QGIS, by the algorithm of its method."""

from __future__ import annotations

import datetime
from dataclasses import dataclass
from typing import Any

from qgis.core import (
    QgsApplication,
    QgsProcessingAlgorithm,
    QgsProcessingAlgRunnerTask,
    QgsProcessingContext,
    QgsProcessingFeedback,
    QgsProcessingOutputLayerDefinition,
    QgsProcessingUtils,
    QgsProject,
    QgsRasterLayer,
)
from qgis.gui import QgsGui

from ....errors import InputError
from ....methods.method import Method
from ....processing.guessed_inputs import without_guesses
from ....processing.layer_dates import fixed_date
from ....translation import tr
from ...layers_panel.store import suggest_reference
from ..run import processing_id


@dataclass(frozen=True)
class Job:
    """What is to be predicted, and where to.

    title: of the loaded layer, without its date. values: for the algorithm, without outputs.
    output: path. uncertainty: path or "". reference: path of the true image, "" if there is none.
    date: as far as it is known.
    """

    method: Method
    title: str
    values: dict[str, Any]
    output: str
    uncertainty: str = ""
    reference: str = ""
    date: datetime.date | None = None

    @property
    def label(self) -> str:
        """Return its title with its date."""
        return f"{self.title} {self.date}" if self.date else self.title


class BackgroundRun:
    """One run, with the objects that must live as long as it.

    layer: the loaded result, None before.
    """

    def __init__(self, job: Job):
        """Prepare a run.

        Raises:
            InputError: it cannot begin.
        """
        algorithm = QgsApplication.processingRegistry().createAlgorithmById(
            processing_id(job.method))
        if algorithm is None:
            raise InputError(tr("Processing is not available: enable its plugin."))
        self.job = job
        self._algorithm: QgsProcessingAlgorithm = algorithm
        project = QgsProject.instance()
        given = without_guesses(job.method.references(), job.values)
        self._values = {**given, "OUTPUT": QgsProcessingOutputLayerDefinition(
            job.output, project)}
        if job.uncertainty:
            self._values["OUTPUT_UNCERTAINTY"] = job.uncertainty
        self.feedback = _Feedback()
        self._context = QgsProcessingContext()
        self._context.setProject(project)
        self._context.setFeedback(self.feedback)
        valid, message = algorithm.checkParameterValues(self._values, self._context)
        if not valid:
            raise InputError(message)
        self.task = QgsProcessingAlgRunnerTask(
            algorithm, self._values, self._context, self.feedback)
        self.layer: QgsRasterLayer | None = None

    def remember(self) -> None:
        """Write the run into Processing's history, as its dialogs do."""
        values = {**self._values, "OUTPUT": self.job.output}
        command = self._algorithm.asPythonCommand(values, self._context)
        if hasattr(QgsGui, "historyProviderRegistry"):  # QGIS 3.24 and later
            QgsGui.historyProviderRegistry().addEntry("processing", {
                "python_command": command, "algorithm_id": self._algorithm.id(),
                "parameters": self._algorithm.asMap(self._values, self._context)})
        else:
            from processing.core.ProcessingLog import ProcessingLog

            ProcessingLog.addToLog(command)

    def open(self) -> None:
        """Open the result, which `load` adds to the project."""
        for source in self._context.layersToLoadOnCompletion():
            layer = QgsProcessingUtils.mapLayerFromString(source, self._context)
            if isinstance(layer, QgsRasterLayer):
                self.layer = layer
                if self.job.reference:
                    suggest_reference(layer, self.job.reference)

    def load(self) -> None:
        """Load the result into the project, styled and dated by the algorithm."""
        from processing.gui.Postprocessing import handleAlgorithmResults

        handleAlgorithmResults(self._algorithm, self._context, feedback=self.feedback,
                               parameters=self._values)
        if self.layer is not None:
            date = fixed_date(self.layer)
            self.layer.setName(f"{self.job.title} {date}" if date else self.job.title)


class _Feedback(QgsProcessingFeedback):
    def __init__(self) -> None:
        super().__init__(False)
        self.errors: list[str] = []

    def reportError(self, error: str, fatalError: bool = False) -> None:
        self.errors.append(error)
        super().reportError(error, fatalError)
