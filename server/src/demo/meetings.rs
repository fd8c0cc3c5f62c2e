//! Meetings of the district, held through the same board and log as everybody’s, so that what the log
//! says and what was decided agree.
//!
//! Long because past and present meetings are held by one script.

use std::collections::BTreeMap;

use domain::calendar::{Date, Moment};
use domain::meetings::{
    Approval, Board, By, Came, Carried, Change, Decision, Held, Item, Led, Meeting, Opening,
    Outcome, Past, Proposed, Recorded, Reply, agenda, next_review,
};
use domain::risk::{Band, Categorisation, Explanation, Level, Scheme, explain};
use domain::schools::{
    Charge, Contest, Finding, Key, Known, MeetingId, Office, Reading, School, Sensitivity, Urn,
    Value,
};
use time::{Duration, Month, Time};

use super::chance::Chance;
use super::people::holders;
use super::sheet::Sheet;
use super::sketch::{DECIDED, TO_DISCUSS};
use super::terms::Terms;
use super::voices::Entry;
use super::{PARTNERSHIPS, SchoolRecord, id, millbeck};

/// A decision with everything it is kept with.
#[derive(Debug, Clone)]
pub struct Kept {
    pub seq: u64,
    pub urn: Urn,
    pub decision: Decision,
    pub outcome: Outcome,
    pub suggestion: Categorisation,
    /// What was looked at, in order of indicator.
    pub evidence: Vec<Reading>,
    pub reasons: Explanation,
    pub by: By,
    pub at: Moment,
}

/// A meeting with its log.
#[derive(Debug, Clone)]
pub struct HeldMeeting {
    pub meeting: Meeting,
    /// The scheme document it was held under.
    pub scheme: String,
    pub openings: Vec<Opening>,
    pub log: Vec<Recorded>,
    pub kept: Vec<Kept>,
    /// Values changed in the meeting, as they stand at its end.
    pub recorded: Vec<(Urn, Reading)>,
    pub closed: Option<Moment>,
}

/// A school as a meeting opens with it: what was known on a day, and what the last meeting had.
pub fn opening(
    school: &School,
    readings: &[Reading],
    frozen: Date,
    last: Option<(Date, Past)>,
) -> Opening {
    let sheet = Sheet {
        readings: readings.to_vec(),
    };
    let now = sheet.known_on(frozen);
    let mut before = BTreeMap::new();
    if let Some((then, _)) = &last {
        for reading in sheet.known_on(*then) {
            let same = now.iter().any(|one| {
                one.indicator == reading.indicator && one.seen.finding == reading.seen.finding
            });
            if !same {
                before.insert(reading.indicator, reading.seen.finding);
            }
        }
    }
    let history = history(readings, &now, frozen);
    Opening {
        school: school.clone(),
        readings: now,
        last: last.map(|(_, past)| past),
        before,
        history,
        reply: None,
        known: Vec::new(),
        carried: Vec::new(),
        appeal: None,
        holders: holders(&school.name),
    }
}

/// The four years before the figure that counts now, of measures published yearly.
fn history(readings: &[Reading], now: &[Reading], frozen: Date) -> BTreeMap<Key, Vec<Option<i32>>> {
    let mut history: BTreeMap<Key, BTreeMap<&str, Option<i32>>> = BTreeMap::new();
    for reading in readings.iter().filter(|one| one.seen.as_at <= frozen) {
        let yearly = reading.from.period.starts_with("20");
        let current = now.iter().any(|one| {
            one.indicator == reading.indicator && one.from.period == reading.from.period
        });
        if yearly && !current {
            let value = match reading.seen.finding {
                Finding::Known(Value::Number(number)) => Some(number),
                _ => None,
            };
            history
                .entry(reading.indicator)
                .or_default()
                .insert(&reading.from.period, value);
        }
    }
    history
        .into_iter()
        .map(|(key, years)| (key, years.into_values().rev().take(4).collect::<Vec<_>>()))
        .map(|(key, mut years)| {
            years.reverse();
            (key, years)
        })
        .collect()
}

/// What the last meeting agreed of a school and nobody has said is done.
fn carried(last: &HeldMeeting, of: Urn) -> Vec<Carried> {
    last.log
        .iter()
        .filter_map(|recorded| match &recorded.change {
            Change::Act {
                urn,
                text,
                owner,
                due,
            } if *urn == of => Some(Carried {
                id: recorded.id,
                text: text.clone(),
                owner: owner.clone(),
                due: *due,
                agreed: last.meeting.on,
            }),
            _ => None,
        })
        .collect()
}

