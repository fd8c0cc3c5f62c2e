//! Minutes: what was there, said, decided and agreed, in words, made from the log and nothing else. Nobody
//! writes them and nobody can forget them.

use serde::{Deserialize, Serialize};

use super::agenda::{Section, agenda};
use super::board::Board;
use super::change::{Attendance, Before, By, Change, Recorded};
use super::decision::Decision;
use super::item::Item;
use crate::calendar::{Date, Moment, day_words};
use crate::risk::{Band, Level, Scheme, explain, finding_words, span_words};
use crate::schools::{Finding, Urn};

/// The minutes of one meeting.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Minutes {
    pub title: String,
    pub partnership: String,
    pub on: Date,
    /// "Priority and risk, version 4".
    pub scheme: String,
    /// The day the evidence was frozen.
    pub frozen: Date,
    /// Who was in the chair, in order; more than one where it was handed over.
    pub chairs: Vec<String>,
    pub present: Vec<String>,
    pub apologies: Vec<String>,
    /// The first and the last thing recorded.
    pub began: Option<Moment>,
    pub ended: Option<Moment>,
    pub closed: bool,
    /// In the order of discussion.
    pub discussed: Vec<MinuteItem>,
    /// Agreed as proposed, by name.
    pub as_proposed: Vec<MinuteItem>,
    /// Not reached, or set aside and not taken up again.
    pub left: Vec<LeftOver>,
    /// Every action agreed, by day.
    pub actions: Vec<MinuteAction>,
    /// Actions of earlier meetings, and what was said of them.
    pub carried: Vec<CarriedAction>,
    /// Support asked for at this meeting: "Millbeck Primary: writing, 6 days".
    pub requests: Vec<String>,
    /// How many schools in each band, least serious first, before and after.
    pub bands: Vec<BandCount>,
}

/// One school in the minutes.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct MinuteItem {
    pub urn: Urn,
    pub school: String,
    /// What was decided, with the words it had under the scheme of the meeting.
    pub band: Band,
    pub band_word: String,
    pub risk: Level,
    pub owner: String,
    pub next_review: Date,
    /// "As suggested, up from Priority 2."
    pub how: String,
    /// What the rules suggested: "Priority 2 or 3, risk high", and why.
    pub suggested: String,
    pub reasons: String,
    pub differs: bool,
    /// What was said and done, in the order it was.
    pub said: Vec<Minute>,
}

/// One thing in the minutes of a school.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "kind", rename_all = "snake_case")]
pub enum Minute {
    /// Why the room decided otherwise, and what it rests on.
    Reason {
        text: String,
        rests_on: Vec<String>,
    },
    /// "Overall absence changed from 6.3% to 5.8%".
    Changed {
        text: String,
        note: String,
        by: String,
    },
    Point {
        text: String,
        by: String,
    },
    Known {
        text: String,
        source: String,
    },
    Dissent {
        text: String,
        by: String,
    },
    Recused {
        who: String,
        why: String,
    },
    Action(MinuteAction),
    /// What the school had written beforehand.
    Reply {
        text: String,
        by: String,
    },
}

#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct MinuteAction {
    pub school: String,
    pub text: String,
    pub owner: String,
    pub due: Date,
}

/// An action of an earlier meeting, and what became of it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct CarriedAction {
    pub action: MinuteAction,
    pub agreed: Date,
    /// What was said; empty: it is still open.
    pub said: String,
}

/// A school the meeting did not decide on.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct LeftOver {
    pub urn: Urn,
    pub school: String,
    pub parked: bool,
}

/// How many schools were in a band before and are now; `None` where a count is withheld.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct BandCount {
    pub band: Band,
    pub word: String,
    pub before: Option<u32>,
    pub after: Option<u32>,
}

/// For whom minutes are written.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Audience {
    /// Those who were in the room.
    Room,
    /// Everybody else: how many, and of no school by name.
    Wider,
}

/// Fewer than this many schools are not counted to a wider audience.
pub const FEWEST_SHOWN: u32 = 5;

