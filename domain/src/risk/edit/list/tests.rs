use std::sync::Arc;

use super::*;
use crate::risk::{
    Amount, Band, BandName, ConditionDoc, Edit, Level, Scheme, Span, VersionBands, difference,
};

fn bradford() -> Scheme {
    Scheme::bradford().unwrap()
}

fn between() -> NewBand {
    NewBand {
        word: "Priority 2 plus".to_owned(),
        short: "P2+".to_owned(),
        meaning: "watched term by term".to_owned(),
        above: Some(Key::of("P2")),
        rule: RuleText {
            words: "the risk is medium".to_owned(),
            all: vec![ConditionDoc::of_risk(Amount::AtLeast(Level::Medium))],
        },
    }
}

fn of(version: u32, scheme: &Scheme) -> VersionBands {
    VersionBands {
        version,
        bands: BandName::all(&scheme.document),
    }
}

fn ids(scheme: &Scheme) -> Vec<String> {
    scheme
        .bands
        .iter()
        .map(|band| band.id.to_string())
        .collect()
}

#[test]
fn a_category_comes_between_two_others_and_worse_results_still_lead_upwards() {
    let before = bradford();
    let after = Edit::AddBand(Box::new(between())).of(&before.document);
    let scheme = Scheme::new(after.clone()).unwrap();
    assert_eq!(ids(&scheme), ["P1", "P2", "priority_2_plus", "P3", "P4"]);
    let said = difference(&before.document, &after);
    assert!(
        said[0].contains("A new category: Priority 2 plus, watched term by term"),
        "{said:?}"
    );
    // A better-than rule stands among those that good results lead into.
    let best = NewBand {
        word: "Beacon".to_owned(),
        short: "B".to_owned(),
        above: None,
        rule: RuleText {
            words: "nothing is found at all".to_owned(),
            all: vec![ConditionDoc::of_risk(Amount::AtMost(Level::None))],
        },
        ..between()
    };
    assert_eq!(best.missing(&before.document), None);
    let least = Edit::AddBand(Box::new(best)).of(&before.document);
    assert_eq!(least.band[0].word, "Beacon");
    assert_eq!(least.decide.last(), before.document.decide.last());
}

#[test]
fn what_is_not_said_of_a_new_category_is_asked_for_and_a_taken_name_refused() {
    let document = bradford().document;
    let mut new = between();
    new.meaning.clear();
    assert_eq!(new.missing(&document), Some("Say what it means."));
    new.short = " ".to_owned();
    assert_eq!(new.missing(&document), Some("Give it a short name."));
    let mut new = between();
    new.rule.all.clear();
    assert_eq!(new.missing(&document), Some("Say what it asks."));
    let taken = NewBand {
        word: "priority 3".to_owned(),
        ..between()
    };
    let document = Edit::AddBand(Box::new(taken)).of(&document);
    let faults = Scheme::new(document.clone()).unwrap_err();
    assert!(
        faults[0]
            .words(&document)
            .contains("another category has this name"),
        "{faults:?}"
    );
}

#[test]
fn one_that_is_taken_away_is_asked_for_no_longer_and_comes_back_as_what_it_was() {
    let before = bradford();
    let removed = Edit::RemoveBand(Key::of("P3")).of(&before.document);
    let scheme = Scheme::new(removed.clone()).unwrap();
    assert_eq!(ids(&scheme), ["P1", "P2", "P4"]);
    assert_eq!(removed.former[0].word, "Priority 3");
    assert!(
        difference(&before.document, &removed)
            .contains(&"No longer a category: Priority 3".to_owned())
    );
    let again = NewBand {
        word: "Priority 3".to_owned(),
        short: "P3".to_owned(),
        ..between()
    };
    let back = Edit::AddBand(Box::new(again)).of(&removed);
    assert!(back.former.is_empty());
    assert_eq!(back.band[2].id, Key::of("P3"));
    // The one that takes every school that is left cannot go.
    let rest = Edit::RemoveBand(Key::of("P2")).of(&before.document);
    let faults = Scheme::new(rest).unwrap_err();
    assert!(
        faults[0].reason.contains("takes every school"),
        "{faults:?}"
    );
}

