//! What would make a need possible, in words.

use super::Names;
use crate::brokerage::leader::HalfDays;
use crate::brokerage::mend::{Mend, Mended};
use crate::brokerage::refusal::days;
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
            Mend::Fewer { half_days, .. } => {
                format!("If {} would do", days(*half_days))
            }
            Mend::Until { to, .. } => {
                format!("If it may go on until {}", day_words(*to))
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
            Mend::Waive { pair, refusal } => format!(
                "If rule {:?} were set aside for {}: {}",
                refusal.rule(),
                names.leader(pair.leader),
                refusal.words().trim_end_matches('.')
            ),
        }
    }

    /// What would come of it, and who may make it so.
    pub fn outcome(&self, names: Names<'_>) -> String {
        let others: Vec<NeedId> = self
            .moved
            .iter()
            .filter(|moved| moved.to != Some(self.leader) || moved.from.is_some())
            .map(|moved| moved.need)
            .collect();
        let taken = format!("{} would take it", names.leader(self.leader));
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
