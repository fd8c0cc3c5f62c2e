//! Everything an authority does with a school, in one log and as four kinds: it monitors, challenges, assures the
//! quality of what is done, and intervenes. Most lines are derived from what was recorded anyway; what was done
//! elsewhere is written by hand.

use serde::{Deserialize, Serialize};

use super::audit::Audited;
use super::file::{Noted, SchoolFile};
use super::way::Way;
use crate::calendar::{Date, Moment};
use crate::schools::{Key, Urn};
use crate::support::Case;

/// The four kinds.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Default, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Activity {
    #[default]
    Monitor,
    Challenge,
    Assure,
    Intervene,
}

impl Activity {
    pub const ALL: [Self; 4] = [
        Self::Monitor,
        Self::Challenge,
        Self::Assure,
        Self::Intervene,
    ];

    pub fn words(self) -> &'static str {
        match self {
            Self::Monitor => "Monitoring",
            Self::Challenge => "Challenge",
            Self::Assure => "Assurance",
            Self::Intervene => "Intervention",
        }
    }

    /// A programme is what an authority does once it intervenes.
    pub(super) fn of_a_programme() -> Self {
        Self::Intervene
    }

    /// What belongs to it, for who chooses it.
    pub fn means(self) -> &'static str {
        match self {
            Self::Monitor => "looking at how it goes",
            Self::Challenge => "asking what is to be better",
            Self::Assure => "checking that what is said and done holds",
            Self::Intervene => "acting where it does not get better",
        }
    }

    pub fn key(self) -> &'static str {
        match self {
            Self::Monitor => "monitor",
            Self::Challenge => "challenge",
            Self::Assure => "assure",
            Self::Intervene => "intervene",
        }
    }
}

/// Something that was done elsewhere, written by hand.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct ByHand {
    pub kind: Activity,
    pub on: Date,
    pub words: String,
    pub by: String,
    pub at: Moment,
}

/// One line of the log.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct LogLine {
    pub kind: Activity,
    pub on: Date,
    /// "Note of visit: data hypotheses".
    pub what: String,
    /// What it was about, in a line; nothing a reader of the log may not read.
    #[serde(default)]
    pub words: String,
    #[serde(default)]
    pub by: String,
    /// Where it is to be read; empty: here.
    #[serde(default)]
    pub href: String,
}

/// What the file of a school holds of the four kinds, and lines from elsewhere, the latest first.
pub fn activities(file: &SchoolFile, way: &Way, urn: Urn, elsewhere: Vec<LogLine>) -> Vec<LogLine> {
    let here = format!("/caseload/{urn}");
    let notes = file.notes.iter().map(|one| note(one, way, &here));
    let audits = file.audits.iter().flat_map(|one| audit(one, &here));
    let done = file.done.iter().map(|one| {
        let element = way
            .programmes
            .iter()
            .flat_map(|programme| &programme.elements)
            .find(|element| element.key == one.element);
        LogLine {
            kind: element.map_or(Activity::Intervene, |element| element.activity),
            on: one.on,
            what: element.map_or_else(|| one.element.to_string(), |element| element.words.clone()),
            words: one.word.words.clone(),
            by: one.word.by.name.clone(),
            href: here.clone(),
        }
    });
    let by_hand = file.by_hand.iter().map(|one| LogLine {
        kind: one.kind,
        on: one.on,
        what: "Written by hand".to_owned(),
        words: one.words.clone(),
        by: one.by.clone(),
        href: String::new(),
    });
    let mut all: Vec<LogLine> = notes
        .chain(audits)
        .chain(done)
        .chain(by_hand)
        .chain(moderations(file, way, urn))
        .chain(elsewhere)
        .collect();
    // What is of one day stays in the order it came.
    all.sort_by_key(|one| std::cmp::Reverse(one.on));
    all
}

fn note(one: &Noted, way: &Way, here: &str) -> LogLine {
    let purpose = way.purpose(one.note.purpose);
    let sections: Vec<String> = one
        .note
        .about
        .iter()
        .map(|about| way.section(about.section))
        .collect();
    LogLine {
        kind: purpose.map_or(Activity::Monitor, |purpose| purpose.activity),
        on: one.note.on,
        what: purpose.map_or_else(
            || "Visit".to_owned(),
            |purpose| format!("Visit: {}", purpose.words),
        ),
        words: sections.join(", "),
        by: one.by.name.clone(),
        href: here.to_owned(),
    }
}

fn audit(one: &Audited, here: &str) -> Vec<LogLine> {
    let (kind, how) = if one.without_consent() {
        (Activity::Intervene, "commissioned without consent")
    } else {
        (Activity::Assure, "agreed with the school")
    };
    let line = |on, what: String, words: &str, by: &str| LogLine {
        kind,
        on,
        what,
        words: words.to_owned(),
        by: by.to_owned(),
        href: here.to_owned(),
    };
    let began = line(
        one.at.day(),
        format!("External audit by {}, {how}", one.audit.auditor),
        &one.audit.about,
        &one.by.name,
    );
    let found = one.found.as_ref().map(|(on, word)| {
        line(
            *on,
            format!("External audit by {}: what it found", one.audit.auditor),
            &word.words,
            &word.by.name,
        )
    });
    std::iter::once(began).chain(found).collect()
}

/// The sections somebody moderated on a day are one line.
fn moderations(file: &SchoolFile, way: &Way, urn: Urn) -> Vec<LogLine> {
    let mut lines: Vec<LogLine> = Vec::new();
    for one in &file.moderated {
        let (on, by) = (one.word.at.day(), &one.word.by.name);
        let section = way.section(one.section);
        let same = lines
            .iter_mut()
            .find(|line| line.on == on && line.by == *by);
        match same {
            Some(line) if line.words.contains(&section) => {}
            Some(line) => line.words = format!("{}, {section}", line.words),
            None => lines.push(LogLine {
                kind: Activity::Assure,
                on,
                what: "Moderation of the self-evaluation".to_owned(),
                words: section,
                by: by.clone(),
                href: format!("/caseload/{urn}/evaluation"),
            }),
        }
    }
    lines
}

/// What a case adds: its reviews are monitored, its report is checked, and being commissioned over the heads of
/// those asked is none of the four.
pub fn of_case(case: &Case) -> Vec<LogLine> {
    let href = format!("/support/{}", case.id);
    let reviews = case.reviews.iter().map(|one| LogLine {
        kind: Activity::Monitor,
        on: one.on,
        what: format!("Review of support: {}", one.outcome.words().to_lowercase()),
        words: String::new(),
        by: one.chair.clone(),
        href: href.clone(),
    });
    let checks = case.assurance.iter().map(|one| LogLine {
        kind: Activity::Assure,
        on: one.at.day(),
        what: if one.passed {
            "Report on support checked, and passed".to_owned()
        } else {
            "Report on support checked, and sent back".to_owned()
        },
        words: String::new(),
        by: one.by.name.clone(),
        href: href.clone(),
    });
    reviews.chain(checks).collect()
}

/// How often each key of the way was worked on in a school year: the notes of visits that name it.
pub fn worked_on(file: &SchoolFile, way: &Way, year: i32) -> Vec<(Key, u32)> {
    way.keys
        .iter()
        .map(|key| {
            let notes = file.notes_of(year);
            let count = notes.filter(|one| one.note.keys.contains(&key.key)).count();
            (key.key, u32::try_from(count).unwrap_or(u32::MAX))
        })
        .collect()
}
