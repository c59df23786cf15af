//! Options of an analyzer: a struct, its defaults and its JSON Schema, declared in one place.

/// Declares a struct of options with a default for each.
///
/// Unknown keys are refused, missing ones take the default, and a JSON Schema with the comments as descriptions is
/// derived. `#[schemars(range(min = 1))]` and the like narrow a value; a pipeline that breaks them is refused with the
/// place underlined. See [`schemars`](https://docs.rs/schemars) for what there is.
///
/// ```
/// textmine_core::options! {
///     /// How tones are counted.
///     pub struct Options {
///         /// The layer whose annotations are judged.
///         pub target: String = "entities".to_owned(),
///         /// Scores nearer to zero than this are neutral.
///         #[schemars(range(min = 0.0, max = 1.0))]
///         pub neutral_below: f32 = 0.05,
///     }
/// }
/// assert_eq!(Options::default().target, "entities");
/// ```
#[macro_export]
macro_rules! options {
    (
        $(#[$on_struct:meta])*
        $vis:vis struct $name:ident {
            $( $(#[$on_field:meta])* $field_vis:vis $field:ident : $type:ty = $default:expr ),* $(,)?
        }
    ) => {
        $(#[$on_struct])*
        #[derive(Debug, Clone, $crate::serde::Deserialize, $crate::serde::Serialize, $crate::schemars::JsonSchema)]
        #[serde(crate = "::textmine_core::serde", default, deny_unknown_fields)]
        #[schemars(crate = "::textmine_core::schemars")]
        $vis struct $name {
            $( $(#[$on_field])* $field_vis $field: $type, )*
        }
        impl ::core::default::Default for $name {
            fn default() -> Self {
                Self { $( $field: $default, )* }
            }
        }
    };
}
