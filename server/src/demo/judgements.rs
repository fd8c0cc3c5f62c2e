//! What people judged: leadership, governance, teaching, safeguarding. Drawn term by term.

use domain::calendar::Date;
use time::Duration;

use super::chance::Chance;
use super::figures::Drawing;
use super::sheet::{Entry, From, Sheet};
use super::sketch::Cause;

const RETURN: From = From {
    source: "School’s staffing return",
    by: "School office",
};
const GOVERNORS: From = From {
    source: "Governor services",
    by: "Edie Lumbry",
};
const VISIT: From = From {
    source: "Adviser’s visit",
    by: "Lorcan Haldan",
};
const CONVERSATION: From = From {
    source: "Annual conversation",
    by: "Pearl Okafor",
};
const AUDIT: From = From {
    source: "Safeguarding audit",
    by: "Rhona Marrick",
};
const REGISTER: From = From {
    source: "Concerns register",
    by: "Rhona Marrick",
};
const PARTNERSHIP: From = From {
    source: "Partnership record",
    by: "Partnership office",
};
const STATUTORY: From = From {
    source: "Authority’s record",
    by: "Pearl Okafor",
};
const REVIEW: From = From {
    source: "Plan review",
    by: "Lorcan Haldan",
};

/// The choice a score comes to: cuts in falling order, then the last choice.
fn step(score: i32, cuts: &[(i32, &'static str)], last: &'static str) -> &'static str {
    cuts.iter()
        .find(|(cut, _)| score > *cut)
        .map_or(last, |(_, choice)| *choice)
}

/// Puts every judgement of every term on the sheet. `troubled[t]` says in which terms the school’s
/// cause was at work.
pub fn judge(sheet: &mut Sheet, drawing: &Drawing, chance: &mut Chance) {
    let lean = chance.spread(35);
    let out_of_date = chance.in_hundred(5);
    let mut last: Vec<(&'static str, &'static str)> = Vec::new();
    let head = head(chance, drawing);
    let senior = chance.weighted(&[("full", 78), ("one_vacancy", 17), ("deputy_absent", 5)]);
    let audit = chance.weighted(&[("sound", 86), ("gaps", 12), ("overdue", 2)]);
    for (term, held) in drawing.held.iter().enumerate() {
        let trouble = drawing.troubled[term].then_some(drawing.cause);
        let day = held.saturating_sub(Duration::days(i64::from(chance.between(2, 18))));
        let score = drawing.quality + lean + chance.spread(22);
        let mut put =
            |id: &'static str, from: From, choice: &'static str, always: bool, note: &str| {
                let same = last.iter().any(|(one, was)| *one == id && *was == choice);
                if !same || always {
                    last.retain(|(one, _)| *one != id);
                    last.push((id, choice));
                    sheet.put(id, from, Entry::choice(choice, day).note(note));
                }
            };
        let leading = trouble == Some(Cause::Leadership);
        let declining = trouble == Some(Cause::Declining);
        let head_now = if leading && drawing.flavour == 0 {
            "acting"
        } else {
            head
        };
        put("I40", RETURN, head_now, true, &drawing.head_note);
        let senior_now = if declining || (leading && drawing.flavour == 1) {
            "deputy_absent"
        } else {
            senior
        };
        put("I41", RETURN, senior_now, true, "");
        let governance = if declining || (leading && drawing.flavour == 2) {
            "many_vacancies"
        } else {
            step(
                score + 60,
                &[
                    (20, "full"),
                    (-90, "some_vacancies"),
                    (-190, "many_vacancies"),
                ],
                "failing",
            )
        };
        put("I50", GOVERNORS, governance, false, "");
        let teaching = if trouble == Some(Cause::Teaching) {
            "inconsistent"
        } else {
            step(
                score,
                &[(15, "good"), (-110, "mostly"), (-210, "inconsistent")],
                "weak",
            )
        };
        if !(out_of_date && term > 0) {
            let early = if out_of_date { 130 } else { 0 };
            let seen = day.saturating_sub(Duration::days(early));
            if out_of_date || last.iter().all(|one| *one != ("I80", teaching)) || term == 1 {
                last.retain(|(one, _)| *one != "I80");
                last.push(("I80", teaching));
                sheet.put("I80", VISIT, Entry::choice(teaching, seen));
            }
        }
        let mut put = |id: &'static str, from: From, choice: &'static str| {
            if last.iter().all(|one| *one != (id, choice)) {
                last.retain(|(one, _)| *one != id);
                last.push((id, choice));
                sheet.put(id, from, Entry::choice(choice, day));
            }
        };
        put(
            "I81",
            CONVERSATION,
            step(
                score + 40,
                &[(5, "accurate"), (-120, "mostly"), (-230, "not_enough")],
                "misleading",
            ),
        );
        put("I85", CONVERSATION, capacity(score, trouble));
        put(
            "I71",
            AUDIT,
            if trouble == Some(Cause::Unsafe) {
                "unsafe"
            } else {
                audit
            },
        );
        put(
            "I90",
            PARTNERSHIP,
            step(
                score + 130 + chance.spread(60),
                &[(0, "good"), (-160, "slow")],
                "withheld",
            ),
        );
        put(
            "I95",
            STATUTORY,
            match trouble {
                Some(Cause::Notice) => "notice",
                Some(Cause::PreWarning) => "prepared",
                _ => "none",
            },
        );
        put(
            "I96",
            REVIEW,
            match trouble {
                Some(Cause::NoProgress) => "none_twice",
                _ => step(score + 150, &[(20, "on_track")], "slow"),
            },
        );
        concerns(sheet, score, day, chance);
    }
}

fn head(chance: &mut Chance, drawing: &Drawing) -> &'static str {
    if drawing.head_is_new {
        return "new";
    }
    if drawing.quality < -90 && chance.in_hundred(10) {
        return "acting";
    }
    "settled"
}

fn capacity(score: i32, trouble: Option<Cause>) -> &'static str {
    match trouble {
        Some(Cause::CapacityC) => "C",
        Some(Cause::CapacityD) => "D",
        _ => step(score, &[(20, "A")], "B"),
    }
}

fn concerns(sheet: &mut Sheet, score: i32, day: Date, chance: &mut Chance) {
    let count = match score + chance.spread(80) {
        50.. => 0,
        -80..50 => i32::from(chance.in_hundred(30)),
        -200..-80 => chance.between(0, 1),
        _ => chance.between(1, 2),
    };
    sheet.put("I70", REGISTER, Entry::number(count * 100, day));
}
