//! Bulk writes of imports: whole files of schools, links and readings in one statement each.
