//! Minutes: what was there, said, decided and agreed, in words, made from the log and nothing else. Nobody
//! writes them and nobody can forget them.

mod made;
mod offices;
mod redact;

pub use made::minutes;
pub use offices::{MinuteOffice, OfficeCount};
pub use redact::{Audience, redact};

use serde::{Deserialize, Serialize};

use crate::calendar::{Date, Moment, day_words};
use crate::risk::{Band, Level};
use crate::schools::Urn;

/// The minutes of one meeting.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Minutes {
    pub title: String,
    pub partnership: String,
    /// What it was for; nothing where it was routine.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub purpose: String,
    pub on: Date,
    /// "Priority and risk, version 4".
    pub scheme: String,
    /// The day the evidence was frozen.
    pub frozen: Date,
    /// Who was in the chair, in order; more than one where it was handed over.
    pub chairs: Vec<String>,
    pub present: Vec<String>,
    pub apologies: Vec<String>,
    /// The first and the last thing recorded.
    pub began: Option<Moment>,
    pub ended: Option<Moment>,
    pub closed: bool,
    /// In the order of discussion.
    pub discussed: Vec<MinuteItem>,
    /// Agreed as proposed, by name.
    pub as_proposed: Vec<MinuteItem>,
    /// Not reached, or set aside and not taken up again.
    pub left: Vec<LeftOver>,
    /// Every action agreed, by day.
    pub actions: Vec<MinuteAction>,
    /// Actions of earlier meetings, and what was said of them.
    pub carried: Vec<CarriedAction>,
    /// Support asked for at this meeting: "Millbeck Primary: writing, 6 days".
    pub requests: Vec<String>,
    /// How many schools in each band, least serious first, before and after.
    pub bands: Vec<BandCount>,
    /// For how many of the schools decided on who heads them, and who chairs their governors, came; none where
    /// the room said nothing of it.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub offices: Vec<OfficeCount>,
}

/// One school in the minutes.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct MinuteItem {
    pub urn: Urn,
    pub school: String,
    /// What was decided, with the words it had under the scheme of the meeting.
    pub band: Band,
    pub band_word: String,
    pub risk: Level,
    pub owner: String,
    pub next_review: Date,
    /// "As suggested, up from Priority 2."
    pub how: String,
    /// What the rules suggested: "Priority 2 or 3, risk high", and why.
    pub suggested: String,
    pub reasons: String,
    pub differs: bool,
    /// Its headteacher and who chairs its governors: whether they came, and what they do for the improvement.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub offices: Vec<MinuteOffice>,
    /// Who led the item for the school; empty where nobody said.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub led: String,
    /// Who was in the chair for it, in order; empty where one person was throughout the meeting.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub chairs: Vec<String>,
    /// What was said and done, in the order it was.
    pub said: Vec<Minute>,
}

/// One thing in the minutes of a school.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "kind", rename_all = "snake_case")]
pub enum Minute {
    /// Why the room decided otherwise, and what it rests on.
    Reason {
        text: String,
        rests_on: Vec<String>,
    },
    /// "Overall absence changed from 6.3% to 5.8%".
    Changed {
        text: String,
        note: String,
        by: String,
    },
    Point {
        text: String,
        by: String,
    },
    Known {
        text: String,
        source: String,
    },
    Dissent {
        text: String,
        by: String,
    },
    Recused {
        who: String,
        why: String,
    },
    /// What the data made somebody suppose, and what the room made of it.
    Hypothesis {
        text: String,
    },
    /// How everybody's own views were spread before the suggestion was seen; no names.
    Views {
        text: String,
    },
    Action(MinuteAction),
    /// What the school had written, beforehand or since.
    Reply {
        text: String,
        by: String,
    },
}

#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct MinuteAction {
    pub school: String,
    pub text: String,
    pub owner: String,
    pub due: Date,
}

/// An action of an earlier meeting, and what became of it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct CarriedAction {
    pub action: MinuteAction,
    pub agreed: Date,
    /// What was said; empty: it is still open.
    pub said: String,
}

/// A school the meeting did not decide on.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct LeftOver {
    pub urn: Urn,
    pub school: String,
    pub parked: bool,
}

/// How many schools were in a band before and are now; `None` where a count is withheld.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct BandCount {
    pub band: Band,
    pub word: String,
    pub before: Option<u32>,
    pub after: Option<u32>,
}

impl Minutes {
    /// Who was there and what the meeting went by: "In the chair: Helen Marsh. Present: …".
    pub fn opening(&self) -> String {
        let purpose = match self.purpose.as_str() {
            "" => String::new(),
            words => format!("{words}. "),
        };
        let mut words = format!("{purpose}In the chair: {}.", self.chairs.join(", then "));
        for (label, names) in [("Present", &self.present), ("Apologies", &self.apologies)] {
            if !names.is_empty() {
                words.push_str(&format!(" {label}: {}.", names.join("; ")));
            }
        }
        words.push_str(&format!(
            " Scheme: {}. Evidence frozen {}.",
            self.scheme,
            day_words(self.frozen)
        ));
        words
    }

    /// Every school decided on, in the order of discussion.
    pub fn items(&self) -> impl Iterator<Item = &MinuteItem> {
        self.discussed.iter().chain(&self.as_proposed)
    }

    /// "2 of 24 decisions differ from what the rules suggested: one more serious, one less."
    pub fn differing(&self) -> String {
        let all = self.items().count();
        let differ = self.items().filter(|item| item.differs).count();
        match differ {
            0 => format!("All {all} decisions are as the rules suggested."),
            1 => format!("1 of {all} decisions differs from what the rules suggested."),
            many => format!("{many} of {all} decisions differ from what the rules suggested."),
        }
    }
}

impl Minute {
    /// What kind of thing it is, in words.
    pub fn label(&self) -> &'static str {
        match self {
            Self::Reason { .. } => "Resolved",
            Self::Changed { .. } => "Changed",
            Self::Point { .. } => "Raised",
            Self::Known { .. } => "Known",
            Self::Dissent { .. } => "Seen otherwise",
            Self::Recused { .. } => "Left the room",
            Self::Views { .. } => "Own views",
            Self::Hypothesis { .. } => "Hypothesis",
            Self::Action(_) => "Action",
            Self::Reply { .. } => "The school wrote",
        }
    }

    /// The whole of it in a sentence or two.
    pub fn text(&self) -> String {
        match self {
            Self::Reason { text, rests_on } if rests_on.is_empty() => text.clone(),
            Self::Reason { text, rests_on } => {
                format!("{text} It rests on: {}.", rests_on.join(", "))
            }
            Self::Changed { text, note, by } if note.is_empty() => format!("{text} ({by})."),
            Self::Changed { text, note, by } => format!("{text} ({by}): {note}"),
            Self::Point { text, by } | Self::Dissent { text, by } => format!("{text} ({by})"),
            Self::Known { text, source } => format!("{text} ({source})"),
            Self::Recused { who, why } => format!("{who}: {why}"),
            Self::Views { text } | Self::Hypothesis { text } => text.clone(),
            Self::Action(action) => format!(
                "{}. {}, by {}.",
                action.text.trim_end_matches('.'),
                action.owner,
                day_words(action.due)
            ),
            Self::Reply { text, by } => format!("“{text}” ({by})"),
        }
    }
}
