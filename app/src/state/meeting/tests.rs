//! What the page does with what it is told, case by case.

mod opening;

#[cfg(test)]
pub(super) mod cases {
    use std::collections::BTreeMap;

    use domain::calendar::Date;
    use domain::meetings::{Came, Held, Meeting, Section};
    use domain::risk::{Band, Level, Scheme};
    use domain::schools::{Finding, Key, MeetingId, Office, PartnershipId, PersonId};
    use time::macros::date;
    use uuid::Uuid;

    use crate::state::meeting::tests::opening::cases::school;
    use crate::state::meeting::*;

    pub const ABSENCE: Key = Key::of("I30");

    pub fn person(number: u128, name: &str) -> By {
        By {
            id: PersonId(Uuid::from_u128(number)),
            name: name.to_owned(),
        }
    }

    pub fn urn(number: u32) -> Urn {
        Urn::try_from(number).unwrap()
    }

    fn id(number: u128) -> ChangeId {
        ChangeId(Uuid::from_u128(number))
    }

    pub const DAY: Date = date!(2026 - 11 - 19);

    pub fn page() -> MeetingPage {
        MeetingPage {
            meeting: Meeting {
                id: MeetingId(Uuid::from_u128(9)),
                title: "Autumn review".to_owned(),
                partnership: PartnershipId(Uuid::from_u128(8)),
                partnership_name: "Upper Vale".to_owned(),
                on: DAY,
                scheme: "Priority and risk".to_owned(),
                scheme_version: 4,
                chair: person(1, "Helen Marsh"),
                frozen: DAY,
            },
            scheme: Arc::new(Scheme::bradford().unwrap()),
            openings: vec![school(100_001), school(100_002), school(100_003)],
            changes: Vec::new(),
            present: Vec::new(),
            views: Vec::new(),
            own_views: Vec::new(),
            support: BTreeMap::new(),
        }
    }

    fn state() -> MeetingState {
        MeetingState::open(page(), person(1, "Helen Marsh"))
    }

    fn absence(number: u32, hundredths: i32) -> Change {
        Change::Record {
            urn: urn(number),
            indicator: ABSENCE,
            finding: Finding::number(hundredths),
            note: String::new(),
        }
    }

    fn recorded(seq: u64, id: ChangeId, by: By, change: Change) -> Recorded {
        Recorded {
            seq,
            id,
            at: Moment(1_000 + i64::try_from(seq).unwrap()),
            by,
            from: Some(Before::Finding(Finding::number(630))),
            change,
        }
    }

    fn shown_absence(state: &MeetingState, number: u32) -> Finding {
        state.shown().items[&urn(number)].cells[&ABSENCE]
            .reading
            .seen
            .finding
    }

    #[test]
    fn a_proposed_change_is_on_screen_before_the_server_answers() {
        let mut state = state();
        assert!(state.propose(id(1), 0, absence(100_001, 590), Moment(0)));
        assert_eq!(shown_absence(&state, 100_001), Finding::number(590));
        assert_eq!(state.confirmed_board().seq, 0);
    }

    #[test]
    fn a_meeting_is_looked_at_as_it_was_after_any_change_and_nothing_can_be_done_there() {
        let mut state = state();
        for (seq, value) in [(1, 590), (2, 610)] {
            let by = person(2, "Pearl Okafor");
            state.confirmed(recorded(seq, id(1), by, absence(100_001, value)));
        }
        for (after, value) in [(0, 630), (1, 590), (2, 610)] {
            let board = state.as_it_was(after);
            let cell = &board.items[&urn(100_001)].cells[&ABSENCE];
            assert!(board.closed);
            assert_eq!(cell.reading.seen.finding, Finding::number(value));
        }
        assert_eq!(state.changes(), 2);
        assert!(state.change_at(0).is_none() && state.change_at(2).is_some());
    }

    #[test]
    fn a_refused_change_undoes_itself_and_stays_shown_for_ten_seconds() {
        let mut state = state();
        state.propose(id(1), 0, absence(100_001, 590), Moment(0));
        state.refused(id(1), Some(Refusal::Closed), String::new(), Moment(500));
        assert_eq!(shown_absence(&state, 100_001), Finding::number(630));
        let place = (urn(100_001), Spot::Finding(ABSENCE));
        assert_eq!(
            state.refused_at(place).map(|one| one.reason.as_str()),
            Some("the meeting is closed")
        );
        state.forget(Moment(10_400));
        assert!(state.refused_at(place).is_some());
        state.forget(Moment(10_500));
        assert!(state.refused_at(place).is_none());
    }

