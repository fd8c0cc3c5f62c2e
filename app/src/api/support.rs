//! Cases of support.

use domain::api::{
    AskSupport, CaseMoved, CasePage, CombinedPage, LibraryPage, SupportPage, TakeStep,
};
use domain::schools::{CaseId, FileId, Urn};
use domain::support::Attached;
use wasm_bindgen::JsValue;

use super::{Answer, Method, get, post, read, sent};

pub async fn support() -> Answer<SupportPage> {
    get("/api/support").await
}

pub async fn case(id: CaseId) -> Answer<CasePage> {
    get(&format!("/api/support/{id}")).await
}

/// The number of the last step of a case after that one; where there is none, waits a while for one to come.
pub async fn case_moved(id: CaseId, after: u64) -> Answer<Option<u64>> {
    let url = format!("/api/support/{id}/events?poll=1&after={after}");
    // Who is there is told in the same list, and is not asked for here.
    let events: Vec<serde_json::Value> = get(&url).await?;
    let moved = |event| serde_json::from_value::<CaseMoved>(event).ok();
    let moved = events.into_iter().filter_map(moved);
    Ok(moved.map(|moved| moved.revision).max())
}

pub async fn ask_support(ask: &AskSupport) -> Answer<CasePage> {
    post("/api/support", ask).await
}

pub async fn take_step(id: CaseId, step: &TakeStep) -> Answer<CasePage> {
    post(&format!("/api/support/{id}/steps"), step).await
}

/// Keeps a file with a case.
pub async fn send_file(case: CaseId, id: FileId, file: &web_sys::File) -> Answer<Attached> {
    let name = js_sys::encode_uri_component(&file.name());
    let url = format!("/api/support/{case}/files/{id}?name={name}");
    // As it is, and not as a form.
    let body = (JsValue::from(file.clone()), "application/octet-stream");
    read(&sent(Method::POST, &url, Some(body)).await?)
}

/// Where a file of a case is read.
pub fn file_url(case: CaseId, id: FileId) -> String {
    format!("/api/support/{case}/files/{id}")
}

/// Case studies that are told to this person.
pub async fn library() -> Answer<LibraryPage> {
    get("/api/library").await
}

pub async fn combined(urn: Urn, year: Option<i32>) -> Answer<CombinedPage> {
    match year {
        Some(year) => get(&format!("/api/support/combined/{urn}?year={year}")).await,
        None => get(&format!("/api/support/combined/{urn}")).await,
    }
}
