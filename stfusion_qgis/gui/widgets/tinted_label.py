"""Texts of several kinds, in colours that are readable on light and on dark themes."""

from __future__ import annotations

import html
from collections.abc import Mapping, Sequence

from qgis.PyQt.QtCore import QEvent, Qt, pyqtSignal
from qgis.PyQt.QtWidgets import QLabel, QSizePolicy, QWidget

from ..theme import Tint, faint, palette_of


class TintedLabel(QLabel):
    """A label of lines that are problems, remarks, or merely faint; hidden while it has none.

    line_chosen: the text of a line, whose link was clicked. A click on the link behind all lines
    comes by `linkActivated` alone.
    """

    line_chosen = pyqtSignal(str)

    _lines: Sequence[tuple[str, str]] = ()
    _link = ""
    _links: Mapping[str, str] = {}

    def __init__(self, parent: QWidget | None = None):
        super().__init__(parent)
        self.setWordWrap(True)
        self.setTextFormat(Qt.TextFormat.RichText)
        self.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Minimum)
        self.linkActivated.connect(self._choose)
        self.hide()

    def show_lines(self, lines: Sequence[tuple[str, str]], link: str = "",
                   links: Mapping[str, str] | None = None) -> None:
        """Show lines; each a kind, "problem", "remark" or "faint", and a text, which may be empty.

        link: a text behind the last line that can be clicked. links: likewise behind single lines,
        by their texts.
        """
        self._lines, self._link = [line for line in lines if line[1]], link
        self._links = links or {}
        self._write()
        self.setVisible(bool(self._lines))

    def lines(self) -> list[tuple[str, str]]:
        """Return the lines that are shown."""
        return list(self._lines)

    def _choose(self, target: str) -> None:
        number = target[1:]
        if number.isdigit() and int(number) < len(self._lines):
            self.line_chosen.emit(self._lines[int(number)][1])

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
                           + _link(f"#{number}", self._links.get(text, ""))
                           for number, (kind, text) in enumerate(self._lines))
        rich += _link("#", self._link)
        if rich != self.text():  # setting it polishes the label again
            self.setText(rich)


def _link(target: str, label: str) -> str:
    return f' <a href="{target}">{html.escape(label)}</a>' if label else ""
