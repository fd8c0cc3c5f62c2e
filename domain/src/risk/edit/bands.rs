//! Changes of what leads into a category, and of its words.

use super::Edit;
use crate::risk::document::{BandDoc, ConditionDoc, Document, Standing, WhenDoc};
use crate::schools::Key;

/// A rule that leads into a category, by its place among those of the category.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct RuleAt {
    pub band: Key,
    pub nth: usize,
}

/// What becomes of a rule. One that asks something else is no longer what a source says: it is proposed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum RuleEdit {
    /// How it finishes the sentence "Priority 3, because …".
    Words(String),
    /// Its n-th condition asks this.
    Condition(usize, Box<ConditionDoc>),
    /// It asks this too.
    Also(Box<ConditionDoc>),
    /// Its n-th condition is asked no longer.
    Without(usize),
    Removed,
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

impl RuleEdit {
    pub(super) fn of(self, rules: &mut Vec<WhenDoc>, nth: usize) {
        if self == Self::Removed {
            if nth < rules.len() {
                rules.remove(nth);
            }
            return;
        }
        let Some(rule) = rules.get_mut(nth) else {
            return;
        };
        let asked = rule.all.clone();
        match self {
            Self::Words(text) => rule.words = tidy(&text),
            Self::Condition(at, condition) => {
                if let Some(old) = rule.all.get_mut(at) {
                    *old = *condition;
                }
            }
            Self::Also(condition) => rule.all.push(*condition),
            Self::Without(at) => {
                if at < rule.all.len() {
                    rule.all.remove(at);
                }
            }
            Self::Removed => {}
        }
        if rule.all != asked {
            rule.standing = Standing::Proposed;
            rule.source.clear();
        }
    }
}

/// A rule somebody adds: its words and the first thing it asks.
impl WhenDoc {
    pub fn proposed(words: &str, asked: ConditionDoc) -> Self {
        Self {
            words: tidy(words),
            standing: Standing::Proposed,
            source: String::new(),
            all: vec![asked],
        }
    }
}

