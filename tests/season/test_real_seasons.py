"""The smoother on real seasons: each fine image held out, as the figures of docs/season.md."""

import numpy as np
import pytest

from stfusion_qgis.images.area import Area
from stfusion_qgis.images.image_options import ImageOptions
from stfusion_qgis.images.source import Source
from stfusion_qgis.progress import Progress
from stfusion_qgis.season.held_out import FUSED, INTERPOLATION, PLAIN, WAYS, SeasonSample, held_out
from stfusion_qgis.season.proof_report import SeasonProof
from stfusion_qgis.season.season_scene import SeasonScene

CLOUDY = ("2020-11-21", "2020-11-26")


@pytest.fixture(scope="module")
def proof_of(shared_data):
    def proof(fine, coarse):
        season = SeasonScene.of(
            [Source(str(path)) for path in sorted(shared_data.glob(fine))
             if not path.name.startswith(CLOUDY)],
            [Source(str(path)) for path in sorted(shared_data.glob(coarse))], ImageOptions(),
            Area(), Progress())
        sample = SeasonSample.of(season, season.curve(season.days, Progress()), Progress())
        return SeasonProof.of(list(held_out(sample, Progress())), season.scene.lead.band_names)
    return proof


def _error(proof, dates, way=FUSED):
    return proof.errors(dates)[WAYS.index(way)]


def test_salton_sea(proof_of):
    """Better than the plain smoother of the same series, 0.0174 and 0.0379."""
    proof = proof_of("salton_sea/fine/*.tif", "salton_sea/coarse/*.tif")
    near = [date for date in proof.dates if date.withheld == 0]
    far = [date for date in proof.dates if date.withheld == 15]
    assert _error(proof, near) < 0.0173 and _error(proof, far) < 0.0365
    assert _error(proof, near) < 1.01 * _error(proof, near, INTERPOLATION)
    assert _error(proof, far) < 0.79 * _error(proof, far, INTERPOLATION)
    long = [date for date in proof.dates if date.gap >= 15]
    assert _error(proof, long) < 0.85 * _error(proof, long, INTERPOLATION)
    assert all(_error(proof, dates) < 1.01 * _error(proof, dates, INTERPOLATION)
               for _, dates in proof.by_gap())
    assert 0.64 < proof.within(1) < 0.75 and 0.91 < proof.within(2) < 0.97


def test_itoiz(proof_of):
    proof = proof_of("itoiz/series/S2*.tif", "itoiz/series/coarse*.tif")
    rmse = [np.sqrt(np.mean([date.squares[WAYS.index(way)] for date in proof.dates]))
            for way in (FUSED, INTERPOLATION)]
    assert rmse[0] < 0.76 * rmse[1]
    assert _error(proof, proof.dates) < _error(proof, proof.dates, PLAIN)
    assert 0.64 < proof.within(1) < 0.75 and 0.89 < proof.within(2) < 0.97
