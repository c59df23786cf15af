//! Tables that carry their size, so that either side may be the newer one.
use crate::{Document, Entry, Host, Sink};
use core::mem::{MaybeUninit, offset_of};

/// A table that says its own size.
///
/// # Safety
/// The type is `repr(C)`, has a `u32` size at `SIZE_AT`, had `MIN` bytes in version 1.0, and all-zero bytes are valid for
/// everything that lies past `MIN`.
pub unsafe trait Table: Sized {
    /// Offset of the size field in bytes.
    const SIZE_AT: usize;
    /// Size in version 1.0 in bytes.
    const MIN: usize;
}

// SAFETY: each type is repr(C) with a u32 at the offset named, and has no field past its 1.0 size.
unsafe impl Table for Host {
    const SIZE_AT: usize = offset_of!(Host, size);
    const MIN: usize = 24;
}
// SAFETY: as above.
unsafe impl Table for Document {
    const SIZE_AT: usize = offset_of!(Document, size);
    const MIN: usize = 88;
}
// SAFETY: as above.
unsafe impl Table for Sink {
    const SIZE_AT: usize = offset_of!(Sink, size);
    const MIN: usize = 40;
}
// SAFETY: as above.
unsafe impl Table for Entry {
    const SIZE_AT: usize = offset_of!(Entry, size);
    const MIN: usize = 80;
}

/// Copies what both sides know of a table; `None` if it is smaller than version 1.0 had it.
///
/// # Safety
/// `table` points to at least `MIN` readable bytes, and to as many as its size field says.
pub unsafe fn adopt<T: Table>(table: *const T) -> Option<T> {
    // SAFETY: the size field lies within the first `MIN` bytes.
    let theirs = unsafe { table.byte_add(T::SIZE_AT).cast::<u32>().read_unaligned() } as usize;
    if theirs < T::MIN {
        return None;
    }
    let mut ours = MaybeUninit::<T>::zeroed();
    let shared = if theirs < size_of::<T>() { theirs } else { size_of::<T>() };
    // SAFETY: `shared` is at most the size of either side; what is left over past `MIN` may be zero by the trait's word.
    unsafe {
        core::ptr::copy_nonoverlapping(table.cast::<u8>(), ours.as_mut_ptr().cast::<u8>(), shared);
        Some(ours.assume_init())
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::Str;

    /// A table with a tail that this version does not know.
    #[repr(C)]
    struct Newer {
        host: Host,
        tail: [u64; 4],
    }

    #[test]
    fn a_table_that_has_grown_is_read_as_far_as_it_is_known() {
        let host = Host { size: size_of::<Newer>() as u32, abi_major: 1, abi_minor: 3, folder: Str::EMPTY };
        let newer = Newer { host, tail: [u64::MAX; 4] };
        // SAFETY: the table has the size that it says.
        let ours = unsafe { adopt((&raw const newer).cast::<Host>()) };
        assert_eq!(ours.map(|h| (h.abi_major, h.abi_minor)), Some((1, 3)));
    }

    #[test]
    fn a_table_smaller_than_the_first_version_is_none() {
        let small = Host { size: Host::MIN as u32 - 1, abi_major: 1, abi_minor: 0, folder: Str::EMPTY };
        // SAFETY: the table is larger than it says.
        assert!(unsafe { adopt(&raw const small) }.is_none());
    }
}
