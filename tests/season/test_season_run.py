"""A season from its files to the files of its dates: what must not and what must change it."""

import datetime
import os
from dataclasses import replace

import numpy as np
import pytest
from osgeo import gdal

from stfusion_qgis.engine import Settings
from stfusion_qgis.errors import Cancelled, InputError
from stfusion_qgis.images.area import Area
from stfusion_qgis.progress import Progress
from stfusion_qgis.season import season_run
from stfusion_qgis.season.season_files import DateFiles
from stfusion_qgis.season.season_request import IN_TIME, SeasonRequest
from stfusion_qgis.season.season_run import predict_season
from stfusion_qgis.season.smoothing.states import PixelState
from stfusion_qgis.season.time_cube import write_cube
from stfusion_qgis.season.time_mosaics import write_mosaics
from tests.scene_files import ORIGIN, PIXEL, block_mean, read_tif, write_tif
from tests.small_season import RATIO, date, land, write_season

WANTED = tuple(date(day) for day in (10, 24, 30, 45, 58, 75))


class Told(Progress):
    """Keeps warnings; may cancel once a file of a name is there."""

    def __init__(self, cancel_at=""):
        self.warnings, self._cancel_at = [], cancel_at

    def warn(self, text, remedy=None):
        self.warnings.append(text)

    def is_cancelled(self):
        return bool(self._cancel_at) and os.path.exists(self._cancel_at)


@pytest.fixture
def folders(tmp_path):
    for name in ("images", "season"):
        (tmp_path / name).mkdir()
    return tmp_path / "images", tmp_path / "season"


def _request(folders, **changes):
    images, results = folders
    fine, coarse = write_season(images, **changes)
    return SeasonRequest(fine, coarse, WANTED, str(results))


def _read(result):
    return [[read_tif(path) for path in each[1:]] for each in result.files]


def _same(one, other):
    return all(np.array_equal(a, b, equal_nan=True)
               for ones, others in zip(one, other) for a, b in zip(ones, others))


def test_no_gaps_and_near_the_truth(folders):
    result = predict_season(_request(folders))
    for each, (values, deviation, state) in zip(result.files, _read(result)):
        day = (each.date - date(0)).days
        assert np.isfinite(values).all() and (deviation > 0).all()
        error = np.abs(values - land(day))
        # Beyond the last observation nobody knows; within, single pixels of fields do not matter.
        assert np.sqrt(np.mean(error ** 2)) < (60 if day < 60 else 400)
        assert state[0].min() >= PixelState.OBSERVED
    assert {held.withheld for held in result.proof} == {0, 15}
    assert result.bands == ("Band 1", "Band 2") and not result.left_out and not result.kept


def test_states_days_and_what_is_kept(folders):
    request = replace(_request(folders), dates=(date(10), date(30), date(58), date(75)))
    kept = _read(predict_season(request))
    values, _, state = kept[0]
    given = read_tif(request.fine[1].path)
    clear = np.isfinite(given[0])
    assert np.array_equal(values[:, clear], given[:, clear])
    assert (state[0][clear] == PixelState.OBSERVED).all() and (state[1][clear] == 0).all()
    assert (state[0][~clear] == PixelState.BOTH_SIDES).all() and (state[1][~clear] == 10).all()
    assert (kept[2][2][1] == 2).all()
    assert (kept[3][2][0] == PixelState.COARSE_FILLED).all() and (kept[3][2][1] == 15).all()
    assert kept[3][1].mean() > kept[2][1].mean() > kept[0][1][:, clear].mean()
    predicted = _read(predict_season(replace(request, keep_fine=False)))
    assert not np.array_equal(predicted[0][0][:, clear], given[:, clear])
    assert (predicted[0][2][0] == PixelState.BOTH_SIDES).all() and (predicted[0][2][1] == 10).all()


def test_order_blocks_threads(folders, tmp_path):
    request = _request(folders)
    first = _read(predict_season(request, Settings(threads=1)))
    for name, change, settings in (
            ("order", {"fine": request.fine[::-1], "coarse": request.coarse[::-1],
                       "dates": request.dates[::-1]}, Settings(threads=1)),
            ("blocks", {}, Settings(threads=1, block_size=17)),
            ("threads", {}, Settings(threads=3, block_size=16))):
        other = predict_season(replace(request, folder=str(tmp_path / name), **change), settings)
        assert _same(first, _read(other)), name


def test_a_part_is_that_of_the_whole(folders, tmp_path):
    request = _request(folders)
    whole = _read(predict_season(request))
    left, top = ORIGIN
    area = Area((left + 10 * PIXEL, top - 40 * PIXEL, left + 30 * PIXEL, top - 5 * PIXEL))
    part = _read(predict_season(replace(request, area=area, folder=str(tmp_path / "part"))))
    assert _same([[each[:, 5:40, 10:30] for each in ones] for ones in whole], part)


