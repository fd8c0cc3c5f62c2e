//! Support under way: the list of cases, one case, asking for support, and the record of a visit.

mod about;
mod acts;
mod case;
mod combined;
mod dates;
mod drafts;
mod elsewhere;
pub(super) mod form;
mod forms;
mod given;
mod library;
mod list;
mod money;
mod new;
mod newer;
mod objectives;
mod outcome;
mod own_plan;
pub(super) mod table;
mod tags;
mod visit;
pub(super) mod visit_draft;
mod visit_fields;
mod visit_form;

pub use case::CasePage;
pub use combined::CombinedPage;
pub use library::LibraryPage;
pub use list::SupportPage;
pub use new::AskPage;
pub use visit::VisitPage;
pub use visit_draft::send_waiting;
