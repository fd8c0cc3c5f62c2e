//! Where rooms decided otherwise than the rules suggested, each side by side, and whether the evidence has
//! moved since: then it is looked at again.

use domain::api::DecidedOtherwise;
use domain::calendar::day_words;
use domain::risk::Scheme;
use leptos::prelude::*;

use crate::components::category_tag::{TagSize, category_tag, span_tag};
use crate::components::level_mark::LevelMark;
use crate::state::rules::Lab;
use crate::words::{capital, count_words};

/// Rows shown before somebody asks for all.
const FIRST: usize = 10;

pub fn otherwise(lab: RwSignal<Lab>) -> AnyView {
    let all = RwSignal::new(false);
    let page = lab.with_untracked(|lab| lab.page.clone());
    if page.decisions == 0 {
        return ().into_any();
    }
    let count = page.otherwise.len();
    let rows = move || {
        lab.with(|lab| {
            let shown = if all.get() { count } else { FIRST };
            lab.page
                .otherwise
                .iter()
                .take(shown)
                .map(|one| row(lab, one))
                .collect_view()
        })
    };
    let more = move || {
        (!all.get() && count > FIRST).then(|| {
            let rest = count - FIRST;
            view! { <button type="button" class="link" on:click=move |_| all.set(true)>{format!("{rest} more")}</button> }
        })
    };
    let table = (count > 0).then(|| {
        view! {
            <div class="table-box" role="region" aria-label="Decided otherwise" tabindex="0">
                <table class="otherwise-table">
                    <caption class="visually-hidden">"Decisions that differ from what the rules suggested"</caption>
                    <thead><tr>
                        <th scope="col">"School"</th><th scope="col">"Decided"</th><th scope="col">"The rules said"</th><th scope="col">"The room said"</th>
                        <th scope="col">"Why"</th><th scope="col">"Review"</th><th scope="col">"Since"</th>
                    </tr></thead>
                    <tbody>{rows}</tbody>
                </table>
            </div>
            {more}
        }
    });
    view! {
        <section class="section">
            <div class="section-head"><h2>"Where rooms decided otherwise"</h2> <span>{lead(&page.scheme, &page.otherwise, page.decisions)}</span></div>
            {(count > 0).then(|| view! { <p class="small-print">{by_person(&page.otherwise)}</p> })}
            {table}
        </section>
    }
    .into_any()
}

/// "14 of 1,480 decisions: nine more serious, five less".
fn lead(scheme: &Scheme, all: &[DecidedOtherwise], of: u32) -> String {
    let more = all
        .iter()
        .filter(|one| {
            let serious = |band| scheme.seriousness(band);
            (serious(one.band), one.risk) > (serious(one.suggested.known), one.suggested_risk.known)
        })
        .count();
    let less = all.len() - more;
    let head = format!("{} of {} decisions", all.len(), crate::words::thousands(of));
    if all.is_empty() {
        return head;
    }
    format!(
        "{head}: {} more serious, {} less",
        count_words(more),
        count_words(less)
    )
}

/// "Helen Marsh decided 6 of them, Tobias Arkle 4. A second person approved 8 and sent 1 back; 1 waits."
fn by_person(all: &[DecidedOtherwise]) -> String {
    let mut people: Vec<(&str, usize)> = Vec::new();
    for one in all {
        match people.iter_mut().find(|(name, _)| *name == one.by) {
            Some((_, count)) => *count += 1,
            None => people.push((&one.by, 1)),
        }
    }
    people.sort_by_key(|(name, count)| (std::cmp::Reverse(*count), *name));
    let names: Vec<String> = people
        .iter()
        .map(|(name, count)| format!("{name} {count}"))
        .collect();
    let second = |approved: bool| {
        let of = |one: &&DecidedOtherwise| {
            one.approval
                .as_ref()
                .is_some_and(|it| it.approved == approved)
        };
        all.iter().filter(of).count()
    };
    let (approved, back) = (second(true), second(false));
    format!(
        "Decided by {}. A second person approved {approved} and sent {back} back; {} wait.",
        names.join(", "),
        all.len() - approved - back
    )
}

fn row(lab: &Lab, one: &DecidedOtherwise) -> Option<AnyView> {
    let scheme = &lab.page.scheme;
    let nth = lab
        .page
        .schools
        .iter()
        .position(|school| school.urn == one.urn)?;
    let name = lab.page.schools[nth].name.clone();
    let now = lab.now.get(nth)?;
    let moved = now.band.known != one.suggested.known || now.risk.known != one.suggested_risk.known;
    let since = if moved {
        format!(
            "the rules now say {}, risk {}",
            scheme.band(now.band.known).word,
            now.risk.known.word().to_lowercase()
        )
    } else {
        "the rules say the same".to_owned()
    };
    let why = if one.rationale.is_empty() {
        "no reason was recorded".to_owned()
    } else {
        capital(&one.rationale)
    };
    Some(
        view! {
            <tr>
                <th scope="row"><a href=format!("/schools/{}", one.urn)>{name}</a></th>
                <td>{day_words(one.on)}</td>
                <td>{span_tag(scheme, one.suggested, TagSize::Small, true)} " " <LevelMark level=one.suggested_risk.known/></td>
                <td>{category_tag(scheme, one.band, TagSize::Small, true)} " " <LevelMark level=one.risk/></td>
                <td class="voice">{why}</td>
                <td>{day_words(one.next_review)}</td>
                <td class="quiet" data-moved=moved.then_some("")>{since}</td>
            </tr>
        }
        .into_any(),
    )
}
