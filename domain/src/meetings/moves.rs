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
    /// Out of a band that is gone, by the band they are in.
    pub from_gone: Vec<Vec<usize>>,
    /// Last decided for a band that is gone: nobody has decided on them since.
    pub in_gone: Vec<usize>,
}

/// Counts the schools that were decided on, by their last two decisions.
pub fn moves<'a>(scheme: &Scheme, all: impl IntoIterator<Item = &'a Watched>) -> Moves {
    let bands = scheme.bands.len();
    let mut found = Moves {
        cells: vec![vec![Vec::new(); bands]; bands],
        first: vec![Vec::new(); bands],
        from_gone: vec![Vec::new(); bands],
        in_gone: Vec::new(),
    };
    for (at, one) in all.into_iter().enumerate() {
        let Some(last) = &one.decided else { continue };
        let row = match &one.before {
            Some(before) if scheme.gone_since(before.band).is_some() => &mut found.from_gone,
            Some(before) => &mut found.cells[usize::from(before.band.0).min(bands - 1)],
            None => &mut found.first,
        };
        match row.get_mut(usize::from(last.band.0)) {
            Some(cell) => cell.push(at),
            None => found.in_gone.push(at),
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
        let gone = self.from_gone.iter().map(Vec::len).sum::<usize>();
        let stayed = match gone {
            0 => stayed,
            _ => format!("{stayed}; {} out of a category that is gone", schools(gone)),
        };
        capital(&match (more, less) {
            (0, 0) if same == 0 && first == 0 && gone == 0 && self.in_gone.is_empty() => {
                "nothing has been decided yet".to_owned()
            }
            (0, 0) if same == 0 && first > 0 && gone == 0 => {
                format!("{} decided on for the first time", schools(first))
            }
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