def test_units(folders, tmp_path):
    first = _read(predict_season(_request(folders)))
    (tmp_path / "other").mkdir()
    fine, coarse = write_season(tmp_path / "other", scale=1e-4)
    other = _read(predict_season(SeasonRequest(fine, coarse, WANTED, str(tmp_path / "units"))))
    for ones, others in zip(first, other):
        assert np.array_equal(ones[2], others[2])
        for one, same in zip(ones[:2], others):
            assert same * 1e4 == pytest.approx(one, rel=2e-3, abs=2)


def test_a_constant_scene_stays(folders):
    result = predict_season(_request(folders, constant=True))
    for values, _, _ in _read(result):
        assert values == pytest.approx(land(0), rel=1e-5)


def test_an_image_that_is_masked_everywhere_changes_nothing(folders, tmp_path):
    request = _request(folders)
    first = _read(predict_season(request))
    empty = write_tif(tmp_path / f"fine_{date(25)}.tif", np.full_like(land(0), np.nan))
    more = replace(request, fine=(*request.fine, replace(request.fine[0], path=str(empty))),
                   folder=str(tmp_path / "more"))
    for ones, others in zip(first, _read(predict_season(more))):
        for one, other in zip(ones, others):
            assert other == pytest.approx(one, rel=1e-4)


def test_the_first_image_may_be_cloudy_where_others_are_clear(folders):
    request = _request(folders, clouds=False)
    for number, rows in ((0, slice(0, 40)), (1, slice(38, 60))):
        image = land(10 * number)
        image[:, rows] = np.nan
        write_tif(request.fine[number].path, image.astype(np.float32))
    values = _read(predict_season(replace(request, dates=(date(10),))))[0][0]
    assert np.isfinite(values).all() and np.sqrt(np.mean((values - land(10)) ** 2)) < 60


def test_uncertainty_grows_away_from_observations(folders):
    days = [60, 62, 64, 66, 70, 80]
    request = replace(_request(folders, clouds=False), dates=tuple(map(date, days)))
    spreads = [deviation for _, deviation, _ in _read(predict_season(request))]
    assert all((later > earlier).all() for earlier, later in zip(spreads, spreads[1:]))


def test_without_coarse_images(folders):
    request = replace(_request(folders, clouds=False), coarse=(), dates=(date(24),))
    values, _, state = _read(predict_season(request))[0]
    line = 0.6 * land(20) + 0.4 * land(30)
    assert (state[0] == PixelState.INTERPOLATED).all()
    assert values == pytest.approx(line, abs=120)
    other = replace(request, coarse=write_season(folders[0], clouds=False)[1], method=IN_TIME,
                    folder=request.folder + "2")
    assert _read(predict_season(other))[0][0] == pytest.approx(values, abs=15)


def test_another_method_as_the_step(folders):
    request = replace(_request(folders), method="temporaldifference", dates=(date(24), date(100)))
    told = Told()
    values = _read(predict_season(request, progress=told))[0][0]
    assert np.sqrt(np.mean((values - land(24)) ** 2)) < 60
    assert f"{date(100)} is predicted by the smoother" in told.warnings[-1]


def test_another_method_depends_on_the_images_alone(folders, tmp_path):
    """Neither on their order, on blocks and threads, nor on an image that shows nothing."""
    request = replace(_request(folders), method="temporaldifference", dates=(date(24),))
    first = _read(predict_season(request, Settings(threads=1)))
    empty = write_tif(tmp_path / f"fine_{date(26)}.tif", np.full_like(land(0), np.nan))
    other = replace(request, fine=(*request.fine[::-1], replace(request.fine[0], path=str(empty))),
                    coarse=request.coarse[::-1], folder=str(tmp_path / "other"))
    for one, same in zip(first[0], _read(predict_season(
            other, Settings(threads=3, block_size=17)))[0]):
        assert same == pytest.approx(one, rel=1e-4)


def test_pixels_are_predicted_by_pairs_that_are_clear_there(folders, tmp_path):
    """Beneath clouds of the nearest pairs, the method takes others, not the smoother."""
    request = replace(_request(folders, clouds=False), method="temporaldifference",
                      dates=(date(24),))
    holes = slice(0, 30), slice(20, 45)
    for number in (2, 3):  # of days 20 and 30
        image = land(10 * number)
        image[:, holes[0], holes[1]] = np.nan
        write_tif(request.fine[number].path, image.astype(np.float32))
    values = _read(predict_season(request))[0][0]
    others = replace(request, fine=(*request.fine[:2], *request.fine[4:]),
                     folder=str(tmp_path / "others"))
    expected = _read(predict_season(others))[0][0]
    assert values[:, holes[0], holes[1]] == pytest.approx(expected[:, holes[0], holes[1]], rel=1e-4)
    outside = np.ones(values.shape[1:], bool)
    outside[holes] = False
    assert not np.allclose(values[:, outside], expected[:, outside], rtol=1e-3)


