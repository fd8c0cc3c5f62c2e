//! The shipped schemes are whole, and a scheme that is not is refused with the line and the reason.

use domain::risk::{
    BRADFORD, CATALOGUE, Condition, Document, Level, SHIPPED, Scheme, SchemeFault, Standing, Test,
    categorise, countdown, listed,
};
use domain::schools::{Evidence, Finding, Key, Observed, Phase, Setting, Urn};
use time::macros::date;

fn scheme(name: &str) -> Scheme {
    let text = Scheme::shipped(name).unwrap();
    Scheme::parse(text).unwrap_or_else(|faults| panic!("{name}: {faults:#?}"))
}

#[test]
fn every_shipped_scheme_is_accepted_and_says_the_same_sent_as_json() {
    for (name, text) in SHIPPED {
        let scheme = scheme(name);
        assert!(scheme.version > 0 && !scheme.owner.is_empty(), "{name}");
        let json = serde_json::to_string(&scheme).unwrap();
        let sent: Scheme = serde_json::from_str(&json).unwrap();
        assert_eq!(sent, scheme, "{name}");
        assert_eq!(
            Document::parse(text).unwrap().whole().unwrap(),
            scheme.document
        );
    }
}

#[test]
fn the_catalogue_has_every_indicator_of_the_field() {
    for id in [
        "I01", "I02", "I03", "I04", "I05", "I06", "I10", "I11", "I12", "I13", "I14", "I15", "I16",
        "I17", "I18", "I20", "I21", "I30", "I31", "I32", "I40", "I41", "I42", "I50", "I60", "I61",
        "I62", "I63", "I64", "I64_4y", "I65", "I66", "I70", "I71", "I80", "I81", "I85", "I90",
    ] {
        assert!(CATALOGUE.contains(&format!("id = \"{id}\"\n")), "{id}");
        assert!(
            scheme("bradford").indicator(id.parse().unwrap()).is_some(),
            "{id}"
        );
    }
}

#[test]
fn what_is_sourced_or_mapped_says_from_where() {
    for (name, _) in SHIPPED {
        let scheme = scheme(name);
        for one in &scheme.indicators {
            let lines = one.lines.iter().chain(&one.special_lines);
            let lines = lines.map(|line| (line.standing, &line.source));
            for (standing, source) in
                lines.chain(one.choices.iter().map(|it| (it.standing, &it.source)))
            {
                assert!(
                    standing == Standing::Proposed || !source.is_empty(),
                    "{name} {}",
                    one.id
                );
            }
        }
        for band in &scheme.bands {
            for when in &band.when {
                assert!(
                    when.standing == Standing::Proposed || !when.source.is_empty(),
                    "{name} {}",
                    band.id
                );
            }
        }
    }
}

#[test]
fn settings_are_asked_the_reduced_set() {
    let scheme = scheme("rotherham");
    let asked: Vec<String> = scheme
        .indicators
        .iter()
        .filter(|one| one.applies(Phase::Nursery, Setting::Mainstream))
        .map(|one| one.id.to_string())
        .collect();
    assert_eq!(
        asked.join(" "),
        "I01 I02 I03 I04 I05 I06 I17 I40 I41 I42 I50 I70 I71 I80 I85"
    );
    assert!(
        scheme
            .indicator(Key::of("I10"))
            .unwrap()
            .applies(Phase::Primary, Setting::Mainstream)
    );
}

#[test]
fn wiltshire_reviews_six_times_a_year_and_keeps_its_category_apart_from_ofsteds() {
    let scheme = scheme("wiltshire_primary");
    let band = |id: &str| scheme.band_named(id.parse().unwrap()).unwrap();
    for id in ["W1", "W2", "W3", "W4"] {
        assert_eq!(
            scheme
                .band(band(id))
                .review_months
                .map(|months| 12 / months),
            [6; 4]
        );
    }
    assert_eq!(scheme.band(band("W3")).category, "LA Notice to Improve");
    assert_eq!(scheme.band(band("W4")).category, "LA Special Measures");
    assert_eq!(
        scheme.category_of_concern,
        [scheme.place(Key::of("I04")).unwrap()]
    );
    assert!(countdown(&scheme, band("W2"), date!(2026 - 09 - 01)).is_none());
}

