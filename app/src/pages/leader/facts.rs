//! Who somebody is and what they can help with.

use domain::api::LeaderPage as Page;
use domain::brokerage::{
    Areas, Depth, LeaderType, Release, context_word, style_word, weekday_words,
};
use domain::calendar::day_words;
use leptos::prelude::*;

use crate::words::capital;

/// "Specialist leader of education. Deputy head, Quarry Top Primary."
pub fn line(page: &Page) -> AnyView {
    let leader = &page.leader;
    let kind = kind(page).map_or_else(
        || leader.designation.kind.to_string(),
        |kind| kind.name.clone(),
    );
    let post = if leader.profile.post.is_empty() {
        String::new()
    } else {
        format!("{}, ", leader.profile.post)
    };
    let district = if leader.profile.district.is_empty() {
        String::new()
    } else {
        format!(", {}", leader.profile.district)
    };
    let school = leader.home_name.clone();
    let home = match leader.home {
        Some(urn) => view! { <a href=format!("/schools/{urn}")>{school}</a> }.into_any(),
        None => school.into_any(),
    };
    view! { <p class="facts-line">{kind} ". " {post} {home} {district} "."</p> }.into_any()
}

fn kind(page: &Page) -> Option<&LeaderType> {
    page.types
        .iter()
        .find(|kind| kind.id == page.leader.designation.kind)
}

pub fn facts(page: &Page) -> AnyView {
    let leader = &page.leader;
    let given = &leader.designation;
    let review = given.review_due.map_or_else(
        || "no review is set".to_owned(),
        |due| format!("review due {}", day_words(due)),
    );
    let reason = (!given.reason.is_empty()).then(|| format!(": {}", given.reason));
    let standing = format!(
        "{}{}",
        capital(given.standing.words()),
        reason.unwrap_or_default()
    );
    let listed = |words: Vec<String>| {
        if words.is_empty() {
            "Nothing is written".to_owned()
        } else {
            capital(&words.join(", "))
        }
    };
    let areas = Areas::standard();
    let of = |depth: Depth| -> Vec<String> {
        leader
            .specialisms
            .iter()
            .filter(|own| own.depth == depth)
            .map(|own| areas.word(own.area))
            .collect()
    };
    let role: Vec<String> = kind(page)
        .iter()
        .flat_map(|kind| &kind.covers)
        .map(|area| areas.word(*area))
        .collect();
    let second = of(Depth::Secondary);
    let phases = leader
        .phases
        .iter()
        .map(|phase| phase.word().to_lowercase());
    let contexts = leader.profile.contexts.iter().map(|id| context_word(*id));
    let styles = leader.styles.iter().map(|id| style_word(*id));
    let release = match leader.release {
        Release::Agreed => "Releases them",
        Release::AskEachTime => "Wants to be asked each time",
        Release::Refused => "Does not release them",
    };
    let rows: Vec<(&str, String)> = [
        Some((
            "Designated",
            format!("{}, {}; {review}", given.body, day_words(given.awarded)),
        )),
        Some(("Standing", standing)),
        Some(("Main areas", listed(of(Depth::Primary)))),
        (!second.is_empty()).then(|| ("Second areas", listed(second))),
        (!role.is_empty()).then(|| ("By role", listed(role))),
        Some(("Phases", listed(phases.collect()))),
        Some(("Knows from working there", listed(contexts.collect()))),
        Some(("Ways of working", listed(styles.collect()))),
        Some(("Days of the week", capital(&weekday_words(leader.weekdays)))),
        Some(("Their own head", release.to_owned())),
    ]
    .into_iter()
    .flatten()
    .collect();
    let rows = rows
        .into_iter()
        .map(|(term, words)| view! { <div><dt>{term}</dt><dd>{words}</dd></div> })
        .collect_view();
    view! {
        <section class="opens">
            <h2 id="what-is-known" tabindex="-1">"What is known"</h2>
            <dl class="leader-facts">{rows}</dl>
        </section>
        {ties(page)}
    }
    .into_any()
}

/// Whom they are tied to, and where they will not go.
fn ties(page: &Page) -> AnyView {
    let leader = &page.leader;
    if leader.ties.is_empty() && leader.vetoes.is_empty() && leader.profile.bodies.is_empty() {
        return ().into_any();
    }
    let name = |urn| {
        let school = page.schools.iter().find(|school| school.urn == urn);
        school.map_or_else(|| urn.to_string(), |school| school.name.clone())
    };
    let ties = leader
        .ties
        .iter()
        .map(|tie| view! { <li>{tie.words(&name(tie.urn))}</li> })
        .collect_view();
    let bodies = leader
        .profile
        .bodies
        .iter()
        .map(|tie| view! { <li>{tie.words()}</li> })
        .collect_view();
    let vetoes = leader
        .vetoes
        .iter()
        .map(|urn| view! { <li>{name(*urn)} ": will not work there"</li> })
        .collect_view();
    view! {
        <section class="section">
            <h2>"Ties, and where they will not go"</h2>
            <ul class="plain-list">{ties} {bodies} {vetoes}</ul>
        </section>
    }
    .into_any()
}
