//! What somebody writes by a link, where one press is not enough: the record of a visit, and a report. Plain
//! forms of a page without scripts: nothing is kept before it is sent, and that is said.

use std::fmt::Write;

use domain::calendar::{Date, day_words};
use domain::schools::VisitId;
use domain::support::{
    Case, Evidence, Mode, NextStep, Quarters, Rag, Report, ReportKind, Touched, Visit, Weighed,
    draft_report,
};
use uuid::Uuid;

use super::said::Said;
use crate::routes::plain::{capital, escaped};

/// A field that is wrong, and why.
pub struct Wrong {
    pub field: String,
    pub reason: String,
}

impl Wrong {
    pub fn at(field: &str, reason: &str) -> Self {
        Self {
            field: field.to_owned(),
            reason: reason.to_owned(),
        }
    }
}

/// A form with what was typed in it, and what is wrong.
struct Sheet<'a> {
    said: &'a Said,
    wrong: Option<&'a Wrong>,
    html: String,
}

/// Lengths of a visit that are offered, quarters of a day: half an hour's call to three days.
const LENGTHS: [u32; 8] = [1, 2, 3, 4, 6, 8, 10, 12];

impl Sheet<'_> {
    fn put(&mut self, html: &str) {
        self.html.push_str(html);
    }

    /// The label, and below it what is wrong with the field.
    fn label(&mut self, id: &str, words: &str) -> &'static str {
        let _infallible = writeln!(
            self.html,
            "<p><label for=\"{id}\">{}</label>",
            escaped(words)
        );
        self.fault(id)
    }

    fn fault(&mut self, id: &str) -> &'static str {
        match self.wrong.filter(|wrong| wrong.field == id) {
            Some(wrong) => {
                let _infallible = writeln!(
                    self.html,
                    "<strong id=\"wrong\">{}.</strong>",
                    escaped(&capital(&wrong.reason))
                );
                " aria-invalid=\"true\" aria-describedby=\"wrong\""
            }
            None => "",
        }
    }

    fn area(&mut self, id: &str, words: &str, rows: u8) {
        let marks = self.label(id, words);
        let _infallible = writeln!(
            self.html,
            "<textarea id=\"{id}\" name=\"{id}\" rows=\"{rows}\" maxlength=\"8000\"{marks}>{}</textarea></p>",
            escaped(self.said.one(id))
        );
    }

    fn line(&mut self, id: &str, kind: &str, words: &str) {
        let marks = self.label(id, words);
        let _infallible = writeln!(
            self.html,
            "<input id=\"{id}\" name=\"{id}\" type=\"{kind}\" maxlength=\"200\" autocomplete=\"off\" value=\"{}\"{marks}></p>",
            escaped(self.said.one(id))
        );
    }

    fn choice(&mut self, id: &str, words: &str, options: &[(String, String)]) {
        let marks = self.label(id, words);
        let _infallible = write!(self.html, "<select id=\"{id}\" name=\"{id}\"{marks}>");
        for (value, words) in options {
            let chosen = if self.said.one(id) == value {
                " selected"
            } else {
                ""
            };
            let _infallible = write!(
                self.html,
                "<option value=\"{value}\"{chosen}>{}</option>",
                escaped(words)
            );
        }
        self.put("</select></p>\n");
    }

    fn ticks(&mut self, name: &str, words: &str, options: &[(String, String)]) {
        let _infallible = writeln!(
            self.html,
            "<fieldset id=\"{name}\"><legend>{}</legend>",
            escaped(words)
        );
        self.fault(name);
        for (value, words) in options {
            let ticked = if self.said.all(name).any(|one| one == value) {
                " checked"
            } else {
                ""
            };
            let _infallible = writeln!(
                self.html,
                "<p><label class=\"tick\"><input type=\"checkbox\" name=\"{name}\" value=\"{value}\"{ticked}> {}</label></p>",
                escaped(words)
            );
        }
        self.put("</fieldset>\n");
    }

    fn objectives(&mut self, case: &Case, none: Option<&str>) {
        let _infallible = writeln!(
            self.html,
            "<input type=\"hidden\" name=\"plan\" value=\"{}\">",
            plan_mark(case)
        );
        self.fault("plan");
        let plan = case.plan.iter().flat_map(|plan| &plan.objectives);
        for (at, one) in plan.enumerate() {
            let mut options: Vec<(String, String)> = none
                .iter()
                .map(|words| (String::new(), (*words).to_owned()))
                .collect();
            options.extend(
                Rag::ALL
                    .into_iter()
                    .enumerate()
                    .map(|(at, rag)| (at.to_string(), rag.words().to_owned())),
            );
            self.choice(&objective(at), &one.words(), &options);
        }
    }
}

