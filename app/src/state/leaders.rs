//! The table of leaders: what of it is shown and in which order, read from the URL and written to it.

use domain::brokerage::{Areas, Leader, LeaderType, Standing};
use domain::schools::{Key, Phase};

/// What is asked of the table.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Asked {
    pub find: String,
    pub kind: Option<Key>,
    pub area: Option<Key>,
    pub phase: Option<Phase>,
    /// Only those whose designation is active.
    pub active: bool,
    /// Only those with days and deployments left.
    pub free: bool,
    /// Most days free first, instead of by name.
    pub by_free: bool,
}

impl Asked {
    /// Reads the query part of a URL; what it does not understand it leaves out.
    pub fn read(get: impl Fn(&str) -> Option<String>) -> Self {
        let key = |name: &str| get(name).and_then(|text| text.parse().ok());
        Self {
            find: get("find").unwrap_or_default(),
            kind: key("type"),
            area: key("area"),
            phase: get("phase").and_then(|text| {
                Phase::ALL
                    .into_iter()
                    .find(|phase| phase.word().eq_ignore_ascii_case(&text))
            }),
            active: get("active").is_some(),
            free: get("free").is_some(),
            by_free: get("sort").as_deref() == Some("free"),
        }
    }

    /// The query part of the URL, with its question mark; empty for the table as it is at first.
    pub fn write(&self) -> String {
        let encode = |text: &str| -> String { js_sys::encode_uri_component(text).into() };
        let parts = [
            (!self.find.is_empty()).then(|| format!("find={}", encode(&self.find))),
            self.kind.map(|kind| format!("type={kind}")),
            self.area.map(|area| format!("area={area}")),
            self.phase
                .map(|phase| format!("phase={}", encode(&phase.word().to_lowercase()))),
            self.active.then(|| "active=1".to_owned()),
            self.free.then(|| "free=1".to_owned()),
            self.by_free.then(|| "sort=free".to_owned()),
        ];
        let parts: Vec<String> = parts.into_iter().flatten().collect();
        if parts.is_empty() {
            String::new()
        } else {
            format!("?{}", parts.join("&"))
        }
    }

    /// Whether anything is filtered.
    pub fn filters(&self) -> bool {
        let unfiltered = Self {
            by_free: self.by_free,
            ..Self::default()
        };
        *self != unfiltered
    }

    /// Whether somebody is among those asked for.
    pub fn takes(&self, leader: &Leader, types: &[LeaderType]) -> bool {
        let covers = |area: Key| {
            leader.specialisms.iter().any(|own| own.area == area)
                || types
                    .iter()
                    .any(|kind| kind.id == leader.designation.kind && kind.covers.contains(&area))
        };
        self.kind.is_none_or(|kind| leader.designation.kind == kind)
            && self.area.is_none_or(covers)
            && self
                .phase
                .is_none_or(|phase| leader.phases.contains(&phase))
            && (!self.active || leader.designation.standing == Standing::Active)
            && (!self.free || has_room(leader))
            && self.finds(leader)
    }

    /// Every word asked for is in the name, the home school, the body, or a word for what they do.
    fn finds(&self, leader: &Leader) -> bool {
        let text = format!(
            "{} {} {}",
            leader.name, leader.home_name, leader.designation.body
        )
        .to_lowercase();
        let areas = Areas::standard();
        self.find.to_lowercase().split_whitespace().all(|word| {
            text.contains(word)
                || leader.specialisms.iter().any(|own| {
                    areas.area(own.area).is_some_and(|area| {
                        area.name.to_lowercase().contains(word)
                            || area
                                .synonyms
                                .iter()
                                .any(|synonym| synonym.to_lowercase().contains(word))
                    })
                })
        })
    }

    /// Those asked for, by type in the order of the list, then by name or by days free.
    pub fn arrange<'a>(
        &self,
        leaders: &'a [Leader],
        types: &'a [LeaderType],
    ) -> Vec<(Option<&'a LeaderType>, Vec<&'a Leader>)> {
        let mut taken: Vec<&Leader> = leaders
            .iter()
            .filter(|leader| self.takes(leader, types))
            .collect();
        taken.sort_by(|a, b| {
            let free = if self.by_free {
                b.free().cmp(&a.free())
            } else {
                std::cmp::Ordering::Equal
            };
            free.then_with(|| a.name.cmp(&b.name))
                .then_with(|| a.id.cmp(&b.id))
        });
        let listed = |leader: &Leader| types.iter().any(|kind| kind.id == leader.designation.kind);
        types
            .iter()
            .map(|kind| {
                let of_kind = taken
                    .iter()
                    .filter(|leader| leader.designation.kind == kind.id)
                    .copied()
                    .collect();
                (Some(kind), of_kind)
            })
            .chain(std::iter::once((
                None,
                taken
                    .iter()
                    .filter(|leader| !listed(leader))
                    .copied()
                    .collect(),
            )))
            .filter(|(_, leaders): &(_, Vec<&Leader>)| !leaders.is_empty())
            .collect()
    }
}

/// Days and deployments left.
fn has_room(leader: &Leader) -> bool {
    leader.free().0 > 0 && leader.deployments < leader.most_deployments
}
