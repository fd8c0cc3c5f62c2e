//! Plans and explanations in words. Made here and nowhere else, so that screen, command line and
//! letters say the same.

mod mend;

use super::areas::Areas;
use super::board::Board;
use super::change::Pair;
use super::explain::{Cost, Hold, NearMiss, WhyNot};
use super::leader::HalfDays;
use super::need::Need;
use super::plan::{Plan, Unmet};
use super::refusal::{Override, Refusal};
use crate::schools::{LeaderId, NeedId};

/// Names on a board.
#[derive(Debug, Clone, Copy)]
pub struct Names<'a>(pub &'a Board);

impl<'a> Names<'a> {
    /// "Lark Edge Primary".
    pub fn school(self, need: NeedId) -> &'a str {
        self.0
            .needs
            .get(&need)
            .map_or("a school", |need| need.school.as_str())
    }

    /// "mathematics".
    pub fn area(self, need: NeedId) -> String {
        self.0
            .needs
            .get(&need)
            .map_or_else(String::new, |need| Areas::standard().word(need.draft.area))
    }

    /// "Amir Qureshi".
    pub fn leader(self, leader: LeaderId) -> &'a str {
        self.0
            .leaders
            .get(&leader)
            .map_or("somebody", |leader| leader.name.as_str())
    }

    /// "A. Qureshi".
    pub fn brief(self, leader: LeaderId) -> String {
        let name = self.leader(leader);
        match name.rsplit_once(' ') {
            Some((first, last)) => match first.chars().next() {
                Some(initial) => format!("{initial}. {last}"),
                None => last.to_owned(),
            },
            None => name.to_owned(),
        }
    }

    /// "SLE".
    pub fn kind(self, leader: LeaderId) -> &'a str {
        let Some(leader) = self.0.leaders.get(&leader) else {
            return "";
        };
        self.0
            .types
            .iter()
            .find(|kind| kind.id == leader.designation.kind)
            .map_or("", |kind| kind.short.as_str())
    }

    /// The lead's need, of a specialist in a team.
    pub fn lead(self, need: NeedId) -> Option<NeedId> {
        self.0.needs.get(&need)?.draft.of
    }

    /// "Oxrigg High and Carr Side Primary".
    pub fn schools(self, needs: &[NeedId]) -> String {
        list(needs.iter().map(|need| self.school(*need).to_owned()))
    }
}

/// Hundredths as whole points, to the nearest: "14 points", "1 point", "less than a point".
pub fn points(hundredths: i64) -> String {
    match whole(hundredths) {
        0 if hundredths != 0 => "less than a point".to_owned(),
        1 => "1 point".to_owned(),
        points => format!("{points} points"),
    }
}

/// Hundredths as whole points, to the nearest, without the sign.
fn whole(hundredths: i64) -> u64 {
    (hundredths.unsigned_abs() + 50) / 100
}

/// "+6", "−11".
pub fn signed(hundredths: i64) -> String {
    let whole = (hundredths.abs() + 50) / 100;
    match hundredths {
        ..0 => format!("\u{2212}{whole}"),
        _ => format!("+{whole}"),
    }
}

/// The claim a plan makes, and how strong it is.
pub fn claim(plan: &Plan) -> String {
    let first = plan.tiers.iter().next_back();
    let nobody_first = first.is_some_and(|(_, tally)| tally.met == 0 && tally.of > 0);
    if plan.met().1 == 0 {
        "No open needs".to_owned()
    } else if plan.met().0 == 0 {
        "No need can be met".to_owned()
    } else if !plan.proved {
        format!(
            "Good plan, at most {} from best",
            points(plan.bound - plan.fit)
        )
    } else if nobody_first {
        "No plan meets a first-tier need".to_owned()
    } else {
        "Best plan, proved".to_owned()
    }
}

/// What the claim means.
pub fn claim_means(plan: &Plan) -> &'static str {
    if plan.met().1 == 0 {
        "A need comes from a decision of a meeting, or is opened by hand."
    } else if plan.proved {
        "No plan meets more needs, first tier first; none that meets these fits better."
    } else {
        "The search was cut short. No plan that meets as many needs can be better than that."
    }
}

