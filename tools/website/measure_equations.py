r"""The formula of each quality measure, in LaTeX, by its id.

x: the prediction. y: what it is measured against. \bar x, s_x^2, s_{xy}: mean, variance,
covariance.
"""

_RMSE = r"\sqrt{\frac{1}{n} \sum_{i} (x_i - y_i)^2}"
_CORRELATION = (r"\frac{\sum_{i} (x_i - \bar x)(y_i - \bar y)}"
                r"{\sqrt{\sum_{i} (x_i - \bar x)^2 \sum_{i} (y_i - \bar y)^2}}")
_DEVIATION = r"\sqrt{\frac{1}{n} \sum_{i} (%s_i - \bar %s)^2}"
_Q = (r"\frac{|s_{xy}|}{s_x s_y} \cdot \frac{2 s_x s_y}{s_x^2 + s_y^2} \cdot "
      r"\frac{2 |\bar x| |\bar y|}{|\bar x|^2 + |\bar y|^2}")

MEASURE_EQUATIONS = {
    "RMSE": r"\mathrm{RMSE} = " + _RMSE,
    "MAE": r"\mathrm{MAE} = \frac{1}{n} \sum_{i} |x_i - y_i|",
    "BIAS": r"\mathrm{Bias} = \frac{1}{n} \sum_{i} (x_i - y_i)",
    "R2": r"R^2 = 1 - \frac{\sum_{i} (x_i - y_i)^2}{\sum_{i} (y_i - \bar y)^2}",
    "CORRELATION": r"r = " + _CORRELATION,
    "PSNR": r"\mathrm{PSNR} = 20 \log_{10} \frac{L}{\mathrm{RMSE}}, "
            r"\quad L = \max y - \min y",
    "SSIM": r"\mathrm{SSIM} = \frac{(2 \bar x \bar y + C_1)(2 s_{xy} + C_2)}"
            r"{(\bar x^2 + \bar y^2 + C_1)(s_x^2 + s_y^2 + C_2)}, "
            r"\quad C_1 = (0.01 L)^2, \quad C_2 = (0.03 L)^2",
    "UIQI": r"\mathrm{UIQI} = \frac{4 s_{xy} \bar x \bar y}"
            r"{(s_x^2 + s_y^2)(\bar x^2 + \bar y^2)}",
    "SAM": r"\mathrm{SAM} = \frac{1}{n} \sum_{i} \arccos \frac{\sum_{b} x_{ib} y_{ib}}"
           r"{\sqrt{\sum_{b} x_{ib}^2} \sqrt{\sum_{b} y_{ib}^2}}",
    "RASE": r"\mathrm{RASE} = \frac{100}{M} \sqrt{\frac{1}{B} \sum_{b} \mathrm{RMSE}_b^2}",
    "ERGAS": r"\mathrm{ERGAS} = \frac{100}{R} "
             r"\sqrt{\frac{1}{B} \sum_{b} \frac{\mathrm{RMSE}_b^2}{\bar y_b^2}}, "
             r"\quad R = \frac{\text{coarse pixel size}}{\text{fine pixel size}}",
    "Q4": r"Q_4 = " + _Q,
    "Q2N": r"Q_{2^n} = " + _Q,
    "EDGE": r"\mathrm{Edge} = \frac{1}{n} \sum_{i} "
            r"\frac{E_{x,i} - E_{y,i}}{E_{x,i} + E_{y,i}}",
    "LBP": r"\mathrm{LBP} = \frac{1}{n} \sum_{i} \frac{L_{x,i} - L_{y,i}}{L_{x,i} + L_{y,i}}",
    "MEAN": r"\bar x = \frac{1}{n} \sum_{i} x_i",
    "REFERENCE_MEAN": r"\bar y = \frac{1}{n} \sum_{i} y_i",
    "STANDARD_DEVIATION": r"s_x = " + _DEVIATION % ("x", "x"),
    "REFERENCE_STANDARD_DEVIATION": r"s_y = " + _DEVIATION % ("y", "y"),
    "COARSE_RMSE": r"\mathrm{RMSE}_C = " + _RMSE,
    "COARSE_CORRELATION": r"r_C = " + _CORRELATION,
    "DETAIL": r"\mathrm{Detail} = \frac{\sum_{i} E_{x,i}}{\sum_{i} E_{F_1,i}}",
    "DETAIL_CORRELATION": r"r_D = r (\Delta x, \Delta F_1)",
}
