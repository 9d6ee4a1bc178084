"""Asking servers with QGIS' own network: its proxy, its certificates, its authentication."""

from __future__ import annotations

import json
from typing import Any

from qgis.core import QgsBlockingNetworkRequest, QgsProcessingFeedback
from qgis.PyQt.QtCore import QByteArray, QUrl
from qgis.PyQt.QtNetwork import QNetworkRequest

from ..errors import Cancelled, InputError
from ..translation import tr

_STATUS = QNetworkRequest.Attribute.HttpStatusCodeAttribute
_REFUSED = (401, 403)
_MOST_SHOWN = 300  # characters of what a server answers


class NetworkFetch:
    """Returns the JSON of an address; see `searching.stac_api.Fetch`.

    authentication: id of a configuration of QGIS, "" for none.
    """

    def __init__(self, authentication: str, feedback: QgsProcessingFeedback):
        self._authentication, self._feedback = authentication, feedback

    def __call__(self, url: str, body: Any = None, headers: dict[str, str] | None = None) -> Any:
        request = QNetworkRequest(QUrl(url))
        request.setRawHeader(b"Accept", b"application/geo+json, application/json")
        for name, value in (headers or {}).items():
            request.setRawHeader(name.encode(), value.encode())
        network = QgsBlockingNetworkRequest()
        if self._authentication:
            network.setAuthCfg(self._authentication)
        if body is None:
            code = network.get(request, True, self._feedback)
        else:
            request.setRawHeader(b"Content-Type", b"application/json")
            code = network.post(request, QByteArray(json.dumps(body).encode()), True,
                                self._feedback)
        if self._feedback.isCanceled():
            raise Cancelled()
        reply = network.reply()
        content = bytes(reply.content())
        if code != QgsBlockingNetworkRequest.ErrorCode.NoError:
            raise _refused(url, reply.attribute(_STATUS), network.errorMessage(), content)
        try:
            return json.loads(content)
        except (ValueError, RecursionError) as error:
            raise InputError(tr("{url} does not answer as a STAC API does. Check the address."
                                ).format(url=url)) from error


def _refused(url: str, status: Any, reason: str, content: bytes) -> InputError:
    host = QUrl(url).host()
    if status in _REFUSED:
        return InputError(tr("{host} does not let you in ({status}). Give an authentication "
                             "configuration for it.").format(host=host, status=status))
    answer = content.decode("utf-8", "replace").strip()[:_MOST_SHOWN]
    return InputError(tr("{host} could not be asked ({reason}). Check the address, and that you "
                         "are online.").format(host=host or url, reason=reason or status)
                      + (f" {answer}" if answer else ""))