/// The minutes of a meeting as it stands: `opened` as it began, `board` now, every change between, and the
/// support asked for there.
pub fn minutes(
    scheme: &Scheme,
    opened: &Board,
    board: &Board,
    log: &[Recorded],
    requests: Vec<String>,
) -> Minutes {
    let meeting = &board.meeting;
    let order = agenda(board, opened, scheme);
    let mut discussed = Vec::new();
    let mut as_proposed = Vec::new();
    let mut left = Vec::new();
    for entry in &order {
        let Some(item) = board.items.get(&entry.urn) else {
            continue;
        };
        let Some((decision, _, _)) = &item.decision else {
            left.push(LeftOver {
                urn: entry.urn,
                school: entry.name.clone(),
                parked: entry.section() == Section::Parked,
            });
            continue;
        };
        let one = minute_item(scheme, board, item, decision, log);
        // What nobody spoke of was agreed as proposed, wherever it stood on the agenda.
        if one.said.is_empty() && !one.differs {
            as_proposed.push(one);
        } else {
            discussed.push(one);
        }
    }
    let mut actions: Vec<MinuteAction> = board
        .items
        .values()
        .flat_map(|item| {
            item.actions.iter().map(|action| MinuteAction {
                school: item.school.name.clone(),
                text: action.text.clone(),
                owner: action.owner.clone(),
                due: action.due,
            })
        })
        .collect();
    actions.sort_by(|one, other| (one.due, &one.school).cmp(&(other.due, &other.school)));
    let named = |how: Attendance| -> Vec<String> {
        let of = board.attendance.iter().filter(|(_, is)| **is == how);
        of.map(|(who, _)| who.clone()).collect()
    };
    Minutes {
        title: meeting.title.clone(),
        partnership: meeting.partnership_name.clone(),
        on: meeting.on,
        scheme: format!("{}, version {}", meeting.scheme, meeting.scheme_version),
        frozen: meeting.frozen,
        chairs: chairs(&meeting.chair, log),
        present: present(board, log, named(Attendance::Present)),
        apologies: named(Attendance::Apologies),
        began: log.first().map(|one| one.at),
        ended: log.last().map(|one| one.at),
        closed: board.closed,
        discussed,
        as_proposed,
        left,
        actions,
        carried: carried(board),
        requests,
        bands: bands(scheme, board),
    }
}

fn chairs(first: &By, log: &[Recorded]) -> Vec<String> {
    let mut chairs = vec![first.name.clone()];
    for recorded in log {
        if let Change::Chair { to } = &recorded.change
            && chairs.last() != Some(&to.name)
        {
            chairs.push(to.name.clone());
        }
    }
    chairs
}

/// Who was put down as there, and everybody who recorded anything: they were.
fn present(board: &Board, log: &[Recorded], named: Vec<String>) -> Vec<String> {
    let mut present = named;
    let spoke = log.iter().map(|one| &one.by.name);
    for name in [&board.meeting.chair.name].into_iter().chain(spoke) {
        // "Rashida Dalal, head of Millbeck" is Rashida Dalal.
        let is = |one: &String| one == name || one.starts_with(&format!("{name},"));
        if !present.iter().any(is) {
            present.push(name.clone());
        }
    }
    present.sort();
    present
}

fn carried(board: &Board) -> Vec<CarriedAction> {
    let mut carried: Vec<CarriedAction> = board
        .items
        .values()
        .flat_map(|item| {
            item.carried.iter().map(|(action, said)| CarriedAction {
                action: MinuteAction {
                    school: item.school.name.clone(),
                    text: action.text.clone(),
                    owner: action.owner.clone(),
                    due: action.due,
                },
                agreed: action.agreed,
                said: said
                    .as_ref()
                    .map_or_else(String::new, |said| said.text.clone()),
            })
        })
        .collect();
    carried.sort_by(|one, other| {
        (one.action.due, &one.action.school).cmp(&(other.action.due, &other.action.school))
    });
    carried
}

