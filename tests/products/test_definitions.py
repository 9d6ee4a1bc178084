"""Every definition is whole, and names belong to one product or are known to be unsuitable."""

from __future__ import annotations

import re

import pytest

from stfusion_qgis.products.download import Download
from stfusion_qgis.products.known_products import shipped_products
from stfusion_qgis.products.pixel_conditions import PixelCondition
from stfusion_qgis.products.product_image import image_of
from stfusion_qgis.products.recognising import described, recognise
from stfusion_qgis.products.unsuitable import why_unsuitable

COMMON = {"coastal", "blue", "green05", "green", "yellow", "red", "rededge", "rededge071",
          "rededge075", "nir", "nir08", "swir16", "swir22", "lst", "ndvi", "evi"}

NAMES = {
    "LC09_L2SP_122044_20230306_20230312_02_T1": "landsat-8-9-c2-l2",
    "LE07_L2SP_122044_20030306_20200915_02_T1": "landsat-4-7-c2-l2",
    "S2B_MSIL2A_20230309T025531_N0509_R032_T49QGF_20230309T073112.SAFE": "sentinel-2-l2a",
    "HLS.S30.T49QGF.2023068T025531.v2.0.B8A.tif": "hls-s30",
    "HLS.L30.T49QGF.2023065T025531.v2.0": "hls-l30",
    "MYD09GA.A2023065.h28v06.061.2023067032101.hdf": "mod09ga",
    "MOD09GQ.A2023065.h28v06.061.2023067032101.hdf": "mod09gq",
    "MYD09A1.A2023065.h28v06.061.2023067032101.hdf": "mod09a1",
    "MCD43A4.A2023081.h28v06.061.2023090035512.hdf": "mcd43a4",
    "MOD13Q1.A2023081.h28v06.061.2023099061244.hdf": "mod13q1",
    "MYD13A1.A2023081.h28v06.061.2023099061244.hdf": "mod13a1",
    "MOD13A2.A2023081.h28v06.061.2023099061244.hdf": "mod13a2",
    "MOD11A1.A2023081.h28v06.061.2023099061244.hdf": "mod11a1",
    "MYD11A2.A2023081.h28v06.061.2023099061244.hdf": "mod11a2",
    "VNP21A1N.A2023081.h28v06.002.2023099061244.h5": "vnp21a1",
    "VJ109GA.A2023065.h28v06.002.2023066083025.h5": "vnp09ga",
    "VJ209GA.A2023065.h28v06.002.2023066083025.h5": "vnp09ga",
    "VNP43IA4.A2023065.h28v06.002.2023076083025.h5": "vnp43ia4",
    "S3B_SY_2_SYN____20230322T023456_20230322T023756_20230323T112233_0179_096_189_2520_PS1_O_NT_"
    "002.SEN3": "sentinel-3-syn",
    "GF6_WFV_E113.4_N22.8_20230306_L1A1119837921-2.tiff": "gaofen-wfv",
    "GF1B_PMS_E113.4_N22.8_20230306_L1A1227837921-MUX.tiff": "gaofen-pms",
    "GF6_PMS_E113.4_N22.8_20230306_L1A1119837921-PAN.tiff": "gaofen-pms",
    "20230322_023456_78_2402_3B_AnalyticMS_SR_8b_harmonized_clip.tif": "planetscope-sr",
    "20180322_023456_1003_3B_AnalyticMS_SR_clip.tif": "planetscope-sr",
    "20230322_023456_78_2402_3B_udm2_clip.tif": "planetscope-sr",
    "LC08_122044_20230306_sr.tif": "earth-engine-landsat-8-9-c2-l2",
    "LT05_122044_20030306.tif": "earth-engine-landsat-4-7-c2-l2",
    "20230309T025531_20230309T030527_T49QGF.tif": "earth-engine-sentinel-2",
    "MYD09GQ_2023_03_06-0000000000-0000000256.tif": "earth-engine-mod09",
    "MCD43A4_2023_03_06.tif": "earth-engine-mcd43a4",
    "MYD11A1.061_LST_Day_1km_doy2023081000000_aid0001.tif": "appeears-mod11a1",
    "VNP43IA4.002_Nadir_Reflectance_I1_doy2023081000000_aid0001.tif": "appeears-vnp43ia4",
    "L72093084_08420020309_HRF_modtran_surf_ref_agd66.bil": "cia-landsat",
    "MOD09GA_A2002069.sur_refl.int": "cia-modis",
    "20040416_TM.int": "lgc-landsat",
    "MOD09GA_A2004107.sur_refl.tif": "lgc-modis",
    "L_2015-6-21.tif": "ahb-daxing-tianjin-landsat",
    "M-2019-6-14.tif": "ahb-daxing-tianjin-modis",
    "G_20180109.tif": "wuhan-gaofen",
    "L_20180109.tif": "wuhan-landsat",
    "L72000306_SZ_B432_30m.tif": "shenzhen-landsat",
    "MOD09_2002311_SZ_B214_250m.tif": "shenzhen-modis",
    "L7SR.05-24-01.r-g-nir.tif": "starfm-landsat",
    "MOD09GHK.08-12-01.r-g-nir.tif": "starfm-modis",
}

