//! The table of schools: what of it is shown and in which order, read from the URL and written to it,
//! so that a link opens the same table.

mod find;

use std::cmp::Ordering;

use domain::api::SchoolRow;
use domain::calendar::Date;
use domain::risk::{Level, Scheme};
use domain::schools::{Governance, PartnershipId, Phase};

/// A column one can sort by.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Column {
    Name,
    Phase,
    Roll,
    Category,
    Risk,
    Since,
    Results,
    Absence,
    Unknown,
    SupportIn,
    SupportOut,
    Review,
}

impl Column {
    const ALL: [(Self, &'static str); 12] = [
        (Self::Name, "name"),
        (Self::Phase, "phase"),
        (Self::Roll, "roll"),
        (Self::Category, "category"),
        (Self::Risk, "risk"),
        (Self::Since, "since"),
        (Self::Results, "results"),
        (Self::Absence, "absence"),
        (Self::Unknown, "unknown"),
        (Self::SupportIn, "in"),
        (Self::SupportOut, "out"),
        (Self::Review, "review"),
    ];

    fn name(self) -> &'static str {
        Self::ALL
            .iter()
            .find(|(column, _)| *column == self)
            .map_or("", |(_, name)| name)
    }

    /// The word on screen, after "sorted by".
    pub fn words(self) -> &'static str {
        match self {
            Self::Since => "movement",
            Self::Unknown => "what is not known",
            Self::SupportIn => "support in",
            Self::SupportOut => "support out",
            Self::Review => "next review",
            other => other.name(),
        }
    }

    /// The way one wants it first: names from A, trouble from the top.
    fn descends(self) -> bool {
        !matches!(
            self,
            Self::Name | Self::Phase | Self::Results | Self::Review
        )
    }
}

/// What is asked of the table.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Asked {
    pub find: String,
    pub sort: Column,
    pub descending: bool,
    /// Bands, by number; a range is shown under each it may be.
    pub bands: Vec<u8>,
    pub risks: Vec<Level>,
    pub phases: Vec<Phase>,
    pub partnership: Option<PartnershipId>,
    pub governance: Option<Governance>,
    pub moved: bool,
    pub unknowns: bool,
    pub no_support: bool,
    pub due: bool,
    /// No room has decided yet.
    pub undecided: bool,
    /// Every column there is.
    pub all_columns: bool,
    /// As a map in place of the table.
    pub map: bool,
}

impl Default for Asked {
    fn default() -> Self {
        Self {
            find: String::new(),
            sort: Column::Category,
            descending: true,
            bands: Vec::new(),
            risks: Vec::new(),
            phases: Vec::new(),
            partnership: None,
            governance: None,
            moved: false,
            unknowns: false,
            no_support: false,
            due: false,
            undecided: false,
            all_columns: false,
            map: false,
        }
    }
}

/// Reviews due within so many days count as due.
const DUE_DAYS: i32 = 28;

impl Asked {
    /// Reads the query part of a URL; what it does not understand it leaves at its default.
    pub fn read(get: impl Fn(&str) -> Option<String>) -> Self {
        let list = |name: &str| get(name).unwrap_or_default();
        let on = |name: &str| get(name).is_some();
        let mut asked = Self {
            find: get("find").unwrap_or_default(),
            bands: list("band")
                .split(',')
                .filter_map(|one| one.parse().ok())
                .collect(),
            risks: named(&list("risk"), &Level::ALL, |level| level.word()),
            phases: named(&list("phase"), &Phase::ALL, |phase| phase.word()),
            partnership: get("partnership").and_then(|id| id.parse().ok()),
            governance: GOVERNANCE
                .into_iter()
                .find(|(_, word)| get("kind").as_deref() == Some(*word))
                .map(|(one, _)| one),
            moved: on("moved"),
            unknowns: on("unknowns"),
            no_support: on("unsupported"),
            due: on("due"),
            undecided: on("undecided"),
            all_columns: get("columns").as_deref() == Some("all"),
            map: get("view").as_deref() == Some("map"),
            ..Self::default()
        };
        if let Some(sort) = get("sort") {
            let (name, backwards) = sort
                .strip_prefix('-')
                .map_or((sort.as_str(), false), |name| (name, true));
            if let Some((column, _)) = Column::ALL.iter().find(|(_, known)| *known == name) {
                asked.sort = *column;
                asked.descending = backwards;
            }
        }
        asked
    }

