//! The product in a real browser, over a real database: journeys by pointer and keyboard, two screens
//! in one meeting, the line cut and the server killed, every page looked at and asked of axe.

mod attended;
mod brokerage;
mod caseload;
mod combined;
mod district;
mod import;
mod journey;
mod leaders;
mod letters;
mod line;
mod loop_closed;
mod minutes;
mod moderation;
mod money;
mod offers;
mod own_plan;
mod own_views;
mod pages;
mod peers;
mod recruitment;
mod room;
mod rules;
mod rules_bands;
mod rules_hand;
mod rules_written;
mod school_itself;
mod schools;
mod statutory;
mod strategic;
mod support;
mod telling;
mod voice;
mod whole_meeting;
