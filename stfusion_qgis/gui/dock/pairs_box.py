"""The pairs of the dock: a title and rows for each, and the button that adds one."""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping

from qgis.core import QgsApplication
from qgis.PyQt.QtCore import pyqtSignal
from qgis.PyQt.QtWidgets import QPushButton, QVBoxLayout, QWidget

from ...images.roles import References, Role, pairs_of, roles_of_pairs
from ...translation import tr
from .dates.pair_header import PairHeader
from .image_row import ImageRow

AddRow = Callable[[Role, str, str], ImageRow]


class PairsBox(QWidget):
    """Rows of the pairs that are needed, and of optional ones that are chosen or asked for.

    pinned: the user has closed or opened the lock of a pair.
    more: the button that shows a further pair, to be placed by whoever has the box.
    """

    pinned = pyqtSignal()

    def __init__(self, rows: Mapping[Role, ImageRow], add_row: AddRow, parent: QWidget):
        """Make an empty box.

        rows: by the roles of their images, of all pairs and others. add_row: makes such a row, of
        a role, with a label and a help.
        """
        super().__init__(parent)
        self._rows, self._add_row = rows, add_row
        self._locks = False
        self._references = References()
        self._asked = 0  # optional pairs are shown up to this one, as the user asked for it
        self.headers: dict[int, PairHeader] = {}
        self.more = QPushButton(parent)
        self.more.setFlat(True)
        self.more.setIcon(QgsApplication.getThemeIcon("/symbologyAdd.svg"))
        self.more.clicked.connect(self._ask_for_more)
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(4)

    def set_references(self, references: References) -> None:
        """Show rows for these images of reference dates."""
        self._references = references
        for k in range(len(self.headers) + 1, max(pairs_of(references.all), default=0) + 1):
            self._add_pair(k)
        self.renew()

    def renew(self) -> None:
        """Show the images that are needed, and optional ones that are chosen or asked for."""
        taken, further = self._references.all, 0
        for k, header in self.headers.items():
            roles = [role for role in roles_of_pairs(k, k) if role in taken]
            needed = any(role in self._references.needed for role in roles)
            chosen = any(self._rows[role].layer_id() for role in roles)
            shown = bool(roles) and (needed or chosen or k <= self._asked)
            for role in roles_of_pairs(k, k):
                self._rows[role].setVisible(shown and role in roles)
            header.setText(_title(k, len(roles) == 2, needed))
            header.setVisible(shown)
            further = further or (k if roles and not shown else 0)
        self.more.setVisible(further > 0)
        self.more.setText(tr("Add pair {number}").format(number=further)
                          if further and Role.coarse(further) in taken else
                          tr("Add a fine image"))
        self.more.setProperty("pair", further)

    def pinned_pairs(self) -> list[int]:
        """Return the numbers of the pairs that stay for all dates."""
        return [k for k, header in self.headers.items() if header.is_pinned()]

    def pin(self, pairs: Collection[int]) -> None:
        """Keep these pairs for all dates, and no others."""
        for k, header in self.headers.items():
            header.lock.setChecked(k in pairs)

    def show_locks(self, shown: bool) -> None:
        """Show whether pairs stay for all dates, or do not while there is but one date."""
        self._locks = shown
        for header in self.headers.values():
            header.lock.setVisible(shown)

    def _add_pair(self, k: int) -> None:
        header = self.headers[k] = PairHeader(self)
        header.lock.setVisible(self._locks)
        header.pinned.connect(self.pinned)
        self._column.addWidget(header)
        self._column.addWidget(self._add_row(Role.fine(k), tr("Fine"), tr(
            "The image with small pixels, of a date for which there is also a coarse image.")))
        self._column.addWidget(self._add_row(Role.coarse(k), tr("Coarse"), tr(
            "The image with large pixels, of the same date as the fine image of the pair. Any "
            "grid and coordinate reference system; need not be resampled or cut.")))
        for role in roles_of_pairs(k, k):  # what somebody chooses himself stays
            self._rows[role].picked.connect(lambda: header.lock.setChecked(True))

    def _ask_for_more(self) -> None:
        self._asked = self.more.property("pair")
        self.renew()


def _title(k: int, paired: bool, needed: bool) -> str:
    text = tr("Pair {number}").format(number=k) if paired else tr("Fine image of another date")
    return text if needed else tr("{label} (optional)").format(label=text)
