//! Pages that travel in files of their own: a first visit carries what it shows, and the rest is fetched
//! when somebody goes there (or, once the first page stands, before they do). What two files share
//! travels once, in a file beside them.

use domain::risk::Scheme;
use domain::schools::PersonId;
use leptos::prelude::*;
use leptos::wasm_split::{SplitLoaderError, wasm_split};
use leptos_router::hooks::use_params_map;

use super::brokerage::BrokeragePage;
use super::caseload::{
    CaseloadPage, EvaluationPage, FilePage, HandOverPage, LogPage, NotePage, ReportPage, WayPage,
};
use super::district::{DistrictPage, ReportPage as StrategicPage};
use super::import::ImportPage;
use super::leader::{LeaderPage, NewLeaderPage};
use super::leaders::{FairnessPage, LeadersPage, TermsPage};
use super::letter::LetterPage;
use super::mail::MailPage;
use super::meeting::MeetingPage;
use super::meetings::MeetingsPage;
use super::minutes::MinutesPage;
use super::money::{MoneyPage, NewPotPage, PotPage, PutAsidePage};
use super::organisations::{OffersPage, OrganisationPage, OrganisationsPage};
use super::papers::PapersPage;
use super::partnership::PartnershipPage;
use super::peers::PeersPage;
use super::projector::ProjectorPage;
use super::recruitment::RecruitmentPage;
use super::rules::RulesPage;
use super::school::SchoolPage;
use super::schools::SchoolsPage;
use super::sign_in::example;
use super::statutory::{ActionPage, NoticePage, StatutoryPage};
use super::support::{
    AskPage, CasePage, CombinedPage, LibraryPage, SupportPage, VisitPage, send_waiting,
};
use crate::api::{Answer, Failure};
use crate::session::SignedIn;

/// Draws a page for somebody.
pub type Draw = fn(SignedIn) -> AnyView;

impl From<SplitLoaderError> for Failure {
    fn from(_: SplitLoaderError) -> Self {
        Self::Offline
    }
}

#[wasm_split(schools, wasm_split_path = leptos::wasm_split, fallible)]
pub fn schools() -> Answer<Draw> {
    Ok(|signed| view! { <SchoolsPage signed/> }.into_any())
}

#[wasm_split(schools, wasm_split_path = leptos::wasm_split, fallible)]
pub fn school() -> Answer<Draw> {
    Ok(|signed| view! { <SchoolPage signed/> }.into_any())
}

#[wasm_split(meetings, wasm_split_path = leptos::wasm_split, fallible)]
pub fn meetings() -> Answer<Draw> {
    Ok(|signed| view! { <MeetingsPage signed/> }.into_any())
}

#[wasm_split(meetings, wasm_split_path = leptos::wasm_split, fallible)]
pub fn meeting() -> Answer<Draw> {
    Ok(|signed| view! { <MeetingPage signed/> }.into_any())
}

#[wasm_split(minutes, wasm_split_path = leptos::wasm_split, fallible)]
pub fn letter() -> Answer<Draw> {
    Ok(|signed| view! { <LetterPage signed/> }.into_any())
}

#[wasm_split(minutes, wasm_split_path = leptos::wasm_split, fallible)]
pub fn minutes() -> Answer<Draw> {
    Ok(|signed| view! { <MinutesPage signed/> }.into_any())
}

#[wasm_split(minutes, wasm_split_path = leptos::wasm_split, fallible)]
pub fn papers() -> Answer<Draw> {
    Ok(|signed| view! { <PapersPage signed/> }.into_any())
}

#[wasm_split(meetings, wasm_split_path = leptos::wasm_split, fallible)]
pub fn projector() -> Answer<Draw> {
    Ok(|signed| view! { <ProjectorPage signed/> }.into_any())
}

/// The made-up school of the sign-in page.
#[wasm_split(schools, wasm_split_path = leptos::wasm_split, fallible)]
pub fn example() -> Answer<fn(&Scheme) -> AnyView> {
    Ok(example::draw)
}

#[wasm_split(brokerage, wasm_split_path = leptos::wasm_split, fallible)]
pub fn brokerage() -> Answer<Draw> {
    Ok(|signed| view! { <BrokeragePage signed/> }.into_any())
}

