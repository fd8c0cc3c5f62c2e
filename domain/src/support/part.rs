//! What somebody is to a case. Rights hang on it: a head may do for the school helped what the same head
//! may not do for the school that lends its leader.

use serde::{Deserialize, Serialize};

use crate::access::{Action, Actor, Resource, Role, may};
use crate::schools::{LeaderId, PartnershipId, Urn};

/// What somebody is to a case.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Part {
    /// The head of the school that is helped. Consent is theirs alone.
    Head,
    /// A governor of that school.
    Governor,
    /// The leader who helps.
    Leader,
    /// The head of the leader's own school.
    HomeHead,
    Broker,
    /// The authority: sees all support into a school, and commissions where nobody else can.
    Officer,
    /// Who leads the partnership of the school.
    PartnershipLead,
}

impl Part {
    /// As a record names them: "the head".
    pub fn words(self) -> &'static str {
        match self {
            Self::Head => "the head",
            Self::Governor => "a governor",
            Self::Leader => "the leader",
            Self::HomeHead => "the leader’s own head",
            Self::Broker => "the broker",
            Self::Officer => "the authority",
            Self::PartnershipLead => "the partnership lead",
        }
    }
}

/// What somebody of this role is where no case says so yet: who asks, and who accepts a plan.
pub fn part_of_role(role: Role) -> Part {
    match role {
        Role::Headteacher => Part::Head,
        Role::PartnershipLead => Part::PartnershipLead,
        Role::Broker => Part::Broker,
        _ => Part::Officer,
    }
}

/// Whose a case is: all that rights look at.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Whose {
    pub urn: Urn,
    pub partnership: Option<PartnershipId>,
    pub leader: Option<LeaderId>,
    /// The leader's own school.
    pub home: Option<Urn>,
}

/// What somebody is to a case; none: nothing, and they are told of nothing.
pub fn part(actor: &Actor, whose: &Whose) -> Option<Part> {
    let on = Resource::of(actor.authority)
        .school(whose.urn)
        .partnership(whose.partnership);
    let on = whose.leader.map_or(on, |leader| on.leader(leader));
    if may(actor, Action::ReadSupport, &on) {
        return match actor.role {
            Role::Officer => Some(Part::Officer),
            Role::Broker => Some(Part::Broker),
            Role::PartnershipLead => Some(Part::PartnershipLead),
            Role::Headteacher => Some(Part::Head),
            Role::Governor => Some(Part::Governor),
            Role::Leader => Some(Part::Leader),
            Role::Administrator | Role::Display => None,
        };
    }
    let lends = Resource::of(actor.authority).school(whose.home?);
    (actor.role == Role::Headteacher && may(actor, Action::ReadSupport, &lends))
        .then_some(Part::HomeHead)
}

#[cfg(test)]
mod tests {
    use uuid::Uuid;

    use super::*;
    use crate::schools::{AuthorityId, PersonId};

    fn actor(role: Role) -> Actor {
        Actor {
            person: PersonId(Uuid::from_u128(1)),
            authority: AuthorityId::try_from(380).unwrap(),
            role,
            partnerships: vec![PartnershipId(Uuid::from_u128(10))],
            schools: vec![Urn::try_from(100_001).unwrap()],
            leader: Some(LeaderId(Uuid::from_u128(20))),
            meeting: None,
        }
    }

    #[test]
    fn everybody_is_what_they_are_to_this_case_and_others_are_nothing() {
        let own = Whose {
            urn: Urn::try_from(100_001).unwrap(),
            partnership: Some(PartnershipId(Uuid::from_u128(10))),
            leader: Some(LeaderId(Uuid::from_u128(20))),
            home: Some(Urn::try_from(100_002).unwrap()),
        };
        let other = Whose {
            urn: Urn::try_from(100_003).unwrap(),
            partnership: None,
            leader: Some(LeaderId(Uuid::from_u128(21))),
            home: None,
        };
        for (role, of_own, of_other) in [
            (Role::Officer, Some(Part::Officer), Some(Part::Officer)),
            (Role::Broker, Some(Part::Broker), Some(Part::Broker)),
            (Role::PartnershipLead, Some(Part::PartnershipLead), None),
            (Role::Headteacher, Some(Part::Head), None),
            (Role::Governor, Some(Part::Governor), None),
            (Role::Leader, Some(Part::Leader), None),
            (Role::Administrator, None, None),
            (Role::Display, None, None),
        ] {
            assert_eq!(part(&actor(role), &own), of_own, "{role:?}");
            assert_eq!(part(&actor(role), &other), of_other, "{role:?}");
        }
        let lent = Whose {
            home: Some(Urn::try_from(100_001).unwrap()),
            ..other
        };
        assert_eq!(part(&actor(Role::Headteacher), &lent), Some(Part::HomeHead));
        assert_eq!(part(&actor(Role::Governor), &lent), None);
        let nobody = Whose {
            leader: None,
            ..other
        };
        let mut none = actor(Role::Leader);
        none.leader = None;
        assert_eq!(part(&none, &nobody), None);
    }
}
