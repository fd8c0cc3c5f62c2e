//! A school's evaluation of itself, section by section, with what its partner saw beside it. Prints on A4.

use domain::api::FilePage as Page;
use domain::calendar::day_words;
use domain::support::caseload::{
    Against, Evaluated, Gap, Gaps, Moderated, Seat, SectionBeside, school_year, year_words,
};
use leptos::prelude::*;
use leptos_router::hooks::use_query_map;

use super::entry_form::{Desk, behind};
use super::{own_forms, urn};
use crate::api;
use crate::browser;
use crate::components::heading::Heading;
use crate::components::level_mark::mark;
use crate::load::load;
use crate::session::SignedIn;
use crate::words::{capital, count_words};

#[component]
pub fn EvaluationPage(signed: SignedIn) -> impl IntoView {
    let (urn, query) = (urn(), use_query_map());
    let page = load(move || {
        let urn = urn.get();
        async move {
            match urn {
                Some(urn) => api::school_file(urn, None).await,
                None => Err(api::nothing_there("There is no such school")),
            }
        }
    });
    let person = signed.actor.person;
    let asked = Memo::new(move |_| {
        query.with(|query| query.get("year").and_then(|year| year.parse::<i32>().ok()))
    });
    page.page("the self-evaluation", move |page: Page| {
        let now = school_year(page.today);
        let desk = Desk::of(page, person);
        (move || {
            let year = asked.get().unwrap_or(now);
            desk.page.with(|page| drawn(desk, page, year))
        })
        .into_any()
    })
}

fn drawn(desk: Desk, page: &Page, year: i32) -> AnyView {
    let sections = page.file.evaluation(&page.way, year);
    let mut years: Vec<i32> = page.file.own.iter().map(|one| one.own.year).collect();
    years.push(school_year(page.today));
    years.sort_unstable();
    years.dedup();
    let others = years
        .into_iter()
        .filter(|of| *of != year)
        .map(|of| view! { <a href=format!("/caseload/{}/evaluation?year={of}", page.urn)>{year_words(of)}</a> })
        .collect_view();
    let this_year = year == school_year(page.today);
    let gaps = page.gaps.as_ref().filter(|_| this_year);
    let rows = sections
        .iter()
        .enumerate()
        .map(|(at, one)| {
            row(
                page,
                one,
                gaps.and_then(|gaps| gaps.sections.get(at).copied()),
            )
        })
        .collect_view();
    let aimed = gaps.is_some_and(|gaps| !gaps.sections.is_empty());
    let whole = sections
        .iter()
        .map(|one| section(desk, page, one, year))
        .collect_view();
    let help = (page.seat == Seat::Head).then(|| help(page)).flatten();
    view! {
        <div class="page reading caseload evaluation-page">
            <Heading title="Self-evaluation" page=format!("Self-evaluation, {}", page.school)/>
            <p class="lead" id="stands" tabindex="-1">{page.school.clone()} ", " {year_words(year)} ". " {said(&sections)}</p>
            <div class="actions no-print">
                <button type="button" class="button small" on:click=|_| browser::print()>"Print"</button>
                <a class="button small" href=format!("/caseload/{}", page.urn)>"The file"</a>
                {help}
                {others}
            </div>
            <div class="table-box" tabindex="0" role="region" aria-label="Sections">
                <table class="evaluation-table">
                    <thead><tr>
                        <th scope="col">"Section"</th><th scope="col">"The school says"</th>
                        <th scope="col">"The year before"</th><th scope="col">"Its partner"</th><th scope="col">"Seen in visits"</th>
                        {aimed.then(|| view! { <th scope="col">"The aim"</th> })}
                    </tr></thead>
                    <tbody>{rows}</tbody>
                </table>
            </div>
            {gaps.map(|gaps| aim(desk, page, gaps))}
            {whole}
        </div>
    }
    .into_any()
}

