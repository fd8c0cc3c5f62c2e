//! What a change does to the money of one commitment: reserved, committed, drawn, released, asked back.

use super::account::{Account, Entry, Party, Place, Side};
use super::book::{Book, Done, Kept};
use super::change::NewCommitment;
use super::claim::Claim;
use super::commitment::Commitment;
use super::decide::{Asked, Facts, moved, sum};
use super::eligibility::eligible;
use super::invoice::{Answer, ClawBack};
use super::refusal::Refusal;
use super::{Pence, Pot, PotShare, WhoPays, rate_on, who_pays};
use crate::brokerage::pots::cost;
use crate::brokerage::{Areas, HalfDays};
use crate::schools::{ClawBackId, CommitmentId, PotId, VisitId};

/// The longest name of a commitment, characters.
const LONGEST_WHAT: usize = 120;
/// The most half-days one commitment is for.
const MOST_HALF_DAYS: u32 = 200;

impl Book {
    pub(super) fn work(&self, id: CommitmentId) -> Result<&Commitment, Refusal> {
        self.commitments.get(&id).ok_or(Refusal::NoSuchCommitment)
    }

    /// Work at its price, before anybody is asked to pay.
    fn priced(&self, asked: &Asked, new: &NewCommitment) -> Result<Commitment, Refusal> {
        if !(1..=LONGEST_WHAT).contains(&new.what.trim().chars().count()) {
            return Err(Refusal::What);
        }
        if !(1..=MOST_HALF_DAYS).contains(&new.half_days.0) {
            return Err(Refusal::Days);
        }
        if new
            .area
            .is_some_and(|area| Areas::standard().area(area).is_none())
        {
            return Err(Refusal::What);
        }
        let rate = rate_on(&self.rates, &self.types, new.leader_type, asked.on)
            .ok_or(Refusal::NoSuchType)?;
        Ok(Commitment {
            id: new.id,
            case: new.case,
            what: new.what.trim().to_owned(),
            recipient: new.recipient,
            area: new.area,
            leader_type: new.leader_type,
            home: new.home,
            half_days: new.half_days,
            from: new.from,
            day: rate.day,
            brokerage: rate.brokerage,
            pots: Vec::new(),
            school: Pence::ZERO,
            used: HalfDays(0),
            visits: Vec::new(),
        })
    }

    pub(super) fn reserve(
        &self,
        asked: &Asked,
        new: &NewCommitment,
        payers: &WhoPays,
        facts: Facts<'_>,
    ) -> Result<Done, Refusal> {
        if self.commitments.contains_key(&new.id) {
            return Err(Refusal::Already);
        }
        let mut work = self.priced(asked, new)?;
        let school = |urn| facts.schools.get(&urn).ok_or(Refusal::NoSuchSchool);
        let recipient = school(work.recipient)?;
        let home = work.home.map(school).transpose()?;
        let mut pots: Vec<(&Pot, Pence)> = Vec::new();
        for id in &payers.pots {
            let pot = self.pot(*id)?;
            let reasons = eligible(pot, &work, recipient, home, asked.on);
            if !reasons.is_empty() {
                return Err(Refusal::Ineligible {
                    pot: pot.name.clone(),
                    reasons,
                });
            }
            pots.push((pot, self.available(pot.id)));
        }
        let cost = work.cost();
        let paid = who_pays(cost, work.half_days, work.brokerage, payers, &pots)?;
        (work.pots, work.school) = (paid.pots, paid.school);
        let entries: Vec<Entry> = work
            .pots
            .iter()
            .flat_map(|share| {
                moved(
                    Account::available(share.pot),
                    Account::pot(share.pot, Place::Reserved, work.id),
                    share.amount,
                )
            })
            .collect();
        Ok(Done::moving(entries).keeping(Kept::Commitment(Box::new(work))))
    }

    pub(super) fn commit(&self, id: CommitmentId) -> Result<Done, Refusal> {
        let work = self.work(id)?;
        let done = Done::moving(work.pots.iter().flat_map(|share| {
            moved(
                Account::pot(share.pot, Place::Reserved, id),
                Account::pot(share.pot, Place::Committed, id),
                self.holds(share.pot, Place::Reserved, id),
            )
        }));
        if done.entries.is_empty() && !work.pots.is_empty() {
            return Err(Refusal::NothingReserved);
        }
        Ok(done)
    }

    pub(super) fn draw(
        &self,
        id: CommitmentId,
        half_days: HalfDays,
        visit: Option<VisitId>,
    ) -> Result<Done, Refusal> {
        let mut work = self.work(id)?.clone();
        if half_days.0 == 0 || half_days.0 > MOST_HALF_DAYS {
            return Err(Refusal::Days);
        }
        let used = HalfDays(work.used.0.saturating_add(half_days.0));
        if used > work.half_days {
            return Err(Refusal::MoreThanAgreed {
                agreed: work.half_days.words(),
                used: work.used.words(),
                asked: half_days.words(),
            });
        }
        if let Some(visit) = visit {
            if self
                .commitments
                .values()
                .any(|one| one.visits.contains(&visit))
            {
                return Err(Refusal::VisitTwice);
            }
            work.visits.push(visit);
        }
        let mut left = Pence(work.pots_for(used).0 - work.pots_for(work.used).0);
        let mut entries = Vec::new();
        // The pots pay in the order they were named.
        for share in &work.pots {
            let from = Account::pot(share.pot, Place::Committed, id);
            let amount = left.min(self.at(from));
            let to = Account::pot(share.pot, Place::Drawn, id);
            entries.extend(moved(from, to, amount));
            left = left.without(amount);
        }
        if left > Pence::ZERO {
            return Err(self.not_there(&work, left));
        }
        work.used = used;
        Ok(Done::moving(entries).keeping(Kept::Commitment(Box::new(work))))
    }

