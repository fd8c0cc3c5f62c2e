//! The board asks of a pair what the book asks of the commitment it would become.

use std::collections::BTreeMap;
use std::sync::Arc;

use proptest::prelude::*;

use super::super::*;
use super::seat::{HELPED, HOME, Seat, TODAY, pot_id};
use crate::brokerage::pots::tests::{leader, need};
use crate::brokerage::{Context, HalfDays, Rule, eligible, register, standard_types};
use crate::schools::{Governance, Key, Phase};

proptest! {
    #[test]
    fn the_board_refuses_a_pair_where_the_book_would_refuse_to_pay_and_nowhere_else(
        pounds in 0_i64..4_000, second in 0_i64..2_000, half_days in 1_u32..12,
        kind in prop::sample::select(vec!["SLE", "NLE", "LLE"]),
        most in prop::option::of(300_i64..600), across in any::<bool>(), school in any::<bool>(),
        academies in any::<bool>(), secondary in any::<bool>(), typed in any::<bool>(), free in any::<bool>(),
    ) {
        let mut seat = Seat::new();
        seat.pot(1, pounds.max(1), |pot| {
            pot.rules.most_day_rate = most.map(Pence::pounds);
            pot.rules.cross_organisation = across && half_days % 3 == 0;
            pot.rules.governance = if academies && half_days % 2 == 0 { vec![Governance::Academy] } else { Vec::new() };
            pot.rules.phases = if secondary && half_days % 5 == 0 { vec![Phase::Secondary] } else { Vec::new() };
            pot.rules.leader_types = if typed { vec![Key::of("SLE"), Key::of("NLE")] } else { Vec::new() };
        });
        seat.pot(2, second.max(1), |pot| {
            pot.rules.subscribers = free.then(|| Subscribers {
                schools: vec![HELPED.urn()],
                except_types: vec![Key::of("NLE")],
                except_areas: Vec::new(),
            });
        });
        let mut who = leader();
        who.designation.kind = Key::of(kind);
        who.home = Some(HOME.urn());
        let mut asked = need(1, 1);
        asked.draft.urn = HELPED.urn();
        asked.draft.half_days = HalfDays(half_days);
        asked.draft.from = TODAY;
        asked.organisation = Some("Beck Trust".to_owned());
        asked.governance = Some(Governance::Maintained);
        let mut ctx = Context::new(TODAY, standard_types(), [&who]);
        ctx.register = Arc::new(register(seat.schools.values()));
        ctx.purse = Arc::new(seat.book.purse());
        let pays = WhoPays { pots: vec![pot_id(1), pot_id(2)], school };
        ctx.pays = BTreeMap::from([(asked.id, pays)]);
        let refused = eligible(&who, &asked, &ctx)
            .iter()
            .any(|refusal| matches!(refusal.rule(), Rule::H10 | Rule::H11));
        let booked = seat.ask(Change::Reserve {
            work: Box::new(NewCommitment {
                id: super::seat::work_id(1),
                case: None,
                what: "Support".to_owned(),
                recipient: HELPED.urn(),
                area: Some(asked.draft.area),
                leader_type: who.designation.kind,
                home: who.home,
                half_days: asked.draft.half_days,
                from: asked.draft.from,
            }),
            payers: ctx.pays[&asked.id].clone(),
        });
        prop_assert_eq!(refused, booked.is_err(), "{:?}", booked);
    }
}