/// A meeting of nobody, to ask the agenda about one school.
pub fn untitled(on: Date) -> Meeting {
    Meeting {
        id: MeetingId(uuid::Uuid::nil()),
        title: String::new(),
        partnership: id::partnership(""),
        partnership_name: String::new(),
        on,
        scheme: String::new(),
        scheme_version: 1,
        chair: By {
            id: id::person(""),
            name: String::new(),
        },
        frozen: on,
    }
}

/// A meeting while it is held: each thing said is checked, stamped and folded in.
struct Room<'a> {
    scheme: &'a Scheme,
    board: Board,
    clock: Moment,
    held: HeldMeeting,
}

impl Room<'_> {
    /// Somebody does something, so many seconds later. What cannot stand does not happen.
    fn say(&mut self, by: &By, seconds: i64, change: Change) {
        let proposed = Proposed {
            id: id::change(self.held.meeting.id, self.board.seq + 1),
            base: self.board.version(&change),
            change,
        };
        if self.board.check(self.scheme, &proposed, by.id).is_err() {
            return;
        }
        self.clock.0 += seconds * 1000;
        let recorded = Recorded {
            seq: self.board.seq + 1,
            id: proposed.id,
            at: self.clock,
            by: by.clone(),
            from: self.board.before(&proposed.change),
            change: proposed.change,
        };
        if let Change::Decide { urn, decision } = &recorded.change
            && let Some(item) = self.board.items.get(urn)
            && let Ok(outcome) = self.board.outcome(self.scheme, item, decision)
        {
            let evidence = item.evidence(self.scheme);
            let suggestion = item.suggestion(self.scheme, self.board.meeting.on);
            self.held.kept.push(Kept {
                seq: recorded.seq,
                urn: *urn,
                decision: decision.clone(),
                outcome,
                reasons: explain(self.scheme, &evidence, &suggestion),
                suggestion,
                evidence: item
                    .cells
                    .values()
                    .map(|cell| cell.reading.clone())
                    .collect(),
                by: by.clone(),
                at: self.clock,
            });
        }
        self.board.apply(&recorded);
        self.held.log.push(recorded);
    }

    /// The meeting as it stands, with what was changed in it.
    fn leave(mut self) -> HeldMeeting {
        for (urn, item) in &self.board.items {
            let changed = item.cells.values().filter(|cell| cell.version > 0);
            self.held
                .recorded
                .extend(changed.map(|cell| (*urn, cell.reading.clone())));
        }
        self.held
    }

    fn item(&self, urn: Urn) -> Option<(&Item, Categorisation)> {
        let item = self.board.items.get(&urn)?;
        Some((item, item.suggestion(self.scheme, self.board.meeting.on)))
    }
}

/// What every meeting needs to know.
pub struct Setting<'a> {
    pub terms: Terms,
    pub scheme: &'a Scheme,
    /// The document of that scheme.
    pub document: &'a str,
    pub schools: &'a [SchoolRecord],
    /// Chairs, one for each partnership.
    pub chairs: &'a [By],
    pub officer: &'a By,
    pub known: &'a [Entry],
    pub contests: &'a [(Urn, Contest)],
}

