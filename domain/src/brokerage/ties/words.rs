//! A path of ties in words.

use super::super::leader::TieKind;
use super::super::refusal::tie_words;
use super::{BodyKind, Path, Source, Way};
use crate::calendar::day_words;

impl Path {
    /// "Works for Wharfe Trust, which runs Lark Edge Primary." and who says so.
    pub fn words(&self) -> String {
        let (school, ended) = (&self.school, self.until.is_some());
        let said = self.source.words();
        match &self.way {
            Way::School => tie_words(self.tie, self.until),
            Way::Body { body } => self.since_when(&format!(
                "{} {}, {} {school}. {said}",
                with_body(self.tie, ended),
                body.name,
                over(body.kind)
            )),
            Way::Fellow { school: own, body } => {
                let way = match body.kind {
                    BodyKind::Trust => "which is run by",
                    BodyKind::Federation => "which is federated under",
                    BodyKind::Diocese => "which belongs to",
                };
                self.since_when(&format!(
                    "{} {own}, {way} {}, as is {school}. {said}",
                    with_school(self.tie, ended),
                    body.name
                ))
            }
        }
    }

    /// "Until 18 Jul 2025 worked for …".
    fn since_when(&self, words: &str) -> String {
        let Some(until) = self.until else {
            return words.to_owned();
        };
        let mut letters = words.chars();
        let first = letters.next().map(|first| first.to_lowercase());
        let rest = letters.as_str();
        let first: String = first.into_iter().flatten().collect();
        format!("Until {} {first}{rest}", day_words(until))
    }
}

impl Source {
    /// Where it is known from. What belongs to what is the register's to say.
    pub fn words(self) -> &'static str {
        match self {
            Self::OwnSchool => "From their record and the register.",
            Self::Declared => "From their own declaration and the register.",
        }
    }
}

fn over(kind: BodyKind) -> &'static str {
    match kind {
        BodyKind::Trust => "which runs",
        BodyKind::Federation => "which governs",
        BodyKind::Diocese => "which has a say in",
    }
}

fn with_body(tie: TieKind, ended: bool) -> &'static str {
    match (tie, ended) {
        (TieKind::WorksThere, false) => "Works for",
        (TieKind::WorksThere | TieKind::WorkedThere, _) => "Worked for",
        (TieKind::Governor, false) => "Is a trustee or governor of",
        (TieKind::Governor, true) => "Was a trustee or governor of",
        (TieKind::Relative, false) => "Has a relative at",
        (TieKind::Relative, true) => "Had a relative at",
        (TieKind::Applicant, _) => "Has applied to work for",
        (TieKind::PaidWork, false) => "Is paid for work by",
        (TieKind::PaidWork, true) => "Was paid for work by",
        (TieKind::MergerTalks | TieKind::RecentInspector | TieKind::SameGovernors, _) => {
            "Is tied to"
        }
    }
}

fn with_school(tie: TieKind, ended: bool) -> &'static str {
    match (tie, ended) {
        (TieKind::WorksThere, false) => "Works at",
        (TieKind::WorksThere | TieKind::WorkedThere, _) => "Worked at",
        (TieKind::Governor, false) => "Is a governor of",
        (TieKind::Governor, true) => "Was a governor of",
        (TieKind::Applicant, _) => "Has applied to work at",
        (TieKind::PaidWork, false) => "Is paid for work at",
        (TieKind::PaidWork, true) => "Was paid for work at",
        (other, ended) => with_body(other, ended),
    }
}
