//! An invoice as it is written down: to a school that pays itself, from a leader's school, from the broker.

use domain::schools::InvoiceId;
use domain::support::money::{Change, NewInvoice, PAYABLE_DAYS, Party, Pence};
use leptos::prelude::*;

use super::desk::{Asking, Choose, Desk};
use crate::browser::new_id;
use crate::components::field::Field;
use crate::sending::Send;
use crate::words::field_day;

/// What can be on an invoice: a name for the form, words, whose, for what, and how much.
struct Line {
    words: String,
    invoice: (Party, Option<domain::schools::CommitmentId>),
    amount: Pence,
}

fn lines(desk: Desk) -> Vec<Line> {
    desk.page.with_untracked(|page| {
        let due = page
            .parties
            .iter()
            .filter(|one| !matches!(one.party, Party::School(_)) && one.due > Pence::ZERO)
            .map(|one| Line {
                words: format!("{}: {} due", desk.party(one.party), one.due.words()),
                invoice: (one.party, None),
                amount: one.due,
            });
        let schools = page.work.iter().filter_map(|one| {
            let work = &one.work;
            let party = Party::School(work.recipient);
            let before = page
                .invoices
                .iter()
                .filter(|one| one.commitment == Some(work.id) && one.party == party)
                .map(|one| one.amount);
            let left = work.school.without(Pence::sum(before)?);
            (left > Pence::ZERO).then(|| Line {
                words: format!("{}: {} for {}", desk.party(party), left.words(), work.what),
                invoice: (party, Some(work.id)),
                amount: left,
            })
        });
        schools.chain(due).collect()
    })
}

#[component]
pub fn InvoiceForm(desk: Desk, open: RwSignal<bool>) -> impl IntoView {
    let asking = Asking::new(desk, &["why", "amount", "issued"]);
    let all = StoredValue::new(lines(desk));
    let which = RwSignal::new("0".to_owned());
    let amount = RwSignal::new(String::new());
    let issued = RwSignal::new(desk.today.to_string());
    let at = move |text: &str| text.parse::<usize>().unwrap_or(usize::MAX);
    Effect::new(move || {
        let which = at(&which.get());
        all.with_value(|all| {
            let line = all.get(which);
            amount.set(line.map_or_else(String::new, |line| line.amount.figures()));
        });
    });
    let id = StoredValue::new(InvoiceId(new_id()));
    let submit = move |event: web_sys::SubmitEvent| {
        event.prevent_default();
        asking.sending.clear();
        let which = at(&which.get_untracked());
        let Some((party, commitment)) =
            all.with_value(|all| all.get(which).map(|line| line.invoice))
        else {
            return asking.sending.say("", "There is nothing to be invoiced");
        };
        let Some(day) = field_day(&issued.get_untracked()) else {
            return asking.sending.say("issued", "Choose a day");
        };
        let Some(amount) = asking.sum("amount", &amount.get_untracked()) else {
            return;
        };
        let invoice = NewInvoice {
            id: id.get_value(),
            party,
            commitment,
            amount,
            issued: day,
        };
        asking.ask(Change::Invoice { invoice }, move || {
            open.set(false);
            crate::browser::focus("invoices");
        });
    };
    let choices: Vec<(String, String)> = all.with_value(|all| {
        all.iter()
            .enumerate()
            .map(|(at, line)| (at.to_string(), line.words.clone()))
            .collect()
    });
    let problem = asking.sending;
    view! {
        <form class="form record-form no-print" novalidate on:submit=submit>
            <Choose id="invoice-for" label="Whose, and for what" all=choices chosen=which/>
            <div class="pair-of-fields">
                <Field id="amount" label="Pounds" value=amount problem=problem.problem("amount") required=true/>
                <Field id="issued" label="Day of the invoice" kind="date" value=issued problem=problem.problem("issued") required=true/>
            </div>
            <p class="hint">{format!("It is to be paid within {PAYABLE_DAYS} days.")}</p>
            <Field id="why" label="Number of the invoice, and what it says" value=asking.why voice=true problem=problem.problem("why") required=true/>
            <div class="actions">
                <Send sending=asking.sending words="Record the invoice" primary=true/>
                <button type="button" class="button quiet" on:click=move |_| open.set(false)>"Leave it"</button>
            </div>
        </form>
    }
}
