// The worked examples of AIAG Measurement Systems Analysis, 4th edition, for the tests that compare with its figures.
#pragma once

#include <utility>
#include <vector>

namespace jidoka::study::aiag {

// Crossed study: appraisers A, B, C; ten parts; three trials.
inline const std::vector<std::vector<std::vector<double>>> crossed = {
    {
        // A
        {0.29, 0.41, 0.64},
        {-0.56, -0.68, -0.58},
        {1.34, 1.17, 1.27},
        {0.47, 0.5, 0.64},
        {-0.8, -0.92, -0.84},
        {0.02, -0.11, -0.21},
        {0.59, 0.75, 0.66},
        {-0.31, -0.2, -0.17},
        {2.26, 1.99, 2.01},
        {-1.36, -1.25, -1.31},
    },
    {
        // B
        {0.08, 0.25, 0.07},
        {-0.47, -1.22, -0.68},
        {1.19, 0.94, 1.34},
        {0.01, 1.03, 0.2},
        {-0.56, -1.2, -1.28},
        {-0.2, 0.22, 0.06},
        {0.47, 0.55, 0.83},
        {-0.63, 0.08, -0.34},
        {1.8, 2.12, 2.19},
        {-1.68, -1.62, -1.5},
    },
    {
        // C
        {0.04, -0.11, -0.15},
        {-1.38, -1.13, -0.96},
        {0.88, 1.09, 0.67},
        {0.14, 0.2, 0.11},
        {-1.46, -1.07, -1.45},
        {-0.29, -0.67, -0.49},
        {0.02, 0.01, 0.21},
        {-0.46, -0.56, -0.49},
        {1.77, 1.45, 1.87},
        {-1.49, -1.77, -2.16},
    },
};

// Linearity: reference value, twelve readings.
inline const std::vector<std::pair<double, std::vector<double>>> linearity = {
    {2, {2.7, 2.5, 2.4, 2.5, 2.7, 2.3, 2.5, 2.5, 2.4, 2.4, 2.6, 2.4}},
    {4, {5.1, 3.9, 4.2, 5, 3.8, 3.9, 3.9, 3.9, 3.9, 4, 4.1, 3.8}},
    {6, {5.8, 5.7, 5.9, 5.9, 6, 6.1, 6, 6.1, 6.4, 6.3, 6, 6.1}},
    {8, {7.6, 7.7, 7.8, 7.7, 7.8, 7.8, 7.8, 7.7, 7.8, 7.5, 7.6, 7.7}},
    {10, {9.1, 9.3, 9.5, 9.3, 9.4, 9.5, 9.5, 9.5, 9.6, 9.2, 9.3, 9.4}},
};

// Bias: fifteen readings of a master of 6.00.
inline const std::vector<double> bias = {5.8, 5.7, 5.9, 5.9, 6.0, 6.1, 6.0, 6.1, 6.4, 6.3, 6.0, 6.1, 6.2, 5.6, 6.0};

}  // namespace jidoka::study::aiag
