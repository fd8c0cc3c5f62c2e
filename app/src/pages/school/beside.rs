//! Beside the charts: what the room decided and the rules suggest now, the school's own words, what comes
//! next, who is around it, what the register says.

use domain::access::Role;
use domain::api::{Belonging, SchoolPage, SchoolRisk};
use domain::calendar::{Date, day_words};
use domain::risk::{Categorisation, Level, Owner, Scheme, counterfactuals, explain, otherwise};
use domain::schools::{Evidence, Governance, Status};
use leptos::prelude::*;

use super::approval::holding;
use super::reply::reply;
use super::sure::how_sure;
use super::told::told;
use crate::components::category_tag::{TagSize, UndecidedTag, category_tag, span_tag};
use crate::components::level_mark::level_mark;
use crate::components::said::said_view;
use crate::words::{long_day, near_day, per_cent, thousands};

/// How many ways are looked for; the sentence names the nearest.
const WAYS: usize = 12;

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
    view! { <p class="facts-line">{facts.join(" · ")}</p> {belongs(page)} }.into_any()
}

/// "Belongs to Vale Teaching School Hub, since 1 Sep 2021; leads Hollin Teaching Alliance. Until 2021: Canalside."
fn belongs(page: &SchoolPage) -> Option<AnyView> {
    if page.belongs.is_empty() {
        return None;
    }
    // Open ends stand first, then the last day latest first: what is over has one that was before today.
    let one = |it: &Belonging, last: bool| {
        let day = if last {
            it.until.map(|until| format!(" until {}", day_words(until)))
        } else {
            it.from.map(|from| format!(" since {}", day_words(from)))
        };
        let leads = it.leads.then_some("leads ");
        view! { <span>{leads}<a href=format!("/schools/organisations/{}", it.id)>{it.name.clone()}</a>{day}</span> }
            .into_any()
    };
    let listed = |open: bool| {
        let mut parts: Vec<AnyView> = Vec::new();
        for it in page.belongs.iter().filter(|it| it.until.is_none() == open) {
            if !parts.is_empty() {
                parts.push("; ".into_any());
            }
            parts.push(one(it, !open));
        }
        parts
    };
    let (now, before) = (listed(true), listed(false));
    let now = (!now.is_empty()).then(|| view! { "Belongs to " {now} ". " });
    let before = (!before.is_empty()).then(|| view! { "With its last day: " {before} "." });
    Some(view! { <p class="facts-line belongs-line">{now} {before}</p> }.into_any())
}

/// `again` reads the page once more and then goes to that place of it.
pub fn beside(
    page: &SchoolPage,
    evidence: &Evidence,
    scheme: &Scheme,
    today: Date,
    again: Callback<&'static str>,
) -> AnyView {
    let urn = page.school.urn;
    let risk = page.risk.as_ref();
    view! {
        {risk.map(|risk| {
            let holding = holding(page, risk, scheme, today, again);
            standing(risk, evidence, scheme, today, holding)
        })}
        {risk.map(|risk| how_sure(risk, evidence, scheme))}
        {page.telling.as_ref().map(|telling| told(urn, telling))}
        {reply(page)}
        {risk.and_then(|risk| next(risk, today))}
        {risk.and_then(people)}
        {register(page)}
        {risk.map(|_| view! {
            <section><p class="small-print">"Confidential: for officers of the authority, the lead of the partnership and, once told, the head of this school."</p></section>
        })}
    }
    .into_any()
}

