//! Giving up what root could do: a worker that was started by root is no more than its owner.

use rustix::io;
use rustix::thread::{self, CapabilitySet, CapabilitySets};

/// What root keeps: to read files of others, as the analyzer's data may be. Changing them is forbidden elsewhere.
const KEPT: CapabilitySet = CapabilitySet::DAC_OVERRIDE.union(CapabilitySet::DAC_READ_SEARCH);

/// Drops all of root's capabilities but [`KEPT`], and forbids gaining any by starting a privileged program.
pub(super) fn drop_all() -> io::Result<()> {
    thread::set_no_new_privs(true)?;
    let held = thread::capabilities(None)?;
    let kept = CapabilitySets {
        effective: held.effective & KEPT,
        permitted: held.permitted & KEPT,
        inheritable: CapabilitySet::empty(),
    };
    if kept == held { Ok(()) } else { thread::set_capabilities(None, kept) }
}
