//! Risk: schemes as data, and what they make of a school.

mod categorise;
mod check;
mod counterfactual;
mod document;
mod explain;
mod gaps;
mod level;
mod otherwise;
mod scheme;
mod years;

pub use categorise::{Categorisation, Met, Owner, categorise, judge, line_met, owner, suggest};
pub use counterfactual::{Counterfactual, counterfactuals};
pub use document::{Measure, OwnerDoc, Standing, Unit};
pub use explain::{
    Explanation, IndicatorRow, explain, finding_words, line_words, number_words, span_words,
    unknowns_that_matter,
};
pub use gaps::fill_gaps;
pub use level::{Band, Judged, Level, Span};
pub use otherwise::{Said, otherwise};
pub use scheme::{
    Area, BRADFORD, BandRule, Choice, Condition, Indicator, Line, Scheme, SchemeFault, Tally, Test,
    When,
};
pub use years::{Drawn, Year, Years, years, years_finding};