/// The state the school is to reach, and what is missing to it.
fn aim(desk: Desk, page: &Page, gaps: &Gaps) -> AnyView {
    let way = &page.way;
    let least = gaps.judgement.map(|key| {
        format!(
            "every section at least {}",
            way.judgement(key).to_lowercase()
        )
    });
    let tone = gaps
        .tone
        .map(|tone| format!("a category no more serious than {tone} of 4"));
    let words = [least, tone]
        .into_iter()
        .flatten()
        .collect::<Vec<_>>()
        .join(", and ");
    let category = gaps
        .category
        .map(|gap| view! { <p>"The category: " {gap.words()} "."</p> });
    let own = match (&gaps.why, gaps.by) {
        (Some(word), Some(by)) => format!(
            "Its own aim, by {}: {} ({})",
            day_words(by),
            word.words,
            word.by.name
        ),
        _ => way.aim.as_ref().map_or_else(String::new, |aim| {
            format!("The aim for every school: {}.", aim.words.to_lowercase())
        }),
    };
    let act = (page.seat == Seat::Officer).then(|| behind(desk, own_forms::aim(page, gaps)));
    view! {
        <section class="section">
            <h2>"What it is to reach"</h2>
            <p>{capital(&words)} ": " {gaps.words()} "."</p>
            {category}
            <p class="small-print">{own}</p>
            <div class="other-acts no-print">{act}</div>
        </section>
    }
    .into_any()
}

/// Help with the self-evaluation is a kind of support, where the way of working has it.
fn help(page: &Page) -> Option<AnyView> {
    let kind = page
        .way
        .kinds
        .iter()
        .find(|one| one.key.as_str() == "self_evaluation")?;
    let href = format!("/support/new?school={}&kind={}", page.urn, kind.key);
    Some(view! { <a class="button small" href=href>"Ask for help with it"</a> }.into_any())
}

/// "Five of seven sections are written. The partner agrees on three, sees one less well."
fn said(sections: &[SectionBeside]) -> String {
    let written = sections.iter().filter(|one| !one.versions.is_empty());
    let written = written.count();
    let whole = match written {
        0 => "The school has written nothing of it yet.".to_owned(),
        all if all == sections.len() => "Every section is written.".to_owned(),
        1 => format!(
            "One of {} sections is written.",
            count_words(sections.len())
        ),
        count => format!(
            "{} of {} sections are written.",
            capital(&count_words(count)),
            count_words(sections.len())
        ),
    };
    let views: Vec<String> = [
        Against::Agrees,
        Against::Lower,
        Against::Higher,
        Against::Earlier,
    ]
    .into_iter()
    .filter_map(|against| {
        let count = sections
            .iter()
            .filter(|one| one.against == Some(against))
            .count();
        let of = count_words(count);
        let words = match against {
            Against::Agrees => format!("agrees on {of}"),
            Against::Lower => format!("sees {of} less well"),
            Against::Higher => format!("sees {of} better"),
            Against::Earlier => format!("spoke to an earlier version of {of}"),
        };
        (count > 0).then_some(words)
    })
    .collect();
    if views.is_empty() {
        whole
    } else {
        format!("{whole} Its partner {}.", views.join(", "))
    }
}

fn judgement(page: &Page, of: Option<&Evaluated>) -> AnyView {
    match of {
        None => view! { <span class="quiet">"nothing yet"</span> }.into_any(),
        Some(one) => {
            let words = one.own.judgement.map(|key| page.way.judgement(key));
            words.unwrap_or_else(|| "in words".to_owned()).into_any()
        }
    }
}

fn view_words(page: &Page, one: &SectionBeside) -> AnyView {
    let Some(said) = one.moderated else {
        return view! { <span class="quiet">"not moderated"</span> }.into_any();
    };
    let words = said.judgement.map(|key| page.way.judgement(key));
    let marked = one.against == Some(Against::Lower);
    let against = one.against.map(Against::words);
    view! {
        {marked.then(|| mark(Some(domain::risk::Level::Medium)))} {words} " " <small>{against}</small>
    }
    .into_any()
}

fn row(page: &Page, one: &SectionBeside, gap: Option<Gap>) -> AnyView {
    let own = one.versions.last().copied();
    let seen = match &one.seen[..] {
        [] => view! { <td class="unseen"><span class="visually-hidden">"no visit was about it"</span></td> }.into_any(),
        lines => view! { <td>{lines.len()}</td> }.into_any(),
    };
    let open = own.is_none().then_some("unseen");
    let gap = gap.map(|gap| match gap {
        Gap::Unknown => view! { <td class="unseen"><span>{gap.words()}</span></td> }.into_any(),
        Gap::Short(_) => {
            view! { <td>{mark(Some(domain::risk::Level::Medium))} " " {gap.words()}</td> }
                .into_any()
        }
        Gap::Reached => view! { <td>{gap.words()}</td> }.into_any(),
    });
    view! {
        <tr>
            <th scope="row"><a href=format!("#section-{}", one.section)>{one.words.to_owned()}</a></th>
            <td class=open><span>{judgement(page, own)}</span></td>
            <td>{judgement(page, one.before)}</td>
            <td class="partner-view">{view_words(page, one)}</td>
            {seen}
            {gap}
        </tr>
    }
    .into_any()
}

