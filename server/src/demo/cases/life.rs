//! A case while it is lived: days pass, people take steps.

use domain::calendar::{Date, Moment};
use domain::schools::{By, CaseId, ChangeId, PersonId};
use domain::support::{About, Case, Part, Process, Step, Taken};
use time::Duration;
use uuid::Uuid;

use super::Lived;
use crate::demo::terms::Terms;
use crate::demo::{Person, SchoolRecord, id};

/// One case being lived.
pub struct Life<'a> {
    pub terms: Terms,
    people: &'a [Person],
    school: &'a SchoolRecord,
    pub day: Date,
    hour: i64,
    pub lived: Option<Lived>,
    pub id: CaseId,
}

impl<'a> Life<'a> {
    pub fn new(
        terms: Terms,
        people: &'a [Person],
        school: &'a SchoolRecord,
        day: Date,
        id: Uuid,
    ) -> Self {
        Self {
            terms,
            people,
            school,
            day,
            hour: 9,
            lived: None,
            id: CaseId(id),
        }
    }

    fn by(&self, name: &str) -> By {
        let known = self.people.iter().find(|one| one.name == name);
        By {
            id: known.map_or(PersonId(Uuid::nil()), |one| one.id),
            name: name.to_owned(),
        }
    }

    /// Some days pass; never beyond today.
    pub fn pass(&mut self, days: i64) {
        let later = self.day.saturating_add(Duration::days(days));
        if later <= self.terms.today {
            self.day = later;
            self.hour = 9;
        }
    }

    /// What comes next was done so many days ago, or later.
    pub fn near(&mut self, days_ago: i32) {
        self.day = self.day.max(self.terms.days_ago(days_ago));
        self.hour = 9;
    }

    pub fn step(&mut self, name: &str, part: Option<Part>, step: Step) {
        let revision = self.lived.as_ref().map_or(0, |one| one.case.revision) + 1;
        let at = Moment(
            (i64::from(self.day.to_julian_day()) - 2_440_588) * 86_400_000
                + self.hour * 3_600_000
                + i64::try_from(revision).unwrap_or(0) * 60_000,
        );
        let taken = Taken {
            revision,
            id: ChangeId(id::of_case(self.id, revision)),
            at,
            by: self.by(name),
            part,
            step,
        };
        match &mut self.lived {
            None => {
                let about = About {
                    id: self.id,
                    school: self.school.school.name.clone(),
                    partnership: self.school.school.partnership,
                    process: Process::default(),
                };
                self.lived = Case::begin(about, &taken).map(|case| Lived {
                    case,
                    steps: vec![taken],
                });
            }
            Some(lived) => {
                // What accepting a plan does is nobody's own step.
                let rule = matches!(taken.step, Step::Propose { .. });
                let part = part.filter(|_| !rule);
                debug_assert_eq!(
                    lived.case.check(&taken.step, part, self.terms.today),
                    Ok(())
                );
                lived.case.take(&taken);
                lived.steps.push(taken);
            }
        }
    }

    pub fn case(&self) -> Option<&Case> {
        self.lived.as_ref().map(|one| &one.case)
    }
}
