//! What support brought since a room last decided on a school: dated evidence for the next meeting.

use serde::{Deserialize, Serialize};

use super::case::Case;
use super::part::Part;
use super::plan::Rag;
use super::stage::StageKind;
use super::time_used::Quarters;
use crate::calendar::Date;
use crate::schools::{CaseId, Key};

/// One piece of support, since a day.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct SupportSince {
    pub case: CaseId,
    pub area: Key,
    pub stage: StageKind,
    pub leader: Option<String>,
    /// Time given since that day, in all, and agreed.
    pub since: Quarters,
    pub used: Quarters,
    pub agreed: Quarters,
    pub last_visit: Option<Date>,
    /// Each objective, as it was last seen.
    pub objectives: Vec<(String, Option<Rag>)>,
    /// What was said, the newest first.
    pub said: Vec<Said>,
    /// What is agreed next, and by when where it is said.
    pub next: Option<(String, Option<Date>)>,
}

/// Something that was said of it, and when.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Said {
    pub on: Date,
    /// "Visit, the school says it is right".
    pub what: String,
    pub words: String,
}

/// Words that are read out in a meeting.
const SAID: usize = 4;

impl Case {
    /// What it brought since a day, as this part may read it; none: nothing, and it is over.
    pub fn since(self, day: Option<Date>, part: Part) -> Option<SupportSince> {
        let case = self.seen(part);
        let counts = |on: Date| day.is_none_or(|day| on >= day);
        let mut said = case.said();
        said.retain(|one| counts(one.on) && !one.words.trim().is_empty());
        let moved = counts(case.since.day()) || counts(case.opened.day());
        if case.over() && !moved && said.is_empty() {
            return None;
        }
        said.sort_by_key(|one| std::cmp::Reverse(one.on));
        said.truncate(SAID);
        let given = case.visits.iter().filter(|one| counts(one.visit.on));
        let next = case.visits.last().and_then(|one| one.visit.next.as_ref());
        let by_next = || {
            case.next_visit()
                .map(|on| ("next visit".to_owned(), Some(on)))
        };
        let goes_on = case.stage_kind().open();
        Some(SupportSince {
            case: case.id,
            area: case
                .scope
                .as_ref()
                .map_or(case.request.area, |one| one.area),
            stage: case.stage_kind(),
            leader: case.helper.as_ref().map(|one| one.name.clone()),
            since: Quarters(given.map(|one| one.visit.time.0).sum()),
            used: case.used(),
            agreed: Quarters::from(case.half_days()),
            last_visit: case.visits.last().map(|one| one.visit.on),
            objectives: case
                .plan
                .iter()
                .flat_map(|plan| plan.objectives.iter().zip(0_u16..))
                .map(|(one, at)| (one.words(), case.last_rag(at)))
                .collect(),
            said,
            next: next
                .map(|next| (next.text.clone(), next.by))
                .or_else(by_next)
                .filter(|_| goes_on),
        })
    }

    /// Everything that was said of what it did, with its day.
    fn said(&self) -> Vec<Said> {
        let say = |on, what: &str, words: &str| Said {
            on,
            what: what.to_owned(),
            words: words.trim().to_owned(),
        };
        let visits = self.visits.iter().flat_map(|one| {
            let word = match &one.checked {
                None => "Visit, the school has not said yet whether the record is right",
                Some(word) if word.accurate => "Visit, the school says the record is right",
                Some(_) => "Visit, the school says the record is not right",
            };
            let school = one
                .checked
                .iter()
                .map(|word| say(word.at.day(), "The school on that record", &word.comment));
            std::iter::once(say(one.visit.on, word, &one.visit.done)).chain(school)
        });
        let reviews = self.reviews.iter().map(|one| {
            let what = format!("Review: {}", one.outcome.words().to_lowercase());
            say(one.on, &what, &one.impact)
        });
        let reports = self
            .reports
            .iter()
            .map(|one| say(one.on, one.kind.words(), &one.impact));
        let impact = self.impact.iter().map(|one| {
            let words = format!(
                "{}: {} before, {} after. {}",
                one.measure, one.before, one.after, one.words
            );
            say(self.since.day(), "What came of it", &words)
        });
        visits.chain(reviews).chain(reports).chain(impact).collect()
    }
}
