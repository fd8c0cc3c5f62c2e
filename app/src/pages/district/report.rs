//! The strategic board's report: one sheet of A4, and under it what is fit to publish.

use domain::api::StrategicPage as Page;
use domain::risk::{fit_to_publish, published_words};
use domain::support::caseload::year_words;
use domain::support::{Line, Quarters, Strategic};
use leptos::prelude::*;
use leptos_router::hooks::use_query_map;

use crate::api;
use crate::browser;
use crate::components::heading::Heading;
use crate::load::load;
use crate::session::SignedIn;

#[component]
pub fn ReportPage(signed: SignedIn) -> impl IntoView {
    let query = use_query_map();
    let asked = move || query.with(|query| query.get("year").and_then(|year| year.parse().ok()));
    let page = load(move || {
        let year = asked();
        async move { api::strategic(year).await }
    });
    let authority = signed.authority.clone();
    view! { <div class="minutes-page">{page.page("the report", move |page: Page| drawn(&page, &authority))}</div> }
}

fn drawn(page: &Page, authority: &str) -> AnyView {
    let report = &page.report;
    let year = page.year;
    let before = view! { <a href=format!("/report?year={}", year - 1)>{year_words(year - 1)}</a> };
    let after = (year < page.this_year)
        .then(|| view! { <a href=format!("/report?year={}", year + 1)>{year_words(year + 1)}</a> });
    let of = if page.whole {
        "All support in the authority"
    } else {
        "Support in the partnerships you lead"
    };
    // Only of the whole authority: a lead's own schools are too few to publish of.
    let public = page.whole.then(|| public(report));
    view! {
        <article class="minutes strategic">
            <p class="running-head"><span>{authority.to_owned()}</span> <b>"Official: to the strategic board"</b></p>
            <p class="actions no-print">
                <button type="button" class="button small" on:click=|_| browser::print()>"Print"</button>
                <a class="button small" href=format!("/api/strategic/export.xlsx?year={year}") rel="external" download="">"As a workbook"</a>
                {before} {after}
            </p>
            <Heading title=format!("Support, {}", year_words(year)) page="The strategic board’s report"/>
            <p class="lead">{lead(report)}</p>
            {figures(report)}
            <section class="section"><h2>"What came of it"</h2>{worth(report)}</section>
            {table("By partnership", &report.partnerships)}
            {table("By subject", &report.subjects)}
            <p class="small-print">{of} ", counted from cases and the book: agreed support of which some day lies in the year, days as visits recorded them, money drawn and released for it so far."</p>
            {public}
        </article>
    }
    .into_any()
}

/// "48 schools were helped with 212½ days for £61,400."
fn lead(report: &Strategic) -> String {
    if report.cases == 0 {
        return "No support was agreed in this year.".to_owned();
    }
    let days = report.given.words();
    let schools = match report.schools {
        1 => "One school was".to_owned(),
        many => format!("{many} schools were"),
    };
    format!(
        "{schools} helped, with {days} days so far and {} spent.",
        report.spend.words()
    )
}

fn figures(report: &Strategic) -> AnyView {
    let none = || "–".to_owned();
    let list = [
        ("Schools helped", report.schools.to_string()),
        ("Cases", report.cases.to_string()),
        ("Days agreed", Quarters::from(report.agreed).words()),
        ("Days given", report.given.words()),
        ("Spent", report.spend.words()),
        (
            "A school costs",
            report.school_costs().map_or_else(none, |one| one.words()),
        ),
        (
            "A day given costs",
            report.day_costs().map_or_else(none, |one| one.words()),
        ),
        ("Asked for, not agreed yet", report.waiting.to_string()),
        ("Nobody could help", report.unmet.to_string()),
        ("Ended early", report.ended_early.to_string()),
    ];
    let cells = list
        .into_iter()
        .map(|(words, figure)| view! { <div><dt>{words}</dt><dd>{figure}</dd></div> })
        .collect_view();
    view! { <dl class="strategic-figures">{cells}</dl> }.into_any()
}

/// Impact and value for money, and how little of it is known.
fn worth(report: &Strategic) -> AnyView {
    let [green, amber, red] = report.objectives;
    let looked = green + amber + red;
    let objectives = match looked {
        0 => "No objective has been looked at yet.".to_owned(),
        _ => format!(
            "Of {looked} objectives, as last looked at, {green} are on track, {amber} need attention and {red} are off track."
        ),
    };
    let said = report.said;
    let score = |hundredths: u32| format!("{}.{}", hundredths / 100, hundredths % 100 / 10);
    let schools = match said.count {
        0 => "No school has said yet what the support was worth.".to_owned(),
        count => format!(
            "{count} schools said what it was worth, out of 4: impact {}, the leader {}, value {}; {} would use it again.",
            score(said.impact),
            score(said.leader),
            score(said.value),
            said.would_again
        ),
    };
    let known = format!(
        "The impact of {} of {} cases is known, {} of them with figures before and after. Before and after in one school do not prove what support did.",
        report.known, report.cases, report.measured
    );
    view! { <p>{objectives}</p><p>{schools}</p><p>{known}</p> }.into_any()
}

fn table(title: &'static str, lines: &[Line]) -> AnyView {
    let rows = lines
        .iter()
        .map(|line| {
            view! {
                <tr>
                    <th scope="row">{crate::words::capital(&line.words)}</th>
                    <td class="number">{line.schools}</td><td class="number">{line.cases}</td>
                    <td class="number">{Quarters::from(line.agreed).words()}</td><td class="number">{line.given.words()}</td>
                    <td class="number">{line.spend.figures()}</td>
                </tr>
            }
        })
        .collect_view();
    view! {
        <section class="section">
            <h2>{title}</h2>
            <div class="table-box" tabindex="0" role="region" aria-label=title><table class="strategic-table">
                <thead><tr><th scope="col">"Name"</th><th scope="col" class="number">"Schools"</th><th scope="col" class="number">"Cases"</th><th scope="col" class="number">"Days agreed"</th><th scope="col" class="number">"Days given"</th><th scope="col" class="number">"Spent, pounds"</th></tr></thead>
                <tbody>{rows}</tbody>
            </table></div>
        </section>
    }
    .into_any()
}

/// Schools helped by partnership as anybody may read it.
fn public(report: &Strategic) -> AnyView {
    let counts: Vec<u32> = report
        .partnerships
        .iter()
        .map(|line| line.schools)
        .collect();
    let rows = report
        .partnerships
        .iter()
        .zip(fit_to_publish(&counts))
        .map(|(line, shown)| view! { <tr><th scope="row">{line.words.clone()}</th><td class="number">{published_words(shown)}</td></tr> })
        .collect_view();
    view! {
        <section class="section public-form">
            <h2>"Fit to publish"</h2>
            <table class="way-days">
                <caption>{report.schools} " schools were helped"</caption>
                <thead><tr><th scope="col">"Partnership"</th><th scope="col" class="number">"Schools helped"</th></tr></thead>
                <tbody>{rows}</tbody>
            </table>
            <p class="small-print">"For a committee: no school is named. Counts under five are not shown, nor one that would give such a count away."</p>
        </section>
    }
    .into_any()
}
