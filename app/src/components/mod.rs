//! The parts screens are made of: values in, callbacks out. They know the domain and nothing else of
//! the app.

pub mod capacity_bar;
pub mod category_tag;
pub mod chart;
pub mod chip;
pub mod connection;
pub mod dialog;
pub mod field;
pub mod fit_bar;
pub mod heading;
pub mod key_cap;
pub mod level_mark;
pub mod map;
pub mod median_chart;
pub mod movement;
pub mod problem;
pub mod said;
pub mod segmented_control;
pub mod sort_heading;
pub mod sparkline;
pub mod support_bar;
pub mod support_since;
pub mod tier_tag;
pub mod time_axis;
