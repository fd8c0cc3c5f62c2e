//! Instances nobody has tuned to: made from a seed, of the two kinds there are. In the kind ones leaders have areas
//! and a place; in the hard ones everybody could take nearly everything, and the longer a need the worse the fit.

use domain::brokerage::solve::{Instance, Leader, Need, Pair};

/// Numbers that look drawn and hang on the seed alone (splitmix64).
struct Draw(u64);

impl Draw {
    fn next(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut mixed = self.0;
        mixed = (mixed ^ (mixed >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        mixed = (mixed ^ (mixed >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        mixed ^ (mixed >> 31)
    }

    /// From `low` to `high`, both counted.
    fn between(&mut self, low: i64, high: i64) -> i64 {
        let span = u64::try_from(high - low + 1).unwrap_or(1);
        low + i64::try_from(self.next() % span).unwrap_or(0)
    }

    fn of<T: Copy>(&mut self, list: &[T]) -> T {
        list[usize::try_from(self.between(0, list.len() as i64 - 1)).unwrap_or(0)]
    }
}

/// Two of each kind.
pub fn instances(seed: u64) -> Vec<(&'static str, Instance)> {
    let mut draw = Draw(seed);
    vec![
        ("fresh alliance 23 x 43", kind(&mut draw, 23, 43, 7)),
        ("fresh district 60 x 60", kind(&mut draw, 60, 60, 9)),
        ("fresh district 120 x 60", kind(&mut draw, 120, 60, 9)),
        ("fresh hard 40 x 6", hard(&mut draw, 40, 6)),
    ]
}

const TIERS: [i64; 10] = [4, 3, 3, 3, 2, 2, 2, 2, 1, 1];

fn kind(draw: &mut Draw, needs: usize, leaders: usize, areas: i64) -> Instance {
    const DAYS: [i64; 9] = [1, 2, 3, 4, 5, 6, 8, 10, 12];
    let mut instance = Instance::default();
    let mut asked = Vec::new();
    for at in 0..needs {
        instance
            .needs
            .push(need(at, draw.of(&TIERS), draw.of(&DAYS)));
        asked.push((
            draw.between(1, areas),
            draw.between(0, 40),
            draw.between(0, 40),
        ));
    }
    for at in 0..leaders {
        instance
            .leaders
            .push(leader(at, draw.between(4, 20), draw.between(1, 4)));
        let (main, second) = (draw.between(1, areas), draw.between(1, areas));
        let (east, north) = (draw.between(0, 40), draw.between(0, 40));
        let good = draw.between(0, 1_500);
        for (of, (area, x, y)) in asked.iter().enumerate() {
            let depth = match *area {
                area if area == main => 2_500,
                area if area == second => 1_000,
                _ => continue,
            };
            let far = (east - x).abs() + (north - y).abs();
            let fit = 5_500 + depth + good - 40 * far + draw.between(-300, 300);
            instance.pairs.push(pair(of, at, fit));
        }
    }
    instance
}

fn hard(draw: &mut Draw, needs: usize, leaders: usize) -> Instance {
    let mut instance = Instance::default();
    for at in 0..needs {
        instance
            .needs
            .push(need(at, draw.of(&TIERS), draw.between(2, 14)));
    }
    for at in 0..leaders {
        instance.leaders.push(leader(at, draw.between(36, 40), 99));
        for of in 0..needs {
            if draw.between(1, 10) > 1 {
                let fit = 9_000 - 480 * instance.needs[of].days + draw.between(-400, 400);
                instance.pairs.push(pair(of, at, fit));
            }
        }
    }
    instance
}

fn need(at: usize, tier: i64, days: i64) -> Need {
    Need {
        id: format!("N{at:04}"),
        tier,
        days,
        of: None,
    }
}

fn leader(at: usize, days: i64, max_deployments: i64) -> Leader {
    Leader {
        id: format!("L{at:04}"),
        days,
        max_deployments,
    }
}

fn pair(need: usize, leader: usize, fit: i64) -> Pair {
    Pair {
        need: format!("N{need:04}"),
        leader: format!("L{leader:04}"),
        fit,
    }
}
