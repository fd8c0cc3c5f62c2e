//! The money of a case, as its steps move it: put aside when somebody is proposed, so that three people are
//! asked for nothing that cannot be paid; committed when all have signed; drawn by each visit; released when
//! the final report is accepted; what is left goes back when it ends, whichever way.

use super::case::Case;
use super::stage::StageKind;
use super::step::Step;
use crate::brokerage::HalfDays;
use crate::schools::VisitId;

/// One thing a step does to the money of its case.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Move {
    /// So many half-days are put aside for the helper, at the price of their type.
    PutAside(HalfDays),
    Commit,
    Draw(VisitId, HalfDays),
    Release,
    /// What is put aside and not used is available again.
    Free,
}

/// What a step does to the money of its case, in order; nothing where nobody was named to pay.
pub fn moves(before: &Case, after: &Case, step: &Step) -> Vec<Move> {
    // Who was named once stays named, or somebody else is.
    if after.pays.is_none() {
        return Vec::new();
    }
    let mut found = Vec::new();
    let helped = after.helper.is_some();
    // What was given already is paid for, or never was.
    let rest = HalfDays(after.half_days().0.saturating_sub(after.given().0));
    let mut anew = || {
        found.push(Move::Free);
        if helped && rest.0 > 0 {
            found.push(Move::PutAside(rest));
        }
    };
    match step {
        Step::Fund { .. } if helped => anew(),
        Step::Propose { .. } => anew(),
        Step::Draft { .. } if before.half_days() != after.half_days() => anew(),
        Step::Decline { .. } => found.push(Move::Free),
        Step::Visit { visit } => {
            // A record is taken whatever it says; beyond what was agreed nothing pays.
            let paid = |case: &Case| case.given().min(after.half_days()).0;
            let used = paid(after).saturating_sub(paid(before));
            if used > 0 {
                found.push(Move::Draw(visit.id, HalfDays(used)));
            }
        }
        Step::Assure { passed: true, .. } => found.push(Move::Release),
        _ => {}
    }
    let signed = |case: &Case| case.stage_kind().visited();
    let funded_late = matches!(step, Step::Fund { .. }) && signed(after);
    let all_signed =
        signed(after) && matches!(before.stage_kind(), StageKind::Asked | StageKind::Matched);
    if all_signed || funded_late {
        found.push(Move::Commit);
    }
    if after.ended_since(before.stage_kind()) {
        found.push(Move::Free);
    }
    found
}
