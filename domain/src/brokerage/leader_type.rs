//! A type of leader as somebody writes one.

use serde::{Deserialize, Serialize};

use super::areas::Areas;
use super::leader::LeaderType;
use super::refusal::{days, pounds};
use crate::schools::Key;

/// What is wrong with a type of leader.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum TypeFault {
    #[error("write its name, in 1 to 80 characters")]
    Name,
    #[error("write what it is called in a table, in 1 to 12 characters")]
    Short,
    #[error("there is no area of expertise “{0}”")]
    NoSuchArea(Key),
    #[error("write the most days a year, from half a day to 200")]
    Cap,
    #[error("at most £2,000 a day")]
    Rate,
}

impl TypeFault {
    /// The field of the form it is about.
    pub fn field(&self) -> &'static str {
        match self {
            Self::Name => "type-name",
            Self::Short => "type-short",
            Self::NoSuchArea(_) => "type-covers",
            Self::Cap => "type-cap",
            Self::Rate => "type-rate",
        }
    }
}

/// Whether a type can stand as it is written.
///
/// # Errors
/// Everything that is wrong with it, in the order of the form.
pub fn check_type(kind: &LeaderType) -> Result<(), Vec<TypeFault>> {
    let length = |text: &str| text.trim().chars().count();
    let faults: Vec<TypeFault> = [
        (!(1..=80).contains(&length(&kind.name))).then_some(TypeFault::Name),
        (!(1..=12).contains(&length(&kind.short))).then_some(TypeFault::Short),
        kind.covers
            .iter()
            .find(|area| Areas::standard().area(**area).is_none())
            .map(|area| TypeFault::NoSuchArea(*area)),
        (!(1..=400).contains(&kind.yearly_cap.0)).then_some(TypeFault::Cap),
        (kind.day_rate > 200_000).then_some(TypeFault::Rate),
    ]
    .into_iter()
    .flatten()
    .collect();
    if faults.is_empty() {
        Ok(())
    } else {
        Err(faults)
    }
}

/// A name for a new type: the letters and digits of what it is called in a table, or with a number after
/// them where another type has that.
pub fn type_id(short: &str, types: &[LeaderType]) -> Option<Key> {
    let letters: String = short
        .chars()
        .filter(char::is_ascii_alphanumeric)
        .take(12)
        .collect();
    if letters.is_empty() {
        return None;
    }
    let taken = |id: &Key| types.iter().any(|kind| kind.id == *id);
    std::iter::once(letters.clone())
        .chain((2..100).map(|number| format!("{letters}-{number}")))
        .filter_map(|text| text.to_uppercase().parse::<Key>().ok())
        .find(|id| !taken(id))
}

impl LeaderType {
    /// Everything it says, in a sentence without its full stop.
    pub fn said(&self) -> String {
        let covers: Vec<String> = self
            .covers
            .iter()
            .map(|area| Areas::standard().word(*area))
            .collect();
        let covers = if covers.is_empty() {
            "covers nothing by itself".to_owned()
        } else {
            format!("covers {} by itself", covers.join(", "))
        };
        let own = if self.own_school_in_order {
            "their own school is in order"
        } else {
            "their own school does not count"
        };
        format!(
            "{} ({}), {} a year at most, {covers}, {own}, {} a day",
            self.name,
            self.short,
            days(self.yearly_cap),
            pounds(u64::from(self.day_rate))
        )
    }
}

#[cfg(test)]
mod tests {
    use super::super::areas::standard_types;
    use super::*;

    #[test]
    fn every_type_the_product_comes_with_stands_and_says_what_it_is() {
        for kind in standard_types() {
            assert_eq!(check_type(kind), Ok(()), "{}", kind.name);
        }
        let ids: Vec<&str> = standard_types()
            .iter()
            .map(|kind| kind.id.as_str())
            .collect();
        for id in [
            "NLE",
            "LLE",
            "SLE",
            "NLG",
            "AREA",
            "CONSULTANT",
            "ADVISORY",
            "CG",
            "RISE",
            "SP",
        ] {
            assert!(ids.contains(&id), "{id}");
        }
        assert_eq!(
            standard_types()[1].said(),
            "Local leader of education (LLE), 20 days a year at most, covers headship by itself, their own school is in order, £450 a day"
        );
    }

    #[test]
    fn a_type_that_cannot_stand_is_refused_at_each_field() {
        let mut kind = standard_types()[0].clone();
        kind.name = "  ".to_owned();
        kind.short = "A very long short".to_owned();
        kind.covers.push(Key::of("moon"));
        kind.yearly_cap.0 = 0;
        kind.day_rate = 200_001;
        let fields: Vec<&str> = check_type(&kind)
            .unwrap_err()
            .iter()
            .map(TypeFault::field)
            .collect();
        assert_eq!(
            fields,
            [
                "type-name",
                "type-short",
                "type-covers",
                "type-cap",
                "type-rate"
            ]
        );
    }

    #[test]
    fn a_new_type_gets_a_name_nobody_has() {
        assert_eq!(
            type_id("Hub lead", standard_types()),
            Some(Key::of("HUBLEAD"))
        );
        assert_eq!(type_id("nle", standard_types()), Some(Key::of("NLE-2")));
        assert_eq!(type_id("…", standard_types()), None);
    }
}
