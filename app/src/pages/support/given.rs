//! The plan, and what was given on it: visits, reviews, reports.

use domain::api::CasePage as Page;
use domain::calendar::day_words;
use domain::schools::Office;
use domain::support::{Case, Part, Rag, Visited, Weighed};
use leptos::prelude::*;

use super::acts::Confirm;
use super::form::rag_mark;

/// Mark and word.
fn rag(rag: Rag) -> AnyView {
    view! { <span class="rag-word">{rag_mark(rag)} {rag.words()}</span> }.into_any()
}

pub fn plan(page: &Page) -> Option<AnyView> {
    let plan = page.case.plan.as_ref()?;
    let rows = plan
        .objectives
        .iter()
        .enumerate()
        .map(|(at, one)| {
            let last = u16::try_from(at).ok().and_then(|at| page.case.last_rag(at));
            view! {
                <tr>
                    <th scope="row" class="voice">{one.text.clone()}</th>
                    <td>{one.baseline.clone()}</td><td>{one.target.clone()}</td>
                    <td class="voice">{one.success.clone()}</td><td>{day_words(one.due)}</td>
                    <td>{match last { Some(last) => rag(last), None => view! { <span class="quiet">"not looked at yet"</span> }.into_any() }}</td>
                </tr>
            }
        })
        .collect_view();
    let table = (!plan.objectives.is_empty()).then(|| {
        view! {
            <div class="table-box" tabindex="0" role="region" aria-label="Objectives"><table class="objective-table">
                <thead><tr><th scope="col">"Objective"</th><th scope="col">"From"</th><th scope="col">"To"</th><th scope="col">"One would see"</th><th scope="col">"By"</th><th scope="col">"Last seen"</th></tr></thead>
                <tbody>{rows}</tbody>
            </table></div>
        }
    });
    let own = (!plan.own.is_empty())
        .then(|| view! { <p>"The school works on its own plan: " <span class="voice">{plan.own.clone()}</span></p> });
    let case = page.case.id;
    let file = plan.file.as_ref().map(|file| {
        view! { <p>"The school’s own plan: " <a class="own-plan" href=crate::api::file_url(case, file.id) download=file.name.clone() rel="external">{file.name.clone()}</a> <small class="quiet">{file.size_words()}</small></p> }
    });
    let leads = (!plan.head.is_empty() || !plan.chair.is_empty()).then(|| {
        let lines = Office::ALL
            .map(|office| view! { <dt>{office.word()}</dt> <dd>{plan.office_words(office)}</dd> });
        view! { <dl class="facts plan-offices">{lines.into_iter().collect_view()}</dl> }
    });
    let strengths = (!plan.strengths.is_empty())
        .then(|| view! { <p class="small-print">"To build on: " <span class="voice">{plan.strengths.clone()}</span></p> });
    let accepted = if page.case.plan_accepted {
        "accepted by the head"
    } else {
        "not accepted yet"
    };
    Some(
        view! {
            <section class="section">
                <div class="section-head"><h2>"Plan"</h2> <span>{plan.level.words()} ", " {accepted}</span></div>
                {table} {file} {own} {strengths} {leads}
            </section>
        }
        .into_any(),
    )
}

pub fn visits(page: RwSignal<Page>) -> Option<AnyView> {
    let now = page.get_untracked();
    if now.case.visits.is_empty() {
        return None;
    }
    let reads = !matches!(now.part, Part::HomeHead | Part::Governor);
    let rows = now
        .case
        .visits
        .iter()
        .rev()
        .map(|one| visit(page, &now, one, reads))
        .collect_view();
    let count = now.case.visits.len();
    Some(
        view! {
            <section class="section">
                <div class="section-head"><h2>"Visits and calls"</h2> <span>{count}</span></div>
                <ol class="visits">{rows}</ol>
            </section>
        }
        .into_any(),
    )
}