    /// The query part of the URL, with its question mark; empty for the table as it is at first.
    pub fn write(&self) -> String {
        let mut parts: Vec<(&str, String)> = Vec::new();
        let plain = Self::default();
        if !self.find.is_empty() {
            parts.push(("find", js_sys::encode_uri_component(&self.find).into()));
        }
        if (self.sort, self.descending) != (plain.sort, plain.descending) {
            let sign = if self.descending { "-" } else { "" };
            parts.push(("sort", format!("{sign}{}", self.sort.name())));
        }
        let mut list = |name, words: Vec<String>| {
            if !words.is_empty() {
                parts.push((name, words.join(",").replace(' ', "+")));
            }
        };
        list("band", self.bands.iter().map(u8::to_string).collect());
        list(
            "risk",
            self.risks
                .iter()
                .map(|level| level.word().to_lowercase())
                .collect(),
        );
        list(
            "phase",
            self.phases
                .iter()
                .map(|phase| phase.word().to_lowercase())
                .collect(),
        );
        list(
            "partnership",
            self.partnership.iter().map(ToString::to_string).collect(),
        );
        list(
            "kind",
            GOVERNANCE
                .iter()
                .filter(|(one, _)| Some(*one) == self.governance)
                .map(|(_, word)| (*word).to_owned())
                .collect(),
        );
        for (name, on) in [
            ("moved", self.moved),
            ("unknowns", self.unknowns),
            ("unsupported", self.no_support),
            ("due", self.due),
            ("undecided", self.undecided),
        ] {
            if on {
                parts.push((name, "1".to_owned()));
            }
        }
        if self.all_columns {
            parts.push(("columns", "all".to_owned()));
        }
        if self.map {
            parts.push(("view", "map".to_owned()));
        }
        let mut query = String::new();
        for (name, value) in parts {
            query.push(if query.is_empty() { '?' } else { '&' });
            query.push_str(name);
            query.push('=');
            query.push_str(&value);
        }
        query
    }

    /// The same, sorted by a column: its own way first, the other way when pressed again.
    #[must_use]
    pub fn sorted_by(&self, column: Column) -> Self {
        let descending = if self.sort == column {
            !self.descending
        } else {
            column.descends()
        };
        Self {
            sort: column,
            descending,
            ..self.clone()
        }
    }

    /// Whether anything is filtered.
    pub fn filters(&self) -> bool {
        *self != self.unfiltered()
    }

    /// The same order and the same view of every school.
    #[must_use]
    pub fn unfiltered(&self) -> Self {
        Self {
            sort: self.sort,
            descending: self.descending,
            all_columns: self.all_columns,
            map: self.map,
            ..Self::default()
        }
    }

    /// Whether a row is among those asked for.
    pub fn takes(&self, row: &SchoolRow, today: Date) -> bool {
        let school = &row.school;
        let standing = row.standing.as_ref();
        let with = |wanted: bool, has: bool| !wanted || has;
        find::found(&self.find, row)
            && (self.phases.is_empty() || self.phases.contains(&school.phase))
            && self
                .partnership
                .is_none_or(|id| school.partnership == Some(id))
            && self.governance.is_none_or(|one| school.governance == one)
            && (self.bands.is_empty()
                || standing.is_some_and(|is| {
                    self.bands
                        .iter()
                        .any(|band| (is.band.lowest.0..=is.band.highest.0).contains(band))
                }))
            && (self.risks.is_empty()
                || standing.is_some_and(|is| self.risks.contains(&is.risk.known)))
            && with(
                self.moved,
                standing.is_some_and(|is| {
                    is.decided
                        .as_ref()
                        .is_some_and(|was| was.band != is.band.known)
                }),
            )
            && with(self.unknowns, standing.is_some_and(|is| is.unknown > 0))
            && with(self.no_support, row.support_in == 0)
            && with(self.due, is_due(row, today))
            && with(
                self.undecided,
                standing.is_some_and(|is| is.decided.is_none()),
            )
    }

