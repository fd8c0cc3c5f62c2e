//! Pots, what is put aside, and who is owed what.

use domain::api::{MoneyPage, MoneyProposed, PotLedger};
use domain::schools::PotId;

use super::{Answer, get, post};

pub async fn money() -> Answer<MoneyPage> {
    get("/api/money").await
}

pub async fn change_money(change: &MoneyProposed) -> Answer<MoneyPage> {
    post("/api/money/changes", change).await
}

pub async fn pot_ledger(id: PotId) -> Answer<PotLedger> {
    get(&format!("/api/money/pots/{id}")).await
}
