"""The products that are known: the definitions of this package, and those from elsewhere.

Those from elsewhere are entry points of the group `stfusion.products` and the files of the folder
that the environment variable STFUSION_PRODUCTS names: modules of Python, and rules in JSON (see
`rules`). A module offers each `Product` that it
holds under a name of its own, and those of tuples.
"""

from __future__ import annotations

import importlib
import os
import pathlib
import pkgutil
from functools import cache
from types import ModuleType
from typing import Any

from ..errors import InputError
from ..extensions import find_extensions, what_went_wrong
from ..translation import tr
from . import definitions
from .product import Product
from .rules.rule_file import product_of_rules

ENTRY_POINTS = "stfusion.products"
FOLDER_VARIABLE = "STFUSION_PRODUCTS"


@cache
def shipped_products() -> dict[str, Product]:
    """Return the products of this package by their ids: each file of `definitions` adds its own."""
    found = [product for module in pkgutil.iter_modules(definitions.__path__)
             for product in _products(importlib.import_module(
                 f"{definitions.__name__}.{module.name}"))]
    return {product.id: product for product in sorted(found, key=lambda p: (p.role.value != "fine",
                                                                             p.title))}


def all_products() -> dict[str, Product]:
    """Return the products by their ids; those from elsewhere come first where names fit several."""
    return {**_elsewhere()[0], **shipped_products()}


def product_problems() -> list[str]:
    """Return why products from elsewhere cannot be used: a sentence for people each."""
    return _elsewhere()[1]


def use_products_folder(folder: str | os.PathLike[str] | None) -> None:
    """Look for products in a folder, and anew; None for no folder.

    The processes that this one starts look there, too.
    """
    os.environ.pop(FOLDER_VARIABLE, None)
    if folder is not None:
        os.environ[FOLDER_VARIABLE] = os.fspath(folder)
    _elsewhere.cache_clear()


def read_rules(path: str) -> Product:
    """Return the product that a file of rules describes.

    Raises:
        InputError: it cannot be read, or a line of it is wrong.
    """
    try:
        with open(path, encoding="utf-8-sig") as file:
            return product_of_rules(file.read(), path)
    except (OSError, UnicodeDecodeError) as error:
        raise InputError(tr("The rules {file} cannot be read ({reason}).").format(
            file=path, reason=error), path) from error


@cache
def _elsewhere() -> tuple[dict[str, Product], list[str]]:
    found: dict[str, Product] = {}
    problems: list[str] = []
    for place, load in find_extensions(ENTRY_POINTS, FOLDER_VARIABLE):
        try:
            products = _products(load())
            if not products:
                raise TypeError("it holds no stfusion_qgis.products.product.Product")
            _add(products, place, found, problems)
        except (Exception, SystemExit) as error:
            problems.append(tr("The product in {place} cannot be used: {reason}").format(
                place=place, reason=what_went_wrong(error, place)))
    folder = os.environ.get(FOLDER_VARIABLE)
    for path in sorted(pathlib.Path(folder).glob("[!_.]*.json")) if folder else ():
        try:
            _add([read_rules(str(path))], str(path), found, problems)
        except InputError as error:
            problems.append(str(error))
    return found, problems


def _add(products: list[Product], place: str, found: dict[str, Product],
         problems: list[str]) -> None:
    """Add products from a place to those that were found; of one id, the first counts."""
    for product in products:
        if product.id in shipped_products() or product.id in found:
            problems.append(tr("The product {id} of {place} is left out: there is another one with "
                               "this id.").format(id=product.id, place=place))
        else:
            found[product.id] = product


def _products(loaded: ModuleType | Any) -> list[Product]:
    """Return the products that a module holds, or the one that an entry point names."""
    values = [loaded] if isinstance(loaded, Product) else [
        value for name, value in vars(loaded).items() if not name.startswith("_")]
    return [product for value in values
            for product in (value if isinstance(value, tuple) else (value,))
            if isinstance(product, Product)]
