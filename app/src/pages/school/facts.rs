//! What the register says of the school, the school's own words, and what comes next.

use domain::api::SchoolPage;
use domain::calendar::{Date, day_words};
use domain::schools::{Governance, Status};
use leptos::prelude::*;

use crate::words::{near_day, per_cent, thousands};

/// "Community school · 412 on roll · 31% disadvantaged · Upper Vale partnership".
pub fn line(page: &SchoolPage) -> AnyView {
    let school = &page.school;
    let mut facts = vec![school.kind.clone()];
    facts.extend(
        school
            .roll
            .map(|roll| format!("{} on roll", thousands(roll))),
    );
    facts.extend(
        school
            .disadvantaged
            .map(|share| format!("{}% disadvantaged", per_cent(share, false))),
    );
    facts.extend(page.partnership.as_ref().map(|one| one.name.clone()));
    facts.extend(school.trust.clone());
    facts.extend(match school.status {
        Status::Open => None,
        Status::Closing => Some("proposed to close".to_owned()),
        Status::Closed => Some("closed".to_owned()),
        Status::Proposed => Some("proposed to open".to_owned()),
    });
    facts.retain(|fact| !fact.is_empty());
    view! { <p class="facts-line">{facts.join(" · ")}</p> }.into_any()
}

pub fn beside(page: &SchoolPage, today: Date) -> AnyView {
    let reply = page
        .risk
        .as_ref()
        .and_then(|risk| risk.reply.clone())
        .map(|reply| {
            view! {
                <section>
                    <h2>"The school’s reply"</h2>
                    <blockquote class="voice"><em>"“" {reply.text} "”"</em></blockquote>
                    <p class="small-print">{reply.by} " · " {day_words(reply.on)}</p>
                </section>
            }
        });
    let next = page.risk.as_ref().and_then(|risk| risk.next_review).map(|on| {
        let overdue = (on < today).then_some("overdue");
        view! {
            <section>
                <h2>"Next"</h2>
                <dl class="facts"><dt>{near_day(on, today)}</dt><dd>"Review " <b>{overdue}</b></dd></dl>
            </section>
        }
    });
    view! {
        {reply}
        {next}
        {register(page)}
        {page.risk.is_some().then(|| view! {
            <section><p class="small-print">"Confidential: for those who may see the category of this school."</p></section>
        })}
    }
    .into_any()
}

fn register(page: &SchoolPage) -> AnyView {
    let school = &page.school;
    let governance = match school.governance {
        Governance::Maintained => "Maintained by the authority",
        Governance::Academy => "Academy",
        Governance::Independent => "Independent",
        Governance::Other => "Other",
    };
    let text = |text: &str| Some(text.to_owned()).filter(|text| !text.is_empty());
    let rows = [
        ("Phase", Some(school.phase.word().to_owned())),
        ("Type", text(&school.kind)),
        ("Governance", Some(governance.to_owned())),
        ("Trust", school.trust.clone()),
        ("Federation", school.federation.clone()),
        ("Diocese", school.diocese.clone()),
        ("Faith", school.faith.clone()),
        ("Town", text(&school.town)),
        ("Postcode", text(&school.postcode)),
        ("URN", Some(school.urn.to_string())),
        ("Opened", school.opened.map(day_words)),
        ("Closed", school.closed.map(day_words)),
    ];
    let rows = rows
        .into_iter()
        .filter_map(|(name, value)| value.map(|value| view! { <dt>{name}</dt> <dd>{value}</dd> }))
        .collect_view();
    view! { <section><h2>"On the register"</h2><dl class="facts">{rows}</dl></section> }.into_any()
}