#[test]
fn eight_measures_summed_make_a_list_and_the_supported_are_passed_over() {
    let scheme = scheme("opportunity_area");
    let on = date!(2019 - 03 - 15);
    let centile = |hundredths| Observed {
        finding: Finding::number(hundredths),
        comparator: None,
        cohort: None,
        marker: None,
        as_at: on,
        contested: false,
    };
    // Deprived (1 and 0.75), far behind at five (1, 1), behind later (0.75, 0.75, 0.5), then not (0).
    let ranks = [9_500, 8_000, 500, 900, 1_500, 2_000, 4_000, 6_000];
    let ids = ["A1", "A2", "A3", "A4", "A5", "A6", "A7", "A8"];
    let readings = ids
        .map(|id| id.parse::<Key>().unwrap())
        .into_iter()
        .zip(ranks.map(centile));
    let now = categorise(
        &Evidence::new(Phase::Primary, Setting::Mainstream, readings),
        &scheme,
        on,
    );
    assert_eq!(now.points.unwrap().known, 575);
    assert_eq!(scheme.band(now.band.known).short, "L2");
    assert_eq!(now.risk.known, Level::Medium);
    let school = |number: u32| Urn::try_from(100_000 + number).unwrap();
    let sums = [
        (school(1), 575),
        (school(2), 800),
        (school(3), 700),
        (school(4), 575),
    ];
    assert_eq!(listed(&sums, &[school(3)], 2), [school(2), school(1)]);
}

/// Bradford with one passage written otherwise, refused: the faults, the line the passage begins on, and
/// the line of the last heading before it.
fn refused(from: &str, to: &str) -> (Vec<SchemeFault>, usize, usize) {
    refused_in(BRADFORD, from, to)
}

fn refused_in(text: &str, from: &str, to: &str) -> (Vec<SchemeFault>, usize, usize) {
    let at = text.find(from).unwrap_or_else(|| panic!("{from}"));
    let line = |at: usize| 1 + text[..at].matches('\n').count();
    let heading = text[..at].rfind("\n[[").map_or(1, |at| line(at + 1));
    match Scheme::parse(&text.replacen(from, to, 1)) {
        Ok(_) => panic!("{from} as {to} was accepted"),
        Err(faults) => (faults, line(at), heading),
    }
}

fn says(faults: &[SchemeFault], place: &str, reason: &str) {
    assert!(
        faults
            .iter()
            .any(|fault| fault.place == place && fault.reason.contains(reason)),
        "{place}: {reason}: {faults:#?}"
    );
}

#[test]
fn what_cannot_be_read_is_refused_with_its_line() {
    for (from, to) in [
        ("small_cohort = 11", "small_cohort = \"eleven\""),
        (
            "{ risk = true, at_most = \"low\" }",
            "{ risk = true, at_most = \"nobody\" }",
        ),
        ("version = 5", "version = 5\nfavourite = 3"),
    ] {
        let (faults, line, _) = refused(from, to);
        let line = line + to.matches('\n').count();
        assert!(
            faults[0].place == format!("line {line}"),
            "{from}: {faults:?}"
        );
    }
}

#[test]
fn an_unknown_indicator_is_refused() {
    let (faults, line, _) = refused(
        "category_of_concern = [\"I04\"]",
        "category_of_concern = [\"I99\"]",
    );
    says(
        &faults,
        &format!("line {line}, category_of_concern"),
        "there is no indicator I99",
    );
    let (faults, _, heading) = refused("\"I05\", \"I06\"]", "\"I05\", \"I98\"]");
    says(
        &faults,
        &format!("line {heading}, area inspection"),
        "there is no indicator I98",
    );
    let (faults, _, heading) = refused(
        "any_of = [\"I95\"], at_least = \"medium\"",
        "any_of = [\"I97\"], at_least = \"medium\"",
    );
    says(
        &faults,
        &format!("line {heading}, band P3, rule 3"),
        "there is no indicator I97",
    );
    let (faults, line, _) = refused("catalogue = 1", "catalogue = 7");
    says(
        &faults,
        &format!("line {line}, catalogue"),
        "there is no catalogue 7",
    );
}

