//! Money: pots and where theirs is, what is to be seen to, what is put aside, invoices, who is owed, what
//! a day costs. A head reads what their own school was given, and its invoices.

mod bar;
mod desk;
mod head;
mod invoice_form;
mod invoices;
mod ledger;
mod limits;
mod new_pot;
mod pot_forms;
mod pot_rules;
mod pots;
mod put_aside;
mod rates;
mod seen_to;
mod work;
mod work_form;

pub use bar::pot_bar;
pub use desk::Choose;
pub use ledger::PotPage;
pub use new_pot::NewPotPage;
pub use put_aside::PutAsidePage;

use domain::access::Action;
use domain::api::MoneyPage as Page;
use leptos::prelude::*;

use self::desk::Desk;
use crate::api;
use crate::components::heading::Heading;
use crate::load::load;
use crate::session::SignedIn;

#[component]
pub fn MoneyPage(signed: SignedIn) -> impl IntoView {
    let read = load(api::money);
    let may = signed.may(Action::ChangeMoney);
    let today = signed.today;
    let person = signed.actor.person;
    let ready = move |page: Page| {
        let desk = Desk {
            page: RwSignal::new(page),
            today,
            may,
        };
        if may {
            drawn(desk, person)
        } else {
            head::head(desk)
        }
    };
    let actions = may.then(|| {
        view! {
            <a class="button small no-print" href="/money/put-aside">"Put money aside"</a>
            <a class="button small no-print" href="/money/new">"Add a pot"</a>
            <a class="button small no-print" href="/api/money/export.xlsx" rel="external" download="">"As a workbook"</a>
            <a class="button small no-print" href="/api/money/export.csv" rel="external" download="">"As CSV"</a>
        }
    });
    view! {
        <div class="page money">
            <div class="leaders-head"><Heading title="Money"/><div class="actions">{actions}</div></div>
            {read.view("the book", ready)}
        </div>
    }
}

fn drawn(desk: Desk, person: domain::schools::PersonId) -> AnyView {
    let lead = move || desk.page.with(|page| pots::lead(&page.pots, desk.today));
    view! {
        <p class="lead" role="status">{lead}</p>
        {pots::pots(desk)}
        {seen_to::seen_to(desk, person)}
        {work::work(desk)}
        {invoices::invoices(desk)}
        {rates::rates(desk)}
    }
    .into_any()
}
