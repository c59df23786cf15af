//! Names that the user never wants to see.
use crate::form;
use crate::label::Label;
use crate::options::Never;
use crate::own::OwnNames;
use std::collections::HashMap;
use textmine_core::OptionError;

/// Those names, ready to be looked up.
#[derive(Debug, Default)]
pub(crate) struct NeverNames {
    /// By the form under which names are compared, the types as which they are not reported.
    names: HashMap<String, Vec<Label>>,
}

impl NeverNames {
    /// # Errors
    /// If a name has no letter, no type, or is one of those that the user has added.
    pub(crate) fn new(entries: &[Never], own: &OwnNames) -> Result<Self, OptionError> {
        let mut names: HashMap<String, Vec<Label>> = HashMap::new();
        for (at, entry) in entries.iter().enumerate() {
            let (name, types, pointer) = match entry {
                Never::Name(name) => (name, &Label::ALL[..], format!("/never/{at}")),
                Never::OfTypes(entry) => (&entry.name, &entry.types[..], format!("/never/{at}/name")),
            };
            if types.is_empty() {
                return Err(OptionError::new(format!("/never/{at}/types"), "no type; expected at least one"));
            }
            if !name.contains(char::is_alphabetic) {
                return Err(OptionError::new(pointer, "no letter in it; expected a name"));
            }
            let form = form::compared(name);
            if own.has(name).is_some_and(|label| types.contains(&label)) {
                let message = format!("`{name}` is one of your own names too; expected it in one place only");
                return Err(OptionError::new(pointer, message));
            }
            names.entry(form).or_default().extend(types);
        }
        Ok(NeverNames { names })
    }

    /// True if that name is not to be reported as something of that type.
    pub(crate) fn has(&self, name: &str, label: Label) -> bool {
        !self.names.is_empty()
            && self.names.get(&form::compared(name)).is_some_and(|types| types.contains(&label))
    }
}
