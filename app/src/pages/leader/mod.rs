//! One leader: who they are and what they can do, whether they may be matched and why not, where their days
//! go, and what was said of them before. Whoever may, changes here what is theirs to say.

mod days;
mod facts;
mod form;
mod history;
mod work;

use domain::access::Action;
use domain::api::{LeaderPage as Page, LeaderRecorded};
use domain::brokerage::{Comes, Leader, Sight, ready_words};
use domain::schools::{ChangeId, Key, LeaderId};
use leptos::prelude::*;
use leptos_router::NavigateOptions;
use leptos_router::hooks::{use_navigate, use_params_map};

use self::form::{Purpose, RecordForm};
use crate::api::{self, Answer};
use crate::browser;
use crate::components::heading::Heading;
use crate::load::load;
use crate::session::SignedIn;

#[component]
pub fn LeaderPage(signed: SignedIn) -> impl IntoView {
    let params = use_params_map();
    let id = Memo::new(move |_| {
        let text = params.with(|params| params.get("id"));
        text.and_then(|text| text.parse::<LeaderId>().ok())
    });
    let page = load(move || {
        let id = id.get();
        async move { read(id).await }
    });
    let editing = RwSignal::new(false);
    let again = Callback::new(move |now: Page| {
        editing.set(false);
        page.value.set(Some(now));
        request_animation_frame(|| browser::focus("what-is-known"));
    });
    let ready = move |now: Page| drawn(now, &signed, editing, again);
    view! { <div class="leader-page">{page.page("the leader", ready)}</div> }
}

async fn read(id: Option<LeaderId>) -> Answer<Page> {
    match id {
        Some(id) => api::leader(id).await,
        None => Err(api::nothing_there("There is no such leader.")),
    }
}

fn drawn(now: Page, signed: &SignedIn, editing: RwSignal<bool>, again: Callback<Page>) -> AnyView {
    let today = signed.today;
    let name = now.leader.name.clone();
    let page = StoredValue::new(now);
    let may = page.with_value(|page| !page.may.is_empty());
    let change = may.then(|| {
        view! {
            <button type="button" class="button small no-print" id="change-record" aria-expanded=move || if editing.get() { "true" } else { "false" }
                on:click=move |_| editing.update(|on| *on = !*on)>
                {move || if editing.get() { "Leave it as it is" } else { "Change what is known" }}
            </button>
        }
    });
    let body = move || {
        if editing.get() {
            let page = page.get_value();
            view! { <RecordForm page purpose=Purpose::Change on_done=again today/> }.into_any()
        } else {
            page.with_value(|page| {
                view! {
                    {facts::facts(page)}
                    {days::days(page, today)}
                    {work::work(page, today)}
                    {history::history(page)}
                }
                .into_any()
            })
        }
    };
    view! {
        <article class="two-columns leader-columns">
            <div class="main-column">
                <header class="leader-top">
                    <Heading title=name/>
                    <div class="actions">
                        <button type="button" class="button small no-print" on:click=|_| browser::print()>"Print the page"</button>
                        {change}
                    </div>
                </header>
                {page.with_value(facts::line)}
                {body}
            </div>
            <aside aria-label="Whether they may be matched">{page.with_value(beside)}</aside>
        </article>
    }
    .into_any()
}

/// Whether they may be matched, rule by rule.
fn beside(page: &Page) -> AnyView {
    if page.sight == Sight::Directory {
        return view! {
            <section>
                <h2>"What is said here"</h2>
                <p class="small-print">"Who they are and what they can help with. Papers, days and ratings are for those who match them, for themselves and for their own head."</p>
            </section>
        }
        .into_any();
    }
    let rows = page
        .ready
        .iter()
        .map(|one| {
            let (state, mark, word) = match one.comes {
                Comes::Good => ("good", "✓", "In order: "),
                Comes::Caution => ("caution", "!", "To see to: "),
                Comes::Stops => ("stops", "✕", "Stops a match: "),
            };
            view! {
                <li data-state=state>
                    <i aria-hidden="true">{mark}</i>
                    <span><span class="visually-hidden">{word}</span>{one.words.clone()}</span>
                </li>
            }
        })
        .collect_view();
    view! {
        <section>
            <h2>{ready_words(&page.ready)}</h2>
            <ul class="ready">{rows}</ul>
            <p class="small-print">"The same rules decide on the board."</p>
        </section>
    }
    .into_any()
}

/// Adding a leader.
#[component]
pub fn NewLeaderPage(signed: SignedIn) -> impl IntoView {
    if !signed.may(Action::ChangeLeader) {
        return view! {
            <div class="page reading"><Heading title="Add a leader"/><p>"A broker or an officer adds leaders."</p></div>
        }
        .into_any();
    }
    let today = signed.today;
    let blank = load(move || async move {
        let list = api::leaders().await?;
        let schools = api::schools().await?;
        Ok(form::blank(list.types, schools, today))
    });
    let navigate = use_navigate();
    let go = Callback::new(move |page: Page| {
        navigate(
            &format!("/leaders/{}", page.leader.id),
            NavigateOptions::default(),
        );
    });
    let ready = move |page: Page| {
        view! { <RecordForm page purpose=Purpose::Add on_done=go today/> }.into_any()
    };
    view! {
        <div class="page leader-new">
            <Heading title="Add a leader"/>
            <p>"What is not written is not agreed: they are asked about each time, and nobody is matched before checks and declaration are in date."</p>
            {blank.view("the types of leader", ready)}
        </div>
    }
    .into_any()
}

/// A blank record as a page of its own.
fn blank_page(leader: Leader, types: Vec<domain::brokerage::LeaderType>) -> Page {
    Page {
        leader,
        sight: Sight::Whole,
        types,
        revision: 0,
        may: Vec::new(),
        ready: Vec::new(),
        deployments: Vec::new(),
        pinned: Vec::new(),
        history: Vec::<LeaderRecorded>::new(),
        schools: Vec::new(),
        bodies: Vec::new(),
    }
}

/// The type a new leader has until another is chosen.
fn first_kind(types: &[domain::brokerage::LeaderType]) -> Key {
    let specialist = types.iter().find(|kind| kind.id.as_str() == "SLE");
    specialist
        .or(types.first())
        .map_or(Key::of("none"), |kind| kind.id)
}

fn new_change() -> ChangeId {
    ChangeId(browser::new_id())
}
