//! The API ring: the server over HTTP, on a real Postgres, one database a test.

mod access;
mod bad_input;
mod brokerage;
mod case_money;
mod commands;
mod district;
mod faults;
mod files;
mod headers;
mod leaders;
mod live;
mod meetings;
mod minutes;
mod money;
mod own_views;
mod rows;
mod rules;
mod rules_bands;
mod rules_own;
mod second_reader;
mod sign_in;
mod soak;
mod support;
mod telling;
mod upgrade;
mod voice;
