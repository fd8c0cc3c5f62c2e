//! What categories come to for a learning community: how many of its members are weak, what support they
//! give and get, and whether the weak get any from their fellows. And the list a sum of points makes.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use super::level::Band;
use super::scheme::Scheme;
use crate::schools::{PartnershipId, Urn};

/// A school of a community and the band it is in.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct Member {
    pub school: Urn,
    pub community: PartnershipId,
    pub band: Band,
}

/// Support one school gave another, in half-days.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct Given {
    pub from: Urn,
    pub to: Urn,
    pub half_days: u32,
}

/// One community, summed.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct CommunitySum {
    pub community: PartnershipId,
    pub members: u32,
    /// Members in each band, least serious first.
    pub bands: Vec<u32>,
    /// Members in the bands that ought to be helped.
    pub weak: Vec<Urn>,
    /// Half-days members gave to anyone, got from anyone, and got from fellow members.
    pub given: u32,
    pub received: u32,
    pub from_fellows: u32,
    /// Weak members that get none from a fellow member.
    pub left_alone: Vec<Urn>,
    /// There are weak members and not one of them gets any from a fellow: for the equity view.
    pub flagged: bool,
}

/// The band from which a school ought to be helped: a scheme that does not say takes the more serious half
/// of its bands.
pub fn weak_from(scheme: &Scheme) -> Band {
    let half = Band(u8::try_from(scheme.bands.len().div_ceil(2)).unwrap_or(u8::MAX));
    scheme.weak_from.unwrap_or(half)
}

/// Whether a school of this band ought to be helped, also where the band is gone.
pub fn is_weak(scheme: &Scheme, band: Band) -> bool {
    scheme.seriousness(band) >= scheme.seriousness(weak_from(scheme))
}

/// Each community summed, in order of its id.
pub fn communities(scheme: &Scheme, members: &[Member], support: &[Given]) -> Vec<CommunitySum> {
    let home: BTreeMap<Urn, PartnershipId> = members
        .iter()
        .map(|one| (one.school, one.community))
        .collect();
    let mut sums: BTreeMap<PartnershipId, CommunitySum> = BTreeMap::new();
    for one in members {
        let sum = sums.entry(one.community).or_insert_with(|| CommunitySum {
            community: one.community,
            members: 0,
            bands: vec![0; scheme.bands.len()],
            weak: Vec::new(),
            given: 0,
            received: 0,
            from_fellows: 0,
            left_alone: Vec::new(),
            flagged: false,
        });
        sum.members += 1;
        if let Some(count) = sum.bands.get_mut(usize::from(one.band.0)) {
            *count += 1;
        }
        if is_weak(scheme, one.band) {
            sum.weak.push(one.school);
        }
    }
    for one in support {
        let (giver, taker) = (home.get(&one.from), home.get(&one.to));
        if let Some(sum) = giver.and_then(|id| sums.get_mut(id)) {
            sum.given += one.half_days;
        }
        if let Some(sum) = taker.and_then(|id| sums.get_mut(id)) {
            sum.received += one.half_days;
            if giver == taker && one.from != one.to {
                sum.from_fellows += one.half_days;
            }
        }
    }
    for sum in sums.values_mut() {
        sum.weak.sort_unstable();
        let helped = |school: &Urn| {
            support.iter().any(|one| {
                one.to == *school
                    && one.from != *school
                    && one.half_days > 0
                    && home.get(&one.from) == Some(&sum.community)
            })
        };
        sum.left_alone = sum
            .weak
            .iter()
            .copied()
            .filter(|school| !helped(school))
            .collect();
        sum.flagged = !sum.weak.is_empty() && sum.left_alone.len() == sum.weak.len();
    }
    sums.into_values().collect()
}

/// The schools offered so many places: the greatest sums first, of equals the lower number, and those in
/// funded support already passed over for the next.
pub fn listed(sums: &[(Urn, i32)], supported: &[Urn], places: usize) -> Vec<Urn> {
    let mut free: Vec<(Urn, i32)> = sums
        .iter()
        .copied()
        .filter(|(school, _)| !supported.contains(school))
        .collect();
    free.sort_by_key(|(school, sum)| (std::cmp::Reverse(*sum), *school));
    free.truncate(places);
    free.into_iter().map(|(school, _)| school).collect()
}
