//! What is known of a leader as a record that people keep: who may say what, what cannot stand, and what
//! was said before. Added, never edited.

mod check;
mod detail;
mod seen;
mod words;

use serde::{Deserialize, Serialize};

use super::leader::Leader;
use crate::access::{Action, Actor, Resource, may};

pub use check::{LONGEST_REASON, RecordFault, Said, check_record};
pub use detail::{Designated, Detail, Field, Home, Stands};
pub use seen::{Sight, sight};
pub use words::{context_word, style_word, weekday_words};

/// From one value to another.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Changed {
    pub from: Detail,
    pub to: Detail,
}

/// The values of `after` that are not those of `before`.
pub fn differences(before: &Leader, after: &Leader) -> Vec<Detail> {
    Field::ALL
        .into_iter()
        .map(|field| (field.of(before), field.of(after)))
        .filter(|(was, is)| was != is)
        .map(|(_, is)| is)
        .collect()
}

/// Makes of a record what is asked for, and says what changed by it. What is so already is no change.
pub fn apply(leader: &mut Leader, asked: Vec<Detail>) -> Vec<Changed> {
    let mut changes = Vec::new();
    for to in asked {
        let from = to.field().of(leader);
        if from != to {
            to.clone().put(leader);
            changes.push(Changed { from, to });
        }
    }
    changes
}

/// Whether somebody may change a field of a leader: `on` is the leader, the authority, nothing else.
/// Designation, standing and checks are an office's to keep; what somebody can and will do is theirs to
/// say; the word on release is their own head's, and an office's only where that head is of another
/// district.
pub fn may_change(actor: &Actor, field: Field, leader: &Leader, on: &Resource) -> bool {
    let on = on.leader(leader.id);
    match field {
        Field::Name | Field::Designated | Field::Standing | Field::Home | Field::Checks => {
            may(actor, Action::ChangeLeader, &on)
        }
        Field::Release => match leader.home {
            Some(home) => may(actor, Action::ReleaseLeader, &on.school(home)),
            None => may(actor, Action::ChangeLeader, &on),
        },
        _ => may(actor, Action::ChangeProfile, &on),
    }
}

#[cfg(test)]
mod tests;
