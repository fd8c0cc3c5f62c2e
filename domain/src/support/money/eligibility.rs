//! Whether a pot may pay for a commitment: its facts, as the rules of pots ask for them.

use super::commitment::Commitment;
use super::{Pot, PotRefusal};
use crate::brokerage::pots::{self, Work};
use crate::calendar::Date;
use crate::schools::{Key, School};

/// Whom a school belongs to beside itself.
fn organisation(school: &School) -> Option<&str> {
    school.trust.as_deref().or(school.federation.as_deref())
}

/// Support for a school in an area from a day on, whoever comes.
pub(super) fn asked(school: &School, area: Option<Key>, kind: Key, from: Date) -> Work<'_> {
    Work {
        school: school.urn,
        name: &school.name,
        governance: Some(school.governance),
        phase: school.phase,
        organisation: organisation(school),
        area,
        leader_type: kind,
        home: None,
        home_organisation: None,
        from,
        day: super::Pence::ZERO,
    }
}

/// Every reason why a pot may not pay for this. Whether there is enough in it is asked elsewhere.
pub fn eligible(
    pot: &Pot,
    work: &Commitment,
    recipient: &School,
    home: Option<&School>,
    today: Date,
) -> Vec<PotRefusal> {
    let work = Work {
        home: work.home,
        home_organisation: home.and_then(organisation),
        day: work.day,
        ..asked(recipient, work.area, work.leader_type, work.from)
    };
    pots::eligible(pot, &work, today)
}
