//! Early and statutory action: the list, the page of a school, and its notice as a document.

mod action;
mod forms;
mod list;
mod notice;

pub use action::ActionPage;
pub use list::StatutoryPage;
pub use notice::NoticePage;
