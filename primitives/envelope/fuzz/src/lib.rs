//! What the fuzz targets share. `README.md` says what must hold.

pub mod batches;
pub mod mutate;
pub mod oracle;
