//! How much there may be of everything.

/// The most things that one call names.
pub const MAX_NEW: u32 = 1_000;

/// The most things that are packed, unpacked, used up, made or seen by one call.
pub const MAX_MOVED: u32 = 100;

/// How deep things are packed: a thing that is in nothing stands on level 1.
pub const MAX_LEVELS: u32 = 5;

/// The containers that a thing can be in at once.
pub const MAX_ANCESTORS: usize = MAX_LEVELS as usize - 1;

/// The most hands that are remembered with an item. Its steps tell of all.
pub const MAX_HANDS: u32 = 16;

/// The most policies of one item, past ones included.
pub const MAX_POLICIES: u8 = 4;

/// The most stays in containers with a policy that are remembered one by one. What older ones came
/// to is remembered all the same.
pub const MAX_STAYS: u32 = 8;

/// The most that hold one item.
pub const MAX_HOLDERS: u8 = 8;

/// The most organisations that recalled things may be brought to, besides where they came from.
pub const MAX_RETURNS: u32 = 8;

/// The most units in which something is lost in one transformation.
pub const MAX_LOSSES: u32 = 8;

/// More readings than a block has room for.
pub const FULLEST_BLOCK: u32 = 50_000;

/// The most lots of one organisation's recalls that are gone over at once, unless it is a regulator:
/// nobody keeps the others busy.
pub const MAX_BUSY: u32 = 4;

/// The most lots that are gone over one by one at once.
pub const MAX_SPREADING: u32 = 32;
