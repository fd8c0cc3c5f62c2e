//! How much of a leader somebody sees.

use serde::{Deserialize, Serialize};

use super::super::leader::{Leader, TrackRecord};
use crate::access::{Action, Actor, Resource, may};

/// How much of a record somebody sees.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Sight {
    /// Who they are and what they can do: what the directory says.
    Directory,
    /// Besides, what their own head answers for: the papers, and where their days go.
    OwnHead,
    /// Everything, and what was said before.
    Whole,
}

/// How much this person sees of this leader; none: not even that there is one.
pub fn sight(actor: &Actor, leader: &Leader, on: &Resource) -> Option<Sight> {
    let on = on.leader(leader.id);
    let head = leader
        .home
        .is_some_and(|home| may(actor, Action::ReleaseLeader, &on.school(home)));
    if !may(actor, Action::ReadLeaders, &on) {
        None
    } else if may(actor, Action::ReadRatings, &on) {
        Some(Sight::Whole)
    } else if head {
        Some(Sight::OwnHead)
    } else {
        Some(Sight::Directory)
    }
}

impl Leader {
    /// As somebody sees them: without ratings, ties, papers and how their own school stands, where those
    /// are not theirs to know.
    #[must_use]
    pub fn seen(self, sight: Sight) -> Self {
        if sight == Sight::Whole {
            return self;
        }
        let mut leader = Self {
            track: TrackRecord::default(),
            ties: Vec::new(),
            vetoes: Vec::new(),
            own_school_concern: None,
            ..self
        };
        leader.profile.bodies.clear();
        if sight == Sight::Directory {
            leader.declared_until = None;
            leader.checks_until = None;
            leader.profile.taken.clear();
            // Why somebody is away is between them and their office.
            leader.designation.reason.clear();
        }
        leader
    }
}
