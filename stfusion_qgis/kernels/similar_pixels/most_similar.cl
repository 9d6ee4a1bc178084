/* Sums over the most similar pixels of a window in OpenCL C; __init__.py says which these are.

   A work item has one centre. It searches its window for the COUNT smallest distances, and then
   once more for the neighbours within the last of them, which it sums in the order of the window.

   Constants: BANDS of the image, COUNT of similar pixels. Planes have (rows + 2 radius) rows of
   (columns + 2 radius) pixels. */

#pragma OPENCL FP_CONTRACT OFF

#ifdef FP_FAST_FMAF
#define MULTIPLY_ADD(a, b, c) fma(a, b, c)
#else
#define MULTIPLY_ADD(a, b, c) ((a) * (b) + (c))
#endif

/* Loops over constants are unrolled, so that the arrays that they index lie in registers. */
#define UNROLLED _Pragma("unroll")

/* Return the sum of squared differences of all bands; not a number where a pixel is invalid. */
float distance_to(global const float *features, const int plane, const int at,
                  const float centre[BANDS])
{
    float total = 0.0f;
    UNROLLED
    for (int band = 0; band < BANDS; band++) {
        const float difference = features[band * plane + at] - centre[band];
        total = MULTIPLY_ADD(difference, difference, total);
    }
    return total;
}

kernel void similar_sums(
    const int rows, const int columns, const int radius,
    const int number,                    /* of planes */
    global const float *features,        /* NaN where invalid */
    global const float *planes,
    global const float *weights,         /* 0 where no pixel is chosen */
    global float *sums)                  /* (number, rows, columns) */
{
    const int column = get_global_id(0), row = get_global_id(1);
    if (column >= columns || row >= rows)
        return;
    const int size = 2 * radius + 1;
    const int stride = columns + 2 * radius;
    const int plane = (rows + 2 * radius) * stride;
    const int corner = row * stride + column;

    float centre[BANDS];
    UNROLLED
    for (int band = 0; band < BANDS; band++)
        centre[band] = features[band * plane + corner + radius * stride + radius];

    float nearest[COUNT];                /* in order */
    UNROLLED
    for (int i = 0; i < COUNT; i++)
        nearest[i] = INFINITY;
    for (int y = 0; y < size; y++) {
        for (int x = 0; x < size; x++) {
            if (weights[y * size + x] == 0.0f)
                continue;
            float distance = distance_to(features, plane, corner + y * stride + x, centre);
            if (!(distance < nearest[COUNT - 1]))
                continue;
            UNROLLED
            for (int i = 0; i < COUNT; i++) {
                const float farther = fmax(nearest[i], distance);
                nearest[i] = fmin(nearest[i], distance);
                distance = farther;
            }
        }
    }

    const float limit = nearest[COUNT - 1];
    int ties = 0;                        /* how many at just that distance are taken */
    UNROLLED
    for (int i = 0; i < COUNT; i++)
        ties += nearest[i] == limit;
    int taken[COUNT];                    /* places in the window */
    int found = 0;
    for (int y = 0; y < size; y++) {
        for (int x = 0; x < size; x++) {
            const int place = y * size + x;
            if (weights[place] == 0.0f)
                continue;
            const float distance = distance_to(features, plane, corner + y * stride + x, centre);
            const bool tie = distance == limit && ties > 0;
            ties -= tie;
            if (distance < limit || tie)
                taken[found++] = place;
        }
    }

    for (int i = 0; i < number; i++) {
        float total = 0.0f;
        for (int n = 0; n < found; n++) {
            const int y = taken[n] / size, x = taken[n] % size;
            total = MULTIPLY_ADD(weights[taken[n]], planes[i * plane + corner + y * stride + x],
                                 total);
        }
        sums[i * rows * columns + row * columns + column] = total;
    }
}
