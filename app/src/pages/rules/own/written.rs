//! What is written in the form of an own indicator, and what it comes to.

use domain::risk::{Answer, OwnField, OwnIndicator, Unit};

use crate::state::meeting::{number_text, read_number};

/// An own indicator with its numbers as they are typed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Written {
    pub own: OwnIndicator,
    /// Where low, medium and high begin.
    pub lines: [String; 3],
    pub shelf: String,
}

impl Written {
    pub fn of(own: &OwnIndicator) -> Self {
        let number = |line: Option<i32>| line.map_or_else(String::new, number_text);
        Self {
            lines: own.lines.map(number),
            shelf: own.shelf_months.to_string(),
            own: own.clone(),
        }
    }

    /// What it comes to.
    ///
    /// # Errors
    /// Each field that is no number.
    pub fn read(&self) -> Result<OwnIndicator, Vec<(OwnField, String)>> {
        let mut own = self.own.clone();
        let mut wrong = Vec::new();
        if own.unit != Unit::Choice {
            for (line, text) in own.lines.iter_mut().zip(&self.lines) {
                match read_number(text) {
                    Ok(number) => *line = number,
                    Err(why) => wrong.push((OwnField::Lines, format!("“{text}”: {why}."))),
                }
            }
        }
        // No number of months at all is refused where too many are.
        own.shelf_months = self.shelf.trim().parse().unwrap_or(0);
        if wrong.is_empty() {
            Ok(own)
        } else {
            Err(wrong)
        }
    }

    pub fn answer(&mut self, nth: usize, change: impl FnOnce(&mut Answer)) {
        if let Some(answer) = self.own.answers.get_mut(nth) {
            change(answer);
        }
    }
}

#[cfg(test)]
mod cases {
    use super::*;

    #[test]
    fn what_is_written_is_read_and_what_is_no_number_is_named() {
        let mut written = Written::of(&OwnIndicator::default());
        written.lines = ["90".to_owned(), " 80.5 % ".to_owned(), String::new()];
        written.shelf = " 18 ".to_owned();
        let own = written.read().unwrap();
        assert_eq!(own.lines, [Some(9_000), Some(8_050), None]);
        assert_eq!(own.shelf_months, 18);
        assert_eq!(Written::of(&own).read().unwrap(), own);
        written.lines[2] = "seventy".to_owned();
        let wrong = written.read().unwrap_err();
        assert_eq!(wrong.len(), 1);
        assert!(wrong[0].1.contains("“seventy”"), "{wrong:?}");
        // A judgement has no lines to be wrong.
        written.own.unit = Unit::Choice;
        assert!(written.read().is_ok());
        written.shelf = "a year".to_owned();
        assert_eq!(written.read().unwrap().shelf_months, 0);
    }
}
