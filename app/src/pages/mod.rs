//! One file, or folder, a URL. Which URL is in `app.rs`.

pub mod apart;
pub mod brokerage;
pub mod caseload;
pub mod district;
pub mod import;
pub mod leader;
pub mod leaders;
pub mod letter;
pub mod mail;
pub mod meeting;
pub mod meetings;
pub mod minutes;
pub mod money;
pub mod organisations;
pub mod papers;
pub mod partnership;
pub mod peers;
pub mod projector;
pub mod recruitment;
pub mod rules;
pub mod school;
pub mod schools;
pub mod sign_in;
pub mod statutory;
pub mod support;
pub mod today;
