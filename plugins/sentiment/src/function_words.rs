//! Words that hold a sentence together and say nothing by themselves. The model weighs them; as evidence they tell a reader
//! nothing.
use textmine_tone::word::WordId;
use textmine_tone::{Model, hash};

/// Articles, pronouns, auxiliaries, prepositions, conjunctions, titles, words of degree and of saying. Negators are not
/// among them, nor are words that stand for or against somebody.
const WORDS: &str = "
    a an the this that these those such same other another each every either neither both all any some one ones half
    i me my mine myself we us our ours ourselves you your yours yourself yourselves
    he him his himself she her hers herself it its itself they them their theirs themselves
    who whom whose which what whatever whoever there here where when why how
    be am is are was were been being 's 'm 're 'd 'll 've s
    do does did doing done have has had having can could will would shall should may might must
    about above across after along among amid around as at before behind below beneath beside besides between beyond by
    during except for from in inside into near of off on onto out outside over per since through throughout till to
    toward towards under underneath until up upon via with within down
    and or nor but if than then though although because while whereas whether unless so yet
    again also already always ago away back else even ever far further just more most much many less least few
    little lot lots often once only own perhaps quite rather really several sometimes soon still too very well
    now today yesterday tomorrow later first next last
    mr mrs ms mr. mrs. ms.
    say says said saying told tells tell
";

/// The function words that a model knows.
#[derive(Debug)]
pub(crate) struct FunctionWords {
    /// In order.
    ids: Vec<WordId>,
}

impl FunctionWords {
    pub(crate) fn new(model: &Model) -> Self {
        let known = WORDS.split_whitespace().filter_map(|word| model.word(hash::word(word.as_bytes())));
        let mut ids: Vec<WordId> = known.collect();
        ids.sort_unstable();
        ids.dedup();
        FunctionWords { ids }
    }

    pub(crate) fn has(&self, id: WordId) -> bool {
        self.ids.binary_search(&id).is_ok()
    }
}
