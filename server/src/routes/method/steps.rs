//! From facts to areas, from areas to risk, from both to a category; and what follows from it.

use domain::risk::{
    BandDoc, Document, Level, Scheme, TallyDoc, condition_words, count_words, owner_words,
    read_twice_words,
};

use super::data::standing_words;
use super::html;

pub fn section(scheme: &Scheme) -> String {
    let document = &scheme.document;
    let mut body = String::new();
    body.push_str(&counting(document));
    body.push_str(&points(scheme));
    body.push_str(&html::heading("Then a category"));
    let order: Vec<String> = scheme
        .decide
        .iter()
        .map(|band| scheme.band(*band).word.clone())
        .collect();
    body.push_str(&html::paragraph(&format!(
        "Categories are tried in this order, and the first whose rule is met is suggested: {}. The last \
         takes every school that is left.",
        order.join(", ")
    )));
    let rows: Vec<_> = document
        .band
        .iter()
        .map(|band| vec![named(band), leads(document, band), stands(band)])
        .collect();
    body.push_str(&html::table(
        "What leads to each category",
        &["Category", "Any one of these", "Where the rule comes from"],
        &rows,
    ));
    body.push_str(&html::heading("What follows from it"));
    body.push_str(&follows(scheme));
    body.push_str(&by_risk(scheme));
    body.push_str(&html::paragraph(&format!(
        "A second person reads a decision, before it is told, {}: somebody who neither made it nor has to do \
         with the school. The same is so of every decision otherwise than suggested.",
        read_twice_words(&scheme.document)
    )));
    html::section("From facts to a category", &body)
}

fn counting(document: &Document) -> String {
    let mut out = String::new();
    for (title, about, rules) in [
        (
            "First, areas",
            "An area has the most serious level that is met, counting its facts. A more serious one also \
             counts where a less serious one is asked for. A critical fact is one that is serious whatever \
             else is known.",
            &document.area_rule,
        ),
        (
            "Then, risk",
            "The risk is counted in the same way, over the areas and not over single facts: three results \
             of one test are one area.",
            &document.risk_rule,
        ),
    ] {
        if rules.is_empty() {
            continue;
        }
        out.push_str(&html::heading(title));
        out.push_str(&html::paragraph(about));
        let rows: Vec<_> = [Level::High, Level::Medium, Level::Low]
            .into_iter()
            .map(|level| (level, of_level(rules, level)))
            .filter(|(_, words)| !words.is_empty())
            .map(|(level, words)| vec![vec![level.word().to_owned()], words])
            .collect();
        let caption = if title == "Then, risk" {
            "When the risk has each level"
        } else {
            "When an area has each level"
        };
        out.push_str(&html::table(
            caption,
            &["Level", "At least any one of these"],
            &rows,
        ));
    }
    let concern: Vec<String> = document
        .category_of_concern
        .iter()
        .filter_map(|id| document.indicator.iter().find(|one| one.id == *id))
        .filter_map(|one| one.name.clone())
        .collect();
    if !concern.is_empty() {
        out.push_str(&html::paragraph(&format!(
            "At high these put a school with the local authority whatever its category: {}.",
            concern.join("; ")
        )));
    }
    out
}

fn of_level(rules: &[TallyDoc], level: Level) -> Vec<String> {
    rules
        .iter()
        .filter(|rule| rule.level == level)
        .map(count_words)
        .collect()
}

/// Where a scheme sums points: what they are and where the risk is drawn.
fn points(scheme: &Scheme) -> String {
    if !scheme.sums_points() {
        return String::new();
    }
    let number =
        |hundredths: i32| domain::risk::number_words(domain::risk::Unit::Count, hundredths);
    let [_, low, medium, high] = scheme.points.map(number);
    let mut text = format!(
        "Each fact gives points: {low} at low, {medium} at medium, {high} at high. They are summed."
    );
    if let Some(lines) = scheme.risk_points {
        let [low, medium, high] = lines.map(number);
        text.push_str(&format!(
            " The risk is low from {low} points, medium from {medium} and high from {high}."
        ));
    }
    html::heading("Points") + &html::paragraph(&text)
}

fn named(band: &BandDoc) -> Vec<String> {
    let mut words = vec![band.word.clone(), band.meaning.clone()];
    if !band.category.is_empty() {
        words.push(format!("The authority’s own category: {}", band.category));
    }
    words
}

fn leads(document: &Document, band: &BandDoc) -> Vec<String> {
    let mut words: Vec<String> = band
        .when
        .iter()
        .map(|rule| {
            let asks: Vec<String> = rule
                .all
                .iter()
                .map(|one| condition_words(document, one))
                .collect();
            format!("{}: {}.", rule.words, asks.join(", and "))
        })
        .collect();
    if let Some(sums) = band.points {
        let [from, to] =
            sums.map(|one| domain::risk::number_words(domain::risk::Unit::Count, one.0));
        words.push(format!("A sum from {from} to under {to} points."));
    }
    if words.is_empty() {
        words.push("Every school that is left.".to_owned());
    }
    words
}

fn stands(band: &BandDoc) -> Vec<String> {
    let rules = band.when.iter();
    let mut words: Vec<String> = rules
        .map(|rule| standing_words(rule.standing, &rule.source))
        .collect();
    if words.is_empty() {
        words.push(standing_words(band.standing, &band.source));
    }
    words.dedup();
    words
}

fn follows(scheme: &Scheme) -> String {
    let rows: Vec<_> = scheme
        .bands
        .iter()
        .map(|band| {
            let mut time = Vec::new();
            if let Some(days) = band.support_within_days {
                time.push(format!("support is secured within {days} working days"));
            }
            if let Some(clock) = band.clock {
                time.push(format!(
                    "{} months at most, with a warning after {}",
                    clock.limit_months, clock.warn_months
                ));
            }
            vec![
                vec![band.word.clone()],
                vec![format!("{} at most", band.days)],
                band.follows.clone(),
                time,
                vec![standing_words(band.standing, &band.source)],
            ]
        })
        .collect();
    html::table(
        "What follows from each category",
        &[
            "Category",
            "Days of support a year",
            "What follows",
            "Time",
            "Where this comes from",
        ],
        &rows,
    )
}

fn by_risk(scheme: &Scheme) -> String {
    let mut heads = vec!["Category"];
    heads.extend(scheme.risk_words.iter().map(String::as_str));
    let rows: Vec<_> = scheme
        .bands
        .iter()
        .map(|band| {
            let mut row = vec![vec![band.word.clone()]];
            row.extend(
                band.owner
                    .iter()
                    .zip(band.review_months)
                    .map(|(owner, months)| {
                        vec![
                            owner_words(*owner).to_owned(),
                            format!("next review after {months} months"),
                        ]
                    }),
            );
            row
        })
        .collect();
    html::table(
        "Who has the school, and when it is reviewed, by category and risk",
        &heads,
        &rows,
    )
}
