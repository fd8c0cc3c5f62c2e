//! What the record itself knows of an activity of an organisation. What it cannot know is not known, and not nothing.

use std::collections::BTreeSet;

use super::entry::OrganisationAbout;
use super::kind::Count;
use crate::brokerage::{HalfDays, Leader, Standing};
use crate::calendar::Date;
use crate::schools::Urn;
use crate::support::offers::Offer;
use crate::support::{StageKind, Summary};

/// What is looked at: an organisation, its schools today, and what is around them.
#[derive(Debug, Clone, Copy)]
pub struct Around<'a> {
    pub about: &'a OrganisationAbout,
    /// Its schools today; none: nobody wrote down which they are.
    pub schools: Option<&'a BTreeSet<Urn>>,
    pub leaders: &'a [Leader],
    pub cases: &'a [Summary],
    /// Its own.
    pub offers: &'a [&'a Offer],
    /// Commitments of pots it funds; none: it funds none.
    pub paid_for: Option<u32>,
    /// The first day of the school year.
    pub since: Date,
    pub today: Date,
}

/// How much there is of it; none: not known.
pub fn tally(count: Count, around: &Around<'_>) -> Option<u32> {
    let number = |found: usize| Some(u32::try_from(found).unwrap_or(u32::MAX));
    let active = |leader: &&Leader| leader.designation.standing == Standing::Active;
    let leaders = around.leaders.iter().filter(active);
    // A case counts where somebody came, this school year or before and still.
    let cases = around.cases.iter().filter(|case| {
        let came = (StageKind::Agreed..=StageKind::Published).contains(&case.stage);
        came && case.to >= around.since
    });
    let own =
        |schools: &BTreeSet<Urn>, urn: Option<Urn>| urn.is_some_and(|urn| schools.contains(&urn));
    let open = around
        .offers
        .iter()
        .filter(|offer| offer.standing(around.today).open());
    match count {
        Count::Designated => number(
            leaders
                .filter(|one| around.about.goes_by(&one.designation.body))
                .count(),
        ),
        Count::PaidFor => around.paid_for,
        Count::Offers => number(open.count()),
        Count::Taken => number(
            around
                .offers
                .iter()
                .map(|offer| offer.taken().count())
                .sum(),
        ),
        Count::Leaders => {
            let schools = around.schools?;
            number(leaders.filter(|one| own(schools, one.home)).count())
        }
        Count::Days => {
            let schools = around.schools?;
            let left = leaders
                .filter(|one| own(schools, one.home))
                .map(|one| one.free().0);
            Some(HalfDays(left.sum()).0)
        }
        Count::Given => {
            let schools = around.schools?;
            number(cases.filter(|one| own(schools, one.home)).count())
        }
        Count::Fellows => {
            let schools = around.schools?;
            let fellows = |one: &&Summary| own(schools, one.home) && schools.contains(&one.urn);
            number(cases.filter(fellows).count())
        }
        Count::Received => {
            let schools = around.schools?;
            number(cases.filter(|one| schools.contains(&one.urn)).count())
        }
        Count::Visits => {
            let schools = around.schools?;
            let visits = cases
                .filter(|one| own(schools, one.home))
                .map(|one| one.visits);
            Some(visits.sum())
        }
    }
}

impl Count {
    /// As it is read: "12", "7½", "not known".
    pub fn figure(self, found: Option<u32>) -> String {
        match (self, found) {
            (_, None) => "not known".to_owned(),
            (Self::Days, Some(half_days)) => HalfDays(half_days).words(),
            (_, Some(number)) => number.to_string(),
        }
    }
}
