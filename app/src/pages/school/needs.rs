//! What support the school needs, and whether somebody has been agreed.

use domain::brokerage::{Areas, Need};
use domain::calendar::Date;
use leptos::prelude::*;

use crate::words::{capital, count_words, near_day};

pub fn needs(needs: &[Need], today: Date) -> Option<AnyView> {
    if needs.is_empty() {
        return None;
    }
    let waiting = needs.iter().filter(|need| need.matched.is_none()).count();
    let title = match (needs.len(), waiting) {
        (_, 0) => "Every need has a leader".to_owned(),
        (1, _) => "One need waits for a leader".to_owned(),
        (all, waiting) => format!(
            "{} of {all} needs wait for a leader",
            capital(&count_words(waiting))
        ),
    };
    let areas = Areas::standard();
    let rows = needs
        .iter()
        .map(|need| {
            let draft = &need.draft;
            let state = if need.matched.is_some() {
                "agreed"
            } else {
                "waiting"
            };
            view! {
                <tr>
                    <th scope="row">{areas.word(draft.area)}</th>
                    <td class="number">{draft.half_days.words()}</td>
                    <td>{draft.tier.words()} " tier"</td>
                    <td>{near_day(draft.from, today)} " to " {near_day(draft.to, today)}</td>
                    <td>{state}</td>
                    <td class="voice">{draft.note.clone()}</td>
                </tr>
            }
        })
        .collect_view();
    Some(
        view! {
            <section class="section">
                <div class="section-head"><h2>{title}</h2></div>
                <div class="table-box" role="region" aria-label="Needs" tabindex="0">
                    <table>
                        <caption class="visually-hidden">"Needs for support"</caption>
                        <thead><tr>
                            <th scope="col">"Need"</th><th scope="col" class="number">"Days"</th><th scope="col">"How soon"</th>
                            <th scope="col">"When"</th><th scope="col">"Leader"</th><th scope="col">"Note"</th>
                        </tr></thead>
                        <tbody>{rows}</tbody>
                    </table>
                </div>
            </section>
        }
        .into_any(),
    )
}
