"""The review page: the same questions as everywhere, on a page of one's own machine, gone when nobody looks."""
