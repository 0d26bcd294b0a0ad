"""Templates of one's own to begin with: the starter, and the crosswalk that links it."""
