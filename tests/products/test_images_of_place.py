"""The image that a user means by a place."""

import shutil

import pytest

from stfusion_qgis.errors import InputError
from stfusion_qgis.products.images_of_place import image_of_place
from stfusion_qgis.products.preparing import PreparingOptions, prepare
from stfusion_qgis.progress import Progress

LANDSAT = "LC08_L2SP_122044_20230306_20230312_02_T1"


@pytest.fixture
def place(shared_data, tmp_path):
    """Return a folder with a download that may be changed."""
    shutil.copytree(shared_data / "products" / "landsat" / LANDSAT, tmp_path / "place" / LANDSAT,
                    copy_function=shutil.copyfile)
    return tmp_path / "place"


def names(place, wanted="", progress=None):
    images = image_of_place(str(place), wanted, str(place / "cache"), progress or Progress())
    return [image.name for image in images]


def test_prepared_images_beside_downloads_are_none(place):
    """Named like the download, whose pattern they fit."""
    images = image_of_place(str(place), "", str(place / "cache"), Progress())
    for folder in (place, place / LANDSAT):
        prepare(images, str(folder / f"{LANDSAT}.vrt"), PreparingOptions(), "", Progress())
        heard = Progress().collecting()
        assert names(place, "", heard) == [LANDSAT] and not heard.infos


def test_the_same_image_twice_is_one(place):
    shutil.make_archive(str(place / LANDSAT), "zip", place / LANDSAT)
    assert names(place) == [LANDSAT]


def test_a_half_download_beside_the_whole_one(place):
    shutil.make_archive(str(place / LANDSAT), "zip", place / LANDSAT)
    (place / LANDSAT / f"{LANDSAT}_SR_B4.TIF").unlink()
    heard = Progress().collecting()
    assert names(place, "", heard) == [LANDSAT]
    assert "SR_B4.tif is missing" in heard.infos[0]
    (place / f"{LANDSAT}.zip").unlink()
    with pytest.raises(InputError, match=r"SR_B4\.tif is missing"):
        names(place)


def test_tiles_of_one_pass_come_together_and_others_have_to_be_named(place):
    for row, date in (("045", "20230306"), ("044", "20230407")):
        new = LANDSAT.replace("044", row).replace("_20230306_", f"_{date}_")
        shutil.copytree(place / LANDSAT, place / new)
        for file in (place / new).iterdir():
            file.rename(file.with_name(file.name.replace(LANDSAT, new)))
    with pytest.raises(InputError, match=r"several images\. Name the one that is wanted: LC08.*, "
                                         r"LC08.*, LC08"):
        names(place)
    assert len(names(place, "20230306")) == 2
    assert names(place, "122045_*_02") == [LANDSAT.replace("044", "045")]


def test_why_there_is_none(tmp_path):
    with pytest.raises(InputError, match="no file or folder"):
        names(tmp_path / "nowhere")
    with pytest.raises(InputError, match="no product that is known"):
        names(tmp_path)
    level1 = tmp_path / "LC08_L1TP_122044_20230306_20230312_02_T1"
    level1.mkdir()
    (level1 / f"{level1.name}_B4.TIF").write_bytes(b"")
    with pytest.raises(InputError, match="Level 1"):
        names(tmp_path)
