//! The book through its own door: what is recorded adds up, what cannot be is refused in words, and two
//! people at once never spend a penny twice.

use domain::api::{MoneyPage, PotLedger};
use domain::brokerage::HalfDays;
use domain::schools::{ClawBackId, CommitmentId, InvoiceId, Key, PotId, Urn};
use domain::support::money::{
    Brokerage, Change, NewCommitment, NewInvoice, Party, Pence, Place, Pot, PotRules, Rate, Share,
    Standing, WhoPays, YearKind, Years,
};
use serde_json::{Value, json};
use server::db::{self, money};
use tests::app::{Browser, Reply, TestApp};
use tests::district::{self as d, Who};
use uuid::Uuid;

use Who::{Broker, Head, Officer};

/// A change as it is sent.
fn proposed(base: u64, change: &Change) -> Value {
    json!({ "id": Uuid::new_v4(), "base": base, "why": "As agreed", "change": change })
}

/// A rate: something that can be recorded anywhere.
pub fn rate() -> Value {
    proposed(
        0,
        &Change::SetRate {
            rate: Rate {
                leader_type: Key::of("SLE"),
                from: d::today(),
                day: Pence::pounds(350),
                brokerage: Brokerage::Share(Share::per_cent(15)),
            },
        },
    )
}

async fn seq(who: &Browser) -> u64 {
    who.get("/api/money").await.done::<MoneyPage>().seq
}

/// Asks with the book as it stands.
async fn ask(who: &Browser, change: &Change) -> Reply {
    let base = seq(who).await;
    who.post("/api/money/changes", &proposed(base, change))
        .await
}

pub fn pot(name: &str, pounds: i64) -> Pot {
    Pot {
        id: PotId(Uuid::new_v4()),
        name: name.to_owned(),
        funder: "Schools forum".to_owned(),
        years: Years::of(YearKind::Academic, d::today()),
        amount: Pence::pounds(pounds),
        standing: Standing::Held,
        rules: PotRules::default(),
        reports: Vec::new(),
    }
}

pub async fn add(who: &Browser, pot: Pot) -> PotId {
    let (id, amount) = (pot.id, pot.amount);
    let pot = Box::new(pot);
    ask(who, &Change::AddPot { pot }).await.done::<MoneyPage>();
    let grant = Change::Grant { pot: id, amount };
    ask(who, &grant).await.done::<MoneyPage>();
    id
}

/// A pot with this in it.
pub async fn add_pot(who: &Browser, name: &str, pounds: i64) -> PotId {
    add(who, pot(name, pounds)).await
}

fn work(half_days: u32) -> NewCommitment {
    NewCommitment {
        id: CommitmentId(Uuid::new_v4()),
        case: None,
        what: "Early reading".to_owned(),
        recipient: d::vale_one(),
        area: None,
        leader_type: Key::of("SLE"),
        home: Some(d::moor_one()),
        half_days: HalfDays(half_days),
        from: d::today(),
    }
}

fn reserve(work: &NewCommitment, pots: &[PotId], school: bool) -> Change {
    Change::Reserve {
        work: Box::new(work.clone()),
        payers: WhoPays {
            pots: pots.to_vec(),
            school,
        },
    }
}

/// Support that is drawn in full and released from one pot.
async fn released(who: &Browser, pot: PotId, half_days: u32) -> CommitmentId {
    let work = work(half_days);
    let commitment = work.id;
    let amount = Pence(i64::from(half_days) * 17_500);
    for change in [
        reserve(&work, &[pot], false),
        Change::Commit { commitment },
        Change::Draw {
            commitment,
            half_days: HalfDays(half_days),
            visit: None,
        },
        Change::Release {
            pot,
            commitment,
            amount,
        },
    ] {
        ask(who, &change).await.done::<MoneyPage>();
    }
    commitment
}

#[tokio::test]
async fn what_is_recorded_adds_up_on_the_page_and_in_the_ledger() {
    let app = TestApp::start().await;
    let broker = app.sign_in(Broker).await;
    let pot = add_pot(&broker, "Opportunity fund", 5_000).await;
    released(&broker, pot, 4).await;
    let open = work(3);
    let page: MoneyPage = ask(&broker, &reserve(&open, &[pot], false)).await.done();
    let held = page.pots[0].held;
    assert!(held.adds_up());
    assert_eq!(held.came_in, Pence::pounds(5_000));
    assert_eq!(held.available, Pence(377_500));
    assert_eq!(
        (held.reserved, held.released),
        (Pence(52_500), Pence(70_000))
    );
    let due = |party: Party| {
        let found = page.parties.iter().find(|one| one.party == party);
        found.map(|one| one.due)
    };
    assert_eq!(due(Party::Home(Some(d::moor_one()))), Some(Pence(59_500)));
    assert_eq!(due(Party::Broker), Some(Pence(10_500)));

    let ledger: PotLedger = broker.get(&format!("/api/money/pots/{pot}")).await.done();
    assert_eq!(ledger.rows.len(), 7);
    assert_eq!(ledger.rows.last().unwrap().after, held);
    assert!(ledger.rows.iter().all(|row| row.after.adds_up()));
    assert!(ledger.rows.iter().all(|row| row.why == "As agreed"));
    let drawn = &ledger.rows[4];
    assert_eq!(drawn.what, "Drawn by a visit of 2 days: Early reading");
    assert_eq!(
        drawn.moved,
        [
            (Place::Committed, Pence(-70_000)),
            (Place::Drawn, Pence(70_000))
        ]
    );
}

