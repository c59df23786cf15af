//! The C side of an analyzer: what `export_analyzer!` puts into a library.
#![allow(unsafe_code)] // The shim translates between references and the boundary's pointers.

/// Exports an analyzer from this library, under the name and with the layers that it declares.
///
/// The crate's type is `cdylib`; one library holds one analyzer.
#[macro_export]
macro_rules! export_analyzer {
    ($analyzer:ty) => {
        const _: () = {
            use $crate::{abi, shim};
            const FIELDS: &[abi::manifest::Field] = &shim::fields::<$analyzer>(&[env!("CARGO_PKG_VERSION")]);
            static MANIFEST: [u8; abi::manifest::size(FIELDS)] = abi::manifest::write(FIELDS);
            #[unsafe(export_name = "textmine_plugin_v1")]
            static ENTRY: abi::Entry = shim::entry::<$analyzer>(&MANIFEST);
        };
    };
}

#[doc(hidden)]
pub mod shim {
    use crate::{Analyzer, Document, Failure, Layer, OptionError, Output};
    use std::cell::RefCell;
    use std::ffi::c_void;
    use std::panic::{AssertUnwindSafe, catch_unwind};
    use textmine_abi::manifest::Field;
    use textmine_abi::{self as abi, Slice, Str, status};

    /// The SDK asks for nothing that came after 1.0.
    const NEEDS_MINOR: u16 = 0;
    const PANIC: &[&str] = &[if cfg!(panic = "unwind") { "unwind" } else { "abort" }];

