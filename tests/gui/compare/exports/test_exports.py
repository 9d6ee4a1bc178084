"""Metrics that leave QGIS: clipboard, CSV, HTML, PNG."""

import csv
import json
from dataclasses import replace

import numpy as np
import pytest
from qgis.PyQt.QtGui import QColor, QImage
from qgis.PyQt.QtWidgets import QApplication

from stfusion_qgis import whole_files
from stfusion_qgis.gui.compare.exports.export_text import spreadsheet_text
from stfusion_qgis.gui.widgets import shown_file
from stfusion_qgis.quality.measured_share import MeasuredShare
from tests.gui.compare.conftest import measured_of, replaced, show


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
    quality = widget.tabs.quality
    assert QApplication.clipboard().text() == spreadsheet_text(quality.table, quality.said())
    assert "Copied" in widget.tabs.metrics.heading.text()


def test_csv(widget, wait, tmp_path, monkeypatch):
    path = save(widget, wait, "csv", tmp_path / "a.csv")
    with open(path, encoding="utf-8") as file:
        rows = list(csv.DictReader(file))
    value = widget.tabs.quality.comparison.assessments[1].values["RMSE"]
    found = {row["band"]: float(row["value"]) for row in rows
             if row["prediction"] == "No change" and row["metric"] == "RMSE"}
    assert found == pytest.approx(dict(zip(["overall", "nir", "red", "green"],
                                           [value.overall, *value.bands])), rel=1e-7)
    assert "a.csv" in widget.tabs.metrics.heading.text()
    opened = []
    monkeypatch.setattr(shown_file.QDesktopServices, "openUrl",
                        lambda url: opened.append(url.toLocalFile()) or True)
    address = widget.tabs.metrics.heading.text().partition('href="')[2].partition('"')[0]
    widget.tabs.metrics.heading.linkActivated.emit(address)
    assert opened == [str(path)]


def test_html_of_several_methods_and_of_one(widget, shenzhen, wait, tmp_path):
    text = save(widget, wait, "html", tmp_path / "a.html").read_text("utf-8")
    assert "Comparison of predictions" in text and "No change" in text and "Mean rank" in text
    assert "Prediction over reference" in text
    show(widget, [shenzhen["reference"], shenzhen["prediction:1"]], 8.33)
    wait(lambda: not widget.is_working())
    text = save(widget, wait, "html", tmp_path / "b.html").read_text("utf-8")
    assert "Quality of Temporal difference" in text and "Compared with" in text


def test_html_without_reference(widget, shenzhen, wait, tmp_path):
    images = [image for image in shenzhen.values() if image.role != "reference"]
    show(widget, images, 8.33)
    wait(lambda: not widget.is_working())
    text = save(widget, wait, "html", tmp_path / "a.html").read_text("utf-8")
    assert "RMSE to the coarse image" in text and "Prediction over reference" not in text
    show(widget, [*images[:3], shenzhen["prediction:1"]], 8.33)
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


def test_every_export_says_which_pixels_were_measured(widget, shenzhen, wait, tmp_path):
    """Before, a report of averaged pixels said that it shows all pixels."""
    images = list(shenzhen.values())
    share = MeasuredShare("view", 50_000, 1_600_000)
    widget.show_images(images, 8.33, factor=4)
    widget.metrics.show_view(measured_of(images, share=share))
    said = "3.1 % of the pixels in view, in tiles spread over it"
    assert said in widget.tabs.metrics.heading.text()
    widget.tabs.metrics.export_wanted.emit("text")
    last = QApplication.clipboard().text().strip().split("\n")[-1].split("\t")
    assert last[0] == "Measured" and said in last[3]
    with open(save(widget, wait, "csv", tmp_path / "a.csv"), encoding="utf-8") as file:
        rows = list(csv.DictReader(file))
    told = {(row["prediction"], row["metric"]): row["value"] for row in rows}
    assert told["No change", "SHARE_OF_VIEW"] == "3.125"
    assert told["No change", "PIXELS"] == str(widget.tabs.quality.pixels)
    text = save(widget, wait, "html", tmp_path / "a.html").read_text("utf-8")
    assert said in text and "averaged over squares of 4 × 4 pixels" in text
    assert "show all pixels" not in text
    widget.show_images(images[:4] + images[5:], 8.33, factor=4)
    widget.metrics.show_view(measured_of(images[:4] + images[5:], share=share))
    text = save(widget, wait, "html", tmp_path / "b.html").read_text("utf-8")
    assert said in text and "averaged over squares of 4 × 4 pixels" in text
    assert QImage(str(save(widget, wait, "png", tmp_path / "a.png"))).width() > 700


def test_nobody_is_best_before_all_are_measured(widget, shenzhen, wait, tmp_path):
    """Neither on the screen nor in what is saved."""
    images = list(shenzhen.values())
    three = [*images, replaced(images[5], key="prediction:3", title="Slow")]
    widget.show_images(three, 8.33)
    found = measured_of(images)
    widget.metrics.show_view(replace(found, omitted={"prediction:3": "It takes long."}))
    quality = widget.tabs.quality
    assert not any(row.best for row in quality.table.rows)
    assert "Slow is not measured: It takes long." in widget.tabs.metrics.heading.text()
    with open(save(widget, wait, "csv", tmp_path / "a.csv"), encoding="utf-8") as file:
        assert not any(row["rank"] for row in csv.DictReader(file))
    text = save(widget, wait, "html", tmp_path / "a.html").read_text("utf-8")
    assert "class=best" not in text and "Mean rank" not in text and "Not measured" in text


def refuse(*_):
    raise OSError(28, "No space left on device")


def test_numbers_are_plain_enough_for_json(widget):
    assert json.loads(json.dumps(widget.state())) == widget.state()
    assert np.isfinite(widget.state()["divider"])