#[tokio::test]
async fn more_than_there_is_is_refused_in_words_and_nothing_is_recorded() {
    let app = TestApp::start().await;
    let broker = app.sign_in(Broker).await;
    let pot = add_pot(&broker, "Opportunity fund", 1_000).await;
    let before = seq(&broker).await;
    let refused = ask(&broker, &reserve(&work(6), &[pot], false)).await;
    let problem = refused.problem();
    assert_eq!(problem.status, 422);
    assert_eq!(problem.fields[0].field, "pots");
    assert_eq!(
        problem.title,
        "It costs £1,050, and Opportunity fund has £1,000 available: £50 short."
    );
    let why = json!({ "id": Uuid::new_v4(), "base": before, "why": " ",
        "change": reserve(&work(2), &[pot], false) });
    let refused = broker.post("/api/money/changes", &why).await.problem();
    assert_eq!(refused.fields[0].field, "why");
    // Sums that are none never come in.
    for amount in [0, -5, i64::MAX] {
        let amount = Pence(amount);
        let refused = ask(&broker, &Change::CarryIn { pot, amount }).await;
        assert_eq!(refused.problem().fields[0].field, "amount");
    }
    assert_eq!(seq(&broker).await, before);
}

#[tokio::test]
async fn sent_twice_is_once_and_anothers_id_is_refused() {
    let app = TestApp::start().await;
    let broker = app.sign_in(Broker).await;
    let pot = add_pot(&broker, "Opportunity fund", 1_000).await;
    let once = proposed(seq(&broker).await, &reserve(&work(2), &[pot], false));
    let first: MoneyPage = broker.post("/api/money/changes", &once).await.done();
    let again: MoneyPage = broker.post("/api/money/changes", &once).await.done();
    assert_eq!(first, again);
    let officer = app.sign_in(Officer).await;
    let stolen = officer.post("/api/money/changes", &once).await;
    assert_eq!(stolen.problem().fields[0].field, "id");
}

#[tokio::test]
async fn what_somebody_did_to_the_same_pot_meanwhile_is_said_and_another_pot_is_no_matter() {
    let app = TestApp::start().await;
    let (broker, officer) = (app.sign_in(Broker).await, app.sign_in(Officer).await);
    let pot = add_pot(&broker, "Opportunity fund", 5_000).await;
    let other = add_pot(&broker, "Forum", 5_000).await;
    let looked = seq(&broker).await;
    ask(&officer, &reserve(&work(2), &[pot], false))
        .await
        .done::<MoneyPage>();
    let late = proposed(looked, &reserve(&work(2), &[pot], false));
    let stale = broker.post("/api/money/changes", &late).await.problem();
    assert_eq!((stale.status, stale.kind.as_str()), (409, "stale"));
    assert!(
        stale.title.contains("changed the same pot meanwhile"),
        "{}",
        stale.title
    );
    assert!(
        stale.detail.contains("Reserved: Early reading"),
        "{}",
        stale.detail
    );
    let fine = proposed(looked, &reserve(&work(2), &[other], false));
    let page: MoneyPage = broker.post("/api/money/changes", &fine).await.done();
    assert_eq!(page.work.len(), 2);
}

#[tokio::test]
async fn many_at_once_never_spend_a_penny_twice() {
    let app = TestApp::start().await;
    let broker = app.sign_in(Broker).await;
    let pot = add_pot(&broker, "Opportunity fund", 2_000).await;
    let base = seq(&broker).await;
    let all = (0..8).map(|_| {
        let broker = broker.clone();
        let body = proposed(base, &reserve(&work(4), &[pot], false));
        tokio::spawn(async move { broker.post("/api/money/changes", &body).await.status })
    });
    let mut done = 0;
    for one in all.collect::<Vec<_>>() {
        let status = one.await.unwrap();
        assert!(matches!(status, 200 | 422), "{status}");
        done += usize::from(status == 200);
    }
    assert_eq!(done, 2, "£700 goes into £2,000 twice");
    let page: MoneyPage = broker.get("/api/money").await.done();
    assert_eq!(page.pots[0].held.available, Pence::pounds(600));
    assert_eq!(page.seq, base + 2, "the log has no gaps");
}