    #[test]
    fn what_cannot_stand_is_refused_without_being_sent() {
        let mut state = state();
        let impossible = Change::Record {
            urn: urn(100_001),
            indicator: ABSENCE,
            finding: Finding::choice(Key::of("full")),
            note: String::new(),
        };
        assert!(!state.propose(id(1), 0, impossible, Moment(0)));
        assert!(state.next_to_send().is_none());
        assert_eq!(state.refused.len(), 1);
    }

    #[test]
    fn a_reply_that_overtakes_the_stream_loses_nobodys_change() {
        let mut state = state();
        state.propose(id(2), 0, absence(100_002, 590), Moment(0));
        let mine = recorded(2, id(2), person(1, "Helen Marsh"), absence(100_002, 590));
        state.confirmed(mine.clone());
        // Mine is on screen still, is not sent again, and the page knows that it lacks number 1.
        assert_eq!(shown_absence(&state, 100_002), Finding::number(590));
        assert!(state.next_to_send().is_none());
        assert!(state.behind());
        state.confirmed(recorded(
            1,
            id(7),
            person(2, "Pearl Okafor"),
            absence(100_001, 800),
        ));
        assert!(!state.behind());
        assert_eq!(state.seq(), 2);
        assert!(state.pending().is_empty());
        assert_eq!(shown_absence(&state, 100_001), Finding::number(800));
        state.confirmed(mine);
        assert_eq!(state.seq(), 2);
    }

    #[test]
    fn two_values_of_one_thing_are_both_kept_until_somebody_chooses() {
        let place = (urn(100_001), Spot::Finding(ABSENCE));
        let cases = [
            (Keep::Theirs, None),
            (Keep::Yours, Some(610)),
            (Keep::Earlier, Some(630)),
        ];
        for (keep, proposes) in cases {
            let mut state = state();
            state.propose(id(1), 0, absence(100_001, 610), Moment(0));
            let theirs = recorded(1, id(7), person(2, "Pearl Okafor"), absence(100_001, 590));
            state.confirmed(theirs.clone());
            let stale = Refusal::Stale {
                theirs: Box::new(theirs),
            };
            state.refused(id(1), Some(stale), String::new(), Moment(5));
            assert!(state.conflict_at(place).is_some());
            assert_eq!(shown_absence(&state, 100_001), Finding::number(590));
            let follows = state.settle_conflict(place, keep);
            let finding = follows.as_ref().map(|(base, change)| {
                assert_eq!(*base, 1);
                match change {
                    Change::Record { finding, .. } => *finding,
                    _ => Finding::number(0),
                }
            });
            assert_eq!(finding, proposes.map(Finding::number), "{keep:?}");
            assert!(state.conflicts.is_empty());
        }
    }

    #[test]
    fn only_ones_own_change_can_be_taken_back_and_to_what_stood_before() {
        let place = (urn(100_001), Spot::Finding(ABSENCE));
        let mut state = state();
        state.confirmed(recorded(
            1,
            id(7),
            person(2, "Pearl Okafor"),
            absence(100_001, 590),
        ));
        assert_eq!(state.undo_of(place), None);
        state.confirmed(recorded(
            2,
            id(8),
            person(1, "Helen Marsh"),
            absence(100_001, 700),
        ));
        let (base, change) = state.undo_of(place).unwrap();
        assert_eq!(base, 2);
        assert!(
            matches!(change, Change::Record { finding, .. } if finding == Finding::number(630))
        );
    }

    #[test]
    fn who_came_is_taken_back_to_what_was_said_before_and_to_nothing_at_first() {
        let place = (urn(100_001), Spot::Office(Office::Head));
        let mut state = state();
        let there = Held {
            came: Some(Came::There),
            ..Held::default()
        };
        let change = Change::Office {
            urn: urn(100_001),
            who: Office::Head,
            held: there.clone(),
        };
        assert!(state.propose(id(7), 0, change.clone(), Moment(0)));
        assert_eq!(state.undo_of(place), None, "it is still on its way");
        let mut first = recorded(1, id(7), person(1, "Helen Marsh"), change);
        first.from = Some(Before::Nothing);
        state.confirmed(first);
        assert_eq!(state.own_last(), Some(place));
        let (base, back) = state.undo_of(place).unwrap();
        let nothing = matches!(&back, Change::Office { held, .. } if *held == Held::default());
        assert!(base == 1 && nothing, "{back:?}");
    }

