"""Bands of GDAL live only as long as the variable that holds their dataset."""

import ast
import pathlib

import pytest

ROOT = pathlib.Path(__file__).resolve().parents[2]
_PARTS = {"GetRasterBand", "GetLayer", "GetRootGroup"}


def bands_of_nobody(source):
    """Return the lines that ask a dataset for a part in the expression that opens it."""
    return [node.lineno for node in ast.walk(ast.parse(source))
            if isinstance(node, ast.Attribute) and node.attr in _PARTS
            and isinstance(node.value, ast.Call)]


@pytest.mark.parametrize("folder", ["stfusion_qgis", "tests", "tools", "bench"])
def test_datasets_outlive_their_bands(folder):
    """Otherwise memory is read that is free already: now and then the process ends by it."""
    found = {str(path): lines for path in (ROOT / folder).rglob("*.py")
             if (lines := bands_of_nobody(path.read_text(encoding="utf-8")))}
    assert not found


def test_such_lines_are_found():
    assert bands_of_nobody("x = gdal.Open(p).GetRasterBand(1).DataType") == [1]
    assert bands_of_nobody("d = gdal.Open(p)\nx = d.GetRasterBand(1).DataType") == []
