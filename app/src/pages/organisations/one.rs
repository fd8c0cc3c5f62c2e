//! One organisation: its schools now and before, who leads it, what it does, what it offers.

use domain::api::{ActivityPart, OrganisationPage as Page, PutOrganisation};
use domain::calendar::day_words;
use domain::schools::{ChangeId, OrganisationId, Urn};
use domain::support::organisations::OrganisationEntry;
use leptos::prelude::*;
use leptos_router::hooks::use_params_map;

use super::act::{Act, Open, act, choices};
use super::list::{ABOUT, about_asks, about_written};
use super::{members, offer_row};
use crate::api;
use crate::browser;
use crate::components::heading::Heading;
use crate::load::load;
use crate::pages::support::form::{Ask, How, Written, Wrong};
use crate::session::SignedIn;
use crate::words::near_day;

/// The page, and which of its forms is open.
#[derive(Clone, Copy)]
pub struct Desk {
    pub page: RwSignal<Page>,
    pub open: Open,
}

impl Desk {
    /// An act that writes an entry of the organisation.
    pub fn entry(
        self,
        key: String,
        words: &str,
        asks: Vec<Ask>,
        make: impl Fn(&Written) -> Result<OrganisationEntry, Wrong> + Send + Sync + Clone + 'static,
    ) -> AnyView {
        const FIELDS: &[&str] = &[
            "school", "from", "role", "until", "why", "activity", "on", "words",
        ];
        let fields = if key == "describe" { ABOUT } else { FIELDS };
        let (of, base) = self
            .page
            .with_untracked(|page| (page.id, page.organisation.revision));
        // Made once: pressing twice, or again after a lost answer, is one entry.
        let id = ChangeId(browser::new_id());
        let form = Act {
            key,
            words: words.to_owned(),
            asks,
            fields,
        };
        let send = move |written: &Written| {
            let asked = PutOrganisation {
                id,
                base,
                entry: make(written)?,
            };
            Ok(async move { api::put_organisation(of, &asked).await })
        };
        act(self.open, form, send, move |next| self.page.set(next))
    }
}

#[component]
pub fn OrganisationPage(signed: SignedIn) -> impl IntoView {
    let _ = signed;
    let params = use_params_map();
    let id = Memo::new(move |_| {
        let text = params.with(|params| params.get("id"))?;
        text.parse::<OrganisationId>().ok()
    });
    let loaded = load(move || {
        let id = id.get();
        async move {
            match id {
                Some(id) => api::organisation(id).await,
                None => Err(api::nothing_there("There is no such organisation")),
            }
        }
    });
    loaded.page("the organisation", |page: Page| {
        let desk = Desk {
            page: RwSignal::new(page),
            open: RwSignal::new(String::new()),
        };
        (move || drawn(desk, &desk.page.get())).into_any()
    })
}

fn drawn(desk: Desk, page: &Page) -> AnyView {
    let about = &page.organisation.about;
    let title = about.name.clone();
    let since = about
        .from
        .map(|from| format!(", since {}", day_words(from)));
    let ended = page.organisation.ended.as_ref().map(|(until, word)| {
        let words = if *until < page.today { "It ended on " } else { "It ends on " };
        view! { <p class="answered"><b>{words} {day_words(*until)} ". "</b>{word.words.clone()}</p> }
    });
    let writes = page.may_write && page.organisation.ended.is_none();
    let acts = writes.then(|| {
        let now = about.clone();
        let describe = desk.entry(
            "describe".to_owned(),
            "Describe it anew",
            about_asks(Some(&now)),
            |written| {
                Ok(OrganisationEntry::Describe {
                    about: Box::new(about_written(written)?),
                })
            },
        );
        let end = desk.entry(
            "end".to_owned(),
            "It ends",
            vec![
                Ask::new("until", "Its last day", How::Day).at_first(page.today.to_string()),
                Ask::new("why", "Why", How::Words),
            ],
            |written| {
                Ok(OrganisationEntry::End {
                    until: written.day("until")?,
                    why: written.text("why"),
                })
            },
        );
        view! { <div class="other-acts no-print">{describe} {end}</div> }
    });
    let also = (!about.also.is_empty()).then(|| format!(" Also called {}.", about.also));
    view! {
        <div class="two-columns organisation-page">
            <div class="main-column">
                <Heading title=title/>
                <p class="facts-line">{page.kind.name.clone()} {since} "." {also} " " <a href="/schools/organisations">"All organisations"</a></p>
                {(!about.about.is_empty()).then(|| view! { <p class="voice">{about.about.clone()}</p> })}
                {ended}
                {members::members(desk, page)}
                {does(desk, page)}
                {offers(page)}
            </div>
            <aside aria-label="The organisation at a glance">{led(page)} {contact(page)} {acts} {history(page)}</aside>
        </div>
    }
    .into_any()
}

