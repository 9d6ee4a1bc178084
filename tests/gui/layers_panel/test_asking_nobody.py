"""A layer that is loaded lets QGIS contact nobody, and names are shown as they are."""

import gzip
import http.server
import json
import shutil
import tarfile
import threading
import zipfile

import pytest
from osgeo import gdal
from qgis.core import QgsProject
from qgis.PyQt.QtCore import Qt
from qgis.PyQt.QtWidgets import QLabel

from stfusion_qgis.gui.layers_panel.notice import MEASURE, Notice
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


def coarse_of(folder):
    """Return the path of a coarse image in a folder."""
    return sorted(folder.glob("coarse*.tif"))[-1]


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


@pytest.mark.parametrize("where", ["in the file", "beside it", "in a file of a mosaic"])
def test_overviews_elsewhere(panel, load, folder, server, where):
    """A plain file may say that its overviews are on a server, which GDAL would ask for them."""
    address, heard = server
    path, elsewhere = coarse_of(folder), f"/vsicurl/{address}/o.ovr"
    if where != "beside it":
        dataset = gdal.Open(str(path), gdal.GA_Update)
        dataset.SetMetadataItem("OVERVIEW_FILE", elsewhere, "OVERVIEWS")
        dataset = None
    else:
        (folder / f"{path.name}.aux.xml").write_text(
            '<PAMDataset><Metadata domain="OVERVIEWS"><MDI key="OVERVIEW_FILE">'
            f"{elsewhere}</MDI></Metadata></PAMDataset>")
    if where == "in a file of a mosaic":
        gdal.BuildVRT(str(folder / "c.vrt"), [str(path)])
        path = folder / "c.vrt"
        heard.clear()  # making it has asked
    with_inputs(folder / "fitfc.tif", str(path))
    layer = load(folder / "fitfc.tif")
    settle(lambda: panel.qualities.all() and idle(panel))
    assert not is_plain_image(str(path), str(folder / "fitfc.tif"))
    assert not panel.qualities.of(layer).is_measured and not heard


@pytest.mark.parametrize("container", ["c.vrt", "a.zip", "a.tar", "c.tif.gz"])
def test_what_is_local_is_measured_by_itself(panel, load, folder, container):
    """A mosaic of local files, a file in an archive: nobody else can be asked for them."""
    coarse = folder / "coarse 2.tif"
    shutil.copy(coarse_of(folder), coarse)
    if container == "c.vrt":
        gdal.BuildVRT(str(folder / container), [str(coarse)])
        path = str(folder / container)
    elif container == "c.tif.gz":
        (folder / container).write_bytes(gzip.compress(coarse.read_bytes()))
        path = f"/vsigzip/{folder / container}"
    else:
        with (zipfile.ZipFile if container == "a.zip" else tarfile.TarFile)(
                folder / container, "w") as archive:
            getattr(archive, "write" if container == "a.zip" else "add")(coarse, "in/c.tif")
        path = f"/vsi{container[2:]}/{folder / container}/in/c.tif"
    with_inputs(folder / "fitfc.tif", path)
    layer = load(folder / "fitfc.tif")
    settle(lambda: panel.qualities.all() and idle(panel))
    assert panel.qualities.of(layer).is_measured


def test_why_it_is_not_measured_by_itself_is_said(panel, iface, load, folder, server):
    address, heard = server
    with_inputs(folder / "fitfc.tif", f"/vsicurl/{address}/a.tif")
    load(folder / "fitfc.tif")
    settle(lambda: panel.qualities.all() and idle(panel))
    notice = iface.widgets()["fitfc"].findChild(Notice)
    assert "no plain file on this computer" in notice.text() and "measure" in notice.text()
    assert address in notice.toolTip() and not heard
    notice.asked.emit(MEASURE)  # now the user wants it
    settle(lambda: heard and idle(panel))


@pytest.mark.parametrize("change", [
    ("<SourceFilename", "<SourceFilename shared='0'>/vsicurl/http://a/b.tif</SourceFilename>"
                        "<SourceFilename"),
    ('relativeToVRT="1">true.tif', 'relativeToVRT="0">//server/share/true.tif'),
    ('relativeToVRT="1">true.tif', 'relativeToVRT="0">&#x2f;vsicurl/http://a/b.tif'),
    ('relativeToVRT="1">true.tif', 'relativeToVRT="1">none.tif'),
    ("<SimpleSource>", "<SimpleSource><OpenOptions><OOI key='A'>b</OOI></OpenOptions>"),
    ("<VRTDataset", "<!DOCTYPE a [<!ENTITY b 'c'>]><VRTDataset"),
    ("</VRTDataset>", "<PansharpeningOptions/></VRTDataset>"),
    ("</VRTDataset>", "<Metadata domain='OVERVIEWS'><MDI key='OVERVIEW_FILE'>a</MDI></Metadata>"
                      "</VRTDataset>"),
])
def test_virtual_rasters_that_may_lead_elsewhere(folder, change):
    path, beside = folder / "v.vrt", str(folder / "fitfc.tif")
    gdal.Translate(str(path), str(folder / "true.tif"), format="VRT")
    assert is_plain_image(str(path), beside)
    text = path.read_text()
    assert change[0] in text
    path.write_text(text.replace(*change))
    assert not is_plain_image(str(path), beside)


def test_plain_images(folder):
    beside = str(folder / "fitfc.tif")
    assert is_plain_image(str(folder / "true.tif"), beside)
    for other in ("true.tif", "/vsicurl/http://a/b.tif", f"/vsisubfile/0_9,{beside}",
                  str(folder), str(folder / "none.tif"), "http://a/b.tif", r"\\server\share\a.tif",
                  "/vsizip//vsicurl/http://a/b.zip/c.tif", f"/vsizip/{folder}/none.zip/c.tif",
                  "/vsizip/{/vsicurl/http://a/b.zip}/c.tif", "/vsitar/relative.tar/a.tif",
                  "/vsizip//server/share/a.zip/c.tif"):
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
