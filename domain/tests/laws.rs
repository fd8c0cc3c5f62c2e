//! What holds for every scheme and every school: drawn at random, and checked against the long way round.

use std::fmt::Write;

use domain::calendar::Date;
use domain::risk::{
    Categorisation, Changed, Document, Hundredths, Judged, Level, MOST_CHANGES, Margin, Scheme,
    Threshold, categorise, counterfactuals, judge, margins, suggest_after, sure,
    unknowns_that_matter,
};
use domain::schools::{Evidence, Finding, Key, Observed, Phase, Prior, Setting, Unknown, Value};
use proptest::prelude::*;
use proptest::sample::Index;
use time::macros::date;

const TODAY: Date = date!(2026 - 11 - 22);
const LEVELS: [&str; 4] = ["none", "low", "medium", "high"];

/// A number to draw things from: what it gives depends on nothing else.
#[derive(Debug, Clone)]
struct Draw(u64);

impl Draw {
    fn below(&mut self, most: u64) -> u64 {
        self.0 = self
            .0
            .wrapping_mul(6_364_136_223_846_793_005)
            .wrapping_add(1_442_695_040_888_963_407);
        (self.0 >> 33) % most
    }

    fn one_in(&mut self, many: u64) -> bool {
        self.below(many) == 0
    }

    fn level(&mut self) -> &'static str {
        LEVELS[usize::try_from(1 + self.below(3)).unwrap()]
    }
}

