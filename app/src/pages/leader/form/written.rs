//! What was written in the form, and the record it makes.

use domain::api::FieldProblem;
use domain::brokerage::{BodyTie, ByTerm, HalfDays, Leader, Release, Specialism, Standing, Tie};
use domain::calendar::Date;
use domain::schools::{Key, Phase, Urn};
use leptos::prelude::*;

use super::Choice;
use crate::words::{field_day, half_days, school_number, school_words};

/// What has been written so far.
#[derive(Clone, Copy)]
pub struct Written {
    pub name: RwSignal<String>,
    pub post: RwSignal<String>,
    pub home: RwSignal<String>,
    pub district: RwSignal<String>,
    pub kind: RwSignal<String>,
    pub body: RwSignal<String>,
    pub awarded: RwSignal<String>,
    pub review: RwSignal<String>,
    pub standing: RwSignal<Standing>,
    pub reason: RwSignal<String>,
    pub areas: RwSignal<Vec<Specialism>>,
    pub phases: RwSignal<Vec<Phase>>,
    pub contexts: RwSignal<Vec<Key>>,
    pub styles: RwSignal<Vec<Key>>,
    pub yearly: RwSignal<String>,
    pub by_term: RwSignal<bool>,
    /// Autumn, spring, summer.
    pub terms: [RwSignal<String>; 3],
    pub at_once: RwSignal<String>,
    pub weekdays: RwSignal<Vec<u8>>,
    pub declared: RwSignal<String>,
    pub checks: RwSignal<String>,
    pub ties: RwSignal<Vec<Tie>>,
    pub bodies: RwSignal<Vec<BodyTie>>,
    pub vetoes: RwSignal<Vec<Urn>>,
    pub release: RwSignal<Release>,
    pub why: RwSignal<String>,
}

impl Written {
    /// As the record is.
    pub fn of(leader: &Leader, schools: &[Choice]) -> Self {
        let text = || RwSignal::new(String::new());
        let this = Self {
            name: text(),
            post: text(),
            home: text(),
            district: text(),
            kind: text(),
            body: text(),
            awarded: text(),
            review: text(),
            standing: RwSignal::new(leader.designation.standing),
            reason: text(),
            areas: RwSignal::default(),
            phases: RwSignal::default(),
            contexts: RwSignal::default(),
            styles: RwSignal::default(),
            yearly: text(),
            by_term: RwSignal::new(false),
            terms: [text(), text(), text()],
            at_once: text(),
            weekdays: RwSignal::default(),
            declared: text(),
            checks: text(),
            ties: RwSignal::default(),
            bodies: RwSignal::default(),
            vetoes: RwSignal::default(),
            release: RwSignal::new(leader.release),
            why: text(),
        };
        this.fill(leader, schools);
        this
    }

    /// Writes the record into the form.
    pub fn fill(self, leader: &Leader, schools: &[Choice]) {
        let day = |day: Option<Date>| day.map_or_else(String::new, |day| day.to_string());
        let given = &leader.designation;
        self.name.set(leader.name.clone());
        self.post.set(leader.profile.post.clone());
        let home = leader
            .home
            .and_then(|urn| schools.iter().find(|(one, _)| *one == urn));
        self.home.set(home.map_or_else(
            || leader.home_name.clone(),
            |(urn, name)| school_words(*urn, name),
        ));
        self.district.set(leader.profile.district.clone());
        self.kind.set(given.kind.to_string());
        self.body.set(given.body.clone());
        self.awarded.set(day(Some(given.awarded)));
        self.review.set(day(given.review_due));
        self.standing.set(given.standing);
        self.reason.set(given.reason.clone());
        self.areas.set(leader.specialisms.clone());
        self.phases.set(leader.phases.clone());
        self.contexts.set(leader.profile.contexts.clone());
        self.styles.set(leader.styles.clone());
        self.yearly.set(leader.yearly.words());
        self.by_term.set(leader.profile.terms.is_some());
        let terms = leader.profile.terms.unwrap_or_default();
        for (field, most) in self
            .terms
            .iter()
            .zip([terms.autumn, terms.spring, terms.summer])
        {
            field.set(most.words());
        }
        self.at_once.set(leader.most_deployments.to_string());
        let worked = (0..5).filter(|day| leader.weekdays & (1 << day) != 0);
        self.weekdays.set(worked.collect());
        self.declared.set(day(leader.declared_until));
        self.checks.set(day(leader.checks_until));
        self.ties.set(leader.ties.clone());
        self.bodies.set(leader.profile.bodies.clone());
        self.vetoes.set(leader.vetoes.clone());
        self.release.set(leader.release);
    }