impl Setting<'_> {
    fn meeting(&self, partnership: usize, term: usize, on: Date) -> Meeting {
        let name = PARTNERSHIPS[partnership];
        let season = match on.month() {
            Month::January | Month::February | Month::March | Month::April => "spring",
            Month::May | Month::June | Month::July | Month::August => "summer",
            _ => "autumn",
        };
        Meeting {
            id: id::meeting(name, term),
            title: format!("{name} partnership, {season} review"),
            partnership: id::partnership(name),
            partnership_name: name.to_owned(),
            on,
            scheme: self.scheme.name.clone(),
            scheme_version: self.scheme.version,
            chair: self.chairs[partnership].clone(),
            frozen: self.frozen(partnership, term),
        }
    }

    fn frozen(&self, partnership: usize, term: usize) -> Date {
        if term < super::terms::PAST_TERMS.len() {
            self.terms
                .past(term, partnership)
                .saturating_sub(Duration::days(3))
        } else {
            self.terms.frozen()
        }
    }

    fn room(
        &self,
        partnership: usize,
        term: usize,
        on: Date,
        last: Option<&HeldMeeting>,
    ) -> Room<'_> {
        let meeting = self.meeting(partnership, term, on);
        let openings: Vec<Opening> = self
            .schools
            .iter()
            .filter(|one| one.partnership == partnership && one.met)
            .map(|one| {
                let past = last.and_then(|held| {
                    let kept = held.kept.iter().rfind(|kept| kept.urn == one.school.urn)?;
                    Some((held.meeting.frozen, past(held, kept)))
                });
                let reply = (term == super::terms::PAST_TERMS.len()
                    && one.school.name == millbeck::NAME)
                    .then(|| reply(self.terms));
                let urn = one.school.urn;
                let mut opening = Opening {
                    reply,
                    known: self.known_of(urn, meeting.frozen),
                    carried: last.map_or_else(Vec::new, |held| carried(held, urn)),
                    ..opening(&one.school, &one.readings, meeting.frozen, past)
                };
                self.mark(&mut opening, meeting.frozen);
                opening
            })
            .collect();
        let begins = on.with_time(Time::MIDNIGHT).assume_utc() + Duration::minutes(13 * 60 + 2);
        Room {
            scheme: self.scheme,
            board: Board::open(meeting.clone(), openings.clone()),
            clock: Moment(begins.unix_timestamp() * 1000),
            held: HeldMeeting {
                meeting,
                scheme: self.document.to_owned(),
                openings,
                log: Vec::new(),
                kept: Vec::new(),
                recorded: Vec::new(),
                closed: None,
            },
        }
    }

    /// What the room reads of what people know: nothing about a person. Newest last.
    fn known_of(&self, urn: Urn, frozen: Date) -> Vec<Known> {
        let mut known: Vec<Known> = self
            .known
            .iter()
            .filter(|(of, one, _)| *of == urn && one.recorded <= frozen && one.counts(frozen))
            .filter(|(_, one, _)| one.entry.sensitivity == Sensitivity::School)
            .map(|(_, one, _)| one.clone())
            .collect();
        known.sort_by_key(|one| one.recorded);
        known
    }

    fn mark(&self, opening: &mut Opening, frozen: Date) {
        for (of, contest) in self.contests {
            let mut about = opening.readings.iter_mut().filter(|reading| {
                reading.indicator == contest.indicator
                    && reading.seen.as_at == contest.as_at
                    && *of == opening.school.urn
                    && contest.on <= frozen
            });
            if let Some(reading) = about.next() {
                reading.seen.contested = true;
                reading.from.note = contest.words();
            }
        }
    }

    /// A past meeting, from the first school to the close.
    pub fn held(&self, partnership: usize, term: usize, last: Option<&HeldMeeting>) -> HeldMeeting {
        let on = self.terms.past(term, partnership);
        let mut room = self.room(partnership, term, on, last);
        let chair = &self.chairs[partnership];
        let review = if term + 1 < super::terms::PAST_TERMS.len() {
            self.terms.past(term + 1, partnership)
        } else {
            self.terms.this(partnership)
        };
        // Two partnerships meet late this term: what was most serious there is overdue.
        let waits = term + 1 == super::terms::PAST_TERMS.len() && partnership >= 6;
        let order: Vec<Urn> = agenda(&room.board, &room.board, self.scheme)
            .iter()
            .map(|entry| entry.urn)
            .collect();
        for urn in order {
            room.say(chair, 40, Change::Show { urn });
            came_for(&mut room, chair, urn);
            let Some((item, suggestion)) = room.item(urn) else {
                continue;
            };
            let mut chance = Chance::named(&format!("{} in term {term}", item.school.name));
            let told = (item.school.name == millbeck::NAME)
                .then(|| millbeck::decided(term))
                .flatten();
            let calm = item.school.partnership == Some(id::partnership(PARTNERSHIPS[0]))
                && !DECIDED.contains(&item.school.name.as_str());
            let (band, risk, rationale) = if let Some((band, why)) = told {
                (band, suggestion.risk.known, why)
            } else if calm {
                (suggestion.band.known, suggestion.risk.known, "")
            } else {
                room_says(&suggestion, &mut chance)
            };
            let by_scheme = next_review(self.scheme, band, risk, on);
            let next_review = match (band, risk) {
                (Band(0), _) => by_scheme,
                (_, Level::High) if waits => self.terms.days_ago(10),
                _ => review,
            };
            let decision = Decision {
                band,
                risk,
                rationale: rationale.to_owned(),
                next_review,
                rests_on: Vec::new(),
                confirmed: None,
            };
            room.say(
                chair,
                i64::from(chance.between(70, 330)),
                Change::Decide { urn, decision },
            );
        }
        for (school, text, owner, days_ago) in LAST_TIME {
            let of = self.schools.iter().find(|one| one.school.name == school);
            if let Some(one) = of
                && one.partnership == partnership
                && term + 1 == super::terms::PAST_TERMS.len()
            {
                let act = Change::Act {
                    urn: one.school.urn,
                    text: text.to_owned(),
                    owner: owner.to_owned(),
                    due: self.terms.days_ago(days_ago),
                };
                room.say(chair, 40, act);
            }
        }
        room.say(chair, 90, Change::Close);
        room.held.closed = Some(room.clock);
        room.leave()
    }

    /// A meeting that is open and where nothing has been said yet.
    pub fn scheduled(&self, partnership: usize, last: Option<&HeldMeeting>) -> HeldMeeting {
        let term = super::terms::PAST_TERMS.len();
        self.room(partnership, term, self.terms.this(partnership), last)
            .held
    }

    /// Upper Vale’s meeting in progress: eight decided, Millbeck on the screen.
    pub fn in_progress(&self, last: Option<&HeldMeeting>) -> HeldMeeting {
        let term = super::terms::PAST_TERMS.len();
        let mut room = self.room(0, term, self.terms.today, last);
        let (chair, officer) = (&self.chairs[0], self.officer);
        let urn = |name: &str| {
            self.schools
                .iter()
                .find(|one| one.school.name == name)
                .map(|one| one.school.urn)
        };
        for (at, urn) in DECIDED.into_iter().filter_map(urn).enumerate() {
            room.say(chair, 30, Change::Show { urn });
            for (place, text, raised_by) in POINTS {
                if place == at {
                    let (text, raised_by) = (text.to_owned(), raised_by.to_owned());
                    room.say(
                        officer,
                        60,
                        Change::Point {
                            urn,
                            text,
                            raised_by,
                        },
                    );
                }
            }
            let Some((_, suggestion)) = room.item(urn) else {
                continue;
            };
            let (band, mut risk) = (suggestion.band.known, suggestion.risk.known);
            let mut rationale = String::new();
            if at == 3 && risk != Level::High {
                risk = Level::High;
                rationale =
                    "The chair resigned on Monday and two governors with her; the room does not \
                             want to wait a term to see."
                        .to_owned();
            }
            let decision = Decision {
                band,
                risk,
                rationale,
                next_review: next_review(self.scheme, band, risk, self.terms.today),
                rests_on: Vec::new(),
                confirmed: None,
            };
            room.say(chair, 260, Change::Decide { urn, decision });
        }
        if let Some(urn) = urn(TO_DISCUSS[0]) {
            self.millbeck(&mut room, urn);
        }
        room.leave()
    }

    fn millbeck(&self, room: &mut Room<'_>, urn: Urn) {
        let (chair, officer) = (&self.chairs[0], self.officer);
        let point = |text: &str, raised_by: &str| Change::Point {
            urn,
            text: text.to_owned(),
            raised_by: raised_by.to_owned(),
        };
        let act = |text: &str, owner: &str, days: i32| Change::Act {
            urn,
            text: text.to_owned(),
            owner: owner.to_owned(),
            due: self.terms.days_on(days),
        };
        room.say(chair, 20, Change::Show { urn });
        room.say(
            officer,
            75,
            point(
                "Year 6 had eleven children join after Easter; six sat the tests.",
                "R. Dalal, head",
            ),
        );
        room.say(
            chair,
            50,
            Change::Record {
                urn,
                indicator: Key::of("I50"),
                finding: Finding::choice(Key::of("full")),
                note: "The last vacancy was filled on 9 November".to_owned(),
            },
        );
        room.say(
            chair,
            35,
            point(
                "Deputy away since 28 September. Cover agreed to Christmas only.",
                "",
            ),
        );
        room.say(
            officer,
            90,
            point("Writing is the gap: 52% against 68% in reading.", ""),
        );
        room.say(
            chair,
            40,
            act("Ask brokerage for a writing lead, 6 days", "Helen Marsh", 8),
        );
        room.say(
            officer,
            45,
            act("Attendance visit, half a day", "Pearl Okafor", 22),
        );
        let held = Held {
            came: Some(Came::There),
            does: Some(Charge::Accountable),
            ..Held::default()
        };
        let who = Office::Head;
        room.say(officer, 15, Change::Office { urn, who, held });
        room.say(
            officer,
            10,
            Change::Led {
                urn,
                led: Led::Head,
            },
        );
    }
}

