"""A small STAC API on the loopback address, and the files that its items point to."""

from __future__ import annotations

import json
import re
import threading
import urllib.parse
from collections.abc import Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any


class StacServer(ThreadingHTTPServer):
    """Serves items at /stac (POST, pages by tokens) and /old (GET only), files at /files.

    items: of which each may have hrefs that begin with {files}. asked: what was asked for.
    """

    daemon_threads = True

    def __init__(self, folder: Path, items: list[dict[str, Any]]):
        super().__init__(("127.0.0.1", 0), _Handler)
        self.folder = folder
        self.url = f"http://127.0.0.1:{self.server_address[1]}"
        self.items = json.loads(json.dumps(items).replace("{files}", f"{self.url}/files"))
        self.asked: list[str] = []

    def found(self, query: dict[str, Any]) -> list[dict[str, Any]]:
        """Return the items that fit a search."""
        first, last = (query.get("datetime") or "../..").split("/")
        most = query.get("query", {}).get("eo:cloud_cover", {}).get("lte", 100)
        return [item for item in self.items
                if item["collection"] in (query.get("collections") or [item["collection"]])
                and ("bbox" not in query or _touch(item["bbox"], query["bbox"]))
                and (first == ".." or item["properties"]["datetime"] >= first)
                and (last == ".." or item["properties"]["datetime"] <= last)
                and item["properties"].get("eo:cloud_cover", 0) <= most]


@contextmanager
def serving(folder: Path, items: list[dict[str, Any]]) -> Iterator[StacServer]:
    """Give a server that runs meanwhile."""
    server = StacServer(folder, items)
    thread = threading.Thread(target=server.serve_forever, args=(0.02,))
    thread.start()
    try:
        yield server
    finally:
        server.shutdown()
        thread.join()
        server.server_close()


def _touch(one: list[float], other: list[float]) -> bool:
    return one[0] <= other[2] and other[0] <= one[2] and one[1] <= other[3] and other[1] <= one[3]


class _Handler(BaseHTTPRequestHandler):
    server: StacServer
    protocol_version = "HTTP/1.1"

    def log_message(self, *args: Any) -> None:
        """Say nothing."""

    def do_HEAD(self) -> None:
        self._file()

    def do_GET(self) -> None:
        url = urllib.parse.urlsplit(self.path)
        self.server.asked.append(f"GET {self.path}")
        query = dict(urllib.parse.parse_qsl(url.query))
        if url.path in ("/stac", "/old"):
            self._json(self._root(url.path))
        elif url.path == "/old/search":
            self._search({
                **query, "collections": query.get("collections", "").split(","),
                "bbox": [float(number) for number in query["bbox"].split(",")]}, False)
        elif url.path.startswith("/files/"):
            self._file()
        elif url.path == "/catalogue":
            self._json({"type": "Catalog", "links": []})
        elif url.path == "/secret":
            self._json({"message": "who are you"}, 401)
        elif url.path == "/page":
            self._send(b"<html>a page</html>", 200, "text/html")
        else:
            self._json({"message": "there is nothing here"}, 404)

    def do_POST(self) -> None:
        body = json.loads(self.rfile.read(int(self.headers["Content-Length"])))
        self.server.asked.append(f"POST {self.path} {json.dumps(body, sort_keys=True)}")
        self._search(body, True)

    def _root(self, path: str) -> dict[str, Any]:
        posts = [{"rel": "search", "href": f"{self.server.url}{path}/search", "method": "POST"}]
        return {"type": "Catalog", "id": "test", "stac_version": "1.0.0",
                "conformsTo": ["https://api.stacspec.org/v1.0.0/item-search#query"]
                if path == "/stac" else [],
                "links": [{"rel": "self", "href": path},
                          {"rel": "search", "href": f"{self.server.url}{path}/search"},
                          *(posts if path == "/stac" else [])]}

    def _search(self, query: dict[str, Any], posted: bool) -> None:
        found, start = self.server.found(query), int(query.get("token") or 0)
        count = min(int(query["limit"]), 2)  # servers may give less than they are asked for
        links = []
        if start + count < len(found):
            token = str(start + count)
            if posted:
                links = [{"rel": "next", "href": f"{self.server.url}{self.path}", "method": "POST",
                          "body": {"token": token}, "merge": True}]
            else:
                again = re.sub(r"&token=\d+", "", self.path)
                links = [{"rel": "next", "href": f"{again}&token={token}"}]
        self._json({"type": "FeatureCollection", "features": found[start:start + count],
                    "links": links})

    def _json(self, data: Any, status: int = 200) -> None:
        self._send(json.dumps(data).encode(), status, "application/json")

    def _file(self) -> None:
        name = urllib.parse.unquote(urllib.parse.urlsplit(self.path).path)[len("/files/"):]
        path = self.server.folder / name
        if not path.is_file():
            self._json({"message": "no such file"}, 404)
            return
        data = path.read_bytes()
        wanted = re.fullmatch(r"bytes=(\d+)-(\d*)", self.headers.get("Range", ""))
        if wanted is None:
            self._send(data, 200, "image/tiff")
            return
        first, last = int(wanted[1]), min(int(wanted[2] or len(data) - 1), len(data) - 1)
        self._send(data[first:last + 1], 206, "image/tiff", {
            "Content-Range": f"bytes {first}-{last}/{len(data)}"})

    def _send(self, data: bytes, status: int, kind: str,
              headers: dict[str, str] | None = None) -> None:
        self.send_response(status)
        for name, value in {"Content-Type": kind, "Content-Length": str(len(data)),
                            "Accept-Ranges": "bytes", **(headers or {})}.items():
            self.send_header(name, value)
        self.end_headers()
        if self.command != "HEAD":
            self.wfile.write(data)
