//! How often a name that the model finds so probable is right.

/// Number of points.
const POINTS: usize = 21;

/// A line through points: shares of names that were right, by the model's own probability. Most names have probabilities
/// near 1, where the points are dense: they lie at equal distances of one minus the fourth root of the doubt.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Calibration(pub [f32; POINTS]);

impl Default for Calibration {
    /// Each probability as it is, as near as the points allow.
    fn default() -> Self {
        Calibration(std::array::from_fn(|at| probability(at as f32 / (POINTS - 1) as f32)))
    }
}

/// Where a probability lies on the line, from 0 to 1.
fn place(probability: f32) -> f32 {
    1.0 - (1.0 - probability.clamp(0.0, 1.0)).sqrt().sqrt()
}

/// The probability that lies there.
fn probability(place: f32) -> f32 {
    let root = 1.0 - place;
    1.0 - root * root * root * root
}

impl Calibration {
    /// The share for that probability.
    pub fn of(&self, probability: f32) -> f32 {
        let place = place(probability) * (POINTS - 1) as f32;
        let left = (place as usize).min(POINTS - 2);
        let part = place - left as f32;
        self.0[left] * (1.0 - part) + self.0[left + 1] * part
    }

    /// The line that fits names of these probabilities, right or wrong, and never falls.
    ///
    /// Each point is the share among the names nearest to it, then neighbours that fall are made equal (pool adjacent
    /// violators).
    pub fn fit(names: &[(f32, bool)]) -> Calibration {
        /// So many names are added to each point as the probabilities say, so that a few names don't decide.
        const PRIOR: f64 = 2.0;
        let mut pools: Vec<(f64, f64, usize)> = (0..POINTS)
            .map(|at| {
                let p = f64::from(probability(at as f32 / (POINTS - 1) as f32));
                let near = |q: f32| (place(q) * (POINTS - 1) as f32).round() as usize == at;
                let (mut right, mut all) = (p * PRIOR, PRIOR);
                for (_, is_right) in names.iter().filter(|(q, _)| near(*q)) {
                    all += 1.0;
                    right += f64::from(u8::from(*is_right));
                }
                (right, all, 1)
            })
            .collect();
        let mut at = 1;
        while at < pools.len() {
            let ((r1, a1, n1), (r2, a2, n2)) = (pools[at - 1], pools[at]);
            if r1 / a1 <= r2 / a2 {
                at += 1;
                continue;
            }
            pools[at - 1] = (r1 + r2, a1 + a2, n1 + n2);
            pools.remove(at);
            at = at.saturating_sub(1).max(1);
        }
        let mut points = [0.0; POINTS];
        let shares = pools.iter().flat_map(|(right, all, count)| std::iter::repeat_n(right / all, *count));
        for (point, share) in points.iter_mut().zip(shares) {
            *point = share as f32;
        }
        Calibration(points)
    }

    pub(crate) const LEN: usize = POINTS;
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn shares_follow_what_was_right_and_never_fall() {
        // Of names that the model holds for certain, seven in ten are right; of those at one half, six in ten.
        let names: Vec<(f32, bool)> =
            (0..4000).map(|n| if n % 2 == 0 { (1.0, n % 20 < 14) } else { (0.5, n % 10 < 6) }).collect();
        let fitted = Calibration::fit(&names);
        assert!((fitted.of(1.0) - 0.7).abs() < 0.02, "{fitted:?}");
        assert!((fitted.of(0.5) - 0.6).abs() < 0.02, "{fitted:?}");
        assert!(fitted.0.windows(2).all(|pair| pair[0] <= pair[1]), "{fitted:?}");
    }

    #[test]
    fn nothing_seen_changes_nothing() {
        for p in [0.0, 0.33, 0.5, 0.99, 1.0] {
            assert!((Calibration::fit(&[]).of(p) - p).abs() < 0.01);
        }
    }
}
