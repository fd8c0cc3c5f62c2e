//! The money of the district: four pots, a bid that waits, and a year of what was done with them. Every
//! change goes through the book, as one made on screen would.

mod cases;
mod pots;
#[cfg(test)]
mod tests;
mod year;

use std::collections::BTreeMap;

use domain::brokerage::{HalfDays, Leader, LeaderType, standard_types};
use domain::calendar::Date;
use domain::schools::{
    ChangeId, CommitmentId, Governance, InvoiceId, Key, Phase, PotId, School, Urn,
};
use domain::support::money::{
    Asked, Book, Brokerage, Change, Commitment, Facts, NewCommitment, NewInvoice, Party, Pence,
    Place, Pot, PotRules, ReportDue, Share, Side, Standing, WhoPays, YearKind, Years,
};

use super::cases::Lived;
use super::terms::Terms;
use super::{SchoolRecord, id, millbeck};

const BROKER: &str = "Imran Siddle";
const OTHER_BROKER: &str = "Carys Whinfell";
const OFFICER: &str = "Pearl Okafor";

const OPPORTUNITY: &str = "Vale Opportunity Fund";
const FORUM: &str = "Schools forum improvement pot";
const TARGETED: &str = "Targeted improvement grant";
const SUBSCRIPTION: &str = "Learning community subscription";
const READING: &str = "Early reading fund";
const HUB: &str = "Hub support fund";

/// Days ago a day of a specialist leader came to cost more.
const DEARER: i32 = 85;

/// Pence a day of a type of leader costs on a day.
pub fn day_rate(terms: Terms, kind: Key, on: Date) -> u32 {
    let own = standard_types().iter().find(|one| one.id == kind);
    let dearer = kind == Key::of("SLE") && on >= terms.days_ago(DEARER);
    own.map_or(35_000, |one| if dearer { 36_000 } else { one.day_rate })
}

/// What pays for the cases of the district.
pub fn hub() -> PotId {
    pot(HUB)
}

/// What the schools of the authority put together.
pub fn forum() -> PotId {
    pot(FORUM)
}

/// A change of the book, and who made it.
#[derive(Debug, Clone)]
pub struct MoneyChange {
    pub asked: Asked,
    pub by: &'static str,
}

/// Something that is done so many days ago: what it is may hang on how the book stands then.
struct Step {
    days: i32,
    by: &'static str,
    why: String,
    change: Box<dyn Fn(&Book) -> Option<Change>>,
}

/// The year, as it is planned.
struct Story<'a> {
    terms: Terms,
    /// Schools that are helped, in order of the register.
    helped: Vec<&'a School>,
    leaders: &'a [Leader],
    steps: Vec<Step>,
    by: &'static str,
}

/// What was done, oldest first.
pub fn money(
    terms: Terms,
    records: &[SchoolRecord],
    leaders: &[Leader],
    types: &[LeaderType],
    cases: &[Lived],
) -> Vec<MoneyChange> {
    let helped = |one: &&SchoolRecord| {
        one.band >= 2
            && one.school.phase == Phase::Primary
            && one.school.governance == Governance::Maintained
            && one.school.name != millbeck::NAME
    };
    let mut story = Story {
        terms,
        helped: records
            .iter()
            .filter(helped)
            .map(|one| &one.school)
            .collect(),
        leaders,
        steps: Vec::new(),
        by: BROKER,
    };
    story.pots();
    story.last_year();
    story.this_year();
    story.by = BROKER;
    story.of_cases(cases);
    let mut steps = story.steps;
    steps.sort_by_key(|step| std::cmp::Reverse(step.days));
    let schools = records
        .iter()
        .map(|one| (one.school.urn, one.school.clone()))
        .collect();
    done(terms, &schools, types, &steps)
}

/// The steps through the book, in the order of their days. What the book refuses was not done.
fn done(
    terms: Terms,
    schools: &BTreeMap<Urn, School>,
    types: &[LeaderType],
    steps: &[Step],
) -> Vec<MoneyChange> {
    let mut book = Book {
        types: types.to_vec(),
        ..Book::default()
    };
    let mut all = Vec::new();
    for (number, step) in steps.iter().enumerate() {
        let Some(change) = (step.change)(&book) else {
            continue;
        };
        let asked = Asked {
            id: ChangeId(id::of("money", &number.to_string())),
            by: id::person(step.by),
            on: terms.days_ago(step.days),
            why: step.why.clone(),
            change,
        };
        let decided = book.decide(&asked, Facts { schools });
        debug_assert!(decided.is_ok(), "{decided:?}: {asked:?}");
        if decided.is_ok_and(|done| book.post(&done).is_ok()) {
            all.push(MoneyChange { asked, by: step.by });
        }
    }
    all
}

fn pot(name: &str) -> PotId {
    PotId(id::of("pot", name))
}

fn work(number: u32) -> CommitmentId {
    CommitmentId(id::of("commitment", &number.to_string()))
}

