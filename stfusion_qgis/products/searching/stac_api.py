"""A search in a STAC API: pages of items, followed from one to the next.

What asks the server comes from outside (`Fetch`), so that QGIS can do it with its own network
settings.
"""

from __future__ import annotations

import datetime
import json
import urllib.parse
from dataclasses import dataclass
from typing import Any, Protocol

from ...errors import InputError
from ...progress import Progress
from ...translation import tr

_PAGE = 100  # items that are asked for at a time
_QUERY = "item-search#query"  # what servers say that filter by properties

Item = dict[str, Any]
Box = tuple[float, float, float, float]


class Fetch(Protocol):
    """Asks a server."""

    def __call__(self, url: str, body: Any = None, headers: dict[str, str] | None = None) -> Any:
        """Return the JSON of a GET, or of a POST where there is a body.

        Raises:
            InputError: the server does not answer, refuses, or answers with something else.
        """


@dataclass(frozen=True)
class StacSearch:
    """What is searched for.

    url: of the API, or of its search. collections: ids; () for all. box: west, south, east, north
    in degrees. start, end: first and last date. cloud: the largest share in percent, None for any.
    most: number of images.
    """

    url: str
    collections: tuple[str, ...]
    box: Box | None
    start: datetime.date | None = None
    end: datetime.date | None = None
    cloud: float | None = None
    most: int = 500

    def items(self, fetch: Fetch, progress: Progress) -> list[Item]:
        """Return the items that fit.

        Raises:
            InputError: the server is no STAC API, or refuses.
            Cancelled: by the progress.
        """
        url, method, filters = self._entrance(fetch)
        body: Any = self._body(filters)
        if method == "GET":
            url, body = f"{url}{'&' if '?' in url else '?'}{_as_query(body)}", None
        found: dict[str, Item] = {}
        asked: set[str] = set()
        headers: dict[str, str] = {}
        while url and len(found) < self.most:
            page = fetch(url, body, headers)
            asked.add(f"{url} {json.dumps(body, sort_keys=True)}")
            try:
                for item in page["features"]:
                    if self._fits(item):
                        found.setdefault(f"{item.get('collection')}/{item['id']}", item)
                url, body, headers = _next_page(page, url, body)
            except (TypeError, LookupError, AttributeError, ValueError) as error:
                raise _no_api(self.url) from error
            progress.report(min(len(found) / self.most, 1.0), tr("{count} images found").format(
                count=len(found)))
            if f"{url} {json.dumps(body, sort_keys=True)}" in asked:
                break  # the server goes round in a circle
        if url and len(found) >= self.most:
            progress.warn(tr("There are more than {count} images. Raise the limit, or search for "
                             "fewer.").format(count=self.most))
        return list(found.values())[:self.most]

    def _entrance(self, fetch: Fetch) -> tuple[str, str, bool]:
        """Return address and method of the search, and whether it filters by properties."""
        url = self.url.strip().rstrip("/")
        if not url.lower().startswith(("http://", "https://")):
            raise InputError(tr("{url} is no address of a STAC API. It begins with https://."
                                ).format(url=self.url or '""'))
        if url.endswith("/search"):
            url = url[:-len("/search")]
        root = fetch(url)
        if not isinstance(root, dict) or not isinstance(root.get("links"), list):
            raise _no_api(self.url)
        links = [link for link in root["links"] if isinstance(link, dict)
                 and link.get("rel") == "search" and isinstance(link.get("href"), str)]
        if not links:
            raise InputError(tr("{url} cannot be searched: it is a STAC catalogue without an API. "
                                "Take the address of an API.").format(url=self.url))
        chosen = next((link for link in links if link.get("method") == "POST"), links[0])
        filters = any(_QUERY in str(each) for each in root.get("conformsTo") or [])
        return (urllib.parse.urljoin(f"{url}/", chosen["href"]),
                str(chosen.get("method") or "GET"), filters)

    def _body(self, filters: bool) -> dict[str, Any]:
        body: dict[str, Any] = {"limit": min(_PAGE, self.most)}
        if self.collections:
            body["collections"] = list(self.collections)
        if self.box is not None:
            body["bbox"] = list(self.box)
        if self.start or self.end:
            first = f"{self.start}T00:00:00Z" if self.start else ".."
            last = f"{self.end}T23:59:59Z" if self.end else ".."
            body["datetime"] = f"{first}/{last}"
        if self.cloud is not None and filters:
            body["query"] = {"eo:cloud_cover": {"lte": self.cloud}}
        return body

    def _fits(self, item: Item) -> bool:
        """Say whether an item has as few clouds as it should; not all servers look for that."""
        cloud = (item.get("properties") or {}).get("eo:cloud_cover")
        return self.cloud is None or not isinstance(cloud, (int, float)) or cloud <= self.cloud


def _as_query(body: dict[str, Any]) -> str:
    """Return a search as the query of an address."""
    texts = {name: json.dumps(value) if isinstance(value, dict) else
             ",".join(map(str, value)) if isinstance(value, list) else str(value)
             for name, value in body.items()}
    return urllib.parse.urlencode(texts)


def _next_page(page: dict[str, Any], url: str, body: Any) -> tuple[str, Any, dict[str, str]]:
    """Return address, body and headers of the next page; "" as the address after the last one."""
    for link in page.get("links") or []:
        if isinstance(link, dict) and link.get("rel") == "next" and link.get("href"):
            target = urllib.parse.urljoin(url, str(link["href"]))
            headers = {str(name): str(value) for name, value in (link.get("headers") or {}).items()}
            if str(link.get("method") or "GET").upper() != "POST":
                return target, None, headers
            further = link.get("body") or {}
            return target, {**(body or {}), **further} if link.get("merge") else further, headers
    return "", None, {}


def _no_api(url: str) -> InputError:
    return InputError(tr("{url} does not answer as a STAC API does. Check the address.").format(
        url=url))
