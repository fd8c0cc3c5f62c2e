//! A case in a row of a list: everything a list sorts, filters and counts by, and nothing a school wrote.

use serde::{Deserialize, Serialize};

use super::case::Case;
use super::part::Whose;
use super::plan::Rag;
use super::stage::StageKind;
use super::time_used::Quarters;
use super::waiting::{Waiting, waiting};
use crate::brokerage::HalfDays;
use crate::calendar::Date;
use crate::schools::{CaseId, Key, LeaderId, PartnershipId, Urn};

/// A case as a list shows it. What it waits for holds on any day ([`Waiting::now`]).
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Summary {
    pub id: CaseId,
    pub urn: Urn,
    pub school: String,
    pub partnership: Option<PartnershipId>,
    pub area: Key,
    pub stage: StageKind,
    pub since: Date,
    pub opened: Date,
    pub broker: Option<String>,
    pub leader: Option<LeaderId>,
    pub leader_name: Option<String>,
    pub home: Option<Urn>,
    pub half_days: HalfDays,
    pub used: Quarters,
    pub from: Date,
    pub to: Date,
    pub visits: u32,
    pub next_visit: Option<Date>,
    /// The worst of its objectives, as last seen.
    pub worst: Option<Rag>,
    pub waits: Vec<Waiting>,
    /// Keys to improvement it serves.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub keys: Vec<Key>,
    /// What its stage is called where it began, if otherwise.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub called: Option<String>,
}

impl Summary {
    pub fn of(case: &Case) -> Self {
        let (from, to) = case.days();
        let objectives = case.plan.as_ref().map_or(0, |plan| plan.objectives.len());
        let worst = (0..objectives)
            .filter_map(|at| case.last_rag(u16::try_from(at).ok()?))
            .max();
        Self {
            id: case.id,
            urn: case.urn,
            school: case.school.clone(),
            partnership: case.partnership,
            area: case
                .scope
                .as_ref()
                .map_or(case.request.area, |one| one.area),
            stage: case.stage.kind(),
            since: case.since.day(),
            opened: case.opened.day(),
            broker: case.broker.as_ref().map(|by| by.name.clone()),
            leader: case.helper.as_ref().map(|one| one.leader),
            leader_name: case.helper.as_ref().map(|one| one.name.clone()),
            home: case.helper.as_ref().and_then(|one| one.home),
            half_days: case.half_days(),
            used: case.used(),
            from,
            to,
            visits: u32::try_from(case.visits.len()).unwrap_or(u32::MAX),
            next_visit: case.next_visit(),
            worst,
            waits: waiting(case),
            called: Some(case.process.stage(case.stage.kind()))
                .filter(|words| *words != case.stage.kind().words())
                .map(str::to_owned),
            keys: case.request.keys.iter().map(|one| one.key).collect(),
        }
    }

    /// All that rights look at.
    pub fn whose(&self) -> Whose {
        Whose {
            urn: self.urn,
            partnership: self.partnership,
            leader: self.leader,
            home: self.home,
        }
    }
}

impl Case {
    /// All that rights look at.
    pub fn whose(&self) -> Whose {
        Whose {
            urn: self.urn,
            partnership: self.partnership,
            leader: self.helper.as_ref().map(|one| one.leader),
            home: self.helper.as_ref().and_then(|one| one.home),
        }
    }
}
