//! Why a change of money is not made, in words and as data.

use super::account::Place;
use super::{Pence, PotFault, PotRefusal, RateFault, Unpaid};
use crate::calendar::{Date, day_words};

#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum Refusal {
    #[error("say why, in 1 to 400 characters")]
    Why,
    #[error("write a sum from a penny to £100 million")]
    Amount,
    #[error("there is no such pot")]
    NoSuchPot,
    #[error("there is no such commitment")]
    NoSuchCommitment,
    #[error("there is no such invoice")]
    NoSuchInvoice,
    #[error("nothing of that kind was asked back")]
    NoSuchClawBack,
    #[error("there is no such claim")]
    NoSuchClaim,
    #[error("there is no such school in the register")]
    NoSuchSchool,
    #[error("there is no such type of leader")]
    NoSuchType,
    #[error("that has been recorded already")]
    Already,
    #[error("nothing would be otherwise: the rules are as they are written here")]
    NothingNew,
    #[error("{}", .0.iter().map(ToString::to_string).collect::<Vec<_>>().join("; "))]
    Pot(Vec<PotFault>),
    #[error(transparent)]
    Rate(RateFault),
    #[error("a bid that is {now} cannot become {asked}")]
    NoSuchStep {
        now: &'static str,
        asked: &'static str,
    },
    #[error("say why it was lost, as far as the funder said")]
    WhyLost,
    #[error("{pot} is {standing}: no money can move in it")]
    NotThere { pot: String, standing: &'static str },
    #[error("{awarded} were awarded and {came_in} of them are in: this would be {over} more", over = .over.words(), awarded = .awarded.words(), came_in = .came_in.words())]
    MoreThanAwarded {
        awarded: Pence,
        came_in: Pence,
        over: Pence,
    },
    #[error("{} has {} {}: {} cannot be taken from it, {} short", .pot, .there.words(), .place.word(), .asked.words(), Pence(.asked.0.saturating_sub(.there.0)).words())]
    Short {
        pot: String,
        place: Place,
        there: Pence,
        asked: Pence,
    },
    #[error(transparent)]
    Unpaid(#[from] Unpaid),
    #[error("{}", ineligible(.pot, .reasons))]
    Ineligible {
        pot: String,
        reasons: Vec<PotRefusal>,
    },
    #[error("say what it is for, in 1 to 120 characters")]
    What,
    #[error("write the days, from half a day to 100")]
    Days,
    #[error("all of it was given, or it has ended already")]
    Ended,
    #[error("nothing is reserved for it")]
    NothingReserved,
    #[error("nothing is committed for it: it is not agreed yet")]
    NotAgreed,
    #[error("{agreed} days are agreed and {used} are used: {asked} more is too many")]
    MoreThanAgreed {
        agreed: String,
        used: String,
        asked: String,
    },
    #[error("that visit has been paid for already")]
    VisitTwice,
    #[error("{pot} has a report overdue since {}: nothing is released until it is accepted", day_words(*.since))]
    ReportOverdue { pot: String, since: Date },
    #[error(
        "money goes back from what is available, reserved or committed; what is drawn or released is asked back"
    )]
    NotReturned,
    #[error("a pot cannot be carried forward into itself")]
    IntoItself,
    #[error("{} is due, and {} is asked", .due.words(), .asked.words())]
    MoreThanDue { due: Pence, asked: Pence },
    #[error("it was paid already")]
    PaidAlready,
    #[error("an invoice is dated within the last year, and not later than today")]
    InvoiceDay,
    #[error("{} was released, of which {} is asked back already", .released.words(), .asked.words())]
    MoreThanReleased { released: Pence, asked: Pence },
    #[error("somebody else must say yes or no: you asked for it back")]
    SecondPerson,
    #[error("that was answered already")]
    AnsweredAlready,
    #[error("there is no report due then")]
    NoSuchReport,
    #[error("say what was found, in 1 to 400 characters")]
    Found,
    #[error("the sums would no longer be numbers this can hold")]
    TooMuch,
}

impl Refusal {
    /// The field of the form it is about; empty: the form as a whole.
    pub fn field(&self) -> &'static str {
        match self {
            Self::Why | Self::WhyLost => "why",
            Self::Amount
            | Self::MoreThanAwarded { .. }
            | Self::Short { .. }
            | Self::MoreThanDue { .. }
            | Self::MoreThanReleased { .. } => "amount",
            Self::NoSuchPot | Self::Unpaid(_) | Self::Ineligible { .. } => "pots",
            Self::NoSuchSchool => "recipient",
            Self::NoSuchType => "leader-type",
            Self::What => "what",
            Self::Days | Self::MoreThanAgreed { .. } => "days",
            Self::InvoiceDay => "issued",
            Self::Found => "found",
            Self::Rate(fault) => fault.field(),
            _ => "",
        }
    }
}

fn ineligible(pot: &str, reasons: &[PotRefusal]) -> String {
    let all: Vec<String> = reasons.iter().map(PotRefusal::words).collect();
    format!("{pot} {}", all.join("; it "))
}
