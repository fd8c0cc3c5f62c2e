//! What the product knows: categorisation, brokerage, the meeting protocol.
//!
//! Values in, values out. The same code runs in the browser (instant previews) and on the server
//! (the record), so the invariants of README hold here first:
//!
//! 1. The same inputs give the same answer everywhere: integers, ordered maps, ties broken by a fixed order.
//! 2. Nothing here can fail for outside reasons; what could not be done is part of what is returned.
//! 3. Unknown is a value with a reason, never zero, never "fine", never "worst".
//!
//! Read in this order: [`schools`], [`risk`], [`meetings`], [`brokerage`], [`support`], [`access`], [`api`].

pub mod access;
pub mod api;
pub mod brokerage;
pub mod calendar;
pub mod meetings;
pub mod risk;
pub mod schools;
pub mod support;
