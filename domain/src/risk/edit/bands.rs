//! Changes of what leads into a category, and of its words.

use super::condition::Looks;
use crate::risk::document::{BandDoc, ConditionDoc, Document, Standing, WhenDoc};
use crate::schools::Key;

/// A rule that leads into a category, by its place among those of the category; the place after the last
/// is that of a new one.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct RuleAt {
    pub band: Key,
    pub nth: usize,
}

/// A rule as somebody writes it.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct RuleText {
    /// Finishes the sentence "Priority 3, because …".
    pub words: String,
    /// Everything it asks; it is met where all of it holds.
    pub all: Vec<ConditionDoc>,
}

/// A category's own words.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum BandText {
    Word(String),
    /// The word where there is little room.
    Short(String),
    Meaning(String),
    /// What follows, one thing each.
    Follows(Vec<String>),
}

impl BandText {
    pub(super) fn of(self, band: &mut BandDoc) {
        match self {
            Self::Word(text) => band.word = tidy(&text),
            Self::Short(text) => band.short = tidy(&text),
            Self::Meaning(text) => band.meaning = tidy(&text),
            Self::Follows(all) => {
                band.follows = all.iter().map(|one| tidy(one)).collect();
                band.follows.retain(|one| !one.is_empty());
            }
        }
    }
}

impl RuleText {
    /// The rule of a category as it stands; what a new one might ask first where there is none there.
    pub fn read(document: &Document, at: RuleAt) -> Self {
        let band = document.band.iter().find(|band| band.id == at.band);
        let rule = band.and_then(|band| band.when.get(at.nth));
        rule.map_or_else(
            || Self {
                words: String::new(),
                all: vec![ConditionDoc::first(document, at.band, Looks::Indicators)],
            },
            |rule| Self {
                words: rule.words.clone(),
                all: rule.all.clone(),
            },
        )
    }

    /// What is not said yet, in words for whoever writes it.
    pub fn missing(&self) -> Option<&'static str> {
        if self.words.trim().is_empty() {
            return Some("Say in words when it is met.");
        }
        if self.all.is_empty() {
            return Some("Say what it asks.");
        }
        self.all.iter().find_map(ConditionDoc::missing)
    }

    /// Puts it in its place. One that asks something else is no longer what a source says: it is proposed.
    pub(super) fn put(self, rules: &mut Vec<WhenDoc>, nth: usize) {
        let words = tidy(&self.words);
        let last = rules.len();
        match rules.get_mut(nth) {
            Some(rule) => {
                if rule.all != self.all {
                    rule.all = self.all;
                    rule.standing = Standing::Proposed;
                    rule.source.clear();
                }
                rule.words = words;
            }
            None if nth == last => rules.push(WhenDoc {
                words,
                standing: Standing::Proposed,
                source: String::new(),
                all: self.all,
            }),
            None => {}
        }
    }
}

impl Document {
    /// The band from which on a second person reads a decision before it is told.
    pub fn read_twice(&self) -> Option<&BandDoc> {
        self.band.iter().find(|band| band.second_reader)
    }

    /// Nothing changes where there is no such band.
    pub(super) fn read_twice_from(&mut self, from: Option<Key>) {
        let first = from.map(|id| self.band.iter().position(|band| band.id == id));
        if first == Some(None) {
            return;
        }
        for (at, band) in self.band.iter_mut().enumerate() {
            band.second_reader = first.flatten().is_some_and(|first| at >= first);
        }
    }

    /// Whether the rules of a category ask for something at least (so that worse results lead into it)
    /// or for something at most; none where they ask neither.
    pub fn leads_by_worse(&self, band: Key) -> Option<bool> {
        let rules = self.band.iter().find(|one| one.id == band)?;
        let mut asked = rules.when.iter().flat_map(|when| &when.all);
        asked.find_map(|one| match one {
            one if one.at_least.is_some() || one.points_at_least.is_some() => Some(true),
            one if one.at_most.is_some() || one.points_at_most.is_some() => Some(false),
            _ => None,
        })
    }
}

