//! Recording a visit: the page around the form, there too where there is no line.

use domain::schools::CaseId;
use domain::support::StepKind;
use leptos::prelude::*;
use leptos_router::hooks::use_params_map;

use super::visit_draft;
use super::visit_form::VisitForm;
use crate::api;
use crate::components::heading::Heading;
use crate::load::load;
use crate::session::SignedIn;

#[component]
pub fn VisitPage(signed: SignedIn) -> impl IntoView {
    let params = use_params_map();
    let id = Memo::new(move |_| {
        params.with(|params| params.get("id").and_then(|id| id.parse::<CaseId>().ok()))
    });
    let person = signed.actor.person;
    let page = load(move || {
        let id = id.get();
        async move {
            match id {
                Some(id) => visit_draft::case(person, id).await,
                None => Err(api::nothing_there("There is no such case")),
            }
        }
    });
    page.page("the case", move |page| {
        if page.offers.contains(&StepKind::Visit) {
            view! { <VisitForm page person today=signed.today/> }.into_any()
        } else {
            let (title, words) = (page.case.school.clone(), page.case.stage_kind().words());
            view! {
                <div class="page reading">
                    <Heading title/>
                    <p>"Visits are recorded by the leader, once the agreement is signed. The case stands at “" {words} "”."</p>
                    <p><a href=format!("/support/{}", page.case.id)>"Back to the case"</a></p>
                </div>
            }
            .into_any()
        }
    })
}
