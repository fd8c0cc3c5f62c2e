//! What cannot stand in a record, in words for whoever wrote it.

use std::collections::BTreeSet;

use serde::{Deserialize, Serialize};

use super::super::areas::Areas;
use super::super::leader::{HalfDays, Leader, LeaderType, Standing, TieKind};
use super::detail::Field;
use crate::calendar::{Date, add_months, day_words};
use crate::schools::Key;

/// The longest name, body, post or district, characters.
const LONGEST: usize = 120;
/// The longest reason, characters.
pub const LONGEST_REASON: usize = 400;
/// The most days a year anybody gives.
const MOST_YEARLY: HalfDays = HalfDays::days(200);
/// The most schools at a time.
const MOST_AT_ONCE: u32 = 10;
/// How long a declaration is good at most, months.
const DECLARATION_MONTHS: i32 = 13;
/// How far ahead checks may be confirmed, months.
const CHECKS_MONTHS: i32 = 37;

/// Who says it: a leader of themselves, or those who keep the record.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Said {
    ByThemselves,
    ByOthers,
}

/// What is wrong with a record.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum RecordFault {
    #[error("write a name")]
    NoName,
    #[error("write at most 120 characters")]
    TooLong(Field),
    #[error("there is no type of leader “{0}”")]
    NoSuchType(Key),
    #[error("say which body designated them, or who vouches for them")]
    NoBody,
    #[error("the review is before the award")]
    ReviewBeforeAward,
    #[error("say why, in 1 to 400 characters")]
    NoReason,
    #[error("say which school is theirs")]
    NoHome,
    #[error("say at least one thing they can help with")]
    NoArea,
    #[error("there is no area of expertise “{0}”")]
    NoSuchArea(Key),
    #[error("{0} is there twice")]
    AreaTwice(String),
    #[error("choose at least one phase")]
    NoPhase,
    #[error("there is no kind of school “{0}”")]
    NoSuchContext(Key),
    #[error("there is no way of working “{0}”")]
    NoSuchStyle(Key),
    #[error("at most 200 days a year")]
    TooManyDays,
    #[error(
        "{} give at most {} days a year; your own head and the broker can agree more",
        kind,
        most.words()
    )]
    MoreThanTheType { kind: String, most: HalfDays },
    #[error("{} days of this year are agreed already", .0.words())]
    FewerThanAgreed(HalfDays),
    #[error("the terms come to {} days, the year to {}", terms.words(), year.words())]
    TermsOverTheYear { terms: HalfDays, year: HalfDays },
    #[error("at most ten schools at a time")]
    TooManyAtOnce,
    #[error("choose at least one day of the week")]
    NoWeekday,
    #[error("a declaration is good for a year: write a day up to {}", day_words(*.0))]
    DeclaredTooFar(Date),
    #[error("checks are confirmed for three years at most: write a day up to {}", day_words(*.0))]
    CheckedTooFar(Date),
    #[error("the same tie is there twice")]
    TieTwice,
    #[error("say which trust, federation or diocese it is")]
    NoSuchBody,
    #[error("that is no tie to a trust, federation or diocese: it is one to a school")]
    NoTieOfABody,
    #[error("the same tie is there twice")]
    BodyTieTwice,
}

impl RecordFault {
    /// The field of the form it is about.
    pub fn field(&self) -> &'static str {
        match self {
            Self::NoName => "name",
            Self::TooLong(field) => match field {
                Field::Name => "name",
                Field::Designated => "body",
                Field::Home => "home",
                Field::Bodies => "bodies",
                _ => "post",
            },
            Self::NoSuchType(_) => "kind",
            Self::NoBody => "body",
            Self::ReviewBeforeAward => "review",
            Self::NoReason => "reason",
            Self::NoHome => "home",
            Self::NoArea | Self::NoSuchArea(_) | Self::AreaTwice(_) => "areas",
            Self::NoPhase => "phases",
            Self::NoSuchContext(_) => "contexts",
            Self::NoSuchStyle(_) => "styles",
            Self::TooManyDays | Self::MoreThanTheType { .. } | Self::FewerThanAgreed(_) => "yearly",
            Self::TermsOverTheYear { .. } => "terms",
            Self::TooManyAtOnce => "at-once",
            Self::NoWeekday => "weekdays",
            Self::DeclaredTooFar(_) => "declared",
            Self::CheckedTooFar(_) => "checks",
            Self::TieTwice => "ties",
            Self::NoSuchBody | Self::NoTieOfABody | Self::BodyTieTwice => "bodies",
        }
    }
}

/// Whether a record can stand with these fields changed; what was so before is not asked about again.
/// `leader.used` is everything agreed this year.
///
/// # Errors
/// Everything that is wrong, in the order of the form.
pub fn check_record(
    leader: &Leader,
    changed: &BTreeSet<Field>,
    types: &[LeaderType],
    said: Said,
    today: Date,
) -> Result<(), Vec<RecordFault>> {
    let kind = types.iter().find(|kind| kind.id == leader.designation.kind);
    let faults: Vec<RecordFault> = changed
        .iter()
        .flat_map(|field| faults(leader, *field, kind, said, today))
        .collect();
    if faults.is_empty() {
        Ok(())
    } else {
        Err(faults)
    }
}

