//! Rounds in which leaders are sought in the made-up district: one that is over and left a place empty, one in its
//! interviews, one that has just opened.

mod writing;

use domain::brokerage::recruitment::{
    Application, Award, Outcome, PutForwardBy, RoundDraft, RoundEntry,
};
use domain::brokerage::{HalfDays, Leader};
use domain::schools::{ApplicantId, Key, Phase, School};

use super::entered::Entered;
use super::names::Names;
use super::terms::Terms;
use super::{Person, SchoolRecord, id};
use writing::{Setting, Writing};

const HUB: &str = "Vale Teaching School Hub";

fn applicant(name: &str) -> ApplicantId {
    ApplicantId(id::of("applicant", name))
}

fn keys(of: &[&str]) -> Vec<Key> {
    of.iter().filter_map(|one| one.parse().ok()).collect()
}

fn forward(application: Application) -> RoundEntry {
    RoundEntry::PutForward {
        applicant: applicant(&application.name),
        application: Box::new(application),
    }
}

fn said(by: PutForwardBy, name: &str, school: Option<&School>) -> Application {
    Application {
        by,
        name: name.to_owned(),
        person: None,
        leader: None,
        school: school.map(|one| one.urn),
        school_name: school.map_or_else(String::new, |one| one.name.clone()),
        district: String::new(),
        post: String::new(),
        areas: Vec::new(),
        phases: vec![Phase::Primary],
        leads_since: None,
        yearly: HalfDays(0),
        statement: String::new(),
    }
}

/// Every round, entry by entry.
pub fn recruitment(
    terms: Terms,
    schools: &[SchoolRecord],
    people: &[Person],
    leaders: &[Leader],
    names: &mut Names,
) -> Vec<Entered> {
    let setting = Setting {
        terms,
        people,
        schools: schools.iter().map(|one| one.school.clone()).collect(),
        leaders,
    };
    let mut all = Vec::new();
    all.extend(past(&setting));
    all.extend(interviewing(&setting, names));
    all.extend(opened(&setting));
    all
}

/// The round one of the leaders was chosen in; its second place found nobody.
fn past(setting: &Setting) -> Vec<Entered> {
    let name = "Amir Qureshi";
    let Some(leader) = setting.leaders.iter().find(|one| one.name == name) else {
        return Vec::new();
    };
    let given = &leader.designation;
    let today = setting.terms.today.to_julian_day();
    let ago = today - given.awarded.to_julian_day();
    let draft = RoundDraft {
        title: "Specialist leaders in mathematics".to_owned(),
        kind: given.kind,
        why: "Four schools asked for help with mathematics in one term, and one leader had days left."
            .to_owned(),
        areas: keys(&["maths"]),
        phases: vec![Phase::Primary],
        places: 2,
        body: given.body.clone(),
        opens: setting.terms.days_ago(ago + 60),
        closes: Some(setting.terms.days_ago(ago + 20)),
        interviews: vec![given.awarded],
        panel: setting.ids(&["Pearl Okafor", "Helen Marsh", "Imran Siddle"]),
    };
    let mut round = Writing::open(setting, "Pearl Okafor", ago + 62, draft);
    let of = applicant(name);
    let home = setting
        .schools
        .iter()
        .find(|one| Some(one.urn) == leader.home);
    round.put(
        name,
        ago + 40,
        forward(Application {
            person: setting.ids(&[name]).first().copied(),
            leader: Some(leader.id),
            post: "Mathematics lead".to_owned(),
            areas: leader.specialisms.iter().map(|one| one.area).collect(),
            phases: leader.phases.clone(),
            yearly: leader.yearly,
            statement: "I have taught beside colleagues in three schools and want to do it with time set aside."
                .to_owned(),
            ..said(PutForwardBy::Themselves, name, home)
        }),
    );
    round.put(
        "Pearl Okafor",
        ago + 38,
        RoundEntry::Word {
            applicant: of,
            supports: true,
            words: "Their head, by telephone: one day a week, gladly.".to_owned(),
        },
    );
    round.shortlist(
        of,
        ago + 18,
        "Work in three schools, and what pupils gained from it.",
    );
    round.interview(
        of,
        (ago + 15, given.awarded),
        &["Pearl Okafor", "Helen Marsh"],
    );
    for by in ["Pearl Okafor", "Helen Marsh"] {
        round.declares_nothing(of, ago + 10, by);
    }
    let award = Award {
        body: given.body.clone(),
        awarded: given.awarded,
        review_due: given.review_due,
    };
    round.put(
        "Pearl Okafor",
        ago,
        RoundEntry::Outcome {
            applicant: of,
            outcome: Outcome::Designated { award },
            why: "Listens first, and shows what changed for pupils.".to_owned(),
            feedback: "Say sooner what a school will have when you leave.".to_owned(),
        },
    );
    round.put(
        "Pearl Okafor",
        (ago - 3).max(0),
        RoundEntry::End {
            why: "Nobody else applied for the second place; it is sought again in the next round."
                .to_owned(),
        },
    );
    round.book.entries
}