/// Before: the last decision of each school; after: what was decided here, else as before.
fn bands(scheme: &Scheme, board: &Board) -> Vec<BandCount> {
    scheme
        .all_bands()
        .map(|band| {
            let count = |of: &dyn Fn(&Item) -> Option<Band>| {
                let within = board.items.values().filter(|item| of(item) == Some(band));
                Some(u32::try_from(within.count()).unwrap_or(u32::MAX))
            };
            let before = |item: &Item| item.last.as_ref().map(|last| last.band);
            let after = |item: &Item| {
                let decided = item.decision.as_ref().map(|(decision, _, _)| decision.band);
                decided.or_else(|| before(item))
            };
            BandCount {
                band,
                word: scheme.band(band).word.clone(),
                before: count(&before),
                after: count(&after),
            }
        })
        .collect()
}

fn minute_item(
    scheme: &Scheme,
    board: &Board,
    item: &Item,
    decision: &Decision,
    log: &[Recorded],
) -> MinuteItem {
    let suggestion = item.suggestion(scheme, board.meeting.on);
    let reasons = explain(scheme, &item.evidence(scheme), &suggestion);
    let outcome = board.outcome(scheme, item, decision).ok();
    let differs = outcome.is_some_and(|outcome| outcome.differs);
    let mut how = if differs {
        "Otherwise than suggested"
    } else {
        "As suggested"
    }
    .to_owned();
    match &item.last {
        None => how.push_str("; not decided before."),
        Some(last) if last.band == decision.band => how.push_str(", no change."),
        Some(last) => {
            let way = if decision.band > last.band {
                "up"
            } else {
                "down"
            };
            how.push_str(&format!(", {way} from {}.", scheme.band(last.band).word));
        }
    }
    MinuteItem {
        urn: item.school.urn,
        school: item.school.name.clone(),
        band: decision.band,
        band_word: scheme.band(decision.band).word.clone(),
        risk: decision.risk,
        owner: outcome.map_or_else(String::new, |outcome| outcome.owner.words().to_owned()),
        next_review: decision.next_review,
        how,
        suggested: format!(
            "{}, risk {}",
            span_words(scheme, suggestion.band),
            suggestion.risk.known.word().to_lowercase()
        ),
        reasons: reasons.sentence,
        differs,
        said: said(scheme, item, decision, log),
    }
}

fn said(scheme: &Scheme, item: &Item, decision: &Decision, log: &[Recorded]) -> Vec<Minute> {
    let urn = item.school.urn;
    let mut said: Vec<Minute> = item
        .reply
        .iter()
        .map(|reply| Minute::Reply {
            text: reply.text.clone(),
            by: reply.by.clone(),
        })
        .collect();
    // A value somebody changed twice is minuted once, from what it was to what it is.
    let changes = log.iter().filter(|one| one.change.urn() == Some(urn));
    for recorded in changes {
        match &recorded.change {
            Change::Record {
                indicator,
                finding,
                note,
                ..
            } => {
                let latest = item
                    .cells
                    .get(indicator)
                    .is_some_and(|cell| cell.version == recorded.seq);
                if !latest {
                    continue;
                }
                let first = log.iter().find(|one| {
                    matches!(&one.change, Change::Record { urn: of, indicator: key, .. }
                        if *of == urn && key == indicator)
                });
                let Some(rule) = scheme.indicator(*indicator) else {
                    continue;
                };
                let words = |finding: Finding| finding_words(rule, finding);
                let was = match first.and_then(|first| first.from.clone()) {
                    Some(Before::Finding(was)) => words(was),
                    _ => "not recorded".to_owned(),
                };
                said.push(Minute::Changed {
                    text: format!("{} changed from {was} to {}", rule.name, words(*finding)),
                    note: note.clone(),
                    by: recorded.by.name.clone(),
                });
            }
            Change::Point {
                text, raised_by, ..
            } => said.push(Minute::Point {
                text: text.clone(),
                by: if raised_by.is_empty() {
                    recorded.by.name.clone()
                } else {
                    raised_by.clone()
                },
            }),
            Change::Know { entry, .. } => said.push(Minute::Known {
                text: entry.text.clone(),
                source: entry.source.clone(),
            }),
            Change::Dissent { text, by, .. } => said.push(Minute::Dissent {
                text: text.clone(),
                by: by.clone(),
            }),
            Change::Recuse { who, why, .. } => said.push(Minute::Recused {
                who: who.clone(),
                why: why.clone(),
            }),
            Change::Act {
                text, owner, due, ..
            } => said.push(Minute::Action(MinuteAction {
                school: item.school.name.clone(),
                text: text.clone(),
                owner: owner.clone(),
                due: *due,
            })),
            _ => {}
        }
    }
    if !decision.rationale.trim().is_empty() {
        said.push(Minute::Reason {
            text: decision.rationale.clone(),
            rests_on: decision
                .rests_on
                .iter()
                .filter_map(|key| Some(scheme.indicator(*key)?.name.clone()))
                .collect(),
        });
    }
    said
}

