//! A school's file: what its entries made it.

use serde::{Deserialize, Serialize};

use super::activity::ByHand;
use super::aim::OwnAim;
use super::audit::Audited;
use super::entry::Entry;
use super::evaluation::{Evaluated, Moderated};
use super::note::Note;
use super::way::{AllowanceRule, Way};
use crate::calendar::{Date, HalfTerm, Moment};
use crate::schools::{By, Key, PersonId, VisitId};
use crate::support::{Kept, Mode, Quarters, Word};

/// Who is named from a day on. Until the next of the same role: so there are never two at once, and a gap is
/// there only where nobody was named.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Contact {
    pub role: Key,
    pub person: Option<By>,
    pub from: Date,
    /// The last day; none: until further notice.
    pub to: Option<Date>,
    pub why: String,
    pub set_by: String,
    pub at: Moment,
}

/// A note, and what was said to it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Noted {
    pub note: Note,
    pub by: By,
    pub at: Moment,
    /// The head: accurate or not, and their comment.
    pub confirmed: Option<(bool, Word)>,
    pub answer: Option<Word>,
}

impl Noted {
    /// Whether it asks for something nobody has answered.
    pub fn waits(&self) -> bool {
        !self.note.request.trim().is_empty() && self.answer.is_none()
    }
}

/// Something of a programme that was done.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct DoneOnce {
    pub element: Key,
    pub on: Date,
    pub word: Word,
}

/// What was said of a year.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct YearWords {
    pub year: i32,
    pub report: Option<Word>,
    pub reply: Option<Word>,
}

/// The file.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
pub struct SchoolFile {
    /// How many entries it has.
    pub revision: u64,
    /// Each role's people, the earliest first.
    pub contacts: Vec<Contact>,
    /// This school's own days, with the reason.
    pub allowance: Option<(AllowanceRule, Word)>,
    /// The latest visit last.
    pub notes: Vec<Noted>,
    pub done: Vec<DoneOnce>,
    pub years: Vec<YearWords>,
    /// Every version of every section the school wrote, in order.
    #[serde(default)]
    pub own: Vec<Evaluated>,
    #[serde(default)]
    pub moderated: Vec<Moderated>,
    #[serde(default)]
    pub audits: Vec<Audited>,
    #[serde(default)]
    pub by_hand: Vec<ByHand>,
    /// The state this school is to reach, where it is not the way's.
    #[serde(default)]
    pub aim: Option<(OwnAim, Word)>,
}

/// The year a school year begins in.
pub fn school_year(day: Date) -> i32 {
    HalfTerm::first_of_year(day).begins().year()
}

/// "2026 to 2027".
pub fn year_words(year: i32) -> String {
    format!("{year} to {}", year + 1)
}

/// Days of a year: given, and used.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct Drawn {
    pub given: Quarters,
    pub given_in_school: Quarters,
    pub used: Quarters,
    pub used_in_school: Quarters,
}

impl Drawn {
    pub fn left(self) -> Quarters {
        Quarters(self.given.0.saturating_sub(self.used.0))
    }

    pub fn over(self) -> bool {
        self.used > self.given
    }
}

