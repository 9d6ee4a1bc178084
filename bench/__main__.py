"""Benchmarks: `python -m bench` times the kernels, other switches whole scenes and accuracy."""

from __future__ import annotations

import argparse
import os
import subprocess
import sys

from stfusion_qgis.kernels.backends import backend_name

AVX2 = {"NUMBA_CPU_NAME": "haswell",
        "NUMBA_CPU_FEATURES": "+sse,+sse2,+sse3,+ssse3,+sse4.1,+sse4.2,+popcnt,+avx,+avx2,+fma,"
                              "+bmi,+bmi2,+lzcnt,+f16c,+movbe,+cx16"}


def kernels() -> None:
    """Time all kernels, and where the processor has AVX-512, STARFM's as if it had only AVX2."""
    from . import coarse_grids, estarfm, similar_pixels, starfm
    print(f"Backend: {backend_name()}")
    for benchmark in (starfm, estarfm, similar_pixels, coarse_grids):
        benchmark.run()
        sys.stdout.flush()
    if backend_name() == "numba, AVX-512":
        subprocess.run([sys.executable, "-c", "from bench import starfm; starfm.run(('numba',))"],
                       env={**os.environ, **AVX2}, check=True)


def main() -> None:
    parser = argparse.ArgumentParser(prog="bench", description=__doc__)
    parser.add_argument("--scene", nargs="*", metavar="METHOD",
                        help="fuse a scene of 7500 x 7500 pixels and 6 bands with qgis_process")
    parser.add_argument("--accuracy", action="store_true",
                        help="compare all methods on the real test images")
    parser.add_argument("--tasks", nargs="*", metavar="METHOD",
                        help="compare methods on many small parts of the real test images")
    parser.add_argument("--ablation", action="store_true",
                        help="compare blend with itself without each of its parts")
    parser.add_argument("--guides", nargs="*", metavar="METHOD",
                        help="what guides are worth to methods, Fit-FC by default")
    parser.add_argument("--network-guides", nargs="*", metavar="GUIDE",
                        help="what guides are worth to networks that are fine-tuned (an hour)")
    parser.add_argument("--networks", action="store_true",
                        help="compare the shipped networks on the real test images (hours)")
    parser.add_argument("--families", nargs="*", metavar="ARCHITECTURE",
                        help="train architectures for equal times, compare them on unseen places")
    parser.add_argument("--gpu", nargs="*", metavar="NETWORK",
                        help="compare CPU and graphics cards: kernels and the shipped networks, or "
                             "networks in files")
    parser.add_argument("--speed", nargs="*", metavar="METHOD",
                        help="time all methods on a megapixel, for their descriptions")
    parser.add_argument("--dates", nargs="*", metavar="METHOD",
                        help="what a date costs where 1, 4 and 16 are predicted together")
    parser.add_argument("--growth", nargs="*", metavar="METHOD",
                        help="how cost grows with pixels, window, bands, dates and ratio")
    parser.add_argument("--fingerprints", metavar="FILE",
                        help="write fingerprints of all predictions, or compare with those in FILE")
    parser.add_argument("--gains", nargs="*", metavar="METHOD",
                        help="how many times as fast methods are with numba as without")
    parser.add_argument("--season", action="store_true",
                        help="time a season of 24 dates, 3000 x 3000 pixels and 4 bands")
    parser.add_argument("--scale", action="store_true",
                        help="what predictions in tiles cost on one and two workers, and what that "
                             "makes of a country and a year")
    arguments = parser.parse_args()
    if arguments.scene is not None:
        from . import scene
        scene.run(arguments.scene)
    elif arguments.scale:
        from . import scale
        scale.run()
    elif arguments.network_guides is not None:
        from . import network_guides
        network_guides.run(arguments.network_guides)
    elif arguments.season:
        from . import season
        season.run()
    elif arguments.gains is not None:
        from . import numba_gains
        numba_gains.run(arguments.gains)
    elif arguments.accuracy:
        from . import accuracy
        accuracy.run()
    elif arguments.tasks is not None:
        from . import tasks
        tasks.run(arguments.tasks)
    elif arguments.ablation:
        from . import ablation
        ablation.run()
    elif arguments.guides is not None:
        from . import guides
        guides.run(arguments.guides)
    elif arguments.speed is not None:
        from . import speed
        speed.run(arguments.speed)
    elif arguments.growth is not None:
        from . import growth
        growth.run(arguments.growth)
    elif arguments.dates is not None:
        from . import dates
        dates.run(arguments.dates)
    elif arguments.fingerprints:
        from . import fingerprints
        fingerprints.run(arguments.fingerprints)
    elif arguments.gpu is not None:
        from . import cards, gpu
        if not arguments.gpu:
            cards.run()
        gpu.run(arguments.gpu)
    elif arguments.families is not None:
        from . import network_families
        network_families.run(arguments.families)
    elif arguments.networks:
        from . import networks
        networks.run()
    else:
        kernels()


if __name__ == "__main__":
    main()