UNSUITABLE = {
    "LC08_L1TP_122044_20230306_20230312_02_T1": "Level 1",
    "S2A_MSIL1C_20230309T025531_N0509_R032_T49QGF_20230309T073112.SAFE": "Level 1C",
    "MOD02HKM.A2023065.0245.061.2023065131212.hdf": "Level 1",
    "VNP02MOD.A2023065.0618.002.2023065131212.nc": "Level 1",
    "MYD09.A2019003.2040.006.2019005020913.hdf": "swath",
    "VNP09.A2018064.0524.002.2022287210449.hdf": "swath",
    "MCD15A2H.A2023081.h28v06.061.2023099061244.hdf": "leaf area index",
    "MOD15A2.A2002185.h00v08.005.2007176062148.hdf": "leaf area index",
    "MCD12Q1.A2021001.h28v06.061.2022146061244.hdf": "neither surface reflectance",
    "MCD43A1.A2023081.h28v06.061.2023090035512.hdf": "neither surface reflectance",
    "S3A_OL_1_EFR____20230322T023456.SEN3": "Level 1",
    "S3A_SL_2_LST____20230322T023456.SEN3": "no surface reflectance",
    "HLS.L30.T49QGF.2019065T025531.v1.5": "version 1",
    "20230322_023456_78_2402_3B_AnalyticMS.tif": "AnalyticMS_SR",
    "20230322_023456_78_2402_3B_Visual.tif": "AnalyticMS_SR",
}


@pytest.mark.parametrize("product", shipped_products().values(), ids=lambda product: product.id)
def test_a_definition_is_whole(product):
    assert re.fullmatch(r"[a-z0-9-]+", product.id) and product.title and product.source
    names = [band.name for band in product.bands]
    assert names and set(names) <= COMMON and len(set(names)) == len(names)
    assert all(band.wavelength or band.name in ("lst", "ndvi", "evi") for band in product.bands)
    assert product.gain > 0 and product.days >= 1
    groups = re.compile(product.name).groupindex
    assert ("date" in groups) != ("day" in groups)
    assert set(groups) <= {"date", "day", "tile", "platform", "baseline", "band", "part", "version",
                           "processed"}
    assert ("platform" in groups) == bool(product.platforms)
    for flag in product.quality:
        assert flag.values and all(
            flag.bits is None or 0 <= value < 1 << flag.bits for value in flag.values)
    assert PixelCondition.FILL not in product.left_out


@pytest.mark.parametrize(("name", "expected"), NAMES.items())
def test_a_name_belongs_to_one_product(name, expected):
    found = {product.id: product.match(name) for product in shipped_products().values()}
    assert [id_ for id_, match in found.items() if match] == [expected]
    product = shipped_products()[expected]
    platform = found[expected].groupdict().get("platform")
    assert platform is None or product.platforms[platform]


@pytest.mark.parametrize(("name", "words"), UNSUITABLE.items())
def test_what_is_unsuitable_is_told_in_clear_words(name, words):
    assert words in why_unsuitable(name) and name in why_unsuitable(name)
    assert not any(product.match(name) for product in shipped_products().values())


def test_unsuitable_files_are_listed_beside_what_can_be_used(shared_data, tmp_path):
    for name in UNSUITABLE:
        (tmp_path / name).write_bytes(b"")
    sample = shared_data / "products" / "modis" / "MOD09GA.A2023065.h28v06.061.2023067032101.hdf"
    (tmp_path / sample.name).write_bytes(sample.read_bytes())
    images, unusable = described(recognise(str(tmp_path), str(tmp_path / "cache")))
    assert [image.product.id for image in images] == ["mod09ga"]
    assert len(unusable) == len(UNSUITABLE)


@pytest.mark.parametrize("content", [b"", b"\x0e\x03\x13\x01 nothing more", b"\x89HDF\r\n\x1a\n"])
@pytest.mark.parametrize("name", [name for name in NAMES if name.endswith((".hdf", ".h5"))])
def test_half_a_download_is_told(tmp_path, name, content):
    (tmp_path / name).write_bytes(content)
    images, (problem,) = described(recognise(str(tmp_path), str(tmp_path / "cache")))
    assert not images and "ownload it again" in problem.reason


def test_a_date_that_does_not_exist_is_told(tmp_path):
    (tmp_path / "LC08_122044_20231399.tif").write_bytes(b"")
    images, (problem,) = described(recognise(str(tmp_path), str(tmp_path / "cache")))
    assert not images and problem.reason


def test_the_panchromatic_file_alone_is_no_image(tmp_path):
    name = "GF6_PMS_E113.4_N22.8_20230306_L1A1119837921"
    product = shipped_products()["gaofen-pms"]
    with pytest.raises(ValueError, match="is missing"):
        image_of(product, Download(str(tmp_path), name, product.match(name).groupdict(),
                                   {f"{name}-PAN.tiff": str(tmp_path / f"{name}-PAN.tiff")}))