    /// The manifest of `A`; constants of a trait can't be borrowed for ever in a `static`, hence a function.
    pub const fn fields<A: Analyzer>(version: &'static [&'static str]) -> [Field; 11] {
        [
            ("abi", &["1.0"]),
            ("name", const { &[A::NAME] }),
            ("version", version),
            ("about", const { &[A::ABOUT] }),
            ("arch", &[std::env::consts::ARCH]),
            ("os", &[std::env::consts::OS]),
            ("panic", PANIC),
            ("requires", A::REQUIRES),
            ("uses", A::USES),
            ("provides", A::PROVIDES),
            ("data", A::DATA),
        ]
    }

    pub const fn entry<A: Analyzer>(manifest: &'static [u8]) -> abi::Entry {
        abi::Entry {
            magic: abi::MAGIC,
            abi_major: abi::ABI_MAJOR,
            abi_minor: NEEDS_MINOR,
            size: size_of::<abi::Entry>() as u32,
            manifest: Slice::new(manifest),
            flags: abi::CONCURRENT,
            reserved: 0,
            init: Some(init),
            schema: Some(schema::<A>),
            create: Some(create::<A>),
            analyze: Some(analyze::<A>),
            destroy: Some(destroy::<A>),
        }
    }

    thread_local!(static LAST_PANIC: RefCell<String> = const { RefCell::new(String::new()) });

    /// A library has a copy of std of its own, so this hook is this library's alone: it keeps the place of a panic for
    /// the error that the panic becomes.
    unsafe extern "C" fn init(host: *const abi::Host) -> i32 {
        // SAFETY: the host hands over a table that is valid for the life of the process.
        if let Some(host) = unsafe { abi::adopt(host) } {
            // SAFETY: as above; what is not UTF-8 can't be a path that an author could name either.
            if let Ok(folder) = std::str::from_utf8(unsafe { host.folder.get() }) {
                crate::data::set_folder(folder);
            }
        }
        std::panic::set_hook(Box::new(|info| {
            let text = info.payload_as_str().unwrap_or("a value that is not text");
            let text = match info.location() {
                Some(place) => format!("{text}, at {}:{}", file_name(place.file()), place.line()),
                None => text.to_owned(),
            };
            let _ = LAST_PANIC.try_with(|last| last.try_borrow_mut().map(|mut last| *last = text));
        }));
        status::OK
    }

    /// The path from the crate's `src` on: a report has no paths of the machine where a library was built.
    fn file_name(path: &str) -> &str {
        let at = path.rfind("/src/").or_else(|| path.rfind("\\src\\"));
        at.map_or(path, |at| &path[at + 1..])
    }

    /// Runs the author's code; whatever it does becomes a status.
    fn guard(sink: &abi::Sink, body: impl FnOnce() -> Result<(), crate::Error>) -> i32 {
        let fail = |option: &str, message: &str| {
            // SAFETY: the sink is valid during the call that handed it over, which is still running.
            unsafe { (sink.fail)(sink.context, Str::of(option), Str::of(message)) }
        };
        match catch_unwind(AssertUnwindSafe(body)) {
            Ok(Ok(())) => status::OK,
            Ok(Err(error)) => {
                // `Display` and `Drop` of the error are the author's code as well.
                let told = catch_unwind(AssertUnwindSafe(move || {
                    let option = error.downcast_ref::<OptionError>().map(|e| e.pointer.as_str());
                    fail(option.unwrap_or_default(), &error.to_string());
                }));
                if let Err(payload) = told {
                    std::mem::forget(payload);
                    fail("", "its error could not be shown: showing it panicked");
                }
                status::FAILED
            }
            Err(payload) => {
                let text = LAST_PANIC.try_with(RefCell::take).unwrap_or_default();
                fail("", if text.is_empty() { "without a message" } else { &text });
                // The payload's destructor may panic in turn; that must not leave this function either.
                if let Err(second) = catch_unwind(AssertUnwindSafe(move || drop(payload))) {
                    std::mem::forget(second);
                }
                status::PANICKED
            }
        }
    }

    fn refused(what: &str) -> crate::Error {
        // The host has noted its own reason; this one is seen only where a host forgets to.
        Failure::Contract { message: format!("the host refused {what}") }.into()
    }

    fn put_json(sink: &abi::Sink, json: &str) -> Result<(), crate::Error> {
        // SAFETY: as for `fail`; the text is borrowed for the call.
        match unsafe { (sink.put_json)(sink.context, Str::of(json)) } {
            status::OK => Ok(()),
            _ => Err(refused("the JSON")),
        }
    }

    unsafe extern "C" fn schema<A: Analyzer>(sink: *const abi::Sink) -> i32 {
        // SAFETY: the host hands over a sink that is valid for this call.
        let Some(sink) = (unsafe { abi::adopt(sink) }) else { return status::FAILED };
        guard(&sink, || put_json(&sink, &crate::schemars::schema_for!(A::Options).to_value().to_string()))
    }

    unsafe extern "C" fn create<A: Analyzer>(
        options: Str,
        sink: *const abi::Sink,
        instance: *mut *mut c_void,
    ) -> i32 {
        // SAFETY: the host hands over a sink that is valid for this call.
        let Some(sink) = (unsafe { abi::adopt(sink) }) else { return status::FAILED };
        guard(&sink, || {
            // SAFETY: the options are borrowed for this call.
            let options: A::Options = serde_json::from_slice(unsafe { options.get() })?;
            let analyzer = Box::new(A::new(options)?);
            // SAFETY: `instance` points to the host's variable.
            unsafe { *instance = Box::into_raw(analyzer).cast() };
            Ok(())
        })
    }

    unsafe extern "C" fn analyze<A: Analyzer>(
        instance: *const c_void,
        document: *const abi::Document,
        sink: *const abi::Sink,
    ) -> i32 {
        // SAFETY: the host hands over tables that are valid for this call.
        let (Some(sink), Some(document)) = (unsafe { (abi::adopt(sink), abi::adopt(document)) }) else {
            return status::FAILED;
        };
        // SAFETY: `create` made the instance as a `Box<A>`, and the host does not use it after `destroy`.
        let analyzer = unsafe { &*instance.cast::<A>() };
        guard(&sink, || {
            // SAFETY: the host's slices are valid for this call, its text, names and strings are UTF-8.
            let document = unsafe { view(&document) };
            let mut output = Output::new(A::PROVIDES);
            let summary = analyzer.analyze(&document, &mut output)?;
            // Each layer goes as soon as the host has its copy: of a large document there should not be two for long.
            for layer in output.into_layers() {
                let (annotations, attributes, strings) = layer.view().parts();
                let record = abi::Layer {
                    name: Str::of(layer.name()),
                    annotations: Slice::new(annotations),
                    attributes: Slice::new(attributes),
                    strings: Str::of(strings),
                };
                // SAFETY: as for `fail`; the layer is borrowed for the call.
                if unsafe { (sink.put_layer)(sink.context, &record) } != status::OK {
                    return Err(refused(layer.name()));
                }
            }
            put_json(&sink, &serde_json::to_string(&summary)?)
        })
    }

    /// The safe view of a document that came over the boundary.
    ///
    /// # Safety
    /// All slices are valid for `'a`; `id`, `text`, names and strings are UTF-8.
    unsafe fn view<'a>(document: &abi::Document) -> Document<'a> {
        // SAFETY: the caller's promise, for each of the slices.
        unsafe {
            let text = |s: Str| std::str::from_utf8_unchecked(s.get());
            let layers = document.layers.get().iter().map(|layer| {
                Layer::from_parts(
                    text(layer.name),
                    layer.annotations.get(),
                    layer.attributes.get(),
                    text(layer.strings),
                )
            });
            Document::new(
                text(document.id),
                text(document.text),
                document.sentences.get(),
                document.tokens.get(),
                layers.collect(),
            )
        }
    }

    unsafe extern "C" fn destroy<A: Analyzer>(instance: *mut c_void, sink: *const abi::Sink) -> i32 {
        // SAFETY: the host hands over a sink that is valid for this call.
        let Some(sink) = (unsafe { abi::adopt(sink) }) else { return status::FAILED };
        guard(&sink, || {
            // SAFETY: `create` made the instance as a `Box<A>`; this is the one call that ends it.
            drop(unsafe { Box::from_raw(instance.cast::<A>()) });
            Ok(())
        })
    }
}
