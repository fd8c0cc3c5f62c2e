//! The way of working: what it says in words, and adopting another, from those the product comes with or
//! written by hand.

use domain::access::Action;
use domain::api::{AdoptWay, TheWay};
use domain::calendar::day_words;
use domain::schools::ChangeId;
use domain::support::caseload::{Each, Element, Named, Way};
use leptos::prelude::*;

use crate::api;
use crate::browser;
use crate::components::field::Field;
use crate::components::heading::Heading;
use crate::load::load;
use crate::sending::{Send, Sending};
use crate::session::SignedIn;
use crate::words::capital;

#[component]
pub fn WayPage(signed: SignedIn) -> impl IntoView {
    let read = load(api::the_way);
    let may = signed.may(Action::ChangeCaseload);
    let ready = move |page: TheWay| {
        let page = RwSignal::new(page);
        let says = move || says(&page.get());
        view! {
            {says}
            {may.then(|| view! { <Adopt page/> })}
        }
        .into_any()
    };
    view! {
        <div class="page reading caseload">
            <Heading title="Way of working"/>
            {read.view("the way of working", ready)}
            <p><a href="/caseload">"Back to the caseload"</a></p>
        </div>
    }
}

fn says(page: &TheWay) -> AnyView {
    let way = &page.way;
    let adopted = page.adopted.as_ref().map_or_else(
        || "As the product comes; nobody has adopted another.".to_owned(),
        |(who, on)| {
            format!(
                "Version {}, adopted by {who} on {}.",
                page.version,
                day_words(*on)
            )
        },
    );
    let roles = way
        .roles
        .iter()
        .map(|role| {
            let every = if role.every_school {
                "in every school"
            } else {
                "where somebody is named"
            };
            let notes = role
                .writes_notes
                .then_some("; writes the notes and draws the days");
            let first = (role.first_visit.0 > 0)
                .then(|| format!("; the first visit is {} days", role.first_visit.words()));
            view! { <li><b>{role.words.clone()}</b> ", " {every} {notes} {first}</li> }
        })
        .collect_view();
    let days = way
        .allowances
        .iter()
        .map(|one| view! { <tr><th scope="row">{one.tone} " and up"</th><td class="number">{one.quarters.words()}</td><td class="number">{one.in_school.words()}</td></tr> })
        .collect_view();
    let programmes = way.programmes.iter().map(programme).collect_view();
    let sections = way
        .sections
        .iter()
        .map(|one| one.words.clone())
        .collect::<Vec<_>>()
        .join(", ");
    view! {
        <p class="lead">{way.name.clone()} ". " {way.note.clone()}</p>
        <p class="small-print">{adopted}</p>
        <section class="opens"><h2>"Who is named"</h2><ul class="plain-list">{roles}</ul></section>
        <section class="section"><h2>"Days a year"</h2>
            <table class="way-days"><thead><tr><th scope="col">"Category, 0 to 4"</th><th scope="col" class="number">"Days"</th><th scope="col" class="number">"In school"</th></tr></thead><tbody>{days}</tbody></table>
        </section>
        <section class="section"><h2>"Sections of a note"</h2><p>{sections} "."</p>
            <p class="small-print">"A request in a note is answered within " {way.respond_days} " working days. More than " {way.at_once} " people in one school at once is a clash."</p></section>
        {named("What a school can say it is", &way.judgements)}
        {named("Keys to improvement", &way.keys)}
        {named("Kinds of support", &way.kinds)}
        {aim(way)}
        {brokerage(way)}
        {programmes}
    }
    .into_any()
}

/// The state every school is to reach.
fn aim(way: &Way) -> Option<AnyView> {
    let aim = way.aim.as_ref()?;
    let least = aim.judgement.map(|key| {
        format!(
            " Every section is {} or better.",
            way.judgement(key).to_lowercase()
        )
    });
    let tone = aim
        .tone
        .map(|tone| format!(" The category is no more serious than {tone} of 4."));
    Some(
        view! { <section class="section"><h2>"What every school is to reach"</h2><p>{aim.words.clone()} "." {least} {tone}</p></section> }
            .into_any(),
    )
}

