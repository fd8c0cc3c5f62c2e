//! Files in: what each is, what it would change, and then the change.

use super::Route;

/// Added to the table of [`super::ROUTES`].
pub const ROUTES: &[Route] = &[];