/// A scheme written at random: most are accepted, and those that are not are no cases.
fn written(seed: u64) -> String {
    let mut draw = Draw(seed);
    let (areas, count, bands) = (1 + draw.below(3), 3 + draw.below(5), 2 + draw.below(4));
    let down = draw.one_in(2) && bands > 2;
    let mut text = String::from(
        "name = \"Random\"\nversion = 1\nowner = \"Nobody\"\nfrom = \"2026-01-01\"\nsmall_cohort = 11\n\
         risk_words = [\"a\", \"b\", \"c\", \"d\"]\n",
    );
    let mut add = |line: String| {
        text.push_str(&line);
        text.push('\n');
    };
    add(format!(
        "category_of_concern = [{}]",
        if draw.one_in(2) { "\"X0\"" } else { "" }
    ));
    // Bands at the top by "at least", perhaps the lowest by "at most", one that takes the rest.
    let rest = u64::from(down);
    let mut decide: Vec<String> = (rest + 1..bands)
        .rev()
        .map(|band| format!("\"B{band}\""))
        .collect();
    if down {
        decide.push("\"B0\"".to_owned());
    }
    decide.push(format!("\"B{rest}\""));
    add(format!("decide = [{}]", decide.join(", ")));
    let summed = draw.one_in(3);
    if summed {
        add(format!(
            "points = {{ levels = [0, {}, 0.75, 1] }}",
            ["0.25", "0.5"][usize::from(draw.one_in(2))]
        ));
        add("risk_points = [0.5, 1.25, 2]".to_owned());
    }
    for rule in ["area_rule", "risk_rule"] {
        let rules: Vec<String> = ["high", "medium", "low"]
            .iter()
            .flat_map(|level| {
                (0..=draw.below(2))
                    .map(|_| (*level, [draw.below(3), draw.below(3), draw.below(3)]))
                    .collect::<Vec<_>>()
            })
            .filter(|(_, asked)| asked.iter().sum::<u64>() > 0)
            .map(|(level, [high, medium, low])| {
                format!("{{ level = \"{level}\", high = {high}, medium = {medium}, low = {low} }}")
            })
            .collect();
        add(format!(
            "{rule} = [{{ level = \"high\", critical = 1 }}, {}]",
            rules.join(", ")
        ));
    }
    for area in 0..areas {
        add(format!("[[area]]\nid = \"a{area}\"\nname = \"Area\""));
    }
    for one in 0..count {
        add(format!(
            "[[indicator]]\nid = \"X{one}\"\nname = \"One {one}\"\narea = \"a{}\"\nshelf_months = 120\ncritical = {}\nweight = {}",
            draw.below(areas),
            draw.one_in(6),
            1 + draw.below(2)
        ));
        match draw.below(3) {
            0 => {
                add("unit = \"choice\"".to_owned());
                let choices: Vec<String> = LEVELS
                    .iter()
                    .enumerate()
                    .filter(|(at, _)| *at == 0 || !draw.one_in(3))
                    .map(|(at, level)| {
                        format!("{{ id = \"c{at}\", words = \"w\", level = \"{level}\" }}")
                    })
                    .collect();
                add(format!("choice = [{}]", choices.join(", ")));
            }
            way => {
                let high = 20 + draw.below(20);
                let medium = high + 1 + draw.below(20);
                let limits = [high, medium, medium + 1 + draw.below(20)];
                let (unit, side) = if way == 1 {
                    ("per_cent", ["below", "at_most"])
                } else {
                    ("count", ["above", "at_least"])
                };
                let limit = |at: usize| {
                    if way == 1 {
                        limits[at]
                    } else {
                        100 - limits[at]
                    }
                };
                let mut lines = String::new();
                for (at, level) in ["high", "medium", "low"].iter().enumerate() {
                    let side = side[usize::from(draw.one_in(2))];
                    let _fits = write!(lines, "{{ level = \"{level}\", {side} = {} }},", limit(at));
                }
                add(format!(
                    "unit = \"{unit}\"\none_year = {}\nbounds = [0, 100]\nline = [{lines}]",
                    way == 1
                ));
            }
        }
        if one > 0 && draw.one_in(5) {
            add(format!(
                "raise = {{ from = \"low\", to = \"high\", any_of = [\"X{}\"], at_least = \"{}\", words = \"raised\" }}",
                draw.below(one),
                draw.level()
            ));
        }
    }
    for band in 0..bands {
        add(format!(
            "[[band]]\nid = \"B{band}\"\nword = \"Band {band}\"\nshort = \"B{band}\"\ntone = 1\nmeaning = \"m\"\n\
             owner = [\"partnership\", \"partnership\", \"partnership\", \"authority\"]\nreview_months = [4, 4, 4, 4]\ndays = 1"
        ));
        if band == rest {
            continue;
        }
        if band < rest {
            add(format!(
                "[[band.when]]\nwords = \"w\"\nall = [{{ risk = true, at_most = \"low\" }}, {{ all_of = [\"X0\", \"X{}\"], at_most = \"low\" }}]",
                draw.below(count)
            ));
            continue;
        }
        for _ in 0..=draw.below(2) {
            let mut asks = Vec::new();
            if draw.one_in(2) {
                asks.push(format!(
                    "{{ risk = true, at_least = \"{}\" }}",
                    draw.level()
                ));
            }
            if asks.is_empty() || draw.one_in(3) {
                asks.push(format!(
                    "{{ any_of = [\"X{}\", \"X{}\"], at_least = \"{}\" }}",
                    draw.below(count),
                    draw.below(count),
                    draw.level()
                ));
            }
            if summed && draw.one_in(2) {
                asks.push("{ points_at_least = 1.5 }".to_owned());
            }
            if draw.one_in(6) {
                asks.push(format!(
                    "{{ was = [\"B{}\"], on_track_at_most = 1 }}",
                    draw.below(bands)
                ));
            }
            add(format!(
                "[[band.when]]\nwords = \"w\"\nall = [{}]",
                asks.join(", ")
            ));
        }
    }
    text
}

/// A scheme that was accepted, and a school.
#[derive(Debug, Clone)]
struct Case {
    text: String,
    scheme: Scheme,
    evidence: Evidence,
    now: Categorisation,
}

fn value(draw: &mut Draw, scheme: &Scheme, at: usize) -> Value {
    let one = &scheme.indicators[at];
    match one.choices.len() {
        0 => Value::Number(i32::try_from(draw.below(10_001)).unwrap()),
        some => Value::Choice(one.choices[usize::try_from(draw.below(some as u64)).unwrap()].id),
    }
}

