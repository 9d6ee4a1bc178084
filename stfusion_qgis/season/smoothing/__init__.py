"""The Bayesian smoother of a season: fine minus a share of the coarse curve, a random walk."""