/// Without what is at its ends, and in one line.
pub(super) fn tidy(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::risk::{Amount, Edit, Level, Scheme, difference};

    const WATCHED: Key = Key::of("P3");

    fn bradford() -> Document {
        Scheme::bradford().unwrap().document
    }

    fn at(nth: usize) -> RuleAt {
        RuleAt { band: WATCHED, nth }
    }

    fn any(ids: &[&str], level: Level) -> ConditionDoc {
        let ids = ids.iter().map(|id| id.parse().unwrap()).collect();
        ConditionDoc::of_indicators(ids, Amount::AtLeast(level))
    }

    /// The n-th rule of priority 3 with this changed.
    fn changed(document: &Document, nth: usize, change: impl FnOnce(&mut RuleText)) -> Edit {
        let mut rule = RuleText::read(document, at(nth));
        change(&mut rule);
        Edit::Rule(at(nth), rule)
    }

    fn accepted(document: &Document) {
        let checked = Scheme::new(document.clone());
        assert!(checked.is_ok(), "{:?}", checked.err());
    }

    #[test]
    fn a_condition_asks_something_else_and_is_no_longer_what_a_source_says() {
        let before = bradford();
        let asked = ConditionDoc::of_risk(Amount::AtLeast(Level::Medium));
        let after = changed(&before, 1, |rule| rule.all[0] = asked).of(&before);
        accepted(&after);
        assert_eq!(
            difference(&before, &after),
            [
                "Priority 3, “good at the last inspection, but the risk is high”: the risk is medium or \
                 worse, was the risk is high"
            ]
        );
        let concern = RuleAt {
            band: Key::of("P4"),
            nth: 0,
        };
        let mut rule = RuleText::read(&before, concern);
        // Its words alone leave it what its source says.
        rule.words = "in a category of concern".to_owned();
        let after = Edit::Rule(concern, rule.clone()).of(&before);
        assert_eq!(after.band[3].when[0].standing, Standing::Sourced);
        rule.all = vec![any(&["I04", "I71"], Level::High)];
        let after = Edit::Rule(concern, rule).of(&before);
        accepted(&after);
        let rule = &after.band[3].when[0];
        assert_eq!(
            (rule.standing, rule.source.as_str()),
            (Standing::Proposed, "")
        );
    }

    #[test]
    fn conditions_and_rules_come_and_go() {
        let before = bradford();
        let also = any(&["I40"], Level::Medium);
        let two = changed(&before, 1, |rule| rule.all.push(also.clone())).of(&before);
        accepted(&two);
        assert!(difference(&before, &two)[0].contains(", and "));
        let one = changed(&two, 1, |rule| rule.all.truncate(1)).of(&two);
        assert_eq!(one, before);

        let mut after = Edit::RemoveRule(at(3)).of(&before);
        let new = changed(&after, 3, |rule| {
            rule.words = " the  headteacher is leaving ".to_owned();
            rule.all = vec![also];
        });
        after = new.of(&after);
        after = changed(&after, 0, |rule| rule.words = "not yet good".to_owned()).of(&after);
        accepted(&after);
        assert_eq!(after.band[2].when.len(), 4);
        assert_eq!(after.band[2].when[3].words, "the headteacher is leaving");
        let said = difference(&before, &after);
        assert_eq!(said.len(), 3, "{said:?}");
        assert!(said[1].contains("a new rule, “the headteacher is leaving”"));
    }

    #[test]
    fn what_is_not_said_yet_is_asked_for() {
        let document = bradford();
        let mut rule = RuleText::read(&document, at(4));
        assert_eq!(rule.missing(), Some("Say in words when it is met."));
        rule.words = "the headteacher is leaving".to_owned();
        assert_eq!(rule.missing(), Some("Choose what it looks at."));
        rule.all = vec![any(&["I40"], Level::Medium)];
        assert_eq!(rule.missing(), None);
        rule.all.push(ConditionDoc::default());
        assert_eq!(
            rule.missing(),
            Some("Say what was decided or found before.")
        );
        rule.all.clear();
        assert_eq!(rule.missing(), Some("Say what it asks."));
    }

    #[test]
    fn a_category_has_other_words() {
        let before = bradford();
        let texts = [
            BandText::Word("Priority C".to_owned()),
            BandText::Short("PC".to_owned()),
            BandText::Meaning("at risk".to_owned()),
            BandText::Follows(vec!["a visit every month".to_owned(), " ".to_owned()]),
        ];
        let after = texts.into_iter().fold(before.clone(), |document, text| {
            Edit::Words(WATCHED, text).of(&document)
        });
        accepted(&after);
        let band = &after.band[2];
        assert_eq!(
            (band.word.as_str(), band.short.as_str()),
            ("Priority C", "PC")
        );
        assert_eq!(band.follows, ["a visit every month"]);
        let said = difference(&before, &after);
        for words in [
            "A category’s name: “Priority C”",
            "“PC”",
            "“at risk”",
            "“a visit every month” follows now",
        ] {
            assert!(
                said.iter().any(|one| one.contains(words)),
                "{words}: {said:?}"
            );
        }
    }

    #[test]
    fn a_category_without_a_name_or_with_anothers_is_refused() {
        for (text, why) in [
            (BandText::Word(" ".to_owned()), "its name is empty"),
            (
                BandText::Word("priority 2".to_owned()),
                "another category has this name",
            ),
            (
                BandText::Short("Priority three".to_owned()),
                "its short name has 14 characters",
            ),
        ] {
            let document = Edit::Words(WATCHED, text).of(&bradford());
            let faults = Scheme::new(document.clone()).unwrap_err();
            let words = faults[0].words(&document);
            assert!(words.contains(why), "{words}");
        }
    }

    #[test]
    fn what_nobody_could_reach_is_refused_in_the_schemes_own_words() {
        let before = bradford();
        // Whatever is found at all is priority 3: nothing is left for priority 2.
        let every: Vec<Key> = before.indicator.iter().map(|one| one.id).collect();
        let every = ConditionDoc::of_indicators(every, Amount::AtLeast(Level::Low));
        let document = changed(&before, 1, |rule| rule.all = vec![every]).of(&before);
        let faults = Scheme::new(document.clone()).unwrap_err();
        assert_eq!(
            faults[0].words(&document),
            "Priority 2 cannot be reached: whatever is found, another is suggested before it"
        );
        // A measure that is never so serious.
        let mut all = before.indicator.iter();
        let asked = all.find(|one| one.id.as_str() == "I63").unwrap();
        let name = asked.name.as_deref().unwrap();
        let document = changed(&before, 1, |rule| {
            rule.all = vec![any(&["I63"], Level::High)];
        })
        .of(&before);
        let faults = Scheme::new(document.clone()).unwrap_err();
        assert_eq!(
            faults[0].words(&document),
            format!("Priority 3, rule 2: can never be met: {name} is never high")
        );
        // Without a rule it would take every school there is.
        let document = (0..4).fold(before, |document, _| Edit::RemoveRule(at(0)).of(&document));
        let faults = Scheme::new(document.clone()).unwrap_err();
        let words = faults[0].words(&document);
        assert!(
            words.contains("Priority 3 has no rule, so it takes every school"),
            "{words}"
        );
    }

    #[test]
    fn a_second_person_reads_from_a_category_on_and_never_only_what_is_less_serious() {
        let before = bradford();
        assert_eq!(before.read_twice().unwrap().word, "Priority 4");
        let after = Edit::SecondReader(Some(WATCHED)).of(&before);
        accepted(&after);
        assert_eq!(
            difference(&before, &after),
            [
                "A second person reads a decision, before it is told, for Priority 3 and what is more serious, \
                 was for Priority 4"
            ]
        );
        let nobody = Edit::SecondReader(None).of(&after);
        accepted(&nobody);
        assert!(nobody.read_twice().is_none());
        assert!(difference(&after, &nobody)[0].contains("for no category, was for Priority 3"));
        assert_eq!(Edit::SecondReader(Some(Key::of("P9"))).of(&after), after);
        // Written by hand it is refused where the more serious is read by one alone.
        let mut gap = after;
        gap.band[3].second_reader = false;
        let faults = Scheme::new(gap.clone()).unwrap_err();
        assert_eq!(
            faults[0].words(&gap),
            "Priority 4: a second person reads Priority 3 and not this, which is more serious"
        );
    }

    #[test]
    fn what_is_named_and_is_not_there_changes_nothing() {
        let before = bradford();
        let nobody = RuleAt {
            band: Key::of("P9"),
            nth: 0,
        };
        for edit in [
            Edit::RemoveRule(nobody),
            Edit::RemoveRule(at(40)),
            changed(&before, 40, |rule| rule.words = "x".to_owned()),
        ] {
            assert_eq!(edit.of(&before), before);
        }
    }
}