    /// The rows asked for, in order: places in `rows`. Ties go by category, risk and name, so that the
    /// order is the same however one came to it. What is not there comes last, whichever way.
    pub fn arrange(&self, rows: &[SchoolRow], scheme: &Scheme, today: Date) -> Vec<usize> {
        let mut taken: Vec<usize> = (0..rows.len())
            .filter(|at| self.takes(&rows[*at], today))
            .collect();
        taken.sort_by(|one, other| {
            let (one, other) = (&rows[*one], &rows[*other]);
            self.compare(one, other, scheme)
                .then_with(|| category(other).cmp(&category(one)))
                .then_with(|| risk(other).cmp(&risk(one)))
                .then_with(|| one.school.name.cmp(&other.school.name))
                .then_with(|| one.school.urn.cmp(&other.school.urn))
        });
        taken
    }

    fn compare(&self, one: &SchoolRow, other: &SchoolRow, scheme: &Scheme) -> Ordering {
        match self.sort {
            Column::Name => self.way(Some(&one.school.name), Some(&other.school.name)),
            Column::Phase => self.way(Some(one.school.phase), Some(other.school.phase)),
            Column::Roll => self.way(one.school.roll, other.school.roll),
            Column::Category => self.way(category(one), category(other)),
            Column::Risk => self.way(risk(one), risk(other)),
            Column::Since => self.way(since(one, scheme), since(other, scheme)),
            Column::Results => self.way(last(one, |is| &is.results), last(other, |is| &is.results)),
            Column::Absence => self.way(last(one, |is| &is.absence), last(other, |is| &is.absence)),
            Column::Unknown => self.way(
                one.standing.as_ref().map(|is| is.unknown),
                other.standing.as_ref().map(|is| is.unknown),
            ),
            Column::SupportIn => self.way(Some(one.support_in), Some(other.support_in)),
            Column::SupportOut => self.way(Some(one.support_out), Some(other.support_out)),
            Column::Review => self.way(review(one), review(other)),
        }
    }

    fn way<T: Ord>(&self, one: Option<T>, other: Option<T>) -> Ordering {
        match (one, other) {
            (Some(one), Some(other)) if self.descending => other.cmp(&one),
            (Some(one), Some(other)) => one.cmp(&other),
            (one, other) => other.is_some().cmp(&one.is_some()),
        }
    }
}

/// Words for governance, on screen and in the URL.
pub const GOVERNANCE: [(Governance, &str); 4] = [
    (Governance::Maintained, "maintained"),
    (Governance::Academy, "academy"),
    (Governance::Independent, "independent"),
    (Governance::Other, "other"),
];

fn named<T: Copy>(text: &str, all: &[T], word: impl Fn(T) -> &'static str) -> Vec<T> {
    all.iter()
        .copied()
        .filter(|one| {
            text.split(',')
                .any(|name| name.eq_ignore_ascii_case(word(*one)))
        })
        .collect()
}

fn category(row: &SchoolRow) -> Option<(u8, u8)> {
    row.standing
        .as_ref()
        .map(|is| (is.band.highest.0, is.band.known.0))
}

fn risk(row: &SchoolRow) -> Option<Level> {
    row.standing.as_ref().map(|is| is.risk.known)
}

/// How far it moved since the last decision; up is more. Out of a category that is gone there is no way.
fn since(row: &SchoolRow, scheme: &Scheme) -> Option<i16> {
    let is = row.standing.as_ref()?;
    let was = is.decided.as_ref()?;
    (usize::from(was.band.0) < scheme.bands.len())
        .then(|| i16::from(is.band.known.0) - i16::from(was.band.0))
}

fn last(row: &SchoolRow, of: impl Fn(&domain::api::Standing) -> &Vec<Option<i32>>) -> Option<i32> {
    of(row.standing.as_ref()?).last().copied().flatten()
}

fn review(row: &SchoolRow) -> Option<Date> {
    row.standing.as_ref().and_then(|is| is.next_review)
}

/// Its next review is overdue or near.
pub fn is_due(row: &SchoolRow, today: Date) -> bool {
    review(row).is_some_and(|on| on.to_julian_day() - today.to_julian_day() <= DUE_DAYS)
}

#[cfg(test)]
mod tests;