/// How support is brokered: clocks, names, and what nobody is asked for.
fn brokerage(way: &Way) -> AnyView {
    let process = &way.brokerage;
    let clocks = process
        .clocks()
        .map(|(name, days)| view! { <tr><th scope="row">{capital(name)}</th><td class="number">{days}</td></tr> })
        .into_iter()
        .collect_view();
    let names = process
        .stages
        .iter()
        .map(|one| view! { <li>{one.key.words()} " is called “" {one.words.clone()} "”"</li> })
        .collect_view();
    let not_asked = (!process.not_asked.is_empty()).then(|| {
        let steps: Vec<&str> = process.not_asked.iter().map(|one| one.words()).collect();
        view! { <p>"Nobody is waited for to: " {steps.join(", ").to_lowercase()} "."</p> }
    });
    let says = (!process.plan_says.is_empty()).then(|| {
        let offices: Vec<&str> = process.plan_says.iter().map(|one| one.word()).collect();
        view! { <p>"A plan has to say what each of these does for the improvement: " {offices.join(", ").to_lowercase()} "."</p> }
    });
    let duties = way
        .duties
        .iter()
        .map(|one| view! { <li>{one.words.clone()}</li> })
        .collect_view();
    view! {
        <section class="section">
            <h2>"How support is brokered"</h2>
            <p>{process.evidence.clone()}</p>
            <table class="way-days"><thead><tr><th scope="col">"What may wait"</th><th scope="col" class="number">"Working days"</th></tr></thead><tbody>{clocks}</tbody></table>
            <ul class="plain-list">{names}</ul>
            {not_asked}
            {says}
            <p class="small-print">"Support of " {process.one_off.words()} " days or less needs no agreement and no plan. A case keeps the process it began under."</p>
        </section>
        {(!way.duties.is_empty()).then(|| view! { <section class="section"><h2>"Duties of who oversees support"</h2><ul class="plain-list">{duties}</ul></section> })}
    }
    .into_any()
}

/// A list of the document, where it has one.
fn named(heading: &'static str, all: &[Named]) -> Option<AnyView> {
    if all.is_empty() {
        return None;
    }
    let words: Vec<&str> = all.iter().map(|one| one.words.as_str()).collect();
    let words = words.join(", ");
    Some(
        view! { <section class="section"><h2>{heading}</h2><p>{words} "."</p></section> }
            .into_any(),
    )
}

fn programme(one: &domain::support::caseload::Programme) -> AnyView {
    let rows = one
        .elements
        .iter()
        .map(|element| view! { <li><span>{element.words.clone()}</span> <b>{when(element)}</b></li> })
        .collect_view();
    view! {
        <section class="section">
            <h2>{one.words.clone()}</h2>
            <p class="small-print">"For categories of " {one.tone} " and up; warning at " {one.warn_months} " months, " {one.limit_months} " at most, unless the category has a clock of its own."</p>
            <ul class="programme">{rows}</ul>
        </section>
    }
    .into_any()
}

fn when(element: &Element) -> String {
    match (element.within, element.each, element.leaving) {
        (Some(days), ..) => format!("within {days} working days"),
        (_, Some(Each::HalfTerm), _) => "every old term".to_owned(),
        (_, Some(Each::Term), _) => "every term".to_owned(),
        (.., Some(days)) => format!("within {days} working days of leaving"),
        _ => "by agreement".to_owned(),
    }
}

#[component]
fn Adopt(page: RwSignal<TheWay>) -> impl IntoView {
    let document = RwSignal::new(page.with_untracked(|page| page.document.clone()));
    let why = RwSignal::new(String::new());
    let sending = Sending::new(&["document", "why"]);
    let id = RwSignal::new(ChangeId(browser::new_id()));
    let shipped = page.with_untracked(|page| {
        page.shipped
            .iter()
            .map(|one| {
                let text = StoredValue::new(one.document.clone());
                view! { <button type="button" class="button small" on:click=move |_| document.set(text.get_value())>{one.name.clone()}</button> }
            })
            .collect_view()
    });
    let submit = move |event: web_sys::SubmitEvent| {
        event.prevent_default();
        sending.clear();
        let asked = AdoptWay {
            id: id.get_untracked(),
            base: page.with_untracked(|page| page.version),
            document: document.get_untracked(),
            why: why.get_untracked(),
        };
        let request = async move { api::adopt_way(&asked).await };
        sending.send(request, move |next: TheWay| {
            page.set(next);
            why.set(String::new());
            id.set(ChangeId(browser::new_id()));
        });
    };
    view! {
        <section class="section no-print">
            <h2>"Adopt another"</h2>
            <div class="actions">"Begin with: " {shipped}</div>
            <form class="form way-form" novalidate on:submit=submit>
                <Field id="document" label="The document" hint="TOML. Everything that differs from place to place is in it." kind="area" value=document problem=sending.problem("document")/>
                <Field id="why" label="Why" value=why problem=sending.problem("why") voice=true/>
                <div><Send sending words="Adopt it" primary=true/></div>
            </form>
        </section>
    }
}