def test_missing_lines_follow_their_neighbours(folders, tmp_path):
    """What only the image itself shows, here a pale day, is not lost in its gaps."""
    request = replace(_request(folders, clouds=False), dates=(date(30),))
    image = land(30) + 300
    whole = image.copy()
    image[:, 3::9] = image[:, 4::9] = np.nan
    write_tif(request.fine[3].path, image.astype(np.float32))
    values, _, state = _read(predict_season(request))[0]
    lost = np.isnan(image[0])
    error = (values - whole)[:, lost]
    assert np.abs(error.mean()) < 60 and np.sqrt((error ** 2).mean()) < 150
    assert (state[0][lost] == PixelState.BOTH_SIDES).all() and (state[1][lost] == 10).all()
    without = replace(request, fine=(*request.fine[:3], *request.fine[4:]), folder=str(tmp_path))
    others = _read(predict_season(without))[0][0]
    assert np.abs((others - whole)[:, lost].mean()) > 250


def test_reflectance_is_not_negative(folders):
    """Where no fine image has a value below zero, no prediction has: fields fall dark here."""
    request = replace(_request(folders, clouds=False), dates=(date(34), date(75)))
    for number, source in enumerate(request.fine):
        write_tif(source.path, _darkening(10 * number))
    for number, source in enumerate(request.coarse):
        write_tif(source.path, block_mean(_darkening(4 * number), RATIO), 30 * RATIO)
    assert min(values.min() for values, _, _ in _read(predict_season(request))) == 0
    below = _darkening(0)
    below[0, 0, 40] = -5  # of values that may be negative nothing is cut off
    write_tif(request.fine[0].path, below)
    assert min(values.min() for values, _, _ in _read(predict_season(request))) < 0


def _darkening(day):
    return np.maximum(land(0) - 15 * day, 0).astype(np.float32)


