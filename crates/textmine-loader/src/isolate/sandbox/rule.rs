//! How the tables of system calls are written.

/// System calls that are treated alike, and why.
pub(super) struct Group {
    /// The reason, for the reader of the table.
    #[expect(dead_code, reason = "a table that says what each of its groups is for, to people")]
    pub(super) why: &'static str,
    pub(super) calls: &'static [Call],
    /// The table's verdict holds where one of these does; always, where there are none.
    pub(super) when: &'static [Test],
}

/// A system call of this processor.
pub(super) struct Call {
    pub(super) number: i64,
    pub(super) name: &'static str,
}

/// A test of one argument (the first is 0). The kernel takes most arguments as 32 bits and ignores what is above: so do these.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) enum Test {
    Is(u8, u32),
    IsNot(u8, u32),
    /// The bit is set.
    Has(u8, u32),
    /// The bit isn't set.
    Lacks(u8, u32),
    /// These bits have that value.
    Masked(u8, u32, u32),
    /// A pointer that points nowhere.
    IsNull(u8),
    /// A process, but not this one.
    IsAnother(u8),
}

impl Call {
    /// `constant` is how `libc` calls it: `SYS_open`.
    pub(super) const fn new(number: i64, constant: &'static str) -> Self {
        Self { number, name: constant.split_at("SYS_".len()).1 }
    }
}

/// `libc`'s numbers with their names: `calls![SYS_fork, SYS_vfork]`.
macro_rules! calls {
    ($($constant:ident),+ $(,)?) => {
        &[$($crate::isolate::sandbox::rule::Call::new(libc::$constant, stringify!($constant))),+]
    };
}
pub(super) use calls;
