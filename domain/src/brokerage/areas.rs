//! The lists brokerage speaks in: areas of expertise, ways of working, types of leader. All data
//! (`schemes/areas.toml`, `schemes/leader_types.toml`); the code knows none of them by name.

use std::collections::BTreeSet;
use std::sync::OnceLock;

use serde::Deserialize;
use serde::de::DeserializeOwned;

use super::leader::LeaderType;
use crate::schools::Key;

/// Where an area of expertise comes from.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum List {
    /// The national list of 27.
    Official,
    /// What schools ask for today.
    Extension,
}

/// What a leader can help with and a need can ask for.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Area {
    pub id: Key,
    /// "Special educational needs".
    pub name: String,
    /// In a table: "special needs"; the name in small letters where nothing shorter is said.
    #[serde(default)]
    pub short: String,
    /// "leadership", "achievement", "teaching", "behaviour".
    pub group: Key,
    pub list: List,
    /// Other words for the same thing.
    #[serde(default)]
    pub synonyms: Vec<String>,
    /// Areas whose leaders can help with this one too, less exactly.
    #[serde(default)]
    pub within: Vec<Key>,
}

/// A way of working a school may ask for, or a kind of school somebody may know.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Style {
    pub id: Key,
    pub name: String,
}

/// Every area and way of working there is.
#[derive(Debug, Clone, PartialEq, Eq, Default, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Areas {
    #[serde(rename = "area")]
    pub areas: Vec<Area>,
    #[serde(rename = "style", default)]
    pub styles: Vec<Style>,
    #[serde(rename = "context", default)]
    pub contexts: Vec<Style>,
}

/// What is wrong with a list document.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum ListFault {
    #[error("{0}")]
    NotReadable(String),
    #[error("“{0}” is listed twice")]
    Twice(Key),
    #[error("“{area}” lies within “{within}”, which is not listed")]
    WithinNothing { area: Key, within: Key },
    #[error("the type “{kind}” covers “{area}”, which is not listed")]
    CoversNothing { kind: Key, area: Key },
}

impl Areas {
    /// The lists this program comes with.
    pub fn standard() -> &'static Self {
        static STANDARD: OnceLock<Areas> = OnceLock::new();
        STANDARD.get_or_init(|| {
            carried(
                include_str!(concat!(env!("OUT_DIR"), "/areas.json")),
                Self::checked,
            )
        })
    }

    /// Reads a document.
    ///
    /// # Errors
    /// Where it is no list of areas, or says something twice.
    pub fn parse(document: &str) -> Result<Self, ListFault> {
        toml::from_str::<Self>(document)
            .map_err(|error| ListFault::NotReadable(error.to_string().trim().to_owned()))?
            .checked()
    }

    fn checked(mut self) -> Result<Self, ListFault> {
        let mut seen = BTreeSet::new();
        for area in &mut self.areas {
            if !seen.insert(area.id) {
                return Err(ListFault::Twice(area.id));
            }
            if area.short.is_empty() {
                area.short = in_a_sentence(&area.name);
            }
        }
        for area in &self.areas {
            if let Some(within) = area.within.iter().find(|key| !seen.contains(key)) {
                return Err(ListFault::WithinNothing {
                    area: area.id,
                    within: *within,
                });
            }
        }
        Ok(self)
    }

    /// The area of this id.
    pub fn area(&self, id: Key) -> Option<&Area> {
        self.areas.iter().find(|area| area.id == id)
    }

    /// Its word in a table or a sentence; the id itself where it is not listed.
    pub fn word(&self, id: Key) -> String {
        self.area(id)
            .map_or_else(|| id.to_string(), |area| area.short.clone())
    }

    /// The way of working of this id.
    pub fn style(&self, id: Key) -> Option<&Style> {
        self.styles.iter().find(|style| style.id == id)
    }

    /// The kind of school of this id.
    pub fn context(&self, id: Key) -> Option<&Style> {
        self.contexts.iter().find(|context| context.id == id)
    }

    /// Areas whose name, id or synonym has these letters in it, whatever the case; best first: a
    /// whole word before a part of one.
    pub fn find(&self, text: &str) -> Vec<&Area> {
        let text = text.trim().to_lowercase();
        if text.is_empty() {
            return self.areas.iter().collect();
        }
        let mut found: Vec<(bool, &Area)> = self
            .areas
            .iter()
            .filter_map(|area| {
                let words = || {
                    [area.name.as_str(), area.id.as_str(), area.short.as_str()]
                        .into_iter()
                        .chain(area.synonyms.iter().map(String::as_str))
                        .map(str::to_lowercase)
                };
                let whole = words().any(|word| word == text);
                (whole || words().any(|word| word.contains(&text))).then_some((!whole, area))
            })
            .collect();
        found.sort_by_key(|(part, _)| *part);
        found.into_iter().map(|(_, area)| area).collect()
    }
}

