//! What is asked and said of schools.

use domain::api::{
    AppealDecision, ApproveDecision, ContestValue, IssueLetter, LetterPage, RecordEntry,
    SchoolList, SchoolPage, SendReply, SettleContest, SimilarSchools, TellHead, Telling, Today,
    WithdrawEntry,
};
use domain::meetings::{Approval, Reply};
use domain::schools::{Contest, ContestId, EntryId, Known, Urn};

use super::{Answer, get, post};

pub async fn today() -> Answer<Today> {
    get("/api/today").await
}

pub async fn schools() -> Answer<SchoolList> {
    get("/api/schools").await
}

pub async fn school(urn: Urn) -> Answer<SchoolPage> {
    get(&format!("/api/schools/{urn}")).await
}

/// Schools like it, and what is published of them.
pub async fn similar_schools(urn: Urn) -> Answer<SimilarSchools> {
    get(&format!("/api/schools/{urn}/similar")).await
}

/// Records that the head heard what was decided, or why not.
pub async fn tell_head(urn: Urn, told: &TellHead) -> Answer<Telling> {
    post(&format!("/api/schools/{urn}/told"), told).await
}

pub async fn record_entry(urn: Urn, entry: &RecordEntry) -> Answer<Known> {
    post(&format!("/api/schools/{urn}/known"), entry).await
}

pub async fn withdraw_entry(urn: Urn, id: EntryId, why: &WithdrawEntry) -> Answer<Known> {
    post(&format!("/api/schools/{urn}/known/{id}/withdraw"), why).await
}

pub async fn contest(urn: Urn, value: &ContestValue) -> Answer<Contest> {
    post(&format!("/api/schools/{urn}/contests"), value).await
}

pub async fn settle_contest(urn: Urn, id: ContestId, how: &SettleContest) -> Answer<Contest> {
    post(&format!("/api/schools/{urn}/contests/{id}/settle"), how).await
}

/// The school's own words.
pub async fn reply(urn: Urn, words: &SendReply) -> Answer<Reply> {
    post(&format!("/api/schools/{urn}/reply"), words).await
}

/// What a second person says of a decision against the rules.
pub async fn approve(urn: Urn, said: &ApproveDecision) -> Answer<Approval> {
    post(&format!("/api/schools/{urn}/approval"), said).await
}

/// The letter about what was last decided.
pub async fn letter(urn: Urn) -> Answer<LetterPage> {
    get(&format!("/api/schools/{urn}/letter")).await
}

pub async fn issue_letter(urn: Urn, asked: &IssueLetter) -> Answer<LetterPage> {
    post(&format!("/api/schools/{urn}/letter"), asked).await
}

pub async fn appeal(urn: Urn, asked: &AppealDecision) -> Answer<LetterPage> {
    post(&format!("/api/schools/{urn}/appeal"), asked).await
}
