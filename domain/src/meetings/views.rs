//! Blind first, then shown: everybody in the room says their own band before the rules' suggestion is
//! seen, and how they were spread is shown beside it. Counts only: who said what is nobody's to read.

use serde::{Deserialize, Serialize};

use super::change::By;
use crate::calendar::Moment;
use crate::risk::words::{capital, count_word};
use crate::risk::{Band, Scheme, Span};

/// How many chose each band, least serious first.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(transparent)]
pub struct Spread(pub Vec<u32>);

/// Where the own views of a school stand.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub enum Views {
    #[default]
    NotAsked,
    /// Being given: until they are shown the suggestion is hidden.
    Asked {
        by: By,
        at: Moment,
    },
    Shown(Spread),
    /// The meeting was closed before anybody showed them.
    NeverShown,
}

impl Views {
    /// Whether the suggestion is hidden for them now.
    pub fn hide(&self) -> bool {
        matches!(self, Self::Asked { .. })
    }

    pub fn shown(&self) -> Option<&Spread> {
        match self {
            Self::Shown(spread) => Some(spread),
            _ => None,
        }
    }
}

impl Spread {
    /// How many chose anything.
    pub fn all(&self) -> u32 {
        self.0.iter().sum()
    }

    /// How many chose this band.
    pub fn of(&self, band: Band) -> u32 {
        self.0.get(usize::from(band.0)).copied().unwrap_or(0)
    }

    /// "Priority 2: two · Priority 3: three"; what nobody chose is left out.
    pub fn counts(&self, scheme: &Scheme) -> String {
        let chosen = scheme.all_bands().filter(|band| self.of(*band) > 0);
        let words: Vec<String> = chosen
            .map(|band| {
                let number = number(self.of(band));
                format!("{}: {number}", scheme.band(band).word)
            })
            .collect();
        words.join(" · ")
    }

    /// What the spread shows beside the suggestion: "Three of five chose as the rules suggest".
    pub fn finding(&self, scheme: &Scheme, suggested: Span<Band>) -> String {
        let all = self.all();
        let of = |band: Band| self.of(band);
        if all == 0 {
            return "Nobody gave a view of their own".to_owned();
        }
        if let Some(band) = scheme.all_bands().find(|band| of(*band) == all) {
            let word = &scheme.band(band).word;
            let beside = match suggested.settled() {
                Some(known) if known == band => ", as the rules suggest",
                Some(_) => "; the rules suggest otherwise",
                None => "",
            };
            return match all {
                1 => format!("The one view given is {word}{beside}"),
                2 => format!("Both chose {word}{beside}"),
                many => format!("All {} chose {word}{beside}", number(many)),
            };
        }
        let total = number(all);
        match suggested.settled() {
            Some(known) => capital(&match of(known) {
                0 => format!("none of {total} chose as the rules suggest"),
                with => format!("{} of {total} chose as the rules suggest", number(with)),
            }),
            None => capital(&format!("{total} views, spread over several bands")),
        }
    }
}

fn number(count: u32) -> String {
    count_word(usize::try_from(count).unwrap_or(usize::MAX))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_spread_is_said_beside_what_the_rules_suggest() {
        let scheme = Scheme::bradford().unwrap();
        let third = Span::only(Band(2));
        let open = Span {
            lowest: Band(1),
            known: Band(2),
            highest: Band(2),
        };
        for (counts, suggested, words) in [
            ([0, 0, 0, 0], third, "Nobody gave a view of their own"),
            (
                [0, 2, 3, 0],
                third,
                "Three of five chose as the rules suggest",
            ),
            (
                [1, 1, 0, 0],
                third,
                "None of two chose as the rules suggest",
            ),
            (
                [0, 0, 5, 0],
                third,
                "All five chose Priority 3, as the rules suggest",
            ),
            (
                [0, 2, 0, 0],
                third,
                "Both chose Priority 2; the rules suggest otherwise",
            ),
            ([0, 1, 0, 0], open, "The one view given is Priority 2"),
            ([0, 1, 1, 0], open, "Two views, spread over several bands"),
        ] {
            let spread = Spread(counts.to_vec());
            assert_eq!(spread.finding(&scheme, suggested), words);
        }
        let spread = Spread(vec![0, 2, 3, 0]);
        assert_eq!(
            spread.counts(&scheme),
            "Priority 2: two · Priority 3: three"
        );
        assert_eq!(
            spread.of(Band(9)),
            0,
            "a band that is none was chosen by nobody"
        );
    }
}