/// "Design and technology" → "design and technology"; words that are capitals by nature stay.
fn in_a_sentence(name: &str) -> String {
    let first = name.split(' ').next().unwrap_or_default();
    if matches!(first, "English") || first.chars().skip(1).any(char::is_uppercase) {
        return name.to_owned();
    }
    let mut letters = name.chars();
    letters.next().map_or_else(String::new, |letter| {
        letter.to_lowercase().chain(letters).collect()
    })
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct TypesDocument {
    #[serde(rename = "type")]
    types: Vec<LeaderType>,
}

/// The types of leader this program comes with, most senior first.
pub fn standard_types() -> &'static [LeaderType] {
    static STANDARD: OnceLock<Vec<LeaderType>> = OnceLock::new();
    STANDARD.get_or_init(|| {
        carried(
            include_str!(concat!(env!("OUT_DIR"), "/leader_types.json")),
            |read: TypesDocument| read.checked(Areas::standard()),
        )
    })
}

/// A list this program comes with. A test reads the documents, so there is always one.
pub(crate) fn carried<D: DeserializeOwned, L: Default, F>(
    json: &str,
    check: impl FnOnce(D) -> Result<L, F>,
) -> L {
    serde_json::from_str(json)
        .ok()
        .and_then(|read| check(read).ok())
        .unwrap_or_default()
}

/// Reads a document of leader types.
///
/// # Errors
/// Where it is no such document, says a type twice, or covers an area that is not listed.
pub fn parse_types(document: &str, areas: &Areas) -> Result<Vec<LeaderType>, ListFault> {
    toml::from_str::<TypesDocument>(document)
        .map_err(|error| ListFault::NotReadable(error.to_string().trim().to_owned()))?
        .checked(areas)
}

impl TypesDocument {
    fn checked(self, areas: &Areas) -> Result<Vec<LeaderType>, ListFault> {
        let mut seen = BTreeSet::new();
        for kind in &self.types {
            if !seen.insert(kind.id) {
                return Err(ListFault::Twice(kind.id));
            }
            if let Some(area) = kind.covers.iter().find(|key| areas.area(**key).is_none()) {
                return Err(ListFault::CoversNothing {
                    kind: kind.id,
                    area: *area,
                });
            }
        }
        Ok(self.types)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_official_list_has_its_27_areas_by_heading() {
        let areas = Areas::parse(include_str!("../../schemes/areas.toml")).unwrap();
        let official = |group: &str| {
            areas
                .areas
                .iter()
                .filter(|area| area.list == List::Official && area.group.as_str() == group)
                .count()
        };
        assert_eq!(
            ["leadership", "achievement", "teaching", "behaviour"].map(official),
            [5, 19, 1, 2]
        );
    }

    #[test]
    fn another_word_for_the_same_thing_finds_it() {
        for (word, id) in [
            ("ICT", "ict"),
            ("ECT", "early_career"),
            ("NQT", "itt"),
            ("greater depth", "most_able"),
            ("pupil premium", "disadvantage"),
            ("Maths", "maths"),
            ("autism", "send_by_need"),
        ] {
            assert_eq!(
                Areas::standard()
                    .find(word)
                    .first()
                    .map(|area| area.id.to_string()),
                Some(id.to_owned()),
                "{word}"
            );
        }
        assert!(Areas::standard().find("zzz").is_empty());
    }

    #[test]
    fn words_in_a_table_keep_the_capitals_they_have_by_nature() {
        let areas = Areas::standard();
        for (id, word) in [
            ("maths", "mathematics"),
            ("english", "English"),
            ("sen", "special needs"),
            ("dt", "design and technology"),
        ] {
            assert_eq!(areas.word(Key::of(id)), word);
        }
    }

    #[test]
    fn a_list_that_contradicts_itself_is_refused() {
        let area = |id: &str, more: &str| {
            format!("[[area]]\nid=\"{id}\"\nname=\"A\"\ngroup=\"g\"\nlist=\"official\"\n{more}\n")
        };
        assert_eq!(
            Areas::parse(&(area("a", "") + &area("a", ""))),
            Err(ListFault::Twice(Key::of("a")))
        );
        assert!(matches!(
            Areas::parse(&area("a", "within=[\"b\"]")),
            Err(ListFault::WithinNothing { .. })
        ));
        assert!(matches!(
            Areas::parse(&area("a", "colour=\"red\"")),
            Err(ListFault::NotReadable(_))
        ));
    }

    #[test]
    fn what_is_carried_is_what_is_written() {
        let areas = Areas::parse(include_str!("../../schemes/areas.toml")).unwrap();
        assert_eq!(&areas, Areas::standard());
        assert!(!standard_types().is_empty());
    }

    #[test]
    fn a_specialist_leader_has_15_days_and_is_exempt_from_the_rule_on_their_own_school() {
        let types = parse_types(
            include_str!("../../schemes/leader_types.toml"),
            Areas::standard(),
        )
        .unwrap();
        let of = |short: &str| types.iter().find(|kind| kind.short == short).unwrap();
        assert_eq!(of("SLE").yearly_cap.words(), "15");
        assert!(!of("SLE").own_school_in_order);
        assert!(of("NLE").own_school_in_order && of("LLE").own_school_in_order);
        assert_eq!(types.len(), 10);
    }
}