def test_a_broken_image_costs_its_date_not_the_run(folders):
    request = _request(folders)
    path = request.fine[2].path
    with open(path, "r+b") as file:  # as a download that stopped
        file.truncate(os.path.getsize(path) // 2)
    nonsense = folders[0] / f"coarse_{date(13)}.tif"
    nonsense.write_text("no image")
    undated = write_tif(folders[0] / "fine.tif", land(0))
    more = (replace(request.fine[0], path=str(undated)),)
    told = Told()
    result = predict_season(replace(
        request, fine=(*request.fine, *more),
        coarse=(*request.coarse, replace(request.coarse[0], path=str(nonsense)))), progress=told)
    assert len(result.left_out) == 1 and os.path.basename(path) in result.left_out[0]
    assert all(any(name in warning for warning in told.warnings) for name in (
        os.path.basename(path), nonsense.name, "fine.tif"))
    values, _, state = _read(result)[1]
    assert np.isfinite(values).all() and state[1].min() == 6  # from day 30 to 24


def test_finished_dates_are_kept(folders, monkeypatch):
    monkeypatch.setattr(season_run, "AT_A_TIME", 2)
    request = _request(folders)
    third = DateFiles.of(request.folder, WANTED[2]).values
    first = DateFiles.of(request.folder, WANTED[0])
    with pytest.raises(Cancelled):
        # As soon as the first group is there.
        predict_season(request, progress=Told(cancel_at=first.state))
    assert os.path.exists(first.values) and not os.path.exists(third)
    assert not [name for name in os.listdir(request.folder) if name.startswith(".")]
    before = os.stat(first.values).st_mtime_ns
    result = predict_season(request)
    assert result.kept == 2 and os.stat(first.values).st_mtime_ns == before
    assert predict_season(request).kept == len(WANTED)
    os.utime(request.fine[0].path)  # another file now, for all that anybody knows
    assert predict_season(request).kept == 0
    assert predict_season(replace(request, keep_fine=False)).kept == 0


def test_undetected_clouds_are_told_and_not_used(folders, tmp_path):
    request = replace(_request(folders, clouds=False), dates=(date(34),))
    clear = _read(predict_season(request))[0][0]
    cloud = land(30)
    cloud[:, 10:50] += 4000
    write_tif(request.fine[3].path, cloud.astype(np.float32))
    told = Told()
    cloudy = predict_season(replace(request, folder=str(tmp_path / "cloudy")), progress=told)
    assert os.path.basename(request.fine[3].path) in "".join(told.warnings)
    assert np.sqrt(np.mean((_read(cloudy)[0][0] - clear) ** 2)) < 60
    assert cloudy.proof and all(held.number != 3 for held in cloudy.proof)


@pytest.mark.parametrize("first", [True, False])
def test_index(folders, first):
    request = replace(_request(folders), index="(b2 - b1) / (b2 + b1)", index_first=first)
    result = predict_season(request)
    for each, (values, deviation, _) in zip(result.files[:5], _read(result)):
        red, nir = land((each.date - date(0)).days)
        assert np.median(np.abs(values[0] - (nir - red) / (nir + red))) < 0.01
        assert np.isfinite(deviation).all() and values.shape[0] == 1
    assert result.bands == ("(b2 - b1) / (b2 + b1)",)
    assert not [name for name in os.listdir(request.folder) if name.startswith(".")]


def test_smoothed_in_time(folders, tmp_path):
    days = [date(day) for day in range(0, 61, 3)]
    request = replace(_request(folders), dates=tuple(days))
    rough = np.stack([values for values, _, _ in _read(predict_season(request))])
    smooth = np.stack([values for values, _, _ in _read(predict_season(replace(
        request, smoothing=40.0, folder=str(tmp_path / "smooth"))))])
    bending = [np.abs(np.diff(each, 2, axis=0)).mean() for each in (rough, smooth)]
    assert bending[1] < 0.6 * bending[0]


def test_one_fine_image_is_enough(folders):
    request = _request(folders, clouds=False)
    result = predict_season(replace(request, fine=request.fine[:1], dates=(date(20),)))
    values, deviation, state = _read(result)[0]
    assert (state[0] == PixelState.ONE_SIDE).all() and not result.proof
    change = block_mean(land(20) - land(0), RATIO).repeat(RATIO, 1).repeat(RATIO, 2)
    assert np.corrcoef((values - land(0)).ravel(), change.ravel())[0, 1] > 0.8
    assert np.isfinite(deviation).all()


@pytest.mark.parametrize("change, message", [
    ({"dates": ()}, "Give the dates"), ({"fine": ()}, "one fine image at least"),
    ({"index": "ndvi"}, "needs the band 'nir'")])
def test_nonsense_is_told(folders, change, message):
    with pytest.raises(InputError, match=message):
        predict_season(replace(_request(folders), **change))


@pytest.fixture
def season(folders):
    return predict_season(replace(_request(folders, dtype=np.int16, clouds=False),
                                  dates=(date(10), date(24))))


def test_dates_are_the_bands_of_virtual_rasters(season):
    paths = write_mosaics(season.files, season.bands)
    assert [os.path.basename(path) for path in paths] == [
        "season_Band 1.vrt", "season_Band 2.vrt", "season_states.vrt"]
    second = gdal.Open(paths[1])
    for number, each in enumerate(season.files, 1):
        band = second.GetRasterBand(number)
        assert band.GetDescription() == each.date.isoformat()
        assert np.array_equal(band.ReadAsArray(), read_tif(each.values)[1])
    states = gdal.Open(paths[2])
    assert states.GetRasterBand(1).GetColorTable().GetCount() == len(PixelState)
    assert states.GetRasterBand(1).GetCategoryNames()[PixelState.OBSERVED] == "observed"


@pytest.mark.parametrize("ending", ["nc", "zarr"])
def test_a_cube_has_the_time_of_cf(season, tmp_path, ending):
    name = {"nc": "netCDF", "zarr": "Zarr"}[ending]
    if gdal.GetDriverByName(name) is None:
        pytest.skip(f"this GDAL has no {name}")
    path = str(tmp_path / f"season.{ending}")
    write_cube(path, season.files, season.bands, Progress())
    dataset = gdal.OpenEx(path, gdal.OF_MULTIDIM_RASTER)
    root = dataset.GetRootGroup()
    time = root.OpenMDArray("time")
    units = {each.GetName(): each.Read() for each in time.GetAttributes()}.get("units")
    assert (units or time.GetUnit()) == "days since 1970-01-01"  # versions of GDAL differ
    assert [datetime.date(1970, 1, 1) + datetime.timedelta(int(day))
            for day in time.ReadAsArray()] == [each.date for each in season.files]
    array = root.OpenMDArray("Band_2")
    assert [each.GetName() for each in array.GetDimensions()] == ["time", "y", "x"]
    assert array.GetSpatialRef().GetAuthorityCode(None) == "32633"
    for number, each in enumerate(season.files):
        assert np.array_equal(array.ReadAsArray()[number], read_tif(each.values)[1])
        assert np.array_equal(root.OpenMDArray("state").ReadAsArray()[number],
                              read_tif(each.state)[0])
    assert "observed" in root.OpenMDArray("state").GetAttribute("flag_meanings").Read()
    del root, time, array, dataset
    assert [name for name in os.listdir(tmp_path) if "part" in name] == []


