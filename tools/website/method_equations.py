r"""The equations of each method as it is computed here, in LaTeX, by its id.

What they leave out, such as what is done at borders and gaps, stands in the method's docstring.
"""

from __future__ import annotations

from typing import NamedTuple


class Step(NamedTuple):
    """A sentence, which ends before its equation, and the equation in LaTeX."""

    words: str
    latex: str


SYMBOLS = r"""| Symbol | Meaning |
| --- | --- |
| $F_k, C_k$ | fine and coarse image of pair $k$ |
| $F_p, C_p$ | fine and coarse image of the prediction date; $F_p$ is what is predicted |
| $\Delta C = C_p - C_1$ | the change of the coarse image |
| $c$; $i \in S(c)$ | a pixel; those in the window around it that are similar to it |
| $d_{ci}$ | the distance of two pixels, in pixels |
| $a_{kj}$ | abundance: the part of coarse pixel $j$ that is of class $k$ |
| $j(c), k(c)$ | the coarse pixel in which a fine pixel lies, and its class |
| $T[\,\cdot\,]$ | values of coarse pixels, interpolated to fine pixels by a thin plate spline |
| $\sigma$ | standard deviation of a band of the fine image |

Each equation holds in each band, where none is named."""

_NEAR = r"\frac{1 / D_{ci}}{\sum_{l \in S(c)} 1 / D_{cl}}, \quad D_{ci} = 1 + \frac{d_{ci}}{A}"
_SHARE = (r"w_1 = \frac{\sum_{i} |C_2(i) - C_p(i)|}"
          r"{\sum_{i} |C_1(i) - C_p(i)| + \sum_{i} |C_2(i) - C_p(i)|}, \quad w_2 = 1 - w_1")


def _unmixing(values: str, coarse: str) -> Step:
    return Step(
        f"The {values} $v_k$ of the classes around a coarse pixel are those that explain the "
        f"{coarse} best in the coarse pixels $j$ of a window $W$; $\\lambda$, the regularisation, "
        "draws them to those of the whole image, $\\bar v_k$:",
        r"\min_{v} \sum_{j \in W} \left( V_j - \sum_{k} a_{kj} v_k \right)^2 "
        r"+ \lambda' \sum_{k} (v_k - \bar v_k)^2, \quad \lambda' \propto \lambda")


_RESIDUAL_SHARE = Step(
    "It is shared out after the difference $E$ between the spatial prediction $T[C_p]$ and the "
    "temporal one on uniform land, and evenly on mixed land; $H$ is the part of the pixels "
    "around that are of the same class:",
    r"E(c) = T[C_p](c) - F_1(c) - \Delta F_{k(c)}, \quad "
    r"r(c) = R_{j(c)} \frac{w(c)}{\bar w_{j(c)}}, \quad w = E H + R (1 - H)")
_CLASS_CHANGES = Step(
    "The change $\\Delta F_k$ of each class explains the change of the coarse pixels that are "
    "purest:",
    r"\Delta C_j = \sum_{k} a_{kj} \Delta F_k")
_UNEXPLAINED = Step("What the classes leave of it is the residual:",
                    r"R_j = \Delta C_j - \sum_{k} a_{kj} \Delta F_k")
_SIMILAR_MEAN = Step(
    "Both together are averaged over the $n$ most similar pixels, by distance:",
    r"F_p(c) = F_1(c) + \sum_{i \in S(c)} w_i \left[ \Delta F_{k(i)} + r(i) \right], "
    r"\quad w_i = " + _NEAR)

