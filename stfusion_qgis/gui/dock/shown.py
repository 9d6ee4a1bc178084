"""The images of a preview for the comparison, and a line about it."""

from __future__ import annotations

from ...images import roles
from ...preview.result import Preview
from ...translation import tr
from ..compare.compared.preview_image import COARSE, FINE, PREDICTION, REFERENCE, PreviewImage


def images_of(preview: Preview, titles: dict[str, str]) -> list[PreviewImage]:
    """Return the images of a preview, predictions first.

    titles: of the predictions, by their keys, in the order in which they are to be shown.
    """
    predictions = [key for key in titles if key in preview.images]
    others = [key for key in preview.images if key not in titles]
    return [_image(preview, key, titles.get(key)) for key in predictions + others]


def _image(preview: Preview, key: str, title: str | None) -> PreviewImage:
    role, title = (PREDICTION, title) if title is not None else _input(preview, key)
    grid = preview.grid
    return PreviewImage(
        key, title, role, preview.images[key], preview.band_names, grid.left, grid.top,
        grid.pixel_width, grid.pixel_height, grid.wkt, preview.wavelengths)


def _input(preview: Preview, key: str) -> tuple[str, str]:
    """Return role and title of an image that was not predicted."""
    if key == roles.REFERENCE:
        role, title = REFERENCE, tr("True image")
    elif key == roles.COARSE_PREDICTION:
        role, title = COARSE, tr("Coarse image")
    else:
        role, title = FINE, tr("Fine image {number}").format(number=roles.Role(key).pair)
    date = preview.dates.get(key)
    return role, f"{title}, {date}" if date else title


def remark(preview: Preview) -> str:
    """Return the size and the resolution of a preview in one line."""
    text = tr("{columns} × {rows} pixels") if preview.seconds < 0.05 else tr(
        "{columns} × {rows} pixels in {seconds:.1f} s")
    text = text.format(columns=preview.grid.columns, rows=preview.grid.rows,
                       seconds=preview.seconds)
    if preview.factor == 1:
        return text
    return tr("{size} · zoomed out: pixels averaged {factor} × {factor}").format(
        size=text, factor=preview.factor)


def remark_help(preview: Preview) -> str:
    """Return an explanation of the remark, "" if it needs none."""
    return "" if preview.factor == 1 else tr(
        "The map shows more pixels than the screen has. The fine images were averaged over squares "
        "of {factor} × {factor} pixels, and windows span the same ground in fewer pixels. Zoom in "
        "to see the prediction as it will be.").format(factor=preview.factor)
