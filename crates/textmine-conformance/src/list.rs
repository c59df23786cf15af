//! The list of all checks.
use crate::trial::Trial;
use crate::{
    Check, description, determinism, documents, given, lifecycle, options, results, scaling, unicode,
};

const fn check(
    group: &'static str,
    name: &'static str,
    claim: &'static str,
    run: fn(&mut Trial<'_>),
) -> Check {
    Check { name, group, claim, run }
}

const DESCRIPTION: &str = "description";
const OPTIONS: &str = "options";
const DOCUMENTS: &str = "documents";
const UNICODE: &str = "unicode";
const RESULTS: &str = "results";
const LAYERS: &str = "layers";
const DETERMINISM: &str = "determinism";
const INSTANCES: &str = "instances";
const TIME: &str = "time";

pub(crate) const CHECKS: &[Check] = &[
    check(DESCRIPTION, "name", "its name can be written in a pipeline", description::name),
    check(DESCRIPTION, "about", "it says in one line what it finds", description::about),
    check(DESCRIPTION, "version", "it has a version", description::version),
    check(
        DESCRIPTION,
        "layer-names",
        "each layer that it reads or writes is named once",
        description::layers,
    ),
    check(
        DESCRIPTION,
        "data-files",
        "the files that it reads lie in its library's folder",
        description::data,
    ),
    check(OPTIONS, "schema", "its options have a valid JSON Schema", options::schema),
    check(OPTIONS, "options-described", "every option is described", options::described),
    check(OPTIONS, "no-options", "it needs no options", options::none),
    check(OPTIONS, "defaults", "the defaults it names are what it does without options", options::defaults),
    check(OPTIONS, "unknown-options", "options that it doesn't have are refused", options::unknown),
    check(OPTIONS, "option-types", "values of the wrong type are refused", options::types),
    check(OPTIONS, "option-bounds", "values out of bounds don't break it", options::bounds),
    check(OPTIONS, "option-errors", "a refusal says why, and the place it names exists", options::errors),
    check(DOCUMENTS, "empty", "it takes an empty text", documents::empty),
    check(DOCUMENTS, "white-space", "it takes white space alone", documents::white_space),
    check(DOCUMENTS, "one-character", "it takes a single character, whichever", documents::one_character),
    check(DOCUMENTS, "one-word", "it takes a single word", documents::one_word),
    check(DOCUMENTS, "half-sentences", "it takes sentences cut at any place", documents::half_sentences),
    check(DOCUMENTS, "long-text", "it takes 4 MB of paragraphs", documents::long_text),
    check(DOCUMENTS, "long-line", "it takes 4 MB on one line", documents::long_line),
    check(DOCUMENTS, "many-sentences", "it takes 10,000 sentences", documents::many_sentences),
    check(DOCUMENTS, "many-names", "it takes 2 MB with a new name in every sentence", documents::many_names),
    check(DOCUMENTS, "long-sentence", "it takes a sentence of 100,000 words", documents::long_sentence),
    check(DOCUMENTS, "long-word", "it takes a word of 1 MB", documents::long_word),
    check(DOCUMENTS, "many-lines", "it takes a million line breaks", documents::many_lines),
    check(DOCUMENTS, "nesting", "it takes quotes and brackets nested 50,000 deep", documents::nesting),
    check(DOCUMENTS, "repeated-marks", "it takes 100 kB of one mark", documents::repeated_marks),
    check(
        DOCUMENTS,
        "control-characters",
        "it takes NUL and control characters",
        documents::control_characters,
    ),
    check(DOCUMENTS, "line-endings", "it takes every kind of line end", documents::line_endings),
    check(DOCUMENTS, "markup", "it takes HTML, Markdown, JSON, mail and tables", documents::markup),
    check(UNICODE, "combining-marks", "it takes marks alone and stacked", unicode::combining),
    check(UNICODE, "emoji", "it takes emoji, joined, coloured and cut", unicode::emoji),
    check(UNICODE, "direction", "it takes text from right to left", unicode::direction),
    check(UNICODE, "scripts", "it takes scripts without spaces or capitals", unicode::scripts),
    check(UNICODE, "letter-case", "it takes letters whose case has another length", unicode::case),
    check(UNICODE, "letter-forms", "it takes letters and digits that only look like ASCII", unicode::forms),
    check(UNICODE, "invisible", "it takes invisible characters and all kinds of space", unicode::invisible),
    check(UNICODE, "edges", "it takes private, unassigned and last code points", unicode::edges),
    check(UNICODE, "every-place", "it takes each oddity at each place of a sentence", unicode::places),
    check(UNICODE, "every-character", "it takes every character", unicode::every_character),
    check(UNICODE, "mixture", "it takes random mixtures of all that", unicode::mixture),
    check(RESULTS, "layers-declared", "it writes the layers that it declares, no others", results::layers),
    check(
        RESULTS,
        "spans",
        "its annotations lie in the text, on whole characters, in order",
        results::annotations,
    ),
    check(RESULTS, "labels", "every annotation has a label", results::labels),
    check(RESULTS, "summary", "its summary is JSON", results::summary),
    check(LAYERS, "layers-empty", "the layers that it reads may be empty", given::empty),
    check(LAYERS, "layers-absent", "the layers that it uses may be absent", given::absent),
    check(LAYERS, "layers-odd", "odd spans, labels and attributes in a layer don't break it", given::odd),
    check(LAYERS, "layers-crowded", "20,000 annotations at one place don't break it", given::many),
    check(LAYERS, "layers-undeclared", "a layer that it doesn't declare changes nothing", given::undeclared),
    check(
        DETERMINISM,
        "same-again",
        "the same text gives the same result, time after time",
        determinism::same_again,
    ),
    check(DETERMINISM, "same-instances", "every instance gives the same result", determinism::other_instance),
    check(DETERMINISM, "no-memory", "what came before changes nothing", determinism::state),
    check(DETERMINISM, "threads", "calls from many threads give the same result", determinism::threads),
    check(INSTANCES, "unused", "an instance may end without a document", lifecycle::unused),
    check(INSTANCES, "many-instances", "100 instances, one after the other, are alike", lifecycle::many),
    check(INSTANCES, "instances-together", "instances don't disturb each other", lifecycle::together),
    check(
        INSTANCES,
        "instance-threads",
        "an instance may change threads from call to call",
        lifecycle::other_threads,
    ),
    check(TIME, "speed", "it reads 1 MB of news", scaling::speed),
    check(TIME, "growth-text", "time grows with the text, not with its square", scaling::text),
    check(TIME, "growth-names", "time grows with the number of names, not with its square", scaling::names),
    check(TIME, "growth-sentence", "time grows with a sentence, not with its square", scaling::sentence),
];
