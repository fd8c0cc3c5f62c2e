//! An entry of a logbook, as it is written down.

use domain::calendar::Moment;
use domain::schools::By;
use serde::Serialize;
use serde_json::{Value, json};
use uuid::Uuid;

use super::id;

/// One entry.
#[derive(Debug, Clone)]
pub struct Entered {
    log: &'static str,
    subject: String,
    revision: u64,
    at: Moment,
    by: By,
    entry: Value,
}

impl Entered {
    fn id(&self) -> Uuid {
        id::of(
            "logged",
            &format!("{}/{}/{}", self.log, self.subject, self.revision),
        )
    }

    /// As the table of the logbooks takes it.
    pub fn row(&self) -> Value {
        json!({
            "log": self.log, "subject": self.subject, "revision": self.revision, "id": self.id(),
            "at": self.at, "person": self.by.id, "name": self.by.name, "entry": self.entry,
        })
    }
}

/// A book being written.
#[derive(Debug)]
pub struct Book {
    log: &'static str,
    subject: String,
    pub entries: Vec<Entered>,
}

impl Book {
    pub fn new(log: &'static str, subject: impl ToString) -> Self {
        Self {
            log,
            subject: subject.to_string(),
            entries: Vec::new(),
        }
    }

    /// Writes what somebody entered; an entry that is none is left out, and a test counts them.
    pub fn write(&mut self, at: Moment, by: &By, entry: &impl Serialize) {
        let Ok(entry) = serde_json::to_value(entry) else {
            return;
        };
        self.entries.push(Entered {
            log: self.log,
            subject: self.subject.clone(),
            revision: self.entries.len() as u64 + 1,
            at,
            by: by.clone(),
            entry,
        });
    }
}
