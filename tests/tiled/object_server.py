"""A server that speaks as much of S3 as GDAL needs: files by their keys, in memory."""

import threading
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from urllib.parse import parse_qs, unquote, urlsplit
from xml.sax.saxutils import escape


class _Handler(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"

    def log_message(self, *given):
        pass

    @property
    def key(self):
        return unquote(urlsplit(self.path).path)

    def answer(self, code, body=b"", **headers):
        self.send_response(code)
        for name, value in headers.items():
            self.send_header(name.replace("_", "-"), value)
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        if self.command != "HEAD":
            self.wfile.write(body)

    def do_PUT(self):
        data = self.rfile.read(int(self.headers["Content-Length"]))
        if self.key in self.server.refused:
            return self.answer(403, b"<Error><Code>AccessDenied</Code></Error>")
        self.server.files[self.key] = data
        self.server.written.append(self.key)
        return self.answer(200, ETag='"0"')

    def do_DELETE(self):
        self.server.files.pop(self.key, None)
        self.answer(204)

    def do_GET(self):
        query = parse_qs(urlsplit(self.path).query)
        if self.key.strip("/").count("/") == 0:
            return self.listing(query.get("prefix", [""])[0])
        data = self.server.files.get(self.key)
        if data is None:
            return self.answer(404, b"<Error><Code>NoSuchKey</Code></Error>")
        span = self.headers.get("Range", "")
        if not span:
            return self.answer(200, data)
        begin, end = span.partition("=")[2].split("-")
        part = data[int(begin):int(end or len(data)) + 1]
        if not part:
            return self.answer(416)
        return self.answer(206, part, Content_Range=(
            f"bytes {begin}-{int(begin) + len(part) - 1}/{len(data)}"))

    do_HEAD = do_GET  # noqa: N815

    def listing(self, prefix):
        """List the files of a folder, which GDAL looks for before it says that one is missing."""
        bucket = f"/{self.key.strip('/')}/"
        keys = [key[len(bucket):] for key in sorted(self.server.files) if key.startswith(bucket)]
        files = "".join(
            f"<Contents><Key>{escape(key)}</Key><Size>{len(self.server.files[bucket + key])}"
            "</Size><LastModified>2024-01-01T00:00:00.000Z</LastModified></Contents>"
            for key in keys if key.startswith(prefix))
        self.answer(200, f"<ListBucketResult><Prefix>{escape(prefix)}</Prefix>"
                         f"<IsTruncated>false</IsTruncated>{files}</ListBucketResult>".encode())


@contextmanager
def object_server():
    """Run a server; it has the attributes files, written, refused, and variables for GDAL."""
    server = ThreadingHTTPServer(("127.0.0.1", 0), _Handler)
    server.files, server.written, server.refused = {}, [], set()
    server.variables = {
        "AWS_S3_ENDPOINT": f"127.0.0.1:{server.server_port}", "AWS_HTTPS": "NO",
        "AWS_VIRTUAL_HOSTING": "FALSE", "AWS_ACCESS_KEY_ID": "a", "AWS_SECRET_ACCESS_KEY": "b"}
    thread = threading.Thread(target=server.serve_forever)
    thread.start()
    try:
        yield server
    finally:
        server.shutdown()
        thread.join()
        server.server_close()
