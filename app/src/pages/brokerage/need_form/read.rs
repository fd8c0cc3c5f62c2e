//! What was written in the form, and the need it makes.

use domain::api::{FieldProblem, OpenNeed};
use domain::brokerage::{Familiarity, Need, NeedDraft, Tier, check};
use domain::calendar::{Date, add_months};
use domain::schools::{Key, MeetingId, NeedId};
use leptos::prelude::*;
use leptos_router::params::ParamsMap;

use super::Choice;
use super::beside::{self, Row};
use crate::browser;
use crate::words::{field_day, half_days, school_number};

/// What has been written so far.
#[derive(Debug, Clone)]
pub struct Written {
    pub urn: String,
    pub area: Option<Key>,
    pub tier: Tier,
    pub days: RwSignal<String>,
    pub from: RwSignal<String>,
    pub to: RwSignal<String>,
    pub note: RwSignal<String>,
    pub style: Option<Key>,
    pub familiarity: Familiarity,
    pub phase_essential: bool,
    pub remote: bool,
    /// Specialists beside it.
    pub with: Vec<Row>,
    /// The lead it is to be beside, and what that is called.
    pub of: Option<(NeedId, String)>,
    meeting: Option<MeetingId>,
    /// Made once: pressing twice, or again after a lost answer, opens one need.
    id: NeedId,
}

impl Written {
    /// As the address asks: `need` is the school, `tier` the tier, `meeting` where it was decided.
    pub fn asked(query: &ParamsMap, today: Date) -> Self {
        let tier = query.get("tier").and_then(|tier| tier.parse::<u8>().ok());
        Self {
            urn: query.get("need").unwrap_or_default(),
            area: query.get("area").and_then(|area| area.parse().ok()),
            tier: tier
                .and_then(|tier| Tier::try_from(tier).ok())
                .unwrap_or_default(),
            days: RwSignal::new(String::new()),
            from: RwSignal::new(today.to_string()),
            to: RwSignal::new(add_months(today, 4).to_string()),
            note: RwSignal::new(String::new()),
            style: None,
            familiarity: Familiarity::Either,
            phase_essential: false,
            remote: false,
            with: Vec::new(),
            of: None,
            meeting: query.get("meeting").and_then(|id| id.parse().ok()),
            id: NeedId(browser::new_id()),
        }
    }

    /// Ready for another need.
    pub fn again(&mut self) {
        self.id = NeedId(browser::new_id());
        self.urn = String::new();
        self.area = None;
        self.meeting = None;
        self.with = Vec::new();
        self.of = None;
        self.days.set(String::new());
        self.note.set(String::new());
    }

    /// For a specialist beside a lead: the same school, time and tier.
    pub fn beside(&mut self, lead: &Need, area: &str) {
        self.again();
        self.urn = lead.draft.urn.to_string();
        self.tier = lead.draft.tier;
        self.from.set(lead.draft.from.to_string());
        self.to.set(lead.draft.to.to_string());
        self.of = Some((lead.id, format!("{}, {area}", lead.school)));
    }

    /// The name of the school that is written.
    pub fn school(&self, schools: &[Choice]) -> String {
        let urn = school_number(&self.urn, schools);
        schools
            .iter()
            .find(|(one, _)| Some(*one) == urn)
            .map_or_else(|| self.urn.clone(), |(_, name)| name.clone())
    }

    /// The need, or everything that is wrong with it.
    pub fn read(&self, schools: &[Choice]) -> Result<OpenNeed, Vec<FieldProblem>> {
        let mut wrong = Vec::new();
        let mut problem = |field: &str, reason: &str| {
            wrong.push(FieldProblem {
                field: field.to_owned(),
                reason: reason.to_owned(),
            });
        };
        let urn = school_number(&self.urn, schools);
        if urn.is_none() {
            problem("urn", "Choose a school from the list");
        }
        if self.area.is_none() {
            problem("area", "Choose what it needs help with");
        }
        let half_days = half_days(&self.days.get_untracked());
        if half_days.is_none() {
            problem("half_days", "Enter the days as a number, such as 6 or 2.5");
        }
        let (from, to) = (
            field_day(&self.from.get_untracked()),
            field_day(&self.to.get_untracked()),
        );
        if from.is_none() {
            problem("from", "Enter the first day");
        }
        if to.is_none() {
            problem("to", "Enter the last day");
        }
        let with = beside::read(&self.with).unwrap_or_else(|more| {
            wrong.extend(more);
            Vec::new()
        });
        let (Some(urn), Some(area), Some(half_days), Some(from), Some(to), true) =
            (urn, self.area, half_days, from, to, wrong.is_empty())
        else {
            return Err(wrong);
        };
        let draft = NeedDraft {
            urn,
            area,
            note: self.note.get_untracked().trim().to_owned(),
            half_days,
            tier: self.tier,
            from,
            to,
            phase_essential: self.phase_essential,
            remote: self.remote,
            style: self.style,
            familiarity: self.familiarity,
            meeting: self.meeting,
            of: self.of.as_ref().map(|(lead, _)| *lead),
        };
        check(&draft).map_err(|faults| {
            faults
                .iter()
                .map(|fault| FieldProblem {
                    field: fault.field().to_owned(),
                    reason: crate::words::capital(&fault.to_string()),
                })
                .collect::<Vec<_>>()
        })?;
        Ok(OpenNeed {
            id: self.id,
            draft,
            with,
        })
    }
}
