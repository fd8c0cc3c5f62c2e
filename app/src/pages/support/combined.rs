//! All the support a school had in a school year, over its cases and grants, on one page. Prints on A4.

use domain::api::CombinedPage as Page;
use domain::brokerage::Areas;
use domain::calendar::day_words;
use domain::schools::Urn;
use domain::support::caseload::year_words;
use domain::support::money::{Pence, SchoolYearMoney};
use domain::support::{CombinedCase, ObjectiveReached, Part};
use leptos::prelude::*;
use leptos_router::hooks::{use_params_map, use_query_map};

use super::form::rag_mark;
use crate::api;
use crate::browser;
use crate::components::heading::Heading;
use crate::load::load;
use crate::session::SignedIn;
use crate::words::capital;

#[component]
pub fn CombinedPage(signed: SignedIn) -> impl IntoView {
    let (params, query) = (use_params_map(), use_query_map());
    let page = load(move || {
        let urn = params.with(|params| {
            let number: u32 = params.get("urn")?.parse().ok()?;
            Urn::try_from(number).ok()
        });
        let year = query.with(|query| query.get("year").and_then(|year| year.parse().ok()));
        async move {
            match urn {
                Some(urn) => api::combined(urn, year).await,
                None => Err(api::nothing_there("There is no such school")),
            }
        }
    });
    let authority = signed.authority.clone();
    let ready = move |page: Page| drawn(&page, &authority);
    view! { <div class="minutes-page">{page.page("the report", ready)}</div> }
}

fn drawn(page: &Page, authority: &str) -> AnyView {
    let report = &page.report;
    let urn = report.school;
    let others = page
        .years
        .iter()
        .filter(|year| **year != report.year)
        .map(|year| view! { <a href=format!("/support/combined/{urn}?year={year}")>{year_words(*year)}</a> })
        .collect_view();
    let count = match report.cases.len() {
        0 => "No support that you may read of".to_owned(),
        1 => "One case of support".to_owned(),
        count => format!("{count} cases of support"),
    };
    let visits = match report.visits {
        0 => "no visit is recorded".to_owned(),
        1 => "one visit".to_owned(),
        count => format!("{count} visits"),
    };
    let line = format!(
        "{}. {count}, {visits}, {} of {} days given.",
        page.school,
        report.given.words(),
        report.agreed.words()
    );
    let cases = report.cases.iter().map(one).collect_view();
    view! {
        <article class="minutes annual-report combined-report">
            <p class="running-head"><span>{authority.to_owned()}</span> <b>"Official: to those it concerns"</b></p>
            <p class="actions no-print">
                <button type="button" class="button small" on:click=|_| browser::print()>"Print"</button>
                <a href=format!("/schools/{urn}")>"The school"</a>
                {others}
            </p>
            <Heading title=format!("Support, {}", year_words(report.year)) page=format!("Support, {}", page.school)/>
            <p class="lead">{line}</p>
            {report.money.as_ref().map(money)}
            {cases}
        </article>
    }
    .into_any()
}

/// The money of the year: pot by pot for those who keep it, as a whole for the school.
fn money(of: &SchoolYearMoney) -> AnyView {
    let none = of.held.came_in == Pence::ZERO && of.earlier == Pence::ZERO;
    if none && of.school == Pence::ZERO {
        return view! { <section class="opens"><h2>"Money"</h2><p class="quiet">"No pot pays for any of it, and nothing is put aside."</p></section> }
            .into_any();
    }
    let row = |name: String, carried: Option<Pence>, sums: [Pence; 4]| {
        let carried = carried.map(|sum| {
            let words = match sum {
                Pence::ZERO => "nothing carried forward into it".to_owned(),
                sum => format!("{} of it carried forward from a year before", sum.words()),
            };
            view! { <small>{words}</small> }
        });
        let sums = sums
            .map(|sum| view! { <td class="number">{sum.words()}</td> })
            .into_iter()
            .collect_view();
        view! { <tr><th scope="row">{name} " " {carried}</th>{sums}</tr> }
    };
    let pots = of
        .pots
        .iter()
        .map(|pot| {
            let sums = [pot.earlier, pot.held.came_in, pot.spent(), pot.left()];
            row(pot.name.clone(), Some(pot.carried), sums)
        })
        .collect_view();
    let whole = row(
        "In all".to_owned(),
        None,
        [of.earlier, of.held.came_in, of.spent(), of.left()],
    );
    let school = (of.school > Pence::ZERO).then(|| {
        view! { <p class="small-print">"The school itself pays " {of.school.words()} " of it." </p> }
    });
    view! {
        <section class="opens">
            <h2 id="combined-money">"Money"</h2>
            <div class="table-box" role="region" tabindex="0" aria-labelledby="combined-money"><table class="combined-money">
                <caption class="visually-hidden">"Money for this school in the year, by pot"</caption>
                <thead><tr>
                    <th scope="col">"Pot"</th>
                    <th scope="col" class="number">"From last year"</th>
                    <th scope="col" class="number">"Put aside this year"</th>
                    <th scope="col" class="number">"Spent"</th>
                    <th scope="col" class="number">"Left"</th>
                </tr></thead>
                <tbody>{pots} {whole}</tbody>
            </table></div>
            {school}
            <p class="small-print">"Spent: used by visits, or paid on. Left: put aside for this school and not used, that of earlier years with it."</p>
        </section>
    }
    .into_any()
}

