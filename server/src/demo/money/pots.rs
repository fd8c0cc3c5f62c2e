//! The pots of the district, who gives them, and what came in.

use domain::schools::{Governance, Key, Phase, Urn};
use domain::support::money::{Change, Pence, PotRules, Standing, Subscribers, YearKind};

use super::{FORUM, HUB, OFFICER, OPPORTUNITY, SUBSCRIPTION, Story, TARGETED, pot, share};

impl Story<'_> {
    pub(super) fn pots(&mut self) {
        self.by = OFFICER;
        let reports = vec![
            self.report(210, "Interim report, first year"),
            self.report(18, "Interim report, second year"),
            self.report(-170, "Final report"),
        ];
        let rules = PotRules {
            phases: vec![Phase::Primary, Phase::AllThrough],
            most_day_rate: Some(Pence::pounds(550)),
            ..PotRules::default()
        };
        let held = (YearKind::Academic, 16_000, Standing::Held);
        self.add(
            345,
            OPPORTUNITY,
            "Opportunity Area board",
            held,
            (rules, reports),
        );
        self.grant(344, OPPORTUNITY, 8_000, "First of two payments");
        let held = (YearKind::Academic, 90_000, Standing::Held);
        let reports = vec![self.report(-200, "Report of the year")];
        let rules = PotRules::default();
        // Before the first case of the district asked it for anything.
        self.add(420, HUB, "Teaching school hub", held, (rules, reports));
        self.grant(419, HUB, 60_000, "For support of schools, two years");
        let rules = PotRules {
            governance: vec![Governance::Maintained],
            most_day_rate: Some(Pence::pounds(500)),
            brokerage: share(10),
            ..PotRules::default()
        };
        let reports = vec![self.report(-40, "Report to the forum")];
        let held = (YearKind::Financial, 9_000, Standing::Held);
        self.add(343, FORUM, "Schools forum", held, (rules, reports));
        let amount = Pence(64_000);
        let carried = Change::CarryIn {
            pot: pot(FORUM),
            amount,
        };
        self.at(343, "Left of the year before, as audited", carried);
        self.grant(342, FORUM, 3_500, "De-delegation, first year");
        let targeted: Vec<Urn> = self.helped.iter().take(2).map(|one| one.urn).collect();
        let rules = PotRules {
            schools: targeted,
            leader_types: ["NLE", "RISE", "LLE"].map(Key::of).to_vec(),
            most_day_rate: Some(Pence::pounds(700)),
            cross_organisation: true,
            ..PotRules::default()
        };
        let reports = vec![self.report(-25, "Progress review")];
        let asked = Standing::Asked { by: self.ago(330) };
        let asked = (YearKind::Financial, 20_000, asked);
        self.add(
            341,
            TARGETED,
            "Department for Education",
            asked,
            (rules, reports),
        );
        let subscribers = Subscribers {
            schools: self.helped.iter().skip(2).map(|one| one.urn).collect(),
            except_types: vec![Key::of("NLE")],
            except_areas: Vec::new(),
        };
        let rules = PotRules {
            subscribers: Some(subscribers),
            ..PotRules::default()
        };
        let held = (YearKind::Academic, 3_200, Standing::Held);
        self.add(
            340,
            SUBSCRIPTION,
            "Learning communities",
            held,
            (rules, Vec::new()),
        );
        self.grant(339, SUBSCRIPTION, 1_600, "Subscriptions, first year");
        let step = |becomes| Change::Bid {
            pot: pot(TARGETED),
            becomes,
            amount: None,
        };
        let waiting = step(Standing::Waiting {
            since: self.ago(331),
            answer_by: Some(self.ago(300)),
        });
        self.at(
            331,
            "Sent with the improvement plans of both schools",
            waiting,
        );
        let won = step(Standing::Won { on: self.ago(302) });
        self.at(302, "Grant letter", won);
        self.grant(
            295,
            TARGETED,
            10_000,
            "Planning and first improvement payment",
        );
    }
}