    pub(super) fn end(&self, id: CommitmentId) -> Result<Done, Refusal> {
        let mut work = self.work(id)?.clone();
        if work.used == work.half_days {
            return Err(Refusal::Ended);
        }
        let mut entries = Vec::new();
        for share in &work.pots {
            let pot = self.open(share.pot)?.id;
            for place in [Place::Reserved, Place::Committed] {
                let from = Account::pot(pot, place, id);
                entries.extend(moved(from, Account::available(pot), self.at(from)));
            }
        }
        let pots = work.pots_for(work.used);
        work.school = cost(work.day, work.used).without(pots);
        work.half_days = work.used;
        Ok(Done::moving(entries).keeping(Kept::Commitment(Box::new(work))))
    }

    /// Why days cannot be paid for: nothing is agreed yet, or it went back.
    fn not_there(&self, work: &Commitment, short: Pence) -> Refusal {
        let there = |place| {
            let all = work
                .pots
                .iter()
                .map(|share| self.holds(share.pot, place, work.id));
            Pence::sum(all).unwrap_or_default()
        };
        if there(Place::Reserved) > Pence::ZERO || there(Place::Committed) == Pence::ZERO {
            return Refusal::NotAgreed;
        }
        let there = there(Place::Committed);
        Refusal::Short {
            pot: work.what.clone(),
            place: Place::Committed,
            there,
            asked: Pence(there.0.saturating_add(short.0)),
        }
    }

    /// What of a commitment belongs to a pot, and is to be shared on.
    fn share(&self, pot: PotId, id: CommitmentId) -> Result<(&Commitment, PotShare), Refusal> {
        let work = self.work(id)?;
        let share = work.of_pot(pot).ok_or(Refusal::NoSuchPot)?;
        Ok((work, share))
    }

    pub(super) fn release(
        &self,
        asked: &Asked,
        pot: PotId,
        id: CommitmentId,
        amount: Pence,
    ) -> Result<Done, Refusal> {
        let pot = self.open(pot)?;
        let amount = sum(amount)?;
        if let Some(late) = pot.overdue(asked.on).next() {
            return Err(Refusal::ReportOverdue {
                pot: pot.name.clone(),
                since: late.due,
            });
        }
        let (work, share) = self.share(pot.id, id)?;
        let before = self.holds(pot.id, Place::Released, id);
        let after = before.plus(amount).ok_or(Refusal::TooMuch)?;
        let paid = paid_on(work, share, before, after);
        let out = moved(
            Account::pot(pot.id, Place::Drawn, id),
            Account::pot(pot.id, Place::Released, id),
            amount,
        );
        let claim = Claim {
            id: asked.id,
            pot: pot.id,
            commitment: id,
            amount,
            on: asked.on,
            looked: None,
        };
        Ok(Done::moving(out.into_iter().chain(paid)).keeping(Kept::Claim(claim)))
    }

    pub(super) fn ask_back(
        &self,
        asked: &Asked,
        id: ClawBackId,
        (pot, commitment): (PotId, CommitmentId),
        amount: Pence,
    ) -> Result<Done, Refusal> {
        if self.claw_backs.contains_key(&id) {
            return Err(Refusal::Already);
        }
        let pot = self.open(pot)?.id;
        let amount = sum(amount)?;
        self.share(pot, commitment)?;
        let released = self.holds(pot, Place::Released, commitment);
        let waiting = self.asked_back(pot, commitment).ok_or(Refusal::TooMuch)?;
        if waiting.plus(amount).is_none_or(|all| all > released) {
            return Err(Refusal::MoreThanReleased {
                released,
                asked: waiting,
            });
        }
        Ok(Done::default().keeping(Kept::ClawBack(ClawBack {
            id,
            pot,
            commitment,
            amount,
            why: asked.why.trim().to_owned(),
            by: asked.by,
            answer: None,
        })))
    }

    pub(super) fn answer_back(
        &self,
        asked: &Asked,
        id: ClawBackId,
        approved: bool,
    ) -> Result<Done, Refusal> {
        let mut one = self
            .claw_backs
            .get(&id)
            .ok_or(Refusal::NoSuchClawBack)?
            .clone();
        if one.answer.is_some() {
            return Err(Refusal::AnsweredAlready);
        }
        if one.by == asked.by {
            return Err(Refusal::SecondPerson);
        }
        one.answer = Some(Answer {
            by: asked.by,
            approved,
        });
        let done = if approved {
            let (work, share) = self.share(one.pot, one.commitment)?;
            let before = self.holds(one.pot, Place::Released, one.commitment);
            let after = before.less(one.amount).ok_or(Refusal::TooMuch)?;
            let back = paid_on(work, share, before, after);
            let out = moved(
                Account::pot(one.pot, Place::Released, one.commitment),
                Account::available(one.pot),
                one.amount,
            );
            Done::moving(out.into_iter().chain(back))
        } else {
            Done::default()
        };
        Ok(done.keeping(Kept::ClawBack(one)))
    }
}

/// What the leader's school and the broker get, or give back, as what is released of a share goes from
/// one sum to another. However it is cut, the parts make the whole.
fn paid_on(work: &Commitment, share: PotShare, before: Pence, after: Pence) -> [Entry; 3] {
    let broker = Commitment::broker_of(share, after).0 - Commitment::broker_of(share, before).0;
    let whole = after.0 - before.0;
    [
        Entry {
            account: Account::Spent(share.pot),
            amount: Pence(-whole),
        },
        Entry {
            account: Account::party(Party::Home(work.home), Side::Due),
            amount: Pence(whole - broker),
        },
        Entry {
            account: Account::party(Party::Broker, Side::Due),
            amount: Pence(broker),
        },
    ]
}
