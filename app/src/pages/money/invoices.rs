//! Invoices with their 28 days, and who is owed what.

use domain::api::PartyState;
use domain::calendar::day_words;
use domain::schools::InvoiceId;
use domain::support::money::{Change, Invoice, InvoiceState, Party, Pence};
use leptos::prelude::*;

use super::desk::{Asking, Desk};
use super::invoice_form::InvoiceForm;
use super::pots::figure;
use crate::components::chip::pressed;
use crate::components::field::Field;
use crate::sending::Send;

pub fn invoices(desk: Desk) -> AnyView {
    let writing = RwSignal::new(false);
    let paying = RwSignal::new(None::<InvoiceId>);
    let rows = move || {
        desk.page.with(|page| {
            page.invoices
                .iter()
                .map(|one| row(desk, one, paying))
                .collect_view()
        })
    };
    let none = move || {
        desk.page
            .with(|page| page.invoices.is_empty())
            .then(|| view! { <p class="empty">"No invoice is recorded."</p> })
    };
    let write = desk.may.then(|| {
        view! {
            <button type="button" class="link no-print" aria-expanded=move || pressed(writing.get())
                on:click=move |_| writing.update(|on| *on = !*on)>"Record an invoice"</button>
        }
    });
    view! {
        <section class="section">
            <div class="section-head"><h2 id="invoices" tabindex="-1">"Invoices"</h2> {write}</div>
            <Show when=move || writing.get()><InvoiceForm desk open=writing/></Show>
            {move || paying.get().map(|id| view! { <PayForm desk id paying/> })}
            {none}
            <div class="table-box" role="region" tabindex="0" aria-labelledby="invoices"><table class="money-table invoice-table">
                <thead><tr>
                    <th scope="col">"Whose"</th><th scope="col">"For"</th><th scope="col" class="number">"Pounds"</th>
                    <th scope="col">"Issued"</th><th scope="col">"To be paid by"</th><th scope="col">"State"</th>
                    <th scope="col" class="no-print"><span class="visually-hidden">"Pay"</span></th>
                </tr></thead>
                <tbody>{rows}</tbody>
            </table></div>
        </section>
        {desk.may.then(|| owed(desk))}
    }
    .into_any()
}

fn row(desk: Desk, one: &Invoice, paying: RwSignal<Option<InvoiceId>>) -> AnyView {
    let id = one.id;
    let (state, words) = match one.state(desk.today) {
        InvoiceState::Paid => ("paid", "Paid".to_owned()),
        InvoiceState::Due(0) => ("due", "Due today".to_owned()),
        InvoiceState::Due(days) => ("due", format!("Due in {days} days")),
        InvoiceState::Overdue(1) => ("overdue", "1 day overdue".to_owned()),
        InvoiceState::Overdue(days) => ("overdue", format!("{days} days overdue")),
    };
    let way = match one.party {
        Party::School(_) => "to the school that is helped",
        Party::Home(_) => "from the leader’s school",
        Party::Broker => "from the broker",
    };
    let whose = desk.party(one.party);
    let what = one.commitment.map(|id| desk.work(id)).unwrap_or_default();
    let pay = (desk.may && one.paid.is_none()).then(|| {
        let whose = whose.clone();
        let open = move |_| {
            paying.set(Some(id));
            request_animation_frame(|| crate::browser::focus("paid-why"));
        };
        view! { <button type="button" class="link" on:click=open>"It was paid" <span class="visually-hidden">", " {whose}</span></button> }
    });
    view! {
        <tr data-state=state>
            <th scope="row">{whose}<small>{way}</small></th>
            <td>{what}</td>
            <td class="number">{one.amount.figures()}</td>
            <td>{day_words(one.issued)}</td>
            <td>{day_words(one.due())}</td>
            <td class="state">{words}</td>
            <td class="no-print">{pay}</td>
        </tr>
    }
    .into_any()
}

/// An invoice is paid.
#[component]
fn PayForm(desk: Desk, id: InvoiceId, paying: RwSignal<Option<InvoiceId>>) -> impl IntoView {
    let asking = Asking::new(desk, &["why"]);
    let said = desk.page.with_untracked(|page| {
        let found = page.invoices.iter().find(|one| one.id == id);
        found.map(|one| format!("{}, {}", desk.party(one.party), one.amount.words()))
    });
    let submit = move |event: web_sys::SubmitEvent| {
        event.prevent_default();
        asking.ask(Change::Pay { invoice: id }, move || {
            paying.set(None);
            crate::browser::focus("invoices");
        });
    };
    view! {
        <form class="form record-form no-print" novalidate on:submit=submit>
            <h3>{said}</h3>
            <Field id="paid-why" label="How it was paid, and the reference" value=asking.why voice=true
                problem=asking.sending.problem("why") required=true/>
            <div class="actions">
                <Send sending=asking.sending words="Record that it was paid" primary=true/>
                <button type="button" class="button quiet" on:click=move |_| paying.set(None)>"Leave it"</button>
            </div>
        </form>
    }
}

/// Who is owed what.
fn owed(desk: Desk) -> AnyView {
    let rows = move || {
        desk.page.with(|page| {
            let owed = page
                .parties
                .iter()
                .filter(|one| !matches!(one.party, Party::School(_)));
            owed.map(|one| party(desk, one)).collect_view()
        })
    };
    view! {
        <section class="section">
            <div class="section-head"><h2 id="owed">"Who is owed"</h2> <span>"leaders’ schools and the broker, of what was released or paid by a school; pounds"</span></div>
            <div class="table-box" role="region" tabindex="0" aria-labelledby="owed"><table class="money-table owed-table">
                <thead><tr>
                    <th scope="col">"Who"</th><th scope="col" class="number">"Not invoiced"</th>
                    <th scope="col" class="number">"Invoiced"</th><th scope="col" class="number">"Paid"</th>
                </tr></thead>
                <tbody>{rows}</tbody>
            </table></div>
        </section>
    }
    .into_any()
}

fn party(desk: Desk, one: &PartyState) -> AnyView {
    let back = (one.due < Pence::ZERO).then_some("owes it back");
    view! {
        <tr>
            <th scope="row">{desk.party(one.party)}</th>
            <td class="number">{figure(one.due)}<small>{back}</small></td>
            <td class="number">{figure(one.invoiced)}</td>
            <td class="number">{figure(one.paid)}</td>
        </tr>
    }
    .into_any()
}
