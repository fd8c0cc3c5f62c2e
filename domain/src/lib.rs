//! What the product knows.
