//! Short names used as keys in documents: indicator ids, choices, markers, leader types.
//!
//! Kept inline and compared as bytes, so that categorising every school of England needs no
//! allocation for names.

use std::fmt;

use serde::{Deserialize, Deserializer, Serialize, Serializer, de};

/// A name of 1 to 16 characters: ASCII letters, digits, `_` and `-`.
#[derive(Clone, Copy, Eq)]
pub struct Key([u8; 16]);

/// Why a text is not a [`Key`].
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("“{0}” is not a name of 1 to 16 letters, digits, _ or -")]
pub struct NotAKey(pub String);

impl Key {
    /// A key known when compiled; anything not a key becomes a compile error.
    pub const fn of(text: &'static str) -> Self {
        let bytes = text.as_bytes();
        assert!(
            !bytes.is_empty() && bytes.len() <= 16,
            "a key has 1 to 16 characters"
        );
        let mut key = [0; 16];
        let mut at = 0;
        while at < bytes.len() {
            assert!(allowed(bytes[at]), "letters, digits, _ and - only");
            key[at] = bytes[at];
            at += 1;
        }
        Self(key)
    }

    fn words(&self) -> [u64; 2] {
        let number = u128::from_le_bytes(self.0);
        #[expect(
            clippy::cast_possible_truncation,
            reason = "the low half, then the high"
        )]
        [number as u64, (number >> 64) as u64]
    }

    /// A number below 256 that differs for most names.
    pub(crate) fn spread(&self) -> u8 {
        let [one, two] = self.words();
        let mixed = (one ^ two.rotate_left(29)).wrapping_mul(0x9e37_79b9_7f4a_7c15);
        mixed.to_be_bytes()[0]
    }

    /// The key as text.
    pub fn as_str(&self) -> &str {
        let end = self
            .0
            .iter()
            .position(|byte| *byte == 0)
            .unwrap_or(self.0.len());
        // Only ASCII gets in, so this never falls back.
        std::str::from_utf8(&self.0[..end]).unwrap_or_default()
    }
}

/// As two numbers: names are looked up for every reading of every school, and sixteen bytes one by one
/// are a call in a browser.
impl PartialEq for Key {
    fn eq(&self, other: &Self) -> bool {
        let ([one, two], [other_one, other_two]) = (self.words(), other.words());
        (one ^ other_one) | (two ^ other_two) == 0
    }
}

impl std::hash::Hash for Key {
    fn hash<H: std::hash::Hasher>(&self, state: &mut H) {
        self.0.hash(state);
    }
}

/// By bytes, as one number.
impl Ord for Key {
    fn cmp(&self, other: &Self) -> std::cmp::Ordering {
        u128::from_be_bytes(self.0).cmp(&u128::from_be_bytes(other.0))
    }
}

impl PartialOrd for Key {
    fn partial_cmp(&self, other: &Self) -> Option<std::cmp::Ordering> {
        Some(self.cmp(other))
    }
}

const fn allowed(byte: u8) -> bool {
    byte.is_ascii_alphanumeric() || byte == b'_' || byte == b'-'
}

impl std::str::FromStr for Key {
    type Err = NotAKey;

    fn from_str(text: &str) -> Result<Self, NotAKey> {
        let bytes = text.as_bytes();
        if bytes.is_empty() || bytes.len() > 16 || !bytes.iter().all(|byte| allowed(*byte)) {
            return Err(NotAKey(text.to_owned()));
        }
        let mut key = [0; 16];
        key[..bytes.len()].copy_from_slice(bytes);
        Ok(Self(key))
    }
}

impl fmt::Display for Key {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        out.pad(self.as_str())
    }
}

impl fmt::Debug for Key {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(out, "{}", self.as_str())
    }
}

impl Serialize for Key {
    fn serialize<S: Serializer>(&self, to: S) -> Result<S::Ok, S::Error> {
        to.serialize_str(self.as_str())
    }
}

impl<'de> Deserialize<'de> for Key {
    fn deserialize<D: Deserializer<'de>>(from: D) -> Result<Self, D::Error> {
        let text = std::borrow::Cow::<'de, str>::deserialize(from)?;
        text.parse().map_err(de::Error::custom)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_key_is_read_back_as_it_was_written() {
        for text in ["I10", "long_absence", "a", "sixteen-letters-"] {
            assert_eq!(
                text.parse::<Key>().map(|key| key.to_string()),
                Ok(text.to_owned())
            );
        }
    }

    #[test]
    fn what_is_no_key_is_refused() {
        for text in ["", "two words", "seventeen-letters", "é"] {
            assert!(text.parse::<Key>().is_err(), "{text}");
        }
    }
}