impl WhyNot {
    /// The verdict, two or three words.
    pub fn verdict(&self) -> String {
        match self {
            Self::Chosen => "Chosen".to_owned(),
            Self::Blocked { .. } => "Blocked".to_owned(),
            Self::HeldOff {
                hold: Hold::Exclusion,
                ..
            } => "Held off: never this pair".to_owned(),
            Self::HeldOff {
                hold: Hold::Pins { pins },
                ..
            } if pins.len() == 1 => "Held off by your pin".to_owned(),
            Self::HeldOff { .. } => "Held off by your pins".to_owned(),
            Self::InTeam { .. } => "Already in this team".to_owned(),
            Self::TeamWaits { .. } => "The team waits".to_owned(),
            Self::Beaten { cost, .. } if cost.points == 0 => "As good".to_owned(),
            Self::Beaten { cost, .. } => format!("Beaten by {}", points(cost.points)),
            Self::AtACost { .. } => "Possible, at a cost".to_owned(),
        }
    }

    /// One or two sentences.
    pub fn sentence(&self, pair: Pair, names: Names<'_>) -> String {
        match self {
            Self::Chosen => "The plan has them here.".to_owned(),
            Self::Blocked { refusals } => blocked(refusals),
            Self::HeldOff {
                hold,
                here,
                without,
            } => held_off(hold, *here, without, pair, names),
            Self::InTeam {
                part, cost, here, ..
            } => in_team(*part, cost, *here, names),
            Self::TeamWaits { waits_for } => waits(waits_for, names),
            Self::Beaten { cost, .. } if cost.points == 0 => {
                "The plan would be as good. Of plans as good the same one is always taken."
                    .to_owned()
            }
            Self::Beaten { cost, moved } => {
                let others: Vec<_> = moved
                    .iter()
                    .filter(|moved| moved.need != pair.need)
                    .map(|moved| moved.need)
                    .collect();
                let also = if others.is_empty() {
                    String::new()
                } else {
                    format!(" {} would change too.", names.schools(&others))
                };
                format!(
                    "With them here the best plan has {} fewer.{also}",
                    points(cost.points)
                )
            }
            Self::AtACost { cost, .. } => {
                let lost = match cost.lost.as_slice() {
                    [one] => format!("{} would be left unmet", names.school(*one)),
                    many => format!("{} would be left unmet", names.schools(many)),
                };
                match cost.won.as_slice() {
                    [] => format!("{lost}."),
                    won => format!("{lost}, and {} met.", names.schools(won)),
                }
            }
        }
    }
}

fn blocked(refusals: &[Refusal]) -> String {
    let mut words: Vec<String> = refusals.iter().map(Refusal::words).collect();
    let hopeless = refusals
        .iter()
        .any(|refusal| refusal.may_override() == Override::Nobody);
    if !hopeless {
        let mut who: Vec<&str> = refusals
            .iter()
            .map(|refusal| refusal.may_override().words())
            .collect();
        who.dedup();
        words.extend(who.into_iter().map(str::to_owned));
    }
    words.join(" ")
}

fn held_off(hold: &Hold, here: bool, without: &Cost, pair: Pair, names: Names<'_>) -> String {
    let without_it = match hold {
        Hold::Exclusion => "Allowed again,".to_owned(),
        Hold::Pins { pins } => match pins.as_slice() {
            [pin] if pin.need == pair.need => "Without it".to_owned(),
            [pin] => format!("Pinned to {}. Without it", names.school(pin.need)),
            _ => "Without them".to_owned(),
        },
    };
    let gain = match without {
        Cost { won, .. } if !won.is_empty() => format!(" and {} would be met", names.schools(won)),
        Cost { points: 0, .. } => String::new(),
        Cost { points: gained, .. } => format!(" and the plan would gain {}", points(*gained)),
    };
    match (here, gain.is_empty()) {
        (true, _) => format!("{without_it} they would be here{gain}."),
        (false, true) => format!("{without_it} somebody else would still be here."),
        (false, false) => format!("{without_it} somebody else would be here{gain}."),
    }
}

/// Why a need is not met, and what it would take.
pub fn unmet(reason: &Unmet, near: &[NearMiss], names: Names<'_>) -> (String, String) {
    match reason {
        Unmet::Nobody => {
            let ways: Vec<String> = near.iter().take(2).map(|miss| way(miss, names)).collect();
            let rest = if ways.is_empty() {
                "No leader is one waiver away from it.".to_owned()
            } else {
                format!("It takes {}.", ways.join(", or "))
            };
            ("Nobody can.".to_owned(), rest)
        }
        Unmet::Excluded => (
            "Everybody who could is excluded.".to_owned(),
            "Allow one again.".to_owned(),
        ),
        Unmet::Team { waits_for } => ("The team waits.".to_owned(), waits(waits_for, names)),
        Unmet::Beaten { by } => {
            let schools = names.schools(by.get(..3).unwrap_or(by));
            let more = by.len().saturating_sub(3);
            let more = if more > 0 {
                format!(" and {more} more")
            } else {
                String::new()
            };
            (
                "Needed more elsewhere.".to_owned(),
                format!("Those who could went to {schools}{more}."),
            )
        }
    }
}

