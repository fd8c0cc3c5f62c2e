//! What is known around the files of schools: the way in force, how serious each school's category is and since
//! when, whether its head was told, and the support going in.

use std::collections::BTreeMap;

use domain::access::Action;
use domain::brokerage::Areas;
use domain::calendar::Date;
use domain::schools::{Key, School, Urn};
use domain::support::caseload::{
    Coming, Decided, Entry, SchoolFile, Seat, UnderProgramme, Way, school_year, seat, stay,
    under_programme, worked_on,
};
use domain::support::{Kept, Summary};
use sqlx::postgres::PgConnection;

use crate::db::logbook::{self, Log};
use crate::db::{decisions, head_told, support};
use crate::error::Result;
use crate::routes::schools::about;
use crate::scheme;
use crate::session::Visitor;
use crate::way;

/// What is known of many schools, or of one.
pub struct Around {
    pub way: Way,
    files: BTreeMap<Urn, SchoolFile>,
    decided: BTreeMap<Urn, Vec<Decided>>,
    told: BTreeMap<Urn, bool>,
    cases: BTreeMap<Urn, Vec<Summary>>,
}

/// A file as one visitor looks at it.
pub struct Looked {
    pub seat: Seat,
    pub file: SchoolFile,
    /// How serious the category is; 0 where that is not theirs to know.
    pub tone: u8,
    /// The same; none where no room has decided, or it is not theirs to know.
    pub decided: Option<u8>,
    pub under: Option<UnderProgramme>,
}

impl Around {
    /// Of every school.
    pub async fn read(conn: &mut PgConnection, today: Date) -> Result<Self> {
        let files = logbook::all::<Entry>(conn, Log::Caseload).await?;
        let files = files
            .into_iter()
            .filter_map(|(subject, entries)| Some((urn(&subject)?, SchoolFile::of(&entries))));
        let files = files.collect();
        let cases = support::summaries(conn).await?;
        Self::with(conn, None, (files, cases), today).await
    }

    /// Of one school.
    pub async fn of(conn: &mut PgConnection, of: Urn, today: Date) -> Result<Self> {
        let entries: Vec<Kept<Entry>> = logbook::of(conn, Log::Caseload, &of.to_string()).await?;
        let files = [(of, SchoolFile::of(&entries))].into_iter().collect();
        let cases = support::of_school(conn, of).await?;
        Self::with(conn, Some(of), (files, cases), today).await
    }

    async fn with(
        conn: &mut PgConnection,
        of: Option<Urn>,
        (files, all): (BTreeMap<Urn, SchoolFile>, Vec<Summary>),
        today: Date,
    ) -> Result<Self> {
        let (way, _) = way::in_force(conn).await?;
        let scheme = scheme::in_force(conn, today).await?;
        let decided = decisions::all(conn, &scheme, of).await?;
        let decided = decided.into_iter().map(|(urn, all)| {
            let all = all.iter().map(|one| {
                let band = scheme.band(one.past.band);
                Decided {
                    on: one.past.on,
                    tone: band.tone,
                    clock: band
                        .clock
                        .map(|clock| (clock.warn_months, clock.limit_months)),
                }
            });
            (urn, all.collect())
        });
        let decided = decided.collect();
        let mut cases: BTreeMap<Urn, Vec<Summary>> = BTreeMap::new();
        for one in all {
            cases.entry(one.urn).or_default().push(one);
        }
        Ok(Self {
            way,
            files,
            decided,
            told: head_told::all(conn).await?,
            cases,
        })
    }

    pub fn file(&self, urn: Urn) -> SchoolFile {
        self.files.get(&urn).cloned().unwrap_or_default()
    }

    /// A file as this visitor may look at it; none: they have no seat at this school.
    pub fn looked(
        &self,
        visitor: &Visitor,
        school: &School,
        file: SchoolFile,
        today: Date,
    ) -> Option<Looked> {
        let person = visitor.actor.person;
        let named = file.named(person, today).then_some(person);
        let on = about(visitor, school, &self.told).contact(named);
        let seat = seat(&visitor.actor, &on)?;
        let (mut latest, mut under) = (None, None);
        // Days by category, and the programme, tell of the category.
        if visitor.may(Action::ReadProgramme, &on) {
            let decided = self.decided.get(&school.urn);
            let decided = decided.map_or(&[][..], Vec::as_slice);
            latest = decided.first().map(|one| one.tone);
            under = stay(&self.way, decided, today)
                .and_then(|stay| under_programme(&self.way, &stay, &file, today));
        }
        Some(Looked {
            seat,
            file,
            tone: latest.unwrap_or(0),
            decided: latest,
            under,
        })
    }

    /// The days rooms decided on a school, where this visitor may know that they did.
    pub fn decided_on(&self, visitor: &Visitor, school: &School) -> Vec<Date> {
        if !visitor.may(Action::ReadProgramme, &about(visitor, school, &self.told)) {
            return Vec::new();
        }
        let decided = self.decided.get(&school.urn).into_iter().flatten();
        let mut days: Vec<Date> = decided.map(|one| one.on).collect();
        days.dedup();
        days
    }

    /// How often each key to improvement was worked on in a school year: in visits, and asked for in requests.
    pub fn keys(&self, urn: Urn, file: &SchoolFile, year: i32) -> Vec<(Key, u32)> {
        let cases = self.cases.get(&urn).map_or(&[][..], Vec::as_slice);
        worked_on(file, &self.way, year)
            .into_iter()
            .map(|(key, visits)| {
                let asked = cases.iter().filter(|case| school_year(case.opened) == year);
                let asked = asked.filter(|case| case.keys.contains(&key)).count();
                (key, visits + u32::try_from(asked).unwrap_or(0))
            })
            .filter(|(_, count)| *count > 0)
            .collect()
    }

    /// Everybody who comes to a school.
    pub fn coming(&self, urn: Urn, file: &SchoolFile, today: Date) -> Vec<Coming> {
        let cases = self.cases.get(&urn).into_iter().flatten();
        let cases = cases.filter(|one| one.stage.visited()).filter_map(|one| {
            Some(Coming {
                who: one.leader_name.clone()?,
                what: Areas::standard().word(one.area),
                on: one.next_visit.filter(|on| *on >= today),
                href: format!("/support/{}", one.id),
            })
        });
        let named = self.way.roles.iter().filter_map(|role| {
            let who = file.contact(role.key, today)?.person.as_ref()?;
            let theirs = file.notes.iter().rev().find(|one| one.by.id == who.id)?;
            let on = theirs.note.next_visit.filter(|on| *on >= today)?;
            Some(Coming {
                who: who.name.clone(),
                what: role.words.clone(),
                on: Some(on),
                href: String::new(),
            })
        });
        let mut all: Vec<Coming> = named.chain(cases).collect();
        all.sort_by_key(|one| (one.on.is_none(), one.on, one.who.clone()));
        all
    }
}

fn urn(subject: &str) -> Option<Urn> {
    Urn::try_from(subject.parse::<u32>().ok()?).ok()
}