fn section(desk: Desk, page: &Page, one: &SectionBeside, year: i32) -> AnyView {
    let this_year = year == school_year(page.today);
    let writes = this_year && page.seat == Seat::Head;
    let moderates =
        this_year && matches!(page.seat, Seat::Officer | Seat::Contact) && !one.versions.is_empty();
    let acts = view! {
        {writes.then(|| behind(desk, own_forms::evaluate(page, one, year)))}
        {moderates.then(|| behind(desk, own_forms::moderate(page, one, year)))}
    };
    let seen = one
        .seen
        .iter()
        .filter(|line| !line.words.is_empty())
        .map(|line| {
            let contested = line.contested.then_some(". The head says this note is not right.");
            view! {
                <p class="voice">{line.words.clone()}</p>
                <p class="small-print">{line.by.clone()} ", visit of " {day_words(line.on)} {contested}</p>
            }
        })
        .collect_view();
    let unseen = one.seen.is_empty().then(|| {
        view! { <p class="unseen-words">"No visit was about this in the year: nothing is known of it from outside."</p> }
    });
    view! {
        <section class="section evaluation-section" id=format!("section-{}", one.section)>
            <h2>{one.words.to_owned()}</h2>
            <div class="beside-each-other">
                <div><h3>"The school"</h3>{own(page, one)}</div>
                <div><h3>"Its partner"</h3>{one.moderated.map(|said| moderated(page, one, said))}{seen}{unseen}</div>
            </div>
            <div class="other-acts no-print">{acts}</div>
        </section>
    }
    .into_any()
}

fn own(page: &Page, one: &SectionBeside) -> AnyView {
    let Some(latest) = one.versions.last() else {
        return view! { <p class="unseen-words">"The school has said nothing of this section this year."</p> }.into_any();
    };
    let own = &latest.own;
    let evidence: Vec<&str> = own.evidence.iter().map(|one| one.words()).collect();
    let evidence = (!evidence.is_empty())
        .then(|| format!(" It rests on {}.", evidence.join(", ").to_lowercase()));
    let target = (!own.target.is_empty()).then(|| {
        view! { <dt>"We will know by"</dt><dd class="voice">{own.target.clone()}</dd> }
    });
    let version = match one.versions.len() {
        1 => String::new(),
        count => format!(" Version {count} of the year."),
    };
    let judged = own
        .judgement
        .map(|key| view! { <p class="own-judgement">{page.way.judgement(key)}</p> });
    let earlier = earlier(page, one);
    view! {
        {judged}
        <dl class="own-words">
            <dt>"Strong"</dt><dd class="voice">{own.strengths.clone()}</dd>
            <dt>"To be better"</dt><dd class="voice">{own.improve.clone()}</dd>
            {target}
        </dl>
        <p class="small-print">{latest.by.name.clone()} ", " {day_words(latest.at.day())} "." {evidence} {version}</p>
        {earlier}
    }
    .into_any()
}

/// What the school said before, this year.
fn earlier(page: &Page, one: &SectionBeside) -> Option<AnyView> {
    let (_, before) = one.versions.split_last()?;
    if before.is_empty() {
        return None;
    }
    let rows = before
        .iter()
        .rev()
        .map(|one| {
            let judged = one.own.judgement.map(|key| format!("{}. ", page.way.judgement(key)));
            view! { <li><b>{day_words(one.at.day())}</b> " " {judged} <span class="voice">{one.own.strengths.clone()}</span></li> }
        })
        .collect_view();
    Some(view! { <details class="no-print"><summary>"What it said before"</summary><ul class="report-list">{rows}</ul></details> }.into_any())
}

fn moderated(page: &Page, one: &SectionBeside, said: &Moderated) -> AnyView {
    let judged = said
        .judgement
        .map(|key| view! { <p class="own-judgement">{page.way.judgement(key)}</p> });
    let against = one.against.map(Against::words);
    let words = (!said.word.words.is_empty())
        .then(|| view! { <p class="voice">{said.word.words.clone()}</p> });
    view! {
        {judged}
        {words}
        <p class="small-print">{said.word.by.name.clone()} ", " {day_words(said.word.at.day())} ": " {against} "."</p>
    }
    .into_any()
}
