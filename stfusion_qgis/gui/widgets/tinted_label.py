"""Texts of several kinds, in colours that are readable on light and on dark themes."""

from __future__ import annotations

import html
from collections.abc import Sequence

from qgis.PyQt.QtCore import QEvent, Qt
from qgis.PyQt.QtWidgets import QLabel, QSizePolicy, QWidget

from ..theme import Tint, faint, palette_of


class TintedLabel(QLabel):
    """A label of lines that are problems, remarks, or merely faint; hidden while it has none."""

    _lines: Sequence[tuple[str, str]] = ()
    _link = ""

    def __init__(self, parent: QWidget | None = None):
        super().__init__(parent)
        self.setWordWrap(True)
        self.setTextFormat(Qt.TextFormat.RichText)
        self.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Minimum)
        self.hide()

    def show_lines(self, lines: Sequence[tuple[str, str]], link: str = "") -> None:
        """Show lines; each a kind, "problem", "remark" or "faint", and a text, which may be empty.

        link: a text behind the last line that can be clicked.
        """
        self._lines, self._link = [line for line in lines if line[1]], link
        self._write()
        self.setVisible(bool(self._lines))

    def lines(self) -> list[tuple[str, str]]:
        """Return the lines that are shown."""
        return list(self._lines)

    def event(self, event: QEvent) -> bool:
        if event.type() in (QEvent.Type.Polish, QEvent.Type.PaletteChange,
                            QEvent.Type.StyleChange, QEvent.Type.ParentChange):
            self._write()
        return super().event(event)

    def _write(self) -> None:
        palette = palette_of(self)
        colours = {"problem": Tint.PROBLEM.on(palette), "remark": Tint.REMARK.on(palette),
                   "faint": faint(palette)}
        rich = "<br>".join(f'<span style="color:{colours[kind].name()}">{html.escape(text)}</span>'
                           for kind, text in self._lines)
        if self._link:
            rich += f' <a href="#">{html.escape(self._link)}</a>'
        if rich != self.text():  # setting it polishes the label again
            self.setText(rich)
