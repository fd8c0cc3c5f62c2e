//! What the product does, on one made-up school. Worked out here, by the same rules as everything else.

use domain::calendar::Date;
use domain::risk::{Counterfactual, Scheme, categorise, counterfactuals, explain};
use domain::schools::{Evidence, Finding, Key, Observed, Phase, Setting, Unknown};
use leptos::prelude::*;

use crate::components::category_tag::{TagSize, span_tag};
use crate::components::level_mark::JudgedMark;

/// What is known of the school. Numbers in hundredths.
fn evidence(on: Date) -> Evidence {
    let seen = |finding| Observed {
        finding,
        comparator: None,
        cohort: None,
        marker: None,
        as_at: on,
        contested: false,
    };
    let results = Observed {
        comparator: Some(6_100),
        cohort: Some(59),
        ..seen(Finding::number(4_400))
    };
    let persistent = Observed {
        comparator: Some(1_470),
        ..seen(Finding::number(2_100))
    };
    let readings = [
        ("I01", seen(Finding::choice(Key::of("good")))),
        ("I10", results),
        ("I12", seen(Finding::Unknown(Unknown::Suppressed))),
        ("I16", seen(Finding::number(-500))),
        ("I20", seen(Finding::number(400))),
        ("I30", seen(Finding::number(630))),
        ("I31", persistent),
        ("I40", seen(Finding::choice(Key::of("acting")))),
        ("I41", seen(Finding::choice(Key::of("deputy_absent")))),
    ];
    let readings = readings
        .into_iter()
        .filter_map(|(key, seen)| Some((key.parse().ok()?, seen)));
    Evidence::new(Phase::Primary, Setting::Mainstream, readings)
}

/// The indicators shown of it.
const SHOWN: [Key; 3] = [Key::of("I10"), Key::of("I30"), Key::of("I12")];

/// Drawn out of a file of its own: whoever signs in does not wait for it.
pub fn draw(scheme: &Scheme) -> AnyView {
    let on = scheme.from;
    let evidence = evidence(on);
    let now = categorise(&evidence, scheme, on);
    let explained = explain(scheme, &evidence, &now);
    let rows = SHOWN
        .iter()
        .filter_map(|key| explained.rows.iter().find(|row| row.indicator == *key))
        .map(|row| {
            view! {
                <tr>
                    <th scope="row">{row.name.clone()}</th>
                    <td><JudgedMark judged=row.judged/></td>
                    <td class="number">{row.value.clone()}</td>
                </tr>
            }
        })
        .collect_view();
    let would_be = counterfactuals(scheme, &evidence, &now, 8)
        .iter()
        .find_map(|one| nearest(scheme, one));
    view! {
                <header><b>"Millbeck Primary"</b> {span_tag(scheme, now.band, TagSize::Medium, false)}</header>
                <table><caption class="visually-hidden">"An example: three of its indicators"</caption><tbody>{rows}</tbody></table>
                {would_be}
        }
        .into_any()
}

/// "Would be Priority 2 if 2 more pupils reached the expected standard."
fn nearest(scheme: &Scheme, one: &Counterfactual) -> Option<AnyView> {
    let [change] = one.changes.as_slice() else {
        return None;
    };
    let (more, _) = change.pupils.filter(|(more, _)| *more > 0)?;
    let pupils = if more == 1 {
        "1 more pupil".to_owned()
    } else {
        format!("{more} more pupils")
    };
    Some(
        view! {
            <p>"Would be " <b>{scheme.band(one.band).word.clone()}</b> " if " <b>{pupils}</b> " reached the expected standard."</p>
        }
        .into_any(),
    )
}
