// The most similar pixels as a plain program finds them: one centre after the other, all
// distances, then std::nth_element. Images: (bands, rows, columns), float. Weighted means of
// `planes` for the centres of the rows from `first` to before `last`.
#include <algorithm>
#include <cmath>
#include <cstddef>
#include <vector>

extern "C" void most_similar_means(const float *image, const float *planes, float distance_scale,
                                   int radius, int count, int bands, int rows, int columns,
                                   int first, int last, float *means)
{
    size_t plane = (size_t)rows * columns;
    int size = 2 * radius + 1;
    std::vector<float> distances(size * size);
    std::vector<int> order(size * size), positions(size * size);
    std::vector<float> sums(bands);
    for (int y = first; y < last; y++)
        for (int x = radius; x < columns - radius; x++) {
            size_t centre = (size_t)y * columns + x;
            int n = 0;
            for (int j = y - radius; j <= y + radius; j++) {
                size_t start = (size_t)j * columns + x - radius;
                float *row = distances.data() + n;
                std::fill(row, row + size, 0.0f);
                for (int band = 0; band < bands; band++) {
                    float own = image[band * plane + centre];
                    const float *others = image + band * plane + start;
                    for (int i = 0; i < size; i++) {
                        float difference = others[i] - own;
                        row[i] += difference * difference;
                    }
                }
                for (int i = 0; i < size; i++)
                    positions[n + i] = (int)(start + i);
                n += size;
            }
            for (int i = 0; i < n; i++)
                order[i] = i;
            const float *d = distances.data();
            std::nth_element(order.begin(), order.begin() + count - 1, order.begin() + n,
                             [d](int a, int b) { return d[a] < d[b]; });
            float weights = 0;
            std::fill(sums.begin(), sums.end(), 0.0f);
            for (int i = 0; i < count; i++) {
                size_t position = positions[order[i]];
                float dy = (float)((int)(position / columns) - y);
                float dx = (float)((int)(position % columns) - x);
                float weight = 1 / (1 + std::sqrt(dy * dy + dx * dx) / distance_scale);
                weights += weight;
                for (int band = 0; band < bands; band++)
                    sums[band] += weight * planes[band * plane + position];
            }
            for (int band = 0; band < bands; band++)
                means[band * plane + centre] = sums[band] / weights;
        }
}
