//! The money of the district: four pots, a bid that waits, and a year of what was done with them. Every
//! change goes through the book, as one made on screen would.

use std::collections::BTreeMap;

use domain::brokerage::{HalfDays, Leader, LeaderType};
use domain::calendar::Date;
use domain::schools::{
    ChangeId, ClawBackId, CommitmentId, Governance, InvoiceId, Key, Phase, PotId, School, Urn,
};
use domain::support::money::{
    Asked, Book, Brokerage, Change, Commitment, Facts, Looked, NewCommitment, NewInvoice, Party,
    Pence, Place, Pot, PotRules, Rate, ReportDue, Share, Side, Standing, Subscribers, WhoPays,
    YearKind, Years,
};

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

    fn pots(&mut self) {
        self.by = OFFICER;
        let reports = vec![
            self.report(210, "Interim report, first year"),
            self.report(18, "Interim report, second year"),
            self.report(-170, "Final report"),
        ];
        let rules = PotRules {
            phases: vec![Phase::Primary, Phase::AllThrough],
            most_day_rate: Some(Pence::pounds(550)),
            ..PotRules::default()
        };
        let held = (YearKind::Academic, 120_000, Standing::Held);
        self.add(
            345,
            OPPORTUNITY,
            "Opportunity Area board",
            held,
            (rules, reports),
        );
        self.grant(344, OPPORTUNITY, 60_000, "First of two payments");
        let rules = PotRules {
            governance: vec![Governance::Maintained],
            brokerage: share(10),
            ..PotRules::default()
        };
        let reports = vec![self.report(-40, "Report to the forum")];
        let held = (YearKind::Financial, 85_000, Standing::Held);
        self.add(343, FORUM, "Schools forum", held, (rules, reports));
        let amount = Pence(640_000);
        let carried = Change::CarryIn {
            pot: pot(FORUM),
            amount,
        };
        self.at(343, "Left of the year before, as audited", carried);
        self.grant(342, FORUM, 42_500, "De-delegation, first year");
        let targeted: Vec<Urn> = self.helped.iter().take(2).map(|one| one.urn).collect();
        let rules = PotRules {
            schools: targeted,
            leader_types: ["NLE", "RISE", "LLE"].map(Key::of).to_vec(),
            most_day_rate: Some(Pence::pounds(700)),
            cross_organisation: true,
            ..PotRules::default()
        };
        let reports = vec![self.report(-25, "Progress review")];
        let asked = Standing::Asked { by: self.ago(330) };
        let asked = (YearKind::Financial, 80_000, asked);
        self.add(
            341,
            TARGETED,
            "Department for Education",
            asked,
            (rules, reports),
        );
        let subscribers = Subscribers {
            schools: self.helped.iter().skip(2).map(|one| one.urn).collect(),
            except_types: vec![Key::of("NLE")],
            except_areas: Vec::new(),
        };
        let rules = PotRules {
            subscribers: Some(subscribers),
            ..PotRules::default()
        };
        let held = (YearKind::Academic, 48_000, Standing::Held);
        self.add(
            340,
            SUBSCRIPTION,
            "Learning communities",
            held,
            (rules, Vec::new()),
        );
        self.grant(339, SUBSCRIPTION, 24_000, "Subscriptions, first year");
        let step = |becomes| Change::Bid {
            pot: pot(TARGETED),
            becomes,
            amount: None,
        };
        let waiting = step(Standing::Waiting {
            since: self.ago(331),
            answer_by: Some(self.ago(300)),
        });
        self.at(
            331,
            "Sent with the improvement plans of both schools",
            waiting,
        );
        let won = step(Standing::Won { on: self.ago(302) });
        self.at(302, "Grant letter", won);
        self.grant(
            295,
            TARGETED,
            40_000,
            "Planning and first improvement payment",
        );
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

    fn last_year(&mut self) {
        self.by = BROKER;
        self.reserve(
            320,
            1,
            ("Headship", "headship"),
            (2, "LLE", 9),
            &[OPPORTUNITY],
        );
        self.commit(310, 1);
        self.visits(1, &[(300, 2), (285, 2), (270, 2), (250, 3)]);
        self.reserve(
            262,
            2,
            ("Mathematics", "maths"),
            (3, "SLE", 12),
            &[OPPORTUNITY],
        );
        self.commit(255, 2);
        self.by = OFFICER;
        let first = Change::Report {
            covers: vec![(pot(OPPORTUNITY), self.ago(210))],
        };
        self.at(212, "Accepted by the board", first);
        self.by = BROKER;
        self.release(208, 1, OPPORTUNITY, Some(190));
        self.visits(2, &[(205, 4), (170, 4), (140, 4)]);
        self.release(120, 2, OPPORTUNITY, Some(99));
        self.reserve(
            200,
            3,
            ("Trust and finance", "finance"),
            (0, "NLE", 20),
            &[TARGETED],
        );
        self.commit(194, 3);
        self.visits(3, &[(180, 4), (160, 4), (135, 4)]);
        self.release(90, 3, TARGETED, Some(70));
        self.reserve(190, 4, ("Headship", "headship"), (4, "LLE", 6), &[FORUM]);
        self.commit(180, 4);
        self.visits(4, &[(165, 2)]);
        let rest = Change::Return {
            pot: pot(FORUM),
            from: Place::Committed,
            commitment: Some(work(4)),
            amount: Pence::pounds(900),
        };
        self.at(130, "Ended early: the head has moved on", rest);
        self.release(88, 4, FORUM, None);
        self.reserve(
            150,
            5,
            ("Phonics", "phonics"),
            (5, "SLE", 4),
            &[SUBSCRIPTION],
        );
        self.commit(146, 5);
        self.visits(5, &[(120, 2), (110, 2)]);
        self.release(24, 5, SUBSCRIPTION, None);
    }

    fn this_year(&mut self) {
        let rate = Rate {
            leader_type: Key::of("SLE"),
            from: self.ago(85),
            day: Pence::pounds(360),
            brokerage: Brokerage::Share(Share::per_cent(15)),
        };
        self.by = OFFICER;
        self.at(
            86,
            "Agreed with the hub for this year",
            Change::SetRate { rate },
        );
        self.grant(84, FORUM, 42_500, "De-delegation, second year");
        self.grant(83, SUBSCRIPTION, 24_000, "Subscriptions, second year");
        self.grant(
            82,
            OPPORTUNITY,
            40_000,
            "Second payment, less what waits for the report",
        );
        self.by = OTHER_BROKER;
        self.reserve(80, 6, ("Phonics", "phonics"), (6, "SLE", 8), &[OPPORTUNITY]);
        self.commit(74, 6);
        self.visits(6, &[(60, 2), (41, 3)]);
        self.reserve(
            66,
            7,
            ("Attendance", "attendance"),
            (7, "SLE", 10),
            &[FORUM],
        );
        self.commit(60, 7);
        self.visits(7, &[(40, 2), (12, 2)]);
        self.reserve(58, 8, ("Governance", "governance"), (8, "NLG", 6), &[FORUM]);
        self.commit(50, 8);
        self.reserve(
            45,
            9,
            ("Writing", "writing"),
            (9, "SLE", 6),
            &[SUBSCRIPTION],
        );
        self.commit(39, 9);
        self.visits(9, &[(20, 2)]);
        self.reserve(
            44,
            10,
            ("Headship", "headship"),
            (1, "LLE", 16),
            &[TARGETED],
        );
        self.commit(38, 10);
        self.visits(10, &[(16, 2)]);
        // A school that is not supported by any pot pays itself.
        self.reserve(52, 11, ("Curriculum", "curriculum"), (10, "SLE", 6), &[]);
        self.invoice(35, 11, None, |_, work| {
            (Party::School(work.recipient), Pence(work.school.0 / 2))
        });
        self.reserve(
            6,
            12,
            ("Writing", "writing"),
            (11, "SLE", 8),
            &[FORUM, SUBSCRIPTION],
        );
        self.by = OFFICER;
        let reading = Standing::Asked { by: self.ago(20) };
        let asked = (YearKind::Financial, 60_000, reading);
        let nothing = (PotRules::default(), Vec::new());
        self.add(34, READING, "Combined authority", asked, nothing);
        let waiting = Change::Bid {
            pot: pot(READING),
            becomes: Standing::Waiting {
                since: self.ago(21),
                answer_by: Some(self.ago(-30)),
            },
            amount: None,
        };
        self.at(21, "Sent with letters of six schools", waiting);
        self.by = BROKER;
        self.then(11, "Claims over £2,000 are looked at", |book| {
            let claim = book.claims.values().find(|one| one.commitment == work(1))?;
            let words = "One of the four visits is not on the school’s own record";
            Some(Change::LookAt {
                claim: claim.id,
                found: Looked {
                    in_order: false,
                    words: words.to_owned(),
                },
            })
        });
        let back = Change::AskBack {
            id: ClawBackId(id::of("claw back", "1")),
            pot: pot(OPPORTUNITY),
            commitment: work(1),
            amount: Pence::pounds(450),
        };
        self.at(9, "The visit of a day in spring did not take place", back);
    }
}
