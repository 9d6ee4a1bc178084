"""Vectors of floats inside numba functions.

A `Vector` is an LLVM `<LANES x float>` and a `Mask` an LLVM `<LANES x i1>`. LANES fills one
register of the processor: 16 with AVX-512, 8 with AVX, 4 with SSE or NEON. So a kernel is
written once, and runs everywhere at full width, which numba's automatic vectorisation does
not reach where neighbours are chosen by comparison.

Vectors know `+ - * /` and the comparisons `< <= > >=`, which give masks; masks know `&` and
`|`. `vectors` has the functions on single vectors, `tuples` those on several side by side,
`byte_vectors` those on bytes. They exist inside of numba functions only; arrays given to them are
one-dimensional and contiguous, float32 unless said otherwise, and nothing is checked against
their bounds.
"""
