//! An organisation, as its entries make it.

use serde::{Deserialize, Serialize};

use super::entry::{OrganisationAbout, OrganisationEntry};
use super::kind::OrganisationKinds;
use crate::calendar::{Date, add_months, day_words};
use crate::schools::{Key, Urn};
use crate::support::log::{Kept, LogFault, Word, said, short};

/// The longest name, characters.
const NAME: usize = 120;
/// Months ahead a day may lie.
const AHEAD: i32 = 24;

/// A school that belongs, or belonged.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Membership {
    pub school: Urn,
    pub role: String,
    pub from: Date,
    /// The last day; none: it belongs.
    pub until: Option<Date>,
    pub why: String,
}

impl Membership {
    /// Whether it holds on a day.
    pub fn holds(&self, on: Date) -> bool {
        self.from <= on && self.until.is_none_or(|until| on <= until)
    }
}

/// A school that leads, or led.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct LeadSchool {
    pub school: Urn,
    pub from: Date,
    pub until: Option<Date>,
}

/// Something it did.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Deed {
    pub activity: Key,
    pub on: Date,
    pub word: Word,
}

/// An organisation.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Organisation {
    pub revision: u64,
    pub about: OrganisationAbout,
    /// In the order they were written, past ones too.
    pub members: Vec<Membership>,
    /// Oldest first.
    pub leads: Vec<LeadSchool>,
    pub deeds: Vec<Deed>,
    /// The last day, and why.
    pub ended: Option<(Date, Word)>,
    /// Who wrote what, oldest first.
    pub history: Vec<Word>,
}

