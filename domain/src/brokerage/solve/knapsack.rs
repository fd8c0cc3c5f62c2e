//! The most valuable set of needs that one leader can take.
//!
//! A table by days (and times, where they bind) gives the exact best without cuts; where cuts fine a set, the
//! table is the bound of a depth-first search. All integers.

/// One need this leader could take, at today's prices.
#[derive(Clone, Copy)]
struct Item {
    tag: u32,
    days: usize,
    value: i64,
}

/// A cut's price, due once the set covers two of its three members.
struct Fine {
    price: i64,
    hits: u8,
}

/// One leader's choice. Fill with [`Bag::start`], [`Bag::fine`], [`Bag::offer`], then [`Bag::seal`].
#[derive(Default)]
pub(super) struct Bag {
    capacity: usize,
    times: usize,
    counted: bool,
    items: Vec<Item>,
    fines: Vec<Fine>,
    /// Which fines each item counts towards.
    liable: Vec<Vec<u32>>,
    /// Best value of items `k..` with so many times and days left.
    table: Vec<i64>,
    taken: Vec<u32>,
    best: i64,
    chosen: Vec<u32>,
    found: bool,
}

impl Bag {
    pub fn start(&mut self, capacity: usize, times: usize) {
        self.capacity = capacity;
        self.times = times;
        self.items.clear();
        self.fines.clear();
        self.liable.clear();
        self.taken.clear();
    }

    /// A cut to be paid for once two of its members are covered; `hits` already are.
    pub fn fine(&mut self, price: i64, hits: u8) -> u32 {
        self.fines.push(Fine { price, hits });
        self.fines.len() as u32 - 1
    }

    /// For needs of which a set holds one at most: a fine that is worth no set.
    pub fn never_twice(&mut self) -> u32 {
        self.fine(i64::MAX / 8, 0)
    }

    /// A need of positive value that fits by itself. `liable` are its fines.
    pub fn offer(&mut self, tag: u32, days: usize, value: i64, liable: &[u32]) {
        self.items.push(Item { tag, days, value });
        self.liable.push(liable.to_vec());
    }

    /// Builds the table. No more offers after this.
    pub fn seal(&mut self) {
        let total: usize = self.items.iter().map(|item| item.days).sum();
        self.capacity = self.capacity.min(total);
        let mut days: Vec<usize> = self.items.iter().map(|item| item.days).collect();
        days.sort_unstable();
        let mut left = self.capacity;
        let mut most = 0;
        for day in days {
            if day > left {
                break;
            }
            left -= day;
            most += 1;
        }
        // One set aside may be added to a full bag, so the limit is slack only when it exceeds `most`.
        self.counted = self.times <= most;
        let layers = if self.counted { self.times + 1 } else { 1 };
        let width = self.capacity + 1;
        let size = layers * width;
        self.table.clear();
        self.table.resize((self.items.len() + 1) * size, 0);
        for k in (0..self.items.len()).rev() {
            let Item { days, value, .. } = self.items[k];
            let (head, tail) = self.table.split_at_mut((k + 1) * size);
            let now = &mut head[k * size..];
            let next = &tail[..size];
            for layer in 0..layers {
                let own = layer * width;
                let now = &mut now[own..own + width];
                let without = &next[own..own + width];
                if self.counted && layer == 0 {
                    now.copy_from_slice(without);
                    continue;
                }
                let from = if self.counted { own - width } else { own };
                let (short, long) = now.split_at_mut(days);
                short.copy_from_slice(&without[..days]);
                let with = &next[from..from + width - days];
                for ((cell, without), with) in long.iter_mut().zip(&without[days..]).zip(with) {
                    *cell = (*without).max(value + with);
                }
            }
        }
    }

    fn bound(&self, k: usize, times: usize, room: usize) -> i64 {
        let width = self.capacity + 1;
        let layers = if self.counted { self.times + 1 } else { 1 };
        let layer = if self.counted { times } else { 0 };
        self.table[k * layers * width + layer * width + room]
    }

    /// The best value there is, never negative: [`Bag::chosen`] then holds the tags.
    pub fn best(&mut self) -> i64 {
        self.best = 0;
        self.chosen.clear();
        self.dig(0, self.times, self.capacity, 0, None, false);
        self.best
    }

    /// Tags of the set that [`Bag::best`] found.
    pub fn chosen(&self) -> &[u32] {
        &self.chosen
    }

    /// Whether a set that holds `tag` (of these days and value, within capacity) is worth at least `threshold`.
    pub fn reaches_with(
        &mut self,
        tag: u32,
        days: usize,
        value: i64,
        capacity: usize,
        threshold: i64,
    ) -> bool {
        let skip = self.items.iter().position(|item| item.tag == tag);
        let room = capacity.saturating_sub(days).min(self.capacity);
        let times = self.times.saturating_sub(usize::from(self.counted));
        let mut value = value;
        if let Some(k) = skip {
            value -= self.hit(k);
        }
        self.best = threshold - 1;
        self.found = false;
        self.dig(0, times, room, value, skip, true);
        if let Some(k) = skip {
            self.unhit(k);
        }
        self.found
    }

    /// Whether a set without `tag` is worth at least `threshold`.
    pub fn reaches_without(&mut self, tag: u32, threshold: i64) -> bool {
        let skip = self.items.iter().position(|item| item.tag == tag);
        self.best = threshold - 1;
        self.found = false;
        self.dig(0, self.times, self.capacity, 0, skip, true);
        self.found
    }

    fn hit(&mut self, k: usize) -> i64 {
        let mut due = 0;
        for &fine in &self.liable[k] {
            let fine = &mut self.fines[fine as usize];
            fine.hits += 1;
            if fine.hits == 2 {
                due += fine.price;
            }
        }
        due
    }

    fn unhit(&mut self, k: usize) {
        for &fine in &self.liable[k] {
            self.fines[fine as usize].hits -= 1;
        }
    }

    fn dig(
        &mut self,
        k: usize,
        times: usize,
        room: usize,
        value: i64,
        skip: Option<usize>,
        first: bool,
    ) {
        if value + self.bound(k, times, room) <= self.best || (first && self.found) {
            return;
        }
        if k == self.items.len() {
            self.best = value;
            self.found = true;
            self.chosen.clone_from(&self.taken);
            return;
        }
        let Item {
            tag,
            days,
            value: worth,
        } = self.items[k];
        let open = skip != Some(k) && days <= room && (!self.counted || times > 0);
        if !open {
            return self.dig(k + 1, times, room, value, skip, first);
        }
        let less = times.saturating_sub(usize::from(self.counted));
        let without = self.bound(k + 1, times, room);
        let with = worth + self.bound(k + 1, less, room - days);
        let with_first = with >= without;
        if !with_first {
            self.dig(k + 1, times, room, value, skip, first);
        }
        let due = self.hit(k);
        self.taken.push(tag);
        self.dig(k + 1, less, room - days, value + worth - due, skip, first);
        self.taken.pop();
        self.unhit(k);
        if with_first {
            self.dig(k + 1, times, room, value, skip, first);
        }
    }
}
