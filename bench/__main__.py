"""Benchmarks: `python -m bench` times the kernels against other implementations."""

from __future__ import annotations

import os
import subprocess
import sys

from stfusion_qgis.kernels.backends import backend_name

from . import estarfm, starfm

AVX2 = {"NUMBA_CPU_NAME": "haswell",
        "NUMBA_CPU_FEATURES": "+sse,+sse2,+sse3,+ssse3,+sse4.1,+sse4.2,+popcnt,+avx,+avx2,+fma,"
                              "+bmi,+bmi2,+lzcnt,+f16c,+movbe,+cx16"}


def kernels() -> None:
    """Time all kernels, and where the processor has AVX-512, some as if it had only AVX2."""
    print(f"Backend: {backend_name()}")
    starfm.run()
    estarfm.run()
    if backend_name() == "numba, AVX-512":
        sys.stdout.flush()
        subprocess.run([sys.executable, "-c", "from bench import starfm; starfm.run(('numba',))"],
                       env={**os.environ, **AVX2}, check=True)


if __name__ == "__main__":
    kernels()