impl Document {
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

impl Edit {
    /// Another rule for a category.
    pub fn add_rule(band: Key, words: &str, asked: ConditionDoc) -> Self {
        Self::AddRule(band, Box::new(WhenDoc::proposed(words, asked)))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::risk::{Amount, Level, Scheme, difference};

    const WATCHED: Key = Key::of("P3");

    fn bradford() -> Document {
        Scheme::bradford().unwrap().document
    }

    fn at(nth: usize) -> RuleAt {
        RuleAt { band: WATCHED, nth }
    }

    /// The document after these changes, each accepted by itself, and what is said of them.
    fn after(edits: Vec<Edit>) -> (Document, Vec<String>) {
        let before = bradford();
        let mut document = before.clone();
        for edit in edits {
            document = edit.of(&document);
            let checked = Scheme::new(document.clone());
            assert!(checked.is_ok(), "{:?}", checked.err());
        }
        let said = difference(&before, &document);
        (document, said)
    }

    #[test]
    fn a_condition_asks_something_else_and_is_no_longer_what_a_source_says() {
        let condition = ConditionDoc::of_risk(Amount::AtLeast(Level::Medium));
        let edit = RuleEdit::Condition(0, Box::new(condition));
        let (document, said) = after(vec![Edit::Rule(at(1), edit)]);
        let rule = &document.band[2].when[1];
        assert_eq!(rule.all[0].at_least, Some(Level::Medium));
        assert_eq!(rule.standing, Standing::Proposed);
        assert_eq!(
            said,
            [
                "Priority 3, “good at the last inspection, but the risk is high”: the risk is medium or \
                 worse, was the risk is high"
            ]
        );
        let concern = RuleAt {
            band: Key::of("P4"),
            nth: 0,
        };
        let ids = ["I04", "I71"].map(|id| id.parse().unwrap()).to_vec();
        let asked = ConditionDoc::of_indicators(ids, Amount::AtLeast(Level::High));
        let edit = RuleEdit::Condition(0, Box::new(asked));
        let (document, _) = after(vec![Edit::Rule(concern, edit)]);
        let rule = &document.band[3].when[0];
        assert_eq!(
            (rule.standing, rule.source.as_str()),
            (Standing::Proposed, "")
        );
    }

    #[test]
    fn conditions_and_rules_come_and_go() {
        let asked =
            ConditionDoc::of_indicators(vec![Key::of("I40")], Amount::AtLeast(Level::Medium));
        let also = RuleEdit::Also(Box::new(asked.clone()));
        let (_, said) = after(vec![Edit::Rule(at(1), also.clone())]);
        assert!(said[0].contains(", and "), "{said:?}");
        let (document, said) = after(vec![
            Edit::Rule(at(1), also),
            Edit::Rule(at(1), RuleEdit::Without(1)),
        ]);
        assert_eq!((document, said), (bradford(), Vec::new()));
        let (document, said) = after(vec![
            Edit::Rule(at(3), RuleEdit::Removed),
            Edit::add_rule(WATCHED, " the  headteacher is leaving ", asked),
            Edit::Rule(at(0), RuleEdit::Words("not yet good".to_owned())),
        ]);
        assert_eq!(document.band[2].when.len(), 4);
        assert_eq!(document.band[2].when[3].words, "the headteacher is leaving");
        assert_eq!(said.len(), 3, "{said:?}");
        assert!(said[1].contains("a new rule, “the headteacher is leaving”"));
    }

    #[test]
    fn a_category_has_other_words() {
        let text = |text| Edit::Words(WATCHED, text);
        let (document, said) = after(vec![
            text(BandText::Word("Priority C".to_owned())),
            text(BandText::Short("PC".to_owned())),
            text(BandText::Meaning("at risk".to_owned())),
            text(BandText::Follows(vec![
                "a visit every month".to_owned(),
                " ".to_owned(),
            ])),
        ]);
        let band = &document.band[2];
        assert_eq!(
            (band.word.as_str(), band.short.as_str()),
            ("Priority C", "PC")
        );
        assert_eq!(band.follows, ["a visit every month"]);
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
    fn what_nobody_could_reach_is_refused_in_the_schemes_own_words() {
        // Everything with some risk or none is priority 3: nothing is left for priority 2.
        let low = ConditionDoc::of_indicators(
            vec![Key::of("I10"), Key::of("I85")],
            Amount::AtLeast(Level::Low),
        );
        let none = ConditionDoc::of_risk(Amount::AtLeast(Level::Low));
        let mut document = bradford();
        for (nth, asked) in [(0, low), (1, none)] {
            document = Edit::Rule(at(nth), RuleEdit::Condition(0, Box::new(asked))).of(&document);
        }
        let every: Vec<Key> = document.indicator.iter().map(|one| one.id).collect();
        let every = ConditionDoc::of_indicators(every, Amount::AtLeast(Level::Low));
        document = Edit::add_rule(WATCHED, "anything at all", every).of(&document);
        let faults = Scheme::new(document.clone()).unwrap_err();
        let words: Vec<String> = faults.iter().map(|one| one.words(&document)).collect();
        assert!(
            words
                .iter()
                .any(|one| one.starts_with("Priority 2: cannot be reached")),
            "{words:?}"
        );
        // A judgement that is never so serious.
        let never = ConditionDoc::of_indicators(vec![Key::of("I63")], Amount::AtLeast(Level::High));
        let document = Edit::add_rule(WATCHED, "never", never).of(&bradford());
        let faults = Scheme::new(document.clone()).unwrap_err();
        let mut all = document.indicator.iter();
        let asked = all.find(|one| one.id.as_str() == "I63").unwrap();
        let name = asked.name.as_deref().unwrap();
        assert_eq!(
            faults[0].words(&document),
            format!("Priority 3, rule 5: can never be met: {name} is never high")
        );
        // Without a rule it would take every school there is.
        let mut document = bradford();
        for _ in 0..4 {
            document = Edit::Rule(at(0), RuleEdit::Removed).of(&document);
        }
        let faults = Scheme::new(document.clone()).unwrap_err();
        assert!(
            faults[0]
                .words(&document)
                .contains("Priority 3 has no rule, so it takes every school"),
            "{}",
            faults[0].words(&document)
        );
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
    fn what_is_named_and_is_not_there_changes_nothing() {
        let before = bradford();
        let nobody = RuleAt {
            band: Key::of("P9"),
            nth: 0,
        };
        for edit in [
            Edit::Rule(nobody, RuleEdit::Removed),
            Edit::Rule(at(40), RuleEdit::Removed),
            Edit::Rule(at(40), RuleEdit::Words("x".to_owned())),
            Edit::Rule(at(1), RuleEdit::Without(7)),
        ] {
            assert_eq!(edit.of(&before), before);
        }
    }
}
