//! From numbers to places on a drawing and back.

/// A stretch of numbers, hundredths, laid over a width.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Scale {
    pub least: i32,
    pub most: i32,
    pub left: f64,
    pub right: f64,
}

impl Scale {
    /// Over these numbers, with a little air; `within` is never left.
    pub fn over(numbers: impl IntoIterator<Item = i32>, within: [i32; 2], width: f64) -> Self {
        let (least, most) = numbers
            .into_iter()
            .fold((i32::MAX, i32::MIN), |(least, most), one| {
                (least.min(one), most.max(one))
            });
        let (least, most) = if least > most {
            (within[0], within[1])
        } else {
            (least, most)
        };
        let air = ((most - least) / 16).max(100);
        Self {
            least: (least - air).max(within[0].min(least)),
            most: (most + air).min(within[1].max(most)),
            left: 14.0,
            right: width - 14.0,
        }
    }

    pub fn x(&self, number: i32) -> f64 {
        let spread = f64::from((self.most - self.least).max(1));
        self.left + f64::from(number - self.least) / spread * (self.right - self.left)
    }

    /// The number at a place, in whole steps.
    pub fn number(&self, x: f64, step: i32) -> i32 {
        let part = ((x - self.left) / (self.right - self.left)).clamp(0.0, 1.0);
        let number = f64::from(self.least) + part * f64::from(self.most - self.least);
        // Within the scale, so within an i32.
        let steps = (number / f64::from(step)).round() as i32;
        steps * step
    }

    /// Where to write numbers: four to eight of them, round.
    pub fn ticks(&self) -> Vec<i32> {
        let spread = self.most - self.least;
        let step = [
            10, 20, 50, 100, 200, 500, 1_000, 2_000, 5_000, 10_000, 50_000,
        ]
        .into_iter()
        .find(|step| spread / step <= 8)
        .unwrap_or(100_000);
        let first = self.least.div_euclid(step) * step;
        (0..12)
            .map(|at| first + at * step)
            .filter(|tick| (self.least..=self.most).contains(tick))
            .collect()
    }
}

#[cfg(test)]
mod cases {
    use super::*;

    #[test]
    fn a_place_gives_back_the_number_it_was_made_from() {
        let scale = Scale::over([2_000, 9_000], [0, 10_000], 800.0);
        for number in [2_000, 4_600, 9_000] {
            assert_eq!(scale.number(scale.x(number), 100), number);
        }
        assert!(scale.number(-50.0, 100) >= scale.least);
        assert!(scale.ticks().len() >= 4);
    }

    #[test]
    fn nothing_known_still_has_a_scale() {
        let scale = Scale::over([], [0, 10_000], 800.0);
        assert!(scale.x(0) < scale.x(10_000));
    }
}
