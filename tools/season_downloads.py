"""A simulated season as if it had been downloaded: HLS of some dates, MODIS of all, with clouds."""

from __future__ import annotations

import pathlib
import tempfile

import numpy as np
from osgeo import gdal
from scipy import ndimage

from tools.season_images import make_season

_HLS = ("B02", "B03", "B04", "B05", "B06", "B07")
_MODIS = (3, 4, 1, 2, 6, 7)
_CLOUDY = {3: 0.75, 6: 0.08}  # shares of fine images under clouds, by the numbers of their dates


def make_downloads(folder: pathlib.Path) -> None:
    """Write folders of HLS L30, and exports of MOD09GA of AppEEARS, into a folder."""
    with tempfile.TemporaryDirectory() as images:
        make_season(pathlib.Path(images), bands=6)
        for number, path in enumerate(sorted(pathlib.Path(images).glob("coarse*.tif"))):
            day = _day(path)
            _write_modis(path, folder / "appeears", day, number)
            fine = path.with_name(path.name.replace("coarse", "fine"))
            if fine.exists():
                _write_hls(fine, folder / "hls", day, _CLOUDY.get(number, 0.02), number)


def _day(path: pathlib.Path) -> str:
    date = np.datetime64(path.stem[-10:])
    return f"{date.astype(object):%Y%j}"


def _write_hls(path: pathlib.Path, folder: pathlib.Path, day: str, share: float, seed: int) -> None:
    name = f"HLS.L30.T33UVP.{day}T100530.v2.0"
    target = folder / name
    target.mkdir(parents=True)
    image = gdal.Open(str(path))
    clouds = _clouds(image.RasterYSize, image.RasterXSize, share, seed)
    for band, values in zip(_HLS, image.ReadAsArray()):
        _write(target / f"{name}.{band}.tif", image,
               np.where(clouds, 6500, values).astype(np.int16), gdal.GDT_Int16, -9999, 0.0001)
    _write(target / f"{name}.Fmask.tif", image, clouds.astype(np.uint8) << 1, gdal.GDT_Byte, 255)


def _write_modis(path: pathlib.Path, folder: pathlib.Path, day: str, seed: int) -> None:
    folder.mkdir(parents=True, exist_ok=True)
    image = gdal.Open(str(path))
    clouds = _clouds(image.RasterYSize, image.RasterXSize, 0.12, 100 + seed)
    for number, values in zip(_MODIS, image.ReadAsArray()):
        _write(folder / f"MOD09GA.061_sur_refl_b{number:02}_1_doy{day}000000_aid0001.tif", image,
               np.where(clouds, 6500, values).astype(np.int16), gdal.GDT_Int16, -28672, 0.0001)
    _write(folder / f"MOD09GA.061_state_1km_1_doy{day}000000_aid0001.tif", image,
           clouds.astype(np.uint16), gdal.GDT_UInt16, 65535)


def _clouds(rows: int, columns: int, share: float, seed: int) -> np.ndarray:
    """Return where clouds are: smooth patches that cover a share."""
    noise = np.random.default_rng(seed).standard_normal((rows, columns))
    smooth = ndimage.gaussian_filter(noise, max(rows, columns) / 20)
    return smooth > np.quantile(smooth, 1 - share)


def _write(path: pathlib.Path, like: gdal.Dataset, values: np.ndarray, data_type: int,
           nodata: float, scale: float = 1.0) -> None:
    dataset = gdal.GetDriverByName("GTiff").Create(
        str(path), like.RasterXSize, like.RasterYSize, 1, data_type, ["COMPRESS=DEFLATE"])
    dataset.SetGeoTransform(like.GetGeoTransform())
    dataset.SetProjection(like.GetProjection())
    band = dataset.GetRasterBand(1)
    band.WriteArray(values)
    band.SetNoDataValue(nodata)
    band.SetScale(scale)
