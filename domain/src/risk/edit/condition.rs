//! A condition as one chooses it: what it looks at, then how much.

use crate::risk::document::{ConditionDoc, Document};
use crate::risk::level::Level;
use crate::risk::number::Hundredths;
use crate::risk::rule_words::{or_better, or_worse};
use crate::schools::Key;

/// What a condition looks at.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Looks {
    Indicators,
    Risk,
    /// The sum of points.
    Points,
    /// What was decided before, and what reviews have found since.
    Before,
}

/// How serious it has to be, at least or at most.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Amount {
    AtLeast(Level),
    AtMost(Level),
}

impl Amount {
    /// Everything that can be asked for; at least none, or at most high, asks nothing.
    pub const ALL: [Self; 6] = [
        Self::AtLeast(Level::Low),
        Self::AtLeast(Level::Medium),
        Self::AtLeast(Level::High),
        Self::AtMost(Level::None),
        Self::AtMost(Level::Low),
        Self::AtMost(Level::Medium),
    ];

    /// "medium or worse", "at low or better".
    pub fn words(self) -> String {
        match self {
            Self::AtLeast(level) => or_worse(level),
            Self::AtMost(level) => or_better(level),
        }
    }

    fn put(self, condition: &mut ConditionDoc) {
        match self {
            Self::AtLeast(level) => condition.at_least = Some(level),
            Self::AtMost(level) => condition.at_most = Some(level),
        }
    }
}

impl ConditionDoc {
    /// Any of these at least so serious, or each of them at most.
    pub fn of_indicators(ids: Vec<Key>, amount: Amount) -> Self {
        let mut condition = Self::default();
        match amount {
            Amount::AtLeast(_) => condition.any_of = ids,
            Amount::AtMost(_) => condition.all_of = ids,
        }
        amount.put(&mut condition);
        condition
    }

    pub fn of_risk(amount: Amount) -> Self {
        let mut condition = Self {
            risk: true,
            ..Self::default()
        };
        amount.put(&mut condition);
        condition
    }

    /// A sum of points, hundredths, at least or at most.
    pub fn of_points(sum: i32, at_least: bool) -> Self {
        let sum = Some(Hundredths(sum));
        if at_least {
            Self {
                points_at_least: sum,
                ..Self::default()
            }
        } else {
            Self {
                points_at_most: sum,
                ..Self::default()
            }
        }
    }

    pub fn looks(&self) -> Looks {
        if self.risk {
            Looks::Risk
        } else if self.points().is_some() {
            Looks::Points
        } else if self.amount().is_some() || !self.indicators().is_empty() {
            Looks::Indicators
        } else {
            Looks::Before
        }
    }

    /// The indicators it looks at.
    pub fn indicators(&self) -> &[Key] {
        if self.any_of.is_empty() {
            &self.all_of
        } else {
            &self.any_of
        }
    }

    pub fn amount(&self) -> Option<Amount> {
        let least = self.at_least.map(Amount::AtLeast);
        least.or(self.at_most.map(Amount::AtMost))
    }

    /// The sum it asks for, and whether at least.
    pub fn points(&self) -> Option<(i32, bool)> {
        let least = self.points_at_least.map(|sum| (sum.0, true));
        least.or(self.points_at_most.map(|sum| (sum.0, false)))
    }

    /// What is not said yet, in words for whoever writes it.
    pub fn missing(&self) -> Option<&'static str> {
        match self.looks() {
            Looks::Indicators if self.indicators().is_empty() => Some("Choose what it looks at."),
            Looks::Before if *self == Self::default() => {
                Some("Say what was decided or found before.")
            }
            _ => None,
        }
    }

    /// What such a rule might ask first: as other rules of its category do, by worse or by better results.
    pub fn first(document: &Document, band: Key, looks: Looks) -> Self {
        let worse = document.leads_by_worse(band).unwrap_or(true);
        let amount = if worse {
            Amount::AtLeast(Level::Medium)
        } else {
            Amount::AtMost(Level::Low)
        };
        match looks {
            Looks::Indicators => Self::of_indicators(Vec::new(), amount),
            Looks::Risk => Self::of_risk(amount),
            Looks::Points => Self::of_points(document.most_points() / 2, worse),
            Looks::Before => Self {
                was: vec![band],
                ..Self::default()
            },
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::risk::{SHIPPED, Scheme};

    #[test]
    fn every_condition_shipped_is_read_as_it_would_be_chosen() {
        let mut seen = Vec::new();
        for (name, text) in SHIPPED {
            let document = Scheme::parse(text).unwrap().document;
            for asked in document
                .band
                .iter()
                .flat_map(|band| &band.when)
                .flat_map(|when| &when.all)
            {
                let looks = asked.looks();
                let again = match (looks, asked.amount(), asked.points()) {
                    (Looks::Indicators, Some(amount), _) => {
                        ConditionDoc::of_indicators(asked.indicators().to_vec(), amount)
                    }
                    (Looks::Risk, Some(amount), _) => ConditionDoc::of_risk(amount),
                    (Looks::Points, _, Some((sum, least))) => ConditionDoc::of_points(sum, least),
                    (Looks::Before, None, None) => asked.clone(),
                    other => panic!("{name}: {other:?}"),
                };
                assert_eq!(again, *asked, "{name}");
                seen.push(looks);
            }
        }
        for looks in [Looks::Indicators, Looks::Risk, Looks::Before] {
            assert!(seen.contains(&looks), "{looks:?}");
        }
    }

    #[test]
    fn a_first_condition_faces_as_its_category_does() {
        let document = Scheme::bradford().unwrap().document;
        let first = |band: &str, looks| {
            ConditionDoc::first(&document, band.parse().unwrap(), looks)
                .amount()
                .unwrap()
        };
        assert_eq!(first("P3", Looks::Risk), Amount::AtLeast(Level::Medium));
        assert_eq!(first("P1", Looks::Indicators), Amount::AtMost(Level::Low));
    }
}
