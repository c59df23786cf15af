//! Borrowed memory as it crosses the boundary: a pointer and a length.

/// `len` values of `T` at `ptr`, borrowed for the call in which they are handed over.
#[repr(C)]
pub struct Slice<T> {
    /// First value; may be null only when `len` is 0.
    pub ptr: *const T,
    /// Number of values, not bytes.
    pub len: usize,
}

/// UTF-8 text, not NUL-terminated.
pub type Str = Slice<u8>;

impl<T> Clone for Slice<T> {
    fn clone(&self) -> Self {
        *self
    }
}
impl<T> Copy for Slice<T> {}

// SAFETY: a `Slice` is a shared borrow in all but name: reading it from another thread is as sound as sharing `&[T]`.
unsafe impl<T: Sync> Sync for Slice<T> {}
// SAFETY: as above.
unsafe impl<T: Sync> Send for Slice<T> {}

impl<T> Slice<T> {
    /// No values.
    pub const EMPTY: Self = Slice { ptr: core::ptr::null(), len: 0 };

    /// Borrows a Rust slice.
    pub const fn new(values: &[T]) -> Self {
        Slice { ptr: values.as_ptr(), len: values.len() }
    }

    /// True if pointer and length can be a slice of at most `limit` bytes: aligned, and not null with a length.
    pub fn is_well_formed(&self, limit: usize) -> bool {
        let fits =
            self.len.checked_mul(size_of::<T>()).is_some_and(|bytes| bytes <= limit.min(isize::MAX as usize));
        self.len == 0 || (fits && !self.ptr.is_null() && self.ptr.is_aligned())
    }

    /// Views the values.
    ///
    /// # Safety
    /// `ptr` and `len` describe memory that is valid, aligned and unchanged for `'a`.
    pub const unsafe fn get<'a>(self) -> &'a [T] {
        if self.len == 0 {
            &[]
        } else {
            // SAFETY: the caller promises a valid range; the null pointer occurs with length 0 only.
            unsafe { core::slice::from_raw_parts(self.ptr, self.len) }
        }
    }
}

impl Str {
    /// Borrows Rust text.
    pub const fn of(text: &str) -> Self {
        Slice { ptr: text.as_ptr(), len: text.len() }
    }
}
