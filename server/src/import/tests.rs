//! Fixtures here are made up, in published layouts, with their quirks.
