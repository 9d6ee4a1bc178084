"""The architectures that can be trained: what they need and who published them, without torch."""

from __future__ import annotations

from dataclasses import dataclass

from ..methods.method import Citation
from ..translation import mark


@dataclass(frozen=True)
class ArchitectureDescription:
    """An architecture, for lists and forms.

    id: name in scripts and of its module in `architectures`. title: for people. summary: a sentence
    on what it is good at. citation: the paper that it follows.
    references: number of reference pairs of a prediction. fewest: how many it can do with, if not
    with that many. paired: whether it sees the coarse
    image of a reference's date; if not, the fine image may be of any date.
    dates: the least number of dates to train on. takes_guide: whether it can have an input for a
    guide.
    """

    id: str
    title: str
    summary: str
    citation: Citation
    references: int = 1
    paired: bool = True
    dates: int = 2
    fewest: int | None = None
    takes_guide: bool = False

    @property
    def least_references(self) -> int:
        """Return the least number of reference pairs of a prediction."""
        return self.references if self.fewest is None else self.fewest


_EDCSTFN = Citation(
    "Tan, Z., Di, L., Zhang, M., Guo, L., Gao, M.", 2019,
    "An enhanced deep convolutional model for spatiotemporal image fusion",
    "Remote Sensing 11(24), 2898", "10.3390/rs11242898")

_ALL = (
    ArchitectureDescription(
        "residualfusion", mark("Residual fusion"),
        mark("Starts from the temporal difference and learns what it misses. Small and fast; the "
             "best choice for most scenes. Takes a guide."),
        Citation("STFusion developers", 2026, "Residual fusion", "STFusion"), takes_guide=True),
    ArchitectureDescription(
        "residualfusion3", mark("Residual fusion, one to three references"),
        mark("Residual fusion from one to three pairs in any order, which knows of their gaps: "
             "what one pair lacks it takes from the others. Of the difference between the sensors "
             "it takes what lasts."),
        Citation("STFusion developers", 2026, "Residual fusion", "STFusion"),
        references=3, fewest=1),
    ArchitectureDescription(
        "transformer", mark("Windowed transformer"),
        mark("Attention within windows of 32 pixels, after SwinSTFM, with a million weights. A "
             "step takes three times as long as one of residual fusion: it needs long trainings."),
        Citation("Chen, G., Jiao, P., Hu, Q., Xiao, L., Ye, Z.", 2022,
                 "SwinSTFM: remote sensing spatiotemporal fusion using Swin transformer",
                 "IEEE Transactions on Geoscience and Remote Sensing 60, 5410618",
                 "10.1109/TGRS.2022.3182809")),
    ArchitectureDescription(
        "autoencoder", mark("Autoencoder with feature loss"),
        mark("Encodes the fine image and the change apart, as EDCSTFN, but at half the resolution, "
             "and is judged by features, too, which an autoencoder of fine images learns beside "
             "it. It needs long trainings."),
        _EDCSTFN),
    ArchitectureDescription(
        "edcstfn", mark("EDCSTFN"),
        mark("Encodes the fine image and the change apart, and decodes their sum. A known network "
             "to compare with; several times slower than residual fusion."),
        _EDCSTFN),
    ArchitectureDescription(
        "edcstfn2", mark("EDCSTFN, two references"),
        mark("EDCSTFN between two pairs: where their changes differ, the smaller one counts more."),
        _EDCSTFN, references=2, dates=3),
    ArchitectureDescription(
        "dcstfn", mark("DCSTFN"),
        mark("The first network of its kind: features of the fine image, plus the change of those "
             "of the coarse images. For comparison; it blurs."),
        Citation("Tan, Z., Yue, P., Di, L., Tang, J.", 2018,
                 "Deriving high spatiotemporal remote sensing images using deep convolutional "
                 "network", "Remote Sensing 10(7), 1066", "10.3390/rs10071066")),
    ArchitectureDescription(
        "ganstfm", mark("GAN-STFM"),
        mark("Needs the coarse image of the prediction date and a fine image of any date, without "
             "its coarse one: for areas without pairs. Slow to train. ATPRK, which needs the same "
             "images and no training, was better on two of four test dates, by far where a flood "
             "had changed the land."),
        Citation("Tan, Z., Gao, M., Li, X., Jiang, L.", 2022,
                 "A flexible reference-insensitive spatiotemporal fusion model for remote sensing "
                 "images using conditional generative adversarial network",
                 "IEEE Transactions on Geoscience and Remote Sensing 60, 5601413",
                 "10.1109/TGRS.2021.3050551"), paired=False),
    ArchitectureDescription(
        "srcnn", mark("SRCNN"),
        mark("Sharpens the interpolated coarse image, without any fine one: learned "
             "super-resolution, for comparison."),
        Citation("Dong, C., Loy, C. C., He, K., Tang, X.", 2014,
                 "Learning a deep convolutional network for image super-resolution",
                 "European Conference on Computer Vision 2014, 184-199",
                 "10.1007/978-3-319-10593-2_13"), references=0, paired=False, dates=1),
)

CATALOGUE: dict[str, ArchitectureDescription] = {known.id: known for known in _ALL}
"""All architectures by their id, in the order of lists."""
