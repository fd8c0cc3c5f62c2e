//! The way a place works with its schools, as data: who is named for a school, how many days it has, what a
//! note is about, and what a school in a serious category is given. A document, not code.

use std::collections::BTreeSet;

use serde::{Deserialize, Serialize};

use super::activity::Activity;
use super::aim::Aim;
use crate::schools::Key;
use crate::support::{Duty, Process, Quarters};

/// A way of working.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Way {
    pub name: String,
    pub note: String,
    /// Working days a request made in a note may wait for its answer.
    pub respond_days: u32,
    /// More people than this in one school at once is a clash.
    pub at_once: u32,
    #[serde(rename = "role")]
    pub roles: Vec<ContactRole>,
    #[serde(rename = "allowance")]
    pub allowances: Vec<AllowanceRule>,
    #[serde(rename = "section")]
    pub sections: Vec<Named>,
    /// What a school can say it is in a section, the best first; none: words alone.
    #[serde(rename = "judgement", default)]
    pub judgements: Vec<Named>,
    /// The keys to improvement: what visits and requests are tagged with.
    #[serde(rename = "key", default)]
    pub keys: Vec<Named>,
    /// Kinds of support a school can ask for beside an area of expertise.
    #[serde(rename = "kind", default)]
    pub kinds: Vec<Named>,
    #[serde(rename = "purpose")]
    pub purposes: Vec<Purpose>,
    #[serde(rename = "programme", default)]
    pub programmes: Vec<Programme>,
    pub statutory: Periods,
    /// How support is brokered here.
    #[serde(default)]
    pub brokerage: Process,
    /// What who oversees a piece of support may take on.
    #[serde(rename = "duty", default)]
    pub duties: Vec<Duty>,
    /// The state every school is to reach.
    #[serde(default)]
    pub aim: Option<Aim>,
}

/// What somebody is named for.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct ContactRole {
    pub key: Key,
    /// "Link officer".
    pub words: String,
    /// A school without one is listed first.
    pub every_school: bool,
    /// Their notes draw the days of the school.
    #[serde(default)]
    pub writes_notes: bool,
    /// How long the first visit of somebody new is, at least.
    #[serde(default)]
    pub first_visit: Quarters,
}

/// Days a year for schools in a category at least this serious.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct AllowanceRule {
    /// 0 to 4, as a scheme has it.
    pub tone: u8,
    pub quarters: Quarters,
    /// Of them in school.
    pub in_school: Quarters,
}

/// A key and its word.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Named {
    pub key: Key,
    pub words: String,
}

/// What a visit is for.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Purpose {
    pub key: Key,
    pub words: String,
    /// The old term of the year by whose end every school has had one.
    #[serde(default)]
    pub half_term: Option<u8>,
    /// Which of the four kinds of activity a visit for it is.
    #[serde(default)]
    pub activity: Activity,
    /// That it took place is kept, and nothing of what was said.
    #[serde(default)]
    pub restricted: bool,
}

/// What schools in a category at least this serious are given.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Programme {
    pub tone: u8,
    pub words: String,
    pub warn_months: u8,
    pub limit_months: u8,
    #[serde(rename = "element")]
    pub elements: Vec<Element>,
}

/// One thing of a programme. Exactly one of the four says when.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Element {
    pub key: Key,
    pub words: String,
    /// Working days after the school came in.
    #[serde(default)]
    pub within: Option<u32>,
    #[serde(default)]
    pub each: Option<Each>,
    /// Working days after it left.
    #[serde(default)]
    pub leaving: Option<u32>,
    /// Held where both want it: never late.
    #[serde(default)]
    pub by_agreement: bool,
    /// A note of at least so much time in school is it.
    #[serde(default)]
    pub visit: Option<Quarters>,
    /// Which of the four kinds of activity it is.
    #[serde(default = "Activity::of_a_programme")]
    pub activity: Activity,
}

