//! What the cases of the district did with money: the moves of their own steps, through the same book.

use domain::brokerage::{Areas, HalfDays};
use domain::schools::{CaseId, CommitmentId};
use domain::support::money::{Book, Change, Commitment, NewCommitment, Pence, Place};
use domain::support::{About, Case, Move, Taken, moves};

use super::{HUB, Story, pot};
use crate::demo::cases::Lived;
use crate::demo::id;

impl Story<'_> {
    pub(super) fn of_cases(&mut self, cases: &[Lived]) {
        for one in cases {
            let mut now: Option<Case> = None;
            for taken in &one.steps {
                let Some(before) = now.take() else {
                    let about = About {
                        id: one.case.id,
                        school: one.case.school.clone(),
                        partnership: one.case.partnership,
                        process: one.case.process.clone(),
                    };
                    now = Case::begin(about, taken);
                    continue;
                };
                let mut after = before.clone();
                after.take(taken);
                for moved in moves(&before, &after, &taken.step) {
                    self.moved(&after, taken, moved);
                }
                now = Some(after);
            }
        }
    }

    fn moved(&mut self, case: &Case, taken: &Taken, moved: Move) {
        let days = self.terms.today.to_julian_day() - taken.at.day().to_julian_day();
        let why = format!("{}: {}", taken.step.kind().words(), case.school);
        let of = case.id;
        match moved {
            Move::PutAside(half_days) => {
                let Some(change) = self.put_aside(case, taken.revision, half_days) else {
                    return;
                };
                self.at(days, &why, change);
            }
            Move::Commit => self.then(days, &why, move |book| {
                let reserved = |one: &&Commitment| {
                    let at = |pot| book.holds(pot, Place::Reserved, one.id);
                    one.pots.iter().any(|share| at(share.pot) > Pence::ZERO)
                };
                let commitment = work(book, of).find(reserved)?.id;
                Some(Change::Commit { commitment })
            }),
            Move::Draw(visit, used) => self.then(days, &why, move |book| {
                let one = work(book, of).find(|one| one.used < one.half_days)?;
                Some(Change::Draw {
                    commitment: one.id,
                    half_days: HalfDays(used.0.min(one.half_days.0 - one.used.0)),
                    visit: Some(visit),
                })
            }),
            Move::Release => self.then(days, &why, move |book| {
                let drawn = |one: &Commitment| book.holds(pot(HUB), Place::Drawn, one.id);
                let one = work(book, of).find(|one| drawn(one) > Pence::ZERO)?;
                Some(Change::Release {
                    pot: pot(HUB),
                    commitment: one.id,
                    amount: drawn(one),
                })
            }),
            Move::Free => self.then(days, &why, move |book| {
                let commitment = work(book, of).find(|one| one.used < one.half_days)?.id;
                Some(Change::End { commitment })
            }),
        }
    }

    fn put_aside(&self, case: &Case, revision: u64, half_days: HalfDays) -> Option<Change> {
        let helper = case.helper.as_ref()?;
        let leader = self.leaders.iter().find(|one| one.id == helper.leader)?;
        let area = case.request.area;
        let what = format!("{}, {}", Areas::standard().word(area), case.school);
        Some(Change::Reserve {
            work: Box::new(NewCommitment {
                id: CommitmentId(id::of("commitment", &format!("{} {revision}", case.id))),
                case: Some(case.id),
                what,
                recipient: case.urn,
                area: Some(area),
                leader_type: leader.designation.kind,
                home: helper.home,
                half_days,
                from: case.days().0,
            }),
            payers: case.pays.clone()?,
        })
    }
}

fn work(book: &Book, case: CaseId) -> impl Iterator<Item = &Commitment> {
    let of_case = move |one: &&Commitment| one.case == Some(case);
    book.commitments.values().filter(of_case)
}