/// Bradford with one indicator of its own, whose lines are these.
fn own(lines: &str) -> Result<Scheme, Vec<SchemeFault>> {
    let text = format!(
        "{BRADFORD}\n[[indicator]]\nid = \"X1\"\nname = \"Own\"\narea = \"outcomes\"\nunit = \"per_cent\"\nshelf_months = 12\n{lines}\n"
    );
    Scheme::parse(&text)
}

#[test]
fn a_partnership_adds_an_indicator_of_its_own_and_overrides_a_line() {
    let scheme = own("line = [{ level = \"high\", above = 5 }]").unwrap();
    assert_eq!(scheme.indicator(Key::of("X1")).unwrap().name, "Own");
    let text = format!(
        "{BRADFORD}\n[[indicator]]\nid = \"I30\"\nline = [{{ level = \"medium\", at_least = 7 }}]\n"
    );
    let scheme = Scheme::parse(&text).unwrap();
    let one = scheme.indicator(Key::of("I30")).unwrap();
    assert_eq!(one.lines[0].test, Test::AtLeast(700));
    assert_eq!(one.name, "Overall absence");
    assert_eq!(one.special_lines.len(), 3);
}

#[test]
fn bands_that_overlap_or_leave_a_gap_are_refused() {
    let last = BRADFORD.matches('\n').count() + 1;
    for (lines, nth, reason) in [
        (
            "line = [{ level = \"high\", below = 46 }, { level = \"medium\", below = 40 }]",
            2,
            "overlap",
        ),
        (
            "line = [{ level = \"high\", at_least = 8 }, { level = \"low\", above = 8 }]",
            2,
            "overlap",
        ),
        (
            "line = [{ level = \"high\", below = 40 }, { level = \"medium\", above = 60 }]",
            2,
            "gap",
        ),
        (
            "line = [{ level = \"low\", below = 60 }, { level = \"high\", below = 40 }]",
            2,
            "most serious first",
        ),
        (
            "line = [{ level = \"high\", below = 40, above = 3 }]",
            1,
            "exactly one of",
        ),
    ] {
        says(
            &own(lines).err().unwrap(),
            &format!("line {}, indicator X1, line {nth}", last + 7),
            reason,
        );
    }
    let text = Scheme::shipped("opportunity_area").unwrap();
    for (from, to, reason) in [
        ("points = [3, 4.5]", "points = [2.5, 4.5]", "overlap"),
        ("points = [3, 4.5]", "points = [3.5, 4.5]", "gap"),
        (
            "points = [6, 8]",
            "points = [6, 7.5]",
            "the most there can be is 8",
        ),
    ] {
        let (faults, _, heading) = refused_in(text, from, to);
        let band = if reason.starts_with("the most") {
            "L3"
        } else {
            "L1"
        };
        says(&faults, &format!("line {heading}, band {band}"), reason);
    }
}