/// Where both of a school are known, the head came to a past meeting and the chair of governors sent word.
fn came_for(room: &mut Room<'_>, by: &By, urn: Urn) {
    let known = room.board.items.get(&urn).map(|item| item.holders.clone());
    let Some(holders) = known.filter(|one| one.head.is_some() && one.chair.is_some()) else {
        return;
    };
    for (who, came, does) in [
        (Office::Head, Came::There, Charge::Leads),
        (Office::Chair, Came::Apologies, Charge::Monitors),
    ] {
        let held = Held {
            came: holders.of(who).map(|_| came),
            does: Some(does),
            ..Held::default()
        };
        room.say(by, 5, Change::Office { urn, who, held });
    }
    room.say(
        by,
        5,
        Change::Led {
            urn,
            led: Led::Head,
        },
    );
}

/// What was said of schools already decided: place in [`DECIDED`], text, who raised it.
const POINTS: [(usize, &str, &str); 4] = [
    (
        0,
        "The trust has named an interim head from January; staff heard on Friday.",
        "L. Coldwether, LA",
    ),
    (
        1,
        "Two reviews, and writing books look as they did in March.",
        "P. Okafor, LA",
    ),
    (
        2,
        "The acting head has asked to be assessed for the post.",
        "Chair of governors",
    ),
    (
        3,
        "Minutes of two meetings are missing; the clerk is looking.",
        "H. Marsh",
    ),
];

