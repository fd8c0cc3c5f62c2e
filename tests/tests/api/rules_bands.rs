//! Categories come and go after decisions exist: every page and every export still says what was decided.

use calamine::{Data, Reader as _, Xlsx};
use domain::api::{
    DistrictPage, LetterPage, MeetingPage, MinutesPage, PartnershipPage, RulesPage, SchoolList,
    SchoolPage, Session, SimilarSchools,
};
use domain::meetings::{left_behind, moves};
use domain::risk::{Amount, ConditionDoc, Document, Edit, Level, NewBand, RuleText, Scheme};
use domain::schools::{Key, MeetingId, Urn};
use serde_json::{Value, json};
use tests::app::{Browser, TestApp};
use tests::district::{self as d, Who};

use crate::meetings::{changes, open_meeting, proposed};
use crate::rules::{adopt, adopting, rules};

/// One category between the second and the third, and the third no longer.
fn otherwise(document: &Document) -> Document {
    let new = NewBand {
        word: "Priority 2 plus".to_owned(),
        short: "P2+".to_owned(),
        meaning: "watched term by term".to_owned(),
        above: Some(Key::of("P2")),
        rule: RuleText {
            words: "the risk is medium".to_owned(),
            all: vec![ConditionDoc::of_risk(Amount::AtLeast(Level::Medium))],
        },
    };
    let more = Edit::AddBand(Box::new(new)).of(document);
    Edit::RemoveBand(Key::of("P3")).of(&more)
}

async fn say(person: &Browser, meeting: MeetingId, change: &Value) {
    let reply = person.post(&changes(meeting), &proposed(0, change)).await;
    assert_eq!(reply.status, 200, "{}", reply.text);
}

async fn decide(person: &Browser, meeting: MeetingId, urn: Urn, band: u8) {
    let decision = json!({"kind": "decide", "urn": urn, "decision": {"band": band, "risk": "medium",
        "next_review": d::in_days(120), "rationale": "Seen."}});
    say(person, meeting, &decision).await;
}

async fn scheme(person: &Browser) -> Scheme {
    let session: Session = person.get("/api/session").await.done();
    Scheme::clone(&session.scheme)
}

async fn page(person: &Browser, urn: Urn) -> SchoolPage {
    person.get(&format!("/api/schools/{urn}")).await.done()
}

