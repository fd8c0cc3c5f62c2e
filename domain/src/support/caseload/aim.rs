//! The state every school is to reach, and what is missing to it. What is not known is said to be not known: it is
//! neither reached nor far away.

use serde::{Deserialize, Serialize};

use super::evaluation::Against;
use super::file::SchoolFile;
use super::way::Way;
use crate::calendar::{Date, add_months};
use crate::schools::Key;
use crate::support::Word;

/// The state a way of working wants for every school.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Aim {
    /// "At least good".
    pub words: String,
    /// Every section of the self-evaluation is at least this.
    #[serde(default)]
    pub judgement: Option<Key>,
    /// The category is no more serious than this, 0 to 4.
    #[serde(default)]
    pub tone: Option<u8>,
}

/// A school's own aim, in place of the way's.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct OwnAim {
    #[serde(default)]
    pub judgement: Option<Key>,
    #[serde(default)]
    pub tone: Option<u8>,
    pub by: Date,
    pub why: String,
}

/// What is missing.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Gap {
    Reached,
    /// Steps of the scale.
    Short(u8),
    Unknown,
}

impl Gap {
    /// "two steps short".
    pub fn words(self) -> String {
        match self {
            Self::Reached => "reached".to_owned(),
            Self::Short(1) => "one step short".to_owned(),
            Self::Short(steps) => format!("{steps} steps short"),
            Self::Unknown => "not known".to_owned(),
        }
    }

    fn of(steps: Option<usize>) -> Self {
        match steps {
            None => Self::Unknown,
            Some(0) => Self::Reached,
            Some(steps) => Self::Short(u8::try_from(steps).unwrap_or(u8::MAX)),
        }
    }
}

/// The aim of a school, and what is missing to it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Gaps {
    pub judgement: Option<Key>,
    pub tone: Option<u8>,
    /// Until when, where it is the school's own.
    pub by: Option<Date>,
    pub why: Option<Word>,
    /// None: the aim says nothing of the category.
    pub category: Option<Gap>,
    /// Each section, in the way's order; none where the aim says nothing of them.
    pub sections: Vec<Gap>,
}

impl Gaps {
    pub fn count(&self, of: impl Fn(Gap) -> bool) -> usize {
        let all = self.sections.iter().chain(&self.category);
        all.filter(|gap| of(**gap)).count()
    }

    /// "Two are short of it, three are not known."
    pub fn words(&self) -> String {
        let short = self.count(|gap| matches!(gap, Gap::Short(_)));
        let unknown = self.count(|gap| gap == Gap::Unknown);
        let of = self.sections.len() + usize::from(self.category.is_some());
        match (short, unknown) {
            (0, 0) => "reached".to_owned(),
            (0, unknown) if unknown == of => "nothing of it is known".to_owned(),
            (0, unknown) => format!("{unknown} of {of} not known"),
            (short, 0) => format!("{short} of {of} short of it"),
            (short, unknown) => format!("{short} of {of} short of it, {unknown} not known"),
        }
    }
}

impl SchoolFile {
    /// What is missing to the aim: the school's own, else the way's. `tone` is how serious its category is, where
    /// that is known and the reader may know it.
    pub fn gaps(&self, way: &Way, year: i32, tone: Option<u8>) -> Option<Gaps> {
        let (judgement, wanted, by, why) = match (&self.aim, &way.aim) {
            (Some((own, word)), _) => (own.judgement, own.tone, Some(own.by), Some(word.clone())),
            (None, Some(aim)) => (aim.judgement, aim.tone, None, None),
            (None, None) => return None,
        };
        let place = |key: Key| way.judgements.iter().position(|one| one.key == key);
        let least = judgement.and_then(place);
        let sections = match least {
            None => Vec::new(),
            Some(least) => self
                .evaluation(way, year)
                .into_iter()
                .map(|one| {
                    let own = one.versions.last().and_then(|one| one.own.judgement);
                    // Who looked from outside at what the school says now is asked first.
                    let outside = one
                        .moderated
                        .filter(|_| {
                            one.against
                                .is_some_and(|against| against != Against::Earlier)
                        })
                        .and_then(|said| said.judgement);
                    let is = outside.or(own).and_then(place);
                    Gap::of(is.map(|is| is.saturating_sub(least)))
                })
                .collect(),
        };
        Some(Gaps {
            judgement,
            tone: wanted,
            by,
            why,
            category: wanted
                .map(|wanted| Gap::of(tone.map(|tone| usize::from(tone.saturating_sub(wanted))))),
            sections,
        })
    }
}

impl Way {
    /// What is wrong with an aim.
    pub(super) fn check_aim(&self, aim: &Aim) -> Result<(), &'static str> {
        if aim.words.trim().is_empty() {
            return Err("an aim has words");
        }
        self.reachable(aim.judgement, aim.tone)
    }

    fn reachable(&self, judgement: Option<Key>, tone: Option<u8>) -> Result<(), &'static str> {
        if judgement.is_none() && tone.is_none() {
            return Err("an aim names a judgement, or how serious the category may be");
        }
        if tone.is_some_and(|tone| tone > 4) {
            return Err("a category is of 0 to 4");
        }
        let known = |key: Key| self.judgements.iter().any(|one| one.key == key);
        if judgement.is_some_and(|key| !known(key)) {
            return Err("there is no such judgement here");
        }
        Ok(())
    }
}

/// Months ahead an aim may lie.
const AHEAD: i32 = 60;

/// What is wrong with a school's own aim, and where.
pub fn wrong_with_aim(own: &OwnAim, way: &Way, today: Date) -> Option<(&'static str, String)> {
    if let Err(reason) = way.reachable(own.judgement, own.tone) {
        return Some(("judgement", reason.to_owned()));
    }
    if own.by <= today || own.by > add_months(today, AHEAD) {
        return Some(("by", "choose a day to come, within five years".to_owned()));
    }
    if own.why.trim().is_empty() {
        return Some(("why", "say why this school has its own aim".to_owned()));
    }
    None
}