/// That the plan has somebody in another part of the same team, and what it would be with them here instead.
fn in_team(part: NeedId, cost: &Cost, here: bool, names: Names<'_>) -> String {
    let already = match names.lead(part) {
        Some(_) => format!("The plan has them in this team for {}", names.area(part)),
        None => "The plan has them as the lead of this team".to_owned(),
    };
    let instead = match (here, cost.lost.as_slice(), cost.points) {
        (false, ..) => "With them here instead the team could not be met whole".to_owned(),
        (_, [], 0) => "With them here instead the plan would be as good".to_owned(),
        (_, [], lost) => format!("With them here instead the plan has {} fewer", points(lost)),
        (_, lost, _) => format!(
            "With them here instead {} would be left unmet",
            names.schools(lost)
        ),
    };
    format!("{already}; nobody takes two parts of one. {instead}.")
}

/// What a team waits for: "Nobody is free for mathematics, so the whole team waits."
fn waits(parts: &[NeedId], names: Names<'_>) -> String {
    if parts.is_empty() {
        return "Each part could be met, and not all of them together, so the whole team waits."
            .to_owned();
    }
    let mut areas: Vec<String> = parts.iter().map(|part| names.area(*part)).collect();
    areas.dedup();
    format!(
        "Nobody is free for {}, so the whole team waits.",
        list(areas.into_iter())
    )
}

/// What it takes for somebody to be able to.
fn way(miss: &NearMiss, names: Names<'_>) -> String {
    let name = names.leader(miss.leader);
    match &miss.refusal {
        Refusal::TooFewDays { free, asked } => {
            let short = super::leader::HalfDays(asked.0.saturating_sub(free.0));
            let more = match short.0 {
                1 | 2 => "more day",
                _ => "more days",
            };
            format!("{} {more} from {name}", short.words())
        }
        Refusal::TooFewDaysThen { .. } => format!("a longer time for {name}"),
        Refusal::EnoughDeployments { .. } => format!("one more deployment for {name}"),
        Refusal::Pot { pot, .. } => format!("another rule of {pot} for {name}"),
        Refusal::PotsShort { short, .. } => format!("{} more to pay for {name}", short.words()),
        refusal => format!("a waiver of {:?} for {name}", refusal.rule()),
    }
}

/// What a pin, or all of them together, costs: "23 points, no need lost".
pub fn price(cost: &Cost, names: Names<'_>) -> String {
    // Lifting would win these needs: holding loses them.
    match (cost.lost.as_slice(), cost.points) {
        ([], 0) => "Nothing".to_owned(),
        ([], gained) => format!("{}, no need lost", points(gained)),
        (lost, _) => format!("{} would be met without", names.schools(lost)),
    }
}

/// What the support of one school shows: "Mathematics is agreed, 12 days; writing waits for a leader".
pub fn support_finding(needs: &[Need]) -> String {
    let (agreed, waiting): (Vec<&Need>, Vec<&Need>) = needs.iter().partition(|need| !need.open());
    let names = |needs: &[&Need]| {
        let mut areas: Vec<String> = Vec::new();
        for need in needs {
            let area = Areas::standard().word(need.draft.area);
            if !areas.contains(&area) {
                areas.push(area);
            }
        }
        let one = areas.len() == 1;
        (list(areas.into_iter()), one)
    };
    let half_days = agreed.iter().map(|need| need.draft.half_days.0).sum();
    let days = super::refusal::days(HalfDays(half_days));
    let ((given, one_given), (asked, one_asked)) = (names(&agreed), names(&waiting));
    let is = |one: bool| if one { "is" } else { "are" };
    let waits = if one_asked { "waits" } else { "wait" };
    let words = match (agreed.is_empty(), waiting.is_empty()) {
        (true, true) => "No support is asked for".to_owned(),
        (true, false) => format!("{asked} {waits} for a leader"),
        (false, true) => format!("{given} {} agreed, {days}", is(one_given)),
        (false, false) => format!(
            "{given} {} agreed, {days}; {asked} {waits} for a leader",
            is(one_given)
        ),
    };
    let mut letters = words.chars();
    letters.next().map_or_else(String::new, |first| {
        first.to_uppercase().chain(letters).collect()
    })
}

/// "a, b and c".
fn list(items: impl Iterator<Item = String>) -> String {
    let items: Vec<String> = items.collect();
    match items.as_slice() {
        [] => String::new(),
        [one] => one.clone(),
        [most @ .., last] => format!("{} and {last}", most.join(", ")),
    }
}