fn visit(page: RwSignal<Page>, now: &Page, one: &Visited, reads: bool) -> AnyView {
    let visit = &one.visit;
    let met = (!visit.met.is_empty()).then(|| format!(" Met {}.", visit.met.join(", ")));
    let touched = visit
        .touched
        .iter()
        .filter_map(|one| {
            let plan = now.case.plan.as_ref()?;
            let words = plan
                .objectives
                .get(usize::from(one.objective))?
                .text
                .clone();
            Some(view! { <li>{rag_mark(one.rag)} {words} ": " {one.rag.words()}</li> })
        })
        .collect_view();
    let next = visit.next.as_ref().map(|next| {
        let who = (!next.who.is_empty()).then(|| format!(", {}", next.who));
        let by = next.by.map(|by| format!(", by {}", day_words(by)));
        view! { <p><b>"Next: "</b><span class="voice">{next.text.clone()}</span>{who}{by}</p> }
    });
    let worry = visit
        .worry
        .then(|| view! { <p class="worry">"A safeguarding worry was marked. It goes its own way, the same day."</p> });
    let checked = match &one.checked {
        Some(checked) => {
            let words = if checked.accurate {
                "says this is right"
            } else {
                "says this is not right"
            };
            let comment = (!checked.comment.is_empty())
                .then(|| view! { ": " <q class="voice">{checked.comment.clone()}</q> });
            Some(view! { <p class="small-print" data-wrong=(!checked.accurate).then_some("")>{checked.by.name.clone()} " " {words} {comment}</p> }.into_any())
        }
        None if now.part == Part::Head => {
            Some(view! { <Confirm page visit=visit.id/> }.into_any())
        }
        None if reads => Some(
            view! { <p class="small-print">"The school has not said yet whether this is right."</p> }
                .into_any(),
        ),
        None => None,
    };
    view! {
        <li>
            <h3>{day_words(visit.on)} <span>{visit.mode.words()} ", " {visit.time.words()} " day, " {one.by.name.clone()}</span></h3>
            {reads.then(|| view! { <p class="voice">{visit.done.clone()}{met}</p> })}
            <ul class="touched">{touched}</ul>
            {next} {worry} {checked}
        </li>
    }
    .into_any()
}

fn weighed(case: &Case, all: &[Weighed]) -> AnyView {
    let rows = all
        .iter()
        .filter_map(|one| {
            let plan = case.plan.as_ref()?;
            let words = plan
                .objectives
                .get(usize::from(one.objective))?
                .text
                .clone();
            Some(view! { <li>{rag_mark(one.rag)} {words} ": " {one.rag.words()}</li> })
        })
        .collect_view();
    view! { <ul class="touched">{rows}</ul> }.into_any()
}

pub fn reviews(page: &Page) -> Option<AnyView> {
    let case = &page.case;
    if case.reviews.is_empty() {
        return None;
    }
    let rows = case
        .reviews
        .iter()
        .rev()
        .map(|one| {
            let rests: Vec<&str> = one.evidence.iter().map(|one| one.words()).collect();
            let vulnerable = one
                .vulnerable
                .then(|| view! { <p class="worry">"The school may be in a vulnerable position."</p> });
            view! {
                <li>
                    <h3>{day_words(one.on)} <span>{one.outcome.words()} ", chaired by " {one.chair.clone()}</span></h3>
                    <p class="voice">{one.impact.clone()}</p>
                    {weighed(case, &one.weighed)}
                    <p class="small-print">{one.reason.clone()} {(!rests.is_empty()).then(|| format!(" Rests on {}.", rests.join(", ").to_lowercase()))}</p>
                    {vulnerable}
                </li>
            }
        })
        .collect_view();
    Some(
        view! { <section class="section"><div class="section-head"><h2>"Reviews"</h2> <span>{case.reviews.len()}</span></div><ol class="visits">{rows}</ol></section> }
            .into_any(),
    )
}

pub fn reports(page: &Page) -> Option<AnyView> {
    let case = &page.case;
    if case.reports.is_empty() {
        return None;
    }
    let rows = case
        .reports
        .iter()
        .rev()
        .map(|one| {
            let lasting = (!one.lasting.is_empty())
                .then(|| view! { <p><b>"What keeps it up: "</b><span class="voice">{one.lasting.clone()}</span></p> });
            view! {
                <li>
                    <h3>{one.kind.words()} <span>{day_words(one.on)} ", " {one.time.words()} " days given"</span></h3>
                    <p class="voice pre">{one.progress.clone()}</p>
                    <p><b>"Different for pupils: "</b><span class="voice">{one.impact.clone()}</span></p>
                    {weighed(case, &one.weighed)}
                    {lasting}
                </li>
            }
        })
        .collect_view();
    Some(
        view! { <section class="section"><div class="section-head"><h2>"Reports"</h2> <span>{case.reports.len()}</span></div><ol class="visits">{rows}</ol></section> }
            .into_any(),
    )
}
