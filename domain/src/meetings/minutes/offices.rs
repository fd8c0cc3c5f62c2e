//! Who came for each school, as minutes have it.

use serde::{Deserialize, Serialize};

use super::{MinuteItem, Minutes};
use crate::meetings::attended::{Came, NOT_RECORDED, sentence};
use crate::meetings::change::{By, Change, Recorded};
use crate::meetings::item::Item;
use crate::schools::{Charge, Office, Urn};

/// Who holds an office of a school, whether they came, and what they do for the improvement.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct MinuteOffice {
    pub office: Office,
    /// Never empty: “not recorded” where nobody is.
    pub name: String,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub came: Option<Came>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub does: Option<Charge>,
    /// "Rashida Dalal, there. Accountable for the improvement."
    pub words: String,
}

/// For how many schools who holds an office came; `None` where a count is withheld.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct OfficeCount {
    pub office: Office,
    pub there: Option<u32>,
    pub apologies: Option<u32>,
    pub represented: Option<u32>,
    pub not_said: Option<u32>,
}

impl OfficeCount {
    /// Each count with its words, in order.
    pub fn cells(&self) -> [(&'static str, Option<u32>); 4] {
        [
            ("there", self.there),
            ("sent word", self.apologies),
            ("represented", self.represented),
            ("not said", self.not_said),
        ]
    }

    pub(super) fn cells_mut(&mut self) -> [&mut Option<u32>; 4] {
        [
            &mut self.there,
            &mut self.apologies,
            &mut self.represented,
            &mut self.not_said,
        ]
    }

    /// "Headteachers: there for 12, sent word for fewer than five."
    pub fn words(&self) -> String {
        let said: Vec<String> = self
            .cells()
            .into_iter()
            .filter(|(_, count)| *count != Some(0))
            .map(|(words, count)| match count {
                Some(count) => format!("{words} for {count}"),
                None => format!("{words} for fewer than five or withheld"),
            })
            .collect();
        format!("{}: {}.", self.office.words(), said.join(", "))
    }
}

impl MinuteOffice {
    /// In a column of its own: "Represented by Joan Petrie"; empty where nobody said.
    pub fn came_words(&self) -> String {
        match &self.came {
            None => String::new(),
            Some(Came::There) => "There".to_owned(),
            Some(Came::Apologies) => "Sent word".to_owned(),
            Some(Came::Represented { by }) => format!("Represented by {by}"),
        }
    }
}

impl MinuteItem {
    /// Who came for the school, who led for it, and who was in the chair: label and words of each line.
    pub fn attended(&self) -> Vec<(&'static str, String)> {
        let offices = self.offices.iter();
        let mut lines: Vec<_> = offices
            .map(|one| (one.office.word(), one.words.clone()))
            .collect();
        if !self.led.is_empty() {
            lines.push(("Led for the school", format!("{}.", self.led)));
        }
        if !self.chairs.is_empty() {
            lines.push(("In the chair", format!("{}.", self.chairs.join(", then "))));
        }
        lines
    }
}

/// What minutes have of who came for a school.
pub(super) fn offices(item: &Item) -> Vec<MinuteOffice> {
    Office::ALL
        .into_iter()
        .map(|office| {
            let held = item.held(office);
            let name = item.holder(office).unwrap_or(NOT_RECORDED).to_owned();
            let words = if name == NOT_RECORDED {
                sentence("Not recorded", &held)
            } else {
                sentence(&name, &held)
            };
            MinuteOffice {
                office,
                name,
                came: held.came,
                does: held.does,
                words,
            }
        })
        .collect()
}

/// Who was in the chair while anything was said of a school, in order.
pub(super) fn chairs_of(first: &By, log: &[Recorded], of: Urn) -> Vec<String> {
    let handed_over = log
        .iter()
        .any(|one| matches!(&one.change, Change::Chair { to } if to.id != first.id));
    if !handed_over {
        return Vec::new();
    }
    let mut chair = &first.name;
    let mut found: Vec<String> = Vec::new();
    // The room stays at a school until it is moved: who takes the chair there is in the chair for it.
    let mut at = None;
    for recorded in log {
        match &recorded.change {
            Change::Chair { to } => chair = &to.name,
            Change::Show { urn } => at = Some(*urn),
            Change::Replied { .. } => continue,
            _ => {}
        }
        let here = match &recorded.change {
            Change::Chair { .. } => at == Some(of),
            other => other.urn() == Some(of),
        };
        if here && found.last() != Some(chair) {
            found.push(chair.clone());
        }
    }
    found
}

/// For how many schools each office came; nothing where the room said nothing of it.
pub(super) fn counted(minutes: &Minutes) -> Vec<OfficeCount> {
    let said: Vec<&MinuteOffice> = minutes.items().flat_map(|item| &item.offices).collect();
    if !said.iter().any(|one| one.came.is_some()) {
        return Vec::new();
    }
    Office::ALL
        .into_iter()
        .map(|office| {
            let count = |is: fn(Option<&Came>) -> bool| {
                let of = said.iter().filter(|one| one.office == office);
                let count = of.filter(|one| is(one.came.as_ref())).count();
                Some(u32::try_from(count).unwrap_or(u32::MAX))
            };
            OfficeCount {
                office,
                there: count(|came| matches!(came, Some(Came::There))),
                apologies: count(|came| matches!(came, Some(Came::Apologies))),
                represented: count(|came| matches!(came, Some(Came::Represented { .. }))),
                not_said: count(|came| came.is_none()),
            }
        })
        .collect()
}
