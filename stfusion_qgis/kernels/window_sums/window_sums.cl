/* Masked window sums in OpenCL C; __init__.py says what is summed.

   A work item has CENTRES centres, one below the other: what it loads of a neighbour serves all of
   them. Each is summed by itself, first its own values, then those of its window row by row. So
   its sums depend on its window alone, and are those of the compiled backend but for rounding.

   Constants: SIMILAR planes tell whether pixels are similar. A work item sums GROUPS groups, each
   with LIMITS limits, PLANES planes that are summed with weights, UNWEIGHTED without. Planes have
   (rows + 2 radius) rows of (columns + 2 radius) pixels. */

#pragma OPENCL FP_CONTRACT OFF

#ifdef FP_FAST_FMAF
#define MULTIPLY_ADD(a, b, c) fma(a, b, c)
#else
#define MULTIPLY_ADD(a, b, c) ((a) * (b) + (c))
#endif

/* Loops over constants are unrolled, so that the arrays that they index lie in registers. */
#define UNROLLED _Pragma("unroll")

/* There are no arrays of nothing. */
#define AT_LEAST_ONE(count) ((count) > 0 ? (count) : 1)

kernel void window_sums(
    const int rows, const int columns, const int radius,
    const int groups,
    const int own,                       /* 1 if each group has its similar planes, 0 if all share them */
    global const float *similar,         /* NaN where invalid */
    global const float *thresholds,
    global const float *limits,
    global const float *bounds,
    global const float *planes,
    global const float *unweighted,
    global const float *weights,
    global float *weighted_sums,         /* (groups, PLANES, rows, columns) */
    global float *unweighted_sums)
{
    const int column = get_global_id(0);
    if (column >= columns || (int)get_global_id(1) * CENTRES >= rows)
        return;
    /* The last ones are moved back, and compute some sums once more. */
    const int row = min((int)get_global_id(1) * CENTRES, rows - CENTRES);
    const int group = min((int)get_global_id(2) * GROUPS, groups - GROUPS);

    const int size = 2 * radius + 1;
    const int stride = columns + 2 * radius;
    const int plane = (rows + 2 * radius) * stride;
    const int corner = row * stride + column;
    const int middle = corner + radius * stride + radius;
    similar += own * group * SIMILAR * plane;
    thresholds += own * group * SIMILAR;
    limits += group * LIMITS * plane;
    bounds += group * LIMITS * plane;
    planes += group * PLANES * plane;
    unweighted += group * UNWEIGHTED * plane;

    float centre[CENTRES][SIMILAR];
    float bound[CENTRES][AT_LEAST_ONE(GROUPS * LIMITS)];
    float sum[CENTRES][AT_LEAST_ONE(GROUPS * PLANES)];
    float plain_sum[CENTRES][AT_LEAST_ONE(GROUPS * UNWEIGHTED)];
    const float middle_weight = weights[radius * size + radius];
    UNROLLED
    for (int c = 0; c < CENTRES; c++) {
        const int at = middle + c * stride;
        UNROLLED
        for (int i = 0; i < SIMILAR; i++)
            centre[c][i] = similar[i * plane + at];
        UNROLLED
        for (int i = 0; i < GROUPS * LIMITS; i++)
            bound[c][i] = bounds[i * plane + at];
        UNROLLED
        for (int i = 0; i < GROUPS * PLANES; i++)
            sum[c][i] = middle_weight * planes[i * plane + at];
        UNROLLED
        for (int i = 0; i < GROUPS * UNWEIGHTED; i++)
            plain_sum[c][i] = unweighted[i * plane + at];
    }

    for (int y = 0; y < size + CENTRES - 1; y++) {
        for (int x = 0; x < size; x++) {
            const int at = corner + y * stride + x;
            bool alike[CENTRES];
            UNROLLED
            for (int c = 0; c < CENTRES; c++) {
                const int window_row = y - c;
                alike[c] = window_row >= 0 && window_row < size
                           && !(window_row == radius && x == radius);
            }
            UNROLLED
            for (int i = 0; i < SIMILAR; i++) {
                const float value = similar[i * plane + at];
                const float threshold = thresholds[i];
                UNROLLED
                for (int c = 0; c < CENTRES; c++)
                    alike[c] = alike[c] && fabs(value - centre[c][i]) <= threshold;
            }
            bool any = false;
            float weight[CENTRES];
            UNROLLED
            for (int c = 0; c < CENTRES; c++) {
                any = any || alike[c];
                weight[c] = alike[c] ? weights[(y - c) * size + x] : 0.0f;
            }
            if (!any)
                continue;
            UNROLLED
            for (int g = 0; g < GROUPS; g++) {
                bool kept[CENTRES];
                UNROLLED
                for (int c = 0; c < CENTRES; c++)
                    kept[c] = alike[c];
                UNROLLED
                for (int i = g * LIMITS; i < (g + 1) * LIMITS; i++) {
                    const float limit = limits[i * plane + at];
                    UNROLLED
                    for (int c = 0; c < CENTRES; c++)
                        kept[c] = kept[c] && limit < bound[c][i];
                }
                UNROLLED
                for (int i = g * PLANES; i < (g + 1) * PLANES; i++) {
                    const float value = planes[i * plane + at];
                    UNROLLED
                    for (int c = 0; c < CENTRES; c++)
                        sum[c][i] = MULTIPLY_ADD(kept[c] ? weight[c] : 0.0f, value, sum[c][i]);
                }
                UNROLLED
                for (int i = g * UNWEIGHTED; i < (g + 1) * UNWEIGHTED; i++) {
                    const float value = unweighted[i * plane + at];
                    UNROLLED
                    for (int c = 0; c < CENTRES; c++)
                        plain_sum[c][i] += kept[c] ? value : 0.0f;
                }
            }
        }
    }

    const int out = row * columns + column;
    UNROLLED
    for (int c = 0; c < CENTRES; c++) {
        const int at = out + c * columns;
        UNROLLED
        for (int i = 0; i < GROUPS * PLANES; i++)
            weighted_sums[(group * PLANES + i) * rows * columns + at] = sum[c][i];
        UNROLLED
        for (int i = 0; i < GROUPS * UNWEIGHTED; i++)
            unweighted_sums[(group * UNWEIGHTED + i) * rows * columns + at] = plain_sum[c][i];
    }
}