fn share(per_cent: u16) -> Option<Brokerage> {
    Some(Brokerage::Share(Share::per_cent(per_cent)))
}

impl Story<'_> {
    fn ago(&self, days: i32) -> Date {
        self.terms.days_ago(days)
    }

    /// Does something so many days ago.
    fn at(&mut self, days: i32, why: &str, change: Change) {
        self.then(days, why, move |_| Some(change.clone()));
    }

    /// Does something so many days ago that hangs on how the book stands then.
    fn then(&mut self, days: i32, why: &str, change: impl Fn(&Book) -> Option<Change> + 'static) {
        self.steps.push(Step {
            days,
            by: self.by,
            why: why.to_owned(),
            change: Box::new(change),
        });
    }

    fn years(&self, kind: YearKind) -> Years {
        let this = Years::of(kind, self.terms.today);
        Years {
            first: this.first - 1,
            ..this
        }
    }

    fn add(
        &mut self,
        days: i32,
        name: &str,
        funder: &str,
        (kind, pounds, standing): (YearKind, i64, Standing),
        (rules, reports): (PotRules, Vec<ReportDue>),
    ) {
        let new = Pot {
            id: pot(name),
            name: name.to_owned(),
            funder: funder.to_owned(),
            years: self.years(kind),
            amount: Pence::pounds(pounds),
            standing,
            rules,
            reports,
        };
        let why = format!("Letter of {funder}");
        self.at(days, &why, Change::AddPot { pot: Box::new(new) });
    }

    fn grant(&mut self, days: i32, name: &str, pounds: i64, why: &str) {
        let change = Change::Grant {
            pot: pot(name),
            amount: Pence::pounds(pounds),
        };
        self.at(days, why, change);
    }

    fn report(&self, days: i32, what: &str) -> ReportDue {
        ReportDue {
            due: self.ago(days),
            what: what.to_owned(),
            accepted: None,
        }
    }

    /// A leader's school, of the nth leader of a type who has one.
    fn home(&self, kind: &str, nth: usize) -> Option<Urn> {
        self.leaders
            .iter()
            .filter(|leader| leader.designation.kind.as_str() == kind)
            .filter_map(|leader| leader.home)
            .nth(nth)
    }

    fn reserve(
        &mut self,
        days: i32,
        number: u32,
        (what, area): (&str, &'static str),
        (school, kind, half_days): (usize, &'static str, u32),
        pots: &[&str],
    ) {
        let Some(recipient) = self.helped.get(school).copied() else {
            return;
        };
        let change = Change::Reserve {
            work: Box::new(NewCommitment {
                id: work(number),
                case: None,
                what: format!("{what}, {}", recipient.name),
                recipient: recipient.urn,
                area: Some(Key::of(area)),
                leader_type: Key::of(kind),
                home: self.home(kind, school),
                half_days: HalfDays(half_days),
                from: self.ago(days),
            }),
            payers: WhoPays {
                pots: pots.iter().map(|name| pot(name)).collect(),
                school: pots.is_empty(),
            },
        };
        self.at(days, "Matched; the school has said yes", change);
    }

    fn commit(&mut self, days: i32, number: u32) {
        let commitment = work(number);
        self.at(
            days,
            "Agreement signed by all",
            Change::Commit { commitment },
        );
    }

    fn visits(&mut self, number: u32, visits: &[(i32, u32)]) {
        for (days, half_days) in visits {
            let change = Change::Draw {
                commitment: work(number),
                half_days: HalfDays(*half_days),
                visit: None,
            };
            self.at(*days, "Record of visit", change);
        }
    }

    /// All that is drawn, released; the leader's school sends its invoice, which is paid or not yet.
    fn release(&mut self, days: i32, number: u32, name: &'static str, paid: Option<i32>) {
        self.then(days, "Report accepted", move |book| {
            Some(Change::Release {
                pot: pot(name),
                commitment: work(number),
                amount: book.holds(pot(name), Place::Drawn, work(number)),
            })
        });
        self.invoice(days - 4, number, paid, |book, work| {
            let party = Party::Home(work.home);
            (party, book.party(party, Side::Due))
        });
    }

    fn invoice(
        &mut self,
        days: i32,
        number: u32,
        paid: Option<i32>,
        of: impl Fn(&Book, &Commitment) -> (Party, Pence) + 'static,
    ) {
        let id = InvoiceId(id::of("invoice", &number.to_string()));
        let issued = self.ago(days);
        self.then(days, "Invoice as received", move |book| {
            let (party, amount) = of(book, book.commitments.get(&work(number))?);
            let invoice = NewInvoice {
                id,
                party,
                commitment: Some(work(number)),
                amount,
                issued,
            };
            Some(Change::Invoice { invoice })
        });
        if let Some(paid) = paid {
            self.at(paid, "By bank transfer", Change::Pay { invoice: id });
        }
    }
}
