//! Caseloads: the schools somebody looks after, the file of each, the note of a visit, the school's evaluation of
//! itself, the log of what was done, the annual report, handing over, and the way of working.

mod audits;
mod beside;
mod calendar;
mod entry_form;
mod evaluation;
mod file;
mod forms;
mod hand_over;
mod list;
mod log;
mod note;
mod note_fields;
mod notes;
mod own_forms;
mod report;
mod table;
mod way;

pub use evaluation::EvaluationPage;
pub use file::FilePage;
pub use hand_over::HandOverPage;
pub use list::CaseloadPage;
pub use log::LogPage;
pub use note::NotePage;
pub use report::ReportPage;
pub use way::WayPage;

use domain::schools::Urn;
use leptos::prelude::*;
use leptos_router::hooks::use_params_map;

/// The school the address names.
fn urn() -> Memo<Option<Urn>> {
    let params = use_params_map();
    Memo::new(move |_| {
        let text = params.with(|params| params.get("urn"))?;
        Urn::try_from(text.parse::<u32>().ok()?).ok()
    })
}
