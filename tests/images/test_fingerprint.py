"""Whether a file is still the one that it was."""

import os
import shutil

import numpy as np
import pytest

from stfusion_qgis.images.fingerprint import Fingerprint


@pytest.fixture(params=[0, 5, 2**20, 3_000_000])
def file(request, tmp_path):
    path = tmp_path / "file.bin"
    path.write_bytes(np.random.default_rng(0).bytes(request.param))
    return path


def test_the_file_and_a_copy_fit(file, tmp_path):
    before = Fingerprint.of(str(file))
    assert before.fits(str(file))
    copy = shutil.copy(file, tmp_path / "copy.bin")
    os.utime(copy, (1e9, 1e9))
    assert before.fits(copy)


def test_another_size_or_content_does_not(file):
    before = Fingerprint.of(str(file))
    content = file.read_bytes()
    file.write_bytes(content + b"x")
    assert not before.fits(str(file))
    if content:
        file.write_bytes(bytes([content[0] ^ 1]) + content[1:])
        os.utime(file, (1e9, 1e9))
        assert not before.fits(str(file))
        middle = len(content) // 2
        file.write_bytes(content[:middle] + bytes([content[middle] ^ 1]) + content[middle + 1:])
        os.utime(file, (1e9, 1e9 + 1))
        assert not before.fits(str(file))


def test_gone(file, tmp_path):
    before = Fingerprint.of(str(file))
    file.unlink()
    assert not before.fits(str(file))
    assert Fingerprint.of(str(file)) is None
    assert Fingerprint.of(str(tmp_path / "nothing")) is None