#[test]
fn a_band_that_cannot_be_reached_is_refused() {
    // Everything that makes a school Priority 3 makes it Priority 4 before that.
    let all = "[[band.when]]\nwords = \"risk\"\nall = [{ risk = true, at_least = \"low\" }]\n[[band.when]]\nwords = \"any\"\n\
        all = [{ any_of = [\"I01\", \"I02\", \"I03\", \"I85\", \"I95\"], at_least = \"medium\" }]\n";
    let before = "[[band.when]]\nwords = \"in a category";
    let text = BRADFORD.replacen(before, &format!("{all}{before}"), 1);
    let faults = Scheme::parse(&text).err().unwrap();
    assert!(
        faults
            .iter()
            .any(|fault| fault.place.ends_with("band P3")
                && fault.reason.contains("cannot be reached")),
        "{faults:#?}"
    );
    let (faults, line, _) = refused(
        "decide = [\"P4\", \"P3\", \"P1\", \"P2\"]",
        "decide = [\"P4\", \"P2\", \"P3\", \"P1\"]",
    );
    says(&faults, &format!("line {line}, decide"), "never reached");
    let (faults, line, _) = refused(
        "decide = [\"P4\", \"P3\", \"P1\", \"P2\"]",
        "decide = [\"P4\", \"P1\", \"P2\"]",
    );
    says(
        &faults,
        &format!("line {line}, decide"),
        "Priority 3 is never tried",
    );
    let (faults, _, heading) = refused(
        "any_of = [\"I95\"], at_least = \"medium\"",
        "any_of = [\"I63\"], at_least = \"high\"",
    );
    says(
        &faults,
        &format!("line {heading}, band P3, rule 3"),
        "is never high",
    );
}

#[test]
fn a_scheme_in_which_worse_would_be_better_is_refused() {
    let (faults, ..) = refused(
        "decide = [\"P4\", \"P3\", \"P1\", \"P2\"]",
        "decide = [\"P3\", \"P4\", \"P1\", \"P2\"]",
    );
    assert!(
        faults.iter().any(|fault| fault.place.ends_with("band P3")
            && fault.reason.contains("less serious")
            || fault.reason.contains("cannot be reached")),
        "{faults:#?}"
    );
    let text = Scheme::shipped("opportunity_area").unwrap();
    let (faults, line, _) = refused_in(
        text,
        "levels = [0, 0.5, 0.75, 1]",
        "levels = [0, 0.75, 0.5, 1]",
    );
    says(&faults, &format!("line {line}, points"), "never fewer");
}

#[test]
fn indicators_that_raise_each_other_are_a_cycle() {
    let raise = |by: &str| {
        format!(
            "raise = {{ from = \"low\", to = \"high\", any_of = [\"{by}\"], at_least = \"medium\", words = \"both\" }}"
        )
    };
    let text = format!(
        "{BRADFORD}\n[[indicator]]\nid = \"I30\"\n{}\n[[indicator]]\nid = \"I31\"\n{}\n",
        raise("I31"),
        raise("I30")
    );
    let faults = Scheme::parse(&text).err().unwrap();
    let line = BRADFORD.matches('\n').count() + 4;
    says(
        &faults,
        &format!("line {line}, indicator I30, raise 1"),
        "a cycle: I30 and I31",
    );
}

#[test]
fn a_word_in_two_scripts_is_refused() {
    // The second letter of each is Cyrillic, Greek.
    for (word, script) in [("Pаrtnership", "Cyrillic"), ("Pαrtnership", "Greek")] {
        let (faults, line, _) = refused(
            "owner = \"School effectiveness partnership\"",
            &format!("owner = \"{word}\""),
        );
        says(&faults, &format!("line {line}, owner"), script);
    }
    let (faults, _, heading) = refused("word = \"Priority 1\"", "word = \"Рriority 1\"");
    says(
        &faults,
        &format!("line {heading}, band P1"),
        "Cyrillic and Latin",
    );
    // Two scripts side by side in a name are no fault: only in one word.
    let text = BRADFORD.replacen("word = \"Priority 1\"", "word = \"Priority Αθήνα\"", 1);
    assert!(Scheme::parse(&text).is_ok());
}

#[test]
fn a_rule_may_name_what_was_decided_before() {
    let scheme = scheme("wiltshire_primary");
    let named = |id: &str| scheme.band(scheme.band_named(id.parse().unwrap()).unwrap());
    let asks = |id: &str| {
        named(id)
            .when
            .iter()
            .flat_map(|when| &when.all)
            .any(|condition| matches!(condition, Condition::Before(_)))
    };
    assert!(asks("W3") && asks("WX") && !asks("W0"));
}
