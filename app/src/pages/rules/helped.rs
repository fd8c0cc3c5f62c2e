//! Would it have helped: what the rule, and the line a little elsewhere, would have said of earlier years,
//! beside what inspections found the year after.

use std::sync::Arc;

use domain::api::RulesPast;
use domain::calendar::{Date, add_months};
use domain::risk::{BackTest, Level, LineAt, Scheme, number_words, tried};
use leptos::prelude::*;

use super::Chosen;
use crate::api;
use crate::load::load;
use crate::state::rules::Lab;
use crate::words::{capital, count_words};

/// Years looked back on, and months after each in which an inspection counts.
const YEARS: i32 = 4;
const MONTHS: u8 = 12;
/// The risk from which a rule is taken to have said something.
const MARKED: Level = Level::Medium;
/// Fewer than this is a hint, not a proof.
const FEW: u32 = 30;

pub fn helped(lab: RwSignal<Lab>, at: Memo<Chosen>) -> AnyView {
    let past = load(api::rules_past);
    let cases = Memo::new(move |_| {
        past.value.with(|past| {
            past.as_ref()
                .map(|past| Arc::new(lab.with_untracked(|lab| cases(lab, past))))
        })
    });
    let body = move |_| {
        let view = move || {
            cases
                .get()
                .map(|cases| lab.with(|lab| table(lab, at.get(), &cases)))
        };
        view.into_any()
    };
    view! {
        <section>
            <h2>"Would it have helped?"</h2>
            {past.view("earlier years", body)}
            {move || lab.with(|lab| written(&lab.tried))}
        </section>
    }
    .into_any()
}

/// What its owner found when it was tried elsewhere, with what that cannot say.
fn written(scheme: &Scheme) -> Vec<AnyView> {
    scheme
        .document
        .tested
        .iter()
        .map(|test| {
            view! {
                <details class="rules-tested">
                    <summary>"Tried before it was shipped, " {domain::calendar::day_words(test.on)}</summary>
                    <p>{test.what.clone()}</p>
                    <p><b>{test.sentence.clone()}</b></p>
                    <p class="small-print">{test.limits.clone()}</p>
                </details>
            }
            .into_any()
        })
        .collect()
}

fn cases(lab: &Lab, past: &RulesPast) -> Vec<tried::Case> {
    let stories: Vec<tried::Story<'_>> = past
        .schools
        .iter()
        .filter_map(|(urn, readings)| {
            let school = lab.page.schools.iter().find(|one| one.urn == *urn)?;
            Some(tried::Story {
                phase: school.evidence.phase,
                setting: school.evidence.setting,
                readings,
            })
        })
        .collect();
    let days: Vec<Date> = (1..=YEARS)
        .map(|year| add_months(lab.page.today, -12 * year))
        .collect();
    tried::cases(&lab.page.scheme, &stories, &days, MONTHS)
}

/// One way of drawing the rule, and what it would have said.
struct Way {
    words: String,
    tried: bool,
    found: BackTest,
}

fn table(lab: &Lab, at: Chosen, cases: &[tried::Case]) -> AnyView {
    let now = tried::back_test(&lab.page.scheme, cases);
    let fell = now.all_happened();
    if fell == 0 {
        return view! {
            <p class="rules-empty">"No school that was well thought of was found at medium or worse by an inspection in these years, so there is nothing to hold a rule against."</p>
        }
        .into_any();
    }
    let from = lab.page.today.year() - YEARS;
    let lead = format!(
        "{} that inspection had found well {} found at medium or worse within a year, since {from}. Of how many had the rule said medium or high risk before?",
        capital(&schools(fell)),
        if fell == 1 { "was" } else { "were" },
    );
    let ways = ways(lab, at, cases);
    let most_false = ways
        .iter()
        .map(|way| way.found.false_alarms(MARKED))
        .max()
        .unwrap_or(1)
        .max(1);
    let rows = ways
        .iter()
        .map(|way| {
            let (caught, wrong) = (way.found.caught(MARKED), way.found.false_alarms(MARKED));
            view! {
                <tr data-tried=way.tried.then_some("")>
                    <th scope="row">{way.words.clone()}</th>
                    <td>{bar(caught, fell, "caught")}</td><td class="number">{caught}</td>
                    <td>{bar(wrong, most_false, "wrong")}</td><td class="number">{wrong}</td>
                </tr>
            }
        })
        .collect_view();
    let verdict = verdict(
        &now,
        ways.iter().find(|way| way.tried).map(|way| &way.found),
    );
    let few = (fell < FEW).then(|| {
        format!(
            "{} is few. Read as a hint, not a proof. {} inspections in all.",
            capital(&schools(fell)),
            now.all_known()
        )
    });
    view! {
        <p>{lead}</p>
        <table class="helped-table">
            <caption class="visually-hidden">"What the rule would have caught, and its false alarms"</caption>
            <thead><tr>
                <th scope="col">"Rule"</th><th scope="col" colspan="2">{format!("Caught, of {fell}")}</th><th scope="col" colspan="2">"False alarms"</th>
            </tr></thead>
            <tbody>{rows}</tbody>
        </table>
        <p class="rules-verdict">{verdict}</p>
        <p class="small-print">{few}</p>
    }
    .into_any()
}

