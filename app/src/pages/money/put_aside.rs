//! Money is put aside for support: what for, whose days, who pays. What it costs and to whom it goes is
//! shown as it is written; the server says the last word.

use domain::api::MoneyPage as Page;
use domain::brokerage::{Areas, HalfDays};
use domain::schools::{CommitmentId, Key, PotId};
use domain::support::money::{Change, NewCommitment, WhoPays, charge, rate_on};
use leptos::prelude::*;
use leptos_router::NavigateOptions;
use leptos_router::hooks::use_navigate;

use super::desk::{Asking, Choose, ChooseSchool, Desk};
use crate::api;
use crate::browser::new_id;
use crate::components::field::Field;
use crate::components::heading::Heading;
use crate::load::load;
use crate::sending::Send;
use crate::session::SignedIn;
use crate::words::{field_day, half_days, school_number};

const FIELDS: [&str; 9] = [
    "why",
    "what",
    "recipient",
    "area",
    "leader-type",
    "home",
    "days",
    "from",
    "pots",
];

#[component]
pub fn PutAsidePage(signed: SignedIn) -> impl IntoView {
    let read = load(api::money);
    let today = signed.today;
    let ready = move |page: Page| {
        let desk = Desk {
            page: RwSignal::new(page),
            today,
            may: true,
        };
        view! { <PutAside desk/> }.into_any()
    };
    view! {
        <div class="page money reading">
            <Heading title="Put money aside"/>
            <p>"For support that is matched and not yet agreed. The money is reserved; it is committed when all have signed."</p>
            {read.view("the book", ready)}
        </div>
    }
}

/// What is in the form.
#[derive(Clone, Copy)]
struct Written {
    id: CommitmentId,
    what: RwSignal<String>,
    recipient: RwSignal<String>,
    area: RwSignal<String>,
    kind: RwSignal<String>,
    home: RwSignal<String>,
    days: RwSignal<String>,
    from: RwSignal<String>,
    pot: RwSignal<String>,
    then: RwSignal<String>,
    school: RwSignal<bool>,
}

impl Written {
    fn blank(desk: Desk) -> Self {
        let text = || RwSignal::new(String::new());
        let kind = desk
            .page
            .with_untracked(|page| page.types.first().map(|kind| kind.id.to_string()));
        Self {
            id: CommitmentId(new_id()),
            what: text(),
            recipient: text(),
            area: text(),
            kind: RwSignal::new(kind.unwrap_or_default()),
            home: text(),
            days: text(),
            from: RwSignal::new(desk.today.to_string()),
            pot: text(),
            then: text(),
            school: RwSignal::new(false),
        }
    }

    fn half_days(self) -> Option<HalfDays> {
        half_days(&self.days.get()).filter(|days| days.0 > 0)
    }

    /// What is asked; what cannot be read is said at its field.
    fn read(self, asking: Asking) -> Option<Change> {
        let choices = asking.desk.choices();
        let none = |field: &str, words: &str| {
            asking.sending.say(field, words);
        };
        let recipient = school_number(&self.recipient.get_untracked(), &choices);
        if recipient.is_none() {
            none(
                "recipient",
                "Say which school is helped, by its name or number",
            );
        }
        let home_text = self.home.get_untracked();
        let home = school_number(&home_text, &choices);
        let unknown_home = home.is_none() && !home_text.trim().is_empty();
        if unknown_home {
            none(
                "home",
                "There is no such school: write its name or number, or leave it empty",
            );
        }
        let days = half_days(&self.days.get_untracked());
        if days.is_none() {
            none("days", "Write days, such as 4 or 4½");
        }
        let from = field_day(&self.from.get_untracked());
        if from.is_none() {
            none("from", "Choose a day");
        }
        let pots: Vec<PotId> = [self.pot, self.then]
            .into_iter()
            .filter_map(|text| text.get_untracked().parse().ok())
            .collect();
        if unknown_home {
            return None;
        }
        Some(Change::Reserve {
            work: Box::new(NewCommitment {
                id: self.id,
                case: None,
                what: self.what.get_untracked(),
                recipient: recipient?,
                area: self.area.get_untracked().parse::<Key>().ok(),
                leader_type: self.kind.get_untracked().parse().ok()?,
                home,
                half_days: days?,
                from: from?,
            }),
            payers: WhoPays {
                pots,
                school: self.school.get_untracked(),
            },
        })
    }
}

