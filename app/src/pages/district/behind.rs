//! No school left behind: what each school should have, and by name those that do not, each with a reason.

use domain::api::DistrictSchool;
use domain::meetings::{Gap, left_behind as lacks};
use leptos::prelude::*;

use super::{District, folded, link};

/// Names shown before the rest is folded away.
const NAMES: usize = 8;

pub fn left_behind(district: &District) -> AnyView {
    let mut found: Vec<(Gap, Vec<AnyView>)> =
        Gap::ALL.map(|gap| (gap, Vec::new())).into_iter().collect();
    let mut schools = 0;
    // Those that need most first; of equals by name, as they came.
    let mut serious: Vec<&DistrictSchool> = district.page.schools.iter().collect();
    serious.sort_by_key(|school| {
        let one = &school.watched;
        let decided = one.decided.as_ref().map(|last| (last.band, last.risk));
        std::cmp::Reverse(decided.unwrap_or((one.band.known, one.risk.known)))
    });
    for school in serious {
        let lacks = lacks(&district.scheme, &school.watched, district.today);
        schools += usize::from(!lacks.is_empty());
        for lack in lacks {
            if let Some((_, lines)) = found.iter_mut().find(|(gap, _)| *gap == lack.gap) {
                let line = view! { <li>{link(school)} <span>{lack.why}</span></li> };
                lines.push(line.into_any());
            }
        }
    }
    let finding = match schools {
        0 => "No school is left behind".to_owned(),
        1 => "One school lacks something every school should have".to_owned(),
        many => format!("{many} schools lack something every school should have"),
    };
    let lists = found
        .into_iter()
        .map(|(gap, lines)| {
            let (count, empty) = (lines.len(), lines.is_empty());
            let body = if empty {
                ().into_any()
            } else {
                view! { <p class="small-print">{gap.meaning()}</p> {folded(lines, NAMES)} }
                    .into_any()
            };
            view! {
                <section class="gap" data-empty=empty.then_some("")>
                    <h3>{gap.finding(count)}</h3>
                    {body}
                </section>
            }
        })
        .collect_view();
    view! {
        <section class="section left-behind">
            <div class="section-head"><h2>"No school left behind"</h2> <span>{finding}</span></div>
            <div class="gaps">{lists}</div>
        </section>
    }
    .into_any()
}
