//! A value of a record as it is said.

use super::super::areas::Areas;
use super::super::leader::{Depth, HalfDays, LeaderType, Release, Tie, TieKind};
use super::super::refusal::days;
use super::super::ties::BodyTie;
use super::detail::Detail;
use crate::calendar::{Date, day_words};
use crate::schools::{Key, Phase, Urn};

const NOTHING: &str = "nothing";

impl Detail {
    /// The value in words. `school` names a school by its number, where it is known.
    pub fn words(&self, types: &[LeaderType], school: &dyn Fn(Urn) -> Option<String>) -> String {
        let named = |urn: Urn| school(urn).unwrap_or_else(|| format!("school {}", u32::from(urn)));
        match self {
            Self::Name(text) | Self::Post(text) => or_nothing(text.clone()),
            Self::Designated(given) => {
                let kind = types.iter().find(|kind| kind.id == given.kind);
                let kind = kind.map_or_else(|| given.kind.to_string(), |kind| kind.name.clone());
                let review = given
                    .review_due
                    .map_or_else(String::new, |due| format!(", review {}", day_words(due)));
                let awarded = day_words(given.awarded);
                format!("{kind}, {}, {awarded}{review}", given.body)
            }
            Self::Standing(stands) => {
                let words = stands.standing.words();
                if stands.reason.is_empty() {
                    words.to_owned()
                } else {
                    format!("{words}: {}", stands.reason)
                }
            }
            Self::Home(home) => {
                if home.district.is_empty() {
                    or_nothing(home.name.clone())
                } else {
                    format!("{}, {}", home.name, home.district)
                }
            }
            Self::Checks(until) | Self::Declared(until) => until_words(*until),
            Self::Areas(areas) => listed(areas.iter().map(|own| {
                let word = Areas::standard().word(own.area);
                match own.depth {
                    Depth::Primary => word,
                    Depth::Secondary => format!("{word} (second)"),
                }
            })),
            Self::Phases(phases) => listed(phases.iter().map(|phase| phase_word(*phase))),
            Self::Contexts(ids) => listed(ids.iter().map(|id| context_word(*id))),
            Self::Styles(ids) => listed(ids.iter().map(|id| style_word(*id))),
            Self::Yearly(half_days) => days(*half_days),
            Self::Terms(None) => "any, within the year".to_owned(),
            Self::Terms(Some(terms)) => format!(
                "autumn {}, spring {}, summer {}",
                terms.autumn.words(),
                terms.spring.words(),
                terms.summer.words()
            ),
            Self::AtOnce(most) => most.to_string(),
            Self::Weekdays(bits) => weekday_words(*bits),
            Self::Ties(ties) => listed(ties.iter().map(|tie| tie.words(&named(tie.urn)))),
            Self::Bodies(ties) => listed(ties.iter().map(BodyTie::words)),
            Self::Vetoes(urns) => listed(urns.iter().map(|urn| named(*urn))),
            Self::Release(release) => release.words().to_owned(),
        }
    }
}

fn or_nothing(text: String) -> String {
    if text.is_empty() {
        NOTHING.to_owned()
    } else {
        text
    }
}

fn listed(words: impl Iterator<Item = String>) -> String {
    or_nothing(words.collect::<Vec<_>>().join(", "))
}

fn until_words(until: Option<Date>) -> String {
    until.map_or_else(
        || NOTHING.to_owned(),
        |until| format!("good until {}", day_words(until)),
    )
}

fn phase_word(phase: Phase) -> String {
    match phase {
        Phase::Sixteen => phase.word().to_owned(),
        phase => phase.word().to_lowercase(),
    }
}

/// A kind of school, as it stands in a sentence.
pub fn context_word(id: Key) -> String {
    let found = Areas::standard().context(id);
    found.map_or_else(|| id.to_string(), |one| one.name.to_lowercase())
}

/// A way of working, as it stands in a sentence.
pub fn style_word(id: Key) -> String {
    let found = Areas::standard().style(id);
    found.map_or_else(|| id.to_string(), |one| one.name.to_lowercase())
}

/// "Monday, Tuesday"; "any weekday".
pub fn weekday_words(bits: u8) -> String {
    const DAYS: [&str; 5] = ["Monday", "Tuesday", "Wednesday", "Thursday", "Friday"];
    match bits & 0b1_1111 {
        0 | 0b1_1111 => "any weekday".to_owned(),
        bits => DAYS
            .iter()
            .enumerate()
            .filter(|(at, _)| bits & (1 << at) != 0)
            .map(|(_, day)| *day)
            .collect::<Vec<_>>()
            .join(", "),
    }
}

impl Release {
    pub const ALL: [Self; 3] = [Self::Agreed, Self::AskEachTime, Self::Refused];

    /// The words on screen, as they stand in a sentence.
    pub fn words(self) -> &'static str {
        match self {
            Self::Agreed => "agreed",
            Self::AskEachTime => "ask each time",
            Self::Refused => "refused",
        }
    }
}

impl TieKind {
    pub const ALL: [Self; 9] = [
        Self::WorksThere,
        Self::WorkedThere,
        Self::Governor,
        Self::Relative,
        Self::Applicant,
        Self::MergerTalks,
        Self::SameGovernors,
        Self::RecentInspector,
        Self::PaidWork,
    ];
    /// Those one may have to a trust, federation or diocese itself.
    pub const OF_A_BODY: [Self; 6] = [
        Self::WorksThere,
        Self::WorkedThere,
        Self::Governor,
        Self::Relative,
        Self::Applicant,
        Self::PaidWork,
    ];

    /// "Works there": what a form offers.
    pub fn words(self) -> &'static str {
        match self {
            Self::WorksThere => "works there",
            Self::WorkedThere => "worked there",
            Self::Governor => "is or was a governor there",
            Self::Relative => "has a relative there",
            Self::Applicant => "has applied to work there",
            Self::MergerTalks => "merger talks between the schools",
            Self::SameGovernors => "one governing body for both schools",
            Self::RecentInspector => "has inspected it",
            Self::PaidWork => "is or was paid for work there",
        }
    }
}

impl Tie {
    /// "Lark Edge Primary: worked there, until 12 Jul 2025".
    pub fn words(&self, school: &str) -> String {
        let until = self
            .until
            .map_or_else(String::new, |until| format!(", until {}", day_words(until)));
        format!("{school}: {}{until}", self.kind.words())
    }
}

impl BodyTie {
    /// "Wharfe Trust: worked there, until 12 Jul 2025".
    pub fn words(&self) -> String {
        let until = self
            .until
            .map_or_else(String::new, |until| format!(", until {}", day_words(until)));
        format!("{}: {}{until}", self.body, self.kind.words())
    }
}

impl LeaderType {
    /// "Specialist leaders of education", "Practitioners".
    pub fn plural(&self) -> String {
        match self.name.split_once(" of ") {
            Some((first, rest)) => format!("{first}s of {rest}"),
            None => format!("{}s", self.name),
        }
    }

    /// The most they give a year, in words.
    pub fn cap_words(&self) -> String {
        days(HalfDays(self.yearly_cap.0))
    }
}