fn one(of: &CombinedCase) -> AnyView {
    let area = capital(&Areas::standard().word(of.area));
    let leader = of
        .leader
        .clone()
        .unwrap_or_else(|| "nobody is proposed yet".to_owned());
    let agreed = of.agreed.map_or_else(
        || "nothing is agreed".to_owned(),
        |days| format!("{} of {} days given", of.given.words(), days.words()),
    );
    let visits = if of.visits.is_empty() {
        "No visit is recorded in the year.".to_owned()
    } else {
        let days: Vec<String> = of.visits.iter().map(|day| day_words(*day)).collect();
        format!("Visits: {}.", days.join(", "))
    };
    let spent = of.money.as_ref().map(|money| {
        let held = money.held;
        let spent = Pence::sum([held.drawn, held.released]).unwrap_or(held.drawn);
        view! { <p>"Money of this case: " {spent.words()} " spent, " {money.remaining().words()} " put aside and not used."</p> }
    });
    let came = if of.closed {
        view! { <p class="quiet">"What was planned and reached is between the school that is helped and those who help."</p> }
            .into_any()
    } else {
        reached(of)
    };
    view! {
        <section class="section">
            <h2>{area} " " <small><a href=format!("/support/{}", of.id)>{of.stage.words()}</a></small></h2>
            <p>{capital(&leader)} ", " {day_words(of.from)} " to " {day_words(of.to)} "; " {agreed} ". " {visits}</p>
            {spent}
            {came}
        </section>
    }
    .into_any()
}

fn reached(of: &CombinedCase) -> AnyView {
    let objectives = if of.objectives.is_empty() {
        view! { <p class="unseen-words">"No objective is written here: what was aimed at is not known, or stands in a plan of the school’s own."</p> }
            .into_any()
    } else {
        let rows = of.objectives.iter().map(objective).collect_view();
        view! { <ul class="report-list objectives-reached">{rows}</ul> }.into_any()
    };
    let impact = if of.impact.trim().is_empty() {
        view! { <p class="quiet">"What is different for pupils is not written down yet."</p> }
            .into_any()
    } else {
        let words = if of.reported {
            "Different for pupils, by the final report: "
        } else {
            "Different for pupils so far: "
        };
        view! { <p>{words} <span class="voice">{of.impact.clone()}</span></p> }.into_any()
    };
    let lasting = (!of.lasting.trim().is_empty()).then(|| {
        view! { <p>"What keeps it up: " <span class="voice">{of.lasting.clone()}</span></p> }
    });
    let later = of.later.as_ref().map(|one| {
        view! {
            <p>"Later figures: " {one.measure.clone()} ", " {one.before.clone()} " before, " {one.after.clone()} " now. " <span class="voice">{one.words.clone()}</span></p>
            <p class="small-print">{one.caution()}</p>
        }
    });
    let school = match &of.evaluation {
        Some(one) => {
            let again = if one.would_again {
                "Would ask this leader again."
            } else {
                "Would not say they would ask this leader again."
            };
            view! {
                <p>"The school: impact " {one.impact} " of 4, the leader " {one.leader} " of 4, worth it " {one.value} " of 4. " {again} " " <span class="voice">{one.words.clone()}</span></p>
            }
            .into_any()
        }
        None if of.part == Part::HomeHead => ().into_any(),
        None => view! { <p class="quiet">"The school has not said yet what it was worth."</p> }
            .into_any(),
    };
    view! { {objectives} {impact} {lasting} {later} {school} }.into_any()
}

fn objective(of: &ObjectiveReached) -> AnyView {
    let rag = match of.rag {
        Some(rag) => view! { {rag_mark(rag)} " " <b>{rag.words()}</b> }.into_any(),
        None => view! { <b>"Not looked at yet"</b> }.into_any(),
    };
    view! { <li>{of.words.clone()} ": " {rag}</li> }.into_any()
}