/// The minutes as that audience may read them.
#[must_use]
pub fn redact(minutes: &Minutes, audience: Audience) -> Minutes {
    match audience {
        Audience::Room => minutes.clone(),
        Audience::Wider => Minutes {
            discussed: Vec::new(),
            as_proposed: Vec::new(),
            left: Vec::new(),
            actions: Vec::new(),
            carried: Vec::new(),
            requests: Vec::new(),
            bands: suppressed(&minutes.bands),
            ..minutes.clone()
        },
    }
}

/// Counts under five are withheld, and where that leaves one that could be worked out from the rest, the
/// next smallest with them.
fn suppressed(bands: &[BandCount]) -> Vec<BandCount> {
    let mut shown = bands.to_vec();
    withhold(&mut shown, |one| &mut one.before);
    withhold(&mut shown, |one| &mut one.after);
    shown
}

fn withhold(bands: &mut [BandCount], side: impl Fn(&mut BandCount) -> &mut Option<u32>) {
    let mut hidden = 0;
    for band in bands.iter_mut() {
        let count = side(band);
        if count.is_some_and(|count| count > 0 && count < FEWEST_SHOWN) {
            *count = None;
            hidden += 1;
        }
    }
    if hidden == 1 {
        let least = bands
            .iter_mut()
            .filter_map(|band| {
                let count = side(band);
                count.is_some_and(|count| count > 0).then_some(count)
            })
            .min_by_key(|count| **count);
        if let Some(count) = least {
            *count = None;
        }
    }
}

impl Minutes {
    /// Every school decided on, in the order of discussion.
    pub fn items(&self) -> impl Iterator<Item = &MinuteItem> {
        self.discussed.iter().chain(&self.as_proposed)
    }

    /// "2 of 24 decisions differ from what the rules suggested: one more serious, one less."
    pub fn differing(&self) -> String {
        let all = self.items().count();
        let differ = self.items().filter(|item| item.differs).count();
        match differ {
            0 => format!("All {all} decisions are as the rules suggested."),
            1 => format!("1 of {all} decisions differs from what the rules suggested."),
            many => format!("{many} of {all} decisions differ from what the rules suggested."),
        }
    }
}

impl Minute {
    /// What kind of thing it is, in words.
    pub fn label(&self) -> &'static str {
        match self {
            Self::Reason { .. } => "Resolved",
            Self::Changed { .. } => "Changed",
            Self::Point { .. } => "Raised",
            Self::Known { .. } => "Known",
            Self::Dissent { .. } => "Seen otherwise",
            Self::Recused { .. } => "Left the room",
            Self::Action(_) => "Action",
            Self::Reply { .. } => "The school wrote",
        }
    }

    /// The whole of it in a sentence or two.
    pub fn text(&self) -> String {
        match self {
            Self::Reason { text, rests_on } if rests_on.is_empty() => text.clone(),
            Self::Reason { text, rests_on } => {
                format!("{text} It rests on: {}.", rests_on.join(", "))
            }
            Self::Changed { text, note, by } if note.is_empty() => format!("{text} ({by})."),
            Self::Changed { text, note, by } => format!("{text} ({by}): {note}"),
            Self::Point { text, by } | Self::Dissent { text, by } => format!("{text} ({by})"),
            Self::Known { text, source } => format!("{text} ({source})"),
            Self::Recused { who, why } => format!("{who}: {why}"),
            Self::Action(action) => format!(
                "{}. {}, by {}.",
                action.text.trim_end_matches('.'),
                action.owner,
                day_words(action.due)
            ),
            Self::Reply { text, by } => format!("“{text}” ({by})"),
        }
    }
}
