//! Numbers of a document: exact, never a float once read.

use serde::{Deserialize, Serialize};

/// A number of at most two decimals, kept as hundredths.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub struct Hundredths(pub i32);

impl Serialize for Hundredths {
    fn serialize<S: serde::Serializer>(&self, to: S) -> Result<S::Ok, S::Error> {
        if self.0 % 100 == 0 {
            to.serialize_i32(self.0 / 100)
        } else {
            // The nearest double reads back as the same hundredths: it is at most 2^31 of them.
            to.serialize_f64(f64::from(self.0) / 100.0)
        }
    }
}

impl<'de> Deserialize<'de> for Hundredths {
    fn deserialize<D: serde::Deserializer<'de>>(from: D) -> Result<Self, D::Error> {
        struct Visitor;
        impl serde::de::Visitor<'_> for Visitor {
            type Value = Hundredths;
            fn expecting(&self, out: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
                out.write_str("a number of at most two decimals")
            }
            fn visit_i64<E: serde::de::Error>(self, whole: i64) -> Result<Hundredths, E> {
                i32::try_from(whole.saturating_mul(100))
                    .map(Hundredths)
                    .map_err(|_| E::custom(format!("{whole} is too large")))
            }
            fn visit_u64<E: serde::de::Error>(self, whole: u64) -> Result<Hundredths, E> {
                self.visit_i64(i64::try_from(whole).unwrap_or(i64::MAX))
            }
            fn visit_f64<E: serde::de::Error>(self, number: f64) -> Result<Hundredths, E> {
                let hundredths = (number * 100.0).round();
                if hundredths.abs() > f64::from(i32::MAX) {
                    return Err(E::custom(format!("{number} is too large")));
                }
                if (number * 100.0 - hundredths).abs() > 1e-6 {
                    return Err(E::custom(format!("{number} has more than two decimals")));
                }
                #[expect(clippy::cast_possible_truncation, reason = "bounded just above")]
                Ok(Hundredths(hundredths as i32))
            }
        }
        from.deserialize_any(Visitor)
    }
}
