//! A worse result never leads to a less serious band: that hangs on the order bands are tried in, and is
//! checked here, so that ranges and counterfactuals may rely on it.

use super::Checker;
use crate::risk::fault::Place;
use crate::risk::scheme::{BandRule, Condition, Scheme};

/// What worse results do to a rule.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Faces {
    /// They can only make it hold: "at least".
    Worse,
    /// They can only stop it: "at most".
    Better,
    /// Nothing: it hangs on what was decided before.
    Neither,
    Both,
}

fn faces(band: &BandRule) -> Faces {
    let mut found = Faces::Neither;
    for condition in band.when.iter().flat_map(|when| &when.all) {
        let one = match condition {
            Condition::AnyAtLeast(..) | Condition::RiskAtLeast(_) | Condition::PointsAtLeast(_) => {
                Faces::Worse
            }
            Condition::AllAtMost(..) | Condition::RiskAtMost(_) | Condition::PointsAtMost(_) => {
                Faces::Better
            }
            Condition::Before(_) => continue,
        };
        found = if found == Faces::Neither || found == one {
            one
        } else {
            Faces::Both
        };
    }
    found
}

pub(super) fn check(checker: &mut Checker, scheme: &Scheme) {
    for (nth, band) in scheme.decide.iter().enumerate() {
        let rule = scheme.band(*band);
        let at = Place::of("band", rule.id);
        let faces = faces(rule);
        if faces == Faces::Both {
            checker.fault(
                at,
                "its rules ask both for something at least and for something at most, so a worse result could lead out of it either way",
            );
            continue;
        }
        for later in &scheme.decide[nth + 1..] {
            let wrong = match faces {
                Faces::Worse => later > band,
                Faces::Better => later < band,
                Faces::Neither | Faces::Both => false,
            };
            if wrong {
                let other = &scheme.band(*later).word;
                checker.fault(
                    at,
                    format!("is tried before {other}, so a worse result could lead to a less serious band"),
                );
            }
        }
    }
}
