//! Trying rules: the scheme in force, the one being tried, and what every school is under each.

use std::sync::Arc;

use domain::api::RulesPage;
use domain::risk::{Categorisation, Edit, Scheme, tried};

/// How many changes can be taken back.
const STEPS: usize = 200;

#[derive(Debug, Clone)]
pub struct Lab {
    pub page: Arc<RulesPage>,
    pub tried: Arc<Scheme>,
    /// What was tried before the last changes, newest last.
    steps: Vec<Arc<Scheme>>,
    /// Every school under the scheme in force, in the page's order, and under the one tried.
    pub now: Arc<Vec<Categorisation>>,
    pub then: Arc<Vec<Categorisation>>,
    /// As under the scheme in force, with its bands found among those of the one tried.
    pub was: Arc<Vec<Categorisation>>,
    /// Why the last change could not be tried.
    pub fault: Option<String>,
}

impl Lab {
    pub fn new(page: RulesPage) -> Self {
        let now = Arc::new(under(&page, &page.scheme));
        Self {
            tried: page.scheme.clone(),
            steps: Vec::new(),
            then: now.clone(),
            was: now.clone(),
            now,
            fault: None,
            page: Arc::new(page),
        }
    }

    /// Tries another change. `going_on`: it is more of the last one (a hand still dragging), and is taken
    /// back together with it. What the rules of schemes refuse is not tried, and says why.
    pub fn change(&mut self, edit: Edit, going_on: bool) {
        self.fault = self.attempt(edit, going_on).err();
    }

    /// The same, for a field that says itself why it was refused.
    ///
    /// # Errors
    /// Where in the scheme and why, in its own words.
    pub fn attempt(&mut self, edit: Edit, going_on: bool) -> Result<(), String> {
        let document = edit.clone().of(&self.tried.document);
        if document == self.tried.document {
            return Ok(());
        }
        match Scheme::new(document) {
            Ok(scheme) => {
                self.take(scheme, going_on);
                Ok(())
            }
            Err(faults) => {
                let document = edit.of(&self.tried.document);
                let first = faults.first();
                Err(first.map_or_else(String::new, |fault| fault.words(&document)))
            }
        }
    }

    /// Tries another scheme.
    pub fn take(&mut self, scheme: Scheme, going_on: bool) {
        if !going_on || self.steps.is_empty() {
            if self.steps.len() == STEPS {
                self.steps.remove(0);
            }
            self.steps.push(self.tried.clone());
        }
        self.stand(Arc::new(scheme));
    }

    /// Takes the last change back.
    pub fn undo(&mut self) {
        if let Some(before) = self.steps.pop() {
            self.stand(before);
        }
    }

    /// Back to the version in force; can be taken back itself.
    pub fn back(&mut self) {
        if self.changed() {
            self.steps.push(self.tried.clone());
            self.stand(self.page.scheme.clone());
        }
    }

    pub fn can_undo(&self) -> bool {
        !self.steps.is_empty()
    }

    /// Whether what is tried differs from what is in force.
    pub fn changed(&self) -> bool {
        self.tried.document != self.page.scheme.document
    }

    /// Whether every category of the scheme in force is one of the scheme tried, or was until now: then they
    /// can be compared school by school.
    pub fn comparable(&self) -> bool {
        let mut bands = self.page.scheme.bands.iter();
        bands.all(|band| self.tried.ever_named(band.id).is_some())
    }

    /// Places of the schools that would move.
    pub fn moved(&self) -> Vec<usize> {
        if self.comparable() {
            tried::moved(&self.was, &self.then)
        } else {
            Vec::new()
        }
    }

    fn stand(&mut self, scheme: Arc<Scheme>) {
        self.then = if scheme == self.page.scheme {
            self.now.clone()
        } else {
            Arc::new(under(&self.page, &scheme))
        };
        let ids = |scheme: &Scheme| scheme.bands.iter().map(|band| band.id).collect::<Vec<_>>();
        self.was = if ids(&scheme) == ids(&self.page.scheme) {
            self.now.clone()
        } else {
            Arc::new(tried::among(&self.page.scheme, &scheme, &self.now))
        };
        self.tried = scheme;
        self.fault = None;
    }
}