impl SchoolFile {
    /// The file as these entries, in order, make it.
    pub fn of<'a>(entries: impl IntoIterator<Item = &'a Kept<Entry>>) -> Self {
        let mut file = Self::default();
        for kept in entries {
            file.take(kept);
        }
        file
    }

    /// One entry more.
    pub fn take(&mut self, kept: &Kept<Entry>) {
        self.revision = kept.revision;
        let word = |words: &str| kept.word(words);
        match &kept.entry {
            Entry::Contact {
                role,
                person,
                from,
                why,
            } => self.name(Contact {
                role: *role,
                person: person.clone(),
                from: *from,
                to: None,
                why: why.clone(),
                set_by: kept.by.name.clone(),
                at: kept.at,
            }),
            Entry::Allowance {
                quarters,
                in_school,
                why,
            } => {
                let rule = AllowanceRule {
                    tone: 0,
                    quarters: *quarters,
                    in_school: *in_school,
                };
                self.allowance = Some((rule, word(why)));
            }
            Entry::Note { note } => {
                let noted = Noted {
                    note: (**note).clone(),
                    by: kept.by.clone(),
                    at: kept.at,
                    confirmed: None,
                    answer: None,
                };
                let at = self
                    .notes
                    .partition_point(|one| one.note.on <= noted.note.on);
                self.notes.insert(at, noted);
            }
            Entry::Confirm {
                note,
                accurate,
                words,
            } => {
                let confirmed = Some((*accurate, word(words)));
                if let Some(one) = self.note_mut(*note) {
                    one.confirmed = confirmed;
                }
            }
            Entry::Answer { note, words } => {
                let answer = Some(word(words));
                if let Some(one) = self.note_mut(*note) {
                    one.answer = answer;
                }
            }
            Entry::Done { element, on, words } => self.done.push(DoneOnce {
                element: *element,
                on: *on,
                word: word(words),
            }),
            Entry::Report { year, words } => self.year_mut(*year).report = Some(word(words)),
            Entry::Reply { year, words } => self.year_mut(*year).reply = Some(word(words)),
            Entry::Evaluate { own } => self.own.push(Evaluated {
                own: (**own).clone(),
                by: kept.by.clone(),
                at: kept.at,
            }),
            Entry::Moderate {
                year,
                section,
                judgement,
                words,
            } => self.moderate((*year, *section), *judgement, word(words)),
            Entry::Audit { audit } => self.audits.push(Audited {
                number: kept.revision,
                audit: (**audit).clone(),
                by: kept.by.clone(),
                at: kept.at,
                found: None,
                reply: None,
            }),
            Entry::Found { audit, on, words } => {
                let found = Some((*on, word(words)));
                if let Some(one) = self.audit_mut(*audit) {
                    one.found = found;
                }
            }
            Entry::OnAudit { audit, words } => {
                let reply = Some(word(words));
                if let Some(one) = self.audit_mut(*audit) {
                    one.reply = reply;
                }
            }
            Entry::Aim { aim } => self.aim = Some((aim.clone(), word(&aim.why))),
            Entry::ByHand { kind, on, words } => self.by_hand.push(ByHand {
                kind: *kind,
                on: *on,
                words: words.trim().to_owned(),
                by: kept.by.name.clone(),
                at: kept.at,
            }),
        }
    }

    /// Whoever comes next in a role ends whoever was before, on the day before.
    fn name(&mut self, next: Contact) {
        // Named again for the same day: the later word counts.
        self.contacts
            .retain(|one| one.role != next.role || one.from < next.from);
        let before = self.contacts.iter_mut().filter(|one| one.role == next.role);
        if let Some(last) = before.max_by_key(|one| one.from) {
            last.to = next.from.previous_day();
        }
        self.contacts.push(next);
        self.contacts.sort_by_key(|one| (one.role, one.from));
    }

    fn note_mut(&mut self, id: VisitId) -> Option<&mut Noted> {
        self.notes.iter_mut().find(|one| one.note.id == id)
    }

    fn year_mut(&mut self, year: i32) -> &mut YearWords {
        let at = self.years.iter().position(|one| one.year == year);
        let at = at.unwrap_or_else(|| {
            self.years.push(YearWords {
                year,
                report: None,
                reply: None,
            });
            self.years.len() - 1
        });
        &mut self.years[at]
    }

    pub fn note(&self, id: VisitId) -> Option<&Noted> {
        self.notes.iter().find(|one| one.note.id == id)
    }

    /// Who is named in a role on a day.
    pub fn contact(&self, role: Key, on: Date) -> Option<&Contact> {
        self.contacts
            .iter()
            .filter(|one| one.role == role && one.from <= on)
            .max_by_key(|one| one.from)
            .filter(|one| one.person.is_some())
    }

    /// Who comes after whoever is named today.
    pub fn next(&self, role: Key, today: Date) -> Option<&Contact> {
        self.contacts
            .iter()
            .filter(|one| one.role == role && one.from > today)
            .min_by_key(|one| one.from)
    }

    /// Whether this person is named here today, in whatever role.
    pub fn named(&self, person: PersonId, today: Date) -> bool {
        let mut roles: Vec<Key> = self.contacts.iter().map(|one| one.role).collect();
        roles.dedup();
        roles.into_iter().any(|role| {
            let now = self
                .contact(role, today)
                .and_then(|one| one.person.as_ref());
            now.is_some_and(|by| by.id == person)
        })
    }

    /// Roles every school has somebody in, and this one has not.
    pub fn unnamed<'a>(&self, way: &'a Way, today: Date) -> Vec<&'a str> {
        way.roles
            .iter()
            .filter(|role| role.every_school && self.contact(role.key, today).is_none())
            .map(|role| role.words.as_str())
            .collect()
    }

    /// Notes of a school year, the earliest first.
    pub fn notes_of(&self, year: i32) -> impl Iterator<Item = &Noted> {
        self.notes
            .iter()
            .filter(move |one| school_year(one.note.on) == year)
    }

    /// Days of the year: this school's own, or what its category gives, and what the notes drew.
    pub fn drawn(&self, way: &Way, tone: u8, year: i32) -> Drawn {
        let rule = match &self.allowance {
            Some((own, _)) => *own,
            None => way.allowance(tone),
        };
        let sum = |in_school: bool| {
            let notes = self.notes_of(year);
            let counted = notes.filter(|one| !in_school || one.note.mode == Mode::InPerson);
            Quarters(counted.map(|one| one.note.time.0).sum())
        };
        Drawn {
            given: rule.quarters,
            given_in_school: rule.in_school,
            used: sum(false),
            used_in_school: sum(true),
        }
    }

    /// The last visit of the year that was about each section, in the way's order. None: none was, which is
    /// not the same as nothing being wrong.
    pub fn coverage(&self, way: &Way, year: i32) -> Vec<Option<Date>> {
        way.sections
            .iter()
            .map(|section| {
                self.notes_of(year)
                    .filter(|one| {
                        one.note
                            .about
                            .iter()
                            .any(|about| about.section == section.key)
                    })
                    .map(|one| one.note.on)
                    .max()
            })
            .collect()
    }

    /// The day the next visit is meant to be, by the last note.
    pub fn next_visit(&self, today: Date) -> Option<Date> {
        let last = self.notes.last()?.note.next_visit?;
        (last >= today).then_some(last)
    }

    /// Whether whoever is named now has held a first visit as long as it should be; true where none is asked for.
    pub fn first_visit_held(&self, way: &Way, today: Date) -> bool {
        let Some(role) = way.writer().filter(|role| role.first_visit.0 > 0) else {
            return true;
        };
        let Some(now) = self.contact(role.key, today) else {
            return true;
        };
        let by = now.person.as_ref().map(|by| by.id);
        self.notes.iter().any(|one| {
            Some(one.by.id) == by
                && one.note.on >= now.from
                && one.note.mode == Mode::InPerson
                && one.note.time >= role.first_visit
        })
    }
}
