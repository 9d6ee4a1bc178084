"""The base class of all Processing algorithms of the provider."""

from __future__ import annotations

import re
from typing import Any

from qgis.core import (
    QgsProcessingAlgorithm,
    QgsProcessingContext,
    QgsProcessingException,
    QgsProcessingFeedback,
    QgsProcessingOutputDefinition,
    QgsProcessingParameterDefinition,
)
from qgis.PyQt.QtGui import QIcon

from ..errors import Cancelled, InputError
from ..images.gdal_tools import bounded_cache
from ..memory_errors import out_of_memory
from ..progress import Progress
from ..resources import icon_path
from ..translation import tr
from .feedback import FeedbackProgress
from .layer_sources import with_layers
from .parameter_help import help_of_parameters
from .toolbox_groups import ToolboxGroup
from .user_settings import UserSettings


def without_tags(text: str) -> str:
    """Return a message in which names that look like HTML are none for the boxes of QGIS."""
    return re.sub(r"<(?=[/!?a-zA-Z])", "‹", text)


class StfusionAlgorithm(QgsProcessingAlgorithm):
    """A Processing algorithm whose errors are those of the core.

    A subclass gives `algorithm_id`, `title`, `summary`, `help_text`, `toolbox_group`, `icon_name`
    and `keywords` as attributes (English, marked for translation), defines its parameters in
    `initAlgorithm`, what it takes of layers in `take_layers`, and its work in `work`.
    """

    algorithm_id: str
    title: str
    summary: str
    help_text: str
    toolbox_group: ToolboxGroup
    icon_name: str
    keywords: tuple[str, ...] = ()

    def createInstance(self) -> QgsProcessingAlgorithm:
        return type(self)()

    def name(self) -> str:
        return self.algorithm_id

    def displayName(self) -> str:
        return tr(self.title)

    def group(self) -> str:
        return self.toolbox_group.name

    def groupId(self) -> str:
        return self.toolbox_group.id

    def flags(self):
        # Names of methods are written as they are: QGIS would make "Starfm" of STARFM.
        return super().flags() | QgsProcessingAlgorithm.Flag.FlagDisplayNameIsLiteral

    def shortDescription(self) -> str:
        return tr(self.summary)

    def shortHelpString(self) -> str:
        paragraphs = tr(self.help_text).split("\n\n")
        return "".join(f"<p>{text}</p>" for text in [*paragraphs, *self.further_help()]) \
            + help_of_parameters(self.parameterDefinitions())

    def further_help(self) -> list[str]:
        """Return paragraphs, in HTML, that follow those of the help in the user's language."""
        return []

    def tags(self) -> list[str]:
        return [tr(keyword) for keyword in self.keywords]

    def icon(self) -> QIcon:
        return QIcon(icon_path(self.icon_name))

    def add(self, parameter: QgsProcessingParameterDefinition, help: str,
            advanced: bool = False) -> None:
        """Add a parameter with its translated help."""
        parameter.setHelp(help)
        if advanced:
            parameter.setFlags(
                parameter.flags() | QgsProcessingParameterDefinition.Flag.FlagAdvanced)
        name = parameter.name()  # QGIS deletes the parameter if it refuses it
        if not self.addParameter(parameter):
            raise ValueError(f"There are two parameters {name}")

    def add_output(self, output: QgsProcessingOutputDefinition) -> None:
        """Add an output that no parameter stands for."""
        if not self.addOutput(output):
            raise ValueError(f"There are two outputs {output.name()}")

    def checkParameterValues(self, parameters: dict[str, Any],
                             context: QgsProcessingContext) -> tuple[bool, str]:
        try:  # first, as these messages tell more than those of QGIS
            self.check_values(parameters, context)
        except InputError as error:
            return False, without_tags(str(error))
        return super().checkParameterValues(with_layers(self, parameters, context), context)

    def check_values(self, parameters: dict[str, Any], context: QgsProcessingContext) -> None:
        """Check what is known before the work begins.

        Raises:
            InputError: shown to the user as it is.
        """

    def prepareAlgorithm(self, parameters: dict[str, Any], context: QgsProcessingContext,
                         feedback: QgsProcessingFeedback) -> bool:
        try:
            self.take_layers(parameters, context, feedback)
        except InputError as error:
            feedback.reportError(str(error), True)
            return False
        return True

    def take_layers(self, parameters: dict[str, Any], context: QgsProcessingContext,
                    feedback: Any) -> None:
        """Take what the work needs of layers, which only this thread may touch.

        Raises:
            InputError: shown to the user as it is; the work does not begin.
        """

    def processAlgorithm(self, parameters: dict[str, Any], context: QgsProcessingContext,
                         feedback: QgsProcessingFeedback) -> dict[str, Any]:
        try:
            with bounded_cache(UserSettings.read().raster_cache_bytes):
                return self.work(parameters, context, FeedbackProgress(feedback))
        except InputError as error:
            message = str(error)
        except MemoryError:
            message = out_of_memory()
        except Cancelled:
            return {}
        # Raised out here: as its cause, the error would keep the images open until QGIS ends.
        raise QgsProcessingException(message)

    def work(self, parameters: dict[str, Any], context: QgsProcessingContext,
             progress: Progress) -> dict[str, Any]:
        """Do the work and return the outputs.

        Raises:
            InputError: shown to the user as it is.
            Cancelled: the algorithm ends without outputs.
        """
        raise NotImplementedError