/// The rule in force, as tried, and the line of this indicator a little either way.
fn ways(lab: &Lab, at: Chosen, cases: &[tried::Case]) -> Vec<Way> {
    let one = match at {
        Chosen::Indicator(id) => lab.tried.indicator(id),
        _ => None,
    };
    let line = one.map(|one| LineAt {
        indicator: one.id,
        special: false,
        nth: 0,
    });
    tried::ways(&lab.page.scheme, &lab.tried, line)
        .into_iter()
        .map(|way| {
            let words = match (way.line, one) {
                (Some(number), Some(one)) => {
                    let mark = match (way.now, way.tried) {
                        (true, _) => ", now",
                        (false, true) => ", trying",
                        _ => "",
                    };
                    format!("{}{mark}", number_words(one.unit, number))
                }
                _ if way.now => format!("Version {}", lab.page.scheme.version),
                _ => "Trying".to_owned(),
            };
            Way {
                words,
                tried: way.tried,
                found: tried::back_test(&way.scheme, cases),
            }
        })
        .collect()
}

/// "Two more caught, one more false alarm."
fn verdict(now: &BackTest, tried: Option<&BackTest>) -> String {
    let Some(tried) = tried.filter(|tried| *tried != now) else {
        return ordering_words(now);
    };
    let apart = |after: u32, before: u32, one: &str, many: &str| {
        let noun = |count: u32| if count == 1 { one } else { many }.to_owned();
        match after.cmp(&before) {
            std::cmp::Ordering::Greater => format!(
                "{} more {}",
                count_words((after - before) as usize),
                noun(after - before)
            ),
            std::cmp::Ordering::Less => format!(
                "{} fewer {}",
                count_words((before - after) as usize),
                noun(before - after)
            ),
            std::cmp::Ordering::Equal => format!("as many {many}"),
        }
    };
    let caught = apart(tried.caught(MARKED), now.caught(MARKED), "caught", "caught");
    let wrong = apart(
        tried.false_alarms(MARKED),
        now.false_alarms(MARKED),
        "false alarm",
        "false alarms",
    );
    format!("{}, {wrong}. {}", capital(&caught), ordering_words(tried))
}

/// How well it orders schools, in words.
fn ordering_words(found: &BackTest) -> String {
    found.ordering().map_or_else(String::new, |share| {
        format!(
            "Of a school that fell and one that did not, the risk was higher for the one that fell {} times in 100.",
            (share + 50) / 100
        )
    })
}

fn schools(count: u32) -> String {
    let noun = if count == 1 { "school" } else { "schools" };
    format!("{} {noun}", count_words(count as usize))
}

fn bar(count: u32, of: u32, kind: &'static str) -> AnyView {
    let width = format!("{:.1}", f64::from(count) / f64::from(of) * 56.0);
    view! {
        <svg class="helped-bar" data-kind=kind viewBox="0 0 56 9" width="56" height="9" aria-hidden="true"><rect height="9" width=width></rect></svg>
    }
    .into_any()
}
