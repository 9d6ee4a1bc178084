/* STARFM's weighting as the original program does it: one pixel after the other, each
   candidate tested, its weight computed with a square root and a division.
   Images: (bands, rows, columns), float. Predicts the rows from `first` to before `last`. */
#include <math.h>
#include <stddef.h>

static int similar_in_all(const float *fine, const float *thresholds, int bands, size_t plane,
                          size_t centre, size_t neighbour)
{
    for (int band = 0; band < bands; band++)
        if (fabsf(fine[band * plane + neighbour] - fine[band * plane + centre]) > thresholds[band])
            return 0;
    return 1;
}

void starfm(const float *fine, const float *coarse, const float *coarse_prediction,
            const float *thresholds, float spectral_margin, float temporal_margin, float distance,
            int all_bands, int radius, int bands, int rows, int columns, int first, int last,
            float *predicted)
{
    size_t plane = (size_t)rows * columns;
    for (int y = first; y < last; y++)
        for (int x = radius; x < columns - radius; x++)
            for (int band = 0; band < bands; band++) {
                const float *f = fine + band * plane;
                const float *c = coarse + band * plane;
                const float *p = coarse_prediction + band * plane;
                size_t centre = (size_t)y * columns + x;
                float spectral_limit = fabsf(f[centre] - c[centre]) + spectral_margin;
                float temporal_limit = fabsf(c[centre] - p[centre]) + temporal_margin;
                float sum = 0, weights = 0;
                for (int j = y - radius; j <= y + radius; j++) {
                    if (j < 0 || j >= rows)
                        continue;
                    for (int i = x - radius; i <= x + radius; i++) {
                        if (i < 0 || i >= columns)
                            continue;
                        size_t n = (size_t)j * columns + i;
                        if (all_bands) {
                            if (!similar_in_all(fine, thresholds, bands, plane, centre, n))
                                continue;
                        } else if (fabsf(f[n] - f[centre]) > thresholds[band])
                            continue;
                        float spectral = fabsf(f[n] - c[n]);
                        float temporal = fabsf(c[n] - p[n]);
                        if (n != centre
                            && (spectral >= spectral_limit || temporal >= temporal_limit))
                            continue;
                        float dy = j - y, dx = i - x;
                        float spatial = 1 + sqrtf(dy * dy + dx * dx) / distance;
                        float weight = 1 / ((spectral + 1) * (temporal + 1) * spatial);
                        sum += weight * (p[n] + f[n] - c[n]);
                        weights += weight;
                    }
                }
                predicted[band * plane + centre] = sum / weights;
            }
}
