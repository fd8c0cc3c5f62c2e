//! A pot of money and what it may pay for. All of it is data.

use serde::{Deserialize, Serialize};

use super::pence::Pence;
use super::rate::Brokerage;
use super::report::ReportDue;
use super::standing::Standing;
use super::years::Years;
use crate::brokerage::Areas;
use crate::calendar::Date;
use crate::schools::{Governance, Key, Phase, PotId, Urn};

/// The longest name of a pot or a funder, characters.
const LONGEST_NAME: usize = 80;

/// Money for support, from somebody, for some years, under rules.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Pot {
    pub id: PotId,
    pub name: String,
    pub funder: String,
    pub years: Years,
    /// What was awarded, or is asked for; what came in is in the accounts.
    pub amount: Pence,
    pub standing: Standing,
    pub rules: PotRules,
    #[serde(default)]
    pub reports: Vec<ReportDue>,
}

/// What a pot may pay for. What is not said is not limited.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub struct PotRules {
    /// Who is responsible for the schools it supports.
    pub governance: Vec<Governance>,
    pub phases: Vec<Phase>,
    pub schools: Vec<Urn>,
    /// Areas of need.
    pub areas: Vec<Key>,
    pub leader_types: Vec<Key>,
    /// The most it pays for a day.
    pub most_day_rate: Option<Pence>,
    /// What the broker keeps of this pot; none: what the rate says.
    pub brokerage: Option<Brokerage>,
    /// It pays for support between organisations only.
    pub cross_organisation: bool,
    /// It pays for those who subscribe, and for nobody else.
    pub subscribers: Option<Subscribers>,
}

/// Schools that pay a subscription: support is free to them, with exceptions.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub struct Subscribers {
    pub schools: Vec<Urn>,
    /// Types of leader the subscription does not cover: the school pays.
    pub except_types: Vec<Key>,
    /// Areas of need it does not cover.
    pub except_areas: Vec<Key>,
}

impl Subscribers {
    /// Whether support is free to this school.
    pub fn free(&self, school: Urn, area: Option<Key>, kind: Key) -> bool {
        self.schools.contains(&school)
            && !self.except_types.contains(&kind)
            && !area.is_some_and(|area| self.except_areas.contains(&area))
    }
}

impl Pot {
    /// Reports that should have been accepted by now.
    pub fn overdue(&self, today: Date) -> impl Iterator<Item = &ReportDue> {
        self.reports.iter().filter(move |one| one.overdue(today))
    }
}

/// What is wrong with a pot.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum PotFault {
    #[error("write its name, in 1 to 80 characters")]
    Name,
    #[error("write who gives it, in 1 to 80 characters")]
    Funder,
    #[error("the last year cannot be before the first, and no pot lasts more than five")]
    Years,
    #[error("write how much it is, from a penny to £100 million")]
    Amount,
    #[error("a day costs from £1 to £2,000")]
    Rate,
    #[error("there is no area of expertise “{0}”")]
    NoSuchArea(Key),
    #[error("say what each report is, in 1 to 80 characters")]
    Report,
    #[error("a new pot is held, asked for, or waiting for an answer")]
    Standing,
    #[error("there is no school {0} in the register")]
    NoSuchSchool(Urn),
    #[error("a report that was accepted stays as it is")]
    Accepted,
}

impl PotFault {
    /// The field of the form it is about.
    pub fn field(&self) -> &'static str {
        match self {
            Self::Name => "pot-name",
            Self::Funder => "pot-funder",
            Self::Years => "pot-years",
            Self::Amount => "pot-amount",
            Self::Rate => "pot-rate",
            Self::NoSuchArea(_) => "pot-areas",
            Self::Report | Self::Accepted => "pot-reports",
            Self::NoSuchSchool(_) => "pot-schools",
            Self::Standing => "pot-standing",
        }
    }
}

/// What is wrong with what a pot may pay for, and when its reports are due; empty: nothing.
pub fn check_rules(rules: &PotRules, reports: &[ReportDue]) -> Vec<PotFault> {
    let named = |text: &str| (1..=LONGEST_NAME).contains(&text.trim().chars().count());
    let day = Pence::pounds(1)..=Pence::pounds(2_000);
    let unknown = rules
        .areas
        .iter()
        .find(|area| Areas::standard().area(**area).is_none());
    [
        rules
            .most_day_rate
            .filter(|most| !day.contains(most))
            .map(|_| PotFault::Rate),
        unknown.map(|area| PotFault::NoSuchArea(*area)),
        reports
            .iter()
            .any(|one| !named(&one.what))
            .then_some(PotFault::Report),
    ]
    .into_iter()
    .flatten()
    .collect()
}

/// Whether a new pot can stand as it is written.
///
/// # Errors
/// Everything that is wrong with it, in the order of the form.
pub fn check_pot(pot: &Pot) -> Result<(), Vec<PotFault>> {
    let named = |text: &str| (1..=LONGEST_NAME).contains(&text.trim().chars().count());
    let years = i64::from(pot.years.last) - i64::from(pot.years.first);
    let real = (2000..=2100).contains(&pot.years.first);
    let faults: Vec<PotFault> = [
        (!named(&pot.name)).then_some(PotFault::Name),
        (!named(&pot.funder)).then_some(PotFault::Funder),
        (!real || !(0..5).contains(&years)).then_some(PotFault::Years),
        (!(Pence(1)..=Pence::MOST).contains(&pot.amount)).then_some(PotFault::Amount),
        matches!(pot.standing, Standing::Won { .. } | Standing::Lost { .. })
            .then_some(PotFault::Standing),
    ]
    .into_iter()
    .flatten()
    .chain(check_rules(&pot.rules, &pot.reports))
    .chain(
        pot.reports
            .iter()
            .any(|one| one.accepted.is_some())
            .then_some(PotFault::Accepted),
    )
    .collect();
    if faults.is_empty() {
        Ok(())
    } else {
        Err(faults)
    }
}