/// Which objectives stand in the plan: how they go is said by their place in it.
fn plan_mark(case: &Case) -> Uuid {
    let plan = case.plan.iter().flat_map(|plan| &plan.objectives);
    let words: Vec<String> = plan.map(|one| one.words()).collect();
    Uuid::new_v5(&Uuid::NAMESPACE_URL, words.join("\n").as_bytes())
}

/// Refused where the plan was written anew since the page was opened.
fn same_plan(case: &Case, said: &Said) -> Result<(), Wrong> {
    if said.one("plan") == plan_mark(case).to_string() {
        Ok(())
    } else {
        Err(Wrong::at(
            "plan",
            "the plan was changed meanwhile: look at each objective again",
        ))
    }
}

fn objective(at: usize) -> String {
    format!("objective-{at}")
}

fn options<T: Copy>(all: &[T], words: impl Fn(T) -> String) -> Vec<(String, String)> {
    let numbered = all.iter().enumerate();
    numbered
        .map(|(at, one)| (at.to_string(), words(*one)))
        .collect()
}

/// One of a list, by its place in it.
fn chosen<T: Copy>(all: &[T], text: &str) -> Option<T> {
    all.get(text.parse::<usize>().ok()?).copied()
}

fn day(text: &str) -> Option<Date> {
    let format = time::macros::format_description!("[year]-[month]-[day]");
    Date::parse(text, &format).ok()
}

fn day_or_none(said: &Said, field: &str) -> Result<Option<Date>, Wrong> {
    match said.one(field) {
        "" => Ok(None),
        text => day(text)
            .map(Some)
            .ok_or_else(|| Wrong::at(field, "write the day like 2026-11-22")),
    }
}

fn said_day(said: &Said, field: &str) -> Result<Date, Wrong> {
    day_or_none(said, field)?.ok_or_else(|| Wrong::at(field, "say which day"))
}

/// What is in front of who writes: said first, since nothing keeps it for them.
const NOT_KEPT: &str = "<p>Nothing you write is kept before you press the button: this page works without an account and \
     stores nothing on your device.</p>\n";

/// What a form begins with: what was typed, else the day.
pub fn first(today: Date) -> Said {
    Said::of(&[("on", &today.to_string()), ("time", "1"), ("mode", "0")])
}

/// The record of a visit: the same six answers as in the app.
pub fn visit_form(case: &Case, said: &Said, wrong: Option<&Wrong>) -> String {
    let mut sheet = Sheet {
        said,
        wrong,
        html: format!("<form method=\"post\">\n{NOT_KEPT}"),
    };
    sheet.line("on", "date", "Which day");
    let modes = options(&Mode::ALL, |one| one.words().to_owned());
    sheet.choice("mode", "How you met", &modes);
    let lengths = options(&LENGTHS, |one| format!("{} day", Quarters(one).words()));
    sheet.choice("time", "How long", &lengths);
    sheet.line("met", "text", "Whom you met, with commas between");
    sheet.objectives(case, Some("Not worked on"));
    sheet.area("done", "What was done, and what changed", 4);
    sheet.line("next", "text", "What is done next");
    sheet.line("who", "text", "By whom");
    sheet.line("by", "date", "Until when");
    sheet.line("next_visit", "date", "The next visit");
    let worry = [(
        "yes".to_owned(),
        "There was a safeguarding worry, said today by the route for it".to_owned(),
    )];
    sheet.ticks("worry", "Safeguarding", &worry);
    sheet.put("<p><button name=\"say\" value=\"visit\">Send the record</button></p>\n</form>\n");
    sheet.html
}

