"""The foot of the widget: the reference, the progress, or a problem."""

from __future__ import annotations

import html
import math

from qgis.PyQt.QtCore import QSize, Qt, pyqtSignal
from qgis.PyQt.QtWidgets import QLabel, QSizePolicy, QWidget

from ...translation import tr
from ..theme import Tint, faint, palette_of
from ..widgets.plain_text import plain
from .labels import smaller_font
from .layer_quality import Activity, LayerQuality
from .values import compared_with, is_gone, out_of_date

COMPARE, MEASURE = "compare", "measure"


class Notice(QLabel):
    """A text with links, as high as it needs to be at the width it has."""

    asked = pyqtSignal(str)
    """A link was clicked: COMPARE or MEASURE."""

    def __init__(self, parent: QWidget | None = None):
        super().__init__(parent)
        self.setFont(smaller_font(self.font()))
        self.setWordWrap(True)
        self.setTextFormat(Qt.TextFormat.RichText)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.linkActivated.connect(self.asked)

    def show_state(self, quality: LayerQuality) -> None:
        """Show the state of a layer's quality."""
        record = quality.record
        self.setToolTip("")
        if quality.activity is Activity.WAITING:
            self._say(tr("Waiting…"))
        elif quality.activity is Activity.MEASURING:
            self._say(tr("Measuring… {percent} %").format(
                percent=math.floor(100 * quality.fraction)))
        elif quality.gone:
            self._say(is_gone(quality), wrong=True)
        elif quality.error:
            self._say(quality.error, wrong=True, link=COMPARE)
        elif record is None or record.assessment is None:
            if quality.image_elsewhere():
                self._say(tr("Not measured by itself: one of its images is no plain file on this "
                             "computer."), link=MEASURE)
                self.setToolTip(plain(tr(
                    "{path} was named by the prediction's file. It is opened only when you ask, as "
                    "it could lead to any server.").format(path=quality.image_elsewhere())))
            elif quality.counterparts.images:
                self._say(tr("Its quality is not measured yet."), link=MEASURE)
            else:
                self._say(tr("There is nothing to compare it with yet."), link=COMPARE)
        elif quality.outdated:
            self._say(out_of_date(quality), wrong=True, link=MEASURE)
        else:
            self._say_in_one_line(*compared_with(record.counterparts, record.assessment))
            if not quality.saved_beside:
                self.setToolTip(self.toolTip() + "<br>" + tr(
                    "Kept with the layer only: the folder of its file cannot be written to."))

    def height_at(self, width: int) -> int:
        """Return the height that the text needs at a width."""
        return max(self.heightForWidth(max(width, 40)), self.fontMetrics().height())

    def sizeHint(self) -> QSize:
        return QSize(120, self.height_at(self.width()))

    def minimumSizeHint(self) -> QSize:
        return QSize(40, self.sizeHint().height())

    def _say_in_one_line(self, words: str, name: str) -> None:
        """Show `words` with a name in them, which is cut in its middle where there is no room."""
        metrics = self.fontMetrics()
        room = self.width() - metrics.horizontalAdvance(words.format(name="")) - 4
        self._say(words.format(name=metrics.elidedText(
            name, Qt.TextElideMode.ElideMiddle, max(room, 40))))
        self.setToolTip(plain(words.format(name=name)))

    def _say(self, text: str, wrong: bool = False, link: str = "") -> None:
        palette = palette_of(self)
        colour = Tint.WARNING.on(palette) if wrong else faint(palette)
        shown = f'<span style="color:{colour.name()}">{html.escape(text)}</span>'
        if link:
            label = tr("Compare with…") if link == COMPARE else tr("Measure")
            shown += (f' <a href="{link}" style="color:{Tint.ACCENT.on(palette).name()}">'
                      f"{html.escape(label)}</a>")
        self.setText(shown)
