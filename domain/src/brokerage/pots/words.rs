//! What a plan costs, in words: the same on the board and where the server refuses.

use super::bill::{Bill, PotNeeds};
use super::payers::{Unpaid, WhoPays};
use super::pence::Pence;
use super::purse::Purse;
use crate::brokerage::words::Names;

impl Unpaid {
    /// The sentence, with a capital and a full stop.
    pub fn sentence(&self) -> String {
        sentence(&self.to_string())
    }
}

fn sentence(words: &str) -> String {
    let mut letters = words.chars();
    letters.next().map_or_else(String::new, |first| {
        format!("{}{}.", first.to_uppercase(), letters.as_str())
    })
}

impl WhoPays {
    /// "Vale Opportunity Fund, then the school".
    pub fn words(&self, purse: &Purse) -> String {
        let pots = self.pots.iter().map(|id| {
            let found = purse.pot(*id);
            found.map_or("a pot that is gone", |one| one.pot.name.as_str())
        });
        let all: Vec<&str> = pots.chain(self.school.then_some("the school")).collect();
        all.join(", then ")
    }
}

impl PotNeeds {
    /// "Vale Opportunity Fund: £4,050 of the £12,000 there".
    pub fn words(&self) -> String {
        let (needs, there) = (self.needs.words(), self.there.words());
        match self.short() {
            Pence::ZERO => format!("{}: {needs} of the {there} there", self.name),
            short => format!(
                "{}: {needs}, and {there} is there: {} short",
                self.name,
                short.words()
            ),
        }
    }
}

impl Bill {
    /// Why the plan cannot be proposed as it is; none: everybody who is named can pay.
    pub fn refusal(&self, names: Names<'_>) -> Option<String> {
        let sentences: Vec<String> = self
            .overspent()
            .map(|pot| {
                format!(
                    "This plan needs {} of {}, and {} is there: {} short. Name who else pays for {}, or leave one of them out.",
                    pot.needs.words(),
                    pot.name,
                    pot.there.words(),
                    pot.short().words(),
                    names.schools(&pot.for_needs)
                )
            })
            .collect();
        (!sentences.is_empty()).then(|| sentences.join(" "))
    }
}
