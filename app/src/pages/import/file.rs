//! One file: what it was recognised as, what it would change, what was left out, what could not be read.

use domain::api::{FileReport, Rejected};
use leptos::prelude::*;

use super::summary::figures;

/// Rejected rows shown at first; the rest on asking.
const FIRST: usize = 20;

#[component]
pub fn FileFound(file: FileReport, done: bool) -> impl IntoView {
    let body = match &file.recognised_as {
        None => refused(&file),
        Some(kind) => recognised(&file, kind, done),
    };
    let state = file.recognised_as.is_none().then_some("refused");
    view! {
        <article class="import-file" data-state=state>
            <h3>{file.file.clone()}</h3>
            {body}
        </article>
    }
}

fn refused(file: &FileReport) -> AnyView {
    let reason = file
        .reason
        .clone()
        .unwrap_or_else(|| "Its columns are none we know.".to_owned());
    view! { <p><b>"Not recognised, nothing taken from it. "</b> {reason}</p> }.into_any()
}

fn recognised(file: &FileReport, kind: &str, done: bool) -> AnyView {
    let changes = file.changes;
    let facts = [
        (
            if done {
                "Schools added"
            } else {
                "Schools to add"
            },
            changes.schools_added,
        ),
        (
            if done {
                "Schools changed"
            } else {
                "Schools to change"
            },
            changes.schools_changed,
        ),
        (
            if done {
                "Values added"
            } else {
                "Values to add"
            },
            changes.readings_added,
        ),
        ("Values here already", changes.readings_already_there),
        ("Rows read", file.rows),
        ("Rows taken", file.accepted),
    ]
    .into_iter()
    .map(|(words, number)| view! { <div><dt>{words}</dt><dd>{figures(number)}</dd></div> })
    .collect_view();
    let values = file.values;
    let unknown = [
        (values.suppressed, "suppressed"),
        (values.not_applicable, "not applicable"),
        (values.not_available, "not available"),
    ]
    .into_iter()
    .filter(|(count, _)| *count > 0)
    .map(|(count, words)| format!("{} {words}", figures(count)))
    .collect::<Vec<_>>();
    let unknown = (!unknown.is_empty()).then(|| {
        view! { <p>{format!("Values: {} known, {}.", figures(values.known), unknown.join(", "))}</p> }
    });
    let skipped = (!file.skipped.is_empty()).then(|| {
        let words = file
            .skipped
            .iter()
            .map(|skipped| format!("{} {}", figures(skipped.rows), skipped.reason))
            .collect::<Vec<_>>()
            .join(", ");
        view! { <p>{format!("Left out: {words}.")}</p> }
    });
    let note = file.reason.clone().map(|reason| view! { <p>{reason}</p> });
    let rejected = (!file.rejected.is_empty())
        .then(|| view! { <RejectedRows name=file.file.clone() rows=file.rejected.clone()/> });
    let layout = if file.layout.is_empty() {
        String::new()
    } else {
        format!(", {}", file.layout)
    };
    let encoding = if file.encoding.is_empty() {
        String::new()
    } else {
        format!(" · {}", file.encoding)
    };
    view! {
        <p class="recognised">"Recognised as " <b>{kind.to_owned()}</b> {layout} <span class="quiet">{encoding}</span></p>
        <dl class="import-counts">{facts}</dl>
        {note}
        {unknown}
        {skipped}
        {rejected}
    }
    .into_any()
}

#[component]
fn RejectedRows(name: String, rows: Vec<Rejected>) -> impl IntoView {
    let all = RwSignal::new(false);
    let total = rows.len();
    let caption = format!(
        "{} not read in {name}: where, and why",
        if total == 1 {
            "One row".to_owned()
        } else {
            format!("{total} rows")
        }
    );
    let body = move || {
        let shown = if all.get() { total } else { FIRST.min(total) };
        rows.iter()
            .take(shown)
            .map(|row| {
                view! {
                    <tr>
                        <th scope="row" class="number">{row.row}</th>
                        <td>{row.column.clone()}</td>
                        <td><code>{row.value.clone()}</code></td>
                        <td>{row.reason.clone()}</td>
                    </tr>
                }
            })
            .collect_view()
    };
    let more = move || {
        (!all.get() && total > FIRST).then(|| {
            view! { <button type="button" class="button small" on:click=move |_| all.set(true)>{format!("Show all {total}")}</button> }
        })
    };
    view! {
        <div class="table-box">
            <table class="rejected">
                <caption>{caption}</caption>
                <thead><tr><th scope="col" class="number">"Row"</th><th scope="col">"Column"</th><th scope="col">"Value"</th><th scope="col">"Why"</th></tr></thead>
                <tbody>{body}</tbody>
            </table>
        </div>
        {more}
    }
}