fn faults(
    leader: &Leader,
    field: Field,
    kind: Option<&LeaderType>,
    said: Said,
    today: Date,
) -> Vec<RecordFault> {
    use RecordFault as F;
    let long = |text: &str| (text.chars().count() > LONGEST).then_some(F::TooLong(field));
    let given = &leader.designation;
    match field {
        Field::Name => some([
            leader.name.is_empty().then_some(F::NoName),
            long(&leader.name),
        ]),
        Field::Designated => some([
            kind.is_none().then_some(F::NoSuchType(given.kind)),
            given.body.is_empty().then_some(F::NoBody),
            long(&given.body),
            given
                .review_due
                .is_some_and(|due| due < given.awarded)
                .then_some(F::ReviewBeforeAward),
        ]),
        Field::Standing => {
            let length = given.reason.chars().count();
            let unsaid = given.standing != Standing::Active && length == 0;
            some([(unsaid || length > LONGEST_REASON).then_some(F::NoReason)])
        }
        Field::Home => some([
            leader.home_name.is_empty().then_some(F::NoHome),
            long(&leader.home_name),
            long(&leader.profile.district),
        ]),
        Field::Checks => {
            let last = add_months(today, CHECKS_MONTHS);
            some([leader
                .checks_until
                .is_some_and(|until| until > last)
                .then_some(F::CheckedTooFar(last))])
        }
        Field::Post => some([long(&leader.profile.post)]),
        Field::Areas => areas(leader, kind),
        Field::Phases => some([leader.phases.is_empty().then_some(F::NoPhase)]),
        Field::Contexts => unlisted(&leader.profile.contexts, |id| {
            Areas::standard().context(id).is_some()
        })
        .map(F::NoSuchContext)
        .collect(),
        Field::Styles => unlisted(&leader.styles, |id| Areas::standard().style(id).is_some())
            .map(F::NoSuchStyle)
            .collect(),
        Field::Yearly => some([yearly(leader, kind, said), terms(leader)]),
        Field::Terms => some([terms(leader)]),
        Field::AtOnce => {
            some([(leader.most_deployments > MOST_AT_ONCE).then_some(F::TooManyAtOnce)])
        }
        Field::Weekdays => some([(leader.weekdays & 0b1_1111 == 0).then_some(F::NoWeekday)]),
        Field::Declared => {
            let last = add_months(today, DECLARATION_MONTHS);
            some([leader
                .declared_until
                .is_some_and(|until| until > last)
                .then_some(F::DeclaredTooFar(last))])
        }
        Field::Ties => {
            let mut seen = BTreeSet::new();
            let twice = leader
                .ties
                .iter()
                .any(|tie| !seen.insert((tie.urn, tie.kind)));
            some([twice.then_some(F::TieTwice)])
        }
        Field::Bodies => {
            let mut seen = BTreeSet::new();
            let ties = &leader.profile.bodies;
            let twice = ties
                .iter()
                .any(|tie| !seen.insert((tie.body.to_lowercase(), tie.kind)));
            let kind = ties
                .iter()
                .any(|tie| !TieKind::OF_A_BODY.contains(&tie.kind));
            some([
                ties.iter()
                    .any(|tie| tie.body.is_empty())
                    .then_some(F::NoSuchBody),
                kind.then_some(F::NoTieOfABody),
                twice.then_some(F::BodyTieTwice),
            ])
            .into_iter()
            .chain(ties.iter().find_map(|tie| long(&tie.body)))
            .collect()
        }
        Field::Vetoes | Field::Release => Vec::new(),
    }
}

fn some<const N: usize>(faults: [Option<RecordFault>; N]) -> Vec<RecordFault> {
    faults.into_iter().flatten().collect()
}

fn unlisted(ids: &[Key], listed: impl Fn(Key) -> bool) -> impl Iterator<Item = Key> {
    ids.iter().copied().filter(move |id| !listed(*id))
}

fn areas(leader: &Leader, kind: Option<&LeaderType>) -> Vec<RecordFault> {
    let by_role = kind.is_some_and(|kind| !kind.covers.is_empty());
    if leader.specialisms.is_empty() && !by_role {
        return vec![RecordFault::NoArea];
    }
    let mut seen = BTreeSet::new();
    leader
        .specialisms
        .iter()
        .filter_map(|own| {
            if Areas::standard().area(own.area).is_none() {
                Some(RecordFault::NoSuchArea(own.area))
            } else if !seen.insert(own.area) {
                Some(RecordFault::AreaTwice(Areas::standard().word(own.area)))
            } else {
                None
            }
        })
        .collect()
}

fn yearly(leader: &Leader, kind: Option<&LeaderType>, said: Said) -> Option<RecordFault> {
    if leader.yearly > MOST_YEARLY {
        return Some(RecordFault::TooManyDays);
    }
    if leader.yearly < leader.used {
        return Some(RecordFault::FewerThanAgreed(leader.used));
    }
    let kind = kind.filter(|kind| leader.yearly > kind.yearly_cap && said == Said::ByThemselves)?;
    Some(RecordFault::MoreThanTheType {
        kind: kind.plural(),
        most: kind.yearly_cap,
    })
}

fn terms(leader: &Leader) -> Option<RecordFault> {
    let terms = leader.profile.terms?.sum();
    (terms > leader.yearly).then_some(RecordFault::TermsOverTheYear {
        terms,
        year: leader.yearly,
    })
}