#[component]
fn PutAside(desk: Desk) -> impl IntoView {
    let asking = Asking::new(desk, &FIELDS);
    let written = Written::blank(desk);
    let navigate = use_navigate();
    let submit = move |event: web_sys::SubmitEvent| {
        event.prevent_default();
        asking.sending.clear();
        let Some(change) = written.read(asking) else {
            return;
        };
        let navigate = navigate.clone();
        let there = match written.pot.get_untracked() {
            pot if pot.is_empty() => "/money".to_owned(),
            pot => format!("/money/{pot}"),
        };
        asking.ask(change, move || {
            navigate(&there, NavigateOptions::default());
        });
    };
    view! {
        <form class="form record-form" novalidate on:submit=submit>
            {what_for(asking, written)}
            {who_pays(asking, written)}
            <Field id="why" label="Why, and on what paper" value=asking.why voice=true problem=asking.sending.problem("why") required=true/>
            <div class="actions">
                <Send sending=asking.sending words="Put it aside" primary=true/>
                <a class="button quiet" href="/money">"Leave it"</a>
            </div>
        </form>
    }
}

fn what_for(asking: Asking, written: Written) -> AnyView {
    let desk = asking.desk;
    let problem = move |field| asking.sending.problem(field);
    let types: Vec<(String, String)> = desk.page.with_untracked(|page| {
        page.types
            .iter()
            .map(|kind| (kind.id.to_string(), kind.name.clone()))
            .collect()
    });
    let areas: Vec<(String, String)> = std::iter::once((String::new(), "Not said".to_owned()))
        .chain(
            Areas::standard()
                .areas
                .iter()
                .map(|area| (area.id.to_string(), area.name.clone())),
        )
        .collect();
    view! {
        <Field id="what" label="What it is for" hint="“Early reading, Copley Bridge”" value=written.what problem=problem("what") required=true/>
        <ChooseSchool id="recipient" label="School that is helped" hint="Its name or its number" desk written=written.recipient problem=problem("recipient")/>
        <div class="pair-of-fields">
            <Choose id="area" label="Area of need" all=areas chosen=written.area problem=problem("area")/>
            <Field id="from" label="First day of it" kind="date" value=written.from problem=problem("from") required=true/>
        </div>
        <div class="pair-of-fields">
            <Choose id="leader-type" label="Type of leader" all=types chosen=written.kind problem=problem("leader-type")/>
            <Field id="days" label="Days" hint="“4”, “4½”" value=written.days problem=problem("days") required=true/>
        </div>
        <ChooseSchool id="home" label="The leader’s own school" hint="Its name or its number; empty where they belong to none" desk written=written.home problem=problem("home")/>
        <p class="what-it-costs" role="status">{move || cost(desk, written)}</p>
    }
    .into_any()
}

/// "4½ days at £450 a day: £2,025, of which £1,721.25 to the leader’s school and £303.75 to the broker."
fn cost(desk: Desk, written: Written) -> String {
    let found = desk.page.with(|page| {
        let kind: Key = written.kind.get().parse().ok()?;
        let rate = rate_on(&page.rates, &page.types, kind, desk.today)?;
        let half_days = written.half_days()?;
        Some((rate, half_days, charge(rate.day, half_days, rate.brokerage)))
    });
    match found {
        None => "What it costs is shown when the days are written.".to_owned(),
        Some((rate, half_days, all)) => format!(
            "{} at {} a day: {}, of which {} to the leader’s school and {} to the broker ({}).",
            domain::brokerage::days(half_days),
            rate.day.words(),
            all.whole.words(),
            all.school.words(),
            all.broker.words(),
            rate.brokerage.words()
        ),
    }
}

fn who_pays(asking: Asking, written: Written) -> AnyView {
    let desk = asking.desk;
    let problem = move |field| asking.sending.problem(field);
    let pots: Vec<(String, String)> = desk.page.with_untracked(|page| {
        page.pots
            .iter()
            .filter(|one| one.pot.standing.is_there())
            .map(|one| {
                let words = format!("{}, {} available", one.pot.name, one.held.available.words());
                (one.pot.id.to_string(), words)
            })
            .collect()
    });
    let with = |words: &str| -> Vec<(String, String)> {
        std::iter::once((String::new(), words.to_owned()))
            .chain(pots.clone())
            .collect()
    };
    view! {
        <Choose id="pots" label="Who pays" all=with("No pot") chosen=written.pot problem=problem("pots")/>
        <Choose id="then" label="And where that does not reach" all=with("No other pot") chosen=written.then/>
        <label class="check">
            <input type="checkbox" id="school-pays" prop:checked=move || written.school.get() on:change=move |event| written.school.set(event_target_checked(&event))/>
            "The school that is helped pays what is left"
        </label>
    }
    .into_any()
}
