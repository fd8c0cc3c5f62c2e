//! Where the district is short, beside what rounds seek and who is put forward: worked out here with what the board
//! says.

use domain::api::{BrokeragePage as Board, RecruitmentPage as Page};
use domain::brokerage::recruitment::{AreaSought, Sought, StageKind, Standing, sought};
use domain::brokerage::{Areas, Leader, Need, Suppose, days, foresee};
use domain::calendar::{Date, Term};
use domain::schools::Key;
use leptos::prelude::*;

use crate::api;
use crate::load::load;
use crate::words::capital;

/// Areas shown before the rest is folded away.
const SHOWN: usize = 12;

#[component]
pub fn Short(page: RwSignal<Page>) -> impl IntoView {
    let read = load(api::brokerage);
    let ready = move |board: Board| {
        let areas = move || page.with(|page| areas(&board, page));
        view! { {move || drawn(areas())} }.into_any()
    };
    view! {
        <section class="section" aria-labelledby="short">
            <h2 id="short">"Where the district is short"</h2>
            {read.view("the board", ready)}
        </section>
    }
}

fn areas(board: &Board, page: &Page) -> Vec<AreaSought> {
    let today: Date = page.today;
    let board = board.board();
    let context = board.context(today);
    let leaders: Vec<&Leader> = board.leaders.values().collect();
    let needs: Vec<&Need> = board.needs.values().collect();
    let suppose = Suppose {
        schools: 0,
        term: Term::of(today),
    };
    let foresight = foresee(&leaders, &needs, &context, suppose);
    let rounds: Vec<Sought> = page
        .rounds
        .iter()
        .filter(|row| row.standing != Standing::Over)
        .map(|row| Sought {
            draft: &row.round.draft,
            applicants: row
                .applicants
                .iter()
                .map(|one| -> (&[Key], StageKind) {
                    let said = &one.applicant;
                    (&said.application.areas, said.stage.kind())
                })
                .collect(),
        })
        .collect();
    sought(&rounds, &foresight)
}

fn drawn(mut areas: Vec<AreaSought>) -> AnyView {
    if areas.is_empty() {
        return view! { <p class="lead">"No area is short of days to the end of the school year, and no round names one."</p> }
            .into_any();
    }
    let word = |one: &AreaSought| Areas::standard().word(one.area);
    let alone: Vec<String> = areas
        .iter()
        .filter(|one| one.short.0 > 0 && one.rounds == 0)
        .take(3)
        .map(|one| format!("{} is {} short", word(one), days(one.short)))
        .collect();
    let line = if alone.is_empty() {
        "Every area that is short of days is sought in a round that names it.".to_owned()
    } else {
        format!("No round names what is short: {}.", alone.join("; "))
    };
    let more = areas.len().saturating_sub(SHOWN);
    areas.truncate(SHOWN);
    let rows = areas
        .iter()
        .map(|one| {
            let short = match one.short.0 {
                0 => "–".to_owned(),
                _ => one.short.words(),
            };
            view! {
                <tr>
                    <th scope="row">{capital(&word(one))}</th>
                    <td class="number">{short}</td>
                    <td class="number">{one.rounds}</td>
                    <td class="number">{one.applied}</td>
                    <td class="number">{one.designated}</td>
                </tr>
            }
        })
        .collect_view();
    let more = (more > 0).then(
        || view! { <p class="small-print">{more} " more areas are sought or applied for."</p> },
    );
    view! {
        <p class="lead">{line}</p>
        <div class="table-box" role="region" tabindex="0" aria-label="Where days are short"><table class="leader-table short-table">
            <caption class="visually-hidden">"Areas short of days, and who is sought and put forward for them"</caption>
            <thead><tr>
                <th scope="col">"Area"</th>
                <th scope="col" class="number">"Days short to the end of the year"</th>
                <th scope="col" class="number">"Rounds that name it"</th>
                <th scope="col" class="number">"Put forward"</th>
                <th scope="col" class="number">"Designated"</th>
            </tr></thead>
            <tbody>{rows}</tbody>
        </table></div>
        {more}
    }
    .into_any()
}