#[wasm_split(leaders, wasm_split_path = leptos::wasm_split, fallible)]
pub fn leaders() -> Answer<Draw> {
    Ok(|signed| view! { <LeadersPage signed/> }.into_any())
}

#[wasm_split(leaders, wasm_split_path = leptos::wasm_split, fallible)]
pub fn leader() -> Answer<Draw> {
    Ok(|signed| view! { <LeaderPage signed/> }.into_any())
}

#[wasm_split(leaders, wasm_split_path = leptos::wasm_split, fallible)]
pub fn fairness() -> Answer<Draw> {
    Ok(|signed| view! { <FairnessPage signed/> }.into_any())
}

#[wasm_split(leaders, wasm_split_path = leptos::wasm_split, fallible)]
pub fn terms() -> Answer<Draw> {
    Ok(|signed| view! { <TermsPage signed/> }.into_any())
}

#[wasm_split(leaders, wasm_split_path = leptos::wasm_split, fallible)]
pub fn new_leader() -> Answer<Draw> {
    Ok(|signed| view! { <NewLeaderPage signed/> }.into_any())
}

#[wasm_split(leaders, wasm_split_path = leptos::wasm_split, fallible)]
pub fn recruitment() -> Answer<Draw> {
    Ok(|signed| view! { <RecruitmentPage signed/> }.into_any())
}

/// Of many schools: all of them, or where the address names a partnership, its members.
#[wasm_split(district, wasm_split_path = leptos::wasm_split, fallible)]
pub fn district() -> Answer<Draw> {
    Ok(|signed| {
        let one = use_params_map().with_untracked(|params| params.get("id").is_some());
        if one {
            view! { <PartnershipPage signed/> }.into_any()
        } else {
            view! { <DistrictPage signed/> }.into_any()
        }
    })
}

#[wasm_split(rules, wasm_split_path = leptos::wasm_split, fallible)]
pub fn rules() -> Answer<Draw> {
    Ok(|signed| view! { <RulesPage signed/> }.into_any())
}

#[wasm_split(import, wasm_split_path = leptos::wasm_split, fallible)]
pub fn import() -> Answer<Draw> {
    Ok(|signed| view! { <ImportPage signed/> }.into_any())
}

#[wasm_split(support, wasm_split_path = leptos::wasm_split, fallible)]
pub fn support() -> Answer<Draw> {
    Ok(|signed| view! { <SupportPage signed/> }.into_any())
}

#[wasm_split(support, wasm_split_path = leptos::wasm_split, fallible)]
pub fn library() -> Answer<Draw> {
    Ok(|signed| view! { <LibraryPage signed/> }.into_any())
}

#[wasm_split(support, wasm_split_path = leptos::wasm_split, fallible)]
pub fn ask_support() -> Answer<Draw> {
    Ok(|signed| view! { <AskPage signed/> }.into_any())
}

#[wasm_split(support, wasm_split_path = leptos::wasm_split, fallible)]
pub fn case() -> Answer<Draw> {
    Ok(|signed| view! { <CasePage signed/> }.into_any())
}

#[wasm_split(support, wasm_split_path = leptos::wasm_split, fallible)]
pub fn visit() -> Answer<Draw> {
    Ok(|signed| view! { <VisitPage signed/> }.into_any())
}

#[wasm_split(support, wasm_split_path = leptos::wasm_split, fallible)]
pub fn combined() -> Answer<Draw> {
    Ok(|signed| view! { <CombinedPage signed/> }.into_any())
}

/// Sends the records of visits that waited for a line, wherever in the app somebody is.
#[wasm_split(support, wasm_split_path = leptos::wasm_split, fallible)]
pub fn records() -> Answer<fn(PersonId)> {
    Ok(|person| leptos::task::spawn_local(send_waiting(person)))
}

#[wasm_split(money, wasm_split_path = leptos::wasm_split, fallible)]
pub fn money() -> Answer<Draw> {
    Ok(|signed| view! { <MoneyPage signed/> }.into_any())
}

#[wasm_split(money, wasm_split_path = leptos::wasm_split, fallible)]
pub fn new_pot() -> Answer<Draw> {
    Ok(|signed| view! { <NewPotPage signed/> }.into_any())
}

