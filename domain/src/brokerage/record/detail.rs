//! One thing that is known of a leader and can be changed: what it is called, whose it is to say, and its
//! value.

use serde::{Deserialize, Serialize};

use super::super::leader::{
    ByTerm, Designation, HalfDays, Leader, Profile, Release, Specialism, Standing, Tie, TrackRecord,
};
use super::super::ties::BodyTie;
use crate::calendar::Date;
use crate::schools::{Key, LeaderId, Phase, School, Urn, has_faith};

/// Who designated somebody as what, when, and when that is looked at again.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Designated {
    pub kind: Key,
    pub body: String,
    pub awarded: Date,
    pub review_due: Option<Date>,
}

/// Where a designation stands, and why where it does not hold.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Stands {
    pub standing: Standing,
    pub reason: String,
}

/// Their own school: one of the register, or one elsewhere by name and district.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Home {
    pub urn: Option<Urn>,
    pub name: String,
    pub district: String,
}

/// A value of one field of the record.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "field", content = "value", rename_all = "snake_case")]
pub enum Detail {
    Name(String),
    Designated(Designated),
    Standing(Stands),
    Home(Home),
    Checks(Option<Date>),
    Post(String),
    Areas(Vec<Specialism>),
    Phases(Vec<Phase>),
    Contexts(Vec<Key>),
    Styles(Vec<Key>),
    Yearly(HalfDays),
    Terms(Option<ByTerm>),
    AtOnce(u32),
    Weekdays(u8),
    Declared(Option<Date>),
    Ties(Vec<Tie>),
    Bodies(Vec<BodyTie>),
    Vetoes(Vec<Urn>),
    Release(Release),
}

/// What a value is a value of.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Field {
    Name,
    Designated,
    Standing,
    Home,
    Checks,
    Post,
    Areas,
    Phases,
    Contexts,
    Styles,
    Yearly,
    Terms,
    AtOnce,
    Weekdays,
    Declared,
    Ties,
    Bodies,
    Vetoes,
    Release,
}

impl Field {
    /// In the order of the form.
    pub const ALL: [Self; 19] = [
        Self::Name,
        Self::Designated,
        Self::Standing,
        Self::Home,
        Self::Checks,
        Self::Post,
        Self::Areas,
        Self::Phases,
        Self::Contexts,
        Self::Styles,
        Self::Yearly,
        Self::Terms,
        Self::AtOnce,
        Self::Weekdays,
        Self::Declared,
        Self::Ties,
        Self::Bodies,
        Self::Vetoes,
        Self::Release,
    ];

    /// What it is called on screen.
    pub fn words(self) -> &'static str {
        match self {
            Self::Name => "Name",
            Self::Designated => "Designation",
            Self::Standing => "Standing",
            Self::Home => "Own school",
            Self::Checks => "Safeguarding checks",
            Self::Post => "Post",
            Self::Areas => "Can help with",
            Self::Phases => "Phases",
            Self::Contexts => "Knows from working there",
            Self::Styles => "Ways of working",
            Self::Yearly => "Days a year",
            Self::Terms => "Days a term",
            Self::AtOnce => "Schools at a time",
            Self::Weekdays => "Days of the week",
            Self::Declared => "Conflict declaration",
            Self::Ties => "Ties to schools",
            Self::Bodies => "Ties to trusts and others",
            Self::Vetoes => "Schools they will not work with",
            Self::Release => "Their head’s word on release",
        }
    }

    /// Its value for a leader.
    pub fn of(self, leader: &Leader) -> Detail {
        let (designation, profile) = (&leader.designation, &leader.profile);
        match self {
            Self::Name => Detail::Name(leader.name.clone()),
            Self::Designated => Detail::Designated(Designated {
                kind: designation.kind,
                body: designation.body.clone(),
                awarded: designation.awarded,
                review_due: designation.review_due,
            }),
            Self::Standing => Detail::Standing(Stands {
                standing: designation.standing,
                reason: designation.reason.clone(),
            }),
            Self::Home => Detail::Home(Home {
                urn: leader.home,
                name: leader.home_name.clone(),
                district: profile.district.clone(),
            }),
            Self::Checks => Detail::Checks(leader.checks_until),
            Self::Post => Detail::Post(profile.post.clone()),
            Self::Areas => Detail::Areas(leader.specialisms.clone()),
            Self::Phases => Detail::Phases(leader.phases.clone()),
            Self::Contexts => Detail::Contexts(profile.contexts.clone()),
            Self::Styles => Detail::Styles(leader.styles.clone()),
            Self::Yearly => Detail::Yearly(leader.yearly),
            Self::Terms => Detail::Terms(profile.terms),
            Self::AtOnce => Detail::AtOnce(leader.most_deployments),
            Self::Weekdays => Detail::Weekdays(leader.weekdays),
            Self::Declared => Detail::Declared(leader.declared_until),
            Self::Ties => Detail::Ties(leader.ties.clone()),
            Self::Bodies => Detail::Bodies(profile.bodies.clone()),
            Self::Vetoes => Detail::Vetoes(leader.vetoes.clone()),
            Self::Release => Detail::Release(leader.release),
        }
    }
}

