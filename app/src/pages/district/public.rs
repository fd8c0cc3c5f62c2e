//! The district as it may be shown to anybody: counts without names, small ones left out.

use domain::meetings::moves;
use domain::risk::{fit_to_publish, published_words};
use leptos::prelude::*;

use super::{District, stands};
use crate::words::long_day;

/// A table of counts and nothing else. A lead's own schools are too few to publish of.
pub fn public(district: &District) -> AnyView {
    let count = |number: usize| u32::try_from(number).unwrap_or(u32::MAX);
    let scheme = &district.scheme;
    // Those of today, those that are gone together, and none yet.
    let gone = scheme.bands.len();
    let mut bands = vec![0_u32; gone + 2];
    let undecided = gone + 1;
    for school in &district.page.schools {
        let last = school.watched.decided.as_ref();
        let at = last.map_or(undecided, |last| usize::from(last.band.0).min(gone));
        bands[at] += 1;
    }
    let all: u32 = bands.iter().sum();
    let shown = fit_to_publish(&bands);
    let rows = stands::bands(&district.scheme)
        .map(|(at, tag)| line(tag, shown[at]))
        .collect_view();
    let of_old =
        (bands[gone] > 0).then(|| line("In a category that is gone".into_any(), shown[gone]));
    let waiting = line("Not decided yet".into_any(), shown[undecided]);
    let found = moves(
        &district.scheme,
        district.page.schools.iter().map(|school| &school.watched),
    );
    let moved = [
        ("More attention than before", count(found.more())),
        ("Less attention than before", count(found.less())),
        ("As before", count(found.same())),
    ];
    let shown = fit_to_publish(&moved.map(|(_, count)| count));
    let moved = moved
        .into_iter()
        .zip(shown)
        .map(|((word, _), shown)| line(word.into_any(), shown))
        .collect_view();
    view! {
        <section class="section public-form">
            <h2>"Categories of " {all} " schools, as at " {long_day(district.today)}</h2>
            <div class="public-tables">
                <table>
                    <caption>"By category"</caption>
                    <thead><tr><th scope="col">"Category"</th><th scope="col" class="number">"Schools"</th></tr></thead>
                    <tbody>{rows} {of_old} {waiting}</tbody>
                </table>
                <table>
                    <caption>"Since the decision before"</caption>
                    <thead><tr><th scope="col">"Movement"</th><th scope="col" class="number">"Schools"</th></tr></thead>
                    <tbody>{moved}</tbody>
                </table>
            </div>
            <p class="small-print">"No school is named. Counts under five are not shown, nor one that would give such a count away."</p>
        </section>
    }
    .into_any()
}

fn line(head: AnyView, count: Option<u32>) -> AnyView {
    view! { <tr><th scope="row">{head}</th><td class="number">{published_words(count)}</td></tr> }
        .into_any()
}
