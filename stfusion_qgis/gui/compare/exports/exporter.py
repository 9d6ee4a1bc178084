"""Takes the metrics of a preview out of QGIS: clipboard, CSV, HTML, PNG."""

from __future__ import annotations

import html
import os
from dataclasses import replace

from qgis.core import QgsSettings
from qgis.PyQt.QtCore import QObject, QUrl, pyqtSignal
from qgis.PyQt.QtWidgets import QApplication, QFileDialog, QWidget

from ....comparison.comparison_report import write_comparison
from ....progress import Progress
from ....quality.report import write_report
from ....quality.sources import ArraySource
from ....translation import tr
from ....whole_files import write_text
from ...background import Background
from ..compared.look import Look
from ..metrics.preview_quality import PreviewQuality
from .export_picture import write_picture
from .export_text import spreadsheet_text

_FOLDER = "stfusion/compare/folder"  # where the user saved last


class Exporter(QObject):
    """Writes files in the background and says when they are there."""

    said = pyqtSignal(str)
    """Something to tell the user, as HTML."""

    def __init__(self, parent: QWidget):
        super().__init__(parent)
        self._parent = parent
        self.background = Background(self)
        self.background.finished.connect(self._tell)
        self.background.failed.connect(lambda message: self.said.emit(html.escape(message)))

    def export(self, kind: str, quality: PreviewQuality, look: Look, metric: str) -> None:
        """Copy metrics, or ask for a file and save them, as one of `metrics_view.EXPORTS`.

        look: bands and colours of the images. metric: id of the one that is drawn as a chart.
        """
        if kind == "text":
            QApplication.clipboard().setText(spreadsheet_text(
                quality.table, quality.said()))
            self.said.emit(tr("Copied: paste it into a spreadsheet."))
            return
        path = self._ask(kind)
        if path:
            self.write(kind, path, quality, look, metric)

    def write(self, kind: str, path: str, quality: PreviewQuality, look: Look,
              metric: str) -> None:
        """Write the file of a kind in the background."""
        def work(progress: Progress) -> str:
            if kind == "csv":
                write_text(path, quality.comparison.to_csv())
            elif kind == "html":
                _write_html(path, quality, progress)
            else:
                write_picture(path, quality, look, metric)
            return path

        self.background.start(work)

    def _ask(self, kind: str) -> str:
        filters = {"csv": tr("Table (*.csv)"), "html": tr("Report (*.html)"),
                   "png": tr("Picture (*.png)")}
        settings = QgsSettings()
        start = os.path.join(settings.value(_FOLDER, os.path.expanduser("~"), type=str),
                             f"comparison.{kind}")
        path, _ = QFileDialog.getSaveFileName(self._parent, tr("Save the metrics"), start,
                                              filters[kind])
        if not path:
            return ""
        settings.setValue(_FOLDER, os.path.dirname(path))  # noqa: QGS202 (no raster is meant)
        return path if path.lower().endswith("." + kind) else f"{path}.{kind}"

    def _tell(self, path: str) -> None:
        address = QUrl.fromLocalFile(path).toString()
        link = f'<a href="{html.escape(address)}">{html.escape(os.path.basename(path))}</a>'
        self.said.emit(tr("Saved: {file}").format(file=link))


def _write_html(path: str, quality: PreviewQuality, progress: Progress) -> None:
    details = {tr("Compared with"): quality.against, tr("Measured"): quality.share.text()}
    if quality.omitted:
        details[tr("Not measured")] = quality.left_out()
    seen = {name: ArraySource(image.values, None, image.band_names)
            for name, image in quality.images.items()}
    wavelengths = next(iter(quality.images.values())).wavelengths
    reference = None if quality.reference is None else ArraySource(quality.reference.values)
    said = pictures_text(quality)
    if len(seen) > 1:
        write_comparison(path, quality.comparison, seen, reference, details=details,
                         wavelengths=wavelengths, plotted=quality.plotted, said=said,
                         progress=progress)
        return
    assessment, = quality.comparison.assessments
    name, = seen
    plotted = (quality.plotted[name], quality.plotted["reference"]) if quality.plotted else None
    write_report(path, replace(assessment, details={**assessment.details, **details}), seen[name],
                 reference, wavelengths=wavelengths, plotted=plotted, said=said, progress=progress)


def pictures_text(quality: PreviewQuality) -> str:
    """Return which pixels the pictures and plots of a report show."""
    parts = [tr("Pictures show what was in view.") if quality.factor == 1 else tr(
        "Pictures show what was in view, averaged over squares of {factor} × {factor} pixels as on "
        "the screen, which makes errors look smaller.").format(factor=quality.factor),
        tr("All metrics are of pixels of full resolution: {share}.").format(
            share=quality.share.text())]
    if quality.plotted:
        parts.append(tr("Plots show {count} of these pixels.").format(
            count=f"{quality.plotted['reference'].shape[1]:,}"))
    return " ".join(parts)
