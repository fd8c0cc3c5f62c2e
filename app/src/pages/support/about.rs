//! What was asked for, who said yes, and what was signed.

use domain::api::CasePage as Page;
use domain::brokerage::Areas;
use domain::calendar::day_words;
use domain::support::{Answer, Part, Recipient, Stage};
use leptos::prelude::*;

use super::forms::pounds;
use crate::words::{capital, thousands};

/// One line of a list of facts; nothing where nothing is said.
fn fact(name: &'static str, words: &str) -> Option<AnyView> {
    (!words.trim().is_empty()).then(|| {
        view! { <div><dt>{name}</dt><dd class="voice">{words.to_owned()}</dd></div> }.into_any()
    })
}

pub fn request(page: &Page) -> AnyView {
    let case = &page.case;
    let request = &case.request;
    let scope = case.scope.as_ref().map(|scope| {
        view! { {fact("Talked about", &scope.talked)} {fact("Who pays", &scope.funding)} {fact("It helped when", &scope.measures)} }
    });
    let recipient =
        (request.recipient != Recipient::School).then(|| fact("For", request.recipient.words()));
    let keys: Vec<&str> = request.keys.iter().map(|one| one.words.as_str()).collect();
    let keys = keys.join(", ");
    let passed = case
        .escalated
        .iter()
        .map(|why| fact("Passed on", why))
        .collect_view();
    view! {
        <section class="section">
            <div class="section-head"><h2>"What was asked for"</h2> <span>{case.opened_by.name.clone()} ", " {day_words(case.opened.day())}</span></div>
            <dl class="leader-facts">
                <div><dt>"Subject"</dt><dd>{capital(&Areas::standard().word(request.area))} ", " {request.half_days.words()} " days"</dd></div>
                {request.kind.as_ref().map(|kind| fact("Kind of support", &kind.words))}
                {(!request.keys.is_empty()).then(|| fact("Keys to improvement", &keys))}
                {recipient}
                {fact("For whom", &request.cohort)}
                {fact("Priority of the plan", &request.priority)}
                {fact("Tried before", &request.tried)}
                {fact("Afterwards", &request.outcome)}
                {fact("Answers for it", &request.accountable)}
                {fact("How", &request.preferred)}
                {fact("Others who help", &request.others)}
                {scope}
                {passed}
            </dl>
        </section>
    }
    .into_any()
}

/// Who oversees it, with each duty and whether the record shows it was done.
pub fn overseer(page: &Page) -> Option<AnyView> {
    let one = page.case.overseer.as_ref()?;
    let duties = one
        .duties
        .iter()
        .map(|duty| {
            let (state, words) = match page.case.duty_done(duty) {
                Some(true) => ("done", "done"),
                Some(false) => ("open", "not yet"),
                None => ("open", "no step of the case shows it"),
            };
            view! { <li data-state=state><span>{duty.words.clone()}</span> <b>{words}</b></li> }
        })
        .collect_view();
    Some(
        view! {
            <section class="section overseer">
                <div class="section-head"><h2>"Overseen by " {one.body.clone()}</h2> <span>{one.person.clone()}</span></div>
                <ul class="duties">{duties}</ul>
            </section>
        }
        .into_any(),
    )
}

/// The three answers while they are asked for, and who said no before.
pub fn consent(page: &Page) -> Option<AnyView> {
    let case = &page.case;
    let now = match (&case.stage, &case.helper) {
        (Stage::Asked { answers }, Some(helper)) => {
            let home = if helper.home_name.is_empty() {
                "Their own head".to_owned()
            } else {
                format!("The head of {}", helper.home_name)
            };
            let rows = [
                (format!("The head of {}", case.school), &answers.head),
                (helper.name.clone(), &answers.leader),
                (home, &answers.home),
            ]
            .into_iter()
            .map(|(who, answer)| {
                let (state, words) = match answer {
                    Answer::Waits => ("waits", "not answered yet".to_owned()),
                    Answer::Standing => ("yes", "said yes beforehand".to_owned()),
                    Answer::Yes { by, at } => (
                        "yes",
                        format!("yes, {} on {}", by.name, day_words(at.day())),
                    ),
                };
                view! { <li data-state=state><b>{who}</b> <span>{words}</span></li> }
            })
            .collect_view();
            Some(view! { <ul class="consents">{rows}</ul> })
        }
        _ => None,
    };
    let no = case
        .declined
        .iter()
        .map(|one| {
            view! {
                <li><b>{one.name.clone()}</b> <span>{capital(one.part.words())} " said no, " {day_words(one.at.day())} ":"</span> <q class="voice">{one.why.clone()}</q></li>
            }
        })
        .collect_view();
    let reserves = (matches!(case.stage, Stage::Asked { .. }) && !case.reserves.is_empty()).then(|| {
        let names: Vec<String> = case.reserves.iter().map(|one| one.name.clone()).collect();
        view! { <p class="small-print">"In reserve, asked at once should one say no: " {names.join(", ")} "."</p> }
    });
    (now.is_some() || !case.declined.is_empty()).then(|| {
        view! {
            <section class="section">
                <div class="section-head"><h2>"Consent"</h2> <span>"Each says it for themselves"</span></div>
                {now} {reserves}
                <ul class="consents declined">{no}</ul>
            </section>
        }
        .into_any()
    })
}

