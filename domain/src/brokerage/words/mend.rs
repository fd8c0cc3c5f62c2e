//! What would make a need possible, in words.

use super::{Names, list};
use crate::brokerage::leader::HalfDays;
use crate::brokerage::mend::{Mend, Mended};
use crate::brokerage::plan::Moved;
use crate::brokerage::refusal::{Override, days};
use crate::calendar::day_words;
use crate::schools::NeedId;

impl Mended {
    /// What would have to be otherwise: "If Amir Qureshi gave 2 more days".
    pub fn change(&self, names: Names<'_>) -> String {
        let more = |half_days: HalfDays| {
            let said = days(half_days);
            match said.split_once(' ') {
                Some((count, unit)) => format!("{count} more {unit}"),
                None => said,
            }
        };
        match &self.mend {
            Mend::Allow { pair } => {
                format!("If {} were allowed here again", names.leader(pair.leader))
            }
            Mend::Unpin { pin } => format!(
                "If {} were not held to {}",
                names.leader(pin.leader),
                names.school(pin.need)
            ),
            Mend::Fewer { need, half_days } => {
                format!(
                    "If {}{} would do",
                    days(*half_days),
                    self.part(*need, names)
                )
            }
            Mend::Until { need, to } => {
                let it = match self.part(*need, names) {
                    part if part.is_empty() => "it".to_owned(),
                    part => format!("the work{part}"),
                };
                format!("If {it} may go on until {}", day_words(*to))
            }
            Mend::More {
                leader,
                half_days,
                deployments,
            } => {
                let name = names.leader(*leader);
                match (half_days.0, deployments) {
                    (0, _) => format!("If {name} took one more deployment"),
                    (_, 0) => format!("If {name} gave {}", more(*half_days)),
                    _ => format!(
                        "If {name} took one more deployment and gave {}",
                        more(*half_days)
                    ),
                }
            }
            Mend::Waive { pair, refusal } if refusal.may_override() == Override::Funder => format!(
                "If {} were paid for all the same: {}",
                names.leader(pair.leader),
                refusal.words().trim_end_matches('.')
            ),
            Mend::Waive { pair, refusal } => format!(
                "If rule {:?} were set aside for {}: {}",
                refusal.rule(),
                names.leader(pair.leader),
                refusal.words().trim_end_matches('.')
            ),
        }
    }

    /// " for mathematics", where it is about a part of a team.
    fn part(&self, need: NeedId, names: Names<'_>) -> String {
        if self.team.is_empty() {
            String::new()
        } else {
            format!(" for {}", names.area(need))
        }
    }

    /// What would come of it, and who may make it so.
    pub fn outcome(&self, names: Names<'_>) -> String {
        let others: Vec<NeedId> = self
            .moved
            .iter()
            .filter(|moved| moved.to != Some(self.leader) || moved.from.is_some())
            .filter(|moved| !self.team.contains(&moved.need))
            .map(|moved| moved.need)
            .collect();
        let taken = if self.team.is_empty() {
            format!("{} would take it", names.leader(self.leader))
        } else {
            let part = |moved: &&Moved| self.team.contains(&moved.need);
            let whole = self.moved.iter().filter(part).filter_map(|moved| {
                let leader = names.leader(moved.to?);
                Some(format!("{leader} for {}", names.area(moved.need)))
            });
            format!("The team would be whole: {}", list(whole))
        };
        let also = match others.as_slice() {
            [] => String::new(),
            [one] => format!("; {} would have somebody else", names.school(*one)),
            many => format!("; {} would have somebody else", names.schools(many)),
        };
        let who = match &self.mend {
            Mend::Waive { refusal, .. } => format!(" {}", refusal.may_override().words()),
            _ => String::new(),
        };
        format!("{taken}{also}.{who}")
    }
}
