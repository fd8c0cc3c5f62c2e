//! The open needs: four of the first tier, eleven of the second, eight of the third.

use domain::brokerage::pots::WhoPays;
use domain::brokerage::{Familiarity, HalfDays, NeedDraft, Tier};
use domain::calendar::Date;
use domain::schools::{Governance, Key, LeaderId, MeetingId, NeedId, School};

use super::terms::Terms;
use super::{SchoolRecord, money};

/// A need as it is opened.
#[derive(Debug, Clone)]
pub struct OpenNeed {
    pub id: NeedId,
    pub draft: NeedDraft,
    /// Leaders the school will not have.
    pub vetoes: Vec<LeaderId>,
    pub opened: Date,
    pub opened_by: String,
    /// Who is named to pay for it on the board; none: nobody yet.
    pub pays: Option<WhoPays>,
}

/// School, area, tier, days, phase is essential, style asked for, note.
type Asked = (
    &'static str,
    &'static str,
    u8,
    u32,
    bool,
    &'static str,
    &'static str,
);

const ASKED: [Asked; 23] = [
    (
        "Oxrigg High",
        "headship",
        4,
        25,
        true,
        "directive",
        "Whole-school leadership: a new team from January.",
    ),
    (
        "St Brannoc’s Catholic Primary",
        "headship",
        4,
        20,
        false,
        "coaching",
        "A new head takes over a school in special measures.",
    ),
    (
        "Rushy Dell Primary",
        "writing",
        4,
        15,
        false,
        "modelling",
        "Writing in every class; no progress at two reviews.",
    ),
    (
        "Staithe Road Primary",
        "behaviour",
        4,
        15,
        false,
        "directive",
        "Behaviour, and attendance after it; a warning notice is in force.",
    ),
    (
        "Millbeck Primary",
        "writing",
        3,
        6,
        false,
        "modelling",
        "Writing is the gap: 52% against 68% in reading.",
    ),
    (
        "Carr Side Primary",
        "maths",
        3,
        8,
        false,
        "coaching",
        "Number in key stage 2; a new subject leader.",
    ),
    (
        "Lark Edge Primary",
        "maths",
        3,
        10,
        false,
        "planning",
        "Planning mathematics across mixed-age classes.",
    ),
    (
        "Lark Edge Primary",
        "governance",
        3,
        4,
        false,
        "review",
        "The chair has resigned; the board was not quorate in October.",
    ),
    (
        "Fennick Lane Primary",
        "early_reading",
        3,
        6,
        false,
        "modelling",
        "Early reading in Reception and year 1.",
    ),
    (
        "Heronsgate High",
        "attendance",
        3,
        10,
        false,
        "planning",
        "Absence 1.4 points over the line.",
    ),
    (
        "Tarn Hill Primary",
        "writing",
        3,
        6,
        false,
        "coaching",
        "Writing nine points below national.",
    ),
    (
        "Candle Row Primary",
        "sen",
        3,
        6,
        false,
        "coaching",
        "A first-year co-ordinator and a third more plans.",
    ),
    (
        "Hollin Rigg High",
        "maths",
        3,
        8,
        true,
        "planning",
        "Year 9 and 10; two vacancies in the department.",
    ),
    (
        "Cinder Path Primary",
        "early_years",
        3,
        5,
        false,
        "modelling",
        "Outdoor provision and the Reception curriculum.",
    ),
    (
        "Greave House School",
        "finance",
        3,
        4,
        false,
        "review",
        "A deficit of 4%; roll and staffing to be planned together.",
    ),
    (
        "Pennant Rise Primary",
        "gap",
        2,
        4,
        false,
        "coaching",
        "Disadvantaged pupils six points further behind than nationally.",
    ),
    (
        "St Edda’s CE Primary",
        "science",
        2,
        3,
        false,
        "planning",
        "A science curriculum that builds.",
    ),
    (
        "Ember Street Primary",
        "headship",
        2,
        5,
        false,
        "coaching",
        "A first headship; somebody to think aloud with.",
    ),
    (
        "Dunnock Lane Infant",
        "phonics",
        2,
        3,
        false,
        "modelling",
        "Phonics three points below national.",
    ),
    (
        "Marl Pits Primary",
        "attendance",
        2,
        3,
        false,
        "planning",
        "Persistent absence in years 1 and 2.",
    ),
    (
        "Lowfold Junior",
        "assessment",
        2,
        3,
        false,
        "review",
        "Moderating writing at the end of key stage 2.",
    ),
    (
        "Tenter Croft Primary",
        "history",
        2,
        2,
        false,
        "planning",
        "History and geography in sequence.",
    ),
    (
        "Bobbin Mill Primary",
        "music",
        2,
        2,
        false,
        "modelling",
        "Singing and playing in every year.",
    ),
];

/// Every open need.
pub fn needs(
    terms: Terms,
    schools: &[SchoolRecord],
    meeting: impl Fn(usize) -> MeetingId,
) -> Vec<OpenNeed> {
    ASKED
        .iter()
        .enumerate()
        .filter_map(|(at, (name, area, tier, days, essential, style, note))| {
            let school = schools.iter().find(|one| one.school.name == *name)?;
            let opened = terms.days_ago(40 - i32::try_from(at).unwrap_or(0));
            let familiarity = match at % 6 {
                1 => Familiarity::SomeoneKnown,
                4 => Familiarity::SomeoneNew,
                _ => Familiarity::Either,
            };
            Some(OpenNeed {
                id: super::id::need(at),
                draft: NeedDraft {
                    urn: school.school.urn,
                    area: area.parse::<Key>().ok()?,
                    note: (*note).to_owned(),
                    half_days: HalfDays::days(*days),
                    tier: Tier::try_from(*tier).ok()?,
                    from: terms.days_on(14),
                    to: terms.days_on(200),
                    phase_essential: *essential,
                    remote: false,
                    style: style.parse::<Key>().ok(),
                    familiarity,
                    meeting: (*tier > 2).then(|| meeting(school.partnership)),
                    // Who sees to governance at Lark Edge comes as one team with who leads on mathematics.
                    of: ((*name, *area) == ("Lark Edge Primary", "governance"))
                        .then(|| super::id::need(at - 1)),
                },
                vetoes: match *name {
                    "Carr Side Primary" => vec![super::id::leader("Ewan Lyle")],
                    "Cinder Path Primary" => vec![super::id::leader("Tess Holroyd")],
                    _ => Vec::new(),
                },
                opened,
                opened_by: if *tier == 2 {
                    school.head.clone()
                } else {
                    "Pearl Okafor".to_owned()
                },
                pays: payers(name, &school.school),
            })
        })
        .collect()
}

/// Who pays, as far as the brokers have said: the hub for most, and the forum where it may. The forum pays no more
/// for a day than a head of local standing costs, so that one of national standing is refused there.
fn payers(name: &str, school: &School) -> Option<WhoPays> {
    let maintained = school.governance == Governance::Maintained;
    let (pots, school) = match name {
        "Ember Street Primary" if maintained => (vec![money::forum()], false),
        "Pennant Rise Primary" if maintained => (vec![money::forum()], true),
        "Ember Street Primary"
        | "Pennant Rise Primary"
        | "Candle Row Primary"
        | "Dunnock Lane Infant" => (vec![money::hub()], false),
        _ => return None,
    };
    Some(WhoPays { pots, school })
}