/// A visit as it was written. Named after the link, so that it is one however often it is sent.
pub fn visit(case: &Case, said: &Said, id: Uuid) -> Result<Visit, Wrong> {
    same_plan(case, said)?;
    let touched = rags(case, said)
        .filter_map(|(objective, rag)| rag.map(|rag| Touched { objective, rag }))
        .collect();
    let met = said.one("met").split(',').map(str::trim);
    let next = match said.one("next") {
        "" => None,
        text => Some(NextStep {
            text: text.to_owned(),
            who: said.one("who").to_owned(),
            by: day_or_none(said, "by")?,
        }),
    };
    Ok(Visit {
        id: VisitId(id),
        on: said_day(said, "on")?,
        mode: chosen(&Mode::ALL, said.one("mode"))
            .ok_or_else(|| Wrong::at("mode", "say how you met"))?,
        time: chosen(&LENGTHS, said.one("time"))
            .map(Quarters)
            .ok_or_else(|| Wrong::at("time", "say how long it was"))?,
        met: met
            .filter(|one| !one.is_empty())
            .map(str::to_owned)
            .collect(),
        touched,
        done: said.one("done").to_owned(),
        next,
        next_visit: day_or_none(said, "next_visit")?,
        worry: said.one("worry") == "yes",
        // Nobody measured it.
        seconds: 0,
    })
}

fn rags<'a>(case: &'a Case, said: &'a Said) -> impl Iterator<Item = (u16, Option<Rag>)> + 'a {
    let plan = case.plan.iter().flat_map(|plan| &plan.objectives);
    plan.enumerate().map(|(at, _)| {
        let rag = chosen(&Rag::ALL, said.one(&objective(at)));
        (u16::try_from(at).unwrap_or(u16::MAX), rag)
    })
}

/// A report as far as the records write it.
pub fn first_report(case: &Case, kind: ReportKind, today: Date) -> Said {
    let draft = draft_report(case, kind, today);
    let mut said = Said::of(&[
        ("progress", &draft.progress),
        ("impact", &draft.impact),
        ("lasting", &draft.lasting),
    ]);
    for one in &draft.weighed {
        let at = Rag::ALL.iter().position(|rag| *rag == one.rag);
        let field = objective(usize::from(one.objective));
        said.add(&field, &at.unwrap_or_default().to_string());
    }
    for one in &draft.evidence {
        let at = Evidence::ALL.iter().position(|other| other == one);
        said.add("evidence", &at.unwrap_or_default().to_string());
    }
    said
}

pub fn report_form(case: &Case, said: &Said, wrong: Option<&Wrong>) -> String {
    let mut sheet = Sheet {
        said,
        wrong,
        html: format!("<form method=\"post\">\n{NOT_KEPT}"),
    };
    sheet.objectives(case, None);
    let rests_on = options(&Evidence::ALL, |one| one.words().to_owned());
    sheet.ticks("evidence", "What it rests on", &rests_on);
    sheet.area("progress", "What was done", 6);
    sheet.area("impact", "What is different for pupils", 4);
    sheet.area("lasting", "What keeps it up when nobody comes any more", 3);
    sheet.put("<p><button name=\"say\" value=\"report\">Send the report</button></p>\n</form>\n");
    sheet.html
}

pub fn report(case: &Case, said: &Said, kind: ReportKind, today: Date) -> Result<Report, Wrong> {
    same_plan(case, said)?;
    let evidence = said.all("evidence");
    Ok(Report {
        kind,
        on: today,
        weighed: rags(case, said)
            .filter_map(|(objective, rag)| {
                rag.map(|rag| Weighed {
                    objective,
                    rag,
                    words: String::new(),
                })
            })
            .collect(),
        evidence: evidence
            .filter_map(|one| chosen(&Evidence::ALL, one))
            .collect(),
        progress: said.one("progress").to_owned(),
        impact: said.one("impact").to_owned(),
        lasting: said.one("lasting").to_owned(),
        time: case.used(),
    })
}

/// What the leader needs before writing: days given, and what was done last.
pub fn so_far(case: &Case, facts: &mut Vec<(&'static str, String)>) {
    let agreed = Quarters::from(case.half_days());
    facts.push((
        "Days given",
        format!("{} of {}", case.used().words(), agreed.words()),
    ));
    if let Some(last) = case.visits.last() {
        facts.push((
            "Last recorded",
            format!("{}: {}", day_words(last.visit.on), last.visit.done),
        ));
        let next = last.visit.next.as_ref();
        facts.push((
            "Was to be next",
            next.map_or_else(String::new, |next| next.text.clone()),
        ));
    }
}
