//! An indicator of a partnership's own: adopted with the rules, then given in a meeting and loaded from a
//! file like any other.

use domain::api::{ImportReport, MeetingPage, RulesPage, SchoolPage};
use domain::meetings::Recorded;
use domain::risk::{
    Amount, ConditionDoc, Document, Edit, Judged, Level, OwnIndicator, RuleAt, RuleText, Scheme,
    Unit,
};
use domain::schools::{Finding, Key, Urn, Value};
use serde_json::json;
use tests::app::{Browser, TestApp};
use tests::district::{self as d, Who};

use crate::files::send;
use crate::meetings::{changes, open_meeting, proposed};
use crate::rules::{adopt, adopting, rules};

const VOICE: Key = Key::of("pupil_voice");
const CULTURE: Key = Key::of("reading_culture");

/// The rules in force with a survey and a judgement of their own; children who say they are not safe put a
/// school into the most serious category.
fn with_own(page: &RulesPage) -> Document {
    let survey = OwnIndicator {
        name: "Pupil voice".to_owned(),
        area: Some(Key::of("safeguarding")),
        lines: [Some(9_000), Some(8_000), Some(7_000)],
        ..OwnIndicator::default()
    };
    let mut culture = OwnIndicator {
        name: "Reading culture".to_owned(),
        area: Some(Key::of("teaching")),
        unit: Unit::Choice,
        ..OwnIndicator::default()
    };
    for (answer, words) in culture.answers.iter_mut().zip(["strong", "", "patchy", ""]) {
        answer.words = words.to_owned();
    }
    let mut document = page.scheme.document.clone();
    for own in [survey, culture] {
        let one = own.written(&document, None).unwrap();
        document = Edit::Indicator(Box::new(one)).of(&document);
    }
    let at = RuleAt {
        band: Key::of("P4"),
        nth: page.scheme.bands[3].when.len(),
    };
    let rule = RuleText {
        words: "children say they are not safe".to_owned(),
        all: vec![ConditionDoc::of_indicators(
            vec![VOICE],
            Amount::AtLeast(Level::High),
        )],
    };
    Edit::Rule(at, rule).of(&document)
}

async fn school(browser: &Browser, urn: Urn) -> SchoolPage {
    browser.get(&format!("/api/schools/{urn}")).await.done()
}

/// How these schools are judged by an own indicator on their pages, and their category.
async fn judged(browser: &Browser, scheme: &Scheme, id: Key, urn: Urn) -> (Judged, u8) {
    let risk = school(browser, urn).await.risk.unwrap();
    let at = scheme.place(id).unwrap();
    (risk.suggestion.judged[at], risk.suggestion.band.known.0)
}

#[tokio::test]
async fn an_own_indicator_is_given_in_a_meeting_and_counts_from_there() {
    let app = TestApp::start().await;
    let officer = app.sign_in(Who::Officer).await;
    let before = rules(&officer).await;
    let after: RulesPage = adopt(&officer, &adopting(&before, with_own(&before), d::today()))
        .await
        .done();
    for words in [
        "Pupil voice: looked at now, in Safeguarding and concerns; high 70% or lower",
        "Reading culture: looked at now",
        "a new rule, “children say they are not safe”",
    ] {
        let said = &after.versions[0].changes;
        assert!(said.iter().any(|one| one.contains(words)), "{said:?}");
    }
    let scheme = after.scheme;
    // Nobody has given a value: it counts for nothing and is said to be missing.
    let (was, band) = judged(&officer, &scheme, VOICE, d::vale_one()).await;
    assert_eq!(was, Judged::NotCollected);
    assert!(band < 3, "{band}");

    let lead = app.sign_in(Who::Lead).await;
    let id = open_meeting(&lead).await;
    let page: MeetingPage = lead.get(&format!("/api/meetings/{id}")).await.done();
    assert_eq!(page.scheme.version, scheme.version);
    assert!(page.scheme.indicator(VOICE).is_some());
    let record = |indicator: Key, finding: Finding| {
        let change = json!({"kind": "record", "urn": d::vale_one(), "indicator": indicator,
            "finding": finding});
        proposed(0, &change)
    };
    let wrong = record(VOICE, Finding::number(12_000));
    assert_eq!(
        lead.post(&changes(id), &wrong).await.problem().status,
        409,
        "no more than all of them"
    );
    let wrong = record(CULTURE, Finding::choice(Key::of("splendid")));
    assert_eq!(lead.post(&changes(id), &wrong).await.problem().status, 409);
    for (indicator, finding) in [
        (VOICE, Finding::number(6_500)),
        (CULTURE, Finding::choice(Key::of("patchy"))),
    ] {
        lead.post(&changes(id), &record(indicator, finding))
            .await
            .done::<Recorded>();
    }
    assert_eq!(
        judged(&lead, &scheme, VOICE, d::vale_one()).await,
        (Judged::Is(Level::High), 3),
        "children say they are not safe"
    );
    assert_eq!(
        judged(&lead, &scheme, CULTURE, d::vale_one()).await.0,
        Judged::Is(Level::Medium)
    );
    // No question to other schools, until somebody loads it.
    let other = judged(&lead, &scheme, VOICE, d::vale_two()).await.0;
    assert_eq!(other, Judged::NotCollected);
}

