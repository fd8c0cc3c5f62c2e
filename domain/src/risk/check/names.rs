//! Names: everything a person reads has words, few enough to be read, and no two things are called the
//! same.

use std::collections::BTreeSet;

use super::Checker;
use crate::risk::document::Document;
use crate::risk::fault::Place;

/// The longest name of a category, its short name, an indicator's name, a phrase; characters.
const WORD: usize = 40;
const SHORT: usize = 12;
const NAME: usize = 100;
const PHRASE: usize = 200;

pub(super) fn check(checker: &mut Checker, document: &Document) {
    checker.words(Place::section("name"), "the name", &document.name, NAME);
    for words in &document.risk_words {
        checker.words(Place::section("risk_words"), "a word for risk", words, WORD);
    }
    for area in &document.area {
        checker.words(Place::of("area", area.id), "its name", &area.name, NAME);
    }
    let mut taken = BTreeSet::new();
    for band in &document.band {
        let at = Place::of("band", band.id);
        checker.words(at, "its name", &band.word, WORD);
        checker.words(at, "its short name", &band.short, SHORT);
        checker.words(at, "what it means", &band.meaning, PHRASE);
        for words in &band.follows {
            checker.words(at, "what follows", words, PHRASE);
        }
        for (nth, rule) in band.when.iter().enumerate() {
            checker.words(at.within("when", nth), "the rule", &rule.words, PHRASE);
        }
        if !taken.insert(band.word.to_lowercase()) {
            checker.fault(at, "another category has this name");
        }
    }
    let mut taken = BTreeSet::new();
    for one in &document.indicator {
        let at = Place::of("indicator", one.id);
        // Without any it is refused where it is read.
        let Some(name) = &one.name else { continue };
        checker.words(at, "its name", name, NAME);
        if let Some(short) = &one.short {
            checker.words(at, "its short name", short, WORD);
        }
        for choice in one.choice.iter().flatten() {
            checker.words(at, "an answer", &choice.words, NAME);
        }
        if !taken.insert(name.to_lowercase()) {
            checker.fault(at, "another indicator has this name");
        }
    }
}

impl Checker {
    fn words(&mut self, at: Place, what: &str, words: &str, most: usize) {
        let long = words.chars().count();
        if words.trim().is_empty() {
            self.fault(at, format!("{what} is empty"));
        } else if long > most {
            self.fault(
                at,
                format!("{what} has {long} characters; at most {most} can be read where it stands"),
            );
        }
    }
}
