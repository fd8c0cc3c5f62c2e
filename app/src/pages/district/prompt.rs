//! How promptly schools that ought to be helped were dealt with, and who is without active support, by name.

use domain::calendar::day_words;
use domain::support::{Flag, prompt};
use leptos::prelude::*;

use super::{District, folded};

/// Shown before the rest is folded away.
const FIRST: usize = 10;

pub fn promptness(district: &District) -> AnyView {
    let flags = &district.page.flagged;
    let found = prompt(flags);
    let helped = flags.len() - found.without.len();
    let finding = match (flags.len(), found.without.len()) {
        (0, _) => "No school is where schools are helped".to_owned(),
        (_, 0) => "No school causing concern is without active support".to_owned(),
        (all, 1) => format!("One school of {all} is without active support"),
        (all, without) => format!("{without} schools of {all} are without active support"),
    };
    let times = [
        ("From flag to decision", found.to_decision),
        ("From decision to first support", found.to_support),
        ("From flag to first support", found.in_all),
    ]
    .into_iter()
    .map(|(words, median)| {
        let (days, of) = match median {
            Some((1, of)) => ("1 working day".to_owned(), format!("the middle of {of}")),
            Some((days, of)) => (
                format!("{days} working days"),
                format!("the middle of {of}"),
            ),
            None => ("not known".to_owned(), "no school yet".to_owned()),
        };
        view! { <div><dt>{words}</dt><dd><b>{days}</b> " " <small>{of}</small></dd></div> }
    })
    .collect_view();
    let lines: Vec<AnyView> = found
        .without
        .iter()
        .map(|one| line(one, district.today))
        .collect();
    let none = lines.is_empty();
    view! {
        <section class="section promptness">
            <div class="section-head"><h2>"How promptly"</h2> <span>{finding}</span></div>
            <dl class="prompt-times">{times}</dl>
            <p class="small-print">"Flagged: the day the newest value came that a room then decided on; where none has decided, that the rules now speak of. Working days of England. " {helped} " have active support: days are held or given."</p>
            {(!none).then(|| view! { <h3>"Without active support, who has waited longest first"</h3> {folded(lines, FIRST)} })}
        </section>
    }
    .into_any()
}

fn line(one: &Flag, today: domain::calendar::Date) -> AnyView {
    let waits = one.waits(today);
    let days = if waits == 1 {
        "working day"
    } else {
        "working days"
    };
    let decided = one.decided.map_or_else(
        || "no room has decided yet".to_owned(),
        |day| format!("decided {}", day_words(day)),
    );
    let support = one.support.map_or_else(
        || "nothing asked for".to_owned(),
        |stage| stage.words().to_lowercase(),
    );
    view! {
        <li>
            <a href=format!("/schools/{}", one.urn)>{one.name.clone()}</a>
            <span>"flagged " {day_words(one.flagged)} ", " {waits} " " {days} " ago; " {decided} "; " {support}</span>
        </li>
    }
    .into_any()
}
