"""Metrics that leave QGIS: clipboard, CSV, HTML, PNG."""

import csv
import json

import numpy as np
import pytest
from qgis.PyQt.QtGui import QColor, QImage
from qgis.PyQt.QtWidgets import QApplication

from stfusion_qgis import whole_files
from stfusion_qgis.gui.compare.exports.export_text import spreadsheet_text


@pytest.fixture
def widget(make_widget, shenzhen, wait):
    made = make_widget(list(shenzhen.values()))
    wait(lambda: not made.is_working())
    return made


def save(widget, wait, kind, path, metric="RMSE"):
    exporter = widget._exporter
    exporter.write(kind, str(path), widget.tabs.quality, widget._look(), metric)
    wait(lambda: not exporter.background.is_active())
    return path


def test_copy(widget):
    widget.tabs.metrics.export_wanted.emit("text")
    assert QApplication.clipboard().text() == spreadsheet_text(widget.tabs.quality.table)
    assert "Copied" in widget.tabs.metrics.heading.text()


def test_csv(widget, wait, tmp_path):
    path = save(widget, wait, "csv", tmp_path / "a.csv")
    with open(path, encoding="utf-8") as file:
        rows = list(csv.DictReader(file))
    value = widget.tabs.quality.comparison.assessments[1].values["RMSE"]
    found = {row["band"]: float(row["value"]) for row in rows
             if row["prediction"] == "No change" and row["metric"] == "RMSE"}
    assert found == pytest.approx(dict(zip(["overall", "nir", "red", "green"],
                                           [value.overall, *value.bands])), rel=1e-7)
    assert "a.csv" in widget.tabs.metrics.heading.text()


def test_html_of_several_methods_and_of_one(widget, shenzhen, wait, tmp_path):
    text = save(widget, wait, "html", tmp_path / "a.html").read_text("utf-8")
    assert "Comparison of predictions" in text and "No change" in text and "Mean rank" in text
    assert "Prediction over reference" in text
    widget.show_images([shenzhen["reference"], shenzhen["prediction:1"]], 8.33)
    wait(lambda: not widget.is_working())
    text = save(widget, wait, "html", tmp_path / "b.html").read_text("utf-8")
    assert "Quality of Temporal difference" in text and "Compared with" in text


def test_html_without_reference(widget, shenzhen, wait, tmp_path):
    images = [image for image in shenzhen.values() if image.role != "reference"]
    widget.show_images(images, 8.33)
    wait(lambda: not widget.is_working())
    text = save(widget, wait, "html", tmp_path / "a.html").read_text("utf-8")
    assert "RMSE to the coarse image" in text and "Prediction over reference" not in text
    widget.show_images([*images[:3], shenzhen["prediction:1"]], 8.33)
    wait(lambda: not widget.is_working())
    text = save(widget, wait, "html", tmp_path / "b.html").read_text("utf-8")
    assert "RMSE to the coarse image" in text


def test_png_shows_images_errors_and_marks(widget, wait, tmp_path):
    picture = QImage(str(save(widget, wait, "png", tmp_path / "a.png")))
    assert picture.width() > 1400 and picture.height() > 1600
    colours = {QColor(picture.pixel(x, y)).name() for x in range(0, picture.width(), 7)
               for y in range(0, picture.height(), 7)}
    assert "#ddefe3" in colours  # the best
    assert "#0072b2" in colours and "#d55e00" in colours  # bars
    assert len(colours) > 2000  # images


def test_file_that_cannot_be_written_is_said(widget, wait, tmp_path):
    for kind in ("csv", "html", "png"):
        save(widget, wait, kind, tmp_path / "missing" / "file")
        assert "cannot be written" in widget.tabs.metrics.heading.text()


@pytest.mark.parametrize("kind", ["csv", "html", "png"])
def test_what_was_there_stays_if_writing_fails(widget, wait, tmp_path, monkeypatch, kind):
    path = tmp_path / f"a.{kind}"
    path.write_text("old")
    monkeypatch.setattr(whole_files.os, "replace", refuse)
    save(widget, wait, kind, path)
    assert "cannot be written" in widget.tabs.metrics.heading.text()
    assert path.read_text() == "old" and [file.name for file in tmp_path.iterdir()] == [path.name]


def refuse(*_):
    raise OSError(28, "No space left on device")


def test_numbers_are_plain_enough_for_json(widget):
    assert json.loads(json.dumps(widget.state())) == widget.state()
    assert np.isfinite(widget.state()["divider"])
