//! What inspection lists say of the schools themselves: whose they are, and what the register may lack.

use domain::schools::{School, Status, Urn};

use super::gias::{governance, phase, said, setting};
use super::number;
use super::plan::{Gathering, people};
use super::read::{Column, Line, Sheet};

/// What the lists say of a school itself.
pub struct Facts {
    urn: Column,
    laestab: Column,
    authority: Column,
    name: Column,
    phase: Column,
    kind: Column,
    opened: Column,
    postcode: Column,
    trust: Column,
    pupils: Column,
    faith: Column,
}

impl Facts {
    /// Where they stand in this file.
    pub fn of(sheet: &Sheet<'_>) -> Self {
        let at = |heading| sheet.column(heading);
        Self {
            urn: at("URN"),
            laestab: at("LAESTAB"),
            authority: at("Local authority"),
            name: at("School name"),
            phase: at("Ofsted phase"),
            kind: at("Type of education"),
            opened: at("School open date"),
            postcode: at("Postcode"),
            trust: at("Multi-academy trust name"),
            pupils: at("Total number of pupils"),
            faith: at("Designated religious character"),
        }
    }

    /// The school of a row of the authority: by the first three digits of its number, else by the name of
    /// the authority, else by the register. Notes what the register may lack.
    pub fn ours(&self, line: &Line, to: &mut Gathering<'_>) -> Option<Urn> {
        let number = line.text(self.laestab);
        let named = line.text(self.authority);
        let urn = to.urn(line, self.urn, "URN")?;
        let ours = if number.len() == 7 && number.is_ascii() {
            number[..3].parse() == Ok(u16::from(to.known.authority))
        } else if !named.is_empty() && !to.known.authority_name.is_empty() {
            named.eq_ignore_ascii_case(&to.known.authority_name)
        } else {
            to.is_known(urn)
        };
        if !ours {
            to.skip("other authority");
            return None;
        }
        to.accept();
        if to.plan.authority_name.is_none() && !named.is_empty() {
            to.plan.authority_name = Some(named.into_owned());
        }
        let name = line.text(self.name);
        if !name.is_empty() {
            let kind = line.text(self.kind);
            let words = line.text(self.phase);
            let trust = said(&line.text(self.trust));
            if let Some(trust) = &trust {
                to.plan.trusts.push((urn, trust.clone()));
            }
            to.plan.gaps.push(School {
                urn,
                name: name.into_owned(),
                phase: phase(&words),
                setting: setting(&format!("{kind} {words}")),
                governance: governance(&kind, ""),
                kind: sentence(&kind),
                status: Status::Open,
                number: number.get(3..).and_then(|number| number.parse().ok()),
                place: None,
                postcode: line.text(self.postcode).into_owned(),
                town: String::new(),
                roll: people(line, self.pupils),
                disadvantaged: None,
                trust,
                federation: None,
                diocese: None,
                faith: said(&line.text(self.faith)),
                opened: number::date(&line.text(self.opened)).filter(|day| day.year() > 1900),
                closed: None,
                partnership: None,
            });
        }
        Some(urn)
    }
}

/// "Academy Converter" as the register writes it: "Academy converter".
fn sentence(words: &str) -> String {
    let mut letters = words.chars();
    letters.next().map_or_else(String::new, |first| {
        first.to_string() + &letters.as_str().to_lowercase()
    })
}