impl Detail {
    /// What it is a value of.
    pub fn field(&self) -> Field {
        match self {
            Self::Name(_) => Field::Name,
            Self::Designated(_) => Field::Designated,
            Self::Standing(_) => Field::Standing,
            Self::Home(_) => Field::Home,
            Self::Checks(_) => Field::Checks,
            Self::Post(_) => Field::Post,
            Self::Areas(_) => Field::Areas,
            Self::Phases(_) => Field::Phases,
            Self::Contexts(_) => Field::Contexts,
            Self::Styles(_) => Field::Styles,
            Self::Yearly(_) => Field::Yearly,
            Self::Terms(_) => Field::Terms,
            Self::AtOnce(_) => Field::AtOnce,
            Self::Weekdays(_) => Field::Weekdays,
            Self::Declared(_) => Field::Declared,
            Self::Ties(_) => Field::Ties,
            Self::Bodies(_) => Field::Bodies,
            Self::Vetoes(_) => Field::Vetoes,
            Self::Release(_) => Field::Release,
        }
    }

    /// Makes it what is known of a leader.
    pub fn put(self, leader: &mut Leader) {
        match self {
            Self::Name(name) => leader.name = name,
            Self::Designated(given) => {
                leader.designation.kind = given.kind;
                leader.designation.body = given.body;
                leader.designation.awarded = given.awarded;
                leader.designation.review_due = given.review_due;
            }
            Self::Standing(given) => {
                leader.designation.standing = given.standing;
                leader.designation.reason = given.reason;
            }
            Self::Home(home) => {
                leader.home = home.urn;
                leader.home_name = home.name;
                leader.profile.district = home.district;
            }
            Self::Checks(until) => leader.checks_until = until,
            Self::Post(post) => leader.profile.post = post,
            Self::Areas(areas) => leader.specialisms = areas,
            Self::Phases(phases) => leader.phases = phases,
            Self::Contexts(contexts) => leader.profile.contexts = contexts,
            Self::Styles(styles) => leader.styles = styles,
            Self::Yearly(yearly) => leader.yearly = yearly,
            Self::Terms(terms) => leader.profile.terms = terms,
            Self::AtOnce(most) => leader.most_deployments = most,
            Self::Weekdays(weekdays) => leader.weekdays = weekdays,
            Self::Declared(until) => leader.declared_until = until,
            Self::Ties(ties) => leader.ties = ties,
            Self::Bodies(ties) => leader.profile.bodies = ties,
            Self::Vetoes(vetoes) => leader.vetoes = vetoes,
            Self::Release(release) => leader.release = release,
        }
    }

    /// Without spaces at the ends of what was written.
    #[must_use]
    pub fn trimmed(mut self) -> Self {
        let trim = |text: &mut String| *text = text.trim().to_owned();
        match &mut self {
            Self::Name(text) | Self::Post(text) => trim(text),
            Self::Designated(given) => trim(&mut given.body),
            Self::Standing(given) => trim(&mut given.reason),
            Self::Home(home) => {
                trim(&mut home.name);
                trim(&mut home.district);
            }
            Self::Bodies(ties) => ties.iter_mut().for_each(|tie| trim(&mut tie.body)),
            _ => {}
        }
        self
    }
}

impl Leader {
    /// A record with nothing in it yet: what is not said is not agreed, not declared and not checked.
    pub fn blank(id: LeaderId, kind: Key, today: Date) -> Self {
        Self {
            id,
            name: String::new(),
            designation: Designation {
                kind,
                body: String::new(),
                awarded: today,
                review_due: None,
                standing: Standing::Active,
                reason: String::new(),
            },
            home: None,
            home_name: String::new(),
            organisation: None,
            place: None,
            specialisms: Vec::new(),
            phases: Vec::new(),
            roll: None,
            disadvantaged: None,
            faith: false,
            yearly: HalfDays(0),
            used: HalfDays(0),
            most_deployments: 2,
            deployments: 0,
            weekdays: 0b1_1111,
            styles: Vec::new(),
            release: Release::AskEachTime,
            declared_until: None,
            checks_until: None,
            ties: Vec::new(),
            vetoes: Vec::new(),
            own_school_concern: None,
            track: TrackRecord::default(),
            profile: Profile::default(),
        }
    }

    /// Takes over what matching looks at of their own school; of one elsewhere nothing is known.
    pub fn at_home(&mut self, school: Option<&School>) {
        if let Some(school) = school {
            self.home_name.clone_from(&school.name);
            self.profile.district.clear();
        }
        self.home = school.map(|school| school.urn);
        self.organisation = school.and_then(|school| {
            let body = school.trust.clone();
            body.or_else(|| school.federation.clone())
        });
        self.place = school.and_then(|school| school.place);
        self.roll = school.and_then(|school| school.roll);
        self.disadvantaged = school.and_then(|school| school.disadvantaged);
        self.faith = has_faith(school.and_then(|school| school.faith.as_deref()));
    }
}
