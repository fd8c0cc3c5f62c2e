//! A case study: told to others only when both schools have said yes.

use serde::{Deserialize, Serialize};

use super::case::Case;
use super::stage::StageKind;
use crate::calendar::Moment;
use crate::schools::{By, PartnershipId};

/// How far a case study is told. Both schools say yes to this.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Default, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum ToldTo {
    /// The partnership or alliance of the school that was helped.
    Partnership,
    #[default]
    District,
}

impl ToldTo {
    pub const ALL: [Self; 2] = [Self::Partnership, Self::District];

    pub fn words(self) -> &'static str {
        match self {
            Self::Partnership => "The school’s own partnership",
            Self::District => "Every school of the district",
        }
    }

    pub fn key(self) -> &'static str {
        match self {
            Self::Partnership => "partnership",
            Self::District => "district",
        }
    }
}

/// Who reads the library.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Reader<'a> {
    /// Those who look after the whole district.
    All,
    /// Of these partnerships.
    Of(&'a [PartnershipId]),
}

impl Case {
    /// The case study, where both schools have said yes and this reader is among those it is told to.
    pub fn told_to(&self, reader: &Reader) -> Option<&Study> {
        let study = self.study.as_ref()?;
        if self.stage_kind() != StageKind::Published {
            return None;
        }
        let own = |partnership| match reader {
            Reader::All => true,
            Reader::Of(all) => all.contains(&partnership),
        };
        let told = study.told_to == ToldTo::District
            || *reader == Reader::All
            || self.partnership.is_some_and(own);
        told.then_some(study)
    }
}

#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Study {
    pub title: String,
    pub text: String,
    #[serde(default)]
    pub quote: String,
    #[serde(default)]
    pub told_to: ToldTo,
    /// The school helped says yes.
    #[serde(default)]
    pub head: Option<(By, Moment)>,
    /// The school that lent its leader says yes.
    #[serde(default)]
    pub home: Option<(By, Moment)>,
}
