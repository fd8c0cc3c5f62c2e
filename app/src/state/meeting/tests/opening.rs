//! A school as a meeting opens on it.

#[cfg(test)]
pub(super) mod cases {
    use std::collections::BTreeMap;

    use domain::meetings::Opening;
    use domain::schools::{
        Finding, Governance, Holders, Observed, Phase, Provenance, Reading, School, Setting, Status,
    };

    use crate::state::meeting::tests::cases::{ABSENCE, DAY, urn};

    pub fn school(number: u32) -> Opening {
        Opening {
            school: School {
                urn: urn(number),
                name: format!("School {number}"),
                phase: Phase::Primary,
                setting: Setting::Mainstream,
                governance: Governance::Maintained,
                kind: "Community school".to_owned(),
                status: Status::Open,
                number: None,
                place: None,
                postcode: String::new(),
                town: String::new(),
                roll: Some(412),
                disadvantaged: None,
                trust: None,
                federation: None,
                diocese: None,
                faith: None,
                opened: None,
                closed: None,
                partnership: None,
            },
            readings: vec![Reading {
                indicator: ABSENCE,
                seen: Observed {
                    finding: Finding::number(630),
                    comparator: None,
                    cohort: None,
                    marker: None,
                    as_at: DAY,
                    contested: false,
                },
                from: Provenance::default(),
            }],
            last: None,
            before: BTreeMap::new(),
            history: BTreeMap::new(),
            reply: None,
            known: Vec::new(),
            carried: Vec::new(),
            appeal: None,
            holders: Holders::default(),
        }
    }
}
