//! Linear regression whose weights are held near zero, by conjugate gradients: one weight of each feature that all registers
//! have in common, and one for each register that departs from it (after Daumé, Frustratingly Easy Domain Adaptation, ACL 2007).
use textmine_tone::word::REGISTERS;

/// One text: what is seen of it, and what it should come to.
#[derive(Clone, Debug)]
pub(crate) struct Row {
    /// Numbers of features and their values.
    pub(crate) features: Vec<(u32, f32)>,
    pub(crate) register: usize,
    /// Each source has a bias of its own, which is not kept.
    pub(crate) source: usize,
    /// Its source's bias is added.
    pub(crate) biased: bool,
    pub(crate) wanted: f32,
    pub(crate) weight: f32,
}

/// How strongly each weight is held.
pub(crate) struct Penalties<'p> {
    /// Near zero, by feature.
    pub(crate) shared: &'p [f32],
    /// Near what all registers have, by feature.
    pub(crate) own: &'p [f32],
}

const ROUNDS: usize = 80;
const BIAS_PENALTY: f32 = 0.1;

/// The weights by register and feature.
pub(crate) fn fit(rows: &[Row], penalties: &Penalties<'_>, sources: usize) -> [Vec<f32>; REGISTERS] {
    let count = penalties.shared.len();
    let size = count * (1 + REGISTERS) + sources;
    let bias = count * (1 + REGISTERS);
    let mut penalty: Vec<f32> = penalties.shared.to_vec();
    (0..REGISTERS).for_each(|_| penalty.extend(penalties.own));
    penalty.resize(size, BIAS_PENALTY);
    let own = |row: &Row| count * (1 + row.register);
    let value = |row: &Row, x: &[f32]| -> f32 {
        let (shared, own) = (&x[..count], &x[own(row)..]);
        let sum: f32 = row.features.iter().map(|(f, v)| (shared[*f as usize] + own[*f as usize]) * v).sum();
        if row.biased { sum + x[bias + row.source] } else { sum }
    };
    let scatter = |row: &Row, amount: f32, to: &mut [f32]| {
        let own = own(row);
        for (feature, value) in &row.features {
            let amount = amount * value;
            to[*feature as usize] += amount;
            to[own + *feature as usize] += amount;
        }
        if row.biased {
            to[bias + row.source] += amount;
        }
    };
    let mut diagonal = penalty.clone();
    let mut residual = vec![0.0; size];
    for row in rows {
        scatter(row, row.weight * row.wanted, &mut residual);
        let own = own(row);
        for (feature, value) in &row.features {
            diagonal[*feature as usize] += row.weight * value * value;
            diagonal[own + *feature as usize] += row.weight * value * value;
        }
        diagonal[bias + row.source] += row.weight;
    }
    let mut x = vec![0.0; size];
    let scaled =
        |residual: &[f32]| -> Vec<f32> { residual.iter().zip(&diagonal).map(|(r, d)| r / d).collect() };
    let product = |a: &[f32], b: &[f32]| -> f64 { a.iter().zip(b).map(|(a, b)| f64::from(a * b)).sum() };
    let mut step = scaled(&residual);
    let mut direction = step.clone();
    let mut before = product(&residual, &step);
    for _ in 0..ROUNDS {
        if before <= 0.0 {
            break;
        }
        let mut image: Vec<f32> = direction.iter().zip(&penalty).map(|(d, p)| d * p).collect();
        for row in rows {
            scatter(row, row.weight * value(row, &direction), &mut image);
        }
        let far = (before / product(&direction, &image).max(1e-30)) as f32;
        for ((x, direction), (residual, image)) in
            x.iter_mut().zip(&direction).zip(residual.iter_mut().zip(&image))
        {
            *x += far * direction;
            *residual -= far * image;
        }
        step = scaled(&residual);
        let now = product(&residual, &step);
        let turn = (now / before) as f32;
        before = now;
        for (direction, step) in direction.iter_mut().zip(&step) {
            *direction = step + turn * *direction;
        }
    }
    std::array::from_fn(|register| {
        let own = &x[count * (1 + register)..][..count];
        x[..count].iter().zip(own).map(|(shared, own)| shared + own).collect()
    })
}
