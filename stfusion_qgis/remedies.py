"""What mends a problem of the images: a change of options."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any


@dataclass(frozen=True)
class Remedy:
    """A change of options that can be made by a click.

    label: what a link says, in the user's language. options: new values of
    `images.image_options.ImageOptions`, by name.
    """

    label: str
    options: Mapping[str, Any] = field(default_factory=dict)
