//! Makes scores comparable: whatever is neutral lies between the same two numbers.

/// Scores nearer to zero than this are neutral, by default.
pub const NEUTRAL_BELOW: f32 = 0.1;

/// Moves `low` to the lower end of the neutral band and `high` to its upper end, and leaves -1 and 1 where they are; between
/// these it is linear. Expects -1 < `low` < `high` < 1.
pub(crate) fn stretched(value: f32, low: f32, high: f32) -> f32 {
    const B: f32 = NEUTRAL_BELOW;
    let line =
        |from: (f32, f32), to: (f32, f32)| from.1 + (value - from.0) * (to.1 - from.1) / (to.0 - from.0);
    let stretched = match value {
        value if value <= low => line((-1.0, -1.0), (low, -B)),
        value if value >= high => line((high, B), (1.0, 1.0)),
        _ => line((low, -B), (high, B)),
    };
    stretched.clamp(-1.0, 1.0)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_band_is_met_and_order_kept() {
        let at = |value| stretched(value, -0.3, 0.5);
        for (value, want) in [(-1.0, -1.0), (-0.3, -0.1), (0.1, 0.0), (0.5, 0.1), (1.0, 1.0), (7.0, 1.0)] {
            assert!((at(value) - want).abs() < 1e-6, "{value} {}", at(value));
        }
        let all: Vec<f32> = (-100..=100).map(|n| at(n as f32 / 100.0)).collect();
        assert!(all.is_sorted());
    }
}