/// How often.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Each {
    /// Every old term: six a year.
    HalfTerm,
    Term,
}

/// Periods of early and statutory action, working days.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Periods {
    /// For the governors' plan after a pre-warning.
    pub plan_days: u32,
    /// For the governing body to say what it thinks of a warning notice.
    pub representation_days: u32,
}

/// The ways the product comes with: name and document.
pub const WAYS: [(&str, &str); 3] = [
    ("bradford", include_str!("../../../ways/bradford.toml")),
    ("rotherham", include_str!("../../../ways/rotherham.toml")),
    ("wiltshire", include_str!("../../../ways/wiltshire.toml")),
];

/// The most sections a grid can show.
const MOST: usize = 12;

impl Way {
    /// A document as it is written.
    ///
    /// # Errors
    /// Where it cannot be read, or says something that cannot be: in words for who wrote it.
    pub fn parse(document: &str) -> Result<Self, String> {
        let way: Self = toml::from_str(document).map_err(|error| error.message().to_owned())?;
        way.check()?;
        Ok(way)
    }

    fn check(&self) -> Result<(), String> {
        let once = |what: &str, keys: Vec<Key>| {
            let seen: BTreeSet<&str> = keys.iter().map(Key::as_str).collect();
            if seen.len() == keys.len() {
                Ok(())
            } else {
                Err(format!("two {what} have the same key"))
            }
        };
        once("roles", self.roles.iter().map(|one| one.key).collect())?;
        once(
            "sections",
            self.sections.iter().map(|one| one.key).collect(),
        )?;
        once(
            "purposes",
            self.purposes.iter().map(|one| one.key).collect(),
        )?;
        for (what, list) in [
            ("judgements", &self.judgements),
            ("keys to improvement", &self.keys),
            ("kinds of support", &self.kinds),
        ] {
            once(what, list.iter().map(|one| one.key).collect())?;
            if list.len() > MOST {
                return Err(format!("there are at most {MOST} {what}"));
            }
            if list.iter().any(|one| one.words.trim().is_empty()) {
                return Err(format!("one of the {what} has no words"));
            }
        }
        once("duties", self.duties.iter().map(|one| one.key).collect())?;
        self.brokerage.check()?;
        if let Some(aim) = &self.aim {
            self.check_aim(aim).map_err(str::to_owned)?;
        }
        if self.judgements.len() == 1 {
            return Err("one judgement alone says nothing: give two, or none".to_owned());
        }
        if !self.roles.iter().any(|role| role.writes_notes) {
            return Err("one role must write the notes".to_owned());
        }
        if self.sections.is_empty() || self.sections.len() > MOST {
            return Err(format!("there are 1 to {MOST} sections"));
        }
        if self.purposes.is_empty() {
            return Err("there is at least one purpose of a visit".to_owned());
        }
        if self.allowances.first().is_none_or(|one| one.tone != 0) {
            return Err("the first allowance is of tone 0".to_owned());
        }
        if self
            .allowances
            .iter()
            .any(|one| one.in_school > one.quarters)
        {
            return Err("days in school are among the days".to_owned());
        }
        let halves = |one: &Purpose| one.half_term.is_some_and(|half| !(1..=6).contains(&half));
        if self.purposes.iter().any(halves) {
            return Err("a school year has six old terms".to_owned());
        }
        for programme in &self.programmes {
            if programme.warn_months >= programme.limit_months {
                return Err(format!("“{}” warns before its limit", programme.words));
            }
            let keys = programme.elements.iter().map(|one| one.key).collect();
            once("elements of a programme", keys)?;
            for one in &programme.elements {
                let said = [
                    one.within.is_some(),
                    one.each.is_some(),
                    one.leaving.is_some(),
                    one.by_agreement,
                ];
                if said.iter().filter(|said| **said).count() != 1 {
                    return Err(format!(
                        "“{}” says one of: within, each, leaving, by_agreement",
                        one.words
                    ));
                }
            }
        }
        Ok(())
    }

