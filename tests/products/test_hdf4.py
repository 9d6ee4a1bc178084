"""HDF4 where GDAL was built without it: what to install is said, and with pyhdf it works."""

from __future__ import annotations

import importlib.util
import json
import os
import pathlib
import subprocess
import sys

import pytest

from stfusion_qgis.products.recognising import described, recognise
from tests.products.decoding import decoded

REPOSITORY = pathlib.Path(__file__).resolve().parents[2]
CHILD = """
import json, sys
sys.path[:0] = [{repository!r}]
from osgeo import gdal
assert gdal.GetDriverByName("HDF4") is None
if {hidden}:
    sys.modules["pyhdf"] = sys.modules["pyhdf.SD"] = sys.modules["pyhdf.error"] = None
from stfusion_qgis.products.recognising import described, recognise
from tests.products.decoding import decoded
images, unusable = described(recognise({place!r}, {cache!r}))
print(json.dumps({{
    "reasons": [each.reason for each in unusable],
    "notes": [image.notes for image in images],
    "values": [[name, values.tolist(), grid.GetGeoTransform()]
               for image in images
               for name, (values, grid) in decoded(image, {cache!r}).items()]}}))
"""


def without_hdf4(place, cache, hidden):
    """Return what a process says of a place whose GDAL has no HDF4, with or without pyhdf."""
    code = CHILD.format(repository=str(REPOSITORY), place=str(place), cache=str(cache),
                        hidden=hidden)
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=False,
                          env={**os.environ, "GDAL_SKIP": "HDF4 HDF4Image"})
    assert done.returncode == 0, done.stderr
    return json.loads(done.stdout.splitlines()[-1])


@pytest.fixture
def modis(shared_data):
    return shared_data / "products" / "modis"


def test_without_pyhdf_the_message_says_what_to_install(modis, tmp_path):
    found = without_hdf4(modis / "MOD09GA.A2023081.h28v06.061.2023083032101.hdf", tmp_path, True)
    (reason,) = found["reasons"]
    assert "HDF4" in reason and "Install pyhdf" in reason and "MOD09GA.A2023081" in reason


@pytest.mark.skipif(importlib.util.find_spec("pyhdf") is None, reason="pyhdf is not installed")
def test_with_pyhdf_it_is_the_same_as_with_gdal(modis, tmp_path):
    images, _ = described(recognise(str(modis), str(tmp_path / "gdal")))
    found = without_hdf4(modis, tmp_path / "pyhdf", False)
    assert found["notes"] == [list(image.notes) for image in images] and len(images) == 6
    expected = [(name, *each) for image in images
                for name, each in decoded(image, tmp_path / "gdal").items()]
    assert [name for name, _, _ in found["values"]] == [name for name, _, _ in expected]
    for (_, values, transform), (_, known, grid) in zip(found["values"], expected):
        assert transform == pytest.approx(grid.GetGeoTransform(), rel=1e-9, abs=1e-6)
        assert json.dumps(values) == json.dumps(known.tolist())
