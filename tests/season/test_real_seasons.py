"""The smoother on real seasons: each fine image held out, as the figures of docs/season.md."""

from dataclasses import replace

import numpy as np
import pytest

from stfusion_qgis.images.area import Area
from stfusion_qgis.images.image_options import ImageOptions
from stfusion_qgis.images.source import Source
from stfusion_qgis.progress import Progress
from stfusion_qgis.season.common_scale import bias_of_blocks
from stfusion_qgis.season.held_out import FUSED, INTERPOLATION, PLAIN, WAYS, held_out
from stfusion_qgis.season.proof_report import SeasonProof
from stfusion_qgis.season.season_sample import SeasonSample
from stfusion_qgis.season.season_scene import SeasonScene
from stfusion_qgis.season.smoothing import season_smoother
from stfusion_qgis.season.smoothing.block_series import cloud_distance
from stfusion_qgis.season.smoothing.season_smoother import HALO, estimates

CLOUDY = ("2020-11-21", "2020-11-26")


@pytest.fixture(scope="module")
def sample_of(shared_data):
    def sample(fine, coarse):
        season = SeasonScene.of(
            [Source(str(path)) for path in sorted(shared_data.glob(fine))
             if not path.name.startswith(CLOUDY)],
            [Source(str(path)) for path in sorted(shared_data.glob(coarse))], ImageOptions(),
            Area(), Progress())
        return SeasonSample.of(season, season.curve(season.days, Progress()), Progress())
    return sample


@pytest.fixture(scope="module")
def proof_of(sample_of):
    def proof(fine, coarse):
        sample = sample_of(fine, coarse)
        return SeasonProof.of(list(held_out(sample, Progress())),
                              sample.season.scene.lead.band_names)
    return proof


def _error(proof, dates, way=FUSED):
    return proof.errors(dates)[WAYS.index(way)]


def test_salton_sea(proof_of):
    """Better than the plain smoother of the same series, 0.0173 and 0.0379."""
    proof = proof_of("salton_sea/fine/*.tif", "salton_sea/coarse/*.tif")
    near = [date for date in proof.dates if date.withheld == 0]
    far = [date for date in proof.dates if date.withheld == 15]
    assert _error(proof, near) < 0.0170 and _error(proof, far) < 0.0340
    assert _error(proof, near) < 1.01 * _error(proof, near, INTERPOLATION)
    assert _error(proof, far) < 0.73 * _error(proof, far, INTERPOLATION)
    long = [date for date in proof.dates if date.gap >= 15]
    assert _error(proof, long) < 0.85 * _error(proof, long, INTERPOLATION)
    assert all(_error(proof, dates) < 1.01 * _error(proof, dates, INTERPOLATION)
               for _, dates in proof.by_gap())
    assert 0.64 < proof.within(1) < 0.73 and 0.92 < proof.within(2) < 0.97


def test_every_second_image_of_salton_sea_of_another_sensor(sample_of):
    """A bias is found to a twentieth, of fine and of coarse images; without one there is none."""
    sample = sample_of("salton_sea/fine/*.tif", "salton_sea/coarse/*.tif")
    sensors = ["AB"[i % 2] for i in range(len(sample.season.days))]
    spread = sample.traits.spread
    assert not bias_of_blocks(sample.blocks, sensors, "A", sample.traits).offset.any()
    added = np.array([sensor == "B" for sensor in sensors]) * 0.3 * spread
    blocks = [replace(each, fine=each.fine + added[:, None, None, None].astype(np.float32))
              for each in sample.blocks]
    found = bias_of_blocks(blocks, sensors, "A", sample.traits)
    assert found.offset[:, 0] == pytest.approx(added, rel=0.05)
    assert (found.variance < (0.05 * spread) ** 2).all()


def test_missing_lines_of_salton_sea(sample_of, monkeypatch):
    """Lines that are lost, as of Landsat 7: neighbours tell of them, by a fifth of the error."""
    sample = sample_of("salton_sea/fine/*.tif", "salton_sea/coarse/*.tif")
    found = _error_in_lines(sample)
    monkeypatch.setattr(season_smoother, "have_gaps", lambda clear: [])
    assert found < 0.8 * _error_in_lines(sample)


def _error_in_lines(sample):
    """Return the RMSE in lines that are taken from each image, filled from all that is left."""
    squares = []
    for window, block in zip(sample.windows, sample.blocks):
        lost = np.zeros(block.fine.shape[2:], bool)
        lost[np.arange(len(lost)) % 14 < 5] = True
        for i, day in list(enumerate(block.days))[::4]:
            fine = block.fine.copy()
            fine[i][:, lost] = np.nan
            distance = block.cloud_distance.copy()
            distance[i] = np.minimum(distance[i], cloud_distance(~lost))
            series = replace(block, fine=fine, cloud_distance=distance)
            coarse = sample.season.coarse_day(day, window, sample.curve)
            found = next(estimates(series, [day], [coarse], sample.traits, sample.curve.walk))
            error = found.values - block.inner(HALO).fine[i]
            squares.append(np.nanmean(error[:, lost[HALO:-HALO, HALO:-HALO]] ** 2))
    return np.sqrt(np.mean(squares))


def test_itoiz(proof_of):
    proof = proof_of("itoiz/series/S2*.tif", "itoiz/series/coarse*.tif")
    rmse = [np.sqrt(np.mean([date.squares[WAYS.index(way)] for date in proof.dates]))
            for way in (FUSED, INTERPOLATION)]
    assert rmse[0] < 0.73 * rmse[1]
    assert _error(proof, proof.dates) < 0.96 * _error(proof, proof.dates, PLAIN)
    assert 0.64 < proof.within(1) < 0.73 and 0.92 < proof.within(2) < 0.97


def test_kranj(shared_data):
    folder = shared_data / "products/kranj_season"
    season = SeasonScene.of(
        *([Source(str(path)) for path in sorted(folder.glob(f"{kind}/*.tif"))]
          for kind in ("fine", "coarse")), ImageOptions(scale_coarse=True), Area(), Progress())
    sample = SeasonSample.of(season, season.curve(season.days, Progress()), Progress())
    proof = SeasonProof.of(list(held_out(sample, Progress())), season.scene.lead.band_names)
    assert _error(proof, proof.dates) < 0.855 * _error(proof, proof.dates, INTERPOLATION)
    assert 0.64 < proof.within(1) < 0.73 and 0.91 < proof.within(2) < 0.97
