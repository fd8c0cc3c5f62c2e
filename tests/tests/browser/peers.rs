//! Peer reviews: a head sees the review of their school, and the lead of the partnership writes one down.
use anyhow::Result;
use tests::browser::Browser;
use tests::served::Served;

use crate::pages::{Faults, look};

#[tokio::test]
async fn a_head_answers_what_peers_saw_and_the_lead_reads_it() -> Result<()> {
    let served = Served::demo().await?;
    let mut faults = Faults::default();
    let head = Browser::of(&served, "Rashida Dalal").await?;
    head.driver.goto(served.url("/peers")).await?;
    head.within(".peer-round", "reviews Millbeck Primary")
        .await?;
    let lead = Browser::of(&served, "Helen Marsh").await?;
    lead.driver.goto(served.url("/peers")).await?;
    lead.within(".peer-round", "Upper Vale").await?;
    look(&lead, "peers", &mut faults).await?;
    lead.click_text("button", "Write down the review").await?;
    lead.find("#focus").await?.send_keys("Handwriting").await?;
    lead.click_text("button", "Record it").await?;
    lead.within(".step-form", "Say it in words").await?;
    lead.find("#strengths")
        .await?
        .send_keys("Pencil grip.")
        .await?;
    lead.find("#questions")
        .await?
        .send_keys("Who has a slope?")
        .await?;
    lead.click_text("button", "Record it").await?;
    lead.within(".peer-round", "Who has a slope?").await?;
    head.quit().await?;
    lead.quit().await?;
    faults.none()
}
