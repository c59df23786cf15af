//! What the vector of a word says of its valence, learned from the words that lexicons have.
//!
//! Ridge regression on random features of the vectors (Rahimi and Recht, Random Features for Large-Scale Kernel Machines, NIPS
//! 2007), for what a vector says is not linear in it.
use super::lexicons::{Lists, dot};
use crate::chance::Chance;

const FEATURES: usize = 256;
const PENALTY: f32 = 20.0;
/// Words that no lexicon has are taken for neutral, with this weight.
const NEUTRAL: f32 = 0.3;

/// Fills in, for each word with a vector, what the vector says.
pub(crate) fn fill(lists: &mut Lists, seed: u64) {
    let Some(len) = lists.ranked.first().and_then(|word| lists.vectors.get(word)).map(Vec::len) else {
        return;
    };
    let mut chance = Chance::new(seed);
    let mut normal = || (0..12).map(|_| chance.share()).sum::<f32>() - 6.0;
    let directions: Vec<(Vec<f32>, f32)> =
        (0..FEATURES).map(|_| ((0..len).map(|_| normal() * 1.6).collect(), normal())).collect();
    let features = |vector: &[f32]| -> Vec<f32> {
        let wave = directions.iter().map(|(direction, shift)| (dot(direction, vector) + shift).tanh());
        vector.iter().map(|value| value * 4.0).chain(wave).chain([1.0]).collect()
    };
    let size = len + FEATURES + 1;
    let mut moments = vec![0f64; size * size];
    let mut right = vec![0f64; size];
    for (rank, word) in lists.ranked.iter().enumerate() {
        let (value, weight) = match lists.values.get(word) {
            Some(values) => (values[0], 1.0),
            None if rank < 12_000 && rank % 2 == 0 && word.chars().all(char::is_alphabetic) => (0.0, NEUTRAL),
            None => continue,
        };
        let seen = features(&lists.vectors[word]);
        for (row, a) in seen.iter().enumerate() {
            let a = f64::from(a * weight);
            right[row] += a * f64::from(value);
            for (cell, b) in moments[row * size..][..=row].iter_mut().zip(&seen) {
                *cell += a * f64::from(*b);
            }
        }
    }
    for at in 0..size {
        moments[at * size + at] += f64::from(PENALTY);
    }
    let weights = solve(moments, right);
    for word in &lists.ranked {
        let seen = features(&lists.vectors[word]);
        let value: f64 = weights.iter().zip(&seen).map(|(weight, value)| weight * f64::from(*value)).sum();
        lists.values.entry(word.clone()).or_default()[4] = (value as f32).clamp(-4.0, 4.0);
    }
}

/// Solves a system of linear equations that is symmetric and positive, of which the lower half is given (Cholesky).
fn solve(mut lower: Vec<f64>, mut right: Vec<f64>) -> Vec<f64> {
    let size = right.len();
    for row in 0..size {
        for column in 0..=row {
            let sum: f64 = (0..column).map(|at| lower[row * size + at] * lower[column * size + at]).sum();
            let rest = lower[row * size + column] - sum;
            lower[row * size + column] =
                if row == column { rest.max(1e-12).sqrt() } else { rest / lower[column * size + column] };
        }
    }
    for row in 0..size {
        let sum: f64 = (0..row).map(|at| lower[row * size + at] * right[at]).sum();
        right[row] = (right[row] - sum) / lower[row * size + row];
    }
    for row in (0..size).rev() {
        let sum: f64 = (row + 1..size).map(|at| lower[at * size + row] * right[at]).sum();
        right[row] = (right[row] - sum) / lower[row * size + row];
    }
    right
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn equations_are_solved() {
        let x = solve(vec![4.0, 0.0, 2.0, 3.0], vec![10.0, 11.0]);
        assert!((x[0] - 1.0).abs() < 1e-9 && (x[1] - 3.0).abs() < 1e-9, "{x:?}");
    }
}
