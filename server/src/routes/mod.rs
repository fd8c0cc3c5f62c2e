//! Every URL of the server on one screen. The router is made from this table, and the tests walk the
//! same table, so a route cannot be there without somebody having said who may use it.

mod answer;
mod approvals;
pub mod body;
mod brokerage;
mod calendar;
mod caseload;
mod contests;
mod district;
mod events;
mod export;
mod files;
mod health;
mod known;
mod leader;
mod leader_types;
mod leaders;
mod letters;
mod library;
mod logged;
mod mail;
mod meetings;
mod method;
mod minutes;
mod money;
mod offers;
mod organisations;
mod partnership;
mod peers;
mod plain;
mod recruitment;
mod replies;
mod rules;
mod schools;
mod session;
mod shares;
mod similar;
mod statutory;
mod strategic;
mod support;
mod targets;
mod telling;
mod today;

use axum::Router;
use axum::extract::DefaultBodyLimit;
use axum::routing::{MethodRouter, delete, get, post};
use domain::access::Action;

use crate::App;
use crate::assets;
use crate::error::Error;
use crate::headers::{self, SLOWEST, SLOWEST_FILES};

/// What a caller must be.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Needs {
    /// Open to anybody.
    Nothing,
    /// Signed in, as anybody.
    SignedIn,
    /// Signed in, with this right over what is named.
    Right(Action),
}

/// One URL and method.
pub struct Route {
    pub method: &'static str,
    pub path: &'static str,
    pub needs: Needs,
    handler: fn() -> MethodRouter<App>,
}

const fn route(
    method: &'static str,
    path: &'static str,
    needs: Needs,
    handler: fn() -> MethodRouter<App>,
) -> Route {
    Route {
        method,
        path,
        needs,
        handler,
    }
}

use Action as A;
use Needs::{Nothing, Right, SignedIn};

