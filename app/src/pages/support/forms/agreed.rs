//! What is agreed: the scope, and the agreement itself.

use domain::api::CasePage;
use domain::schools::NeedId;
use domain::support::money::WhoPays;
use domain::support::{Overseer, Scope, Step, StepKind, Terms};

use crate::browser;
use crate::pages::support::form::{Ask, Form, How};

pub fn scope(page: &CasePage) -> Form {
    let request = &page.case.request;
    let need = NeedId(browser::new_id());
    let area = request.area;
    let asks = vec![
        Ask::new("talked", "What you talked about with the head", How::Words)
            .hint("Support begins with this talk; it cannot be skipped"),
        Ask::new("half_days", "Days", How::Days).at_first(request.half_days.words()),
        Ask::new("from", "From", How::Day).at_first(request.from.to_string()),
        Ask::new("to", "Until", How::Day).at_first(request.to.to_string()),
        Ask::new("measures", "How one will know that it helped", How::Words)
            .at_first(request.outcome.clone()),
        who_pays(page),
        Ask::new(
            "funding",
            "Who pays, as the agreement will say it",
            How::Line,
        ),
    ];
    const FIELDS: &[&str] = &[
        "talked",
        "half_days",
        "from",
        "to",
        "measures",
        "pays",
        "funding",
    ];
    Form::new(StepKind::Scope, FIELDS, asks, move |written| {
        Ok(Step::Scope {
            scope: Box::new(Scope {
                area,
                half_days: written.days("half_days")?,
                from: written.day("from")?,
                to: written.day("to")?,
                talked: written.text("talked"),
                measures: written.text("measures"),
                funding: written.text("funding"),
                pays: payers(&written.many("pays")),
            }),
            need,
        })
    })
    .lead("It then stands on the board as a need, and the best plan takes it in.")
}

/// Pots that may pay for it, and the school; those that may not are named with why.
fn who_pays(page: &CasePage) -> Ask {
    let mut all: Vec<(String, String)> = page
        .pots
        .iter()
        .filter(|pot| pot.reasons.is_empty())
        .map(|pot| {
            let words = format!("{}, {} available", pot.name, pot.available.words());
            (pot.id.to_string(), words)
        })
        .collect();
    all.push((SCHOOL.to_owned(), "The school itself".to_owned()));
    let not: Vec<String> = page
        .pots
        .iter()
        .filter(|pot| !pot.reasons.is_empty())
        .map(|pot| {
            let reasons: Vec<String> = pot.reasons.iter().map(|one| one.words()).collect();
            format!("{} {}.", pot.name, reasons.join("; it "))
        })
        .collect();
    let hint = format!(
        "In the order you press them: each pays what is left as far as it goes. {}",
        not.join(" ")
    );
    let now = page.case.pays.as_ref().map(|pays| {
        let mut parts: Vec<String> = pays.pots.iter().map(ToString::to_string).collect();
        parts.extend(pays.school.then(|| SCHOOL.to_owned()));
        parts.join(",")
    });
    Ask::new("pays", "Who pays", How::AnyOf(all))
        .hint(hint.trim())
        .at_first(now.unwrap_or_default())
}

/// The school, among the pots.
const SCHOOL: &str = "school";

fn payers(chosen: &[String]) -> Option<WhoPays> {
    (!chosen.is_empty()).then(|| WhoPays {
        pots: chosen.iter().filter_map(|one| one.parse().ok()).collect(),
        school: chosen.iter().any(|one| one == SCHOOL),
    })
}

pub fn fund(page: &CasePage) -> Form {
    let lead = if page.case.helper.is_some() {
        "Money is put aside at once, at the price of a day today; what was put aside before and is not used goes back."
    } else {
        "Money is put aside once somebody is proposed."
    };
    Form::new(StepKind::Fund, &["pays"], vec![who_pays(page)], |written| {
        let pays = payers(&written.many("pays")).ok_or(("pays", "Choose a pot, or the school"))?;
        Ok(Step::Fund { pays })
    })
    .lead(lead)
}

/// Who oversees it, and what they take on.
pub fn oversee(page: &CasePage) -> Form {
    let before = page.case.overseer.as_ref();
    let mut known = page.duties.clone();
    for duty in before.iter().flat_map(|one| &one.duties) {
        if !known.contains(duty) {
            known.push(duty.clone());
        }
    }
    let choices = known
        .iter()
        .enumerate()
        .map(|(at, duty)| (at.to_string(), duty.words.clone()))
        .collect();
    let chosen: Vec<String> = known
        .iter()
        .enumerate()
        .filter(|(_, duty)| before.is_none_or(|one| one.duties.contains(duty)))
        .map(|(at, _)| at.to_string())
        .collect();
    let text =
        |get: fn(&Overseer) -> &String| before.map_or_else(String::new, |one| get(one).clone());
    let asks = vec![
        Ask::new("body", "Trust, teaching school or hub", How::Line)
            .at_first(text(|one| &one.body)),
        Ask::new("person", "Who answers there", How::Line).at_first(text(|one| &one.person)),
        Ask::new("duties", "What they take on", How::AnyOf(choices)).at_first(chosen.join(",")),
    ];
    const FIELDS: &[&str] = &["body", "person", "duties"];
    Form::new(StepKind::Oversee, FIELDS, asks, move |written| {
        let duties = written.many("duties");
        let duties = duties
            .iter()
            .filter_map(|at| known.get(at.parse::<usize>().ok()?).cloned());
        Ok(Step::Oversee {
            overseer: Box::new(Overseer {
                body: written.text("body"),
                person: written.text("person"),
                duties: duties.collect(),
            }),
        })
    })
    .lead("Who oversees it answers for its quality; the record shows what was done.")
}

