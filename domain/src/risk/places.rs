//! Places of indicators in a scheme: as a set, and found by name.

use super::scheme::Indicator;
use crate::schools::Key;

/// A set of places below 128. Two words, because one of 128 bits is a call for every shift in a browser.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub(super) struct Bits([u64; 2]);

impl Bits {
    pub const ALL: Self = Self([u64::MAX; 2]);

    const fn split(at: usize) -> (usize, u64) {
        (at >> 6 & 1, 1 << (at & 63))
    }

    pub const fn insert(&mut self, at: usize) {
        let (word, bit) = Self::split(at);
        self.0[word] |= bit;
    }

    pub const fn insert_all(&mut self, other: Self) {
        self.0[0] |= other.0[0];
        self.0[1] |= other.0[1];
    }

    pub const fn remove(&mut self, at: usize) {
        let (word, bit) = Self::split(at);
        self.0[word] &= !bit;
    }

    pub const fn has(self, at: usize) -> bool {
        let (word, bit) = Self::split(at);
        self.0[word] & bit != 0
    }

    /// Whether any place is in both.
    pub const fn meets(self, other: Self) -> bool {
        (self.0[0] & other.0[0]) | (self.0[1] & other.0[1]) != 0
    }
}

/// Where each indicator stands, by a hash of its name: every reading of every school is looked up here. The names
/// are kept side by side, so that what is looked at stays near the processor.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Lookup {
    slots: Box<[u8; 256]>,
    names: Vec<Key>,
}

const FREE: u8 = u8::MAX;

impl Lookup {
    /// Of at most 128 indicators, so that a free slot ends every search.
    pub fn of(indicators: &[Indicator]) -> Self {
        let mut slots = Box::new([FREE; 256]);
        for (at, indicator) in (0..FREE).zip(indicators) {
            let mut slot = indicator.id.spread();
            while slots[usize::from(slot)] != FREE {
                slot = slot.wrapping_add(1);
            }
            slots[usize::from(slot)] = at;
        }
        let names = indicators.iter().map(|indicator| indicator.id).collect();
        Self { slots, names }
    }

    pub fn place(&self, id: Key) -> Option<usize> {
        let mut slot = id.spread();
        loop {
            let at = usize::from(self.slots[usize::from(slot)]);
            // Past the last name where the slot is free.
            if *self.names.get(at)? == id {
                return Some(at);
            }
            slot = slot.wrapping_add(1);
        }
    }
}
