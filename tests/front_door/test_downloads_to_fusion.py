"""From a folder of mixed downloads to a fused, measured image: four calls, and one model."""

import csv
import json
import shutil
import subprocess

import pytest

from tools.run_qgis import environment_of_the_repository, program

BEST = 150  # RMSE in reflectance x 10000; as downloaded, unscaled and unmasked, it is 630


@pytest.fixture(scope="module")
def downloads(shared_data, tmp_path_factory):
    """Return a folder of Landsat, Sentinel-2 and MODIS, and the true image of 2023-03-22."""
    samples = shared_data / "products"
    folder = tmp_path_factory.mktemp("downloads")
    for name in ("landsat", "modis", "sentinel2"):
        shutil.copytree(samples / name, folder / name)
    return folder, samples / "truth" / "truth_reflectance_x10000_30m_2023-03-22.tif"


@pytest.fixture(scope="module")
def call(tmp_path_factory):
    """Return a function that runs an algorithm in qgis_process and returns its results."""
    profile = tmp_path_factory.mktemp("profile")
    variables = {**environment_of_the_repository(profile), "QT_QPA_PLATFORM": "offscreen"}

    def call(algorithm, **inputs):
        found = subprocess.run(
            [program("qgis_process"), "run", "--json", f"stfusion:{algorithm}", "--",
             *(f"{name}={value}" for name, value in inputs.items())],
            env=variables, text=True, capture_output=True, timeout=300)
        assert found.returncode == 0, found.stdout + found.stderr
        return json.loads(found.stdout[found.stdout.index("{"):])["results"]
    return call


def test_four_calls(downloads, call, tmp_path):
    folder, truth = downloads
    prepared = call("prepareimages", FOLDER=str(folder), PREPARED=str(tmp_path / "prepared"),
                    OUTPUT=str(tmp_path / "catalogue.geojson"))
    assert prepared["FINE"] == 5 and prepared["NEW"] == prepared["IMAGES"] >= 10
    pair = call("choosepairs", CATALOGUE=prepared["OUTPUT"], DATES="2023-03-22",
                OUTPUT=str(tmp_path / "pairs.csv"))
    with open(pair["OUTPUT"], encoding="utf-8") as file:
        rows = list(csv.DictReader(file))
    assert [row["fine_date"] for row in rows] == ["2023-03-06", "2023-04-07", "2023-03-09"]
    assert "16 days before" in pair["REASON"] and pair["FINE_2"]
    images = {name: pair[name] for name in ("FINE_1", "COARSE_1", "COARSE_PREDICTION")}
    fused = call("starfm", **images, OUTPUT=str(tmp_path / "fused.tif"))
    measured = call("imagequality", PREDICTION=fused["OUTPUT"], REFERENCE=str(truth))
    assert measured["RMSE"] < BEST


def test_one_model(downloads, call, tmp_path):
    """Called again, with a folder that was prepared before."""
    folder, truth = downloads
    outputs = {"preparation:PREPARED": "prepared", "preparation:OUTPUT": "catalogue.geojson",
               "choice:OUTPUT": "pairs.csv", "fusion:OUTPUT": "fused.tif",
               "quality:OUTPUT_HTML": "quality.html"}
    call("downloadstofusion", FOLDER=str(folder), DATES="2023-03-22", REFERENCE=str(truth),
         **{name: str(tmp_path / path) for name, path in outputs.items()})
    assert all((tmp_path / path).exists() for path in outputs.values())
    measured = call("imagequality", PREDICTION=str(tmp_path / "fused.tif"), REFERENCE=str(truth))
    assert measured["RMSE"] < BEST
