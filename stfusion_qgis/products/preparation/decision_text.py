"""What was decided about an image, in words for the log and for its metadata."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from ...translation import tr
from ..pixel_conditions import PixelCondition
from ..product_image import ProductImage
from .number_forms import NumberForm


def decided(image: ProductImage, bands: Sequence[str], form: NumberForm,
            left_out: Sequence[PixelCondition], dilation: int,
            shares: Mapping[PixelCondition, float], clear: float) -> str:
    """Return what was made of an image, in one sentence."""
    told = {flag.condition for flag in image.flags} - {PixelCondition.FILL}
    known = [each for each in PixelCondition if each in left_out and each in told]
    written = "" if form.factor == 1 else tr(" (written x {factor:g})").format(factor=form.factor)
    conditions = ", ".join(f"{tr(each.value)} {percent(shares.get(each, 0.0))}"
                           for each in known) or tr("nothing")
    if dilation and known:
        conditions = tr("{conditions} and {pixels} pixels around").format(
            conditions=conditions, pixels=dilation)
    return tr("{product} of {date}: {lines}{written}; left out {conditions}; without data {fill}; "
              "clear {clear}").format(
        product=product_text(image), date=image.date.isoformat(), lines=lines_text(image, bands),
        written=written, fill=percent(shares.get(PixelCondition.FILL, 0.0)), clear=percent(clear),
        conditions=conditions)


def product_text(image: ProductImage) -> str:
    """Return what an image is of: its product, with the satellite if that is known."""
    title = image.product.title
    return f"{title} ({image.platform})" if image.platform else title


def lines_text(image: ProductImage, bands: Sequence[str]) -> str:
    """Return what became of the numbers, such as "surface reflectance = 0.0001 DN - 0.1"."""
    lines: dict[tuple[float, float], list[str]] = {}
    for layer in image.layers:
        if layer.name in bands:
            lines.setdefault((layer.gain, layer.offset), []).append(layer.name)
    texts = [_line_text(*line) + (f" ({', '.join(names)})" if len(lines) > 1 else "")
             for line, names in lines.items()]
    return f"{tr(image.product.quantity.value)} = {', '.join(texts)}"


def percent(share: float) -> str:
    """Return a share of 0 to 1 as people write it; a small one is not 0 %."""
    if 0 < share < 0.005:
        return tr("{share:.1g} %").format(share=100 * share)
    return tr("{share:.0f} %").format(share=100 * share)


def _line_text(gain: float, offset: float) -> str:
    scaled = "DN" if gain == 1 else f"{gain:.10f}".rstrip("0").rstrip(".") + " DN"
    return scaled if not offset else f"{scaled} {'-' if offset < 0 else '+'} {abs(offset):.6g}"