fn seen(finding: Finding) -> Observed {
    Observed {
        finding,
        comparator: None,
        cohort: Some(40),
        marker: None,
        as_at: date!(2026 - 09 - 01),
        contested: false,
    }
}

fn school(draw: &mut Draw, scheme: &Scheme) -> Evidence {
    let mut readings = Vec::new();
    for (at, one) in scheme.indicators.iter().enumerate() {
        let mut reading = match draw.below(8) {
            0 => continue,
            1 => seen(Finding::Unknown(Unknown::Suppressed)),
            _ => seen(Finding::Known(value(draw, scheme, at))),
        };
        reading.contested = draw.one_in(8);
        readings.push((one.id, reading));
    }
    let mut evidence = Evidence::new(Phase::Primary, Setting::Mainstream, readings);
    if draw.one_in(2) {
        evidence.prior = Some(Prior {
            band: scheme.bands[usize::try_from(draw.below(scheme.bands.len() as u64)).unwrap()].id,
            since: date!(2026 - 01 - 01),
            on_track: u8::try_from(draw.below(3)).unwrap(),
            without_progress: 0,
            met: draw.one_in(2),
        });
    }
    evidence
}

fn case() -> impl Strategy<Value = Case> {
    any::<u64>().prop_filter_map("the scheme was refused", |seed| {
        let text = written(seed);
        let scheme = Scheme::parse(&text).ok()?;
        let evidence = school(&mut Draw(!seed), &scheme);
        let now = categorise(&evidence, &scheme, TODAY);
        Some(Case {
            text,
            scheme,
            evidence,
            now,
        })
    })
}

fn level(scheme: &Scheme, at: usize, seen: &Observed) -> Judged {
    judge(
        &scheme.indicators[at],
        seen,
        Setting::Mainstream,
        scheme.small_cohort,
        TODAY,
    )
}

/// Every level an indicator can be at that is known of this school.
fn others(case: &Case, at: usize) -> Vec<Level> {
    let (Judged::Is(was) | Judged::Contested(was)) = case.now.judged[at] else {
        return Vec::new();
    };
    Level::ALL
        .into_iter()
        .filter(|level| *level != was && case.scheme.indicators[at].can_be(*level))
        .collect()
}

/// The sets of so many indicators that can lead to a less (or more) serious band, found by trying everything.
fn sets(case: &Case, size: usize, worse: bool) -> Vec<Vec<Key>> {
    fn go(
        case: &Case,
        from: usize,
        more: usize,
        chosen: &mut Vec<usize>,
        judged: &mut Vec<Judged>,
        worse: bool,
        out: &mut Vec<Vec<Key>>,
    ) {
        if more == 0 {
            let band = suggest_after(&case.scheme, judged.clone(), case.now.before)
                .band
                .known;
            if (worse && band > case.now.band.known) || (!worse && band < case.now.band.known) {
                out.push(
                    chosen
                        .iter()
                        .map(|at| case.scheme.indicators[*at].id)
                        .collect(),
                );
            }
            return;
        }
        for at in from..judged.len() {
            let was = judged[at];
            chosen.push(at);
            for level in others(case, at) {
                judged[at] = Judged::Is(level);
                go(case, at + 1, more - 1, chosen, judged, worse, out);
            }
            judged[at] = was;
            chosen.pop();
        }
    }
    let mut out = Vec::new();
    go(
        case,
        0,
        size,
        &mut Vec::new(),
        &mut case.now.judged.clone(),
        worse,
        &mut out,
    );
    out.sort();
    out.dedup();
    out
}

fn applied(evidence: &Evidence, changes: &[Changed], pupils: bool) -> Evidence {
    let mut then = evidence.clone();
    for change in changes {
        let mut seen = *evidence.of(change.indicator).unwrap();
        seen.finding = match (change.pupils, seen.cohort) {
            (Some((_, all)), Some(cohort)) if pupils => {
                Finding::number(i32::try_from((all * 10_000 + cohort / 2) / cohort).unwrap())
            }
            _ => Finding::Known(change.value),
        };
        seen.marker = None;
        seen.contested = false;
        then.set(change.indicator, seen);
    }
    then
}