pub fn draft(page: &CasePage) -> Form {
    let case = &page.case;
    let before = case.agreement.as_ref().map(|one| &one.terms);
    let (from, to) = case.days();
    let measures = before
        .map(|one| one.measures.clone())
        .or_else(|| case.scope.as_ref().map(|one| one.measures.clone()))
        .unwrap_or_else(|| case.request.outcome.clone());
    let payer = before
        .map(|one| one.payer.clone())
        .or_else(|| case.scope.as_ref().map(|one| one.funding.clone()))
        .filter(|words| !words.is_empty())
        .unwrap_or_else(|| named(page));
    let rate = before
        .map(|one| one.day_rate)
        .or_else(|| {
            page.money
                .as_ref()
                .and_then(|one| u32::try_from(one.day.0).ok())
        })
        .or(page.day_rate)
        .unwrap_or(0);
    let roles = before.map_or_else(
        || "The school leads its own improvement: its head answers for it, frees the people named in the plan and says whether each record is right. The leader works with them, records each visit within five working days and reports. The leader’s own school releases them on the days agreed.".to_owned(),
        |one| one.roles.clone(),
    );
    let asks = vec![
        Ask::new("half_days", "Days", How::Days).at_first(case.half_days().words()),
        Ask::new("from", "From", How::Day).at_first(from.to_string()),
        Ask::new("to", "Until", How::Day).at_first(to.to_string()),
        Ask::new("measures", "How one will know that it helped", How::Words).at_first(measures),
        Ask::new("roles", "What each side does", How::Words).at_first(roles),
        Ask::new("rate", "Pounds a day", How::Line).at_first(pounds(rate)),
        Ask::new("payer", "Who pays", How::Line).at_first(payer),
        Ask::new("notice", "Weeks of notice", How::Line)
            .at_first(before.map_or(2, |one| one.notice_weeks).to_string()),
        Ask::new("chair", "The chair of governors signs too", How::Tick).at_first(
            if before.is_some_and(|one| one.chair_signs) {
                "yes"
            } else {
                ""
            },
        ),
    ];
    const FIELDS: &[&str] = &[
        "half_days",
        "from",
        "to",
        "measures",
        "roles",
        "rate",
        "payer",
        "notice",
        "chair",
    ];
    Form::new(StepKind::Draft, FIELDS, asks, |written| {
        let weeks = written.text("notice").parse::<u32>();
        Ok(Step::Draft {
            terms: Box::new(Terms {
                half_days: written.days("half_days")?,
                from: written.day("from")?,
                to: written.day("to")?,
                measures: written.text("measures"),
                roles: written.text("roles"),
                day_rate: pence(&written.text("rate")).ok_or(("rate", "Write pounds: 350, or 367.50"))?,
                payer: written.text("payer"),
                notice_weeks: weeks.map_err(|_| ("notice", "Write a number of weeks"))?,
                chair_signs: written.tick("chair"),
            }),
        })
    })
    .lead("Confidential between those who sign; each may withdraw with the notice it names. Every change is a new version, signed anew.")
}

/// Who was named to pay, in words.
fn named(page: &CasePage) -> String {
    let Some(pays) = &page.case.pays else {
        return String::new();
    };
    let pots = pays
        .pots
        .iter()
        .filter_map(|id| page.pots.iter().find(|pot| pot.id == *id));
    let mut all: Vec<String> = pots.map(|pot| pot.name.clone()).collect();
    all.extend(pays.school.then(|| "the school".to_owned()));
    crate::words::capital(&all.join(", "))
}

/// Pence as pounds: "350", "367.50".
pub fn pounds(pence: u32) -> String {
    match pence % 100 {
        0 => (pence / 100).to_string(),
        rest => format!("{}.{rest:02}", pence / 100),
    }
}

fn pence(text: &str) -> Option<u32> {
    let text = text.trim().trim_start_matches('£').replace(',', "");
    let (whole, part) = text.split_once('.').unwrap_or((&text, ""));
    let whole: u32 = whole.parse().ok()?;
    let part: u32 = match part.len() {
        0 => 0,
        1 => part.parse::<u32>().ok()? * 10,
        2 => part.parse().ok()?,
        _ => return None,
    };
    whole.checked_mul(100)?.checked_add(part)
}
