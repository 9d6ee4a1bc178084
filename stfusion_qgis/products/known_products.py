"""The products that are known: the definitions of this package, and those from elsewhere.

Those from elsewhere are entry points of the group `stfusion.products` and the files of the folder
that the environment variable STFUSION_PRODUCTS names. A module offers each `Product` that it
holds under a name of its own, and those of tuples.
"""

from __future__ import annotations

import importlib
import pkgutil
from functools import cache
from types import ModuleType
from typing import Any

from ..extensions import find_extensions, what_went_wrong
from ..translation import tr
from . import definitions
from .product import Product

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


@cache
def _elsewhere() -> tuple[dict[str, Product], list[str]]:
    found: dict[str, Product] = {}
    problems = []
    for place, load in find_extensions(ENTRY_POINTS, FOLDER_VARIABLE):
        try:
            products = _products(load())
            if not products:
                raise TypeError("it holds no stfusion_qgis.products.product.Product")
            for product in products:
                if product.id in shipped_products() or product.id in found:
                    problems.append(tr("The product {id} of {place} is left out: there is another "
                                       "one with this id.").format(id=product.id, place=place))
                else:
                    found[product.id] = product
        except (Exception, SystemExit) as error:
            problems.append(tr("The product in {place} cannot be used: {reason}").format(
                place=place, reason=what_went_wrong(error, place)))
    return found, problems


def _products(loaded: ModuleType | Any) -> list[Product]:
    """Return the products that a module holds, or the one that an entry point names."""
    values = [loaded] if isinstance(loaded, Product) else [
        value for name, value in vars(loaded).items() if not name.startswith("_")]
    return [product for value in values
            for product in (value if isinstance(value, tuple) else (value,))
            if isinstance(product, Product)]