/// The scheme with one line drawn elsewhere, where that is still a scheme.
fn redrawn(case: &Case, margin: &Margin, to: i32) -> Option<Scheme> {
    let Threshold::Line { indicator, line } = margin.of else {
        return None;
    };
    let mut document: Document = case.scheme.document.clone();
    let one = document
        .indicator
        .iter_mut()
        .find(|one| one.id == indicator)?;
    let line = one.line.as_mut()?.get_mut(line)?;
    for limit in [
        &mut line.below,
        &mut line.at_most,
        &mut line.above,
        &mut line.at_least,
    ] {
        if limit.is_some() {
            *limit = Some(Hundredths(to));
        }
    }
    Scheme::new(document).ok()
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 400, ..ProptestConfig::default() })]

    #[test]
    fn worse_evidence_never_gives_a_better_suggestion(case in case(), at in any::<Index>(), seed in any::<u64>()) {
        let at = at.index(case.scheme.indicators.len());
        let id = case.scheme.indicators[at].id;
        let new = seen(Finding::Known(value(&mut Draw(seed), &case.scheme, at)));
        let worse = level(&case.scheme, at, &new).known() >= case.now.judged[at].known();
        let mut then = case.evidence.clone();
        then.set(id, new);
        let then = categorise(&then, &case.scheme, TODAY);
        if worse {
            prop_assert!(then.band.known >= case.now.band.known && then.risk.known >= case.now.risk.known, "{}", case.text);
        } else {
            prop_assert!(then.band.known <= case.now.band.known && then.risk.known <= case.now.risk.known, "{}", case.text);
        }
    }

    #[test]
    fn the_range_holds_whatever_the_unknowns_turn_out_to_be(case in case(), seed in any::<u64>()) {
        let (now, scheme) = (&case.now, &case.scheme);
        prop_assert!(now.band.lowest <= now.band.known && now.band.known <= now.band.highest);
        prop_assert!(now.risk.lowest <= now.risk.known && now.risk.known <= now.risk.highest);
        let mut draw = Draw(seed);
        let mut then = case.evidence.clone();
        for (at, one) in now.judged.iter().enumerate() {
            if one.is_open() && !draw.one_in(4) {
                then.set(scheme.indicators[at].id, seen(Finding::Known(value(&mut draw, scheme, at))));
            }
        }
        let then = categorise(&then, scheme, TODAY);
        prop_assert!(now.band.lowest <= then.band.known && then.band.known <= now.band.highest, "{}", case.text);
        prop_assert!(now.risk.lowest <= then.risk.known && then.risk.known <= now.risk.highest, "{}", case.text);
    }

    #[test]
    fn an_unknown_that_does_not_matter_moves_nothing(case in case(), seed in any::<u64>()) {
        let matter = unknowns_that_matter(&case.scheme, &case.now);
        prop_assert_eq!(matter.is_empty(), case.now.band.settled().is_some() && case.now.risk.settled().is_some());
        let mut draw = Draw(seed);
        let mut then = case.evidence.clone();
        for (at, one) in case.now.judged.iter().enumerate() {
            let id = case.scheme.indicators[at].id;
            if matches!(one, Judged::Unknown(_)) && matter.is_empty() {
                then.set(id, seen(Finding::Known(value(&mut draw, &case.scheme, at))));
            }
        }
        let then = categorise(&then, &case.scheme, TODAY);
        prop_assert_eq!((then.band.known, then.risk.known), (case.now.band.known, case.now.risk.known));
    }

    #[test]
    fn every_counterfactual_moves_the_category_and_no_smaller_set_does(case in case()) {
        let found = counterfactuals(&case.scheme, &case.evidence, &case.now, usize::MAX);
        for one in &found {
            let then = categorise(&applied(&case.evidence, &one.changes, false), &case.scheme, TODAY);
            prop_assert_eq!((then.band.known, then.risk.known), (one.band, one.risk), "{}", case.text);
            prop_assert_ne!(one.band, case.now.band.known);
            // In whole pupils it goes at least as far the same way.
            let then = categorise(&applied(&case.evidence, &one.changes, true), &case.scheme, TODAY);
            if one.band > case.now.band.known {
                prop_assert!(then.band.known >= one.band);
            } else {
                prop_assert!(then.band.known <= one.band);
            }
        }
        for worse in [false, true] {
            let mut said: Vec<Vec<Key>> = found
                .iter()
                .filter(|one| (one.band > case.now.band.known) == worse)
                .map(|one| one.changes.iter().map(|change| change.indicator).collect())
                .collect();
            said.sort();
            let smallest = (1..=MOST_CHANGES).map(|size| sets(&case, size, worse)).find(|sets| !sets.is_empty());
            prop_assert_eq!(said, smallest.unwrap_or_default(), "{}", case.text);
        }
    }

    #[test]
    fn the_order_of_what_is_given_is_irrelevant(case in case(), turn in any::<Index>()) {
        let mut readings = case.evidence.readings().to_vec();
        let count = readings.len();
        readings.rotate_left(turn.index(count.max(1)).min(count));
        readings.reverse();
        let mut then = Evidence::new(Phase::Primary, Setting::Mainstream, readings);
        then.prior = case.evidence.prior;
        prop_assert_eq!(&categorise(&then, &case.scheme, TODAY), &case.now);
        let mut document = case.scheme.document.clone();
        document.indicator.reverse();
        let scheme = Scheme::new(document).unwrap();
        prop_assert_eq!(&categorise(&case.evidence, &scheme, TODAY), &case.now);
    }

    #[test]
    fn a_threshold_moved_as_far_as_is_said_moves_the_school_and_less_far_does_not(case in case()) {
        for margin in margins(&case.scheme, &case.evidence, &case.now) {
            if let Some(scheme) = redrawn(&case, &margin, margin.to) {
                prop_assert_eq!(categorise(&case.evidence, &scheme, TODAY).band.known, margin.band, "{}", case.text);
            }
            let nearer = margin.to - (margin.to - margin.from).signum();
            if let Some(scheme) = redrawn(&case, &margin, nearer) {
                prop_assert_eq!(categorise(&case.evidence, &scheme, TODAY).band.known, case.now.band.known, "{}", case.text);
            }
        }
    }

    #[test]
    fn the_chances_of_other_cohorts_add_up(case in case()) {
        let sure = sure(&case.scheme, &case.evidence, &case.now);
        let elsewhere: u32 = sure.others.iter().map(|(_, chance)| chance).sum();
        prop_assert!(sure.stays <= 10_000 && sure.stays + elsewhere == 10_000);
        prop_assert!(!sure.drawn.is_empty() || sure.stays == 10_000);
    }
}

