//! Who is told of money by letter, and of what: that something waits or was done, and of which school. No sum, no
//! pot, and nothing of how a school is doing.

use uuid::Uuid;

use super::account::Party;
use super::book::Book;
use super::change::Change;
use super::claim::sampled;
use crate::schools::{ChangeId, PersonId, Urn};

/// What is told.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum News {
    /// An invoice was sent to the school.
    Invoice,
    /// A claim was made and paid on: the leader's school can send its invoice.
    Released,
    /// A claim is of those that are looked at.
    Claim,
    /// Released money is asked back: a second person says yes or no.
    AskedBack,
    /// It was answered.
    Answered,
    /// It goes back.
    GoesBack,
    /// An invoice was paid.
    Paid,
}

impl News {
    /// The sentence in a letter, without its full stop; `school` is the one that is helped, or whose invoice it is.
    pub fn words(self, school: &str) -> String {
        match self {
            Self::Invoice => format!("An invoice of {school} waits for you"),
            Self::Released => {
                format!("A claim for support of {school} was accepted: your invoice can be sent")
            }
            Self::Claim => format!("A claim for support of {school} waits to be looked at"),
            Self::AskedBack => format!(
                "Something released for support of {school} is asked back: a second person says yes or no"
            ),
            Self::Answered => format!("What you asked back of support of {school} was answered"),
            Self::GoesBack => format!("Something released for support of {school} goes back"),
            Self::Paid => format!("An invoice of {school} was paid"),
        }
    }
}

/// Whom it concerns.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Whom {
    HeadOf(Urn),
    /// Those who move money: whoever did it knows.
    Keepers,
    One(PersonId),
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Telling {
    pub whom: Whom,
    pub news: News,
    pub school: Urn,
    /// What it comes of: told once, however often that is sent.
    pub cause: Uuid,
}

impl Book {
    /// Whom a change is told to; the book has it already.
    pub fn tells(&self, id: ChangeId, change: &Change) -> Vec<Telling> {
        let of = |commitment| self.commitments.get(commitment);
        let telling = |whom, news, school, cause| Telling {
            whom,
            news,
            school,
            cause,
        };
        let head = |news, school: Urn, of: Urn| telling(Whom::HeadOf(school), news, of, id.0);
        let mut found = Vec::new();
        match change {
            Change::Invoice { invoice } => {
                if let Party::School(urn) = invoice.party {
                    found.push(head(News::Invoice, urn, urn));
                }
            }
            Change::Release {
                commitment, amount, ..
            } => {
                let Some(work) = of(commitment) else {
                    return found;
                };
                found.extend(
                    work.home
                        .map(|home| head(News::Released, home, work.recipient)),
                );
                if sampled(id, *amount) {
                    found.push(telling(Whom::Keepers, News::Claim, work.recipient, id.0));
                }
            }
            Change::AskBack {
                id: asked,
                commitment,
                ..
            } => {
                let school = of(commitment).map(|work| work.recipient);
                found.extend(
                    school.map(|school| telling(Whom::Keepers, News::AskedBack, school, asked.0)),
                );
            }
            Change::AnswerBack {
                id: asked,
                approved,
            } => {
                let Some(one) = self.claw_backs.get(asked) else {
                    return found;
                };
                let Some(work) = of(&one.commitment) else {
                    return found;
                };
                found.push(telling(
                    Whom::One(one.by),
                    News::Answered,
                    work.recipient,
                    id.0,
                ));
                let home = work.home.filter(|_| *approved);
                found.extend(home.map(|home| head(News::GoesBack, home, work.recipient)));
            }
            Change::Pay { invoice } => {
                let party = self.invoices.get(invoice).map(|one| one.party);
                if let Some(Party::School(urn) | Party::Home(Some(urn))) = party {
                    found.push(head(News::Paid, urn, urn));
                }
            }
            _ => {}
        }
        found
    }
}

/// What waits for nobody any more once this is done, by what it came of.
pub fn settles(change: &Change) -> Option<Uuid> {
    match change {
        Change::LookAt { claim, .. } => Some(claim.0),
        Change::AnswerBack { id, .. } => Some(id.0),
        _ => None,
    }
}
