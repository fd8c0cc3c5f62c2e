//! The support somebody gives, gave, and is pinned to.

use domain::api::{LeaderDeployment, LeaderPage as Page};
use domain::brokerage::{Areas, Sight};
use domain::calendar::{Date, day_words};
use leptos::prelude::*;

use crate::words::capital;

pub fn work(page: &Page, today: Date) -> AnyView {
    if page.sight == Sight::Directory {
        return ().into_any();
    }
    let running = page
        .deployments
        .iter()
        .filter(|one| one.ended.is_none())
        .count();
    let ended = page.deployments.len() - running;
    let finding = match (running, ended) {
        (0, 0) => "No school has been supported yet".to_owned(),
        (0, 1) => "Supports no school now; one before".to_owned(),
        (0, ended) => format!("Supports no school now; {ended} before"),
        (1, 0) => "Supports one school".to_owned(),
        (1, ended) => format!("Supports one school; {ended} before"),
        (running, 0) => format!("Supports {running} schools"),
        (running, ended) => format!("Supports {running} schools; {ended} before"),
    };
    if page.deployments.is_empty() && page.pinned.is_empty() {
        return view! { <section class="section"><h2>{finding}</h2></section> }.into_any();
    }
    let rows = page
        .pinned
        .iter()
        .chain(&page.deployments)
        .map(|one| row(one, today))
        .collect_view();
    view! {
        <section class="section">
            <h2>{finding}</h2>
            <div class="table-box"><table class="leader-work">
                <thead><tr>
                    <th scope="col">"School"</th><th scope="col">"With"</th><th scope="col" class="number">"Days"</th>
                    <th scope="col">"From"</th><th scope="col">"Until"</th><th scope="col">"Stands"</th>
                </tr></thead>
                <tbody>{rows}</tbody>
            </table></div>
        </section>
    }
    .into_any()
}

fn row(one: &LeaderDeployment, today: Date) -> AnyView {
    let (state, stands) = match (one.agreed, one.ended) {
        (None, _) => ("tentative", "Pinned by a broker, not agreed".to_owned()),
        (Some(_), Some(ended)) => ("ended", format!("Ended {}", day_words(ended))),
        (Some(agreed), None) if one.from > today => {
            ("agreed", format!("Agreed {}, not begun", day_words(agreed)))
        }
        (Some(agreed), None) => ("agreed", format!("Agreed {}", day_words(agreed))),
    };
    view! {
        <tr data-state=state>
            <th scope="row"><a href=format!("/schools/{}", one.urn)>{one.school.clone()}</a></th>
            <td>{capital(&Areas::standard().word(one.area))}</td>
            <td class="number">{one.half_days.words()}</td>
            <td>{day_words(one.from)}</td>
            <td>{day_words(one.to)}</td>
            <td>{stands}</td>
        </tr>
    }
    .into_any()
}
