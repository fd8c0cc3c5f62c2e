//! Whether the rest of some teams can be met whole, each part by another leader, beside what is settled already.

use super::instance::Instance;
use super::pins::leader_at;

/// How many steps are taken before it is left open whether it can be done.
const MOST_STEPS: u32 = 100_000;

/// What came of it.
pub(super) enum Filled {
    /// It can be: by part and leader.
    Yes(Vec<(usize, usize)>),
    No,
    /// Not settled in so many steps.
    Unknown,
}

/// By need: the leaders listed for it and not excluded, in order of id.
pub(super) fn listed(instance: &Instance) -> Vec<Vec<usize>> {
    let mut listed = vec![Vec::new(); instance.needs.len()];
    for pair in &instance.pairs {
        if let (Some(need), Some(leader)) = (
            super::pins::need_at(instance, &pair.need),
            leader_at(instance, &pair.leader),
        ) && !instance.excluded(pair)
        {
            listed[need].push(leader);
        }
    }
    listed
}

/// Gives every part that has no leader yet one of its own. `by` says who has what, `left` what leaders have left.
pub(super) fn fill(
    instance: &Instance,
    listed: &[Vec<usize>],
    teams: &[&Vec<usize>],
    by: &[Option<usize>],
    left: &[(i64, i64)],
) -> Filled {
    let mut search = Search {
        instance,
        listed,
        teams,
        by: by.to_vec(),
        left: left.to_vec(),
        steps: MOST_STEPS,
    };
    let found = search.go();
    if found {
        let parts = teams.iter().copied().flatten().copied();
        let new = parts.filter(|&part| by[part].is_none());
        Filled::Yes(
            new.filter_map(|part| Some((part, search.by[part]?)))
                .collect(),
        )
    } else if search.steps == 0 {
        Filled::Unknown
    } else {
        Filled::No
    }
}

struct Search<'a> {
    instance: &'a Instance,
    listed: &'a [Vec<usize>],
    teams: &'a [&'a Vec<usize>],
    by: Vec<Option<usize>>,
    left: Vec<(i64, i64)>,
    steps: u32,
}

impl Search<'_> {
    fn options(&self, team: &[usize], part: usize) -> Vec<usize> {
        let days = self.instance.needs[part].days;
        let free = |leader: &&usize| {
            let left = self.left[**leader];
            let twice = team.iter().any(|&other| self.by[other] == Some(**leader));
            left.0 >= days && left.1 > 0 && !twice
        };
        self.listed[part].iter().filter(free).copied().collect()
    }

    /// The part that fewest can take is tried first.
    fn go(&mut self) -> bool {
        if self.steps == 0 {
            return false;
        }
        self.steps -= 1;
        let mut next: Option<(usize, Vec<usize>)> = None;
        for team in self.teams {
            for &part in team.iter().filter(|&&part| self.by[part].is_none()) {
                let options = self.options(team, part);
                let fewer = |(_, least): &(usize, Vec<usize>)| options.len() < least.len();
                if next.as_ref().is_none_or(fewer) {
                    next = Some((part, options));
                }
            }
        }
        let Some((part, options)) = next else {
            return true;
        };
        let days = self.instance.needs[part].days;
        for leader in options {
            let before = self.left[leader];
            self.left[leader] = (before.0 - days, before.1 - 1);
            self.by[part] = Some(leader);
            if self.go() {
                return true;
            }
            self.by[part] = None;
            self.left[leader] = before;
        }
        false
    }
}