fn standing(
    risk: &SchoolRisk,
    evidence: &Evidence,
    scheme: &Scheme,
    today: Date,
    holding: Option<AnyView>,
) -> AnyView {
    let now = &risk.suggestion;
    let explained = explain(scheme, evidence, now);
    let ways = counterfactuals(scheme, evidence, now, WAYS);
    let said = otherwise(scheme, evidence, now, &ways, false, today);
    let asked = explained
        .rows
        .iter()
        .filter(|row| row.judged != domain::risk::Judged::NotCollected)
        .count();
    let not_collected = (!explained.not_collected.is_empty()).then(|| {
        format!(
            "{} of {} indicators are not collected; the suggestion is made without them.",
            explained.not_collected.len(),
            scheme.indicators.len()
        )
    });
    view! {
        <section class="stands" aria-label="Category">
            {decided(risk, scheme)}
            {holding}
            <h2 class="label">"Suggested today, " {long_day(today)}</h2>
            <p class="verdict">
                {span_tag(scheme, now.band, TagSize::Medium, false)}
                {risk_mark(scheme, now)}
            </p>
            <p>{explained.sentence} {owner_words(now)}</p>
            {(!said.is_empty()).then(|| view! {
                <p class="would-be">{said_view(said)}</p>
                <p class="small-print">"That is how the rule works; it is no advice."</p>
            })}
            {not_collected.map(|words| view! { <p class="small-print">{words}</p> })}
            <p class="no-print"><a href="#indicators" on:click=|event| {
                event.prevent_default();
                crate::browser::focus("indicators");
            }>"All " {asked} " indicators"</a></p>
        </section>
    }
    .into_any()
}

fn decided(risk: &SchoolRisk, scheme: &Scheme) -> AnyView {
    let Some(last) = risk.decisions.first() else {
        return view! {
            <h2 class="label">"The room"</h2>
            <p class="verdict"><UndecidedTag size=TagSize::Medium/></p>
        }
        .into_any();
    };
    let mark = risk_level(last.risk);
    let why = (!last.rationale.is_empty())
        .then(|| view! { <p class="voice">{last.rationale.clone()}</p> });
    view! {
        <h2 class="label">"Decided " {day_words(last.on)}</h2>
        <p class="verdict">{category_tag(scheme, last.band, TagSize::Medium, false)} {mark}</p>
        {why}
    }
    .into_any()
}

fn risk_mark(scheme: &Scheme, now: &Categorisation) -> AnyView {
    match now.risk.settled() {
        Some(level) => risk_level(level),
        None => {
            let range = format!(
                "{} to {}",
                scheme.risk_word(now.risk.lowest),
                scheme.risk_word(now.risk.highest).to_lowercase()
            );
            level_mark(Some(now.risk.known), range, false)
        }
    }
}

fn risk_level(level: Level) -> AnyView {
    level_mark(
        Some(level),
        format!("Risk {}", level.word().to_lowercase()),
        false,
    )
}

fn owner_words(now: &Categorisation) -> &'static str {
    match (now.causing_concern, now.owner) {
        (true, _) => " A school causing concern: the authority has it.",
        (false, Owner::Partnership) => " The partnership has it.",
        (false, Owner::Authority) => " The authority has it.",
    }
}

fn next(risk: &SchoolRisk, today: Date) -> Option<AnyView> {
    let mut lines: Vec<(Date, AnyView)> = risk
        .coming
        .iter()
        .map(|one| {
            let href = format!("/meetings/{}", one.meeting);
            let what = if one.owner.is_empty() {
                view! { <a href=href>{one.what.clone()}</a> }.into_any()
            } else {
                view! { {one.what.clone()} " " <span class="quiet">{one.owner.clone()}</span> }
                    .into_any()
            };
            (one.on, what)
        })
        .collect();
    lines.extend(risk.next_review.map(|on| {
        let overdue = (on < today).then(|| view! { " " <b>"overdue"</b> });
        (on, view! { "Review" {overdue} }.into_any())
    }));
    lines.sort_by_key(|(on, _)| *on);
    let lines: Vec<_> = lines
        .into_iter()
        .map(|(on, what)| view! { <dt>{near_day(on, today)}</dt> <dd>{what}</dd> })
        .collect();
    (!lines.is_empty()).then(|| {
        view! { <section><h2>"Next"</h2><dl class="facts next">{lines}</dl></section> }.into_any()
    })
}

fn people(risk: &SchoolRisk) -> Option<AnyView> {
    let lines: Vec<_> = risk
        .people
        .iter()
        .filter_map(|one| {
            let what = match one.role {
                Role::Headteacher => "Head",
                Role::Governor if one.chairs => "Chair of governors",
                Role::Governor => "Governor",
                Role::PartnershipLead => "Partnership",
                _ => return None,
            };
            Some(view! { <dt>{what}</dt> <dd>{one.name.clone()}</dd> })
        })
        .collect();
    (!lines.is_empty()).then(|| {
        view! { <section><h2>"People"</h2><dl class="facts">{lines}</dl></section> }.into_any()
    })
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