#[wasm_split(money, wasm_split_path = leptos::wasm_split, fallible)]
pub fn put_aside() -> Answer<Draw> {
    Ok(|signed| view! { <PutAsidePage signed/> }.into_any())
}

#[wasm_split(money, wasm_split_path = leptos::wasm_split, fallible)]
pub fn pot() -> Answer<Draw> {
    Ok(|signed| view! { <PotPage signed/> }.into_any())
}

#[wasm_split(mail, wasm_split_path = leptos::wasm_split, fallible)]
pub fn mail() -> Answer<Draw> {
    Ok(|signed| view! { <MailPage signed/> }.into_any())
}

#[wasm_split(caseload, wasm_split_path = leptos::wasm_split, fallible)]
pub fn caseload() -> Answer<Draw> {
    Ok(|signed| view! { <CaseloadPage signed/> }.into_any())
}

#[wasm_split(caseload, wasm_split_path = leptos::wasm_split, fallible)]
pub fn hand_over() -> Answer<Draw> {
    Ok(|signed| view! { <HandOverPage signed/> }.into_any())
}

#[wasm_split(caseload, wasm_split_path = leptos::wasm_split, fallible)]
pub fn way() -> Answer<Draw> {
    Ok(|signed| view! { <WayPage signed/> }.into_any())
}

#[wasm_split(caseload, wasm_split_path = leptos::wasm_split, fallible)]
pub fn school_file() -> Answer<Draw> {
    Ok(|signed| view! { <FilePage signed/> }.into_any())
}

#[wasm_split(caseload, wasm_split_path = leptos::wasm_split, fallible)]
pub fn note() -> Answer<Draw> {
    Ok(|signed| view! { <NotePage signed/> }.into_any())
}

#[wasm_split(caseload, wasm_split_path = leptos::wasm_split, fallible)]
pub fn evaluation() -> Answer<Draw> {
    Ok(|signed| view! { <EvaluationPage signed/> }.into_any())
}

#[wasm_split(caseload, wasm_split_path = leptos::wasm_split, fallible)]
pub fn school_log() -> Answer<Draw> {
    Ok(|signed| view! { <LogPage signed/> }.into_any())
}

#[wasm_split(caseload, wasm_split_path = leptos::wasm_split, fallible)]
pub fn annual_report() -> Answer<Draw> {
    Ok(|signed| view! { <ReportPage signed/> }.into_any())
}

#[wasm_split(caseload, wasm_split_path = leptos::wasm_split, fallible)]
pub fn statutory() -> Answer<Draw> {
    Ok(|signed| view! { <StatutoryPage signed/> }.into_any())
}

#[wasm_split(caseload, wasm_split_path = leptos::wasm_split, fallible)]
pub fn action() -> Answer<Draw> {
    Ok(|signed| view! { <ActionPage signed/> }.into_any())
}

#[wasm_split(caseload, wasm_split_path = leptos::wasm_split, fallible)]
pub fn notice() -> Answer<Draw> {
    Ok(|signed| view! { <NoticePage signed/> }.into_any())
}

#[wasm_split(district, wasm_split_path = leptos::wasm_split, fallible)]
pub fn strategic() -> Answer<Draw> {
    Ok(|signed| view! { <StrategicPage signed/> }.into_any())
}

#[wasm_split(caseload, wasm_split_path = leptos::wasm_split, fallible)]
pub fn peers() -> Answer<Draw> {
    Ok(|signed| view! { <PeersPage signed/> }.into_any())
}

#[wasm_split(organisations, wasm_split_path = leptos::wasm_split, fallible)]
pub fn organisations() -> Answer<Draw> {
    Ok(|signed| view! { <OrganisationsPage signed/> }.into_any())
}

#[wasm_split(organisations, wasm_split_path = leptos::wasm_split, fallible)]
pub fn organisation() -> Answer<Draw> {
    Ok(|signed| view! { <OrganisationPage signed/> }.into_any())
}

#[wasm_split(organisations, wasm_split_path = leptos::wasm_split, fallible)]
pub fn offers() -> Answer<Draw> {
    Ok(|signed| view! { <OffersPage signed/> }.into_any())
}