#[test]
fn one_becomes_more_serious_than_the_next() {
    let before = bradford();
    let after = Edit::MoveBand(Key::of("P3"), true).of(&before.document);
    let scheme = Scheme::new(after.clone()).unwrap();
    assert_eq!(ids(&scheme), ["P1", "P2", "P4", "P3"]);
    assert!(scheme.bands[3].second_reader && !scheme.bands[2].second_reader);
    let back = Edit::MoveBand(Key::of("P3"), false).of(&after);
    assert_eq!(back, before.document);
    let top = Edit::MoveBand(Key::of("P4"), true).of(&before.document);
    assert_eq!(top, before.document);
}

#[test]
fn categories_by_sums_share_what_one_had_and_leave_no_gap() {
    let list = Scheme::parse(Scheme::shipped("opportunity_area").unwrap()).unwrap();
    let second = list.bands[1].id;
    let new = NewBand {
        above: Some(second),
        ..between()
    };
    let more = Edit::AddBand(Box::new(new)).of(&list.document);
    let scheme = Scheme::new(more.clone()).unwrap();
    assert_eq!(scheme.bands.len(), 5);
    for at in [0, 1, 2, 4] {
        let fewer = Edit::RemoveBand(more.band[at].id).of(&more);
        let checked = Scheme::new(fewer);
        assert!(checked.is_ok(), "{at}: {:?}", checked.err());
    }
}

#[test]
fn what_was_decided_is_read_under_its_version_and_found_again_by_its_id() {
    let first = bradford();
    let added = Edit::AddBand(Box::new(between())).of(&first.document);
    let second = Scheme::new(Edit::RemoveBand(Key::of("P3")).of(&added)).unwrap();
    let versions = [of(5, &first), of(6, &second)];
    let mut stored = second.document.clone();
    stored.former.clear();
    let now = Arc::new(Scheme::new(stored).unwrap()).knowing(&versions);
    assert_eq!(ids(&now), ["P1", "P2", "priority_2_plus", "P4"]);
    // The fourth place was Priority 4 and is still; the third is a category that is gone.
    assert_eq!(now.decided_under(5, Band(3)), Band(3));
    let third = now.decided_under(5, Band(2));
    assert_eq!(now.band(third).word, "Priority 3");
    assert_eq!(now.gone_since(third), Some(5));
    assert_eq!(now.decided_under(6, Band(2)), Band(2));
    assert_eq!(now.gone_since(Band(2)), None);
    let order = [Band(0), Band(1), Band(2), third, Band(3)].map(|band| now.seriousness(band));
    assert!(order.is_sorted(), "{order:?}");
    assert_eq!(
        now.moved_words(third, Band(2), true).unwrap(),
        "was P3 under version 5"
    );
    assert_eq!(
        now.moved_words(Band(3), Band(2), false).unwrap(),
        "down from Priority 4"
    );
    assert_eq!(now.moved_words(Band(2), Band(2), false), None);
    let span = now.suggested_under(
        5,
        Span {
            lowest: Band(1),
            known: Band(2),
            highest: Band(2),
        },
    );
    assert_eq!(now.past_words(span), "Priority 2 to 3 (version 5)");
    // Read from the other side, too: a version that has it knows what came after it.
    let then = Arc::new(first).knowing(&versions);
    let plus = then.decided_under(6, Band(2));
    assert_eq!(then.band(plus).word, "Priority 2 plus");
    assert_eq!(then.decided_under(6, Band(3)), Band(3));
    // It travels, and stands where it stood.
    let json = serde_json::to_string(&now.document).unwrap();
    let sent = Scheme::new(serde_json::from_str(&json).unwrap()).unwrap();
    assert_eq!(sent.band(third).word, "Priority 3");
    assert_eq!(sent.seriousness(third), now.seriousness(third));
}

#[test]
fn where_no_band_ever_changed_nothing_is_looked_for() {
    let first = Arc::new(bradford());
    let versions = [of(5, &first), of(6, &first)];
    let now = Arc::clone(&first).knowing(&versions);
    assert!(Arc::ptr_eq(&first, &now));
    assert_eq!(now.decided_under(5, Band(2)), Band(2));
}
