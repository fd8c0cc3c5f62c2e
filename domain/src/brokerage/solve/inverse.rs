//! The inverse of a basis, dense and row after row: what a pivot changes is few rows, each nearly whole.

/// A square matrix that grows by a row and a column at a time.
#[derive(Clone, Default)]
pub(super) struct Inverse {
    /// Row after row, each with room for `stride` cells.
    cells: Vec<f64>,
    size: usize,
    stride: usize,
    /// Working memory of a pivot: its row, and where that is not nought.
    line: Vec<f64>,
    places: Vec<u32>,
}

impl Inverse {
    pub fn row(&self, at: usize) -> &[f64] {
        let from = at * self.stride;
        &self.cells[from..from + self.size]
    }

    pub fn rows(&self) -> impl Iterator<Item = &[f64]> {
        let size = self.size;
        self.cells
            .chunks_exact(self.stride.max(1))
            .take(size)
            .map(move |row| &row[..size])
    }

    /// A new last row with these cells and one at its end, and a new last column with nought above that.
    pub fn grow(&mut self, fresh: &[f64]) {
        if self.size == self.stride {
            let stride = self.size + self.size / 4 + 16;
            let mut cells = vec![0.0; stride * stride];
            for at in 0..self.size {
                cells[at * stride..at * stride + self.size].copy_from_slice(self.row(at));
            }
            self.stride = stride;
            self.cells = cells;
        }
        let last = self.size;
        for row in self.cells.chunks_exact_mut(self.stride).take(last) {
            row[last] = 0.0;
        }
        let own = &mut self.cells[last * self.stride..=last * self.stride + last];
        own[..last].copy_from_slice(fresh);
        own[last] = 1.0;
        self.size += 1;
    }

    /// The matrix that changes nothing, of the size it has.
    pub fn reset(&mut self) {
        self.cells.fill(0.0);
        for at in 0..self.size {
            self.cells[at * self.stride + at] = 1.0;
        }
    }

    /// Puts a column (as the basis sees it) in place of the basic one of `row`, and adds `gain` of that row, as it is
    /// then, to the prices.
    pub fn pivot(&mut self, row: usize, column: &[f64], gain: f64, prices: &mut [f64]) {
        let Inverse {
            cells,
            size,
            stride,
            line,
            places,
        } = self;
        let scale = 1.0 / column[row];
        let own = &mut cells[row * *stride..row * *stride + *size];
        places.clear();
        for (at, (cell, price)) in own.iter_mut().zip(prices).enumerate() {
            if *cell != 0.0 {
                *cell *= scale;
                *price += gain * *cell;
                places.push(at as u32);
            }
        }
        line.clear();
        line.extend_from_slice(own);
        let full = places.len() * 4 > *size;
        for (at, (target, &factor)) in cells.chunks_exact_mut(*stride).zip(column).enumerate() {
            if at == row || factor.abs() <= 1e-12 {
                continue;
            }
            let target = &mut target[..*size];
            if full {
                for (cell, own) in target.iter_mut().zip(line.iter()) {
                    *cell -= factor * own;
                }
            } else {
                for &place in places.iter() {
                    target[place as usize] -= factor * line[place as usize];
                }
            }
        }
    }
}