/// The name of a school that is named on the page.
pub fn school(page: &Page, urn: Urn) -> String {
    let found = page.names.iter().find(|one| one.urn == urn);
    found.map_or_else(|| urn.to_string(), |one| one.name.clone())
}

fn led(page: &Page) -> AnyView {
    let one = &page.organisation;
    let now = one.lead_on(page.today).map_or_else(
        || view! { <p class="quiet">"No school leads it."</p> }.into_any(),
        |urn| view! { <p><a href=format!("/schools/{urn}")>{school(page, urn)}</a></p> }.into_any(),
    );
    let rows = one
        .leads
        .iter()
        .rev()
        .map(|lead| {
            let until = lead.until.map_or_else(|| "now".to_owned(), |until| near_day(until, page.today));
            let now = lead.until.is_none();
            view! { <li data-now=now.then_some("")><b>{school(page, lead.school)}</b> <small>{near_day(lead.from, page.today)} " to " {until}</small></li> }
        })
        .collect_view();
    view! { <section><h2>"Led by"</h2>{now}<ul class="named-history">{rows}</ul></section> }
        .into_any()
}

fn contact(page: &Page) -> Option<AnyView> {
    let contact = page.organisation.about.contact.clone();
    (!contact.is_empty())
        .then(|| view! { <section><h2>"Whom to ask"</h2><p>{contact}</p></section> }.into_any())
}

/// What it does, by kind of activity: what the record knows, and what was written down.
fn does(desk: Desk, page: &Page) -> Option<AnyView> {
    if page.activities.is_empty() {
        return None;
    }
    let parts = page
        .activities
        .iter()
        .map(|part| activity(part, page))
        .collect_view();
    let counted = page.activities.iter().any(|part| !part.counts.is_empty());
    let since = counted.then(|| view! { <p class="small-print">"Cases and visits are those of this school year. What is not written down is not known, and is not nothing."</p> });
    let writes = page.may_write && page.organisation.ended.is_none();
    let did = writes.then(|| {
        let all = page
            .activities
            .iter()
            .map(|part| (part.activity.id, part.activity.name.clone()));
        let asks = vec![
            Ask::new("activity", "What kind of activity", How::From(choices(all))),
            Ask::new("on", "On", How::Day).at_first(page.today.to_string()),
            Ask::new("words", "What was done", How::Words),
        ];
        let act = desk.entry(
            "did".to_owned(),
            "Write down what it did",
            asks,
            |written| {
                let activity = written.text("activity").parse();
                Ok(OrganisationEntry::Did {
                    activity: activity.map_err(|_| ("activity", "Choose one"))?,
                    on: written.day("on")?,
                    words: written.text("words"),
                })
            },
        );
        view! { <div class="other-acts no-print">{act}</div> }
    });
    Some(
        view! { <section class="section"><h2>"What it does"</h2>{since}{parts}{did}</section> }
            .into_any(),
    )
}

fn activity(part: &ActivityPart, page: &Page) -> AnyView {
    let counts = part
        .counts
        .iter()
        .map(|(count, found)| {
            let unknown = found.is_none().then_some("");
            view! { <div data-unknown=unknown><dt>{count.words()}</dt><dd>{count.figure(*found)}</dd></div> }
        })
        .collect_view();
    let counts =
        (!part.counts.is_empty()).then(|| view! { <dl class="activity-counts">{counts}</dl> });
    let deeds = part
        .deeds
        .iter()
        .map(|deed| view! { <li><span class="when">{near_day(deed.on, page.today)}</span> <span>{deed.word.words.clone()} <small>{deed.word.by.name.clone()}</small></span></li> })
        .collect_view();
    let none = part
        .deeds
        .is_empty()
        .then(|| view! { <p class="quiet">"Nothing is written down."</p> });
    view! { <div class="activity"><h3>{part.activity.name.clone()}</h3>{counts}{none}<ol class="days deeds">{deeds}</ol></div> }
        .into_any()
}

fn offers(page: &Page) -> AnyView {
    let rows = page
        .offers
        .iter()
        .map(|row| view! { <li>{offer_row::about(row)}</li> })
        .collect_view();
    let none = page
        .offers
        .is_empty()
        .then(|| view! { <p class="quiet">"It offers nothing that you can see."</p> });
    view! {
        <section class="section">
            <div class="section-head"><h2>"What it offers"</h2> <span class="no-print"><a href="/support/offers">"All offers"</a></span></div>
            {none}<ul class="offers">{rows}</ul>
        </section>
    }
    .into_any()
}

fn history(page: &Page) -> AnyView {
    let rows = page
        .organisation
        .history
        .iter()
        .rev()
        .map(|word| view! { <li><span class="when">{near_day(word.at.day(), page.today)}</span> <span>{word.words.clone()} <small>{word.by.name.clone()}</small></span></li> })
        .collect_view();
    view! {
        <section class="no-print"><details class="more"><summary>"Who wrote what"</summary><ol class="days deeds">{rows}</ol></details></section>
    }
    .into_any()
}