fn under(page: &RulesPage, scheme: &Scheme) -> Vec<Categorisation> {
    let schools = page.schools.iter().map(|school| &school.evidence);
    tried::all(scheme, schools, page.today)
}

#[cfg(test)]
mod cases {
    use super::*;
    use domain::api::RulesSchool;
    use domain::calendar::Date;
    use domain::risk::{Amount, ConditionDoc, Level, LineAt, RuleAt, RuleText};
    use domain::schools::{Evidence, Finding, Key, Observed, Phase, Setting, Urn};
    use time::macros::date;

    const TODAY: Date = date!(2026 - 11 - 19);
    const RESULTS: LineAt = LineAt {
        indicator: Key::of("I10"),
        special: false,
        nth: 0,
    };

    fn lab() -> Lab {
        let school = |number: u32, result: i32| RulesSchool {
            urn: Urn::try_from(number).unwrap(),
            name: format!("School {number}"),
            evidence: Evidence::new(
                Phase::Primary,
                Setting::Mainstream,
                [(
                    RESULTS.indicator,
                    Observed {
                        finding: Finding::number(result),
                        comparator: None,
                        cohort: Some(40),
                        marker: None,
                        as_at: date!(2026 - 07 - 01),
                        contested: false,
                    },
                )],
            ),
            roll: None,
            disadvantaged: None,
            faith: false,
        };
        Lab::new(RulesPage {
            scheme: Arc::new(Scheme::bradford().unwrap()),
            versions: Vec::new(),
            schools: vec![school(900_001, 4_700), school(900_002, 7_000)],
            today: TODAY,
            shipped: Vec::new(),
            method: String::new(),
            decisions: 0,
            otherwise: Vec::new(),
        })
    }

    #[test]
    fn a_drag_is_one_step_and_is_taken_back_as_one() {
        let mut lab = lab();
        for (at, to) in [4_700, 4_800, 4_900].into_iter().enumerate() {
            lab.change(Edit::Line(RESULTS, to), at > 0);
        }
        assert!(lab.changed());
        assert_eq!(lab.moved(), [0]);
        lab.undo();
        assert!(!lab.changed() && !lab.can_undo());
        assert!(lab.moved().is_empty());
    }

    #[test]
    fn back_to_the_version_in_force_can_be_taken_back() {
        let mut lab = lab();
        lab.change(Edit::Line(RESULTS, 4_800), false);
        let tried = lab.tried.clone();
        lab.back();
        assert!(!lab.changed());
        lab.undo();
        assert_eq!(lab.tried, tried);
    }

    #[test]
    fn what_cannot_be_a_scheme_is_said_and_not_tried() {
        let mut lab = lab();
        // Medium further below national than high already is.
        let medium = LineAt { nth: 2, ..RESULTS };
        lab.change(Edit::Line(medium, -2_000), false);
        assert!(!lab.changed());
        assert!(lab.fault.is_some());
        lab.change(Edit::Line(RESULTS, 4_700), false);
        assert!(lab.changed() && lab.fault.is_none());
    }

    #[test]
    fn a_rule_nobody_could_meet_is_said_in_the_schemes_words_and_leaves_what_is_tried() {
        let mut lab = lab();
        let at = RuleAt {
            band: Key::of("P4"),
            nth: 6,
        };
        let never = ConditionDoc::of_indicators(vec![Key::of("I63")], Amount::AtLeast(Level::High));
        let rule = RuleText {
            words: "never".to_owned(),
            all: vec![never],
        };
        let why = lab
            .attempt(Edit::Rule(at, rule.clone()), false)
            .unwrap_err();
        assert!(
            why.starts_with("Priority 4, rule 7: can never be met"),
            "{why}"
        );
        assert!(!lab.changed() && !lab.can_undo() && lab.fault.is_none());
        let met = RuleText {
            all: vec![ConditionDoc::of_indicators(
                vec![RESULTS.indicator],
                Amount::AtLeast(Level::High),
            )],
            ..rule
        };
        assert_eq!(lab.attempt(Edit::Rule(at, met), false), Ok(()));
        assert!(lab.changed() && lab.can_undo());
    }
}
