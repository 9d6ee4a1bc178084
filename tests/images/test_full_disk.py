"""Images, reports and records on a disk that is really full: messages, and nothing half there."""

import os
import pathlib
import subprocess
import sys

import pytest

ROOT = pathlib.Path(__file__).resolve().parents[2]

# A disk in memory that only this command sees, and that goes with it.
ON_A_SMALL_DISK = ["unshare", "--mount", *(["--map-root-user"] if os.getuid() else []), "sh", "-c",
                   'mount -t tmpfs -o size=20m tmpfs "$1" && shift && exec "$@"', "sh"] \
    if hasattr(os, "getuid") else []


def test_a_disk_that_fills_up(tmp_path):
    try:
        subprocess.run([*ON_A_SMALL_DISK, str(tmp_path), "true"], check=True, capture_output=True)
    except (OSError, IndexError, subprocess.CalledProcessError):
        pytest.skip("this user may not mount a disk in memory")
    done = subprocess.run(
        [*ON_A_SMALL_DISK, str(tmp_path), sys.executable, "-X", "faulthandler", "-m",
         "tests.full_disk", str(tmp_path)], cwd=ROOT, capture_output=True, text=True)
    assert done.returncode == 0, done.stderr[-2000:]  # -11 would be a segmentation fault
    lines = done.stdout.splitlines()
    assert lines.count("left ['others']") == lines.count("message True") == 15, done.stdout
