//! A folder that is there as a whole or not at all.
use super::Refusal;
use super::template::Template;
use std::fs;
use std::io;
use std::path::Path;

/// Writes the files into a folder that does not exist yet, or is empty. Nothing is ever overwritten, and what could not be
/// written as a whole is not left behind: the folder takes its place when all its files are written.
pub(super) fn write(folder: &Path, template: &Template) -> Result<(), Refusal> {
    let shown = folder.display();
    let parent = match folder.parent() {
        Some(parent) if !parent.as_os_str().is_empty() => parent,
        _ => Path::new("."),
    };
    if folder.file_name().is_none() {
        let message = format!("{shown} is no folder that could be made");
        return Err(Refusal::new(message, "end the path with the name of the new folder"));
    }
    if fs::symlink_metadata(folder).is_ok() && !is_empty_folder(folder) {
        let help = "choose another name, or another folder with `--path`; nothing that exists is overwritten";
        return Err(Refusal::new(format!("{shown} exists already"), help));
    }
    if !parent.is_dir() {
        let message = format!("there is no folder {} to make {shown} in", parent.display());
        return Err(Refusal::new(message, "make it first, or choose another folder with `--path`"));
    }
    put(folder, parent, template).map_err(|error| {
        Refusal::new(
            format!("can't make {shown}: {error}"),
            "choose a folder with `--path` that you may write to",
        )
    })
}

fn is_empty_folder(path: &Path) -> bool {
    // A link to a folder is somebody's decision: the new folder would take its place.
    fs::symlink_metadata(path).is_ok_and(|found| found.is_dir())
        && fs::read_dir(path).is_ok_and(|mut entries| entries.next().is_none())
}

fn put(folder: &Path, parent: &Path, template: &Template) -> io::Result<()> {
    let beside = tempfile::Builder::new().prefix(".textmine-new-").tempdir_in(parent)?;
    // Within the temporary folder, which nobody else may read: this one has the permissions that any new folder has.
    let whole = beside.path().join("whole");
    fs::create_dir(&whole)?;
    for file in &template.files {
        let path = whole.join(file.path);
        if let Some(within) = path.parent() {
            fs::create_dir_all(within)?;
        }
        fs::write(path, &file.content)?;
    }
    if is_empty_folder(folder) {
        // Not every system puts one folder into the place of another.
        fs::remove_dir(folder)?;
    }
    fs::rename(&whole, folder)
}
