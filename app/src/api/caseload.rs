//! Caseloads and the files of schools.

use domain::api::{AdoptWay, CaseloadPage, FilePage, HandOver, PutEntry, TheWay};
use domain::schools::Urn;

use super::{Answer, get, post};

pub async fn caseload() -> Answer<CaseloadPage> {
    get("/api/caseload").await
}

pub async fn hand_over(asked: &HandOver) -> Answer<CaseloadPage> {
    post("/api/caseload/hand-over", asked).await
}

pub async fn the_way() -> Answer<TheWay> {
    get("/api/caseload/way").await
}

pub async fn adopt_way(asked: &AdoptWay) -> Answer<TheWay> {
    post("/api/caseload/way", asked).await
}

/// The file of a school; its annual report is of this year, or of the one asked for.
pub async fn school_file(urn: Urn, year: Option<i32>) -> Answer<FilePage> {
    let year = year.map_or_else(String::new, |year| format!("?year={year}"));
    get(&format!("/api/caseload/{urn}{year}")).await
}

pub async fn write_entry(urn: Urn, asked: &PutEntry) -> Answer<FilePage> {
    post(&format!("/api/caseload/{urn}"), asked).await
}
