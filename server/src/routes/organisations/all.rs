//! Every organisation beside the register: who belongs to what, by what is written and by what the register says.

use std::collections::{BTreeMap, BTreeSet};

use domain::api::{Belonging, NamedSchool};
use domain::calendar::Date;
use domain::schools::{OrganisationId, School, Urn};
use domain::support::organisations::{Organisation, OrganisationEntry};
use sqlx::postgres::PgConnection;

use super::kind;
use crate::db::logbook::{self, Log};
use crate::db::schools;
use crate::error::Result;

/// Every organisation, and every school of the register they are read beside.
pub struct All {
    pub schools: Vec<School>,
    pub organisations: BTreeMap<OrganisationId, Organisation>,
}

impl All {
    pub async fn read(conn: &mut PgConnection) -> Result<Self> {
        let schools = schools::all(conn).await?;
        let books = logbook::all::<OrganisationEntry>(conn, Log::Organisation).await?;
        let names: BTreeMap<Urn, &str> = schools
            .iter()
            .map(|school| (school.urn, school.name.as_str()))
            .collect();
        let name = |urn: Urn| names.get(&urn).copied().unwrap_or_default().to_owned();
        let organisations = books
            .iter()
            .filter_map(|(subject, entries)| {
                let id = OrganisationId(subject.parse().ok()?);
                Some((id, Organisation::of(entries, name)?))
            })
            .collect();
        Ok(Self {
            schools,
            organisations,
        })
    }

    pub fn school(&self, urn: Urn) -> Option<&School> {
        self.schools.iter().find(|school| school.urn == urn)
    }

    pub fn named(&self, urn: Urn) -> NamedSchool {
        let name = self.school(urn).map_or("", |school| &school.name);
        NamedSchool {
            urn,
            name: name.to_owned(),
        }
    }

    pub fn name(&self, id: OrganisationId) -> String {
        let one = self.organisations.get(&id);
        one.map_or_else(String::new, |one| one.about.name.clone())
    }

    /// Open schools the register says belong to it.
    pub fn registered(&self, one: &Organisation) -> Vec<&School> {
        let field = kind(one.about.kind).and_then(|kind| kind.register);
        let Some(field) = field else {
            return Vec::new();
        };
        let open = self.schools.iter().filter(|school| school.status.is_open());
        open.filter(|school| field.of(school).is_some_and(|name| one.about.goes_by(name)))
            .collect()
    }

    /// Schools that belong to it on a day, by what is written or by the register; none: nobody wrote it down.
    pub fn members(&self, one: &Organisation, on: Date) -> Option<BTreeSet<Urn>> {
        let registered = self.registered(one);
        if one.members.is_empty() && registered.is_empty() {
            return None;
        }
        let written = one.members_on(on).map(|member| member.school);
        Some(
            written
                .chain(registered.iter().map(|school| school.urn))
                .collect(),
        )
    }

    /// Organisations a school belongs to on a day.
    pub fn of_school(&self, urn: Urn, on: Date) -> BTreeSet<OrganisationId> {
        let there = self
            .organisations
            .iter()
            .filter(|(_, one)| one.there_on(on));
        there
            .filter(|(_, one)| {
                self.members(one, on)
                    .is_some_and(|members| members.contains(&urn))
            })
            .map(|(id, _)| *id)
            .collect()
    }

    /// What a school belongs to and belonged to: now first, then the latest.
    pub fn belongs(&self, school: &School, on: Date) -> Vec<Belonging> {
        let mut found: Vec<Belonging> = Vec::new();
        for (id, one) in &self.organisations {
            let belonging = |role: &str, from: Option<Date>, until: Option<Date>| Belonging {
                id: *id,
                kind: one.about.kind,
                name: one.about.name.clone(),
                role: role.to_owned(),
                leads: until.is_none_or(|last| on <= last) && one.lead_on(on) == Some(school.urn),
                from,
                until,
            };
            let written = one.members.iter().filter(|one| one.school == school.urn);
            found.extend(
                written
                    .clone()
                    .map(|one| belonging(&one.role, Some(one.from), one.until)),
            );
            let registered = self.registered(one).iter().any(|it| it.urn == school.urn);
            if registered && !one.has(school.urn, on) && one.there_on(on) {
                found.push(belonging("", None, None));
            }
        }
        found.sort_by_key(|one| {
            let over = one.until.is_some_and(|until| until < on);
            (
                over,
                std::cmp::Reverse(one.until),
                !one.leads,
                one.name.clone(),
            )
        });
        found
    }
}
