//! A library's analyzer as a [`Plugin`]: calls over the boundary, and checks on all that comes back.
#![allow(unsafe_code)] // Calls of foreign functions, and the callbacks that they call.

use crate::manifest::printable;
use serde_json::Value;
use std::ffi::c_void;
use std::sync::Mutex;
use std::sync::atomic::{AtomicBool, Ordering};
use textmine_abi::{self as abi, Entry, Slice, Str, status};
use textmine_core::{Analysis, Description, Document, Failure, Instance, LayerBuf, Limits, Plugin};

/// A plugin from a library, opened in this process.
#[derive(Clone, Debug)]
pub struct ForeignPlugin {
    description: Description,
    functions: Functions,
    limits: Limits,
    checked: bool,
}

/// The functions of an entry that was checked, so none of the required ones is missing.
#[derive(Clone, Copy, Debug)]
struct Functions {
    schema: Option<abi::SchemaFn>,
    create: abi::CreateFn,
    analyze: abi::AnalyzeFn,
    destroy: abi::DestroyFn,
    concurrent: bool,
}

impl ForeignPlugin {
    /// `None` if a required function is missing.
    pub(crate) fn new(description: Description, entry: &Entry, limits: Limits) -> Option<Self> {
        let functions = Functions {
            schema: entry.schema,
            create: entry.create?,
            analyze: entry.analyze?,
            destroy: entry.destroy?,
            concurrent: entry.flags & abi::CONCURRENT != 0,
        };
        Some(ForeignPlugin { description, functions, limits, checked: true })
    }

    /// The same plugin with other limits for what it writes.
    pub(crate) fn with_limits(&self, limits: Limits) -> Self {
        ForeignPlugin { limits, ..self.clone() }
    }

    /// The same plugin with only those checks of what it writes that need this process: for a worker, whose host checks the
    /// rest.
    pub(crate) fn unchecked(&self) -> Self {
        ForeignPlugin { checked: false, ..self.clone() }
    }

    /// True if calls of one instance may overlap.
    pub fn is_concurrent(&self) -> bool {
        self.functions.concurrent
    }
}

impl Plugin for ForeignPlugin {
    fn description(&self) -> &Description {
        &self.description
    }

    fn options_schema(&self) -> Result<Value, Failure> {
        let Some(schema) = self.functions.schema else {
            return Ok(serde_json::json!({"type": "object", "additionalProperties": false}));
        };
        // SAFETY: the function of an adopted entry, with a sink that is valid for the call.
        let analysis = collect(&[], Some(""), &self.limits, |sink| unsafe { schema(sink) })?;
        serde_json::from_str(&analysis.summary)
            .map_err(|_| Failure::Contract { message: "it wrote no schema of its options".to_owned() })
    }

    fn create(&self, options: &Value) -> Result<Box<dyn Instance>, Failure> {
        let options = options.to_string();
        let mut instance = std::ptr::null_mut();
        // SAFETY: as above; options and the place for the instance are valid for the call.
        collect(&[], Some(""), &self.limits, |sink| unsafe {
            (self.functions.create)(Str::of(&options), sink, &mut instance)
        })?;
        Ok(Box::new(ForeignInstance {
            instance,
            functions: self.functions,
            provides: self.description.provides.clone(),
            limits: self.limits,
            checked: self.checked,
            poisoned: AtomicBool::new(false),
            turn: Mutex::new(()),
        }))
    }
}

struct ForeignInstance {
    instance: *mut c_void,
    functions: Functions,
    provides: Vec<String>,
    limits: Limits,
    checked: bool,
    poisoned: AtomicBool,
    /// Held during a call unless the library allows calls to overlap.
    turn: Mutex<()>,
}

// SAFETY: the contract lets every function be called from any thread; calls overlap only where the library says that
// they may, and `turn` keeps them apart elsewhere.
unsafe impl Send for ForeignInstance {}
// SAFETY: as above.
unsafe impl Sync for ForeignInstance {}

