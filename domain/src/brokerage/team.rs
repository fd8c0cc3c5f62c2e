//! Teams: a lead and specialists for one school. Each part is a need of its own, so that whoever may take it, suits
//! it and agrees to it is found as for any need; what makes them a team is that they are met together.

use std::collections::BTreeMap;

use super::change::Pair;
use super::leader::HalfDays;
use super::need::{Need, NeedDraft, NeedFault};
use super::plan::Plan;
use super::question::Question;
use super::refusal::Refusal;
use crate::schools::{Key, LeaderId, NeedId};
use serde::{Deserialize, Serialize};

/// A team: its lead first, then its specialists in order of id.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Team<'a>(pub Vec<&'a Need>);

/// The most specialists one lead may have beside them.
pub const MOST_SPECIALISTS: usize = 6;

/// A specialist asked for beside a lead.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Specialist {
    /// Made by whoever asks, so that asking twice is one need.
    pub id: NeedId,
    /// Area of expertise.
    pub area: Key,
    pub half_days: HalfDays,
}

impl Specialist {
    /// The need of their own it comes to: for the same school and time as the lead's, and as urgent.
    pub fn draft(&self, lead: NeedId, of: &NeedDraft) -> NeedDraft {
        NeedDraft {
            area: self.area,
            half_days: self.half_days,
            note: String::new(),
            style: None,
            of: Some(lead),
            ..of.clone()
        }
    }
}

/// Whether a need may stand where it says among those on the board: alone, or beside an open lead of its school.
///
/// # Errors
/// What is wrong.
pub fn check_beside(draft: &NeedDraft, with: usize, needs: &[Need]) -> Result<(), NeedFault> {
    let Some(of) = draft.of else {
        return if with > MOST_SPECIALISTS {
            Err(NeedFault::TooManySpecialists)
        } else {
            Ok(())
        };
    };
    let lead = needs
        .iter()
        .find(|need| need.id == of && need.draft.of.is_none())
        .filter(|_| with == 0)
        .ok_or(NeedFault::NoSuchLead)?;
    if (lead.draft.urn, lead.draft.tier) != (draft.urn, draft.tier) {
        return Err(NeedFault::NotAsTheLead);
    }
    let beside = needs.iter().filter(|need| need.draft.of == Some(of));
    if beside.count() >= MOST_SPECIALISTS {
        return Err(NeedFault::TooManySpecialists);
    }
    Ok(())
}

impl Need {
    /// The need its team is named by: its own, where it is a lead or alone.
    pub fn lead(&self) -> NeedId {
        self.draft.of.unwrap_or(self.id)
    }
}

/// The teams among these needs, in order of the lead's id. A need alone is no team.
pub fn teams<'a>(needs: impl IntoIterator<Item = &'a Need>) -> Vec<Team<'a>> {
    let mut by_lead = BTreeMap::<NeedId, Vec<&Need>>::new();
    for need in needs {
        by_lead.entry(need.lead()).or_default().push(need);
    }
    let mut teams: Vec<Team<'a>> = by_lead
        .into_values()
        .filter(|team| team.len() > 1)
        .map(Team)
        .collect();
    for Team(team) in &mut teams {
        team.sort_by_key(|need| (need.draft.of.is_some(), need.id));
    }
    teams
}

impl Team<'_> {
    /// Half-days of all of them.
    pub fn half_days(&self) -> HalfDays {
        HalfDays(self.0.iter().map(|need| need.draft.half_days.0).sum())
    }

    /// "Team of 3 · whole"; `met` says which parts have somebody.
    pub fn words(&self, met: impl Fn(NeedId) -> bool) -> String {
        let all = self.0.len();
        let stands = match self.0.iter().filter(|need| met(need.id)).count() {
            0 => "waits".to_owned(),
            met if met == all => "whole".to_owned(),
            met => format!("{met} agreed"),
        };
        format!("Team of {all} · {stands}")
    }
}

/// The open need that stands for a need's team: the lead's, or where somebody has been agreed for that, the first
/// specialist's that is open. What is still open of a team is met together.
pub(super) fn stands_for(needs: &[&Need], need: &Need) -> Option<NeedId> {
    let team = needs
        .iter()
        .filter(|other| other.open() && other.lead() == need.lead());
    team.min_by_key(|other| (other.draft.of.is_some(), other.id))
        .map(|first| first.id)
}

/// That somebody has been agreed for another part of the same team already.
pub(super) fn has_part(needs: &[&Need], leader: LeaderId, need: &Need) -> Option<Refusal> {
    let other = needs.iter().find(|other| {
        other.id != need.id && other.lead() == need.lead() && other.matched == Some(leader)
    })?;
    Some(Refusal::InTeam {
        area: other.draft.area,
        lead: other.draft.of.is_none(),
    })
}

impl Question {
    /// The open needs of the team a need belongs to, what stands for it first; alone: it is of no team.
    pub fn team(&self, need: NeedId) -> Vec<NeedId> {
        let first = |id: NeedId| self.needs.get(&id).and_then(|asked| asked.of).unwrap_or(id);
        let lead = first(need);
        let mut team: Vec<NeedId> = self
            .needs
            .keys()
            .copied()
            .filter(|other| first(*other) == lead)
            .collect();
        team.sort_by_key(|part| (*part != lead, *part));
        team
    }

    /// The part of its team, beside this need, that a plan gives to this leader.
    pub fn other_part(&self, plan: &Plan, pair: Pair) -> Option<NeedId> {
        let has = |part: &NeedId| *part != pair.need && plan.leader(*part) == Some(pair.leader);
        self.team(pair.need).into_iter().find(has)
    }
}
