//! How long a school has been before the room, against what was planned: said, never enforced.

use crate::calendar::Moment;
use crate::schools::Urn;

use super::board::Board;

/// The most minutes that can be planned for a school.
pub const LONGEST_PACE: u8 = 120;

const MINUTE: i64 = 60_000;

impl Board {
    /// How long a school has been shown, milliseconds, all its turns together. A turn on its way to the
    /// server has no time yet.
    pub fn on_screen(&self, urn: Urn, now: Moment) -> i64 {
        let before = self.items.get(&urn).map_or(0, |item| item.shown_for);
        let turn = match self.shown_since {
            Some(since) if self.current == Some(urn) => (now.0 - since.0).max(0),
            _ => 0,
        };
        before + turn
    }

    /// As it was at a moment that is past: nothing changes any more, and no time goes on.
    #[must_use]
    pub fn at_rest(mut self, at: Moment) -> Self {
        self.end_turn(at);
        self.closed = true;
        self
    }

    /// The turn of the school shown ends: its time is added up.
    pub(super) fn end_turn(&mut self, at: Moment) {
        if let (Some(urn), Some(since)) = (self.current, self.shown_since.take())
            && let Some(item) = self.items.get_mut(&urn)
        {
            item.shown_for += (at.0 - since.0).max(0);
        }
    }
}

/// "8 minutes; 5 were planned · 12 schools left to discuss, 60 minutes." Nothing while there is time.
pub fn nudge(on_screen: i64, planned: Option<u8>, left: usize) -> Option<String> {
    let planned = i64::from(planned?);
    let spent = on_screen / MINUTE;
    if spent <= planned {
        return None;
    }
    let were = if planned == 1 { "was" } else { "were" };
    let minutes = planned * i64::try_from(left).unwrap_or(0);
    let left = match left {
        0 => "no school left to discuss".to_owned(),
        1 => format!("one school left to discuss, {minutes} minutes"),
        many => format!("{many} schools left to discuss, {minutes} minutes"),
    };
    Some(format!(
        "{spent} minutes; {planned} {were} planned · {left}"
    ))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn it_nudges_past_what_was_planned_and_not_before() {
        let planned = Some(5);
        assert_eq!(nudge(8 * MINUTE, None, 12), None, "nothing planned");
        assert_eq!(nudge(5 * MINUTE + 59_999, planned, 12), None);
        for (minutes, left, words) in [
            (
                6,
                12,
                "6 minutes; 5 were planned · 12 schools left to discuss, 60 minutes",
            ),
            (
                8,
                1,
                "8 minutes; 5 were planned · one school left to discuss, 5 minutes",
            ),
            (
                61,
                0,
                "61 minutes; 5 were planned · no school left to discuss",
            ),
        ] {
            assert_eq!(
                nudge(minutes * MINUTE, planned, left).as_deref(),
                Some(words)
            );
        }
    }
}
