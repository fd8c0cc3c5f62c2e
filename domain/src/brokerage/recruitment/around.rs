//! Who somebody is to a round and to those put forward in it, and what they read of them.

use std::collections::{BTreeMap, BTreeSet};

use super::super::leader::{Leader, LeaderType};
use super::entry::Application;
use super::round::{Applicant, Round};
use crate::access::{Action, Actor, Resource, Role, may, may_somewhere};
use crate::calendar::Date;
use crate::schools::{LeaderId, PersonId, School, Urn};

/// Somebody with an account.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Somebody {
    pub name: String,
    pub actor: Actor,
    /// Schools they are tied to: their own, those they declared, and the others of the same trust or federation.
    pub tied: BTreeSet<Urn>,
}

impl Somebody {
    /// Whether they may be named to interview.
    pub fn interviews(&self) -> bool {
        may_somewhere(&self.actor, Action::ReadRecruitment)
    }

    fn here(&self) -> Resource {
        Resource::of(self.actor.authority)
    }

    /// Whether they head that school.
    pub fn heads(&self, urn: Urn) -> bool {
        may(&self.actor, Action::ReleaseLeader, &self.here().school(urn))
    }

    fn governs(&self, urn: Urn) -> bool {
        self.actor.role == Role::Governor && self.actor.schools.contains(&urn)
    }
}

/// What a round is decided among.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Around {
    pub today: Date,
    pub types: Vec<LeaderType>,
    pub people: BTreeMap<PersonId, Somebody>,
    /// Leaders there are, and their own school where it is of the register.
    pub homes: BTreeMap<LeaderId, Option<Urn>>,
}

impl Around {
    /// Whether somebody is tied to that school.
    pub fn ties(&self, person: PersonId, school: Option<Urn>) -> bool {
        let Some(urn) = school else { return false };
        self.people
            .get(&person)
            .is_some_and(|one| one.tied.contains(&urn))
    }

    /// An application with the record of whoever has an account, and the account of whoever has a record.
    #[must_use]
    pub fn settled(&self, mut said: Application) -> Application {
        let account = |id: PersonId| self.people.get(&id);
        said.leader = said.leader.or_else(|| account(said.person?)?.actor.leader);
        said.person = said.person.or_else(|| {
            let id = said.leader?;
            let mut all = self.people.iter();
            let found = all.find(|(_, one)| one.actor.leader == Some(id))?;
            Some(*found.0)
        });
        said
    }

    /// Who answers for the applicant's own school: its head, or where that is the applicant, its governors; where
    /// nobody of it has an account, nobody here does.
    fn answers(&self, person: PersonId, of: &Applicant) -> bool {
        let Some(urn) = of.application.school else {
            return false;
        };
        let applicant = of.application.person.and_then(|id| self.people.get(&id));
        let one = self.people.get(&person);
        if applicant.is_some_and(|one| one.heads(urn)) {
            one.is_some_and(|one| one.governs(urn))
        } else {
            one.is_some_and(|one| one.heads(urn))
        }
    }

    /// Nobody who answers for the school has an account: the office writes down what it was told.
    fn unanswered(&self, of: &Applicant) -> bool {
        !self.people.keys().any(|id| self.answers(*id, of))
    }
}

/// Schools somebody is tied to on a day.
pub fn tied(
    actor: &Actor,
    leader: Option<&Leader>,
    schools: &[School],
    today: Date,
) -> BTreeSet<Urn> {
    let mut own: BTreeSet<Urn> = actor.schools.iter().copied().collect();
    if let Some(leader) = leader {
        own.extend(leader.home);
        let holds = |until: Option<Date>| until.is_none_or(|until| until >= today);
        own.extend(
            leader
                .ties
                .iter()
                .filter(|tie| holds(tie.until))
                .map(|tie| tie.urn),
        );
    }
    let over: BTreeSet<(u8, &str)> = schools
        .iter()
        .filter(|school| own.contains(&school.urn))
        .flat_map(bodies)
        .collect();
    let fellows = schools
        .iter()
        .filter(|school| bodies(school).any(|body| over.contains(&body)));
    let fellows: Vec<Urn> = fellows.map(|school| school.urn).collect();
    own.extend(fellows);
    own
}

/// Who employs its staff beside itself: its trust, its federation.
fn bodies(school: &School) -> impl Iterator<Item = (u8, &str)> {
    let trust = school.trust.as_deref().map(|name| (0, name));
    let federation = school.federation.as_deref().map(|name| (1, name));
    trust.into_iter().chain(federation)
}

/// What somebody is to one applicant of a round; they may be several things.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Seats {
    /// It is they who are put forward.
    pub own: bool,
    /// They answer for the applicant's own school.
    pub answers: bool,
    /// They write down a word nobody of the school has an account to say.
    pub writes_word: bool,
    /// They keep the round.
    pub keeps: bool,
    /// They are named to interview.
    pub panel: bool,
    /// They are tied to the applicant's own school: they decide nothing of them.
    pub tied: bool,
}

impl Seats {
    /// They read of the applicant at all.
    pub fn any(self) -> bool {
        self.own || self.answers || self.keeps || self.panel
    }

    /// They read what was said among those who decide.
    pub fn decides(self) -> bool {
        self.keeps || self.panel
    }
}

fn is(actor: &Actor, of: &Applicant) -> bool {
    let said = &of.application;
    let record = |id: LeaderId| actor.leader == Some(id);
    said.person == Some(actor.person) || said.leader.is_some_and(record)
}

/// What this person is to an applicant of this round. Whoever is put forward in it reads of themselves alone, keeper
/// of rounds or not.
pub fn seats(round: &Round, of: &Applicant, actor: &Actor, around: &Around) -> Seats {
    let applies = round.applicants.iter().any(|one| is(actor, one));
    let keeps = !applies
        && may(
            actor,
            Action::RunRecruitment,
            &Resource::of(actor.authority),
        );
    let own = is(actor, of);
    let answers = !own && around.answers(actor.person, of);
    Seats {
        own,
        answers,
        writes_word: answers || (keeps && around.unanswered(of)),
        keeps,
        panel: !applies && round.draft.panel.contains(&actor.person),
        tied: around.ties(actor.person, of.application.school),
    }
}

/// An applicant as somebody reads of them; none: not even that there is one.
pub fn seen(of: &Applicant, seats: Seats) -> Option<Applicant> {
    if !seats.any() {
        return None;
    }
    let mut one = of.clone();
    if !seats.decides() {
        // What ties an interviewer is between them and whoever keeps the round.
        one.interests.clear();
    }
    Some(one)
}
