//! A school's evaluation of itself, section by section and school year by school year, and what its partner says
//! beside it. The school says it anew as often as it likes: every version is kept, and a partner's word stays
//! with the version it was said of.

use serde::{Deserialize, Serialize};

use super::annual::{Line, lines_of};
use super::file::{SchoolFile, school_year};
use super::way::Way;
use crate::calendar::{Date, Moment};
use crate::schools::{By, Key};
use crate::support::{Evidence, LONGEST, Word};

/// What a school says of one section.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct OwnSection {
    /// The year the school year begins in.
    pub year: i32,
    pub section: Key,
    /// One of the way's judgements; none where the way has none.
    #[serde(default)]
    pub judgement: Option<Key>,
    /// What is strong, and how the school knows.
    pub strengths: String,
    /// What is to be better.
    pub improve: String,
    /// How one will know that it is.
    #[serde(default)]
    pub target: String,
    #[serde(default)]
    pub evidence: Vec<Evidence>,
}

/// A version of a section.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Evaluated {
    pub own: OwnSection,
    pub by: By,
    pub at: Moment,
}

/// The partner's view of what the school says.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Moderated {
    pub year: i32,
    pub section: Key,
    pub judgement: Option<Key>,
    pub word: Word,
    /// The version it was said of, from 1.
    pub of: u32,
}

/// A judgement beside another.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Against {
    Agrees,
    /// The partner sees it less well than the school does.
    Lower,
    Higher,
    /// The school has said otherwise since.
    Earlier,
}

impl Against {
    pub fn words(self) -> &'static str {
        match self {
            Self::Agrees => "agrees",
            Self::Lower => "sees it less well",
            Self::Higher => "sees it better",
            Self::Earlier => "said of an earlier version",
        }
    }
}

/// A section in a year: the school's word, and everything beside it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SectionBeside<'a> {
    pub section: Key,
    pub words: &'a str,
    /// This year's versions, the latest last; none: the school has said nothing yet.
    pub versions: Vec<&'a Evaluated>,
    /// The last of the year before.
    pub before: Option<&'a Evaluated>,
    pub moderated: Option<&'a Moderated>,
    pub against: Option<Against>,
    /// What visits of the year saw.
    pub seen: Vec<Line>,
}

impl SchoolFile {
    /// The versions of a section in a year, the latest last.
    pub fn evaluated(&self, year: i32, section: Key) -> Vec<&Evaluated> {
        let is = |one: &&Evaluated| one.own.year == year && one.own.section == section;
        self.own.iter().filter(is).collect()
    }

    /// The partner's last word on a section in a year.
    pub fn moderation(&self, year: i32, section: Key) -> Option<&Moderated> {
        let is = |one: &&Moderated| one.year == year && one.section == section;
        self.moderated.iter().rev().find(is)
    }

    /// Every section of a year.
    pub fn evaluation<'a>(&'a self, way: &'a Way, year: i32) -> Vec<SectionBeside<'a>> {
        way.sections
            .iter()
            .map(|one| {
                let versions = self.evaluated(year, one.key);
                let moderated = self.moderation(year, one.key);
                let latest = versions.last().copied();
                SectionBeside {
                    section: one.key,
                    words: &one.words,
                    before: self.evaluated(year - 1, one.key).last().copied(),
                    against: latest.zip(moderated).map(|(own, said)| {
                        if said.of as usize == versions.len() {
                            way.beside(own.own.judgement, said.judgement)
                        } else {
                            Against::Earlier
                        }
                    }),
                    moderated,
                    versions,
                    seen: lines_of(self, one.key, year),
                }
            })
            .collect()
    }

    pub(super) fn moderate(
        &mut self,
        (year, section): (i32, Key),
        judgement: Option<Key>,
        word: Word,
    ) {
        let of = self.evaluated(year, section).len();
        self.moderated.push(Moderated {
            year,
            section,
            judgement,
            word,
            of: u32::try_from(of).unwrap_or(u32::MAX),
        });
    }
}

impl Way {
    /// A partner's judgement beside the school's. Judgements are listed the best first.
    fn beside(&self, school: Option<Key>, partner: Option<Key>) -> Against {
        let place = |key: Option<Key>| self.judgements.iter().position(|one| Some(one.key) == key);
        match place(partner).cmp(&place(school)) {
            std::cmp::Ordering::Equal => Against::Agrees,
            std::cmp::Ordering::Greater => Against::Lower,
            std::cmp::Ordering::Less => Against::Higher,
        }
    }

    /// A judgement's word; its key where the way no longer has it.
    pub fn judgement(&self, key: Key) -> String {
        let found = self.judgements.iter().find(|one| one.key == key);
        found.map_or_else(|| key.to_string(), |one| one.words.clone())
    }

    fn judged(&self, judgement: Option<Key>) -> Option<&'static str> {
        match judgement {
            None if self.judgements.is_empty() => None,
            None => Some("choose a judgement"),
            Some(key) if self.judgements.iter().any(|one| one.key == key) => None,
            Some(_) => Some("there is no such judgement here"),
        }
    }
}

fn there(way: &Way, section: Key) -> bool {
    way.sections.iter().any(|one| one.key == section)
}

/// What is wrong with what a school says of a section, and where; none: it can be kept.
pub fn wrong_with_own(own: &OwnSection, way: &Way, today: Date) -> Option<(&'static str, String)> {
    let said = |field, words: &str| Some((field, words.to_owned()));
    if own.year != school_year(today) {
        return said(
            "year",
            "a self-evaluation is of this school year: what was said of another stays",
        );
    }
    if !there(way, own.section) {
        return said("section", "there is no such section");
    }
    if let Some(reason) = way.judged(own.judgement) {
        return said("judgement", reason);
    }
    for (field, text, reason) in [
        (
            "strengths",
            &own.strengths,
            "say what is strong, and how you know",
        ),
        ("improve", &own.improve, "say what is to be better"),
        ("target", &own.target, ""),
    ] {
        if text.trim().is_empty() && !reason.is_empty() {
            return said(field, reason);
        }
        if text.chars().count() > LONGEST {
            return said(field, "write at most 2,000 characters");
        }
    }
    None
}

/// What is wrong with a partner's view of a section.
pub fn wrong_with_view(
    file: &SchoolFile,
    way: &Way,
    (year, section): (i32, Key),
    judgement: Option<Key>,
    words: &str,
) -> Option<(&'static str, String)> {
    let said = |field, words: &str| Some((field, words.to_owned()));
    let versions = file.evaluated(year, section);
    let Some(own) = versions.last() else {
        return said("section", "the school has said nothing of this section yet");
    };
    if let Some(reason) = way.judged(judgement) {
        return said("judgement", reason);
    }
    if way.beside(own.own.judgement, judgement) != Against::Agrees && words.trim().is_empty() {
        return said(
            "words",
            "say what you saw that differs from what the school says",
        );
    }
    if words.chars().count() > LONGEST {
        return said("words", "write at most 2,000 characters");
    }
    None
}
