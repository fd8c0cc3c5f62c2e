//! The list of cases: what of it is shown and in which order, read from the URL and written to it.

use std::cmp::Ordering;

use domain::api::CaseRow;
use domain::brokerage::Areas;
use domain::calendar::Date;
use domain::support::{StageKind, Waiting};

/// Which cases are asked for.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Shown {
    /// Not over.
    #[default]
    Open,
    /// Waiting for this person.
    Mine,
    /// Not agreed yet.
    Before,
    /// Agreed and not reported.
    UnderWay,
    Over,
}

impl Shown {
    pub const ALL: [Self; 5] = [
        Self::Open,
        Self::Mine,
        Self::Before,
        Self::UnderWay,
        Self::Over,
    ];

    pub fn words(self) -> &'static str {
        match self {
            Self::Open => "Open",
            Self::Mine => "Waiting for you",
            Self::Before => "Not agreed yet",
            Self::UnderWay => "Under way",
            Self::Over => "Over",
        }
    }

    fn key(self) -> &'static str {
        match self {
            Self::Open => "open",
            Self::Mine => "mine",
            Self::Before => "before",
            Self::UnderWay => "under-way",
            Self::Over => "over",
        }
    }

    /// Whether a case is among those asked for.
    pub fn takes(self, row: &CaseRow, today: Date) -> bool {
        let stage = row.case.stage;
        match self {
            Self::Open => !stage.over(),
            Self::Mine => mine(row, today).is_some(),
            Self::Before => !stage.over() && stage < StageKind::Agreed,
            Self::UnderWay => (StageKind::Agreed..=StageKind::Ending).contains(&stage),
            Self::Over => stage.over(),
        }
    }
}

/// What the list is sorted by.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum By {
    /// What is due soonest first.
    #[default]
    Due,
    School,
    Stage,
    Days,
}

impl By {
    fn key(self) -> &'static str {
        match self {
            Self::Due => "due",
            Self::School => "school",
            Self::Stage => "stage",
            Self::Days => "days",
        }
    }
}

/// What is asked of the list.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Asked {
    pub shown: Shown,
    pub find: String,
    pub by: By,
}

impl Asked {
    /// Reads the query part of a URL; what it does not understand it leaves out.
    pub fn read(get: impl Fn(&str) -> Option<String>) -> Self {
        let shown = get("show").and_then(|text| {
            let mut all = Shown::ALL.into_iter();
            all.find(|one| one.key() == text)
        });
        let by = get("sort").and_then(|text| {
            let mut all = [By::Due, By::School, By::Stage, By::Days].into_iter();
            all.find(|one| one.key() == text)
        });
        Self {
            shown: shown.unwrap_or_default(),
            find: get("find").unwrap_or_default(),
            by: by.unwrap_or_default(),
        }
    }

    /// The query part of the URL, with its question mark.
    pub fn write(&self) -> String {
        let find: String = js_sys::encode_uri_component(&self.find).into();
        let parts: Vec<String> = [
            (self.shown != Shown::default()).then(|| format!("show={}", self.shown.key())),
            (!find.is_empty()).then(|| format!("find={find}")),
            (self.by != By::default()).then(|| format!("sort={}", self.by.key())),
        ]
        .into_iter()
        .flatten()
        .collect();
        if parts.is_empty() {
            String::new()
        } else {
            format!("?{}", parts.join("&"))
        }
    }

    /// The places of the rows asked for, in their order.
    pub fn arrange(&self, rows: &[CaseRow], today: Date) -> Vec<usize> {
        let find = self.find.to_lowercase();
        let mut places: Vec<usize> = (0..rows.len())
            .filter(|at| self.shown.takes(&rows[*at], today) && finds(&rows[*at], &find))
            .collect();
        places.sort_by(|a, b| self.order(&rows[*a], &rows[*b], today));
        places
    }

    fn order(&self, a: &CaseRow, b: &CaseRow, today: Date) -> Ordering {
        let due = |row: &CaseRow| {
            let next = next(row, today);
            (next.is_none(), next.map(|one| one.due))
        };
        match self.by {
            By::Due => due(a).cmp(&due(b)),
            By::School => Ordering::Equal,
            By::Stage => a.case.stage.cmp(&b.case.stage),
            By::Days => b.case.half_days.cmp(&a.case.half_days),
        }
        .then_with(|| a.case.school.cmp(&b.case.school))
        .then_with(|| a.case.id.cmp(&b.case.id))
    }
}

fn finds(row: &CaseRow, find: &str) -> bool {
    if find.is_empty() {
        return true;
    }
    let leader = row.case.leader_name.as_deref().unwrap_or_default();
    let area = Areas::standard().word(row.case.area);
    let text = format!("{} {leader} {area}", row.case.school).to_lowercase();
    find.split_whitespace().all(|word| text.contains(word))
}

/// What a case waits for of this person now.
pub fn mine(row: &CaseRow, today: Date) -> Option<&Waiting> {
    row.case
        .waits
        .iter()
        .find(|one| one.whose == row.part && one.now(today))
}

/// What a case waits for now: of this person, else of whoever is due soonest.
pub fn next(row: &CaseRow, today: Date) -> Option<&Waiting> {
    mine(row, today).or_else(|| row.case.waits.iter().find(|one| one.now(today)))
}