#[tokio::test]
async fn money_is_clawed_back_by_a_second_person_and_by_no_other() {
    let app = TestApp::start().await;
    let (broker, officer) = (app.sign_in(Broker).await, app.sign_in(Officer).await);
    let pot = add_pot(&broker, "Opportunity fund", 5_000).await;
    let commitment = released(&broker, pot, 4).await;
    let id = ClawBackId(Uuid::new_v4());
    let amount = Pence::pounds(350);
    let back = Change::AskBack {
        id,
        pot,
        commitment,
        amount,
    };
    let page: MoneyPage = ask(&broker, &back).await.done();
    assert_eq!(page.claw_backs[0].asked.amount, amount);
    assert_eq!(page.pots[0].held.released, Pence::pounds(700));
    let yes = Change::AnswerBack { id, approved: true };
    let refused = ask(&broker, &yes).await.problem();
    assert_eq!(
        refused.title,
        "Somebody else must say yes or no: you asked for it back."
    );
    let page: MoneyPage = ask(&officer, &yes).await.done();
    assert_eq!(page.pots[0].held.released, amount);
    assert!(page.pots[0].held.adds_up());
    assert!(page.claw_backs[0].answered_by.is_some());
}

#[tokio::test]
async fn a_head_reads_of_their_own_school_and_of_no_pot() {
    let app = TestApp::start().await;
    let (broker, head) = (app.sign_in(Broker).await, app.sign_in(Head).await);
    let pot = add_pot(&broker, "Opportunity fund", 100).await;
    let theirs = work(2);
    ask(&broker, &reserve(&theirs, &[pot], true))
        .await
        .done::<MoneyPage>();
    let mut others = work(2);
    others.recipient = d::vale_two();
    others.what = "Not theirs".to_owned();
    ask(&broker, &reserve(&others, &[], true))
        .await
        .done::<MoneyPage>();
    let invoice = |urn: Urn, commitment| Change::Invoice {
        invoice: NewInvoice {
            id: InvoiceId(Uuid::new_v4()),
            party: Party::School(urn),
            commitment: Some(commitment),
            amount: Pence::pounds(100),
            issued: d::today(),
        },
    };
    for change in [
        invoice(d::vale_one(), theirs.id),
        invoice(d::vale_two(), others.id),
    ] {
        ask(&broker, &change).await.done::<MoneyPage>();
    }
    let reply = head.get("/api/money").await;
    for hidden in ["Opportunity fund", "Not theirs", "900002"] {
        assert!(!reply.text.contains(hidden), "{hidden}: {}", reply.text);
    }
    let page: MoneyPage = reply.done();
    assert!(page.pots.is_empty());
    assert_eq!(page.work[0].work.school, Pence::pounds(250));
    assert_eq!(page.invoices.len(), 1);
    assert_eq!(ask(&head, &rate_change()).await.status, 403);
}

fn rate_change() -> Change {
    serde_json::from_value(rate()["change"].clone()).unwrap()
}

#[tokio::test]
async fn the_book_as_a_file_has_as_much_debit_as_credit() {
    let app = TestApp::start().await;
    let broker = app.sign_in(Broker).await;
    let pot = add_pot(&broker, "=Opportunity", 5_000).await;
    released(&broker, pot, 5).await;
    let csv = broker.get("/api/money/export.csv").await;
    assert_eq!(csv.status, 200);
    let mut rows = csv::Reader::from_reader(csv.text.trim_start_matches('\u{feff}').as_bytes());
    let sum = |text: &str| Pence::read(text).unwrap_or_default().0;
    let (mut debit, mut credit, mut lines) = (0, 0, 0);
    for row in rows.records() {
        let row = row.unwrap();
        debit += sum(&row[9]);
        credit += sum(&row[10]);
        lines += 1;
        assert!(!row[6].starts_with('='), "no text is a formula");
    }
    assert!(lines > 8);
    assert_eq!(debit, credit);
    let book = broker.get("/api/money/export.xlsx").await;
    assert_eq!(book.status, 200);
    assert!(
        book.headers["content-disposition"]
            .to_str()
            .unwrap()
            .contains(".xlsx")
    );
}

#[tokio::test]
async fn the_database_takes_no_lines_that_do_not_add_up_and_edits_no_record() {
    let app = TestApp::start().await;
    let broker = app.sign_in(Broker).await;
    add_pot(&broker, "Opportunity fund", 1_000).await;
    for wrong in [
        "update money_entry set amount = amount * 2",
        "delete from money_entry",
        "update money_change set why = 'x'",
        "delete from money_change",
        "delete from money_pot",
    ] {
        let mut tx = db::begin(app.pool(), d::here()).await.unwrap();
        let refused = sqlx::query(wrong).execute(&mut *tx).await.unwrap_err();
        assert!(
            refused.to_string().contains("permission denied"),
            "{wrong}: {refused}"
        );
    }
    let mut tx = db::begin(app.pool(), d::here()).await.unwrap();
    sqlx::query(
        "insert into money_entry (authority_id, seq, line, account, pot_id, amount)
         select authority_id, seq, 9, 'funder', pots[1], 100 from money_change where seq = 2",
    )
    .execute(&mut *tx)
    .await
    .unwrap();
    let refused = tx.commit().await.unwrap_err();
    assert!(refused.to_string().contains("do not add up"), "{refused}");
    // Another authority sees none of it.
    let mut tx = db::begin(app.pool(), d::elsewhere()).await.unwrap();
    assert!(money::book(&mut tx).await.unwrap().pots.is_empty());
}