impl Instance for ForeignInstance {
    fn analyze(&self, document: &Document<'_>) -> Result<Analysis, Failure> {
        let _turn = (!self.functions.concurrent).then(|| self.turn.lock());
        if self.poisoned.load(Ordering::Acquire) {
            return Err(Failure::Poisoned);
        }
        let layers: Vec<abi::Layer> = document
            .layers()
            .iter()
            .map(|layer| {
                let (annotations, attributes, strings) = layer.parts();
                abi::Layer {
                    name: Str::of(layer.name()),
                    annotations: Slice::new(annotations),
                    attributes: Slice::new(attributes),
                    strings: Str::of(strings),
                }
            })
            .collect();
        let view = abi::Document {
            size: size_of::<abi::Document>() as u32,
            reserved: 0,
            id: Str::of(document.id()),
            text: Str::of(document.text()),
            sentences: Slice::new(document.sentences()),
            tokens: Slice::new(document.tokens()),
            layers: Slice::new(&layers),
        };
        // SAFETY: `create` made the instance and `close` has not ended it; document and sink are valid for the call.
        let call = |sink: &abi::Sink| unsafe { (self.functions.analyze)(self.instance, &view, sink) };
        let result = collect(&self.provides, self.checked.then_some(document.text()), &self.limits, call);
        if matches!(result, Err(Failure::Panicked { .. })) {
            self.poisoned.store(true, Ordering::Release);
        }
        result
    }

    fn close(self: Box<Self>) -> Result<(), Failure> {
        if self.poisoned.load(Ordering::Acquire) {
            // Its state is unknown: rather leak it than run more of its code.
            return Ok(());
        }
        // SAFETY: the instance was not ended before, and no call is running: `self` is owned.
        collect(&[], Some(""), &self.limits, |sink| unsafe { (self.functions.destroy)(self.instance, sink) })
            .map(|_| ())
    }
}

/// Longer messages are cut, longer names refused; in bytes.
const LONGEST_TEXT: usize = 4096;
/// Longer names are cut where they are shown; in characters.
const LONGEST_SHOWN: usize = 100;

/// What the callbacks of one call put together.
struct Receiver<'c> {
    provides: &'c [String],
    /// The text that the annotations are about; without it they are not checked.
    text: Option<&'c str>,
    limits: &'c Limits,
    /// What the call has written so far.
    annotations: u64,
    bytes: u64,
    layers: Vec<Option<LayerBuf>>,
    json: Option<String>,
    reason: Option<(String, String)>,
    fault: Option<Failure>,
}

/// Makes one call with a sink of its own, and turns status and callbacks into a result.
fn collect(
    provides: &[String],
    text: Option<&str>,
    limits: &Limits,
    call: impl FnOnce(&abi::Sink) -> i32,
) -> Result<Analysis, Failure> {
    let mut receiver = Receiver {
        provides,
        text,
        limits,
        annotations: 0,
        bytes: 0,
        layers: provides.iter().map(|_| None).collect(),
        json: None,
        reason: None,
        fault: None,
    };
    let sink = abi::Sink {
        size: size_of::<abi::Sink>() as u32,
        reserved: 0,
        context: (&raw mut receiver).cast(),
        put_layer,
        put_json,
        fail,
    };
    let code = call(&sink);
    let Receiver { layers, json, reason, fault, .. } = receiver;
    if let Some(fault) = fault
        && code != status::PANICKED
    {
        return Err(fault);
    }
    let (option, message) = reason.unwrap_or_else(|| (String::new(), "without a reason".to_owned()));
    match code {
        status::OK => {
            let named = provides.iter().zip(layers);
            let layers = named.map(|(name, layer)| layer.unwrap_or_else(|| LayerBuf::new(name.as_str())));
            Ok(Analysis { layers: layers.collect(), summary: json.unwrap_or_default(), remarks: Vec::new() })
        }
        status::PANICKED => Err(Failure::Panicked { message }),
        status::FAILED => Err(Failure::Refused { option: (!option.is_empty()).then_some(option), message }),
        other => Err(Failure::Contract { message: format!("it returned the unknown status {other}") }),
    }
}

