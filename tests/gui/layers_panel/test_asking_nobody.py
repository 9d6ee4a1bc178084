"""A layer that is loaded lets QGIS contact nobody, and names are shown as they are."""

import http.server
import json
import shutil
import threading

import pytest
from osgeo import gdal
from qgis.core import QgsProject
from qgis.PyQt.QtCore import Qt
from qgis.PyQt.QtWidgets import QLabel

from stfusion_qgis.gui.widgets.plain_text import plain
from stfusion_qgis.images.local_files import is_plain_image, may_be_looked_at
from stfusion_qgis.processing.base import without_tags
from tests.gui.layers_panel.conftest import idle, settle


@pytest.fixture
def server():
    """Return the address of a server, and the requests that it has heard."""
    heard = []

    class Listener(http.server.BaseHTTPRequestHandler):
        def do_GET(self):
            heard.append(self.path)
            self.send_error(404)

        do_HEAD = do_GET  # noqa: N815

        def log_message(self, *_):
            pass

    listening = http.server.ThreadingHTTPServer(("127.0.0.1", 0), Listener)
    thread = threading.Thread(target=listening.serve_forever)
    thread.start()
    yield f"http://127.0.0.1:{listening.server_port}", heard
    listening.shutdown()
    thread.join()
    listening.server_close()


def with_inputs(path, coarse):
    """Let a prediction say that it was made from another coarse image."""
    dataset = gdal.Open(str(path), gdal.GA_Update)
    made = json.loads(dataset.GetMetadataItem("STFUSION_INPUTS"))
    dataset.SetMetadataItem("STFUSION_INPUTS", json.dumps(
        {**made, "fine": [], "coarse": [], "coarse_predictions": [coarse]}))
    dataset = None


@pytest.mark.parametrize("form", ["/vsicurl/{}/a.tif", "{}/b.tif", "/vsicurl?url={}/c.tif"])
def test_an_address_in_the_metadata(panel, load, folder, server, form):
    address, heard = server
    with_inputs(folder / "fitfc.tif", form.format(address))
    layer = load(folder / "fitfc.tif")
    settle(lambda: panel.qualities.all() and idle(panel))
    panel.freshness.look()
    assert not panel.qualities.of(layer).is_measured and not heard


def test_a_file_that_names_an_address(panel, load, folder, server):
    address, heard = server
    gdal.Translate(str(folder / "c.vrt"), str(folder / "true.tif"), format="VRT")
    text = (folder / "c.vrt").read_text()
    for name in ("true.tif",):
        text = text.replace(f'relativeToVRT="1">{name}', f'relativeToVRT="0">/vsicurl/{address}/a')
    (folder / "c.vrt").write_text(text)
    shutil.copy(folder / "c.vrt", folder / "looks_harmless.tif")
    with_inputs(folder / "fitfc.tif", str(folder / "looks_harmless.tif"))
    layer = load(folder / "fitfc.tif")
    settle(lambda: panel.qualities.all() and idle(panel))
    assert not panel.qualities.of(layer).is_measured and not heard


def test_plain_images(folder):
    beside = str(folder / "fitfc.tif")
    assert is_plain_image(str(folder / "true.tif"), beside)
    for other in ("true.tif", "/vsicurl/http://a/b.tif", f"/vsisubfile/0_9,{beside}",
                  str(folder), str(folder / "none.tif"), "http://a/b.tif", r"\\server\share\a.tif"):
        assert not is_plain_image(other, beside)


def test_shares():
    assert may_be_looked_at(r"\\server\share\a.tif", r"\\SERVER\share\b.tif")
    assert not may_be_looked_at(r"\\server\share\a.tif", r"C:\b.tif")
    assert not may_be_looked_at("//server/share/a.tif", r"\\other\share\b.tif")
    assert may_be_looked_at("/data/a.tif", "/b.tif") and may_be_looked_at(r"C:\a.tif", "/b.tif")


@pytest.mark.parametrize("text", ["<img src='http://a/b.png'>", "<b>x</b>\nsecond", "a<br>b",
                                  '<a href="http://a">click</a>', "<script>"])
def test_names_are_shown_as_they_are(qgis_app, text):
    shown = QLabel(plain(text))
    assert "&lt;" in plain(text) and Qt.mightBeRichText(shown.text())
    assert not Qt.mightBeRichText(without_tags(text))


@pytest.mark.parametrize("text", ["true.tif", "a & b", "Größe 预测", "two\nlines"])
def test_usual_names_stay(text):
    assert plain(text) == without_tags(text) == text


def test_a_layer_called_like_a_picture(panel, iface, load, folder):
    name = "<img src='http://a'>"
    load(folder / "fitfc.tif", name)
    settle(lambda: panel.qualities.all() and idle(panel))
    widget = iface.widgets()[name]
    for label in widget.findChildren(QLabel):
        assert "<img" not in label.toolTip()
        assert "<img" not in label.text() or label.textFormat() == Qt.TextFormat.PlainText
    assert QgsProject.instance().mapLayersByName(name)
