//! What ties a leader to a school by way of others: a small graph of people, schools and the bodies over them,
//! made from what the record holds. A path has at most three ties: the leader's own to a school or a body, and
//! from there by belonging. What a path comes to is data (`schemes/ties.toml`).

mod rules;
mod words;

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use super::context::Context;
use super::leader::{Leader, TieKind};
use crate::calendar::{Date, add_months};
use crate::schools::{School, Urn};

pub use rules::{Comes, Far, TieFault, TieRules};

/// A body a school belongs to.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum BodyKind {
    Trust,
    Federation,
    Diocese,
}

/// A trust, federation or diocese, by the name the register has for it.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub struct Body {
    pub kind: BodyKind,
    pub name: String,
}

/// A school and the bodies it belongs to, as the register says.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Belongs {
    pub name: String,
    pub to: Vec<Body>,
}

impl Belongs {
    /// None where it belongs to nothing.
    pub fn new(
        name: &str,
        trust: Option<&str>,
        federation: Option<&str>,
        diocese: Option<&str>,
    ) -> Option<Self> {
        let to: Vec<Body> = [
            (BodyKind::Trust, trust),
            (BodyKind::Federation, federation),
            (BodyKind::Diocese, diocese),
        ]
        .into_iter()
        .filter_map(|(kind, name)| {
            let name = name?.to_owned();
            Some(Body { kind, name })
        })
        .collect();
        (!to.is_empty()).then(|| Self {
            name: name.to_owned(),
            to,
        })
    }
}

/// Every school that belongs to anything.
pub type Register = BTreeMap<Urn, Belongs>;

/// The register of these schools.
pub fn register<'a>(schools: impl IntoIterator<Item = &'a School>) -> Register {
    schools
        .into_iter()
        .filter_map(|school| {
            let belongs = Belongs::new(
                &school.name,
                school.trust.as_deref(),
                school.federation.as_deref(),
                school.diocese.as_deref(),
            )?;
            Some((school.urn, belongs))
        })
        .collect()
}

/// A tie of a leader to a trust, federation or diocese itself, and until when it held; no end: it holds.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct BodyTie {
    /// As the register writes it.
    pub body: String,
    pub kind: TieKind,
    #[serde(default)]
    pub until: Option<Date>,
}

/// Who says so.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Source {
    /// Where their record has them work.
    OwnSchool,
    /// The leader, in their declaration.
    Declared,
}

/// Where the first tie of a path leads.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(tag = "to", rename_all = "snake_case")]
pub enum Way {
    /// To the school that asks.
    School,
    /// To a body, which it belongs to.
    Body { body: Body },
    /// To another school of the same body.
    Fellow { school: String, body: Body },
}

/// A path of ties from a leader to a school.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub struct Path {
    pub way: Way,
    pub tie: TieKind,
    #[serde(default)]
    pub until: Option<Date>,
    pub source: Source,
    /// The school it leads to.
    pub school: String,
}

impl Path {
    /// How many ties it has.
    pub fn ties(&self) -> usize {
        match self.way {
            Way::School => 1,
            Way::Body { .. } => 2,
            Way::Fellow { .. } => 3,
        }
    }

    /// What it comes to by these rules.
    fn comes(&self, rules: &TieRules) -> Option<Comes> {
        match &self.way {
            Way::School => rules.comes(self.tie, Far::School),
            Way::Body { body } => rules.comes(self.tie, Far::Body(body.kind)),
            Way::Fellow { body, .. } => rules.comes(self.tie, Far::Fellow(body.kind)),
        }
    }
}

/// Every path from a leader to a school that counts today, with what it comes to: those that stop a match
/// first, the shortest of them first.
pub fn paths(leader: &Leader, urn: Urn, school: &str, ctx: &Context) -> Vec<(Comes, Path)> {
    let mut found: Vec<(Comes, Path)> = every_path(leader, urn, school, &ctx.register)
        .into_iter()
        .filter(|path| holds(path.tie, path.until, ctx))
        .filter_map(|path| Some((path.comes(&ctx.ties)?, path)))
        .collect();
    found.sort_by(|(a, one), (b, other)| (a, one.ties(), one).cmp(&(b, other.ties(), other)));
    found.dedup();
    found
}

/// Whether a tie still counts: a tie whose end nobody wrote down holds.
fn holds(tie: TieKind, until: Option<Date>, ctx: &Context) -> bool {
    until.is_none_or(|until| ctx.as_at < add_months(until, ctx.ties.months(tie)))
}

/// Every path of at most three ties, whatever it comes to and however long ago it was.
fn every_path(leader: &Leader, urn: Urn, school: &str, register: &Register) -> Vec<Path> {
    let bodies = |urn: Urn| register.get(&urn).map_or(&[][..], |one| &one.to[..]);
    let over = bodies(urn);
    let mut found = Vec::new();
    let mut path = |way, tie, until, source| {
        found.push(Path {
            way,
            tie,
            until,
            source,
            school: school.to_owned(),
        });
    };
    for (to, tie, until, source) in schools_of(leader) {
        if to == urn {
            path(Way::School, tie, until, source);
            continue;
        }
        let Some(fellow) = register.get(&to) else {
            continue;
        };
        for body in fellow.to.iter().filter(|body| over.contains(body)) {
            let way = Way::Fellow {
                school: fellow.name.clone(),
                body: body.clone(),
            };
            path(way, tie, until, source);
        }
    }
    for tie in &leader.profile.bodies {
        for body in over.iter().filter(|body| same(&body.name, &tie.body)) {
            let way = Way::Body { body: body.clone() };
            path(way, tie.kind, tie.until, Source::Declared);
        }
    }
    found
}

/// Schools a leader is tied to: their own, and what they declared.
fn schools_of(leader: &Leader) -> impl Iterator<Item = (Urn, TieKind, Option<Date>, Source)> {
    let own = leader
        .home
        .map(|urn| (urn, TieKind::WorksThere, None, Source::OwnSchool));
    let declared = leader
        .ties
        .iter()
        .map(|tie| (tie.urn, tie.kind, tie.until, Source::Declared));
    own.into_iter().chain(declared)
}

/// Names are as people write them.
fn same(one: &str, other: &str) -> bool {
    one.trim().to_lowercase() == other.trim().to_lowercase()
}

#[cfg(test)]
mod tests;