#[tokio::test]
async fn a_band_added_in_the_middle_and_one_taken_away_leave_every_decision_as_it_was_made() {
    let app = TestApp::start().await;
    let officer = app.sign_in(Who::Officer).await;
    let first = open_meeting(&officer).await;
    decide(&officer, first, d::vale_one(), 2).await;
    decide(&officer, first, d::vale_two(), 3).await;
    let before = rules(&officer).await;
    let asked = adopting(&before, otherwise(&before.scheme.document), d::today());
    let after: RulesPage = adopt(&officer, &asked).await.done();
    // It goes on under the rules it was opened under, though others are in force.
    decide(&officer, first, d::vale_two(), 1).await;
    say(&officer, first, &json!({"kind": "close"})).await;

    let now = scheme(&officer).await;
    let words: Vec<&str> = now.bands.iter().map(|band| band.word.as_str()).collect();
    assert_eq!(
        words,
        ["Priority 1", "Priority 2", "Priority 2 plus", "Priority 4"]
    );
    let said = |band| now.band(band).word.clone();
    let SchoolList { rows, .. } = officer.get("/api/schools").await.done();
    let of = |urn: Urn| {
        let row = rows.iter().find(|row| row.school.urn == urn).unwrap();
        row.standing.clone().unwrap().decided.unwrap()
    };
    assert_eq!(said(of(d::vale_one()).band), "Priority 3");
    assert_eq!(
        now.gone_since(of(d::vale_one()).band),
        Some(before.scheme.version)
    );
    assert_eq!(said(of(d::vale_two()).band), "Priority 2");
    let plain = officer.get("/plain").await.text;
    assert!(plain.contains("Priority 3"), "{plain}");

    let school = page(&officer, d::vale_one()).await;
    assert_eq!(said(school.risk.unwrap().decisions[0].band), "Priority 3");
    let school = page(&officer, d::vale_two()).await;
    let last = school.risk.unwrap().decisions[0].clone();
    assert_eq!(said(last.band), "Priority 2");
    assert!(
        !words.is_empty()
            && now
                .gone_since(last.suggested.unwrap().known)
                .is_none_or(|_| true)
    );

    let district: DistrictPage = officer.get("/api/district").await.done();
    let watched = |urn: Urn| {
        let one = district.schools.iter().find(|one| one.urn == urn).unwrap();
        one.watched.clone()
    };
    let gone = watched(d::vale_one());
    assert_eq!(said(gone.decided.as_ref().unwrap().band), "Priority 3");
    let lacks = left_behind(&now, &gone, d::today());
    assert!(
        lacks.iter().any(|lack| lack.why.contains("Priority 3")),
        "it ought to be helped still: {lacks:?}"
    );
    let found = moves(&now, district.schools.iter().map(|one| &one.watched));
    assert_eq!(found.in_gone.len(), 1);
    let partnership: PartnershipPage = officer
        .get(&format!("/api/partnerships/{}", d::vale()))
        .await
        .done();
    let member = partnership
        .members
        .iter()
        .find(|one| one.school.urn == d::vale_one())
        .unwrap();
    let decided = member.school.watched.decided.as_ref().unwrap();
    assert_eq!(said(decided.band), "Priority 3");
    let path = format!("/api/schools/{}/similar", d::vale_two());
    let similar: SimilarSchools = officer.get(&path).await.done();
    let other = similar
        .others
        .iter()
        .find(|one| one.school.urn == d::vale_one());
    assert_eq!(said(other.unwrap().decided.unwrap()), "Priority 3");
    let room: Vec<String> = after.otherwise.iter().map(|one| said(one.band)).collect();
    assert!(room.contains(&"Priority 3".to_owned()), "{room:?}");

    // What left the room says what it said in the room.
    let minutes = format!("/api/meetings/{first}/minutes");
    let read: MinutesPage = officer.get(&minutes).await.done();
    let of_one = read.minutes.items().find(|one| one.urn == d::vale_one());
    assert_eq!(of_one.unwrap().band_word, "Priority 3");
    let sheet = officer
        .request(reqwest::Method::GET, &format!("{minutes}.xlsx"))
        .send()
        .await
        .unwrap()
        .bytes()
        .await
        .unwrap();
    let mut book = Xlsx::new(std::io::Cursor::new(sheet)).unwrap();
    let names = book.sheet_names();
    let told = names.iter().any(|name| {
        let range = book.worksheet_range(name).unwrap();
        range
            .rows()
            .flatten()
            .any(|cell| matches!(cell, Data::String(text) if text == "Priority 3"))
    });
    assert!(told, "the workbook names the category that was decided");
    let letter: LetterPage = officer
        .get(&format!("/api/schools/{}/letter", d::vale_one()))
        .await
        .done();
    let letter = serde_json::to_string(&letter.letter).unwrap();
    assert!(letter.contains("Priority 3"), "{letter}");

    // The next meeting is held under the new bands, and knows what was decided under the old.
    let second = open_meeting(&officer).await;
    let room: MeetingPage = officer.get(&format!("/api/meetings/{second}")).await.done();
    let opening = room
        .openings
        .iter()
        .find(|one| one.school.urn == d::vale_one())
        .unwrap();
    let last = opening.last.as_ref().unwrap();
    assert_eq!(room.scheme.band(last.band).word, "Priority 3");
    decide(&officer, second, d::vale_one(), 2).await;
    let gone = json!({"kind": "decide", "urn": d::vale_two(), "decision": {"band": last.band,
        "risk": "medium", "next_review": d::in_days(120), "rationale": "As before."}});
    let refused = officer.post(&changes(second), &proposed(0, &gone)).await;
    assert_eq!(refused.status, 409, "what is gone is decided no longer");
    say(&officer, second, &json!({"kind": "close"})).await;
    let read: MinutesPage = officer
        .get(&format!("/api/meetings/{second}/minutes"))
        .await
        .done();
    let item = read.minutes.items().find(|one| one.urn == d::vale_one());
    let how = &item.unwrap().how;
    assert!(how.contains("was Priority 3 under version 5"), "{how}");

    // It comes back: what was decided for it is decided for it, and what was closed is as it was.
    let back = adopting(
        &rules(&officer).await,
        before.scheme.document.clone(),
        d::today(),
    );
    let after: RulesPage = adopt(&officer, &back).await.done();
    let school = page(&officer, d::vale_one()).await;
    let course: Vec<String> = school
        .risk
        .unwrap()
        .decisions
        .iter()
        .map(|past| after.scheme.band(past.band).word.clone())
        .collect();
    assert_eq!(course, ["Priority 2 plus", "Priority 3"]);
    let again: MinutesPage = officer
        .get(&format!("/api/meetings/{second}/minutes"))
        .await
        .done();
    assert_eq!(again.minutes, read.minutes);
    assert_eq!(again.seal, read.seal);
}
