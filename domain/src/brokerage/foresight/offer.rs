//! What leaders have left, given out so that as much as can be is met: nobody gives a day twice, nobody more in a
//! term or a year than there is. What was asked first stays met; who gives it may change.

use std::collections::BTreeSet;

/// A demand: a term, who could meet it, and who does.
struct Demand {
    term: usize,
    covers: Vec<usize>,
    /// Half-days by leader, in the order of `covers`.
    from: Vec<u32>,
}

/// What a search has been at: each is tried once.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Node {
    Demand(usize),
    Term(usize, usize),
    Year(usize),
}

/// Leaders with what is left of their year and of each term, half-days.
pub(super) struct Offer {
    year: Vec<u32>,
    terms: Vec<Vec<u32>>,
    demands: Vec<Demand>,
}

impl Offer {
    pub fn new(year: Vec<u32>, terms: Vec<Vec<u32>>) -> Self {
        Self {
            year,
            terms,
            demands: Vec::new(),
        }
    }

    /// Meets as much of a demand as can be met beside those before it; returns how much.
    pub fn take(&mut self, term: usize, covers: Vec<usize>, half_days: u32) -> u32 {
        let from = vec![0; covers.len()];
        self.demands.push(Demand { term, covers, from });
        let at = self.demands.len() - 1;
        (0..half_days)
            .take_while(|_| self.one_more(at, &mut BTreeSet::new()))
            .fold(0, |met, _| met + 1)
    }

    /// One half-day for a demand, if need be by giving another demand its half-day from somebody else.
    fn one_more(&mut self, at: usize, tried: &mut BTreeSet<Node>) -> bool {
        if !tried.insert(Node::Demand(at)) {
            return false;
        }
        let term = self.demands[at].term;
        (0..self.demands[at].covers.len()).any(|nth| {
            let who = self.demands[at].covers[nth];
            let found = self.in_term(who, term, tried);
            if found {
                self.demands[at].from[nth] += 1;
            }
            found
        })
    }

    /// Takes a half-day of a leader's term.
    fn in_term(&mut self, who: usize, term: usize, tried: &mut BTreeSet<Node>) -> bool {
        if !tried.insert(Node::Term(who, term)) {
            return false;
        }
        if self.terms[who][term] > 0 && self.in_year(who, tried) {
            self.terms[who][term] -= 1;
            return true;
        }
        self.given_up(who, Some(term), tried).is_some()
    }

    /// Takes a half-day of a leader's year.
    fn in_year(&mut self, who: usize, tried: &mut BTreeSet<Node>) -> bool {
        if !tried.insert(Node::Year(who)) {
            return false;
        }
        if self.year[who] > 0 {
            self.year[who] -= 1;
            return true;
        }
        let term = self.given_up(who, None, tried);
        if let Some(term) = term {
            self.terms[who][term] += 1;
        }
        term.is_some()
    }

    /// Has some demand, of that term or of any, take a half-day from others in place of this leader's; of which
    /// term it was.
    fn given_up(
        &mut self,
        who: usize,
        term: Option<usize>,
        tried: &mut BTreeSet<Node>,
    ) -> Option<usize> {
        for other in 0..self.demands.len() {
            let theirs = &self.demands[other];
            let of = theirs.term;
            let nth = theirs.covers.iter().position(|it| *it == who);
            let Some(nth) = nth.filter(|nth| theirs.from[*nth] > 0) else {
                continue;
            };
            if term.is_none_or(|term| term == of) && self.one_more(other, tried) {
                self.demands[other].from[nth] -= 1;
                return Some(of);
            }
        }
        None
    }
}
