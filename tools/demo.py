"""Fuses images with two methods through qgis_process, and shows how well each did it.

Without images of your own it simulates a scene of three dates and predicts the second one from
the first, so that the true image is known.
"""

from __future__ import annotations

import argparse
import json
import pathlib
import subprocess
import sys

REPOSITORY = pathlib.Path(__file__).resolve().parent.parent
METHODS = {"temporaldifference": "Temporal difference", "starfm": "STARFM"}
SIMULATED = {"WIDTH": 800, "HEIGHT": 800, "RATIO": 16, "DATES": 3}


def arguments() -> argparse.Namespace:
    """Return what the user asks for."""
    parser = argparse.ArgumentParser(prog="./dev demo", description=__doc__)
    parser.add_argument("--fine-1", metavar="F", help="fine image of the reference date")
    parser.add_argument("--coarse-1", metavar="C", help="coarse image of the reference date")
    parser.add_argument("--coarse-prediction", metavar="P",
                        help="coarse image of the date to predict")
    parser.add_argument("--reference", metavar="R", help="true fine image of the date to predict")
    parser.add_argument("--ratio", metavar="N", type=float,
                        help="side of a coarse pixel in fine pixels; only for coarse images that "
                             "were resampled to the pixels of the fine ones")
    parser.add_argument("--output", metavar="FOLDER", type=pathlib.Path,
                        default=REPOSITORY / "demo", help="folder of the results [demo]")
    given = parser.parse_args()
    images = [given.fine_1, given.coarse_1, given.coarse_prediction]
    if not all(images) and any([*images, given.reference]):
        parser.error("give --fine-1, --coarse-1 and --coarse-prediction together")
    return given


def qgis_process(algorithm: str, **inputs: object) -> dict:
    """Run an algorithm and return its results."""
    print(f"{algorithm} ...", flush=True)
    result = subprocess.run(
        [REPOSITORY / "dev", "qgis_process", "run", algorithm, "-"],
        input=json.dumps({"inputs": inputs}, default=str), text=True, stdout=subprocess.PIPE)
    if result.returncode != 0:
        sys.exit(f"{algorithm} failed")
    return json.loads(result.stdout)["results"]


def simulate(given: argparse.Namespace) -> None:
    """Simulate a scene and take its images as if the user had given them."""
    folder = given.output / "scene"
    qgis_process("stfusion:simulatescene", **SIMULATED, OUTPUT=folder)
    given.fine_1, given.reference, _ = sorted(map(str, folder.glob("fine_*.tif")))
    given.coarse_1, given.coarse_prediction, _ = sorted(map(str, folder.glob("coarse_*.tif")))


def fuse(given: argparse.Namespace) -> dict[str, pathlib.Path]:
    """Predict the fine image with every method and return the files by the methods' titles."""
    predictions = {}
    for method, title in METHODS.items():
        path = predictions[title] = given.output / f"{method}.tif"
        qgis_process(f"stfusion:{method}", FINE_1=given.fine_1, COARSE_1=given.coarse_1,
                     COARSE_PREDICTION=given.coarse_prediction, RATIO=given.ratio, OUTPUT=path)
    return predictions


def report(given: argparse.Namespace, predictions: dict[str, pathlib.Path]) -> list[pathlib.Path]:
    """Compare the predictions with the true image, or each with the coarse one; return reports."""
    images = {"COARSE_PREDICTION": given.coarse_prediction, "FINE_1": given.fine_1,
              "RATIO": given.ratio}
    if given.reference:
        path = given.output / "comparison.html"
        qgis_process("stfusion:comparemethods", PREDICTIONS=list(predictions.values()),
                     REFERENCE=given.reference, OUTPUT_HTML=path, **images)
        return [path]
    paths = []
    for prediction in predictions.values():
        paths.append(prediction.with_suffix(".html"))
        qgis_process("stfusion:imagequality", PREDICTION=prediction, OUTPUT_HTML=paths[-1],
                     **images)
    return paths


def picture(given: argparse.Namespace, prediction: pathlib.Path) -> pathlib.Path:
    """Draw the images side by side."""
    sys.path.insert(0, str(REPOSITORY))
    from tools.demo_picture import write_side_by_side

    path = given.output / "demo.png"
    predicted = [("Predicted by STARFM", str(prediction))]
    true = [("True", given.reference)] if given.reference else []
    write_side_by_side(str(path), "STFusion", [
        ("Fine 1", given.fine_1), ("Coarse, prediction date", given.coarse_prediction),
        *predicted, *true], given.reference, predicted)
    return path


def main() -> None:
    """Run the demo."""
    given = arguments()
    given.output = given.output.resolve()
    given.output.mkdir(parents=True, exist_ok=True)
    if not given.fine_1:
        simulate(given)
    predictions = fuse(given)
    image = picture(given, predictions["STARFM"])
    reports = report(given, predictions)
    print("\nLeft in", given.output)
    for title, path in predictions.items():
        print(f"  {path.name:24} the image predicted by {title}")
    for path in reports:
        print(f"  {path.name:24} the report: open it in a browser")
    print(f"  {image.name:24} all images side by side")


if __name__ == "__main__":
    main()
