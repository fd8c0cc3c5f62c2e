//! What a designation writes into the record of a leader.

use domain::brokerage::recruitment::{Applicant, Award, Outcome, Round, RoundEntry};
use domain::brokerage::{Depth, Designated, Detail, Home, Specialism, Standing, Stands};
use domain::schools::{ApplicantId, LeaderId};

/// Who is designated, and how; none: nobody.
pub fn award(entry: &RoundEntry) -> Option<(ApplicantId, Award)> {
    match entry {
        RoundEntry::Outcome {
            applicant,
            outcome: Outcome::Designated { award },
            ..
        } => Some((*applicant, award.clone())),
        _ => None,
    }
}

/// Their record: the one they have, or one that is named as they are.
pub fn record_of(of: &Applicant) -> LeaderId {
    of.application.leader.unwrap_or(LeaderId(of.id.0))
}

/// What a designation writes into a record: into one that is there, the designation; into a new one all that was said.
pub fn details(round: &Round, of: &Applicant, award: Award, known: bool) -> Vec<Detail> {
    let said = of.application.clone();
    let designated = Detail::Designated(Designated {
        kind: round.draft.kind,
        body: award.body,
        awarded: award.awarded,
        review_due: award.review_due,
    });
    let stands = Detail::Standing(Stands {
        standing: Standing::Active,
        reason: String::new(),
    });
    if known {
        return vec![designated, stands];
    }
    let areas = said.areas.into_iter().map(|area| Specialism {
        area,
        depth: Depth::Primary,
    });
    vec![
        Detail::Name(said.name),
        designated,
        stands,
        Detail::Home(Home {
            urn: said.school,
            name: said.school_name,
            district: said.district,
        }),
        Detail::Post(said.post),
        Detail::Areas(areas.collect()),
        Detail::Phases(said.phases),
        Detail::Yearly(said.yearly),
    ]
}
