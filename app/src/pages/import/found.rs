//! What the files would change, and what they changed.

use domain::api::ImportReport;
use leptos::prelude::*;
use uuid::Uuid;

use super::Found;
use super::file::FileFound;
use super::summary::{Totals, took_words};

/// Each file, with a way to leave it out where others stay.
fn files_view(
    report: &ImportReport,
    done: bool,
    without: Option<Callback<Vec<usize>>>,
) -> impl IntoView {
    let several = report.files.len() > 1;
    let counted = report.files.iter().all(|file| file.reason.is_none());
    report
        .files
        .iter()
        .enumerate()
        .map(|(at, file)| {
            let leave_out = without
                .filter(|_| several)
                .map(|without| Callback::new(move |()| without.run(vec![at])));
            view! { <FileFound file=file.clone() done counted leave_out/> }
        })
        .collect_view()
}

/// Before anything is written.
pub fn found(
    all: Found,
    take_in: Callback<Uuid>,
    without: Callback<Vec<usize>>,
    anew: Callback<&'static str>,
) -> AnyView {
    let report = all.report;
    let totals = Totals::of(&report);
    let refused: Vec<usize> = (0..report.files.len())
        .filter(|at| report.files[*at].reason.is_some())
        .collect();
    let act = if totals.usable == 0 {
        view! { <p>"None of these files can be taken in. Nothing was changed."</p> }.into_any()
    } else if !refused.is_empty() {
        let words = if refused.len() == 1 {
            "Go on without the refused file"
        } else {
            "Go on without the refused files"
        };
        view! {
            <button type="button" class="button primary" on:click=move |_| without.run(refused.clone())>{words}</button>
        }
        .into_any()
    } else if let Some(look) = all.look.filter(|_| totals.changes() > 0) {
        view! {
            <button type="button" class="button primary" on:click=move |_| take_in.run(look)>{totals.take_words()}</button>
        }
        .into_any()
    } else {
        view! { <p>"Everything in these files is here already. There is nothing to take in."</p> }
            .into_any()
    };
    view! {
        <section class="import-result">
            <h2 id="import-result" tabindex="-1">{totals.found_words()}</h2>
            {(!all.notice.is_empty()).then(|| view! { <p class="notice">{all.notice}</p> })}
            <div class="actions">
                {act}
                <button type="button" class="button" on:click=move |_| anew.run("")>"Choose other files"</button>
            </div>
            {files_view(&report, false, Some(without))}
        </section>
    }
    .into_any()
}

/// After it.
pub fn done(report: ImportReport, anew: Callback<&'static str>) -> AnyView {
    view! {
        <section class="import-result">
            <h2 id="import-result" tabindex="-1">{took_words(&report)}</h2>
            <div class="actions">
                <a class="button primary" href="/schools">"See the schools"</a>
                <button type="button" class="button" on:click=move |_| anew.run("")>"Import more"</button>
            </div>
            {files_view(&report, true, None)}
        </section>
    }
    .into_any()
}