/// Actions agreed last time: school, what, who, and how many days ago it was due.
const LAST_TIME: [(&str, &str, &str, i32); 3] = [
    (
        "Millbeck Primary",
        "Look at attendance on Fridays with the welfare team",
        "Rashida Dalal",
        35,
    ),
    (
        "Bobbin Mill Primary",
        "Send the staffing return again, with retirements apart",
        "Theo Amberley",
        50,
    ),
    (
        "Thistle Bridge Primary",
        "Pair with Sallow Bank for writing moderation",
        "Helen Marsh",
        21,
    ),
];

/// The head of Millbeck’s own words.
pub fn reply(terms: Terms) -> Reply {
    Reply {
        text: millbeck::REPLY.to_owned(),
        by: format!("{}, head", millbeck::HEAD),
        on: terms.days_ago(7),
    }
}

/// A decision as a later meeting remembers it.
pub fn past(held: &HeldMeeting, kept: &Kept) -> Past {
    let differs = kept.outcome.differs;
    Past {
        differed: differs,
        second_reader: kept.outcome.second_reader,
        rationale: kept.decision.rationale.clone(),
        suggested: differs.then_some(kept.suggestion.band),
        suggested_risk: differs.then_some(kept.suggestion.risk.known),
        review: Some(kept.decision.next_review),
        by: kept.by.name.clone(),
        approval: approval(held, kept),
        ..Past::as_suggested(held.meeting.on, kept.decision.band, kept.decision.risk)
    }
}

/// The lead officer looks at what rooms decided against the rules or for the most serious band, two days later. One partnership’s latest
/// still waits.
pub fn approval(held: &HeldMeeting, kept: &Kept) -> Option<Approval> {
    let latest = super::terms::PAST_TERMS.len() - 1;
    let waits = held.meeting.id == id::meeting(PARTNERSHIPS[1], latest);
    let closed = held.closed?;
    (kept.outcome.asks_a_second_person() && !waits).then(|| Approval {
        approved: true,
        by: OFFICER.to_owned(),
        on: closed.day().saturating_add(Duration::days(2)),
        words: String::new(),
    })
}

/// The lead officer.
pub const OFFICER: &str = "Pearl Okafor";

/// Mostly as suggested; now and then the room knows more.
fn room_says(suggestion: &Categorisation, chance: &mut Chance) -> (Band, Level, &'static str) {
    let (band, risk) = (suggestion.band.known, suggestion.risk.known);
    if chance.in_hundred(92) {
        return (band, risk, "");
    }
    match band {
        Band(0) => (
            Band(1),
            risk,
            *chance.pick(&[
                "The head leaves in the summer and the post is not filled yet.",
                "A new building phase begins; the room wants to see the school each term.",
                "The roll falls sharply from September; a year of care is wanted.",
            ]),
        ),
        Band(1) if risk <= Level::Low => (
            Band(0),
            risk,
            *chance.pick(&[
                "Two visits found the dip to be one cohort; the work in books is strong.",
                "The acting head is confirmed from next month.",
            ]),
        ),
        Band(1) => (
            Band(2),
            risk,
            *chance.pick(&[
                "The room expects the next inspection to find it not yet good.",
                "Three complaints came since the evidence was frozen.",
            ]),
        ),
        Band(2) if risk == Level::High => (
            Band(2),
            Level::Medium,
            *chance.pick(&[
                "Support from the trust began in the autumn and shows already.",
                "The results were of eleven pupils, four of them new.",
            ]),
        ),
        Band(2) => (
            Band(2),
            Level::High,
            *chance.pick(&[
                "The board is not quorate and the head is unwell.",
                "Staff turnover since the census is higher than the figures show.",
            ]),
        ),
        _ => (
            band,
            Level::High,
            "The room does not see the risk come down before the next visit.",
        ),
    }
}
