//! A request for support, as a school writes it.

use serde::{Deserialize, Serialize};

use super::caseload::{Named, Way};
use crate::brokerage::{Areas, HalfDays, MOST_HALF_DAYS, NeedDraft};
use crate::calendar::Date;
use crate::schools::{Key, Urn};

/// The longest any answer may be, characters.
pub const LONGEST: usize = 2_000;

/// Who is helped: the school named, or more through it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Default, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Recipient {
    #[default]
    School,
    /// An early years setting or a centre.
    Setting,
    /// Every school of its trust.
    Trust,
    /// The schools of its partnership or learning community.
    Community,
}

impl Recipient {
    pub const ALL: [Self; 4] = [Self::School, Self::Setting, Self::Trust, Self::Community];

    /// On the form: "Our school".
    pub fn words(self) -> &'static str {
        match self {
            Self::School => "Our school",
            Self::Setting => "Our early years setting or centre",
            Self::Trust => "Schools of our trust",
            Self::Community => "Schools of our partnership",
        }
    }
}

/// What a school asks for. Everything but the last three is needed before anybody can answer.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Request {
    pub urn: Urn,
    /// Area of expertise.
    pub area: Key,
    /// The priority of the school's own development plan it serves.
    pub priority: String,
    /// What the school has tried with what it has.
    pub tried: String,
    /// What should be different afterwards.
    pub outcome: String,
    /// Who answers for it: support is the school's own.
    pub accountable: String,
    pub half_days: HalfDays,
    pub from: Date,
    pub to: Date,
    #[serde(default)]
    pub recipient: Recipient,
    /// A year group or a group of pupils; empty: everybody.
    #[serde(default)]
    pub cohort: String,
    /// How the school would like it done.
    #[serde(default)]
    pub preferred: String,
    /// Who else is helping the school now.
    #[serde(default)]
    pub others: String,
    /// The kind of support, from the way of working as it was then.
    #[serde(default)]
    pub kind: Option<Named>,
    /// Keys to improvement it serves, from the way of working as it was then.
    #[serde(default)]
    pub keys: Vec<Named>,
}

impl Request {
    /// What a need of the board asks for that no request led to: as much as the need says.
    pub fn of_need(need: &NeedDraft) -> Self {
        Self {
            urn: need.urn,
            area: need.area,
            priority: String::new(),
            tried: String::new(),
            outcome: need.note.clone(),
            accountable: String::new(),
            half_days: need.half_days,
            from: need.from,
            to: need.to,
            recipient: Recipient::School,
            cohort: String::new(),
            preferred: String::new(),
            others: String::new(),
            kind: None,
            keys: Vec::new(),
        }
    }
}

/// What is missing in a request, in words for the person who wrote it.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum RequestFault {
    #[error("choose what it is about")]
    NoArea,
    #[error("say which priority of your development plan it serves")]
    NoPriority,
    #[error("say what you have tried with what you have")]
    NothingTried,
    #[error("say what should be different afterwards")]
    NoOutcome,
    #[error("name who in the school answers for it")]
    NobodyAccountable,
    #[error("ask for at least half a day")]
    NoDays,
    #[error("ask for at most 100 days")]
    TooManyDays,
    #[error("the last day is before the first")]
    EndsBeforeItStarts,
    #[error("choose a kind of support from the list")]
    NoSuchKind,
    #[error("choose keys from the list, each once")]
    NoSuchKey,
    #[error("write at most 2,000 characters")]
    TooLong(&'static str),
}

impl RequestFault {
    /// The field of the form it is about.
    pub fn field(&self) -> &'static str {
        match self {
            Self::NoArea => "area",
            Self::NoPriority => "priority",
            Self::NothingTried => "tried",
            Self::NoOutcome => "outcome",
            Self::NobodyAccountable => "accountable",
            Self::NoDays | Self::TooManyDays => "half_days",
            Self::EndsBeforeItStarts => "to",
            Self::NoSuchKind => "kind",
            Self::NoSuchKey => "keys",
            Self::TooLong(field) => field,
        }
    }
}

/// Whether a request can be sent as it is written.
///
/// # Errors
/// Everything that is missing, in the order of the form.
pub fn check_request(request: &Request) -> Result<(), Vec<RequestFault>> {
    let empty = |text: &str| text.trim().is_empty();
    let texts = [
        ("priority", &request.priority),
        ("tried", &request.tried),
        ("outcome", &request.outcome),
        ("accountable", &request.accountable),
        ("cohort", &request.cohort),
        ("preferred", &request.preferred),
        ("others", &request.others),
    ];
    let area = Areas::standard().area(request.area);
    let faults: Vec<RequestFault> = [
        area.is_none().then_some(RequestFault::NoArea),
        empty(&request.priority).then_some(RequestFault::NoPriority),
        empty(&request.tried).then_some(RequestFault::NothingTried),
        empty(&request.outcome).then_some(RequestFault::NoOutcome),
        empty(&request.accountable).then_some(RequestFault::NobodyAccountable),
        (request.half_days.0 == 0).then_some(RequestFault::NoDays),
        (request.half_days > MOST_HALF_DAYS).then_some(RequestFault::TooManyDays),
        (request.to < request.from).then_some(RequestFault::EndsBeforeItStarts),
    ]
    .into_iter()
    .flatten()
    .chain(
        texts
            .iter()
            .filter(|(_, text)| text.chars().count() > LONGEST)
            .map(|(field, _)| RequestFault::TooLong(field)),
    )
    .collect();
    if faults.is_empty() {
        Ok(())
    } else {
        Err(faults)
    }
}

/// Whether the kind and the keys of a request are those of the way in force; what it was sent with before stays.
///
/// # Errors
/// What is not.
pub fn check_tags(
    request: &Request,
    before: Option<&Request>,
    way: &Way,
) -> Result<(), Vec<RequestFault>> {
    let kind_before = before.and_then(|one| one.kind.as_ref());
    let kind = request.kind.as_ref();
    let known = kind.is_none_or(|kind| way.kinds.contains(kind) || kind_before == Some(kind));
    let keys = request.keys.iter().enumerate().all(|(at, key)| {
        let kept = before.is_some_and(|one| one.keys.contains(key));
        (way.keys.contains(key) || kept) && !request.keys[..at].contains(key)
    });
    let faults: Vec<RequestFault> = [
        (!known).then_some(RequestFault::NoSuchKind),
        (!keys).then_some(RequestFault::NoSuchKey),
    ]
    .into_iter()
    .flatten()
    .collect();
    if faults.is_empty() {
        Ok(())
    } else {
        Err(faults)
    }
}
