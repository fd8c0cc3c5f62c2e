//! Every school's evidence beside the rules: value and level of each indicator, levels of the areas, risk
//! and band with their ranges, and the reason.

use domain::calendar::Date;
use domain::risk::{
    Judged, Level, Scheme, Span, Unit, categorise, effective, explain, finding_words, span_words,
};
use domain::schools::{Evidence, Finding, School, Value};

use super::{Cell, Table};

/// One row a school, in the order they come; indicators in the scheme's own order.
pub fn levels(scheme: &Scheme, schools: &[School], evidence: &[Evidence], on: Date) -> Table {
    Table {
        title: "Levels and reasons".to_owned(),
        heads: heads(scheme),
        rows: schools
            .iter()
            .zip(evidence)
            .map(|(school, evidence)| row(scheme, school, evidence, on))
            .collect(),
    }
}

fn heads(scheme: &Scheme) -> Vec<String> {
    let mut heads = vec!["urn".to_owned(), "school".to_owned()];
    for at in &scheme.reading_order {
        let indicator = &scheme.indicators[*at];
        let name = format!("{} {}", indicator.id, indicator.name);
        heads.push(format!("{name}{}", unit(indicator.unit)));
        heads.push(format!("{}: level", indicator.id));
    }
    heads.extend(
        scheme
            .areas
            .iter()
            .map(|area| format!("{}: level", area.name)),
    );
    heads.extend(["risk", "risk range", "band", "band range", "reason"].map(str::to_owned));
    heads
}

fn unit(unit: Unit) -> &'static str {
    match unit {
        Unit::PerCent => " (%)",
        Unit::Points => " (points)",
        Unit::Centile => " (centile)",
        Unit::Years => " (years)",
        Unit::Score | Unit::Count | Unit::Ratio | Unit::Choice => "",
    }
}

fn row(scheme: &Scheme, school: &School, evidence: &Evidence, on: Date) -> Vec<Cell> {
    let now = categorise(evidence, scheme, on);
    // As they count: others may have raised them.
    let counted = effective(scheme, &now);
    let mut cells = vec![Cell::Id(school.urn.into()), Cell::text(&school.name)];
    for at in &scheme.reading_order {
        let indicator = &scheme.indicators[*at];
        cells.push(match evidence.of(indicator.id).map(|seen| seen.finding) {
            Some(Finding::Known(Value::Number(number))) => Cell::Number(number.into()),
            Some(finding) => Cell::Text(finding_words(indicator, finding)),
            None => Cell::Nothing,
        });
        cells.push(Cell::Text(judged_words(counted[*at])));
    }
    let level = |level: Level| level.word().to_owned();
    let risk = |level: Level| scheme.risk_word(level).to_owned();
    let areas = now.areas.iter();
    cells.extend(areas.map(|span| Cell::Text(range(*span, level))));
    cells.push(Cell::Text(risk(now.risk.known)));
    cells.push(Cell::Text(range(now.risk, risk)));
    cells.push(Cell::text(&scheme.band(now.band.known).word));
    cells.push(Cell::Text(span_words(scheme, now.band)));
    cells.push(Cell::Text(explain(scheme, evidence, &now).sentence));
    cells
}

fn judged_words(judged: Judged) -> String {
    match judged {
        Judged::Is(level) => level.word().to_owned(),
        Judged::Contested(level) => format!("{} (contested)", level.word()),
        Judged::Unknown(why) => format!("Not known: {}", why.words()),
        Judged::NotCollected => "Not collected".to_owned(),
        Judged::DoesNotApply => "Does not apply".to_owned(),
    }
}

fn range(span: Span<Level>, word: impl Fn(Level) -> String) -> String {
    if span.lowest == span.highest {
        word(span.lowest)
    } else {
        format!("{} to {}", word(span.lowest), word(span.highest))
    }
}
