//! Risk: schemes as data, and what they make of a school.

mod area_levels;
mod back_test;
mod catalogue;
mod categorise;
mod check;
mod clock;
mod collective;
mod community;
mod counterfactual;
mod difference;
mod document;
mod edit;
mod explain;
mod fault;
mod former;
mod gaps;
mod judge;
mod level;
mod near;
mod number;
mod otherwise;
mod places;
mod publish;
mod rule_words;
mod scheme;
mod sure;
mod target;
pub mod tried;
mod weigh;
pub(crate) mod words;
mod written;
mod years;

pub use area_levels::AreaLevels;
pub use back_test::BackTest;
pub use catalogue::{
    CATALOGUE, ChoiceDoc, IndicatorDoc, LineDoc, Measure, RaiseDoc, Unit, is_shared,
};
pub use categorise::{
    Categorisation, History, Owner, categorise, effective, owner, suggest, suggest_after,
};
pub use clock::{Countdown, countdown};
pub use collective::{
    AreaFound, AreaSum, Stance, areas_found, collective, collective_finding, collective_words,
    trend_words,
};
pub use community::{CommunitySum, Given, Member, communities, is_weak, listed, weak_from};
pub use counterfactual::{Changed, Counterfactual, MOST_CHANGES, counterfactuals};
pub use difference::difference;
pub use document::{
    AreaDoc, BandDoc, Cadence, ClockDoc, ConditionDoc, Document, FormerDoc, MeetingRules, OwnerDoc,
    PointsDoc, ReducedDoc, Standing, TallyDoc, TestedDoc, WhenDoc,
};
pub use edit::{
    Amount, Answer, BandText, Counting, Edit, LineAt, Looks, NewBand, OwnField, OwnIndicator,
    RuleAt, RuleText, level_by, limit_at, line_number, lines_of, place_of, room, step,
};
pub use explain::{Explanation, IndicatorRow, explain, unknowns_that_matter};
pub use fault::SchemeFault;
pub use former::{BandName, Former, VersionBands};
pub use gaps::{fill_gaps, fill_gaps_of};
pub use judge::{Met, judge, line_met};
pub use level::{Band, Judged, Level, Span};
pub use near::{Margin, NextLine, Threshold, margins, next_lines};
pub use number::Hundredths;
pub use otherwise::{Said, otherwise};
pub use publish::{FEWEST, fit_to_publish, published_words};
pub use rule_words::{
    condition_in_short, condition_words, count_words, owner_words, phases_words, read_twice_words,
};
pub use scheme::{
    Area, BRADFORD, BandRule, Before, Choice, Clock, Condition, Indicator, Line, Places, Raise,
    SHIPPED, Scheme, Tally, Test, When,
};
pub use sure::{Sure, sure, sure_words};
pub use target::{
    Aim, Pace, Progress, Target, TargetFault, TargetId, check_target, measures, more_is_better,
    progress, target_words,
};
pub use words::{finding_words, line_words, number_words, span_words};
pub use years::{Drawn, Year, Years, years, years_finding};