    /// The role whose people write the notes.
    pub fn writer(&self) -> Option<&ContactRole> {
        self.roles.iter().find(|role| role.writes_notes)
    }

    pub fn role(&self, key: Key) -> Option<&ContactRole> {
        self.roles.iter().find(|role| role.key == key)
    }

    pub fn purpose(&self, key: Key) -> Option<&Purpose> {
        self.purposes.iter().find(|one| one.key == key)
    }

    /// A section's word; its key where the way no longer has it.
    pub fn section(&self, key: Key) -> String {
        let found = self.sections.iter().find(|one| one.key == key);
        found.map_or_else(|| key.to_string(), |one| one.words.clone())
    }

    /// A key to improvement in words; as it is where the way no longer has it.
    pub fn key(&self, key: Key) -> String {
        let found = self.keys.iter().find(|one| one.key == key);
        found.map_or_else(|| key.to_string(), |one| one.words.clone())
    }

    /// Days a year for a school in a category this serious.
    pub fn allowance(&self, tone: u8) -> AllowanceRule {
        let fits = |one: &&AllowanceRule| one.tone <= tone;
        self.allowances
            .iter()
            .rev()
            .find(fits)
            .copied()
            .unwrap_or(AllowanceRule {
                tone: 0,
                quarters: Quarters(0),
                in_school: Quarters(0),
            })
    }

    /// The programme of a category this serious.
    pub fn programme(&self, tone: u8) -> Option<&Programme> {
        self.programmes
            .iter()
            .filter(|one| one.tone <= tone)
            .max_by_key(|one| one.tone)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn shipped(name: &str) -> Way {
        let (_, document) = WAYS.iter().find(|(of, _)| *of == name).unwrap();
        Way::parse(document).unwrap()
    }

    #[test]
    fn the_three_ways_are_data_and_differ_as_the_places_do() {
        let wiltshire = shipped("wiltshire");
        let five = wiltshire.allowance(0);
        assert_eq!(
            (five.quarters, five.in_school),
            (Quarters(20), Quarters(12))
        );
        assert_eq!(wiltshire.allowance(1), five);
        assert_eq!(wiltshire.allowance(4).quarters, Quarters(80));
        assert!(wiltshire.programme(2).is_none());
        assert_eq!(wiltshire.programme(4).unwrap().limit_months, 12);
        assert_eq!(
            wiltshire
                .roles
                .iter()
                .filter(|one| one.every_school)
                .count(),
            2
        );
        assert_eq!(
            shipped("rotherham").writer().unwrap().words,
            "Consultant headteacher"
        );
        assert!(shipped("bradford").programme(3).is_none());
    }

    #[test]
    fn a_way_that_cannot_be_is_refused_in_words() {
        let (_, document) = WAYS[2];
        for (from, to, said) in [
            ("tone = 0\n", "tone = 1\n", "the first allowance"),
            ("in_school = 12", "in_school = 21", "among the days"),
            ("half_term = 6", "half_term = 7", "six old terms"),
            ("warn_months = 9 ", "warn_months = 12 ", "warns before"),
            ("key = \"teaching\"", "key = \"outcomes\"", "two sections"),
            (
                "key = \"tracking\"",
                "key = \"plan\"",
                "two keys to improvement",
            ),
            (
                "words = \"Tracking children\"",
                "words = \" \"",
                "has no words",
            ),
            (
                "by_agreement = true",
                "by_agreement = true\nwithin = 3",
                "says one of",
            ),
            ("writes_notes = true", "writes_notes = false", "must write"),
            ("respond_days", "answer_days", "unknown field"),
        ] {
            assert!(document.contains(from), "{from}");
            let refused = Way::parse(&document.replacen(from, to, 1)).unwrap_err();
            assert!(refused.contains(said), "{to}: {refused}");
        }
    }
}
