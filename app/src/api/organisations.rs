//! Organisations around schools, and what is on offer.

use domain::api::{
    BeginOrganisation, ChangeOffer, OffersPage, OrganisationPage, OrganisationsPage, PutOffer,
    PutOrganisation,
};
use domain::schools::{OfferId, OrganisationId};

use super::{Answer, get, post};

pub async fn organisations() -> Answer<OrganisationsPage> {
    get("/api/organisations").await
}

pub async fn organisation(id: OrganisationId) -> Answer<OrganisationPage> {
    get(&format!("/api/organisations/{id}")).await
}

pub async fn begin_organisation(asked: &BeginOrganisation) -> Answer<OrganisationPage> {
    post("/api/organisations", asked).await
}

pub async fn put_organisation(
    id: OrganisationId,
    asked: &PutOrganisation,
) -> Answer<OrganisationPage> {
    post(&format!("/api/organisations/{id}"), asked).await
}

pub async fn offers() -> Answer<OffersPage> {
    get("/api/offers").await
}

pub async fn put_offer(asked: &PutOffer) -> Answer<OffersPage> {
    post("/api/offers", asked).await
}

pub async fn change_offer(id: OfferId, asked: &ChangeOffer) -> Answer<OffersPage> {
    post(&format!("/api/offers/{id}"), asked).await
}
