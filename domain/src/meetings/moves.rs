//! Movement between the last two decisions: from which band to which.

use super::watched::Watched;
use crate::risk::Scheme;
use crate::risk::words::{capital, count_word};

/// Schools by the band they came from and the band they are in.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Moves {
    /// `cells[from][to]`: places in the list that was given.
    pub cells: Vec<Vec<Vec<usize>>>,
    /// Decided for the first time, by band.
    pub first: Vec<Vec<usize>>,
}

/// Counts the schools that were decided on, by their last two decisions.
pub fn moves<'a>(scheme: &Scheme, all: impl IntoIterator<Item = &'a Watched>) -> Moves {
    let bands = scheme.bands.len();
    let mut found = Moves {
        cells: vec![vec![Vec::new(); bands]; bands],
        first: vec![Vec::new(); bands],
    };
    for (at, one) in all.into_iter().enumerate() {
        let Some(last) = &one.decided else { continue };
        let row = match &one.before {
            Some(before) => found.cells.get_mut(usize::from(before.band.0)),
            None => Some(&mut found.first),
        };
        if let Some(cell) = row.and_then(|row| row.get_mut(usize::from(last.band.0))) {
            cell.push(at);
        }
    }
    found
}

impl Moves {
    fn count(&self, wanted: impl Fn(usize, usize) -> bool) -> usize {
        let mut count = 0;
        for (from, row) in self.cells.iter().enumerate() {
            for (to, cell) in row.iter().enumerate() {
                count += if wanted(from, to) { cell.len() } else { 0 };
            }
        }
        count
    }

    /// Schools that need more attention than before.
    pub fn more(&self) -> usize {
        self.count(|from, to| to > from)
    }

    pub fn less(&self) -> usize {
        self.count(|from, to| to < from)
    }

    pub fn same(&self) -> usize {
        self.count(|from, to| to == from)
    }

    /// "Nine schools moved to more attention, six to less; 180 stayed".
    pub fn finding(&self) -> String {
        let schools = |count: usize| match count {
            1 => "one school".to_owned(),
            many => format!("{} schools", count_word(many)),
        };
        let (more, less, same) = (self.more(), self.less(), self.same());
        let first: usize = self.first.iter().map(Vec::len).sum();
        let stayed = match same {
            0 => String::new(),
            many => format!("; {} stayed", count_word(many)),
        };
        capital(&match (more, less) {
            (0, 0) if same == 0 && first == 0 => "nothing has been decided yet".to_owned(),
            (0, 0) if same == 0 => format!("{} decided on for the first time", schools(first)),
            (0, 0) => format!("no school moved{stayed}"),
            (more, 0) => format!("{} moved to more attention{stayed}", schools(more)),
            (0, less) => format!("{} moved to less attention{stayed}", schools(less)),
            (more, less) => format!(
                "{} moved to more attention, {} to less{stayed}",
                schools(more),
                count_word(less)
            ),
        })
    }
}
