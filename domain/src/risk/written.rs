//! From text to a document, and from a fault back to the line of the text it is on.

use serde::de::DeserializeOwned;
use toml::Spanned;
use toml::de::{DeTable, DeValue};

use super::document::Document;
use super::fault::{Place, SchemeFault};

/// Reads TOML.
///
/// # Errors
/// The line that cannot be read, and why.
pub(super) fn read<T: DeserializeOwned>(text: &str) -> Result<T, SchemeFault> {
    toml::from_str(text).map_err(|error| {
        let line = error.span().map_or(1, |span| line_of(text, span.start));
        SchemeFault {
            place: format!("line {line}"),
            reason: error.message().to_owned(),
            at: Place::default(),
        }
    })
}

impl Document {
    /// Reads a scheme as it is written. It is not checked yet.
    ///
    /// # Errors
    /// The line that cannot be read, and why.
    pub fn parse(text: &str) -> Result<Self, Vec<SchemeFault>> {
        read(text).map_err(|fault| vec![fault])
    }
}

/// The same faults, each with the line of the text it is on.
pub(super) fn with_lines(text: &str, faults: Vec<SchemeFault>) -> Vec<SchemeFault> {
    let Ok(root) = DeTable::parse(text) else {
        return faults;
    };
    faults
        .into_iter()
        .map(|mut fault| {
            if let Some(start) = find(root.get_ref(), &fault.at) {
                fault.place = format!("line {}, {}", line_of(text, start), fault.place);
            }
            fault
        })
        .collect()
}

fn line_of(text: &str, at: usize) -> usize {
    1 + text[..at.min(text.len())].matches('\n').count()
}

fn find(root: &DeTable<'_>, place: &Place) -> Option<usize> {
    let (key, section) = entry(root, place.section)?;
    let Some(id) = place.id else {
        return Some(key);
    };
    let named = section.get_ref().as_array().and_then(|all| {
        all.iter().find(|one| {
            one.get_ref().get("id").and_then(|id| id.get_ref().as_str()) == Some(id.as_str())
        })
    });
    let Some(named) = named else {
        return listed(root, id.as_str());
    };
    let within = place.within.and_then(|(list, at)| {
        let (_, list) = entry(named.get_ref().as_table()?, list)?;
        match list.get_ref().as_array() {
            Some(all) => all.get(at).map(|one| one.span().start),
            None => Some(list.span().start),
        }
    });
    within.or_else(|| Some(named.span().start))
}

/// Where an indicator of the catalogue is named.
fn listed(root: &DeTable<'_>, id: &str) -> Option<usize> {
    let (_, areas) = entry(root, "area")?;
    areas.get_ref().as_array()?.iter().find_map(|area| {
        area.get_ref()
            .get("indicators")?
            .get_ref()
            .as_array()?
            .iter()
            .find(|one| one.get_ref().as_str() == Some(id))
            .map(|one| one.span().start)
    })
}

/// Where a key is, and its value.
fn entry<'a, 'i>(table: &'a DeTable<'i>, name: &str) -> Option<(usize, &'a Spanned<DeValue<'i>>)> {
    table
        .iter()
        .find(|(key, _)| key.get_ref() == name)
        .map(|(key, value)| (key.span().start, value))
}
