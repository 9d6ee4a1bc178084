"""Writes the tables of products into docs/products.md and its translation, from the definitions."""

from __future__ import annotations

import pathlib
import re
import sys
import xml.etree.ElementTree as ElementTree
from collections.abc import Callable

REPOSITORY = pathlib.Path(__file__).resolve().parent.parent
PAGES = {"": REPOSITORY / "docs" / "products.md",
         "zh_CN": REPOSITORY / "docs" / "products.zh_CN.md"}
PLACE = re.compile(r"(?<=<!-- products -->\n).*?(?=<!-- end of products -->)", re.DOTALL)
_HEADS = {
    "": ("Product", "Role", "Bands", "Values", "Left out by default", "Also told", "Source",
         "none", "AppEEARS exports of these"),
    "zh_CN": ("产品", "角色", "波段", "取值", "默认剔除", "还可识别", "来源", "无",
              "以下产品的 AppEEARS 导出"),
}
_ROLES = {"": {"fine": "fine", "coarse": "coarse"}, "zh_CN": {"fine": "精细", "coarse": "粗分辨率"}}
_EXPORTS = "appeears-"


def table(language: str = "") -> str:
    """Return the table in Markdown, one row a product; language: of i18n, "" for English."""
    sys.path.insert(0, str(REPOSITORY))
    from stfusion_qgis.products.known_products import shipped_products

    words, heads = _translations(language), _HEADS[language]
    products = list(shipped_products().values())
    rows = [_row(product, language, words) for product in products
            if not product.id.startswith(_EXPORTS)]
    exported = ", ".join(product.title.partition(": ")[2] for product in products
                         if product.id.startswith(_EXPORTS))
    return ("| " + " | ".join(heads[:7]) + " |\n" + "| --- " * 7 + "|\n" + "".join(rows)
            + f"\n{heads[8]}: {exported}\n")


def _row(product, language: str, words: Callable[[str], str]) -> str:
    none = _HEADS[language][7]
    out = [each for each in product.conditions if each in product.left_out]
    also = [each for each in product.conditions if each not in product.left_out]
    line = f"{product.gain:g} × DN" if product.gain != 1 else "DN"
    if product.offset:
        line += f" {'+' if product.offset > 0 else '−'} {abs(product.offset):g}"
    cells = [f"{product.title}<br>`{product.id}`", _ROLES[language][product.role.value],
             ", ".join(band.name for band in product.bands),
             f"{words(product.quantity.value)}: {line}",
             ", ".join(words(each.value) for each in out) or none,
             ", ".join(words(each.value) for each in also) or none, product.source]
    return "| " + " | ".join(cell.replace("|", "\\|") for cell in cells) + " |\n"


def _translations(language: str) -> Callable[[str], str]:
    """Return what translates the words of definitions, from the file of translations."""
    if not language:
        return str
    messages = ElementTree.parse(REPOSITORY / "i18n" / f"{language}.ts").iter("message")
    found = {message.findtext("source"): message.findtext("translation") for message in messages}
    return lambda text: found.get(text) or text


def main() -> None:
    """Write the tables."""
    for language, page in PAGES.items():
        page.write_text(PLACE.sub(lambda _, language=language: table(language),
                                  page.read_text(encoding="utf-8")), encoding="utf-8")


if __name__ == "__main__":
    main()
