"""Making an image of features: the principal components of what an encoder sees."""

from __future__ import annotations

import os
import re
import time

import numpy as np

from ...errors import InputError
from ...images.bands import Band
from ...images.calibration import Calibration
from ...images.common_names import told_bands
from ...images.gdal_tools import metadata_of, open_raster
from ...images.guide import ONE_UNIT_ITEM
from ...images.raster import Raster
from ...images.reflectance import UNITS, reflectance_units, to_reflectance
from ...images.sampling import sample_of
from ...images.window import Window, tiles
from ...images.writer import Writer, check_outputs, check_unchanged
from ...progress import Progress
from ...time_left import TimeLeft
from ...translation import tr
from ..runtime import PROVIDERS
from .components import COMPONENTS_ITEM, Components
from .encoder_contract import EncoderContract, read_encoder
from .encoder_image import EncoderImage
from .encoding import EncodingNetwork, open_encoder
from .feature_parameters import FeatureParameters

_TILES = 24  # of the sample that finds the components
_VECTORS = 200_000  # at most, in the sample
_SAMPLED = 200_000  # pixels that tell the unit
_SHARE_OF_SAMPLE = 0.3  # of the progress


def write_features(raster: Raster, parameters: FeatureParameters, like: Raster | None, output: str,
                   threads: int, progress: Progress) -> Components:
    """Write the features of an image as a GeoTIFF with one pixel a vector of features.

    like: an image of features whose components are used, None to find them: so features of
    several dates or places can be compared.

    Raises:
        InputError: the image lacks bands, the encoder cannot be used, or the output not written.
        Cancelled: through `progress`; nothing is left behind.
    """
    contract = read_encoder(parameters.encoder)
    check_outputs([output], [raster, *([] if like is None else [like])])
    known = None if like is None else Components.from_metadata(
        metadata_of(open_raster(like.source)), like.name)
    if known is not None and len(known.mean) != contract.features:
        raise InputError(tr("{layer} was made by another encoder: of {found} features instead of "
                            "{wanted}.").format(layer=raster.name, found=len(known.mean),
                                                wanted=contract.features))
    started = time.monotonic()
    image = _image(raster, contract, parameters, progress)
    network = open_encoder(parameters.encoder, contract, image, parameters.provider, threads,
                           parameters.memory_limit * 2**20, progress)
    _tell(network, progress)
    if known is None:
        known = _found(network, parameters.components, progress.part(0, _SHARE_OF_SAMPLE))
    grid = image.grid.coarsened(contract.stride, 0, 0)
    bands = [Band(i + 1, tr("Component {number} ({share:.1%})").format(number=i + 1, share=share),
                  None, None, None, None, 0) for i, share in enumerate(known.share)]
    with Writer(output, grid, bands, half=True, metadata={
            ONE_UNIT_ITEM: "yes", COMPONENTS_ITEM: known.to_text(),
            "STFUSION_NETWORK": contract.to_json(),
            "STFUSION_NETWORK_SHA256": network.session.fingerprint()}) as writer:
        _write(network, known, writer, progress.part(_SHARE_OF_SAMPLE, 1))
        check_unchanged([raster])
        writer.finish()
    progress.info(tr("{rows} x {columns} pixels of {size:.4g} units, {share:.0%} of the variance "
                     "of {count} features, in {seconds:.1f} s").format(
                         rows=grid.rows, columns=grid.columns, size=grid.pixel_size,
                         share=sum(known.share), count=contract.features,
                         seconds=time.monotonic() - started))
    return known


def _image(raster: Raster, contract: EncoderContract, parameters: FeatureParameters,
           progress: Progress) -> EncoderImage:
    bands = _bands(raster, contract, parameters.bands)
    progress.info(tr("Bands: {bands}").format(bands=", ".join(
        f"{name} = {raster.bands[index].number} ({raster.bands[index].name})"
        for name, index in zip(contract.bands, bands))))
    calibration = raster.calibration
    if contract.scaling == "reflectance":
        units = parameters.units
        if units == "auto":
            units = reflectance_units(raster, _sample(raster, bands, progress))
            progress.info(tr("{layer} is read as: {units}").format(
                layer=raster.name, units=tr(UNITS[units])))
        calibration = to_reflectance(raster, units)
    return EncoderImage(raster, bands, calibration, parameters.enlarged, contract, progress)


def _bands(raster: Raster, contract: EncoderContract, listed: str) -> list[int]:
    """Return the indices of the bands that the encoder gets."""
    names = contract.bands
    if listed.strip():
        numbers = {str(band.number): index for index, band in enumerate(raster.bands)}
        words = [word for word in re.split(r"[,;，、\s]+", listed.strip()) if word]
        if len(words) != len(names) or any(word not in numbers for word in words):
            raise InputError(tr(
                "'{listed}' does not list bands of {layer}. Give the numbers of its bands for "
                "{names}, in this order, such as 1,2,3; it has {count} bands.").format(
                    listed=listed.strip(), layer=raster.name, names=", ".join(names),
                    count=len(raster.bands)))
        return [numbers[word] for word in words]
    return told_bands(raster, names)


def _sample(raster: Raster, bands: list[int], progress: Progress) -> np.ndarray:
    """Return some valid pixels (bands, n) by the scale and offset in the tags of the file."""
    different = list(dict.fromkeys(bands))
    plain = raster.calibrated(Calibration.none(len(raster.bands))).with_bands(different)
    pixels = sample_of([plain], raster.grid.rows, raster.grid.columns, len(different),
                       progress).of_images()[0]
    pixels = pixels[:, ::-(-pixels.shape[1] // _SAMPLED) or 1]
    return raster.calibration.of(different).values(pixels)


def _found(network: EncodingNetwork, count: int, progress: Progress) -> Components:
    """Return the components of the features of some tiles, chosen at random but always alike."""
    places = [(i, j) for i in range(network.tiles.rows.count)
              for j in range(network.tiles.columns.count)]
    chosen = np.random.default_rng(0).permutation(len(places))[:_TILES]
    sample = []
    for done, index in enumerate(sorted(chosen)):
        progress.report(done / len(chosen))
        used = network.tiles.used(places[index])
        window = used.overlap(Window(0, 0, network.rows, network.columns))
        sample.append(network.features(window, progress.check)[:, network.known(window)])
    step = -(-sum(part.shape[1] for part in sample) // _VECTORS) or 1
    return Components.of([part[:, ::step] for part in sample], count)


def _write(network: EncodingNetwork, components: Components, writer: Writer,
           progress: Progress) -> None:
    left = TimeLeft()
    windows = tiles(network.rows, network.columns, max(network.tiles.rows.tile, 1))
    for done, window in enumerate(windows):
        progress.check()
        known = network.known(window)
        if known.any():
            writer.write(window, components.at(network.features(window, progress.check)), known)
        fraction = (done + 1) / len(windows)
        progress.report(fraction, left.remark(fraction))


def _tell(network: EncodingNetwork, progress: Progress) -> None:
    contract, session = network.contract, network.session
    progress.info(contract.title)
    for label, text in ((tr("Trained on"), contract.training_data),
                        (tr("Citation"), contract.citation), (tr("Licence"), contract.licence)):
        if text:
            progress.info(f"{label}: {text}")
    progress.info(tr("{file} runs on {provider}, in {rows} x {columns} tiles of {height} x "
                     "{width} pixels").format(
                         file=os.path.basename(session.path),
                         provider=tr(PROVIDERS[session.runs_on]), rows=network.tiles.rows.count,
                         columns=network.tiles.columns.count, height=contract.side,
                         width=contract.side))
