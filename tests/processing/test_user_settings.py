"""What is set in the options of QGIS takes effect in runs."""

import os

import pytest
from osgeo import gdal
from qgis.core import QgsSettings

from stfusion_qgis import engine
from stfusion_qgis.methods import all_methods
from stfusion_qgis.processing.fusion import FusionAlgorithm
from stfusion_qgis.processing.user_settings import UserSettings


@pytest.fixture
def settings(qgis_app):
    """Return a function that sets something."""
    QgsSettings().remove("stfusion")
    yield lambda **values: UserSettings(**values).write()
    QgsSettings().remove("stfusion")


@pytest.fixture
def seen(monkeypatch):
    """Return the settings with which the engine was called, and the cache of GDAL meanwhile."""
    seen = []
    run = engine.run

    def watched(*arguments, **options):
        seen.append((options["settings"], gdal.GetCacheMax()))
        return run(*arguments, **options)

    monkeypatch.setattr(engine, "run", watched)
    return seen


def test_threads_memory_and_cache(run, one_pair, settings, seen):
    run("temporaldifference", one_pair)
    settings(threads=3, memory=777, raster_cache=16)
    run("temporaldifference", one_pair)
    run("temporaldifference", {**one_pair, "THREADS": 2})
    assert [used.threads for used, _ in seen] == [os.cpu_count(), 3, 2]
    assert [used.memory for used, _ in seen] == [2048 * 2**20] + 2 * [777 * 2**20]
    assert [cache for _, cache in seen][1:] == [16 * 2**20] * 2


def test_cards(run, one_pair, settings, seen):
    run("temporaldifference", one_pair)
    settings(cards=False)
    run("temporaldifference", one_pair)
    assert [used.cards for used, _ in seen] == [True, False]


def test_data_type_where_nothing_else_is_chosen(run, one_pair, settings):
    def type_of(parameters):
        output = run("temporaldifference", {**one_pair, **parameters})["OUTPUT"]
        dataset = gdal.Open(output)  # which must outlive its band
        return dataset.GetRasterBand(1).DataType

    assert type_of({}) == gdal.GDT_Int16
    settings(float_output=True)
    assert type_of({}) == gdal.GDT_Float32
    assert type_of({"OUTPUT_TYPE": 0}) == gdal.GDT_Int16


def test_networks_run_where_and_in_what_is_set(settings):
    settings(provider="cpu", memory=1234)
    method = all_methods()["networkfusion"]
    algorithm = FusionAlgorithm(method)
    algorithm.initAlgorithm({})
    assert algorithm.parameterDefinition("MEMORY_LIMIT").defaultValue() == 1234
    user = UserSettings.read()
    assert user.resolved(method.Parameters()).provider == "cpu"
    assert user.resolved(method.Parameters(provider="cuda")).provider == "cuda"
    other = all_methods()["starfm"].Parameters()
    assert user.resolved(other) is other
