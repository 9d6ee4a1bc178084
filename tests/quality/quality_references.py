"""Slow, plain references, written from the papers and independent of the product's code."""

import numpy as np


def uiqi(x, y, size=8):
    """UIQI of two planes: loop over every window (Wang & Bovik 2002)."""
    values = []
    for r in range(x.shape[0] - size + 1):
        for c in range(x.shape[1] - size + 1):
            a, b = x[r:r + size, c:c + size], y[r:r + size, c:c + size]
            if np.isnan(a).any() or np.isnan(b).any():
                continue
            ma, mb, va, vb = a.mean(), b.mean(), a.var(ddof=1), b.var(ddof=1)
            cov = ((a - ma) * (b - mb)).sum() / (a.size - 1)
            luminance = 2 * ma * mb / (ma ** 2 + mb ** 2)
            values.append(luminance * 2 * cov / (va + vb) if va + vb > 0 else luminance)
    return np.mean(values)


def edge_difference(x, y):
    """Edge index of two planes as in the program of Zhu et al. 2022, on whole numbers."""
    def roberts(p):
        return np.array([[abs(p[r, c] - p[r + 1, c + 1]) + abs(p[r, c + 1] - p[r + 1, c])
                          for c in range(1, p.shape[1] - 1)] for r in range(1, p.shape[0] - 1)])
    a, b = roberts(x).ravel(), roberts(y).ravel()
    known = ~(np.isnan(a) | np.isnan(b) | np.isnan(_neighbourhood(x + y)))
    a, b = a[known], b[known]
    threshold = np.sort(b)[int(np.floor(0.9 * b.size))]
    a, b = a[b >= threshold], b[b >= threshold]
    return np.mean([(p - q) / (p + q) if p + q else 0 for p, q in zip(a, b)])


def texture_difference(x, y, tolerance):
    """LBP index of two planes as in the program of Zhu et al. 2022."""
    around = [(-1, -1), (-1, 0), (-1, 1), (0, 1), (1, 1), (1, 0), (1, -1), (0, -1)]

    def codes(p):
        return np.array([[sum(2 ** (7 - i) * (p[r + dr, c + dc] > p[r, c] + tolerance)
                              for i, (dr, dc) in enumerate(around))
                          for c in range(1, p.shape[1] - 1)] for r in range(1, p.shape[0] - 1)])
    a, b = codes(x).ravel() / 255, codes(y).ravel() / 255
    known = ~np.isnan(_neighbourhood(x + y))
    return np.mean([(p - q) / (p + q) if p + q else 0 for p, q in zip(a[known], b[known])])


def _neighbourhood(p):
    return np.array([[p[r - 1:r + 2, c - 1:c + 2].sum() for c in range(1, p.shape[1] - 1)]
                     for r in range(1, p.shape[0] - 1)]).ravel()


def hamilton(a, b):
    """Product of two quaternions by Hamilton's table."""
    a0, a1, a2, a3 = a
    b0, b1, b2, b3 = b
    return np.array([a0 * b0 - a1 * b1 - a2 * b2 - a3 * b3,
                     a0 * b1 + a1 * b0 + a2 * b3 - a3 * b2,
                     a0 * b2 - a1 * b3 + a2 * b0 + a3 * b1,
                     a0 * b3 + a1 * b2 - a2 * b1 + a3 * b0])


def product(a, b):
    """Product of hypercomplex numbers by Cayley-Dickson doubling, on the numbers themselves."""
    if len(a) == 1:
        return a * b
    if len(a) == 4:
        return hamilton(a, b)
    h = len(a) // 2
    p, q, r, s = a[:h], a[h:], b[:h], b[h:]
    return np.concatenate([product(p, r) - product(conjugate(s), q),
                           product(s, p) + product(q, conjugate(r))])


def conjugate(a):
    """Conjugate of a hypercomplex number."""
    return np.concatenate([a[:1], -a[1:]])


def q2n_block(x, y, normalise=True):
    """Q2n of one block (bands, rows, columns), pixel by pixel (Garzelli & Nencini 2009)."""
    bands = len(x)
    components = 1
    while components < bands:
        components *= 2
    x, y = x.reshape(bands, -1).astype(float), y.reshape(bands, -1).astype(float)
    if normalise:
        mean, deviation = y.mean(axis=1), y.std(axis=1, ddof=1)
        x = (x - mean[:, None]) / deviation[:, None] + 1
        y = (y - mean[:, None]) / deviation[:, None] + 1
        fill = np.ones((components - bands, x.shape[1]))
        x, y = np.concatenate([x, fill]), np.concatenate([y, fill])
    mx, my = x.mean(axis=1), y.mean(axis=1)
    pairs = list(zip((x - mx[:, None]).T, (y - my[:, None]).T))
    covariance = np.mean([product(p, conjugate(q)) for p, q in pairs], axis=0)
    vx = np.mean([p @ p for p, _ in pairs])
    vy = np.mean([q @ q for _, q in pairs])
    lx, ly = np.linalg.norm(mx), np.linalg.norm(my)
    return np.linalg.norm(covariance) * 2 / (vx + vy) * 2 * lx * ly / (lx ** 2 + ly ** 2)