    /// The record as it would be, or everything that cannot be read.
    pub fn read(self, base: &Leader, schools: &[Choice]) -> Result<Leader, Vec<FieldProblem>> {
        let mut wrong = Vec::new();
        let mut leader = base.clone();
        let days = |text: RwSignal<String>, field: &str, wrong: &mut Vec<FieldProblem>| {
            half_days(&text.get_untracked()).unwrap_or_else(|| {
                wrong.push(problem(
                    field,
                    "Enter the days as a number, such as 6 or 2.5",
                ));
                HalfDays(0)
            })
        };
        let day = |text: RwSignal<String>, field: &str, wrong: &mut Vec<FieldProblem>| {
            let text = text.get_untracked();
            let read = field_day(&text);
            if read.is_none() && !text.trim().is_empty() {
                wrong.push(problem(field, "Enter a day"));
            }
            read
        };
        leader.name = self.name.get_untracked().trim().to_owned();
        leader.profile.post = self.post.get_untracked().trim().to_owned();
        self.read_home(&mut leader, schools);
        let given = &mut leader.designation;
        if let Ok(kind) = self.kind.get_untracked().parse() {
            given.kind = kind;
        }
        given.body = self.body.get_untracked().trim().to_owned();
        match field_day(&self.awarded.get_untracked()) {
            Some(awarded) => given.awarded = awarded,
            None => wrong.push(problem("awarded", "Enter the day of the award")),
        }
        given.review_due = day(self.review, "review", &mut wrong);
        given.standing = self.standing.get_untracked();
        given.reason = self.reason.get_untracked().trim().to_owned();
        leader.specialisms = self.areas.get_untracked();
        leader.phases = self.phases.get_untracked();
        leader.profile.contexts = self.contexts.get_untracked();
        leader.styles = self.styles.get_untracked();
        leader.yearly = days(self.yearly, "yearly", &mut wrong);
        leader.profile.terms = self.by_term.get_untracked().then(|| {
            let [autumn, spring, summer] = self.terms.map(|term| days(term, "terms", &mut wrong));
            ByTerm {
                autumn,
                spring,
                summer,
            }
        });
        match self.at_once.get_untracked().trim().parse() {
            Ok(most) => leader.most_deployments = most,
            Err(_) => wrong.push(problem("at-once", "Enter a number, such as 2")),
        }
        let worked = self.weekdays.get_untracked();
        leader.weekdays = worked.iter().fold(0, |bits, day| bits | 1 << day);
        leader.declared_until = day(self.declared, "declared", &mut wrong);
        leader.checks_until = day(self.checks, "checks", &mut wrong);
        leader.ties = self.ties.get_untracked();
        leader.profile.bodies = self.bodies.get_untracked();
        leader.vetoes = self.vetoes.get_untracked();
        leader.release = self.release.get_untracked();
        // Three fields of terms are one field of the form.
        wrong.dedup();
        if wrong.is_empty() {
            Ok(leader)
        } else {
            Err(wrong)
        }
    }

    fn read_home(self, leader: &mut Leader, schools: &[Choice]) {
        let text = self.home.get_untracked();
        let listed = school_number(&text, schools)
            .and_then(|urn| schools.iter().find(|(one, _)| *one == urn));
        match listed {
            Some((urn, name)) => {
                leader.home = Some(*urn);
                leader.home_name.clone_from(name);
                leader.profile.district.clear();
            }
            None => {
                leader.home = None;
                leader.home_name = text.trim().to_owned();
                leader.profile.district = self.district.get_untracked().trim().to_owned();
            }
        }
    }
}

fn problem(field: &str, reason: &str) -> FieldProblem {
    FieldProblem {
        field: field.to_owned(),
        reason: reason.to_owned(),
    }
}
