//! Multinomial logistic regression over positive, neutral and negative, by limited-memory BFGS (Liu and Nocedal, On the Limited
//! Memory BFGS Method for Large Scale Optimization, 1989).

/// One text and target: what is seen, and the shares of positive and negative.
#[derive(Clone, Debug)]
pub(crate) struct Row {
    /// Numbers of features and their values.
    pub(crate) features: Vec<(u32, f32)>,
    /// Each source has biases of its own.
    pub(crate) source: usize,
    pub(crate) wanted: [f32; 2],
    /// The source has no neutral texts: only positive and negative are told apart.
    pub(crate) two: bool,
    pub(crate) weight: f32,
    /// What is known to speak for positive and for negative beforehand.
    pub(crate) offset: [f32; 2],
}

/// What was found: by feature the weights for positive and for negative, and the same by source.
#[derive(Debug)]
pub(crate) struct Fitted {
    pub(crate) weights: Vec<[f32; 2]>,
    pub(crate) biases: Vec<[f32; 2]>,
}

const ROUNDS: usize = 90;
const MEMORY: usize = 6;
const BIAS_PENALTY: f32 = 0.05;

/// Finds the weights; `start` is what they are held near.
pub(crate) fn fit(rows: &[Row], penalties: &[f32], sources: usize) -> Fitted {
    let count = penalties.len();
    let mut penalty: Vec<f32> = penalties.iter().flat_map(|p| [*p, *p]).collect();
    penalty.resize(2 * (count + sources), BIAS_PENALTY);
    let x = minimise(vec![0.0; penalty.len()], |x| loss(rows, count, &penalty, x));
    let pairs: Vec<[f32; 2]> = x.as_chunks().0.to_vec();
    Fitted { weights: pairs[..count].to_vec(), biases: pairs[count..].to_vec() }
}

/// What the loss and its slope are for one text with these logits.
pub(crate) fn slope(logits: [f32; 2], wanted: [f32; 2], two: bool) -> (f32, [f32; 2]) {
    if two {
        let difference = (logits[0] - logits[1]).clamp(-30.0, 30.0);
        let positive = 1.0 / (1.0 + (-difference).exp());
        let loss = -(wanted[0] * positive.max(1e-9).ln() + wanted[1] * (1.0 - positive).max(1e-9).ln());
        let slope = positive - wanted[0];
        return (loss, [slope, -slope]);
    }
    let shares = textmine_tone::target::probabilities(logits);
    let neutral = (1.0 - shares[0] - shares[1]).max(1e-9);
    let loss = -wanted[0] * shares[0].max(1e-9).ln()
        - wanted[1] * shares[1].max(1e-9).ln()
        - (1.0 - wanted[0] - wanted[1]) * neutral.ln();
    (loss, [shares[0] - wanted[0], shares[1] - wanted[1]])
}

fn loss(rows: &[Row], count: usize, penalty: &[f32], x: &[f32]) -> (f64, Vec<f32>) {
    let mut slopes: Vec<f32> = x.iter().zip(penalty).map(|(x, p)| x * p).collect();
    let mut sum: f64 = x.iter().zip(penalty).map(|(x, p)| f64::from(0.5 * p * x * x)).sum();
    for row in rows {
        let bias = 2 * (count + row.source);
        let mut logits = [x[bias] + row.offset[0], x[bias + 1] + row.offset[1]];
        for (feature, value) in &row.features {
            let at = 2 * *feature as usize;
            logits[0] += x[at] * value;
            logits[1] += x[at + 1] * value;
        }
        let (loss, slope) = slope(logits, row.wanted, row.two);
        sum += f64::from(loss * row.weight);
        let slope = slope.map(|slope| slope * row.weight);
        for (feature, value) in &row.features {
            let at = 2 * *feature as usize;
            slopes[at] += slope[0] * value;
            slopes[at + 1] += slope[1] * value;
        }
        slopes[bias] += slope[0];
        slopes[bias + 1] += slope[1];
    }
    (sum, slopes)
}

/// The place where a smooth convex function is least, or nearly so.
fn minimise(mut x: Vec<f32>, function: impl Fn(&[f32]) -> (f64, Vec<f32>)) -> Vec<f32> {
    let product =
        |a: &[f32], b: &[f32]| -> f64 { a.iter().zip(b).map(|(a, b)| f64::from(*a) * f64::from(*b)).sum() };
    let (mut value, mut slope) = function(&x);
    let mut past: Vec<(Vec<f32>, Vec<f32>, f64)> = Vec::new();
    for round in 0..ROUNDS {
        let mut direction: Vec<f32> = slope.iter().map(|s| -s).collect();
        let mut shares = Vec::new();
        for (moved, turned, scale) in past.iter().rev() {
            let share = product(moved, &direction) / scale;
            direction.iter_mut().zip(turned).for_each(|(d, t)| *d -= share as f32 * t);
            shares.push(share);
        }
        if let Some((_, turned, scale)) = past.last() {
            let length = (scale / product(turned, turned)) as f32;
            direction.iter_mut().for_each(|d| *d *= length);
        }
        for ((moved, turned, scale), share) in past.iter().zip(shares.iter().rev()) {
            let back = product(turned, &direction) / scale;
            direction.iter_mut().zip(moved).for_each(|(d, m)| *d += (share - back) as f32 * m);
        }
        let down = product(&direction, &slope);
        if down >= 0.0 {
            break;
        }
        let mut far = if round == 0 { 1.0 / product(&slope, &slope).sqrt().max(1e-9) } else { 1.0 };
        let mut found = None;
        for _ in 0..20 {
            let there: Vec<f32> = x.iter().zip(&direction).map(|(x, d)| x + far as f32 * d).collect();
            let (value_there, slope_there) = function(&there);
            if value_there <= value + 1e-4 * far * down {
                found = Some((there, value_there, slope_there));
                break;
            }
            far *= 0.5;
        }
        let Some((there, value_there, slope_there)) = found else { break };
        let moved: Vec<f32> = there.iter().zip(&x).map(|(a, b)| a - b).collect();
        let turned: Vec<f32> = slope_there.iter().zip(&slope).map(|(a, b)| a - b).collect();
        let scale = product(&moved, &turned);
        if scale > 1e-12 {
            past.push((moved, turned, scale));
            if past.len() > MEMORY {
                past.remove(0);
            }
        }
        let gained = value - value_there;
        (x, value, slope) = (there, value_there, slope_there);
        if gained < 1e-6 * value.abs() {
            break;
        }
    }
    x
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_least_is_found() {
        let x = minimise(vec![0.0, 0.0], |x| {
            let (a, b) = (x[0] - 3.0, x[1] + 1.0);
            (f64::from(a * a + 10.0 * b * b), vec![2.0 * a, 20.0 * b])
        });
        assert!((x[0] - 3.0).abs() < 1e-2 && (x[1] + 1.0).abs() < 1e-2, "{x:?}");
    }
}
