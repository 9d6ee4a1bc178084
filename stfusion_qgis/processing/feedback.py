"""Progress of the core, shown as the feedback of a Processing algorithm."""

from __future__ import annotations

from qgis.core import QgsProcessingFeedback

from ..progress import Progress
from ..remedies import Remedy


class FeedbackProgress(Progress):
    """Passes progress on to a `QgsProcessingFeedback`, and its cancellation back."""

    def __init__(self, feedback: QgsProcessingFeedback):
        self._feedback = feedback

    def is_cancelled(self) -> bool:
        return self._feedback.isCanceled()

    def show(self, fraction: float, text: str) -> None:
        self._feedback.setProgress(100 * fraction)
        if text:
            self._feedback.setProgressText(text)

    def info(self, text: str) -> None:
        self._feedback.pushInfo(text)

    def warn(self, text: str, remedy: Remedy | None = None) -> None:
        self._feedback.pushWarning(text)
