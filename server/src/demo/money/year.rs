//! What was done with it: what is over, and what goes on.

use domain::schools::{ClawBackId, Key};
use domain::support::money::{
    Brokerage, Change, Looked, Party, Pence, Place, PotRules, Rate, Share, Standing, YearKind,
};

use super::{
    BROKER, DEARER, FORUM, OFFICER, OPPORTUNITY, OTHER_BROKER, READING, SUBSCRIPTION, Story,
    TARGETED, pot, work,
};
use crate::demo::id;

impl Story<'_> {
    pub(super) fn last_year(&mut self) {
        self.by = BROKER;
        self.reserve(
            320,
            1,
            ("Headship", "headship"),
            (2, "LLE", 9),
            &[OPPORTUNITY],
        );
        self.commit(310, 1);
        self.visits(1, &[(300, 2), (285, 2), (270, 2), (250, 3)]);
        self.reserve(
            262,
            2,
            ("Mathematics", "maths"),
            (3, "SLE", 12),
            &[OPPORTUNITY],
        );
        self.commit(255, 2);
        self.by = OFFICER;
        let first = Change::Report {
            covers: vec![(pot(OPPORTUNITY), self.ago(210))],
        };
        self.at(212, "Accepted by the board", first);
        self.by = BROKER;
        self.release(208, 1, OPPORTUNITY, Some(190));
        self.visits(2, &[(205, 4), (170, 4), (140, 4)]);
        self.release(120, 2, OPPORTUNITY, Some(99));
        self.reserve(
            200,
            3,
            ("Trust and finance", "finance"),
            (0, "NLE", 20),
            &[TARGETED],
        );
        self.commit(194, 3);
        self.visits(3, &[(180, 4), (160, 4), (135, 4)]);
        self.release(90, 3, TARGETED, Some(70));
        self.reserve(190, 4, ("Headship", "headship"), (4, "LLE", 6), &[FORUM]);
        self.commit(180, 4);
        self.visits(4, &[(165, 2)]);
        let rest = Change::Return {
            pot: pot(FORUM),
            from: Place::Committed,
            commitment: Some(work(4)),
            amount: Pence::pounds(900),
        };
        self.at(130, "Ended early: the head has moved on", rest);
        self.release(88, 4, FORUM, None);
        self.reserve(
            150,
            5,
            ("Phonics", "phonics"),
            (5, "SLE", 4),
            &[SUBSCRIPTION],
        );
        self.commit(146, 5);
        self.visits(5, &[(120, 2), (110, 2)]);
        self.release(24, 5, SUBSCRIPTION, None);
    }

    pub(super) fn this_year(&mut self) {
        let rate = Rate {
            leader_type: Key::of("SLE"),
            from: self.ago(DEARER),
            day: Pence::pounds(360),
            brokerage: Brokerage::Share(Share::per_cent(15)),
        };
        self.by = OFFICER;
        self.at(
            86,
            "Agreed with the hub for this year",
            Change::SetRate { rate },
        );
        self.grant(84, FORUM, 5_500, "De-delegation, second year");
        self.grant(83, SUBSCRIPTION, 1_600, "Subscriptions, second year");
        self.grant(
            82,
            OPPORTUNITY,
            4_000,
            "Second payment, less what waits for the report",
        );
        self.by = OTHER_BROKER;
        self.reserve(80, 6, ("Phonics", "phonics"), (6, "SLE", 8), &[OPPORTUNITY]);
        self.commit(74, 6);
        self.visits(6, &[(60, 2), (41, 3)]);
        self.reserve(
            66,
            7,
            ("Attendance", "attendance"),
            (7, "SLE", 10),
            &[FORUM],
        );
        self.commit(60, 7);
        self.visits(7, &[(40, 2), (12, 2)]);
        self.reserve(58, 8, ("Governance", "governance"), (8, "NLG", 6), &[FORUM]);
        self.commit(50, 8);
        self.reserve(
            45,
            9,
            ("Writing", "writing"),
            (9, "SLE", 6),
            &[SUBSCRIPTION],
        );
        self.commit(39, 9);
        self.visits(9, &[(20, 2)]);
        self.reserve(
            44,
            10,
            ("Headship", "headship"),
            (1, "LLE", 16),
            &[TARGETED],
        );
        self.commit(38, 10);
        self.visits(10, &[(16, 2)]);
        // A school that is not supported by any pot pays itself.
        self.reserve(52, 11, ("Curriculum", "curriculum"), (10, "SLE", 6), &[]);
        self.invoice(35, 11, None, |_, work| {
            (Party::School(work.recipient), Pence(work.school.0 / 2))
        });
        self.reserve(
            6,
            12,
            ("Writing", "writing"),
            (11, "SLE", 8),
            &[FORUM, SUBSCRIPTION],
        );
        self.by = OFFICER;
        let reading = Standing::Asked { by: self.ago(20) };
        let asked = (YearKind::Financial, 60_000, reading);
        let nothing = (PotRules::default(), Vec::new());
        self.add(34, READING, "Combined authority", asked, nothing);
        let waiting = Change::Bid {
            pot: pot(READING),
            becomes: Standing::Waiting {
                since: self.ago(21),
                answer_by: Some(self.ago(-30)),
            },
            amount: None,
        };
        self.at(21, "Sent with letters of six schools", waiting);
        self.by = BROKER;
        self.then(11, "Claims over £2,000 are looked at", |book| {
            let claim = book.claims.values().find(|one| one.commitment == work(1))?;
            let words = "One of the four visits is not on the school’s own record";
            Some(Change::LookAt {
                claim: claim.id,
                found: Looked {
                    in_order: false,
                    words: words.to_owned(),
                },
            })
        });
        let back = Change::AskBack {
            id: ClawBackId(id::of("claw back", "1")),
            pot: pot(OPPORTUNITY),
            commitment: work(1),
            amount: Pence::pounds(450),
        };
        self.at(9, "The visit of a day in spring did not take place", back);
    }
}
