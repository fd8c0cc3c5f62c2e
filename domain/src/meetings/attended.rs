//! Who came for a school: its headteacher and who chairs its governors, what each does for the improvement, and
//! who led the item for the school. Anybody of the room writes it down, and it is a change like any other.

use serde::{Deserialize, Serialize};

use super::item::Item;
use crate::schools::{Charge, Office};

/// The longest name, characters.
pub const LONGEST_NAME: usize = 120;

/// Where nobody is recorded.
pub const NOT_RECORDED: &str = "not recorded";

/// Whether somebody came for their school.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "how", rename_all = "snake_case", deny_unknown_fields)]
pub enum Came {
    There,
    /// Sent word.
    Apologies,
    /// Somebody else stood for them.
    Represented {
        by: String,
    },
}

/// What the room says of who holds an office of a school.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Held {
    /// Where the room knows better than what is recorded of the school; empty: as recorded.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub name: String,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub came: Option<Came>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub does: Option<Charge>,
}

impl Held {
    /// Whether anything is said.
    pub fn says(&self) -> bool {
        *self != Self::default()
    }

    /// What one key does: there, sent word, not said.
    #[must_use]
    pub fn pressed(&self) -> Self {
        Self {
            came: match self.came {
                None => Some(Came::There),
                Some(Came::There) => Some(Came::Apologies),
                Some(_) => None,
            },
            ..self.clone()
        }
    }

    /// In words for who compares two: "Sent word, monitors the improvement".
    pub fn words(&self) -> String {
        let mut words = vec![came_words(self.came.as_ref())];
        if !self.name.is_empty() {
            words.insert(0, self.name.clone());
        }
        words.extend(self.does.map(|does| does.words().to_lowercase()));
        let joined = words.join(", ");
        let mut letters = joined.chars();
        let first = letters.next().map(|one| one.to_uppercase().to_string());
        first.unwrap_or_default() + letters.as_str()
    }
}

/// "was there".
fn came_words(came: Option<&Came>) -> String {
    match came {
        None => "not said whether there".to_owned(),
        Some(Came::There) => "there".to_owned(),
        Some(Came::Apologies) => "sent word".to_owned(),
        Some(Came::Represented { by }) => format!("represented by {by}"),
    }
}

/// Who led an item for the school.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "who", rename_all = "snake_case", deny_unknown_fields)]
pub enum Led {
    Head,
    Chair,
    Other {
        name: String,
    },
    /// Taken back.
    NotSaid,
}

impl Item {
    /// Who holds an office: as the room said, else as it is recorded of the school.
    pub fn holder(&self, office: Office) -> Option<&str> {
        let said = self.offices.get(&office).map(|(held, _, _)| &held.name);
        said.filter(|name| !name.is_empty())
            .map(String::as_str)
            .or_else(|| self.holders.of(office))
    }

    /// What was said of who holds an office.
    pub fn held(&self, office: Office) -> Held {
        let said = self.offices.get(&office);
        said.map_or_else(Held::default, |(held, _, _)| held.clone())
    }

    /// Who led the item for the school, where that was said.
    pub fn led_by(&self) -> Option<String> {
        let named = |office: Office| match self.holder(office) {
            Some(name) => format!("{name}, {}", office.word().to_lowercase()),
            None => office.word().to_owned(),
        };
        match &self.led.as_ref()?.0 {
            Led::Head => Some(named(Office::Head)),
            Led::Chair => Some(named(Office::Chair)),
            Led::Other { name } => Some(name.clone()),
            Led::NotSaid => None,
        }
    }

    /// Whether the room said anything of who came for the school.
    pub fn came_for(&self) -> bool {
        self.offices.values().any(|(held, _, _)| held.says()) || self.led_by().is_some()
    }
}

/// In words for who compares two.
pub fn led_words(led: &Led) -> String {
    match led {
        Led::Head => Office::Head.word().to_owned(),
        Led::Chair => Office::Chair.word().to_owned(),
        Led::Other { name } => name.clone(),
        Led::NotSaid => "Not said".to_owned(),
    }
}

/// "Rashida Dalal, there. Accountable for the improvement."
pub(super) fn sentence(name: &str, held: &Held) -> String {
    let came = came_words(held.came.as_ref());
    let does = held.does.map(|does| format!(" {}.", does.words()));
    format!("{name}, {came}.{}", does.unwrap_or_default())
}