#[tokio::test]
async fn a_file_of_own_values_is_loaded_and_rows_that_cannot_be_are_named() {
    let app = TestApp::start().await;
    let officer = app.sign_in(Who::Officer).await;
    let before = rules(&officer).await;
    let file = format!(
        "urn,indicator,period,value,cohort,source,as_at,note\n\
         {one},pupil_voice,autumn,65,40,Survey of pupils,{day},\n\
         {two},reading_culture,autumn,Patchy,,Review,{day},seen in class\n\
         {two},reading_culture,autumn,splendid,,Review,{day},\n\
         {two},pupil_voice,autumn,many,,Survey of pupils,{day},\n\
         {two},pupil_voice,autumn,120,,Survey of pupils,{day},\n",
        one = d::vale_one(),
        two = d::vale_two(),
        day = d::today(),
    );
    let load = || {
        let files = [("own.csv", file.clone().into_bytes())];
        let officer = officer.clone();
        async move {
            let reply = send(&officer, "/api/import", "application/json", &files).await;
            reply.done::<ImportReport>().files[0].clone()
        }
    };
    let refused = load().await;
    assert_eq!(refused.rejected.len(), 5, "{refused:?}");
    assert!(
        refused
            .rejected
            .iter()
            .all(|one| one.reason.contains("not an indicator of the scheme")),
        "{refused:?}"
    );
    let after: RulesPage = adopt(&officer, &adopting(&before, with_own(&before), d::today()))
        .await
        .done();
    let loaded = load().await;
    let why: Vec<&str> = loaded.rejected.iter().map(|one| &one.reason[..]).collect();
    assert_eq!(
        why,
        [
            "not one of strong, patchy",
            "not a number",
            "there are values from 0% to 100% only"
        ]
    );
    let scheme = after.scheme;
    assert_eq!(
        judged(&officer, &scheme, VOICE, d::vale_one()).await,
        (Judged::Is(Level::High), 3)
    );
    let two = school(&officer, d::vale_two()).await.risk.unwrap();
    let reading = two.readings.iter().find(|one| one.indicator == CULTURE);
    let reading = reading.unwrap();
    assert_eq!(
        reading.seen.finding,
        Finding::Known(Value::Choice(Key::of("patchy")))
    );
    assert_eq!(reading.from.source, "Review");
    // Loaded for one school, it is asked of all: there it is not known, and the answer may be open.
    let voice = two.suggestion.judged[scheme.place(VOICE).unwrap()];
    assert!(matches!(voice, Judged::Unknown(_)), "{voice:?}");
    // The lab tries other rules on it too.
    let page = rules(&officer).await;
    let row = page.schools.iter().find(|one| one.urn == d::vale_one());
    assert!(row.unwrap().evidence.of(VOICE).is_some());
}
