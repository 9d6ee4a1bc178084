"""Files that no program of the computer opens: shown in QGIS, with a way to their folder."""

import pytest
from qgis.PyQt.QtWidgets import QApplication

from stfusion_qgis.gui.widgets import shown_file
from stfusion_qgis.gui.widgets.shown_file import show_file


@pytest.fixture
def asked(monkeypatch):
    """Return the addresses that the system was asked to open; it opens none of them."""
    asked = []

    def refuse(url):
        asked.append(url.toLocalFile())
        return False
    monkeypatch.setattr(shown_file.QDesktopServices, "openUrl", refuse)
    return asked


def test_a_report_that_no_program_opens_is_shown_here(qgis_app, asked, tmp_path):
    """Before, nothing happened."""
    path = tmp_path / "report.html"
    path.write_text("<html><body><h1>Quality</h1><table><tr><td>RMSE</td></tr></table>"
                    "<svg><text>12.5</text></svg></body></html>", "utf-8")
    window = show_file(str(path))
    assert str(path) in window.note.text()
    assert "RMSE" in window.browser.toPlainText() and "12.5" not in window.browser.toPlainText()
    window.copy_button.click()
    assert QApplication.clipboard().text() == str(path)
    window.folder_button.click()
    assert asked == [str(path), str(tmp_path)]
    assert QApplication.clipboard().text() == str(tmp_path) and str(tmp_path) in window.note.text()
    window.close()


def test_any_other_file_is_not(qgis_app, asked, tmp_path):
    path = tmp_path / "a.csv"
    path.write_text("metric,value\n", "utf-8")
    window = show_file(str(path))
    assert not window.browser.isVisible() and str(path) in window.note.text()
    window.close()


def test_what_a_program_opens_needs_no_window(qgis_app, monkeypatch, tmp_path):
    monkeypatch.setattr(shown_file.QDesktopServices, "openUrl", lambda url: True)
    assert show_file(str(tmp_path / "report.html")) is None
