//! A small linear programme, kept warm: columns and rows may be added, columns forbidden, costs changed.
//!
//! Revised simplex with an explicit inverse, primal and dual. It only steers: nothing is proven from its figures,
//! so tolerances may be loose and a step limit is harmless.

use super::inverse::Inverse;

const TINY: f64 = 1e-9;
const NEAR: f64 = 1e-7;

#[derive(Clone)]
pub(super) struct Column {
    pub cost: f64,
    /// Rows it enters, once each.
    pub rows: Vec<u32>,
    /// Forbidden columns are held at nought.
    pub barred: bool,
    basic: bool,
}

impl Column {
    pub fn new(cost: f64, rows: Vec<u32>) -> Self {
        Column {
            cost,
            rows,
            barred: false,
            basic: false,
        }
    }
}

/// Maximise cost, rows equal to their right-hand side, columns not negative.
#[derive(Clone, Default)]
pub(super) struct Simplex {
    pub columns: Vec<Column>,
    right: Vec<f64>,
    basis: Vec<u32>,
    /// By row: the column it came with.
    own: Vec<u32>,
    inverse: Inverse,
    level: Vec<f64>,
    pub price: Vec<f64>,
    since: usize,
}

impl Simplex {
    /// A new row whose basic column is `column` (already added, or added by this call), which must have
    /// coefficient one in this row; its other rows must exist. `right` is its right-hand side.
    pub fn add_row(&mut self, right: f64, mut column: Column, members: &[u32]) -> u32 {
        let row = self.right.len() as u32;
        for &member in members {
            self.columns[member as usize].rows.push(row);
        }
        // The new inverse row is minus the basic columns' coefficients times the old inverse.
        let mut fresh = vec![0.0; row as usize];
        let mut level = right;
        for (at, &basic) in self.basis.iter().enumerate() {
            if self.columns[basic as usize].rows.last() == Some(&row) {
                level -= self.level[at];
                for (cell, inverse) in fresh.iter_mut().zip(self.inverse.row(at)) {
                    *cell -= inverse;
                }
            }
        }
        self.inverse.grow(&fresh);
        column.rows.push(row);
        column.basic = true;
        self.right.push(right);
        self.level.push(level);
        self.basis.push(self.columns.len() as u32);
        self.own.push(self.columns.len() as u32);
        self.columns.push(column);
        self.price_again();
        row
    }

    /// The column a row came with.
    pub fn own(&self, row: u32) -> u32 {
        self.own[row as usize]
    }

    pub fn add_column(&mut self, column: Column) -> u32 {
        self.columns.push(column);
        self.columns.len() as u32 - 1
    }

    /// To be called after costs of basic columns changed.
    pub fn price_again(&mut self) {
        self.price.clear();
        self.price.resize(self.right.len(), 0.0);
        for (line, &basic) in self.inverse.rows().zip(&self.basis) {
            let cost = self.columns[basic as usize].cost;
            if cost != 0.0 {
                for (price, inverse) in self.price.iter_mut().zip(line) {
                    *price += cost * inverse;
                }
            }
        }
    }

    fn level_again(&mut self) {
        for (level, line) in self.level.iter_mut().zip(self.inverse.rows()) {
            *level = (line.iter().zip(&self.right))
                .map(|(inverse, right)| inverse * right)
                .sum();
        }
    }

    /// The value of every column.
    pub fn values(&self) -> Vec<f64> {
        let mut values = vec![0.0; self.columns.len()];
        for (&basic, &level) in self.basis.iter().zip(&self.level) {
            values[basic as usize] = level;
        }
        values
    }

    pub fn worth(&self) -> f64 {
        self.basis
            .iter()
            .zip(&self.level)
            .map(|(&basic, level)| self.columns[basic as usize].cost * level)
            .sum()
    }

    /// What one more of a column would gain at today's prices.
    fn gain(&self, column: &Column) -> f64 {
        let rows = column.rows.iter();
        column.cost - rows.map(|&row| self.price[row as usize]).sum::<f64>()
    }

    fn pivot(&mut self, row: usize, entering: usize, column: &[f64]) {
        let gain = self.gain(&self.columns[entering]);
        let level = self.level[row] / column[row];
        for (own, &factor) in self.level.iter_mut().zip(column) {
            *own -= factor * level;
        }
        self.level[row] = level;
        self.inverse.pivot(row, column, gain, &mut self.price);
        self.columns[self.basis[row] as usize].basic = false;
        self.columns[entering].basic = true;
        self.basis[row] = entering as u32;
        self.since += 1;
        if self.since >= 100 {
            self.since = 0;
            self.level_again();
            self.price_again();
        }
    }

