"""The exponential function, compiled so that it fills the processor's vectors."""

from __future__ import annotations

import numpy as np

from .compiling import kernel

_f32 = np.float32
_LEAST = _f32(-87)  # below, the result would be no normal float32
_LOG2_E = _f32(1.4426950408889634)
_LN_2 = _f32(0.693359375), _f32(-2.12194440e-4)  # in two parts, the first one of few digits
_BIAS, _DIGITS = np.int32(127), np.int32(23)  # of a float32
# exp(r) = 1 + r + r^2 p(r) for |r| <= ln(2) / 2, of Cephes' `expf` (Moshier 1989): 2e-7 at most.
_P = tuple(_f32(c) for c in (1.9875691500e-4, 1.3981999507e-3, 8.3334519073e-3, 4.1665795894e-2,
                             1.6666665459e-1, 5.0000001201e-1))


@kernel
def exponentiate(values, bits, powers):
    """Replace float32 values by their exponentials, as accurate as float32 is.

    Numba calls the C library for each value otherwise, and leaves vectors empty.

    values: at most 0; below -87 they count as that. bits: int32, as many, to work in; powers:
    `bits.view(np.float32)`.
    """
    for i in range(len(values)):
        x = max(values[i], _LEAST)
        whole = np.floor(x * _LOG2_E + _f32(0.5))
        rest = x - whole * _LN_2[0]
        rest = rest - whole * _LN_2[1]
        p = _P[0]
        p = p * rest + _P[1]
        p = p * rest + _P[2]
        p = p * rest + _P[3]
        p = p * rest + _P[4]
        p = p * rest + _P[5]
        values[i] = p * rest * rest + rest + _f32(1)
        bits[i] = (np.int32(whole) + _BIAS) << _DIGITS  # 2^whole
    for i in range(len(values)):
        values[i] *= powers[i]
