//! Makes scores comparable: whatever is neutral lies between the same two numbers.

/// Scores nearer to zero than this are neutral, by default.
pub const NEUTRAL_BELOW: f32 = 0.1;

/// The score of these probabilities of positive and of negative; neutral has the rest. It is out of the neutral band where
/// neutral is not the most probable; where positive and negative are about as probable, it is near zero.
pub(crate) fn score([positive, negative]: [f32; 2]) -> f32 {
    const B: f32 = NEUTRAL_BELOW;
    /// How fast the score rises where positive and negative are nearly equal.
    const STEEP: f32 = 5.0;
    let (sum, most) = (positive + negative, positive.max(negative));
    let lead = most - (1.0 - sum);
    let clear = if lead < 0.0 { B * (1.0 + lead) } else { B + (1.0 - B) * lead };
    let one_sided = STEEP * (positive - negative).abs() / sum.max(1e-6);
    (positive - negative).signum() * clear.min(one_sided).clamp(0.0, 1.0)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_most_probable_decides_and_nothing_jumps() {
        let cases = [
            ([1.0, 0.0], 1.0),
            ([0.0, 1.0], -1.0),
            ([0.5, 0.0], 0.1),
            ([0.0, 0.4], -0.08),
            ([0.0, 0.0], 0.0),
            ([0.5, 0.5], 0.0),
            ([0.45, 0.15], 0.145),
            ([0.505, 0.495], 0.05),
        ];
        for (probabilities, want) in cases {
            assert!((score(probabilities) - want).abs() < 1e-5, "{probabilities:?} {}", score(probabilities));
        }
        let all: Vec<f32> = (0..=1000).map(|n| score([0.7 - 0.0007 * n as f32, 0.0007 * n as f32])).collect();
        assert!(all.windows(2).all(|pair| pair[0] >= pair[1] && pair[0] - pair[1] < 0.02));
    }
}