    fn through(&self, entering: usize) -> Vec<f64> {
        let column = &self.columns[entering];
        let sum = |line: &[f64]| column.rows.iter().map(|&row| line[row as usize]).sum();
        self.inverse.rows().map(sum).collect()
    }

    /// Brings a column into the basis in place of a row's own. The caller knows that this keeps every level feasible.
    pub fn enter(&mut self, row: u32, entering: u32) {
        let column = self.through(entering as usize);
        if column[row as usize].abs() > 0.5 {
            self.pivot(row as usize, entering as usize, &column);
        }
    }

    /// Improves until no column gains. Returns the number of steps; stops at `limit`.
    pub fn primal(&mut self, limit: usize) -> usize {
        for step in 0..limit {
            let mut entering = usize::MAX;
            let mut most = NEAR * 10.0;
            for (at, column) in self.columns.iter().enumerate() {
                if !column.basic && !column.barred {
                    let gain = self.gain(column);
                    if gain > most {
                        most = gain;
                        entering = at;
                    }
                }
            }
            if entering == usize::MAX {
                return step;
            }
            let column = self.through(entering);
            let mut row = usize::MAX;
            let mut least = f64::INFINITY;
            for (at, &factor) in column.iter().enumerate() {
                let barred = self.columns[self.basis[at] as usize].barred;
                let ratio = if factor > TINY * 100.0 {
                    self.level[at].max(0.0) / factor
                } else if barred && factor < -TINY * 100.0 {
                    0.0
                } else {
                    continue;
                };
                if ratio < least - TINY
                    || (ratio < least + TINY
                        && (row == usize::MAX || factor.abs() > column[row].abs()))
                {
                    least = least.min(ratio);
                    row = at;
                }
            }
            if row == usize::MAX {
                return limit;
            }
            self.pivot(row, entering, &column);
        }
        limit
    }

    /// Makes every column feasible again without losing the optimality of the prices. False when it could not.
    pub fn dual(&mut self, limit: usize) -> bool {
        for _ in 0..limit {
            let mut row = usize::MAX;
            let mut worst = NEAR * 10.0;
            let mut above = false;
            for (at, &level) in self.level.iter().enumerate() {
                let barred = self.columns[self.basis[at] as usize].barred;
                let off = if barred { level.abs() } else { -level };
                if off > worst {
                    worst = off;
                    row = at;
                    above = level > 0.0;
                }
            }
            if row == usize::MAX {
                return true;
            }
            let side = if above { 1.0 } else { -1.0 };
            let mut entering = usize::MAX;
            let mut least = f64::INFINITY;
            let mut size = 0.0;
            let line = self.inverse.row(row);
            for (at, column) in self.columns.iter().enumerate() {
                if column.basic || column.barred {
                    continue;
                }
                let factor = side * column.rows.iter().map(|&at| line[at as usize]).sum::<f64>();
                if factor > TINY * 100.0 {
                    let ratio = (-self.gain(column)).max(0.0) / factor;
                    if ratio < least - TINY || (ratio < least + TINY && factor > size) {
                        least = least.min(ratio);
                        size = factor;
                        entering = at;
                    }
                }
            }
            if entering == usize::MAX {
                return false;
            }
            let column = self.through(entering);
            if column[row].abs() < TINY {
                return false;
            }
            self.pivot(row, entering, &column);
        }
        false
    }

    /// Whether the figures still agree with each other.
    pub fn sound(&self) -> bool {
        let dual: f64 = self
            .price
            .iter()
            .zip(&self.right)
            .map(|(price, right)| price * right)
            .sum();
        let primal = self.worth();
        (dual - primal).abs() <= 1e-5 * (1.0 + primal.abs())
    }

    /// Back to the basis the rows came with. For when figures have drifted.
    pub fn restart(&mut self) {
        let rows = self.right.len();
        for column in &mut self.columns {
            column.basic = false;
        }
        self.inverse.reset();
        for row in 0..rows {
            self.basis[row] = self.own[row];
            self.columns[self.own[row] as usize].basic = true;
        }
        self.since = 0;
        self.level_again();
        self.price_again();
    }
}