/// The laws above would say little of cases that were all alike.
#[test]
fn the_cases_drawn_are_of_many_kinds() {
    let (mut accepted, mut pairs, mut open, mut raised, mut summed, mut before, mut moved) =
        (0, 0, 0, 0, 0, 0, 0);
    for seed in 0..600_u64 {
        let seed = seed.wrapping_mul(0x9E37_79B9_7F4A_7C15);
        let Ok(scheme) = Scheme::parse(&written(seed)) else {
            continue;
        };
        let evidence = school(&mut Draw(!seed), &scheme);
        let now = categorise(&evidence, &scheme, TODAY);
        let ways = counterfactuals(&scheme, &evidence, &now, usize::MAX);
        accepted += 1;
        pairs += usize::from(ways.iter().any(|one| one.changes.len() > 1));
        open += usize::from(now.band.settled().is_none());
        raised += usize::from(domain::risk::effective(&scheme, &now) != now.judged);
        summed += usize::from(now.points.is_some());
        before += usize::from(now.before.is_some());
        moved += usize::from(sure(&scheme, &evidence, &now).stays < 10_000);
    }
    for (what, count) in [
        ("accepted", accepted),
        ("pairs", pairs),
        ("open", open),
        ("raised", raised),
        ("summed", summed),
        ("before", before),
        ("moved", moved),
    ] {
        assert!(count >= 10, "{what} {count} of {accepted} accepted");
    }
}