/// The table.
#[rustfmt::skip]
pub const ROUTES: &[Route] = &[
    route("GET",    "/health/live",  Nothing, || get(health::live)),
    route("GET",    "/health/ready", Nothing, || get(health::ready)),
    route("GET",    "/assets/{*path}", Nothing, || get(assets::asset_file)),
    route("GET",    "/plain",          Nothing, || get(plain::page)),
    route("GET",    "/plain.css",      Nothing, || get(plain::style)),
    route("POST",   "/plain/sign-in",  Nothing, || post(plain::sign_in)),
    route("POST",   "/plain/sign-out", Nothing, || post(plain::sign_out)),
    route("GET",    "/method/{authority}", Nothing, || get(method::page)),
    route("GET",    "/method.css",         Nothing, || get(method::style)),

    route("GET",    "/api/session",      SignedIn, || get(session::show)),
    route("POST",   "/api/session",      Nothing,  || post(session::sign_in)),
    route("DELETE", "/api/session",      Nothing,  || delete(session::sign_out)),
    route("GET",    "/api/session/demo", Nothing,  || get(session::demonstration)),
    route("POST",   "/api/session/demo", Nothing,  || post(session::demo_sign_in)),
    route("GET",    "/api/session/example", Nothing, || get(session::example)),
    route("POST",   "/api/session/display", Nothing, || post(session::display_sign_in)),

    route("GET",    "/api/today",         SignedIn,             || get(today::show)),
    route("GET",    "/api/schools",       Right(A::ReadSchool), || get(schools::list)),
    route("GET",    "/api/schools/{urn}", Right(A::ReadSchool), || get(schools::page)),
    route("POST",   "/api/schools/{urn}/told", Right(A::Decide), || post(telling::record)),
    route("POST",   "/api/schools/{urn}/known",    Right(A::RecordEvidence), || post(known::record)),
    route("POST",   "/api/schools/{urn}/known/{id}/withdraw", Right(A::RecordEvidence), || post(known::withdraw)),
    route("POST",   "/api/schools/{urn}/contests", Right(A::Contest),        || post(contests::raise)),
    route("POST",   "/api/schools/{urn}/contests/{id}/settle", Right(A::RecordEvidence), || post(contests::settle)),
    route("POST",   "/api/schools/{urn}/reply",    Right(A::Reply),          || post(replies::send)),
    route("GET",    "/api/schools/{urn}/letter",   Right(A::ReadSchool),     || get(letters::show)),
    route("POST",   "/api/schools/{urn}/letter",   Right(A::Decide),         || post(letters::issue)),
    route("POST",   "/api/schools/{urn}/appeal",   Right(A::Reply),          || post(letters::appeal)),
    route("POST",   "/api/schools/{urn}/approval", Right(A::Approve),        || post(approvals::approve)),
    route("GET",    "/api/schools/{urn}/similar", Right(A::ReadSchool), || get(similar::show)),

    route("GET",    "/api/district",                   Right(A::ReadDistrict), || get(district::page)),
    route("GET",    "/api/partnerships/{partnership}", Right(A::ReadDistrict), || get(partnership::show)),
    route("POST",   "/api/targets",                    Right(A::SetTargets),   || post(targets::set)),
    route("POST",   "/api/targets/{target}/withdraw",  Right(A::SetTargets),   || post(targets::withdraw)),

    route("GET",    "/api/rules",                Right(A::ReadRules),  || get(rules::page)),
    route("POST",   "/api/rules",                Right(A::AdoptRules), || post(rules::adopt)),
    route("GET",    "/api/rules/export.csv",     Right(A::ReadRules),  || get(export::csv)),
    route("GET",    "/api/rules/export.xlsx",    Right(A::ReadRules),  || get(export::xlsx)),
    route("GET",    "/api/rules/past",           Right(A::ReadRules),  || get(rules::past)),
    route("GET",    "/api/rules/shipped/{name}", Right(A::ReadRules),  || get(rules::shipped)),
    route("GET",    "/api/rules/{version}",      Right(A::ReadRules),  || get(rules::version)),

    route("GET",    "/api/meetings",              Right(A::ReadMeeting), || get(meetings::list)),
    route("POST",   "/api/meetings",              Right(A::OpenMeeting), || post(meetings::open)),
    route("GET",    "/api/meetings/{id}",         Right(A::ReadMeeting), || get(meetings::page)),
    route("POST",   "/api/meetings/{id}/changes", Right(A::TakePart),    || post(meetings::change)),
    route("POST",   "/api/meetings/{id}/views",   Right(A::TakePart),    || post(meetings::give)),
    route("POST",   "/api/meetings/{id}/display", Right(A::Decide),      || post(meetings::display)),
    route("GET",    "/api/meetings/{id}/events",  Right(A::ReadMeeting), || get(meetings::events)),
    route("GET",    "/api/meetings/{id}/minutes", Right(A::ReadMeeting), || get(minutes::page)),
    route("POST",   "/api/meetings/{id}/minutes", Right(A::Decide),      || post(minutes::sign)),
    route("GET",    "/api/meetings/{id}/minutes.docx", Right(A::ReadMeeting), || get(minutes::docx)),
    route("GET",    "/api/meetings/{id}/minutes.xlsx", Right(A::ReadMeeting), || get(minutes::xlsx)),

    route("GET",    "/api/brokerage",         Right(A::ReadNeeds),   || get(brokerage::page)),
    route("GET",    "/api/brokerage/events",  Right(A::Plan),        || get(brokerage::events)),
    route("POST",   "/api/brokerage/changes", Right(A::Plan),        || post(brokerage::change)),
    route("POST",   "/api/brokerage/accept",  Right(A::AcceptPlan),  || post(brokerage::accept)),
    route("POST",   "/api/needs",             Right(A::RecordNeed),  || post(brokerage::open_need)),
    route("GET",    "/api/leaders",                  Right(A::ReadLeaders),   || get(leaders::list)),
    route("GET",    "/api/leaders/shares",           Right(A::ReadRatings),   || get(shares::show)),
    route("POST",   "/api/leaders",                  Right(A::ChangeLeader),  || post(leader::add)),
    route("GET",    "/api/leaders/{leader}",         Right(A::ReadLeaders),   || get(leader::page)),
    route("POST",   "/api/leaders/{leader}/changes", Right(A::ChangeProfile), || post(leader::change)),
    route("GET",    "/api/leaders/recruitment",         Right(A::ReadRecruitment), || get(recruitment::list)),
    route("POST",   "/api/leaders/recruitment",         Right(A::RunRecruitment),  || post(recruitment::open)),
    route("POST",   "/api/leaders/recruitment/{round}", Right(A::ReadRecruitment), || post(recruitment::put)),
    route("GET",    "/api/support",              Right(A::ReadSupport),    || get(support::list)),
    route("POST",   "/api/support",              Right(A::RequestSupport), || post(support::ask)),
    route("GET",    "/api/support/combined/{urn}", Right(A::ReadSupport),  || get(support::combined)),
    route("GET",    "/api/support/{case}",       Right(A::ReadSupport),    || get(support::page)),
    route("POST",   "/api/support/{case}/steps", Right(A::ReadSupport),    || post(support::step)),
    route("GET",    "/api/support/{case}/events", Right(A::ReadSupport),   || get(support::moved)),
    route("GET",    "/api/library",              Right(A::ReadSupport),    || get(library::page)),
    route("GET",    "/api/support/{case}/files/{file}", Right(A::ReadSupport), || get(support::fetch)),
    route("POST",   "/api/support/{case}/files/{file}", Right(A::ReadSupport), || post(support::send).layer(DefaultBodyLimit::max(support::LARGEST))),
    route("POST",   "/api/leader-types",             Right(A::ChangeLeader),  || post(leader_types::put)),

    route("GET",    "/answer/{token}",      Nothing,                || get(answer::show)),
    route("POST",   "/answer/{token}",      Nothing,                || post(answer::answer)),
    route("GET",    "/calendar/{secret}",   Nothing,                || get(calendar::dates)),
    route("GET",    "/api/calendar",        SignedIn,               || get(calendar::show)),
    route("POST",   "/api/calendar",        SignedIn,               || post(calendar::make)),
    route("POST",   "/api/calendar/forget", SignedIn,               || post(calendar::forget)),
    route("GET",    "/api/mail",            Right(A::ManagePeople), || get(mail::page)),
    route("POST",   "/api/mail/{id}/again", Right(A::ManagePeople), || post(mail::again)),
    route("GET",    "/api/caseload",           Right(A::ReadCaseload),   || get(caseload::list)),
    route("POST",   "/api/caseload/hand-over", Right(A::ChangeCaseload), || post(caseload::hand_over)),
    route("GET",    "/api/caseload/way",       Right(A::ReadCaseload),   || get(caseload::way)),
    route("POST",   "/api/caseload/way",       Right(A::ChangeCaseload), || post(caseload::adopt)),
    route("GET",    "/api/caseload/{urn}",     Right(A::ReadCaseload),   || get(caseload::page)),
    route("POST",   "/api/caseload/{urn}",     Right(A::ReadCaseload),   || post(caseload::write)),

    route("GET",    "/api/statutory",          Right(A::ReadStatutory),  || get(statutory::list)),
    route("GET",    "/api/statutory/{urn}",    Right(A::ReadStatutory),  || get(statutory::page)),
    route("POST",   "/api/statutory/{urn}",    Right(A::ReadStatutory),  || post(statutory::take)),
    route("GET",    "/api/strategic",             Right(A::ReadDistrict), || get(strategic::page)),
    route("GET",    "/api/strategic/export.xlsx", Right(A::ReadDistrict), || get(strategic::xlsx)),

    route("GET",    "/api/peers",              Right(A::ReadPeers),      || get(peers::list)),
    route("POST",   "/api/peers",              Right(A::RunPeers),       || post(peers::begin)),
    route("POST",   "/api/peers/{round}",      Right(A::ReadPeers),      || post(peers::put)),

    route("GET",    "/api/organisations",      Right(A::ReadOrganisations),  || get(organisations::list)),
    route("POST",   "/api/organisations",      Right(A::ChangeOrganisation), || post(organisations::begin)),
    route("GET",    "/api/organisations/{organisation}", Right(A::ReadOrganisations),  || get(organisations::page)),
    route("POST",   "/api/organisations/{organisation}", Right(A::ChangeOrganisation), || post(organisations::put)),
    route("GET",    "/api/offers",             Right(A::ReadOrganisations),  || get(offers::list)),
    route("POST",   "/api/offers",             Right(A::PutOffer),           || post(offers::put)),
    route("POST",   "/api/offers/{offer}",     Right(A::PutOffer),           || post(offers::change)),

    route("GET",    "/api/money",             Right(A::ReadMoney),   || get(money::page)),
    route("POST",   "/api/money/changes",     Right(A::ChangeMoney), || post(money::change)),
    route("GET",    "/api/money/pots/{pot}",  Right(A::ReadMoney),   || get(money::ledger)),
    route("GET",    "/api/money/export.csv",  Right(A::ReadMoney),   || get(money::csv)),
    route("GET",    "/api/money/export.xlsx", Right(A::ReadMoney),   || get(money::xlsx)),
];

/// Every route there is.
pub fn every_route() -> impl Iterator<Item = &'static Route> {
    ROUTES.iter().chain(files::ROUTES)
}

/// Every URL, and the app's page for every other: what is a page is the app's to say.
pub fn router(app: App) -> Router {
    let mut routes = Router::new();
    for (table, slowest) in [(ROUTES, SLOWEST), (files::ROUTES, SLOWEST_FILES)] {
        for route in table {
            let handler = (route.handler)().layer(headers::within(slowest));
            routes = routes.route(route.path, handler);
        }
    }
    let api = Router::new().fallback(nothing_here);
    let routes = routes.nest("/api", api).fallback(get(assets::index));
    headers::wrap(routes).with_state(app)
}

async fn nothing_here() -> Error {
    Error::NotFound
}