pub fn agreement(page: &Page) -> Option<AnyView> {
    let case = &page.case;
    let agreement = case.agreement.as_ref()?;
    let terms = &agreement.terms;
    let signed = agreement
        .signatures
        .iter()
        .map(|one| {
            view! { <li data-state="yes"><b>{one.by.name.clone()}</b> <span>{one.part.words()} ", " {day_words(one.at.day())}</span></li> }
        })
        .collect_view();
    let unsigned = agreement
        .unsigned(case.has_home())
        .into_iter()
        .map(|part| view! { <li data-state="waits"><b>{capital(part.words())}</b> <span>"not signed yet"</span></li> })
        .collect_view();
    let cost = agreement.cost();
    let whole = thousands(u32::try_from(cost / 100).unwrap_or(u32::MAX));
    let money = if page.part == Part::Leader {
        None
    } else {
        Some(
            view! { <div><dt>"Cost"</dt><dd>"£" {pounds(terms.day_rate)} " a day, £" {whole} {(cost % 100 > 0).then(|| format!(".{:02}", cost % 100))} " together; " {terms.payer.clone()} " pays"</dd></div> },
        )
    };
    Some(
        view! {
            <section class="section">
                <div class="section-head"><h2>"Agreement"</h2> <span>"version " {agreement.version}</span></div>
                <dl class="leader-facts">
                    <div><dt>"Days"</dt><dd>{terms.half_days.words()} ", " {day_words(terms.from)} " to " {day_words(terms.to)}</dd></div>
                    {money}
                    {fact("It helped when", &terms.measures)}
                    {fact("Who does what", &terms.roles)}
                    <div><dt>"Notice"</dt><dd>{terms.notice_weeks} " weeks"</dd></div>
                </dl>
                <ul class="consents">{signed} {unsigned}</ul>
            </section>
        }
        .into_any(),
    )
}

/// The other parts of the team a case belongs to.
pub fn team(page: &Page) -> Option<AnyView> {
    if page.team.is_empty() {
        return None;
    }
    let rows = page
        .team
        .iter()
        .map(|one| {
            let area = capital(&Areas::standard().word(one.area));
            let named = match one.case {
                Some(case) => view! { <a href=format!("/support/{case}")>{area}</a> }.into_any(),
                None => area.into_any(),
            };
            let who = one.leader.clone().map(|leader| view! { ": " <b>{leader}</b> });
            let stands = one.stage.map_or("nobody asked yet", |stage| stage.words());
            let lead = one.lead.then_some(", lead");
            view! { <li>{named} {lead} {who} ", " {domain::brokerage::days(one.half_days)} ", " {stands.to_lowercase()}</li> }
        })
        .collect_view();
    let heading = if page.team.iter().any(|one| one.lead) {
        "Together with the lead"
    } else {
        "Together with specialists"
    };
    Some(
        view! { <section class="team-of-case"><h2>{heading}</h2><ul class="plain-list">{rows}</ul></section> }
            .into_any(),
    )
}

/// Other support going into the school: so that it does not clash.
pub fn beside(page: &Page) -> Option<AnyView> {
    if page.beside.is_empty() {
        return None;
    }
    let rows = page
        .beside
        .iter()
        .map(|one| {
            let leader = one.leader_name.clone().unwrap_or_else(|| "nobody yet".to_owned());
            view! { <li><a href=format!("/support/{}", one.id)>{capital(&Areas::standard().word(one.area))}</a> ", " {leader} ", " {one.half_days.words()} " days"</li> }
        })
        .collect_view();
    Some(
        view! { <section><h2>"Also going into this school"</h2><ul class="plain-list">{rows}</ul></section> }
            .into_any(),
    )
}
