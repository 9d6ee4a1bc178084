"""The table of metrics: numbers, the best, and the model of it."""

import csv
import io
import math

import numpy as np
import pytest
from qgis.PyQt.QtCore import Qt
from qgis.PyQt.QtGui import QPalette
from qgis.PyQt.QtTest import QAbstractItemModelTester

from stfusion_qgis.comparison.metrics_table import MEAN_RANK, table_of
from stfusion_qgis.gui.compare.charts.metric_chart import metric_chart
from stfusion_qgis.gui.compare.exports.export_text import spreadsheet_text
from stfusion_qgis.gui.compare.metrics.metrics_model import FIRST, MetricsModel
from stfusion_qgis.gui.compare.metrics.preview_quality import quality_of
from stfusion_qgis.quality.assessment import number_text
from stfusion_qgis.quality.registry import METRICS
from tests.gui.compare.conftest import measured_of, plain_image, replaced


def measured_quality(images, ratio):
    return quality_of(measured_of(images, ratio), images)


@pytest.fixture(scope="module")
def quality(shenzhen):
    return measured_quality(list(shenzhen.values()), 8.33)


@pytest.fixture(scope="module")
def single(shenzhen):
    return measured_quality([shenzhen["reference"], shenzhen["prediction:1"]], 8.33)


def test_table_of_several_methods(quality):
    table = quality.table
    assert list(table.columns) == ["Temporal difference", "No change"]
    rows = {row.metric: row for row in table.rows}
    assert list(rows) == [*(metric.id for metric in quality.comparison.metrics), MEAN_RANK]
    for key in quality.comparison.assessments[0].values.keys() & rows.keys():
        values = [a.values[key] for a in quality.comparison.assessments]
        assert rows[key].values == [value.overall for value in values]
        assert rows[key].texts == [number_text(value.overall) for value in values]
        costs = METRICS[key].direction.cost(rows[key].values)
        assert rows[key].best == [int(np.argmin(costs))]
        for i, band in enumerate(rows[key].bands):
            assert band.values == [value.bands[i] for value in values]
    assert [band.label for band in rows["RMSE"].bands] == ["nir", "red", "green"]
    assert not rows["SAM"].bands
    assert rows["RMSE"].direction == "↓ 0" and rows["SSIM"].direction == "↑ 1"
    assert "Root mean square error." in rows["RMSE"].help


def test_table_of_a_single_method_has_bands_as_columns(single):
    table = single.table
    assert list(table.columns) == ["Overall", "nir", "red", "green"]
    rows = {row.metric: row for row in table.rows}
    value = single.comparison.assessments[0].values["RMSE"]
    assert rows["RMSE"].values == [value.overall, *value.bands]
    assert rows["SAM"].texts[1:] == ["", "", ""]
    assert MEAN_RANK not in rows and not any(row.best or row.bands for row in table.rows)


def test_single_band_has_one_column(qgis_app):
    values = np.random.default_rng(0).normal(size=(1, 40, 40))
    images = [plain_image("reference", values), plain_image("prediction:1", values + 1)]
    table = measured_quality(images, None).table
    assert list(table.columns) == ["Overall"]


def test_nobody_is_best_where_all_are_equal(qgis_app):
    values = np.random.default_rng(0).normal(size=(2, 40, 40))
    images = [plain_image("reference", values), plain_image("prediction:1", values),
              plain_image("prediction:2", values)]
    assert not any(row.best for row in measured_quality(images, None).table.rows)


def test_equal_titles_are_told_apart(shenzhen):
    images = [shenzhen["reference"], shenzhen["prediction:1"],
              replaced(shenzhen["prediction:2"], title="Temporal difference")]
    assert measured_quality(images, None).comparison.names == [
        "Temporal difference (1)", "Temporal difference (2)"]


def test_model(quality, single):
    model = MetricsModel()
    QAbstractItemModelTester(model, QAbstractItemModelTester.FailureReportingMode.Fatal)
    model.show_table(quality.table)
    rmse = model.index(0, 0)
    assert rmse.data() == "RMSE" and model.rowCount(rmse) == 3
    red = model.index(1, 0, rmse)
    assert red.data() == "red" and red.parent() == rmse and model.row_at(red).metric == "RMSE"
    row = quality.table.rows[0]
    for column in range(2):
        cell = model.index(0, FIRST + column)
        assert cell.data() == row.texts[column]
        is_marked = cell.data(Qt.ItemDataRole.BackgroundRole) is not None
        assert is_marked == (column in row.best)
        assert ("The best" in cell.data(Qt.ItemDataRole.ToolTipRole)) == is_marked
    assert model.headerData(FIRST, Qt.Orientation.Horizontal) == "Temporal difference"
    model.set_palette(QPalette())
    model.show_table(single.table)
    assert model.columnCount() == FIRST + 4 and model.rowCount(model.index(0, 0)) == 0


def test_model_keeps_what_is_unfolded_when_only_numbers_change(quality):
    model = MetricsModel()
    model.show_table(quality.table)
    resets = []
    model.modelReset.connect(lambda: resets.append(1))
    model.show_table(table_of(quality.comparison))
    assert not resets


def test_text_holds_all_numbers(quality):
    lines = list(csv.reader(io.StringIO(spreadsheet_text(quality.table)), delimiter="\t"))
    assert lines[0] == ["Metric", "Band", "Better", "Temporal difference", "No change"]
    assert all(len(line) == 5 for line in lines)
    numbers = {tuple(line[:2]): [float(text) for text in line[3:]] for line in lines[1:]}
    assessments = quality.comparison.assessments
    assert numbers["RMSE", ""] == pytest.approx(
        [a.values["RMSE"].overall for a in assessments], rel=1e-7)
    assert numbers["SSIM", "green"] == pytest.approx(
        [a.values["SSIM"].bands[2] for a in assessments], rel=1e-7)
    assert numbers["Mean rank", ""] == pytest.approx(quality.comparison.mean_ranks())


def test_chart_has_a_group_for_each_band(quality, single):
    chart = metric_chart(quality.comparison, "SSIM", QPalette())
    assert [group.title for group in chart.groups] == ["Overall", "nir", "red", "green"]
    assert chart.guide == 1
    for band, group in zip((None, 0, 1, 2), chart.groups):
        values = quality.comparison.values(METRICS["SSIM"], band)
        assert [bar.value for bar in group.bars] == values
        assert [bar.best for bar in group.bars] == [v == max(values) for v in values]
    assert len(metric_chart(quality.comparison, "SAM", QPalette()).groups) == 1
    alone = metric_chart(single.comparison, "PSNR", QPalette())
    assert [bar.name for bar in alone.bars] == ["Overall", "nir", "red", "green"]
    assert math.isnan(alone.guide)
