//! Every version there has been, what each changed and why; the page anybody may read; other schemes to
//! start from; and the figures to check by hand.

use domain::calendar::day_words;
use domain::risk::Standing;
use leptos::prelude::*;
use leptos::task::spawn_local;

use crate::api;
use crate::state::rules::Lab;

pub fn versions(lab: RwSignal<Lab>) -> AnyView {
    let rows = move || {
        lab.with(|lab| {
            lab.page
                .versions
                .iter()
                .map(|one| {
                    let begins = if one.from > lab.page.today {
                        format!("begins {}", day_words(one.from))
                    } else {
                        format!("from {}", day_words(one.from))
                    };
                    let by = one
                        .at
                        .map(|at| format!("{}, {}", one.by, day_words(at.day())));
                    let changes = one
                        .changes
                        .iter()
                        .map(|words| view! { <li>{words.clone()}</li> })
                        .collect_view();
                    view! {
                        <li>
                            <p><b>"Version " {one.version}</b> " " <span class="quiet">{begins}</span></p>
                            {(!one.why.is_empty()).then(|| view! { <p class="voice">{one.why.clone()}</p> })}
                            <ul class="rules-changes">{changes}</ul>
                            <p class="small-print">{by}</p>
                        </li>
                    }
                })
                .collect_view()
        })
    };
    let method = lab.with_untracked(|lab| lab.page.method.clone());
    view! {
        <section class="rules-versions">
            <h2>"Versions"</h2>
            <ol>{rows}</ol>
            <p><a href=method rel="external" target="_blank">"How the rules work, for anybody to read"</a></p>
            <p>"Every value, level and reason: "
                <a href="/api/rules/export.xlsx" rel="external" download>"Excel"</a> " or "
                <a href="/api/rules/export.csv" rel="external" download>"CSV"</a></p>
            {start_from(lab)}
        </section>
    }
    .into_any()
}

fn start_from(lab: RwSignal<Lab>) -> AnyView {
    let shipped = lab.with_untracked(|lab| lab.page.shipped.clone());
    let problem = RwSignal::new(None::<String>);
    let options = shipped
        .into_iter()
        .map(|(name, words)| view! { <option value=name>{words}</option> })
        .collect_view();
    let take = move |event| {
        let name: String = event_target_value(&event);
        if name.is_empty() {
            return;
        }
        problem.set(None);
        spawn_local(async move {
            match api::shipped_rules(&name).await {
                Ok(scheme) => lab.update(|lab| lab.take(scheme, false)),
                Err(_) => problem.set(Some("It could not be fetched. Try again.".to_owned())),
            }
        });
    };
    view! {
        <div class="field">
            <label for="start-from">"Try another scheme"</label>
            <select id="start-from" on:change=take>
                <option value="">"Choose one"</option>
                {options}
            </select>
            {move || problem.get().map(|words| view! { <p class="field-problem" role="alert">{words}</p> })}
        </div>
    }
    .into_any()
}

/// Where a rule comes from: its source, or whose it is.
pub fn standing_words(standing: Standing, source: &str) -> String {
    match (standing, source) {
        (Standing::Proposed, "") => "proposed by this scheme".to_owned(),
        (Standing::Proposed, source) => format!("proposed: {source}"),
        (Standing::Mapped, "") => "mapped to a level by this scheme".to_owned(),
        (Standing::Mapped, source) => format!("mapped from {source}"),
        (Standing::Sourced, source) => source.to_owned(),
    }
}
