//! The analyzer's options.
use crate::realis::Realis;
use crate::taxonomy::ChannelSpec;
use std::collections::BTreeMap;
use textmine_core::options;

options! {
    /// Which channels are looked for, by which words, and which mentions are kept.
    pub struct Options {
        /// Changes to the default channels, and new ones, by id. Of a default channel (`phone`, `text`,
        /// `messaging_app`, `video`, `email`, `letter`, `social_media`, `meeting`, `media`, `intermediary`), lists
        /// add words, `remove` takes words away, `languages` chooses among outlets, `name` renames it, and
        /// `enabled = false` switches it off. Any other id defines a new channel.
        pub channels: BTreeMap<String, ChannelSpec> = BTreeMap::new(),
        /// Which mentions are kept: those that happened (`actual`), are a practice (`habitual`), did not or will not
        /// happen (`negated`), or may (`hypothetical`).
        #[schemars(length(min = 1))]
        pub realis: Vec<Realis> =
            vec![Realis::Actual, Realis::Habitual, Realis::Negated, Realis::Hypothetical],
        /// Mentions with a lower score are left out.
        #[schemars(range(min = 0.0, max = 1.0))]
        pub min_score: f64 = 0.0,
        /// Says of each mention, in the attribute `why`, which word and frame it comes from, and adds the layer
        /// `channels-rejected` with words that look like mentions and are none.
        pub explain: bool = false,
    }
}

impl Options {
    /// True if a mention of that realis and score is wanted.
    pub(crate) fn keeps(&self, realis: Realis, score: f32) -> bool {
        self.realis.contains(&realis) && f64::from(score) >= self.min_score
    }
}