/// The round whose interviews are near.
fn interviewing(setting: &Setting, names: &mut Names) -> Vec<Entered> {
    let terms = setting.terms;
    let (first, again) = (terms.days_on(5), terms.days_on(40));
    let draft = RoundDraft {
        title: "Specialist leaders, winter".to_owned(),
        kind: Key::of("SLE"),
        why: "More schools ask for early reading and attendance than our leaders have days for."
            .to_owned(),
        areas: keys(&["phonics", "attendance", "maths"]),
        phases: vec![Phase::Primary],
        places: 3,
        body: HUB.to_owned(),
        opens: terms.days_ago(50),
        closes: Some(terms.days_ago(8)),
        interviews: vec![first, again],
        panel: setting.ids(&["Pearl Okafor", "Helen Marsh", "Imran Siddle", "Joan Petrie"]),
    };
    let mut round = Writing::open(setting, "Pearl Okafor", 52, draft);
    let [one, two, three] = [names.person(), names.person(), names.person()];
    let millbeck = setting.school("Millbeck Primary");
    let mill = setting.school("Bobbin Mill Primary");
    round.put(
        "Rashida Dalal",
        30,
        forward(Application {
            post: "Reading leader".to_owned(),
            areas: keys(&["phonics", "early_reading"]),
            leads_since: Some(u16::try_from(terms.today.year() - 5).unwrap_or(2020)),
            yearly: HalfDays::days(8),
            statement: "She brought phonics here from six groups to one, and would explain it anywhere. A day a fortnight is agreed."
                .to_owned(),
            ..said(PutForwardBy::Head, &one, millbeck)
        }),
    );
    round.put(
        "Theo Amberley",
        21,
        forward(Application {
            post: "Attendance lead".to_owned(),
            areas: keys(&["attendance"]),
            yearly: HalfDays::days(6),
            statement: "Half the persistent absence of two years ago, by calls made before nine."
                .to_owned(),
            ..said(PutForwardBy::Head, &two, mill)
        }),
    );
    round.put(
        "Lewis Coldwether",
        15,
        forward(Application {
            school_name: "Aldersyke Primary".to_owned(),
            district: "Nidderby".to_owned(),
            post: "Assistant head".to_owned(),
            areas: keys(&["maths"]),
            statement: "Known from a joint project on mastery.".to_owned(),
            ..said(PutForwardBy::Office, &three, None)
        }),
    );
    let (one, two, three) = (applicant(&one), applicant(&two), applicant(&three));
    round.shortlist(
        one,
        6,
        "Built it in her own school, and has shown two others.",
    );
    round.shortlist(two, 6, "Clear figures over two years.");
    round.put(
        "Pearl Okafor",
        6,
        RoundEntry::Outcome {
            applicant: three,
            outcome: Outcome::NotThisTime,
            why: "Their own school cannot spare them before the autumn.".to_owned(),
            feedback: "We would like to hear from you in the summer round.".to_owned(),
        },
    );
    round.interview(one, (5, first), &["Pearl Okafor", "Helen Marsh"]);
    round.declares_nothing(one, 4, "Pearl Okafor");
    round.book.entries
}

/// The round that has just opened: its last days are not all set.
fn opened(setting: &Setting) -> Vec<Entered> {
    let terms = setting.terms;
    let draft = RoundDraft {
        title: "Consultant governors, spring".to_owned(),
        kind: Key::of("CG"),
        why: "Three boards have a new chair, and two reviews of governance are asked for."
            .to_owned(),
        areas: keys(&["governance"]),
        phases: Vec::new(),
        places: 2,
        body: "Airedale Vale Council".to_owned(),
        opens: terms.days_ago(12),
        closes: Some(terms.days_on(20)),
        interviews: Vec::new(),
        panel: Vec::new(),
    };
    let mut round = Writing::open(setting, "Imran Siddle", 14, draft);
    let name = "Owen Tranter";
    round.put(
        name,
        3,
        forward(Application {
            person: setting.ids(&[name]).first().copied(),
            post: "Chair of governors".to_owned(),
            areas: keys(&["governance"]),
            leads_since: Some(u16::try_from(terms.today.year() - 4).unwrap_or(2020)),
            yearly: HalfDays::days(5),
            statement:
                "I chaired through a change of head and would sit beside a chair who is new to it."
                    .to_owned(),
            ..said(
                PutForwardBy::Themselves,
                name,
                setting.school("Millbeck Primary"),
            )
        }),
    );
    round.book.entries
}

#[cfg(test)]
mod tests;