unsafe extern "C" fn put_layer(context: *mut c_void, layer: *const abi::Layer) -> i32 {
    // SAFETY: the context of this call's sink; `collect` does not touch the receiver while the call runs.
    let receiver = unsafe { &mut *context.cast::<Receiver<'_>>() };
    let taken = if layer.is_null() || !layer.is_aligned() {
        Err(broken("it handed over a null or misaligned layer"))
    } else {
        // SAFETY: a layer that is borrowed for this callback; records of a major never change size.
        receiver.take_layer(unsafe { &*layer })
    };
    receiver.answer(taken)
}

unsafe extern "C" fn put_json(context: *mut c_void, json: Str) -> i32 {
    // SAFETY: as in `put_layer`.
    let receiver = unsafe { &mut *context.cast::<Receiver<'_>>() };
    let taken = receiver.take_json(json);
    receiver.answer(taken)
}

unsafe extern "C" fn fail(context: *mut c_void, option: Str, message: Str) {
    // SAFETY: as in `put_layer`.
    let receiver = unsafe { &mut *context.cast::<Receiver<'_>>() };
    let text = |s: Str| {
        if !s.is_well_formed(usize::MAX) {
            return String::new();
        }
        // SAFETY: a well-formed slice that is borrowed for this callback.
        let bytes = unsafe { s.get() };
        printable(&String::from_utf8_lossy(&bytes[..bytes.len().min(LONGEST_TEXT)]))
    };
    receiver.reason = Some((text(option), text(message)));
}

impl Receiver<'_> {
    fn answer(&mut self, taken: Result<(), Failure>) -> i32 {
        match taken {
            Ok(()) => status::OK,
            Err(fault) => {
                self.fault.get_or_insert(fault);
                status::REJECTED
            }
        }
    }

    fn take_layer(&mut self, layer: &abi::Layer) -> Result<(), Failure> {
        if layer.name.len > LONGEST_TEXT {
            return Err(broken(format!("a layer's name: above {LONGEST_TEXT} bytes")));
        }
        let name = utf8(layer.name, "a layer's name")?;
        let at = self.provides.iter().position(|p| p == name).ok_or_else(|| {
            let name = printable(&name.chars().take(LONGEST_SHOWN).collect::<String>());
            broken(format!("it wrote the layer `{name}`, which it does not declare"))
        })?;
        if self.layers[at].is_some() {
            return Err(broken(format!("it wrote the layer `{name}` twice")));
        }
        if !layer.annotations.is_well_formed(usize::MAX) || !layer.attributes.is_well_formed(usize::MAX) {
            return Err(broken(format!(
                "the layer `{name}` has an array that is null, misaligned or too long for any memory"
            )));
        }
        let strings = layer.strings;
        self.count(
            layer.annotations.len,
            [bytes(layer.annotations), bytes(layer.attributes), bytes(strings)],
        )?;
        let strings = utf8(strings, "a layer's strings")?;
        // SAFETY: well-formed slices that are borrowed for the callback; their records hold no pointers.
        let (annotations, attributes) = unsafe { (layer.annotations.get(), layer.attributes.get()) };
        let mut owned = LayerBuf::from_parts(
            name.to_owned(),
            annotations.to_vec(),
            attributes.to_vec(),
            strings.to_owned(),
        );
        if let Some(text) = self.text {
            owned.check(text).map_err(|fault| broken(format!("layer `{name}`: {fault}")))?;
            owned.sort();
        }
        self.layers[at] = Some(owned);
        Ok(())
    }

    fn take_json(&mut self, json: Str) -> Result<(), Failure> {
        if self.json.is_some() {
            return Err(broken("it wrote its JSON twice"));
        }
        self.count(0, [bytes(json)])?;
        let json = utf8(json, "its JSON")?;
        self.json = Some(match self.text {
            Some(_) => one_line(json)?,
            // An empty text would pass for no JSON at all.
            None if json.is_empty() => one_line(json)?,
            None => json.to_owned(),
        });
        Ok(())
    }

    /// Adds to what the call has written, and compares it with the limits, before anything is copied.
    fn count(&mut self, annotations: usize, bytes: impl IntoIterator<Item = u64>) -> Result<(), Failure> {
        self.annotations = self.annotations.saturating_add(annotations as u64);
        self.bytes = bytes.into_iter().fold(self.bytes, u64::saturating_add);
        check_output(self.limits, self.annotations, self.bytes)
    }
}

/// Compares what was written for one document with the limits.
pub(crate) fn check_output(limits: &Limits, annotations: u64, bytes: u64) -> Result<(), Failure> {
    let message = if annotations > limits.annotations {
        format!("wrote {annotations} annotations, above its limit of {} for a document", limits.annotations)
    } else if bytes > limits.output {
        format!("wrote {bytes} bytes, above its limit of {} for a document", shown_bytes(limits.output))
    } else {
        return Ok(());
    };
    Err(Failure::Limit { message })
}

/// A number of bytes as a pipeline writes it.
pub(crate) fn shown_bytes(bytes: u64) -> String {
    bytesize::ByteSize(bytes).display().iec().to_string().replace(".0 ", " ")
}

/// The longest summary, in bytes; what reads one may need many times as much memory.
const LONGEST_JSON: u64 = 32 << 20;

/// JSON written anew on one line: what a report can't hold (nesting without end, numbers beyond all bounds) is refused here.
pub(crate) fn one_line(json: &str) -> Result<String, Failure> {
    if json.len() as u64 > LONGEST_JSON {
        let (wrote, limit) = (json.len(), shown_bytes(LONGEST_JSON));
        return Err(Failure::Limit {
            message: format!("wrote JSON of {wrote} bytes, above the {limit} that it may have"),
        });
    }
    let mut reader = serde_json::Deserializer::from_str(json);
    let mut line = Vec::with_capacity(json.len());
    let written = serde_transcode::transcode(&mut reader, &mut serde_json::Serializer::new(&mut line));
    written
        .and_then(|()| reader.end())
        .map_err(|error| broken(format!("what it wrote as JSON is none: {error}")))?;
    String::from_utf8(line).map_err(|_| broken("what it wrote as JSON is not UTF-8"))
}

/// What a plugin handed over can't be right.
pub(crate) fn broken(message: impl Into<String>) -> Failure {
    Failure::Contract { message: message.into() }
}

/// The size of a well-formed slice.
fn bytes<T>(slice: Slice<T>) -> u64 {
    (slice.len as u64).saturating_mul(size_of::<T>() as u64)
}

fn utf8<'a>(text: Str, what: &str) -> Result<&'a str, Failure> {
    if !text.is_well_formed(usize::MAX) {
        return Err(broken(format!("{what}: a null pointer with a length, or longer than any memory")));
    }
    // SAFETY: a well-formed slice that is borrowed for the callback, and the result does not outlive it.
    std::str::from_utf8(unsafe { text.get() }).map_err(|_| broken(format!("{what}: not UTF-8")))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn json_is_written_on_one_line_or_refused() {
        let fine = [
            ("{ \"a\": [1, 2.50, 1e2],\n \"b\": null }", r#"{"a":[1,2.5,100.0],"b":null}"#),
            ("\"\\u00e9\\n\"", r#""é\n""#),
        ];
        for (json, expected) in fine {
            assert_eq!(one_line(json).as_deref(), Ok(expected));
        }
        let deep = "[".repeat(1000);
        for json in ["", "{", "1e999", "{} {}", "nul", &deep] {
            assert!(matches!(one_line(json), Err(Failure::Contract { .. })), "{json}");
        }
    }

    #[test]
    fn json_beyond_all_use_is_not_even_read() {
        let long = " ".repeat(LONGEST_JSON as usize + 1);
        assert!(matches!(one_line(&long), Err(Failure::Limit { .. })));
    }
}
