/* ESTARFM's sums, one pixel after the other: the pixels similar in all bands on both dates,
   the regression of fine on coarse values over them, and the weighted coarse change.
   Images: (bands, rows, columns), float; reliability: 1 / (1 - R), one plane.
   Predicts the rows from `first` to before `last` from either date. */
#include <math.h>
#include <stddef.h>
#include <stdlib.h>

void estarfm(const float *fine_1, const float *fine_2, const float *coarse_1,
             const float *coarse_2, const float *coarse_prediction, const float *reliability,
             const float *thresholds_1, const float *thresholds_2, float distance, int radius,
             int bands, int rows, int columns, int first, int last, float *predicted_1,
             float *predicted_2)
{
    size_t plane = (size_t)rows * columns;
    size_t window = (size_t)(2 * radius + 1) * (2 * radius + 1);
    size_t *similar = malloc(window * sizeof *similar);
    float *weights = malloc(window * sizeof *weights);
    for (int y = first; y < last; y++)
        for (int x = radius; x < columns - radius; x++) {
            size_t centre = (size_t)y * columns + x;
            size_t count = 0;
            double weight_sum = 0;
            for (int j = y - radius; j <= y + radius; j++) {
                if (j < 0 || j >= rows)
                    continue;
                for (int i = x - radius; i <= x + radius; i++) {
                    if (i < 0 || i >= columns)
                        continue;
                    size_t n = (size_t)j * columns + i;
                    int is_similar = 1;
                    for (int band = 0; band < bands && is_similar; band++) {
                        const float *f1 = fine_1 + band * plane, *f2 = fine_2 + band * plane;
                        if (fabsf(f1[n] - f1[centre]) > thresholds_1[band]
                            || fabsf(f2[n] - f2[centre]) > thresholds_2[band])
                            is_similar = 0;
                    }
                    if (!is_similar)
                        continue;
                    float dy = j - y, dx = i - x;
                    similar[count] = n;
                    weights[count] = reliability[n] / (1 + sqrtf(dy * dy + dx * dx) / distance);
                    weight_sum += weights[count];
                    count++;
                }
            }
            for (int band = 0; band < bands; band++) {
                const float *f1 = fine_1 + band * plane, *f2 = fine_2 + band * plane;
                const float *c1 = coarse_1 + band * plane, *c2 = coarse_2 + band * plane;
                const float *p = coarse_prediction + band * plane;
                double sx = 0, sy = 0, sxx = 0, sxy = 0, change_1 = 0, change_2 = 0;
                for (size_t k = 0; k < count; k++) {
                    size_t n = similar[k];
                    double x1 = c1[n], x2 = c2[n], y1 = f1[n], y2 = f2[n];
                    sx += x1 + x2;
                    sy += y1 + y2;
                    sxx += x1 * x1 + x2 * x2;
                    sxy += x1 * y1 + x2 * y2;
                    change_1 += weights[k] * (p[n] - x1);
                    change_2 += weights[k] * (p[n] - x2);
                }
                double points = 2.0 * count;
                double slope = (points * sxy - sx * sy) / (points * sxx - sx * sx);
                size_t at = band * plane + centre;
                predicted_1[at] = f1[centre] + slope * change_1 / weight_sum;
                predicted_2[at] = f2[centre] + slope * change_2 / weight_sum;
            }
        }
    free(similar);
    free(weights);
}
