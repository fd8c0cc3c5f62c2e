//! One file: what it was recognised as, what it would change, what was left out, what could not be read.

use domain::api::{FileReport, Rejected};
use leptos::prelude::*;

use super::summary::figures;

/// Rejected rows shown at first; the rest on asking.
const FIRST: usize = 20;

#[component]
pub fn FileFound(
    file: FileReport,
    done: bool,
    /// What it would change was worked out: not where another file was refused.
    counted: bool,
    leave_out: Option<Callback<()>>,
) -> impl IntoView {
    let state = file.reason.is_some().then_some("refused");
    let body = match file.reason.clone() {
        Some(reason) => {
            view! { <p class="refusal"><b>"Refused, nothing taken from it. "</b> {reason}</p> }
                .into_any()
        }
        None => taken(&file, done, counted),
    };
    let name = file.file.clone();
    let leave_out = leave_out.map(|leave_out| {
        let label = format!("Leave it out: {name}");
        view! {
            <button type="button" class="button small quiet" aria-label=label on:click=move |_| leave_out.run(())>"Leave it out"</button>
        }
    });
    view! {
        <article class="import-file" data-state=state>
            <header>
                <h3>{file.file.clone()}</h3>
                {recognised(&file)}
                {leave_out}
            </header>
            {body}
        </article>
    }
}

/// "Recognised as absence, performance tables 2022-23 · utf-8-bom".
fn recognised(file: &FileReport) -> AnyView {
    let Some(kind) = file.recognised_as.clone() else {
        return view! { <p class="recognised">"Not recognised"</p> }.into_any();
    };
    let part = |mark: &str, words: &str| match words {
        "" => String::new(),
        words => format!("{mark}{words}"),
    };
    view! {
        <p class="recognised">
            "Recognised as " <b>{kind}</b> {part(", ", &file.layout)}
            <span class="quiet">{part(" · ", &file.encoding)}</span>
        </p>
    }
    .into_any()
}

fn taken(file: &FileReport, done: bool, counted: bool) -> AnyView {
    let changes = file.changes;
    let words = |would: &'static str, did: &'static str| if done { did } else { would };
    let facts = [
        ("Rows read", file.rows),
        ("Rows taken", file.accepted),
        (
            words("Schools to add", "Schools added"),
            changes.schools_added,
        ),
        (
            words("Schools to change", "Schools changed"),
            changes.schools_changed,
        ),
        (
            words("Values to add", "Values added"),
            changes.readings_added,
        ),
        ("Values here already", changes.readings_already_there),
    ]
    .into_iter()
    .take(if counted { 6 } else { 2 })
    .map(|(words, number)| {
        let none = (number == 0).then_some("none");
        view! { <div data-state=none><dt>{words}</dt><dd>{figures(number)}</dd></div> }
    })
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
            .map(|skipped| format!("{} ({})", skipped.reason, figures(skipped.rows)))
            .collect::<Vec<_>>()
            .join(", ");
        view! { <p>{format!("Rows passed over: {words}.")}</p> }
    });
    let rejected = (!file.rejected.is_empty())
        .then(|| view! { <RejectedRows name=file.file.clone() rows=file.rejected.clone()/> });
    view! {
        <dl class="import-counts">{facts}</dl>
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
                        <th scope="row" class="number">{(row.row > 0).then_some(row.row)}</th>
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
