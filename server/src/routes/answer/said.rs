//! What somebody pressed, and wrote.

use serde::Deserialize;

/// The fields of a form as they were sent: a name may come more than once.
#[derive(Debug, Clone, Default, Deserialize)]
#[serde(transparent)]
pub struct Said(Vec<(String, String)>);

impl Said {
    pub fn of(fields: &[(&str, &str)]) -> Self {
        let mut said = Self::default();
        for (name, text) in fields {
            said.add(name, text);
        }
        said
    }

    pub fn add(&mut self, name: &str, text: &str) {
        self.0.push((name.to_owned(), text.to_owned()));
    }

    /// What was written there; nothing where it was not sent.
    pub fn one(&self, name: &str) -> &str {
        let found = self.0.iter().find(|(field, _)| field == name);
        found.map_or("", |(_, text)| text.trim())
    }

    pub fn all<'a>(&'a self, name: &'a str) -> impl Iterator<Item = &'a str> + 'a {
        let of = self.0.iter().filter(move |(field, _)| field == name);
        of.map(|(_, text)| text.trim())
    }
}
