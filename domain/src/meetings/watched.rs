//! A school between two meetings: what was decided, what the rules say now, and what every school should
//! have and this one may not.

use serde::{Deserialize, Serialize};

use super::item::Past;
use crate::calendar::{Date, add_months, day_words};
use crate::risk::words::{capital, count_word};
use crate::risk::{Band, Level, Owner, Scheme, Span, is_weak, span_words};
use crate::schools::PartnershipId;

/// What is looked at of one school.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Watched {
    #[serde(default)]
    pub partnership: Option<PartnershipId>,
    /// What the rules suggest today.
    pub band: Span<Band>,
    pub risk: Span<Level>,
    /// The last decision, with what was suggested beside it; and the one before.
    #[serde(default)]
    pub decided: Option<Past>,
    #[serde(default)]
    pub before: Option<Past>,
    /// Who has had it since the last decision.
    #[serde(default)]
    pub owner: Option<Owner>,
    #[serde(default)]
    pub next_review: Option<Date>,
    /// The last time anybody decided on it, spoke with its head, or heard from it.
    #[serde(default)]
    pub contact: Option<Date>,
    /// Half-days of support agreed this year; and asked for, with nobody found.
    #[serde(default)]
    pub support: u32,
    #[serde(default)]
    pub asked: u32,
    /// The day of the newest value known of it.
    #[serde(default)]
    pub newest: Option<Date>,
}

/// What every school should have.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Gap {
    Category,
    Partnership,
    Review,
    Contact,
    Support,
}

impl Gap {
    pub const ALL: [Self; 5] = [
        Self::Category,
        Self::Partnership,
        Self::Review,
        Self::Contact,
        Self::Support,
    ];

    /// "Two schools have no category"; of none, what every school has.
    pub fn finding(self, schools: usize) -> String {
        let one = schools == 1;
        let (schools, have) = match schools {
            0 => ("every school".to_owned(), "has"),
            1 => ("one school".to_owned(), "has"),
            many => (format!("{} schools", count_word(many)), "have"),
        };
        let none = schools == "every school";
        let is = if one || none { "is" } else { "are" };
        capital(&match (self, none) {
            (Self::Category, true) => "every school has a category".to_owned(),
            (Self::Category, false) => format!("{schools} {have} no category"),
            (Self::Partnership, true) => "every school is in a partnership".to_owned(),
            (Self::Partnership, false) => format!("{schools} {is} in no partnership"),
            (Self::Review, true) => "every school has a review to come".to_owned(),
            (Self::Review, false) => format!("{schools} {have} no review to come"),
            (Self::Contact, true) => "no school went a year without contact".to_owned(),
            (Self::Contact, false) => format!("{schools} {have} had no contact for a year"),
            (Self::Support, true) => "every weak school has support".to_owned(),
            (Self::Support, false) => {
                let noun = if one { "school" } else { "schools" };
                let number = schools.trim_end_matches(noun).trim_end();
                format!("{number} weak {noun} {have} no support")
            }
        })
    }

    /// What the list means, in one line.
    pub fn meaning(self) -> &'static str {
        match self {
            Self::Category => "No meeting has decided on it.",
            Self::Partnership => "Nobody’s meeting has it on its agenda.",
            Self::Review => "No day is set, or the day has gone by.",
            Self::Contact => "No decision, no talk with its head, no word from it.",
            Self::Support => "In the bands that ought to be helped; no day agreed since September.",
        }
    }
}

/// Something a school lacks, and why that is said, in a phrase.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Lack {
    pub gap: Gap,
    pub why: String,
}

/// Since when rooms have had a school where schools are helped, without a break; `past` is newest first. None: it is
/// not there; none within: the rules put it there and no room has yet.
pub fn ought_to_be_helped(scheme: &Scheme, past: &[Past], now: Band) -> Option<Option<Date>> {
    let spell = past.iter().take_while(|one| is_weak(scheme, one.band));
    let since = spell.last().map(|one| one.on);
    (since.is_some() || is_weak(scheme, now)).then_some(since)
}

/// Everything a school lacks today, in the order of [`Gap::ALL`].
pub fn left_behind(scheme: &Scheme, one: &Watched, today: Date) -> Vec<Lack> {
    let mut lacks = Vec::new();
    let mut lack = |gap, why: String| lacks.push(Lack { gap, why });
    if one.decided.is_none() {
        let rules = span_words(scheme, one.band);
        lack(Gap::Category, format!("the rules suggest {rules}"));
    }
    if one.partnership.is_none() {
        lack(Gap::Partnership, "belongs to none".to_owned());
    }
    match one.next_review {
        None => lack(Gap::Review, "no day is set".to_owned()),
        Some(on) if on < today => lack(Gap::Review, format!("was due {}", day_words(on))),
        Some(_) => {}
    }
    match one.contact {
        None => lack(Gap::Contact, "none on record".to_owned()),
        Some(on) if on < add_months(today, -12) => {
            lack(Gap::Contact, format!("last on {}", day_words(on)));
        }
        Some(_) => {}
    }
    let band = one
        .decided
        .as_ref()
        .map_or(one.band.known, |last| last.band);
    if is_weak(scheme, band) && one.support == 0 {
        let word = &scheme.band(band).word;
        let asked = match one.asked {
            0 => "nothing asked for".to_owned(),
            1 => "half a day asked for".to_owned(),
            2 => "one day asked for".to_owned(),
            many if many % 2 == 1 => format!("{}½ days asked for", many / 2),
            many => format!("{} days asked for", many / 2),
        };
        lack(Gap::Support, format!("{word}; {asked}"));
    }
    lacks
}

/// The rules say something else now than they said beside the last decision, and than was decided.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Alert {
    pub decided: Band,
    pub then: Span<Band>,
    pub now: Span<Band>,
    pub since: Date,
    /// The newest value, where it came after the decision.
    pub news: Option<Date>,
}

impl Alert {
    /// Whether the rules now ask for more attention than the room gave.
    pub fn more(&self, scheme: &Scheme) -> bool {
        scheme.seriousness(self.now.known) > scheme.seriousness(self.decided)
    }
}

/// Between two meetings: the suggestion has moved away from the decision since it was made. Where the room
/// knew better at the time and nothing moved since, there is nothing to say.
pub fn alert(one: &Watched) -> Option<Alert> {
    let last = one.decided.as_ref()?;
    let then = last.suggested?;
    let moved = then.known != one.band.known && one.band.known != last.band;
    moved.then(|| Alert {
        decided: last.band,
        then,
        now: one.band,
        since: last.on,
        news: one.newest.filter(|day| *day > last.on),
    })
}
