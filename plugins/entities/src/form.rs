//! The form under which names are compared: how it is written in one place must not keep it from itself in another.

/// Letters and digits of `name` in lower case, one space wherever anything else was; full stops and apostrophes vanish,
/// so that `U.S.` is `us`. No leading article.
pub(crate) fn compared(name: &str) -> String {
    let mut form = String::with_capacity(name.len());
    for c in name.chars() {
        if c.is_alphanumeric() {
            form.extend(c.to_lowercase());
        } else if !matches!(c, '.' | '\'' | '’') && !form.is_empty() && !form.ends_with(' ') {
            form.push(' ');
        }
    }
    form.truncate(form.trim_end().len());
    match form.strip_prefix("the ") {
        Some(rest) => rest.to_owned(),
        None => form,
    }
}