impl Organisation {
    /// The organisation these entries make; none: nothing began it. `name` knows schools.
    pub fn of<'a>(
        entries: impl IntoIterator<Item = &'a Kept<OrganisationEntry>>,
        name: impl Fn(Urn) -> String,
    ) -> Option<Self> {
        let mut entries = entries.into_iter();
        let first = entries.next()?;
        let OrganisationEntry::Begin { about } = &first.entry else {
            return None;
        };
        let mut one = Self {
            revision: first.revision,
            about: (**about).clone(),
            members: Vec::new(),
            leads: Vec::new(),
            deeds: Vec::new(),
            ended: None,
            history: vec![first.word("Written down")],
        };
        for kept in entries {
            one.take(kept, &name);
        }
        Some(one)
    }

    fn take(&mut self, kept: &Kept<OrganisationEntry>, name: &impl Fn(Urn) -> String) {
        self.revision = kept.revision;
        let words = match &kept.entry {
            OrganisationEntry::Begin { .. } => return,
            OrganisationEntry::Describe { about } => {
                self.about = (**about).clone();
                "Described anew".to_owned()
            }
            OrganisationEntry::Join { school, from, role } => {
                self.members.push(Membership {
                    school: *school,
                    role: role.trim().to_owned(),
                    from: *from,
                    until: None,
                    why: String::new(),
                });
                format!("{} belongs to it from {}", name(*school), day_words(*from))
            }
            OrganisationEntry::Leave { school, until, why } => {
                let open = |one: &&mut Membership| one.school == *school && one.until.is_none();
                if let Some(one) = self.members.iter_mut().rev().find(open) {
                    one.until = Some(*until);
                    why.trim().clone_into(&mut one.why);
                }
                self.led_until(|lead| lead.school == *school, *until);
                format!(
                    "{} belonged to it until {}: {}",
                    name(*school),
                    day_words(*until),
                    why.trim()
                )
            }
            OrganisationEntry::Lead { school, from } => {
                let before = from.previous_day().unwrap_or(*from);
                self.led_until(|_| true, before);
                self.leads.push(LeadSchool {
                    school: *school,
                    from: *from,
                    until: None,
                });
                format!("{} leads it from {}", name(*school), day_words(*from))
            }
            OrganisationEntry::Did {
                activity,
                on,
                words,
            } => {
                self.deeds.push(Deed {
                    activity: *activity,
                    on: *on,
                    word: kept.word(words),
                });
                return;
            }
            OrganisationEntry::End { until, why } => {
                self.ended = Some((*until, kept.word(why)));
                for one in &mut self.members {
                    if one.until.is_none_or(|last| last > *until) {
                        one.until = Some(*until);
                    }
                }
                self.led_until(|_| true, *until);
                format!("Until {}: {}", day_words(*until), why.trim())
            }
        };
        self.history.push(kept.word(&words));
    }

    /// Whoever leads it, of those meant, does so until this day.
    fn led_until(&mut self, meant: impl Fn(&LeadSchool) -> bool, until: Date) {
        for lead in self.leads.iter_mut().filter(|lead| meant(lead)) {
            if lead.until.is_none_or(|last| last > until) {
                lead.until = Some(until);
            }
        }
    }

    /// Schools that belong to it on a day.
    pub fn members_on(&self, on: Date) -> impl Iterator<Item = &Membership> {
        self.members.iter().filter(move |one| one.holds(on))
    }

    /// Whether a school belongs to it on a day.
    pub fn has(&self, school: Urn, on: Date) -> bool {
        self.members_on(on).any(|one| one.school == school)
    }

    /// The school that leads it on a day.
    pub fn lead_on(&self, on: Date) -> Option<Urn> {
        self.leads
            .iter()
            .rev()
            .find(|one| one.from <= on && one.until.is_none_or(|until| on <= until))
            .map(|one| one.school)
    }

    /// Whether there is one on a day.
    pub fn there_on(&self, on: Date) -> bool {
        self.ended.as_ref().is_none_or(|(until, _)| on <= *until)
    }

    /// Whether this entry can be written now.
    ///
    /// # Errors
    /// Where not: the field and why.
    pub fn check(&self, entry: &OrganisationEntry, today: Date) -> Result<(), LogFault> {
        let wrong = |field, words| Err(LogFault(field, words));
        let latest = add_months(today, AHEAD);
        if self.ended.is_some() {
            return wrong("entry", "it has ended: what it was stays as it is written");
        }
        match entry {
            OrganisationEntry::Begin { .. } => wrong("entry", "it is written down already"),
            OrganisationEntry::Describe { about } => check_about(about, today),
            OrganisationEntry::Join { school, from, role } => {
                let last = self.members.iter().filter(|one| one.school == *school);
                if last.clone().any(|one| one.until.is_none()) {
                    return wrong("school", "this school belongs to it already");
                }
                if last.filter_map(|one| one.until).any(|until| *from <= until) {
                    return wrong("from", "the school belonged to it until a later day");
                }
                if self.about.from.is_some_and(|began| *from < began) {
                    return wrong("from", "that is before there was one");
                }
                if *from > latest {
                    return wrong("from", "choose a day of the next two years at most");
                }
                short("role", role, NAME)
            }
            OrganisationEntry::Leave { school, until, why } => {
                let open = self
                    .members
                    .iter()
                    .find(|one| one.school == *school && one.until.is_none());
                let Some(open) = open else {
                    return wrong("school", "this school does not belong to it");
                };
                if *until < open.from {
                    return wrong("until", "that is before the school joined");
                }
                if *until > latest {
                    return wrong("until", "choose a day of the next two years at most");
                }
                said("why", why, "say why it ends")
            }
            OrganisationEntry::Lead { school, from } => {
                if !self.has(*school, *from) {
                    return wrong("school", "a school that leads it belongs to it on that day");
                }
                if self.leads.last().is_some_and(|last| *from <= last.from) {
                    return wrong("from", "the school that leads it now began later than that");
                }
                if self.lead_on(*from) == Some(*school) {
                    return wrong("school", "this school leads it already");
                }
                Ok(())
            }
            OrganisationEntry::Did {
                activity,
                on,
                words,
            } => {
                let kind = OrganisationKinds::standard().kind(self.about.kind);
                if !kind.is_some_and(|kind| kind.does.contains(activity)) {
                    return wrong("activity", "choose one of its kinds of activity");
                }
                if *on > today {
                    return wrong("on", "write it down once it was done");
                }
                said("words", words, "say what was done")
            }
            OrganisationEntry::End { until, why } => {
                if *until > latest {
                    return wrong("until", "choose a day of the next two years at most");
                }
                if self.members.iter().any(|one| one.from > *until) {
                    return wrong("until", "a school joined it after that day");
                }
                said("why", why, "say why it ends")
            }
        }
    }
}

/// Whether an organisation can be written down so.
///
/// # Errors
/// Where not: the field and why.
pub(super) fn check_about(about: &OrganisationAbout, today: Date) -> Result<(), LogFault> {
    if OrganisationKinds::standard().kind(about.kind).is_none() {
        return Err(LogFault("kind", "choose what kind of organisation it is"));
    }
    if about.name.trim().is_empty() {
        return Err(LogFault("name", "write its name"));
    }
    if about
        .from
        .is_some_and(|from| from > add_months(today, AHEAD))
    {
        return Err(LogFault(
            "since",
            "choose a day of the next two years at most",
        ));
    }
    short("name", &about.name, NAME)?;
    short("also", &about.also, NAME)?;
    short("about", &about.about, 2_000)?;
    short("contact", &about.contact, 200)
}

impl OrganisationAbout {
    /// Whether it can be written down.
    ///
    /// # Errors
    /// Where not: the field and why.
    pub fn check(&self, today: Date) -> Result<(), LogFault> {
        check_about(self, today)
    }
}
