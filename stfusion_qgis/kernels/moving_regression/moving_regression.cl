/* Linear regression over a moving window in OpenCL C, in 64 bits; __init__.py says what it is.

   First each pixel sums the valid pixels above and below it, then these sums to its left and right.
   Images have `seen` rows, of which those from `top` on are wanted: the others are within the
   windows of these. */

#pragma OPENCL EXTENSION cl_khr_fp64 : enable
#pragma OPENCL FP_CONTRACT OFF

/* Of the valid pixels: their number, and the sums of x, y, x x and x y. */
#define SUMS 5

kernel void column_sums(
    const int rows, const int columns, const int seen, const int top, const int radius,
    global const float *x,               /* (bands, seen, columns) */
    global const float *y,
    global const uchar *valid,           /* (seen, columns) */
    global double *sums)                 /* (bands, SUMS, rows, columns) */
{
    const int column = get_global_id(0), row = get_global_id(1), band = get_global_id(2);
    if (column >= columns || row >= rows)
        return;
    const int first = max(row + top - radius, 0), last = min(row + top + radius, seen - 1);
    double number = 0, x_sum = 0, y_sum = 0, xx = 0, xy = 0;
    for (int at_row = first; at_row <= last; at_row++) {
        const int at = at_row * columns + column;
        if (!valid[at])
            continue;
        const double u = x[band * seen * columns + at], v = y[band * seen * columns + at];
        number += 1;
        x_sum += u;
        y_sum += v;
        xx += u * u;
        xy += u * v;
    }
    const int plane = rows * columns, out = band * SUMS * plane + row * columns + column;
    sums[out] = number;
    sums[out + plane] = x_sum;
    sums[out + 2 * plane] = y_sum;
    sums[out + 3 * plane] = xx;
    sums[out + 4 * plane] = xy;
}

kernel void lines(
    const int rows, const int columns, const int radius,
    const double fallback_slope, const double constant_share,
    global const double *ridge,          /* (bands) */
    global const double *sums,
    global float *slope, global float *intercept,   /* (bands, rows, columns) */
    global int *pixels)                  /* (rows, columns) */
{
    const int column = get_global_id(0), row = get_global_id(1), band = get_global_id(2);
    if (column >= columns || row >= rows)
        return;
    const int plane = rows * columns;
    double total[SUMS] = {0, 0, 0, 0, 0};
    for (int x = max(column - radius, 0); x <= min(column + radius, columns - 1); x++)
        for (int i = 0; i < SUMS; i++)
            total[i] += sums[(band * SUMS + i) * plane + row * columns + x];
    const double n = fmax(total[0], 1.0);
    const double variation = total[3] - total[1] * total[1] / n;
    const double covariation = total[4] - total[1] * total[2] / n;
    double line = fallback_slope;
    if (variation > constant_share * total[3])
        line = (covariation + ridge[band] * fallback_slope * n) / (variation + ridge[band] * n);
    const int at = row * columns + column;
    slope[band * plane + at] = line;
    intercept[band * plane + at] = (total[2] - line * total[1]) / n;
    if (band == 0)
        pixels[at] = total[0];
}