    #[test]
    fn the_line_says_where_the_changes_are() {
        let mut state = state();
        let mut say = |stream, stuck, kept, changes: usize| {
            state.stream = stream;
            state.stuck = stuck;
            state.kept = kept;
            while state.pending.len() < changes {
                let next = u128::try_from(state.pending.len()).unwrap() + 1;
                state.propose(id(next), 0, absence(100_001, 590), Moment(0));
            }
            state.line()
        };
        assert_eq!(
            say(Stream::Opening, false, false, 0),
            LineState::Reconnecting
        );
        assert_eq!(say(Stream::Live, false, false, 0), LineState::Live);
        assert_eq!(say(Stream::Lost, false, true, 0), LineState::Reconnecting);
        assert_eq!(say(Stream::Live, false, true, 1), LineState::Live);
        assert_eq!(
            say(Stream::Lost, true, true, 1),
            LineState::ThisDeviceOnly(1)
        );
        assert_eq!(
            say(Stream::Lost, true, true, 3),
            LineState::ThisDeviceOnly(3)
        );
        assert_eq!(say(Stream::Lost, true, false, 3), LineState::NotSaved(3));
    }

    #[test]
    fn kept_changes_come_back_once_and_keep_their_ids() {
        let mut state = state();
        let kept = vec![
            Proposed {
                id: id(1),
                base: 0,
                change: absence(100_001, 590),
            },
            Proposed {
                id: id(2),
                base: 0,
                change: absence(100_002, 590),
            },
        ];
        // The first had arrived although its answer was lost.
        state.confirmed(recorded(
            1,
            id(1),
            person(1, "Helen Marsh"),
            absence(100_001, 590),
        ));
        state.take_back(kept.clone());
        state.take_back(kept);
        let ids: Vec<ChangeId> = state.pending().iter().map(|one| one.id).collect();
        assert_eq!(ids, [id(2)]);
    }

    #[test]
    fn a_conflict_nobody_has_settled_is_kept_and_found_again() {
        let mut state = state();
        let theirs = recorded(1, id(7), person(2, "Pearl Okafor"), absence(100_001, 590));
        state.propose(id(1), 0, absence(100_001, 710), Moment(0));
        let stale = || Refusal::Stale {
            theirs: Box::new(theirs.clone()),
        };
        state.refused(id(1), Some(stale()), String::new(), Moment(0));
        assert!(state.pending().is_empty());
        let kept = state.unsettled();
        assert_eq!(kept.len(), 1, "what was typed waits for a choice");
        // The page is loaded again: it is sent again, and refused again with both values.
        let mut again = self::state();
        again.take_back(kept.clone());
        assert_eq!(again.next_to_send(), kept.first());
        again.refused(id(1), Some(stale()), String::new(), Moment(0));
        again.take_back(kept);
        assert!(again.pending().is_empty() && again.conflicts.len() == 1);
    }

    #[test]
    fn an_untouched_bar_agrees_as_suggested_and_a_touched_one_keeps_what_was_not_touched() {
        let state = state();
        let board = state.shown();
        let suggestion = board.items[&urn(100_001)].suggestion(&state.scheme, DAY);
        let as_suggested = Room::default().decision(&state.scheme, &suggestion, None, DAY);
        assert_eq!(as_suggested.band, suggestion.band.known);
        assert_eq!(as_suggested.risk, suggestion.risk.known);
        assert!(as_suggested.next_review > DAY);
        let room = Room {
            band: Some(Band(3)),
            reason: " The room knows more. ".to_owned(),
            ..Room::default()
        };
        let differs = room.decision(&state.scheme, &suggestion, None, DAY);
        assert_eq!(
            (differs.band, differs.risk),
            (Band(3), suggestion.risk.known)
        );
        assert_eq!(differs.rationale, "The room knows more.");
        let again = Room {
            risk: Some(Level::High),
            ..Room::default()
        };
        let after = again.decision(&state.scheme, &suggestion, Some(&differs), DAY);
        assert_eq!((after.band, after.risk), (Band(3), Level::High));
        assert_eq!(after.rationale, "The room knows more.");
    }

    #[test]
    fn next_goes_round_and_agreeing_goes_on_to_a_school_nobody_has_decided() {
        let mut state = state();
        let order: Vec<Urn> = state.order().iter().map(|entry| entry.urn).collect();
        assert_eq!(state.beside(None, 1), Some(order[0]));
        assert_eq!(state.beside(Some(order[2]), 1), Some(order[0]));
        assert_eq!(state.beside(Some(order[0]), -1), Some(order[2]));
        let board = state.shown();
        let suggestion = board.items[&order[1]].suggestion(&state.scheme, DAY);
        let decision = Room::default().decision(&state.scheme, &suggestion, None, DAY);
        let decide = Change::Decide {
            urn: order[1],
            decision,
        };
        assert!(state.propose(id(1), 0, decide, Moment(0)));
        let board = state.shown();
        assert_eq!(state.next_open(&board, order[0]), Some(order[2]));
        assert_eq!(state.next_open(&board, order[2]), Some(order[0]));
        assert_eq!(state.section(&board, Section::Done), [order[1]]);
    }
}