METHOD_EQUATIONS = {
    "temporaldifference": (
        Step("With one pair, the coarse images being interpolated:",
             r"F_p = F_1 + C_p - C_1"),
        Step("With two pairs, weighted by the coarse change (mean over the bands) or likewise by "
             "time:",
             r"F_p = \sum_{k=1}^{2} w_k (F_k + C_p - C_k), \quad "
             r"w_1 = \frac{|C_2 - C_p|}{|C_1 - C_p| + |C_2 - C_p|}, \quad w_2 = 1 - w_1"),
    ),
    "starfm": (
        Step("Differences between sensors, and between dates:",
             r"S_k(i) = |F_k(i) - C_k(i)|, \quad T_k(i) = |C_k(i) - C_p(i)|"),
        Step("Pixels are similar that differ little in the fine image, $m$ being the number of "
             "classes, and whose differences are no larger than the centre's, give or take the "
             "uncertainty:",
             r"|F_k(i) - F_k(c)| \le \frac{2 \sigma}{m}, \quad "
             r"S_k(i) < S(c) + \sigma_S, \quad T_k(i) < T(c) + \sigma_T"),
        Step("The prediction is their weighted mean over all pairs; $T_k$ is in the weight with "
             "two pairs:",
             r"F_p(c) = \sum_{k} \sum_{i \in S_k(c)} W_{ik} "
             r"\left[ F_k(i) + C_p(i) - C_k(i) \right], \quad "
             r"W_{ik} = \frac{1 / (S_k T_k D)}{\sum_{k} \sum_{i} 1 / (S_k T_k D)}, \quad "
             r"D = 1 + \frac{d_{ci}}{A}"),
    ),
    "estarfm": (
        Step("Pixels are similar that are so in all bands of both fine images. They count by the "
             "correlation $R_i$ of their fine and coarse values over bands and dates, and by "
             "distance:",
             r"W_i = \frac{1 / D_i}{\sum_{l \in S(c)} 1 / D_l}, \quad "
             r"D_i = (1 - R_i) \left( 1 + \frac{d_{ci}}{A} \right)"),
        Step("The conversion coefficient is the slope of fine on coarse values of the similar "
             "pixels of both pairs, 1 where that is not significant:",
             r"V(c) = \frac{\sum_{i,k} (C_k(i) - \bar C)(F_k(i) - \bar F)}"
             r"{\sum_{i,k} (C_k(i) - \bar C)^2}"),
        Step("Each pair predicts:",
             r"F_{p,k}(c) = F_k(c) + V(c) \sum_{i \in S(c)} W_i \left[ C_p(i) - C_k(i) \right]"),
        Step("Both are weighted by the coarse change in the window:",
             r"F_p = w_1 F_{p,1} + w_2 F_{p,2}, \quad " + _SHARE),
    ),
    "stnlffm": (
        Step("The line from $C_k$ to $C_p$ through the similar pixels is applied to the fine "
             "image:",
             r"C_p(i) \approx a(c) C_k(i) + b(c), \quad \hat F_k(c) = a(c) F_k(c) + b(c)"),
        Step("The result is averaged over the similar pixels, those counting most whose coarse "
             "value was what the pixel's is now:",
             r"F_{p,k}(c) = \frac{\sum_{i \in S(c)} w_i \hat F_k(i)}{\sum_{i \in S(c)} w_i}, "
             r"\quad w_i = \exp \left( - \frac{|C_k(i) - C_p(c)|}{h^2} \right)"),
        Step("Two pairs are weighted by the coarse change in the window:",
             r"F_p = w_1 F_{p,1} + w_2 F_{p,2}, \quad " + _SHARE),
    ),
    "vipstf": (
        Step("The virtual pair is the combination of the known ones whose coarse image is nearest "
             "to that of the prediction date:",
             r"C_V = \sum_{k} a_k C_k + b, \quad F_V = \sum_{k} a_k F_k + b, \quad "
             r"\min_{a, b} \sum_{j} (C_{p,j} - C_{V,j})^2"),
        Step("To it is added what remains of the coarse change, averaged over similar pixels of "
             "$F_V$ by distance:",
             r"F_p(c) = F_V(c) + \sum_{i \in S(c)} w_i T[C_p - C_V](i), \quad w_i \propto "
             r"\frac{1}{D_{ci}}"),
    ),
    "ubdf": (
        _unmixing("values", "coarse image $V = C_p$"),
        Step("Each fine pixel gets the value of its class, interpolated between the centres of "
             "the coarse pixels:", r"F_p(c) = v_{k(c)}(c)"),
    ),
    "stdfa": (
        _unmixing("changes", "coarse change $V = C_p - C_1$"),
        Step("To each fine pixel is added the change of its class:",
             r"F_p(c) = F_1(c) + v_{k(c)}(c)"),
    ),
    "spstfm": (
        Step("The change $y$ of a patch of the coarse image since pair $k$ is coded by a few "
             "atoms of the coarse dictionary:",
             r"\min_{\alpha} \left\| y - D_l \alpha \right\|_2 "
             r"\quad \text{s.t.} \quad \left\| \alpha \right\|_0 \le m"),
        Step("The fine change has the same code:",
             r"\Delta F = y + (D_h - D_l) \alpha"),
        Step("Both pairs are weighted in each patch by its mean coarse change $v_k$, and patches "
             "averaged where they overlap:",
             r"F_p = w_1 (F_1 + \Delta F_1) + w_2 (F_2 + \Delta F_2), \quad "
             r"w_1 = \frac{1 / v_1}{1 / v_1 + 1 / v_2}, \quad w_2 = 1 - w_1"),
    ),
    "onepairdictionary": (
        Step("Both low images of a layer are sharpened, patch by patch, $y$ being a patch and "
             "$\\alpha$ its code:", r"s = y + (D_h - D_l) \alpha"),
        Step("High-pass modulation gives the sharpened image of the prediction date, $s_p$, the "
             "detail of the high image $h$ of the pair; first of the transition image $T_1$, then "
             "of $F_1$:",
             r"h_p = s_p + \frac{s_p}{s} (h - s), \quad C_p \to T_p \to F_p"),
    ),
    "fsdaf": (_CLASS_CHANGES, _UNEXPLAINED, _RESIDUAL_SHARE, _SIMILAR_MEAN),
    "fsdaf2": (
        _CLASS_CHANGES._replace(words="The change $\\Delta F_k$ of each class explains the change "
                                "of the purest coarse pixels whose land cover is the same and "
                                "that have few edges:"),
        _UNEXPLAINED,
        Step("A coarse pixel has changed its land cover if the residual of a first unmixing is "
             "above Otsu's threshold $\\theta$; there, the residual follows the spatial "
             "prediction alone:",
             r"H = 1 \quad \text{where} \quad |R_j| > \theta"),
        _RESIDUAL_SHARE, _SIMILAR_MEAN),
    "fitfc": (
        Step("A line between the coarse images, by least squares in the window around each coarse "
             "pixel $j$, is applied to the fine image:",
             r"C_p \approx a_j C_1 + b_j, \quad \hat F(c) = a_{j(c)} F_1(c) + b_{j(c)}"),
        Step("What it leaves of the coarse image is interpolated:",
             r"R_j = C_{p,j} - (a_j C_{1,j} + b_j), \quad r(c) = T[R](c)"),
        Step("Both together are averaged over the $n$ most similar pixels, by distance:",
             r"F_p(c) = \sum_{i \in S(c)} w_i \left[ \hat F(i) + r(i) \right], \quad w_i \propto "
             r"\frac{1}{D_{ci}}"),
    ),
    "obsum": (
        Step("The changes $v_k$ of the classes are unmixed in windows of coarse pixels; an object "
             "$o$ gets those of its class, by the area $A_{oj}$ that it has in each coarse pixel:",
             r"\Delta C_j = \sum_{k} a_{kj} v_k, \quad "
             r"\Delta_o = \frac{\sum_{j} A_{oj} v_{k(o), j}}{\sum_{j} A_{oj}}"),
        Step("Its residual is the mean of the interpolated residual over the pixels $P_o$ that "
             "lie deepest in it and nearest to the centre of a coarse pixel:",
             r"R_j = \Delta C_j - \sum_{o} \frac{A_{oj}}{\sum_{q} A_{qj}} \Delta_o, \quad "
             r"\Delta'_o = \Delta_o + \frac{1}{|P_o|} \sum_{i \in P_o} T[R](i)"),
        Step("What is then left, $R'$, is averaged over similar pixels by distance:",
             r"F_p(c) = F_1(c) + \Delta'_{o(c)} + \sum_{i \in S(c)} w_i T[R'](i)"),
    ),
    "blend": (
        Step("The coarse sensor sees the land through an operator $A$, a square that is blurred "
             "and moved; a share $\\rho$ of what the sensors disagree about returns:",
             r"b_1 = C_1 - A F_1, \quad y = C_p - A F_1 - (\bar b + \rho (b_1 - \bar b))"),
        Step("The fine change is a Gaussian process over place $s$ and spectrum $F$, seen through "
             "$A$ with noise of covariance $N$:",
             r"y = A x + e, \quad x \sim \mathcal{N}(0, K), \quad "
             r"\hat x = K A^T (A K A^T + N)^{-1} y"),
        Step("It is blended with members $M_m$ of other kinds, by weights that predict known "
             "images best:",
             r"F_p = \sum_{m} w_m M_m, \quad \sum_{m} w_m = 1"),
    ),
    "backprojection": (
        Step("$D$ is the coarse sensor, which blurs and averages, and $U$ its transpose, scaled; "
             "the iteration begins with a cubic spline through the coarse pixels:",
             r"f_{n+1} = f_n + U (C_p - D f_n)"),
    ),
    "interpolation": (
        Step("The area-true spline $f$ has the mean of each coarse pixel $j$, of area $|j|$:",
             r"\frac{1}{|j|} \int_{j} f(s) \, ds = C_{p,j}"),
    ),
    "atprk": (
        Step("The coarse image is regressed on the bands $b$ of the fine image of another date, "
             "averaged to coarse pixels:",
             r"C_{p,j} = \beta_0 + \sum_{b} \beta_b \bar F_{b,j} + R_j"),
        Step("The regression gives the trend of the fine pixels, kriging from areas to points "
             "their residual:",
             r"F_p(c) = \beta_0 + \sum_{b} \beta_b F_b(c) + \sum_{j} \lambda_j(c) R_j"),
        Step("The weights are those of ordinary kriging, $\\gamma$ being mean semivariances "
             "between coarse pixels, and between one and a point:",
             r"\sum_{l} \lambda_l \gamma(j, l) + \mu = \gamma(j, c), \quad "
             r"\sum_{l} \lambda_l = 1"),
    ),
}
